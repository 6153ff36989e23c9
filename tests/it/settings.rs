//! Settings: which source wins, what stops the start, and what an agent may set.

use serde_json::{Value, json};

use crate::harness::{AHMED, Answer, Gateway, INSTANCE, Server, TOKEN};

/// What is set, without setting anything.
fn shown(server: &mut Server) -> Value {
    server.success("set_config", json!({"api": "wawp"})).data()["settings"].clone()
}

/// Writes the user's own credentials file. Elsewhere it lies where no variable leads, and has no mode.
#[cfg(unix)]
fn credentials(start: &crate::harness::Start, content: &str, mode: u32) {
    use std::{fs, os::unix::fs::PermissionsExt};
    let folder = start.folder().join("home/.config/wawp-mcp");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("credentials.env");
    fs::write(&file, content).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
}

/// Where a call would go.
fn address(server: &mut Server) -> String {
    let call = json!({"path": "/v2/chats/overview", "method": "GET", "dry_run": true});
    server.success("execute_request", call).data()["request"]["url"].as_str().unwrap().to_owned()
}

fn not_configured(answer: &Answer) -> bool {
    answer.error()["code"] == "not_configured"
}

#[cfg(unix)]
#[test]
fn the_call_wins_over_the_environment_over_dotenv_over_the_credentials_file() {
    let start = Server::prepare();
    credentials(
        &start,
        "WAWP_INSTANCE_ID=from-file\nWAWP_ACCESS_TOKEN=x\nWAWP_TEST_NUMBER=447441429009\n",
        0o600,
    );
    let mut server = start.open();
    let value = json!({"set": true, "source": "credentials file", "value": "from-file"});
    assert_eq!(shown(&mut server)["instance_id"], value);
    assert_eq!(
        shown(&mut server)["access_token"],
        json!({"set": true, "source": "credentials file", "masked": "***"})
    );

    let start = Server::prepare().file(".env", "WAWP_INSTANCE_ID=from-dotenv\n");
    credentials(&start, "WAWP_INSTANCE_ID=from-file\nWAWP_TEST_NUMBER=447441429009\n", 0o600);
    let mut server = start.open();
    let settings = shown(&mut server);
    assert_eq!(
        (&settings["instance_id"]["value"], &settings["instance_id"]["source"]),
        (&json!("from-dotenv"), &json!(".env"))
    );
    assert_eq!(settings["test_number"]["value"], "447441429009@c.us");
    assert_eq!(settings["access_token"], json!({"set": false, "source": "default"}));

    let start =
        Server::prepare().file(".env", "WAWP_INSTANCE_ID=from-dotenv\n").env("WAWP_INSTANCE_ID", "from-env");
    let mut server = start.open();
    assert_eq!(shown(&mut server)["instance_id"]["source"], "environment");
    let answer = server.success("set_config", json!({"instance_id": "from-call"}));
    let instance = &answer.data()["settings"]["instance_id"];
    assert_eq!((&instance["value"], &instance["source"]), (&json!("from-call"), &json!("call")));
}

#[test]
fn a_flag_wins_over_the_environment() {
    let gateway = Gateway::connected();
    let name = json!({"path": "/v2/profile/name", "method": "PUT", "body": {"name": "Shop"}});
    let start = || Server::prepare().gateway(&gateway);
    let mut server = start().env("WAWP_MODE", "full").arg("--mode").arg("read-only").open();
    server.failure("execute_request", name.clone(), "mode_forbids");
    let mut server = start().env("WAWP_MODE", "read-only").arg("serve").arg("--mode=full").open();
    server.success("execute_request", name);
    let mut server = start().arg("--base-url").arg("https://flag.example").open();
    assert!(address(&mut server).starts_with("https://flag.example/"));
}

#[test]
fn an_empty_variable_is_not_set() {
    let mut server = Server::prepare()
        .env("WAWP_INSTANCE_ID", "")
        .env("WAWP_ACCESS_TOKEN", "  ")
        .env("WAWP_MODE", "")
        .env("WAWP_BASE_URL", "")
        .env("WAWP_TIMEOUT", "")
        .file(".env", "WAWP_INSTANCE_ID=from-dotenv\nWAWP_TEST_NUMBER=\n")
        .open();
    let settings = shown(&mut server);
    assert_eq!(settings["instance_id"]["source"], ".env");
    assert_eq!(
        (&settings["access_token"]["set"], &settings["test_number"]["set"]),
        (&json!(false), &json!(false))
    );
}

#[test]
fn a_bad_value_stops_the_start_and_says_the_right_form() {
    let cases = [
        ("WAWP_TEST_NUMBER", "Ahmed", "number"),
        ("WAWP_TEST_NUMBER", "01012345678", "country code"),
        ("WAWP_TEST_NUMBER", "123@g.us", "201012345678"),
        ("WAWP_API", "nothing", "`wawp`"),
        ("WAWP_BASE_URL", "api.wawp.net", "https://"),
        ("WAWP_BASE_URL", "http://api.wawp.net", "https://"),
        ("WAWP_BASE_URL", "http://127.0.0.1.evil.example", "https://"),
        ("WAWP_BASE_URL", "https://user:pw@api.wawp.net", "user name"),
        ("WAWP_BASE_URL", "https://api.wawp.net/v2", "path"),
        ("WAWP_BASE_URL", "https://api.wawp.net?x=1", "query"),
        ("WAWP_MODE", "readonly", "`read-only`"),
        ("WAWP_ALLOWED_RECIPIENTS", "201012345678,Sara", "Sara"),
        ("WAWP_CONFIRM", "always", "`sends`"),
        ("WAWP_FILE_ROOTS", "some/folder", "absolute"),
        ("WAWP_TIMEOUT", "soon", "`3s`"),
        ("WAWP_TIMEOUT", "0", "`3s`"),
        ("WAWP_TIMEOUT", "1h", "`3s`"),
        ("WAWP_TIMEOUT", "-5", "`3s`"),
        ("WAWP_LOG", "wawp=loud", "level"),
    ];
    for (name, value, form) in cases {
        let (code, stdout, stderr) = Server::prepare().env(name, value).run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{name}={value}: {stderr}");
        assert!(stderr.contains(name) && stderr.contains(form), "{name}={value}: {stderr}");
        assert_eq!(stderr.trim_end().lines().count(), 1, "{stderr}");
    }
}

#[test]
fn test_number_mode_without_a_number_does_not_start() {
    let (code, stdout, stderr) = Server::prepare().env("WAWP_MODE", "test-number").run();
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("WAWP_TEST_NUMBER") && stderr.contains("201012345678"), "{stderr}");
    let (code, ..) = Server::prepare().env("WAWP_MODE", "test-number").env("WAWP_TEST_NUMBER", AHMED).run();
    assert_eq!(code, 0);
}

#[cfg(unix)]
#[test]
fn a_credentials_file_that_others_can_read_is_refused() {
    for mode in [0o640, 0o604, 0o644] {
        let start = Server::prepare();
        credentials(&start, "WAWP_ACCESS_TOKEN=hidden-from-all\n", mode);
        let (code, stdout, stderr) = start.run();
        assert_eq!((code, stdout.as_str()), (2, ""));
        assert!(stderr.contains("credentials.env") && stderr.contains("chmod 600"), "{stderr}");
        assert!(!stderr.contains("hidden-from-all"));
    }
}

#[test]
fn a_token_that_no_header_can_carry_stops_the_start_and_is_not_shown() {
    let (code, stdout, stderr) = Server::prepare().env("WAWP_ACCESS_TOKEN", "two\nlines-of-secret").run();
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("`WAWP_ACCESS_TOKEN`") && !stderr.contains("lines-of-secret"), "{stderr}");
}

#[test]
fn what_a_call_sets_is_used_and_masked() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).open();
    let call = json!({"path": "/v2/chats/overview", "method": "GET"});
    assert!(not_configured(&server.call("execute_request", call.clone())));
    let all = json!({"access_token": format!(" {TOKEN} "), "instance_id": INSTANCE, "test_number": "+20 101 234 5678"});
    let answer = server.success("set_config", all);
    let settings = &answer.data()["settings"];
    assert_eq!(settings["access_token"], json!({"set": true, "source": "call", "masked": "***"}));
    assert_eq!(settings["test_number"]["value"], format!("{AHMED}@c.us"));
    assert!(!answer.0.to_string().contains(TOKEN));
    for name in ["access_token", "instance_id", "test_number"] {
        assert!(answer.text().contains(name), "{}", answer.text());
    }
    server.success("execute_request", call);
    assert_eq!(gateway.requests()[0]["headers"]["access-token"], TOKEN);
    // One connection's settings are its own.
    let mut other = Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).open();
    assert_eq!(shown(&mut other)["access_token"]["set"], false);
}

#[test]
fn set_config_can_ask_whether_the_credentials_work() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().env("WAWP_BASE_URL", &gateway.origin()).open();
    let call = json!({"access_token": TOKEN, "instance_id": INSTANCE, "verify": true});
    let answer = server.success("set_config", call);
    assert_eq!((&answer.data()["connected"], &answer.data()["status"]), (&json!(true), &json!("WORKING")));
    let wrong = json!({"access_token": "wrong-token", "verify": true});
    let answer = server.failure("set_config", wrong, "invalid_access_token");
    assert!(!answer.0.to_string().contains("wrong-token"));
    assert_eq!(gateway.requests().len(), 2);
}

#[test]
fn a_wrong_set_config_sets_nothing_and_names_the_argument() {
    let mut server = Server::prepare().open();
    let long = "x".repeat(4_097);
    for (arguments, code, parameter) in [
        (json!({}), "missing_argument", "instance_id"),
        (json!({"instance_id": 7}), "invalid_argument", "instance_id"),
        (json!({"instance_id": ""}), "invalid_argument", "instance_id"),
        (json!({"instance_id": "a b"}), "invalid_argument", "instance_id"),
        (json!({"instance_id": "x", "access_token": ["t"]}), "invalid_argument", "access_token"),
        (json!({"instance_id": "x", "access_token": long}), "invalid_argument", "access_token"),
        (json!({"instance_id": "x", "test_number": "Ahmed"}), "invalid_argument", "test_number"),
        (json!({"instance_id": "x", "test_number": "123@g.us"}), "invalid_argument", "test_number"),
        (json!({"instance_id": "x", "verify": "yes"}), "invalid_argument", "verify"),
        (json!({"instance_id": "x", "api": "other"}), "invalid_argument", "api"),
        (json!({"instance": "x"}), "unknown_argument", "instance"),
    ] {
        let answer = server.failure("set_config", arguments.clone(), code);
        assert_eq!(answer.error()["parameter"], parameter, "{arguments}");
    }
    let secret = server.failure("set_config", json!({"access_token": "my secret token"}), "invalid_argument");
    assert!(!secret.0.to_string().contains("my secret"), "{}", secret.0);
    assert_eq!(shown(&mut server)["instance_id"]["set"], false);
}
