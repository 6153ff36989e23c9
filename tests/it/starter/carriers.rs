//! Programs for made-up gateways that want their credentials elsewhere: in a header, as a bearer token, in the query, in a
//! JSON body, in a form. What is written here is kept for `tests/starter`, which runs it.

use std::fs;

use serde_json::{Value, json};
use wawp_mcp::{
    catalog::{Carried, Carrier, Credential, Operation, Provider},
    docs,
    starter::{Body, Expr, Job, Program, Starter, Step, Trigger, languages, libraries, write},
    values::Method,
};

/// Where the programs and what each is to send are kept.
const KEPT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/starter_carriers.json");

/// What breaks a careless program.
const HOSTILE: &str = "it's \"so\" `id` $HOME ${x} #{x} {x} %s \\n & = + ? / % é 😀\nline";

/// What a request is to hold in the place of a credential, until the program runs.
const TOKEN: &str = "<token>";
const SESSION: &str = "<session>";
/// What the answer to the first call holds.
const ID: &str = "<id>";

/// A program, and the requests that it is to make.
struct Scene {
    name: &'static str,
    steps: Vec<Step>,
    requests: Vec<Value>,
}

fn text(text: &str) -> Expr {
    Expr::Value(json!(text))
}

fn named<const N: usize>(members: [(&str, Expr); N]) -> Vec<(String, Expr)> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn operation(method: Method, operations: &'static [Operation]) -> &'static Operation {
    let path = if method == Method::Post { "/v2/send/text" } else { "/v2/chats" };
    operations.iter().find(|known| known.method == method && known.path.as_str() == path).unwrap()
}

fn carried(credential: Credential, carrier: Carrier, name: &'static str) -> Carried {
    Carried { credential, carrier, name }
}

/// The made-up gateway's operations, of which only the method counts.
struct Gateway(&'static [Operation]);

impl Gateway {
    fn post(&self, body: Body) -> Step {
        Step { operation: operation(Method::Post, self.0), body: Some(body), ..self.get("/messages") }
    }

    fn get(&self, path: &str) -> Step {
        Step {
            operation: operation(Method::Get, self.0),
            path: vec![text(path)],
            query: Vec::new(),
            headers: Vec::new(),
            body: None,
            examples: Vec::new(),
            pause: None,
        }
    }
}

fn message() -> Vec<(String, Expr)> {
    named([("to", text("201012345678")), ("text", text(HOSTILE))])
}

fn with(mut members: Vec<(String, Expr)>, more: Vec<(String, Expr)>) -> Vec<(String, Expr)> {
    members.extend(more);
    members
}

fn in_headers(gateway: &Gateway) -> Vec<Scene> {
    let sent = json!({"method": "POST", "path": "/messages", "kind": "json", "body": {"to": "201012345678", "text": HOSTILE}});
    let with_headers = |headers: Value| {
        let mut request = sent.clone();
        request["headers"] = headers;
        request
    };
    let scene = |name, headers: Vec<Carried>, told: Value| Scene {
        name,
        steps: vec![Step { headers, ..gateway.post(Body::Json(message())) }],
        requests: vec![with_headers(told)],
    };
    let plain = carried(Credential::Token, Carrier::Header, "x-api-key");
    let bearer = carried(Credential::Token, Carrier::Bearer, "authorization");
    let session = carried(Credential::Session, Carrier::Header, "x-session");
    vec![
        scene("a header", vec![plain], json!({"x-api-key": TOKEN})),
        scene("a bearer token", vec![bearer], json!({"authorization": "Bearer <token>"})),
        scene("two headers", vec![session, plain], json!({"x-api-key": TOKEN, "x-session": SESSION})),
        scene("a session alone", vec![session], json!({"x-session": SESSION})),
    ]
}

fn in_queries(gateway: &Gateway) -> Vec<Scene> {
    let token = || named([("token", Expr::Token)]);
    let query = with(named([("limit", text("20")), ("text", text(HOSTILE))]), token());
    let session = with(named([("session", Expr::Instance)]), token());
    let beside = |body| Step { query: session.clone(), ..gateway.post(body) };
    let told = |kind: &str| {
        json!({"method": "POST", "path": "/messages", "query": {"session": SESSION, "token": TOKEN}, "kind": kind,
            "body": {"to": "201012345678", "text": HOSTILE}})
    };
    let listed =
        json!({"method": "GET", "path": "/chats", "query": {"limit": "20", "text": HOSTILE, "token": TOKEN}});
    vec![
        Scene {
            name: "the query",
            steps: vec![Step { query, ..gateway.get("/chats") }],
            requests: vec![listed],
        },
        Scene {
            name: "the query, beside JSON",
            steps: vec![beside(Body::Json(message()))],
            requests: vec![told("json")],
        },
        Scene {
            name: "the query, beside a form",
            steps: vec![beside(Body::Form(message()))],
            requests: vec![told("form")],
        },
        Scene {
            name: "nothing",
            steps: vec![gateway.get("/status")],
            requests: vec![json!({"method": "GET", "path": "/status"})],
        },
    ]
}

fn in_bodies(gateway: &Gateway) -> Vec<Scene> {
    let credentials = || named([("session", Expr::Instance), ("token", Expr::Token)]);
    let told = |kind: &str| {
        json!({"method": "POST", "path": "/messages", "kind": kind,
            "body": {"to": "201012345678", "text": HOSTILE, "session": SESSION, "token": TOKEN}})
    };
    let scene = |name, body, told| Scene { name, steps: vec![gateway.post(body)], requests: vec![told] };
    vec![
        scene("a JSON body", Body::Json(with(message(), credentials())), told("json")),
        scene("a form", Body::Form(with(message(), credentials())), told("form")),
        Scene {
            name: "a header, beside an empty form",
            steps: vec![Step {
                headers: vec![carried(Credential::Token, Carrier::Header, "x-api-key")],
                ..gateway.post(Body::Form(Vec::new()))
            }],
            requests: vec![json!({"method": "POST", "path": "/messages", "headers": {"x-api-key": TOKEN}})],
        },
    ]
}

/// Calls of several kinds, whose values come out of the first answer.
fn in_a_row(gateway: &Gateway) -> Scene {
    let bearer = carried(Credential::Token, Carrier::Bearer, "authorization");
    let id = || Expr::Answer { step: 0, path: vec!["id"] };
    let first = Step { headers: vec![bearer], ..gateway.post(Body::Form(message())) };
    let form = Body::Form(named([("file[id]", id()), ("session", Expr::Instance)]));
    let second = Step { headers: vec![bearer], ..gateway.post(form) };
    let third = gateway.post(Body::Json(named([("id", id()), ("count", Expr::Value(json!(2)))])));
    let third = Step {
        path: vec![text("/messages/"), id(), text("/read")],
        headers: vec![bearer],
        query: named([("of", id())]),
        ..third
    };
    let headers = json!({"authorization": "Bearer <token>"});
    let requests = vec![
        json!({"method": "POST", "path": "/messages", "headers": headers, "kind": "form",
            "body": {"to": "201012345678", "text": HOSTILE}}),
        json!({"method": "POST", "path": "/messages", "headers": headers, "kind": "form",
            "body": {"file[id]": ID, "session": SESSION}}),
        json!({"method": "POST", "path": "/messages/<id>/read", "query": {"of": ID}, "headers": headers, "kind": "json",
            "body": {"id": ID, "count": 2}}),
    ];
    Scene { name: "forms, JSON and answers", steps: vec![first, second, third], requests }
}

fn scenes(gateway: &Gateway) -> Vec<Scene> {
    let mut scenes = in_headers(gateway);
    scenes.extend(in_queries(gateway));
    scenes.extend(in_bodies(gateway));
    scenes.push(in_a_row(gateway));
    scenes
}

/// The program, and what is to be told of it.
fn look_at(starter: &Starter, scene: &Scene, what: &str) {
    let code = &starter.code;
    assert!(!code.contains("{{") && code.ends_with('\n') && !code.ends_with("\n\n"), "{what}\n{code}");
    assert_eq!(code.lines().find(|line| line.ends_with([' ', '\t'])), None, "{what}\n{code}");
    let told = json!(scene.requests).to_string();
    for (mark, variable) in [(TOKEN, "WAWP_ACCESS_TOKEN"), (SESSION, "WAWP_INSTANCE_ID")] {
        let is_read = told.contains(mark) && starter.library != "jquery";
        assert_eq!(code.contains(variable), is_read, "{what}: {variable}\n{code}");
        assert_eq!(starter.environment.contains(&variable), is_read, "{what}: {variable}");
    }
    assert_eq!(code.to_lowercase().contains("bearer"), told.contains("Bearer"), "{what}\n{code}");
    for name in ["x-api-key", "x-session", "access-token"] {
        assert_eq!(code.contains(name), told.contains(name), "{what}: {name}\n{code}");
    }
}

#[test]
fn programs_carry_credentials_wherever_a_gateway_wants_them() {
    let catalog = Box::leak(Box::new(docs::BUILT_IN[0].catalog().unwrap()));
    let provider = Provider {
        id: "hermes",
        name: "Hermes",
        server: "https://hermes.example",
        ..catalog.provider.clone()
    };
    let gateway = Gateway(&catalog.operations);
    let event = catalog.events.iter().find(|event| event.name == "message").unwrap();
    let mut kept = Vec::new();
    for (job, trigger) in [(Job::Calls, Trigger::Start), (Job::Receives, Trigger::Events(vec![event]))] {
        for (language, library) in
            languages(job).flat_map(|l| libraries(job, l).map(move |library| (l, library)))
        {
            for scene in scenes(&gateway) {
                let what = format!("{} in {} with {library}", scene.name, language.as_str());
                let title = "Made up".to_owned();
                let program = Program { title, trigger: trigger.clone(), steps: scene.steps.clone() };
                let starter = write(&provider, &program, language, Some(library)).expect(&what);
                look_at(&starter, &scene, &what);
                kept.push(json!({
                    "job": if job == Job::Calls { "calls" } else { "receives" }, "language": language,
                    "library": library, "scene": scene.name, "requests": scene.requests,
                    "starter": {"filename": starter.filename, "code": starter.code, "run": starter.run},
                    "variables": {"token": "WAWP_ACCESS_TOKEN", "session": "WAWP_INSTANCE_ID", "base_url": "WAWP_BASE_URL"},
                }));
            }
        }
    }
    fs::write(KEPT, serde_json::to_vec(&kept).unwrap()).unwrap();
}
