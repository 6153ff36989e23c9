//! Starter code in the process itself, as the tool writes it: one endpoint in every language, and tasks in words.

use std::{error::Error, hint::black_box, sync::Arc, time::Duration};

use criterion::Criterion;
use serde_json::{Map, Value, json};
use tokio::runtime::Builder;
use wawp_mcp::{
    app::App,
    config::Flags,
    gateway::Gateways,
    starter::{Job, languages, libraries},
    tools::{Answered, Context, GenerateStarterCode, answer},
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
    let app = Arc::new(App::load(&Flags::default(), Gateways::built_in())?);
    let connection = Arc::new(app.connection());
    let ctx = Context { app, connection, workspace: None };
    let runtime = Builder::new_current_thread().build()?;
    let write = |asked: &Map<String, Value>| {
        let answered = answer::<GenerateStarterCode>(&ctx, black_box(asked.clone()));
        let Answered { reply, is_error } = runtime.block_on(answered);
        if is_error { 0 } else { reply.text().len() }
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
