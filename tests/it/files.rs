//! Files: told by their content, sent whole, and only from where the user allows it.

use std::fs;
#[cfg(unix)]
use std::{os::unix::fs::symlink, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::harness::{AHMED, Answer, Gateway, INSTANCE, Server, Start, TOKEN};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0";
const WEBP: &[u8] = b"RIFF\x24\0\0\0WEBPVP8 ";
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\n";
const MP4: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0OpusHead";
const MP3: &[u8] = b"ID3\x04\0\0\0\0\0\0";
const WAV: &[u8] = b"RIFF\x24\0\0\0WAVEfmt ";
const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0";

fn start(gateway: &Gateway) -> Start {
    Server::prepare().gateway(gateway).env("WAWP_TEST_NUMBER", AHMED)
}

/// A file that must not be sent.
fn refused(server: &mut Server, path: &str, code: &str) -> Answer {
    let answer = server.failure("send_local_file", json!({"file_path": path, "chatId": AHMED}), code);
    assert_eq!(answer.error()["parameter"], "file_path", "{path}");
    assert_eq!(answer.data()["outcome"], "not_sent");
    assert!(answer.error()["action"].is_string());
    answer
}

#[test]
fn the_content_tells_what_a_file_is_and_how_it_is_sent() {
    let gateway = Gateway::connected();
    // A misleading name changes nothing; among texts the name decides.
    let cases: [(&str, &[u8], &str, &str, Value); 13] = [
        ("a.png", PNG, "image/png", "/v2/send/image", json!({"caption": ""})),
        ("a.jpg", JPEG, "image/jpeg", "/v2/send/image", json!({"caption": ""})),
        ("photo.txt", PNG, "image/png", "/v2/send/image", json!({"caption": ""})),
        ("a.gif", GIF, "image/gif", "/v2/send/pdf", json!({"caption": ""})),
        ("a.webp", WEBP, "image/webp", "/v2/send/pdf", json!({"caption": ""})),
        ("a.pdf", PDF, "application/pdf", "/v2/send/pdf", json!({"caption": ""})),
        (
            "a.mp4",
            MP4,
            "video/mp4",
            "/v2/send/video",
            json!({"caption": "", "convert": true, "asNote": false}),
        ),
        ("a.ogg", OGG, "audio/ogg", "/v2/send/voice", json!({"convert": false})),
        ("a.mp3", MP3, "audio/mpeg", "/v2/send/voice", json!({"convert": true})),
        ("a.wav", WAV, "audio/x-wav", "/v2/send/voice", json!({"convert": true})),
        ("a.zip", ZIP, "application/zip", "/v2/send/pdf", json!({"caption": ""})),
        ("a.txt", b"Hello", "text/plain", "/v2/send/pdf", json!({"caption": ""})),
        ("a.csv", b"a,b\n1,2\n", "text/csv", "/v2/send/pdf", json!({"caption": ""})),
    ];
    let started = cases.iter().fold(start(&gateway), |start, (name, bytes, ..)| start.file(name, bytes));
    let mut server = started.open();
    for (name, bytes, mimetype, path, rest) in cases {
        let answer = server.success("send_local_file", json!({"file_path": name, "chatId": AHMED}));
        let data = answer.data();
        assert_eq!(data["mimetype"], mimetype, "{name}");
        assert_eq!(data["endpoint"], format!("POST {path}"), "{name}");
        assert_eq!((&data["filename"], &data["size"]), (&json!(name), &json!(bytes.len())));
        assert_eq!((&data["outcome"], &data["simulated"]), (&json!("done"), &json!(false)));
        assert!(data["message_id"].is_string() && answer.text().contains(name));
        let received = gateway.requests().pop().unwrap();
        assert_eq!(received["path"], path, "{name}");
        let url = format!("data:{mimetype};base64,{}", STANDARD.encode(bytes));
        let mut whole = json!({"chatId": format!("{AHMED}@c.us"), "instance_id": INSTANCE, "access_token": TOKEN,
            "file": {"url": url, "filename": name, "mimetype": mimetype}});
        whole.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        assert_eq!(received["body"], whole, "{name}");
    }
}

#[test]
fn the_digest_is_of_what_arrived() {
    let gateway = Gateway::connected();
    let mut server = start(&gateway).file("a.txt", "abc").open();
    let answer = server.success("send_local_file", json!({"file_path": "a.txt", "chatId": AHMED}));
    // SHA-256 of `abc` (FIPS 180-4, example 1).
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(answer.data()["sha256"], digest);
    assert!(answer.text().contains(digest));
    let received = &gateway.requests()[0]["body"]["file"]["url"];
    assert_eq!(received, "data:text/plain;base64,YWJj");
    assert!(!answer.0.to_string().contains("YWJj"), "the answer does not repeat the file");
}

#[test]
fn what_the_caller_gives_beside_the_file_arrives() {
    let gateway = Gateway::connected();
    let mut server = start(&gateway).file("v.mp4", MP4).file("n.mp3", MP3).file("p.png", PNG).open();
    let call = json!({"file_path": "v.mp4", "chatId": AHMED, "caption": "Look", "as_note": true, "convert": false,
        "filename": "../new\u{7} name/x.mp4"});
    let answer = server.success("send_local_file", call);
    assert_eq!(answer.data()["filename"], ".._new name_x.mp4", "a name leaves no folder");
    let body = gateway.requests()[0]["body"].clone();
    let seen = ["caption", "asNote", "convert"].map(|name| body[name].clone());
    assert_eq!(seen, [json!("Look"), json!(true), json!(false)]);
    let call =
        json!({"file_path": "n.mp3", "chatId": AHMED, "type": "document", "reply_to": "true_1@c.us_AA"});
    let answer = server.success("send_local_file", call);
    assert_eq!(answer.data()["endpoint"], "POST /v2/send/pdf");
    assert_eq!(gateway.requests()[1]["body"]["reply_to"], "true_1@c.us_AA");
    let call = json!({"file_path": "p.png", "chatId": AHMED, "type": "document"});
    let answer = server.success("send_local_file", call);
    assert_eq!(
        (&answer.data()["endpoint"], &answer.data()["mimetype"]),
        (&json!("POST /v2/send/pdf"), &json!("image/png"))
    );
}

#[test]
fn a_type_that_the_content_is_not_is_refused() {
    let gateway = Gateway::connected();
    let mut server = start(&gateway).file("a.txt", "Hello").file("a.webp", WEBP).file("a.png", PNG).open();
    for (path, kind) in [
        ("a.txt", "image"),
        ("a.txt", "pdf"),
        ("a.txt", "video"),
        ("a.png", "voice"),
        ("a.png", "audio"),
        ("a.webp", "image"),
    ] {
        let call = json!({"file_path": path, "chatId": AHMED, "type": kind});
        let answer = server.failure("send_local_file", call, "unsupported_media_type");
        assert!(answer.text().contains(path) && answer.text().contains(kind), "{}", answer.text());
    }
    let call = json!({"file_path": "a.txt", "chatId": AHMED, "type": "sticker"});
    assert_eq!(server.failure("send_local_file", call, "invalid_argument").error()["parameter"], "type");
    assert!(gateway.requests().is_empty());
}

#[cfg(unix)]
#[test]
fn nothing_outside_of_the_workspace_is_read() {
    let gateway = Gateway::connected();
    let start = start(&gateway).file("in.txt", "fine");
    let outside = start.folder().join("secret.txt");
    fs::write(&outside, "secret").unwrap();
    symlink(&outside, start.work().join("link.txt")).unwrap();
    symlink(start.folder(), start.work().join("folder")).unwrap();
    symlink("in.txt", start.work().join("inner.txt")).unwrap();
    let outside = outside.display().to_string();
    let mut server = start.open();
    for path in [
        outside.as_str(),
        "link.txt",
        "../secret.txt",
        "folder/secret.txt",
        "./x/../../secret.txt",
        "/etc/hostname",
    ] {
        let code = if path.starts_with("./x") { "file_not_found" } else { "file_not_allowed" };
        let answer = refused(&mut server, path, code);
        assert!(!answer.0.to_string().contains("fine") && !answer.0.to_string().contains("c2VjcmV0"));
    }
    refused(&mut server, "nothing.txt", "file_not_found");
    assert!(gateway.requests().is_empty());
    for path in ["in.txt", "inner.txt"] {
        let call = json!({"file_path": path, "chatId": AHMED, "allow_duplicate": true});
        server.success("send_local_file", call);
    }
}

#[cfg(unix)]
#[test]
fn hidden_files_and_keys_are_never_sent() {
    let gateway = Gateway::connected();
    let names = [
        ".env",
        ".npmrc",
        ".ssh/config",
        ".git/notes.txt",
        "id_rsa",
        "ID_RSA",
        "id_ed25519.pub",
        "server.pem",
        "x.KEY",
        "prod.env",
    ];
    let start = names.iter().fold(start(&gateway), |start, name| start.file(name, "K"));
    symlink("id_rsa", start.work().join("harmless.txt")).unwrap();
    let mut server = start.open();
    for name in names.into_iter().chain(["harmless.txt", "./.ssh/../.ssh/config"]) {
        refused(&mut server, name, "file_not_allowed");
    }
    assert!(gateway.requests().is_empty());
}

#[cfg(unix)]
#[test]
fn only_regular_files_with_something_in_them_are_sent() {
    let gateway = Gateway::connected();
    let start = start(&gateway).file("empty.txt", "").file("folder/x.txt", "x");
    let pipe = start.work().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut server = start.open();
    refused(&mut server, "empty.txt", "file_not_allowed");
    refused(&mut server, "folder", "file_not_allowed");
    refused(&mut server, "pipe", "file_not_allowed");
    refused(&mut server, "a\0b", "file_not_allowed");
    refused(&mut server, "folder/x.txt/y", "file_not_found");
    let answer = server.failure("send_local_file", json!({"file_path": " "}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "file_path");
    let answer = server.failure("send_local_file", json!({}), "missing_argument");
    assert_eq!(answer.error()["parameter"], "file_path");
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_file_over_the_limit_of_its_kind_is_refused_before_it_is_read() {
    let gateway = Gateway::connected();
    let start = start(&gateway).file("film.mp4", MP4).file("short.mp4", MP4).file("big.pdf", PDF);
    let grow = |name: &str, size: u64| {
        fs::OpenOptions::new().write(true).open(start.work().join(name)).unwrap().set_len(size).unwrap();
    };
    grow("film.mp4", 16_777_217);
    // Sparse: it would take a gigabyte of memory if it were read.
    grow("big.pdf", 1_000_000_000);
    grow("short.mp4", 2_000_000);
    let mut server = start.open();
    let answer = refused(&mut server, "film.mp4", "file_too_large");
    assert!(answer.text().contains("video"), "{}", answer.text());
    refused(&mut server, "big.pdf", "file_too_large");
    let document = json!({"file_path": "big.pdf", "chatId": AHMED, "type": "document"});
    server.failure("send_local_file", document, "file_too_large");
    assert!(gateway.requests().is_empty());
    server.success("send_local_file", json!({"file_path": "short.mp4", "chatId": AHMED}));
}

#[test]
fn without_a_chat_it_goes_to_the_test_number_or_nowhere() {
    let gateway = Gateway::connected();
    let mut server = Server::prepare().gateway(&gateway).file("a.txt", "Hello").open();
    let answer = server.failure("send_local_file", json!({"file_path": "a.txt"}), "missing_argument");
    assert_eq!(answer.error()["parameter"], "chatId");
    assert!(answer.text().contains("WAWP_TEST_NUMBER"), "{}", answer.text());
    assert!(gateway.requests().is_empty());
    let mut server = start(&gateway).file("a.txt", "Hello").open();
    let answer = server.success("send_local_file", json!({"file_path": "a.txt"}));
    assert!(answer.text().contains("the test number"), "{}", answer.text());
    assert_eq!(answer.data()["chat_id"], format!("{AHMED}@c.us"));
    assert_eq!(gateway.requests()[0]["body"]["chatId"], format!("{AHMED}@c.us"));
    let wrong = json!({"file_path": "a.txt", "chatId": "Ahmed"});
    assert_eq!(server.failure("send_local_file", wrong, "invalid_argument").error()["parameter"], "chatId");
}

#[test]
fn a_dry_run_reads_the_file_and_sends_nothing() {
    let gateway = Gateway::connected();
    let mut server = start(&gateway).file("a.png", PNG).open();
    let call = json!({"file_path": "a.png", "chatId": AHMED, "dry_run": true});
    let answer = server.success("send_local_file", call);
    let data = answer.data();
    assert_eq!((&data["outcome"], &data["dry_run"]), (&json!("not_sent"), &json!(true)));
    assert_eq!((&data["mimetype"], &data["endpoint"]), (&json!("image/png"), &json!("POST /v2/send/image")));
    assert!(data["sha256"].is_string());
    assert!(answer.text().contains("nothing sent"));
    assert!(gateway.requests().is_empty());
}

#[test]
fn further_folders_are_the_users_to_name() {
    let gateway = Gateway::connected();
    let more = tempfile::tempdir().unwrap();
    fs::write(more.path().join("more.txt"), "more").unwrap();
    fs::write(more.path().join("server.pem"), "key").unwrap();
    let path = more.path().join("more.txt").display().to_string();
    let mut server = start(&gateway).open();
    refused(&mut server, &path, "file_not_allowed");
    let mut server = start(&gateway).env("WAWP_FILE_ROOTS", &more.path().display().to_string()).open();
    server.success("send_local_file", json!({"file_path": path, "chatId": AHMED}));
    refused(&mut server, &more.path().join("server.pem").display().to_string(), "file_not_allowed");
}

#[test]
fn the_home_directory_and_the_whole_disk_are_no_workspace() {
    let gateway = Gateway::connected();
    let start = start(&gateway);
    let home = start.folder().join("home");
    fs::write(home.join("a.txt"), "private").unwrap();
    let mut server = start.started_in(&home).open();
    let answer = refused(&mut server, "a.txt", "file_not_allowed");
    assert!(answer.text().contains("WAWP_FILE_ROOTS"), "{}", answer.text());
    refused(&mut server, &home.join("a.txt").display().to_string(), "file_not_allowed");
    let mut server = self::start(&gateway).started_in("/").open();
    refused(&mut server, "etc/hostname", "file_not_allowed");
    refused(&mut server, "/etc/hostname", "file_not_allowed");
    assert!(gateway.requests().is_empty());
}

#[test]
fn a_failed_send_of_a_file_tells_what_became_of_it() {
    let gateway = Gateway::connected();
    let mut server = start(&gateway).file("a.txt", "Hello").open();
    let call = json!({"file_path": "a.txt", "chatId": AHMED});
    gateway
        .fault("/v2/send/pdf", json!({"status": 400, "body": {"code": "invalid_file_url", "message": "No"}}));
    let answer = server.failure("send_local_file", call.clone(), "invalid_file_url");
    assert_eq!((&answer.data()["outcome"], &answer.data()["status"]), (&json!("not_sent"), &json!(400)));
    assert_eq!(answer.data()["mimetype"], "text/plain");
    gateway.fault("/v2/send/pdf", json!({"drop": true}));
    let answer = server.failure("send_local_file", call.clone(), "network");
    assert_eq!(answer.data()["outcome"], "unknown");
    server.failure("send_local_file", call, "outcome_unknown");
    assert!(!answer.0.to_string().contains("SGVsbG8"), "no file content in an answer");
}
