//! A project's `.env` is read as people write it, and can neither send a token elsewhere nor widen what is allowed.

use std::fs;

use serde_json::{Value, json};

use crate::harness::{AHMED, Gateway, INSTANCE, Server, Start, TOKEN};

const SARA: &str = "966501234567";

fn send(to: &str) -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": to, "message": "Hi"}})
}

/// The instance that is set, and from where.
fn instance(start: Start) -> (Value, Value) {
    let answer = start.open().success("set_config", json!({"api": "wawp"}));
    let instance = &answer.data()["settings"]["instance_id"];
    (instance["value"].clone(), instance["source"].clone())
}

/// Where a call would go; nothing is sent.
fn address(server: &mut Server) -> String {
    let call = json!({"path": "/v2/chats/overview", "method": "GET", "dry_run": true});
    server.success("execute_request", call).data()["request"]["url"].as_str().unwrap().to_owned()
}

#[test]
fn it_is_read_as_people_write_it() {
    for (content, value) in [
        ("WAWP_INSTANCE_ID=plain", "plain"),
        ("  WAWP_INSTANCE_ID = spaced  ", "spaced"),
        ("export WAWP_INSTANCE_ID=exported", "exported"),
        ("WAWP_INSTANCE_ID='single # quoted'", "single # quoted"),
        ("WAWP_INSTANCE_ID=\"double # quoted\"", "double # quoted"),
        ("WAWP_INSTANCE_ID=value # a comment", "value"),
        ("# WAWP_INSTANCE_ID=no\n\nOTHER=1\nWAWP_INSTANCE_ID=second\n", "second"),
        ("\u{feff}WAWP_INSTANCE_ID=marked", "marked"),
        ("OTHER=1\r\nWAWP_INSTANCE_ID=windows\r\nMORE=2\r\n", "windows"),
        ("WAWP_INSTANCE_IDS=no\nMY_WAWP_INSTANCE_ID=no\nWAWP_INSTANCE_ID=exact", "exact"),
        ("this is no line at all\n=\nWAWP_INSTANCE_ID=kept", "kept"),
        ("WAWP_INSTANCE_ID=a$b${HOME}", "a$b${HOME}"),
    ] {
        let found = instance(Server::prepare().file(".env", content));
        assert_eq!(found, (json!(value), json!(".env")), "{content:?}");
    }
}

#[test]
fn a_line_of_ours_that_cannot_be_read_names_file_and_line() {
    for content in [
        "A=1\n\nWAWP_ACCESS_TOKEN=\"hidden-from-all\n",
        "A=1\n\nWAWP_ACCESS_TOKEN hidden-from-all\n",
        "A=1\n\nexport WAWP_ACCESS_TOKEN=hidden-from-all and more\n",
    ] {
        let (code, stdout, stderr) = Server::prepare().file(".env", content).run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{content:?}: {stderr}");
        assert!(stderr.contains(".env, line 3") && stderr.contains("WAWP_ACCESS_TOKEN"), "{stderr}");
        assert!(!stderr.contains("hidden-from-all"), "{stderr}");
    }
    let (code, _, stderr) = Server::prepare().file(".env", "WAWP_TIMEOUT=soon").run();
    assert_eq!(code, 2);
    assert!(stderr.contains("WAWP_TIMEOUT") && stderr.contains(".env"), "the file is named: {stderr}");
}

#[test]
fn it_may_stand_in_a_parent_up_to_the_repositorys_root() {
    let deep = |start: Start| {
        let folder = start.work().join("a/b");
        fs::create_dir_all(&folder).unwrap();
        start.started_in(folder)
    };
    let start = Server::prepare().file(".env", "WAWP_INSTANCE_ID=root").file(".git/HEAD", "x");
    assert_eq!(instance(deep(start)), (json!("root"), json!(".env")));
    let start =
        Server::prepare().file(".env", "WAWP_INSTANCE_ID=root").file("a/.env", "WAWP_INSTANCE_ID=nearer");
    assert_eq!(instance(deep(start.file(".git/HEAD", "x"))).0, "nearer");
    let start = Server::prepare().file(".env", "WAWP_INSTANCE_ID=above").file("a/.git/HEAD", "x");
    assert_eq!(
        instance(deep(start)),
        (Value::Null, json!("default")),
        "what stands above the repository is not its"
    );
    let start = Server::prepare().file(".env", "WAWP_INSTANCE_ID=anybodys");
    assert_eq!(instance(deep(start)).0, Value::Null, "outside of a repository no parent counts");
}

#[test]
fn it_redirects_its_own_token_and_no_other() {
    let with_token = "WAWP_BASE_URL=https://elsewhere.example\nWAWP_ACCESS_TOKEN=own\nWAWP_INSTANCE_ID=i\n";
    let without = "WAWP_BASE_URL=https://elsewhere.example\nWAWP_INSTANCE_ID=i\n";
    let mut server = Server::prepare().file(".env", with_token).open();
    assert!(address(&mut server).starts_with("https://elsewhere.example/"));
    // A token that is set later is not its own.
    server.success("set_config", json!({"access_token": "of-the-call"}));
    assert!(address(&mut server).starts_with("https://api.wawp.net/"), "{}", address(&mut server));
    // Nor is that of the environment, or of the user's own file.
    for content in [with_token, without] {
        let mut server =
            Server::prepare().file(".env", content).env("WAWP_ACCESS_TOKEN", "of-the-env").open();
        assert!(address(&mut server).starts_with("https://api.wawp.net/"));
        let stderr = server.stop().stderr;
        assert!(stderr.contains("WAWP_BASE_URL") && stderr.contains("left out"), "it is named: {stderr}");
    }
    let mut server = Server::prepare().file(".env", without).open();
    server.success("set_config", json!({"access_token": "of-the-call"}));
    assert!(address(&mut server).starts_with("https://api.wawp.net/"));
}

#[test]
fn it_cannot_read_the_environments_secrets_into_its_own_values() {
    let content =
        "WAWP_BASE_URL=https://elsewhere.example\nWAWP_ACCESS_TOKEN=own\nWAWP_INSTANCE_ID=${OTHER_SECRET}\n";
    let start = Server::prepare().file(".env", content).env("OTHER_SECRET", "of-another-service");
    let (value, _) = instance(start);
    assert_eq!(value, "${OTHER_SECRET}");
}

#[test]
fn it_narrows_the_mode_and_never_widens_it() {
    let gateway = Gateway::connected();
    let start = |content: &str| Server::prepare().gateway(&gateway).file(".env", content);
    let mut server = start("WAWP_MODE=read-only\n").open();
    server.failure("execute_request", send(AHMED), "mode_forbids");
    let mut server = start("WAWP_MODE=full\n").env("WAWP_MODE", "read-only").open();
    server.failure("execute_request", send(AHMED), "mode_forbids");
    let mut server = start("WAWP_CONFIRM=sends\n").open();
    server.failure("execute_request", send(AHMED), "confirmation_required");
    let mut server = start("WAWP_CONFIRM=destructive\n").env("WAWP_CONFIRM", "sends").open();
    server.failure("execute_request", send(AHMED), "confirmation_required");
    assert!(gateway.requests().is_empty());
}

#[test]
fn it_takes_recipients_away_and_adds_none() {
    let gateway = Gateway::connected();
    let test_mode = |content: &str| {
        let start = Server::prepare().gateway(&gateway).file(".env", content).env("WAWP_MODE", "test-number");
        start.env("WAWP_TEST_NUMBER", "447441429009")
    };
    let mut server = test_mode(&format!("WAWP_ALLOWED_RECIPIENTS={AHMED},{SARA}\n")).open();
    server.failure("execute_request", send(SARA), "recipient_not_allowed");
    let mut server = test_mode(&format!("WAWP_ALLOWED_RECIPIENTS={SARA}\nWAWP_TEST_NUMBER={AHMED}\n"))
        .env("WAWP_ALLOWED_RECIPIENTS", SARA)
        .open();
    server.failure("execute_request", send(AHMED), "recipient_not_allowed");
    server.success("execute_request", send(SARA));
    let both = format!("{AHMED},{SARA}");
    let mut server =
        test_mode(&format!("WAWP_ALLOWED_RECIPIENTS={SARA}\n")).env("WAWP_ALLOWED_RECIPIENTS", &both).open();
    server.failure("execute_request", send(AHMED), "recipient_not_allowed");
    assert_eq!(gateway.requests().len(), 1);
}

#[test]
fn it_opens_no_folder() {
    let gateway = Gateway::connected();
    let more = tempfile::tempdir().unwrap();
    let file = more.path().join("a.txt");
    fs::write(&file, "x").unwrap();
    let start = Server::prepare().gateway(&gateway);
    let start = start.file(".env", format!("WAWP_FILE_ROOTS={}\n", more.path().display()));
    let mut server = start.open();
    let call = json!({"file_path": file.display().to_string(), "chatId": AHMED});
    server.failure("send_local_file", call, "file_not_allowed");
    let stderr = server.stop().stderr;
    assert!(stderr.contains("WAWP_FILE_ROOTS") && stderr.contains("left out"), "{stderr}");
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_whole_setup_may_stand_in_it() {
    let gateway = Gateway::connected();
    let content = format!(
        "WAWP_BASE_URL={}\nWAWP_ACCESS_TOKEN='{TOKEN}'\nWAWP_INSTANCE_ID={INSTANCE}\nWAWP_TIMEOUT=5s\n",
        gateway.origin()
    );
    let mut server = Server::prepare().file(".env", content).open();
    server.success("execute_request", send(AHMED));
    assert_eq!(gateway.requests()[0]["headers"]["access-token"], TOKEN);
}
