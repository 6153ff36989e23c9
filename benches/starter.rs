//! Starter code in the process itself, as the tool writes it: one endpoint in every language, and tasks in words.

use std::{error::Error, hint::black_box, sync::Arc, time::Duration};

use criterion::Criterion;
use serde_json::{Map, Value, json};
use tokio::runtime::Builder;
use wawp_mcp::{
    app::App,
    config::{Config, Flags},
    starter::{Job, languages, libraries},
    tools::{Context, GenerateStarterCode, Tool, arguments},
};

const TASKS: [&str; 4] = [
    "send a text message to +201012345678",
    "create a group called 'Friends', add 3 people and send 'hello' to the group",
    "answer every incoming message with 'thanks'",
    "أنشئ مجموعة وأضف إليها ثلاثة أشخاص ثم أرسل صورة",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    let app = Arc::new(App::new(Config::load(&Flags::default())?));
    let session = Arc::new(app.session());
    let ctx = Context { app, session, workspace: None };
    let runtime = Builder::new_current_thread().build()?;
    let write = |asked: &Map<String, Value>| {
        let Ok(args) = arguments::<GenerateStarterCode>(black_box(asked.clone())) else { return 0 };
        let written = runtime.block_on(GenerateStarterCode::run(&ctx, args));
        written.map_or(0, |reply| reply.text().len())
    };
    let object = |value: Value| value.as_object().cloned().unwrap_or_default();
    let endpoints = languages(Job::Calls).flat_map(|language| {
        libraries(Job::Calls, language).map(move |library| {
            json!({"path": "/v2/send/poll", "method": "POST", "language": language, "library": library})
        })
    });
    let endpoints: Vec<Map<String, Value>> = endpoints.map(object).collect();
    let tasks = TASKS.map(|task| object(json!({"task": task, "language": "python"})));
    for asked in endpoints.iter().chain(&tasks) {
        assert!(write(asked) > 500, "nothing was written for {asked:?}");
    }
    criterion.bench_function("one endpoint in one of all languages and libraries", |bencher| {
        let mut asked = endpoints.iter().cycle();
        bencher.iter(|| asked.next().map(write));
    });
    criterion.bench_function("one of four tasks in words", |bencher| {
        let mut asked = tasks.iter().cycle();
        bencher.iter(|| asked.next().map(write));
    });
    criterion.final_summary();
    Ok(())
}
