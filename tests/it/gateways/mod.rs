//! A gateway is a folder: two that exist only beside this file are found, described, called, exported, simulated and
//! written programs for, with no line of the program for them; and what belongs to one never reaches the other.

use std::{fs, path::Path, sync::Arc};

use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};
use wawp_mcp::{
    app::App,
    catalog::Catalog,
    config::{AccessToken, Credentials, Source, Sourced, Sources},
    docs::{self, Docs},
    export::{self, Format},
    gateway::Gateways,
    guard::{Account, AccountSettings, Consent, Guard, Refusal, Rules},
    request::{CallInput, prepare},
    resources,
    sandbox::{Instance, Sandbox, Settings},
    tools::{
        Answered, Context, ExecuteRequest, GenerateStarterCode, GetEndpointDetails, GetSessionHealth,
        SearchDocs, SendLocalFile, SetConfig, Tool, answer,
    },
    values::Language,
};

/// A token that only one gateway may see.
const PIGEON_TOKEN: &str = "canary-of-the-pigeon-7f3a";
const HERON_TOKEN: &str = "canary-of-the-heron-91c2";

/// Both gateways, played on loopback, and the program that speaks for them.
struct Houses {
    runtime: Runtime,
    ctx: Context,
    pigeon: Sandbox,
    heron: Sandbox,
}

impl Houses {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let (pigeon, pigeon_docs) = runtime.block_on(played("pigeon", PIGEON_TOKEN));
        let (heron, heron_docs) = runtime.block_on(played("heron", HERON_TOKEN));
        let gateways = Gateways::new(pigeon_docs, [heron_docs]);
        let app = Arc::new(App::set_up(Sources::default(), gateways).unwrap());
        let connection = Arc::new(app.connection());
        Self { runtime, ctx: Context { app, connection, workspace: None }, pigeon, heron }
    }

    /// Both with their tokens set.
    fn with_tokens() -> Self {
        let houses = Self::new();
        houses
            .right::<SetConfig>(json!({"api": "heron", "access_token": HERON_TOKEN, "instance_id": "north"}));
        houses.right::<SetConfig>(json!({"api": "pigeon", "access_token": PIGEON_TOKEN}));
        houses
    }

    fn ask<T: Tool>(&self, arguments: Value) -> (Value, String, bool) {
        let arguments: Map<String, Value> = arguments.as_object().cloned().unwrap();
        let Answered { reply, is_error } = self.runtime.block_on(answer::<T>(&self.ctx, arguments));
        (Value::Object(reply.structured().clone()), reply.text().to_owned(), is_error)
    }

    #[track_caller]
    fn right<T: Tool>(&self, arguments: Value) -> Value {
        let (data, text, is_error) = self.ask::<T>(arguments);
        assert!(!is_error, "{text}");
        data
    }

    #[track_caller]
    fn refused<T: Tool>(&self, arguments: Value, code: &str) -> Value {
        let (data, text, is_error) = self.ask::<T>(arguments);
        assert!(is_error && data["error"]["code"] == code, "{text}");
        data
    }
}

/// A gateway of the folder beside this file, played at an address of its own; its docs say that address.
async fn played(name: &str, token: &str) -> (Sandbox, Docs) {
    let settings = |port| Settings {
        port,
        token: token.to_owned(),
        instances: vec![Instance { id: "north".to_owned(), paired: true }],
        ..Settings::default()
    };
    // Started once to be given a port that is free, and then with docs that name it.
    let first = Sandbox::start(settings(0), leaked(compiled(name, None)).0).await.unwrap();
    let address = first.origin().to_string();
    let (catalog, docs) = leaked(compiled(name, Some(&address)));
    drop(first);
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    let sandbox = loop {
        match Sandbox::start(settings(port), catalog).await {
            Ok(sandbox) => break sandbox,
            // The first one ends as soon as its task is looked at.
            Err(_) => tokio::task::yield_now().await,
        }
    };
    (sandbox, Docs { id: catalog.provider.id, ..docs })
}

/// The folder's docs, compiled, with this address for the documented one.
fn compiled(name: &str, address: Option<&str>) -> docs::Compiled {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/gateways/docs");
    let folder = tempfile::tempdir().unwrap();
    copy(&from, folder.path());
    let root = folder.path().join(name).join("openapi.yaml");
    let text = fs::read_to_string(&root).unwrap();
    let documented = format!("https://{name}.example");
    assert!(text.contains(&documented));
    fs::write(&root, text.replace(&documented, address.unwrap_or(&documented))).unwrap();
    docs::compile(&folder.path().join(name)).unwrap()
}

fn leaked(compiled: docs::Compiled) -> (&'static Catalog, Docs) {
    let docs = Docs { id: "", catalog: compiled.catalog.leak(), index: compiled.index.leak() };
    (Box::leak(Box::new(docs.catalog().unwrap())), docs)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The last request that a gateway received.
fn last(gateway: &Sandbox) -> Value {
    gateway.requests().as_array().unwrap().last().cloned().unwrap()
}

fn note(text: &str) -> Value {
    json!({"path": "/notes", "method": "POST", "body": {"to": "+20 101 234 5678", "text": text}})
}

#[test]
fn it_is_found_and_described() {
    let houses = Houses::new();
    let found = houses.right::<SearchDocs>(json!({"query": "send a short note to a friend"}));
    assert_eq!(
        (&found["results"][0]["method"], &found["results"][0]["path"]),
        (&json!("POST"), &json!("/notes"))
    );
    let found = houses.right::<SearchDocs>(json!({"query": "telegraph a text", "api": "heron"}));
    assert_eq!(found["results"][0]["path"], "/wire");
    let page = houses.right::<GetEndpointDetails>(json!({"path": "/notes", "method": "POST"}));
    assert_eq!(page["arguments"]["oneOf"], json!([{"required": ["text"]}, {"required": ["drawing"]}]));
    assert_eq!(page["arguments"]["dependentRequired"], json!({"width": ["height"]}));
    assert_eq!(page["filled_in"], json!([]));
    let refused = houses.refused::<GetEndpointDetails>(json!({"path": "/nots"}), "unknown_endpoint");
    assert_eq!(refused["error"]["expected"], "a documented path, such as `/notes`");
    let refused = houses.refused::<SearchDocs>(json!({"query": "x", "api": "stork"}), "invalid_argument");
    assert_eq!(refused["error"]["parameter"], "api");
    assert!(refused["error"]["expected"].as_str().unwrap().contains("`pigeon`, `heron`"));
}

#[test]
fn it_is_called_as_its_folder_says() {
    let houses = Houses::with_tokens();
    let sent = houses.right::<ExecuteRequest>(note("Home & dry"));
    assert_eq!((&sent["outcome"], &sent["message_id"]), (&json!("done"), &json!("8")));
    let arrived = last(&houses.pigeon);
    let headers = arrived["headers"].to_string();
    assert!(headers.contains(&format!("Bearer {PIGEON_TOKEN}")), "{headers}");
    assert!(headers.contains("application/x-www-form-urlencoded"), "{headers}");
    let form = arrived["body"].as_str().map_or_else(|| arrived["body"].to_string(), str::to_owned);
    assert!(form.contains("Home") && !form.contains(PIGEON_TOKEN), "{form}");
    let read = json!({"path": "/notes/7", "method": "GET", "params": {"x-purpose": "to know"}});
    let read = houses.right::<ExecuteRequest>(read);
    assert_eq!(read["data"]["note"]["text"], "Home by noon");
    let arrived = last(&houses.pigeon);
    assert_eq!((&arrived["method"], &arrived["path"]), (&json!("GET"), &json!("/notes/7")));
    assert!(arrived["headers"].to_string().contains("to know"));
    let correct =
        json!({"path": "/notes", "method": "PATCH", "body": {"number": "7", "text": "Home by one"}});
    houses.right::<ExecuteRequest>(correct);
    assert_eq!(last(&houses.pigeon)["method"], "PATCH");
    let wired = houses.right::<ExecuteRequest>(
        json!({"api": "heron", "path": "/wire", "method": "POST", "body": {"text": "Hello"}}),
    );
    assert_eq!(wired["data"], json!({"sent": true}));
    let arrived = last(&houses.heron);
    assert!(arrived["query"].to_string().contains(HERON_TOKEN), "{arrived}");
    assert!(arrived["body"].to_string().contains("north"), "{arrived}");
    // What is shown of a call holds no token.
    assert!(!wired.to_string().contains(HERON_TOKEN) && wired["request"]["query"]["key"] == "***", "{wired}");
}

#[test]
fn either_or_arguments_are_checked_before_the_network() {
    let houses = Houses::with_tokens();
    for (body, parameter) in [
        (json!({"to": "201012345678"}), "arguments"),
        (json!({"to": "201012345678", "text": "a", "drawing": "https://example.com/a.png"}), "arguments"),
        (json!({"to": "201012345678", "drawing": "https://example.com/a.png", "width": 3}), "width"),
        (json!({"to": "201012345678", "text": "more than twenty characters"}), "text"),
    ] {
        let call = json!({"path": "/notes", "method": "POST", "body": body});
        let refused = houses.refused::<ExecuteRequest>(call, "invalid_argument");
        assert_eq!(refused["error"]["parameter"], parameter, "{refused}");
    }
    assert_eq!(houses.pigeon.requests(), json!([]));
}

#[test]
fn its_errors_are_read_in_their_own_shape() {
    let houses = Houses::new();
    houses.right::<SetConfig>(json!({"access_token": "nobodys-token"}));
    let refused = houses.refused::<ExecuteRequest>(note("Hello"), "stranger");
    assert!(refused["error"]["message"].as_str().unwrap().contains("Who are you?"));
    assert_eq!(refused["error"]["action"], "Use the keeper's token.");
    assert_eq!(refused["outcome"], "not_sent");
}

#[test]
fn health_is_asked_where_there_is_a_call_for_it() {
    let houses = Houses::with_tokens();
    let health = houses.right::<GetSessionHealth>(json!({}));
    assert_eq!((&health["connected"], &health["account"]["name"]), (&json!(true), &json!("Amina")));
    let refused = houses.refused::<GetSessionHealth>(json!({"instance_id": "x"}), "invalid_argument");
    assert_eq!(refused["error"]["parameter"], "instance_id");
    houses.refused::<GetSessionHealth>(json!({"api": "heron"}), "not_offered");
    // No file can be sent there, whatever it is.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "text").unwrap();
    let ctx = Context { workspace: Some(vec![folder.path().to_owned()]), ..houses.ctx.clone() };
    let houses = Houses { ctx, ..houses };
    let file = json!({"file_path": "a.txt", "chatId": "201012345678"});
    houses.refused::<SendLocalFile>(file, "unsupported_media_type");
}

#[test]
fn it_is_exported_in_every_form() {
    let (pigeon, _) = leaked(compiled("pigeon", None));
    let (heron, _) = leaked(compiled("heron", None));
    let forms = [Format::Openapi, Format::Markdown, Format::Html, Format::Postman, Format::Llms];
    for (format, language) in forms.into_iter().flat_map(|form| [(form, Language::En), (form, Language::Ar)])
    {
        for (catalog, path) in [(pigeon, "/notes"), (heron, "/wire")] {
            let text = export::render(catalog, format, language);
            assert!(text.contains(path), "{format:?}");
            for other in ["access-token", "access_token", "instance_id", "/v2/"] {
                assert!(!text.contains(other), "{format:?} of {} speaks of {other}", catalog.provider.id);
            }
        }
    }
    let document = export::openapi(pigeon, Language::En);
    let scheme = &document["components"]["securitySchemes"]["accessToken"];
    assert_eq!((&scheme["type"], &scheme["scheme"]), (&json!("http"), &json!("bearer")));
    let body = &document["paths"]["/notes"]["post"]["requestBody"]["content"];
    assert!(body["application/x-www-form-urlencoded"]["schema"]["oneOf"].is_array(), "{body}");
    let header = document["paths"]["/notes/{number}"]["get"]["parameters"].as_array().unwrap();
    assert!(header.iter().any(|parameter| parameter["in"] == "header"));
    let scheme = &export::openapi(heron, Language::En)["components"]["securitySchemes"]["accessToken"];
    assert_eq!((&scheme["in"], &scheme["name"]), (&json!("query"), &json!("key")));
}

#[test]
fn programs_carry_its_credentials_and_read_its_variables() {
    let houses = Houses::new();
    let asked = json!({"path": "/notes", "method": "POST", "language": "python", "library": "requests"});
    let program = houses.right::<GenerateStarterCode>(asked);
    let code = program["code"].as_str().unwrap();
    assert!(code.contains("PIGEON_TOKEN") && code.contains("Bearer"), "{code}");
    assert!(!code.contains("WAWP_") && !code.contains("access-token"), "{code}");
    let asked = json!({"api": "heron", "path": "/wire", "method": "POST", "language": "javascript"});
    let program = houses.right::<GenerateStarterCode>(asked);
    assert!(program["code"].as_str().unwrap().contains("key"));
    let asked =
        json!({"path": "/notes/7", "method": "GET", "language": "go", "arguments": {"x-purpose": "why"}});
    houses.refused::<GenerateStarterCode>(asked, "not_offered");
}

#[test]
fn a_resources_address_names_it() {
    let (name, plain) = resources::named_gateway("wawp://heron/docs/endpoint/POST/wire").unwrap();
    let (heron, _) = leaked(compiled("heron", None));
    let page = resources::read(heron, &plain).unwrap();
    assert_eq!(name, "heron");
    assert!(page.text.contains("/wire"));
    let index = resources::of_gateway(resources::read(heron, "wawp://llms.txt").unwrap(), "heron");
    assert!(index.text.contains("wawp://heron/docs/endpoint/POST/wire"), "{}", index.text);
    assert_eq!(resources::named_gateway("wawp://docs/endpoint/POST/wire"), None);
}

#[test]
fn the_credentials_of_two_gateways_never_meet() {
    let houses = Houses::with_tokens();
    houses.right::<ExecuteRequest>(note("one"));
    let wire = json!({"api": "heron", "path": "/wire", "method": "POST", "body": {"text": "one"}});
    houses.right::<ExecuteRequest>(wire.clone());
    for (gateway, other) in [(&houses.pigeon, HERON_TOKEN), (&houses.heron, PIGEON_TOKEN)] {
        let all = gateway.requests().to_string();
        assert!(!all.contains(other) && all.len() > 100, "{all}");
    }
    // One that has none is called with none, whatever the other has.
    let houses = Houses::new();
    houses.right::<SetConfig>(json!({"access_token": PIGEON_TOKEN}));
    let refused = houses.refused::<ExecuteRequest>(wire, "not_configured");
    assert!(!refused.to_string().contains(PIGEON_TOKEN));
    assert_eq!(houses.heron.requests(), json!([]));
    // Neither is shown where the other is asked.
    let shown = houses.right::<SetConfig>(json!({"api": "heron", "instance_id": "north"}));
    assert_eq!(shown["settings"]["access_token"]["set"], json!(false));
}

#[test]
fn an_account_of_another_gateway_is_refused() {
    let (pigeon, _) = leaked(compiled("pigeon", None));
    let (heron, _) = leaked(compiled("heron", None));
    let operation = &pigeon.operations.iter().find(|operation| operation.id == "sendNote").unwrap();
    let body = json!({"to": "201012345678", "text": "Hello"});
    let given = CallInput { path: "/notes", body: body.as_object(), ..CallInput::default() };
    let prepared = prepare(&pigeon.provider, operation, &given).unwrap();
    let credentials = Credentials {
        access_token: AccessToken::new(HERON_TOKEN.to_owned()),
        instance_id: Some("north".into()),
    };
    let settings = AccountSettings {
        credentials: Some((credentials, Source::Environment)),
        ..AccountSettings::default()
    };
    let account = Account::new(&heron.provider, settings).unwrap();
    let guard = Guard::new(Rules {
        mode: wawp_mcp::config::Mode::Full,
        confirm: wawp_mcp::config::Confirm::Destructive,
        recipients: Vec::new(),
    });
    let refused = Refusal::OtherGateway { request: "pigeon", account: "heron" };
    assert_eq!(guard.check(&prepared, &account), Err(refused.clone()));
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let authorized = runtime.block_on(guard.authorize(prepared, &account, Consent::default()));
    assert_eq!(authorized.err(), Some(refused));
}

#[test]
fn a_projects_file_redirects_its_own_token_and_no_other() {
    let (pigeon, _) = leaked(compiled("pigeon", None));
    let elsewhere = wawp_mcp::values::Origin::parse("https://elsewhere.example").unwrap();
    let of = |token: Source, base: Source| {
        let access_token = AccessToken::new(PIGEON_TOKEN.to_owned());
        let settings = AccountSettings {
            credentials: Some((Credentials { access_token, instance_id: None }, token)),
            base_url: Some(Sourced { value: elsewhere.clone(), source: base }),
        };
        Account::new(&pigeon.provider, settings).unwrap().origin().to_string()
    };
    assert_eq!(of(Source::Dotenv, Source::Dotenv), "https://elsewhere.example");
    assert_eq!(of(Source::Environment, Source::Environment), "https://elsewhere.example");
    for token in [Source::Call, Source::Environment, Source::Flag, Source::UserFile] {
        assert_eq!(of(token, Source::Dotenv), "https://pigeon.example", "{token:?}");
    }
}
