//! The token goes to the gateway that was set, and nowhere that an answer or the environment points.

use std::thread;

use serde_json::{Value, json};

use super::{
    Host, Watch, Watched,
    canaries::{LONG, SIGNS},
    canary_gateways::Trap,
    echoes::write,
    watched_server::Room,
};

/// A call of each kind that reaches a gateway: two reads, a change, a send, a file.
fn calls(number: usize) -> Vec<(&'static str, Value)> {
    let [ahmed, sara] = [1, 2].map(|who| format!("201{who}{number:08}"));
    let send = json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": ahmed, "message": "Hi"}});
    vec![
        ("execute_request", json!({"path": "/v2/chats/overview", "method": "GET"})),
        ("get_session_health", json!({})),
        ("set_config", json!({"verify": true})),
        ("execute_request", write()),
        ("execute_request", send),
        ("send_local_file", json!({"file_path": "a.txt", "chatId": sara, "allow_duplicate": true})),
    ]
}

#[test]
fn a_redirect_is_told_and_never_followed() {
    let trap = &Trap::new();
    let (address, port) = (trap.address(), trap.address().port());
    let locations = [
        format!("http://{address}/v2/session/info"),
        format!("//{address}/v2/session/info"),
        format!("http://localhost:{port}/"),
        format!("http://user:pass@{address}/"),
        format!("\\\\{address}\\x"),
        format!("http:{address}"),
        "https://evil.example/".to_owned(),
        "/v2/session/info".to_owned(),
        "?again=1".to_owned(),
        String::new(),
        "http://".to_owned(),
    ];
    let faults: Vec<(usize, u16, String)> = [301, 302, 303, 307, 308]
        .into_iter()
        .flat_map(|status| locations.iter().map(move |location| (status, location.clone())))
        .enumerate()
        .map(|(number, (status, location))| (number, status, location))
        .collect();
    thread::scope(|scope| {
        for lane in 0..4 {
            let faults: Vec<_> = faults.iter().skip(lane).step_by(4).collect();
            scope.spawn(move || every_redirect(&faults, trap));
        }
    });
}

fn every_redirect(faults: &[&(usize, u16, String)], trap: &Trap) {
    let host = Host::of(SIGNS.token);
    let mut server = Watched::of(&host, SIGNS.token);
    for (number, status, location) in faults {
        let headers = json!({"location": location, "refresh": format!("0;url={location}")});
        host.strikes(&json!({"status": status, "headers": headers}));
        let when = format!("{status} to `{location}`");
        let calls = calls(*number);
        for ((tool, call), answer) in calls.iter().zip(server.call_all(&calls, &when)) {
            assert_eq!(answer.error()["code"], "bad_response", "{when}: {}", answer.text());
            let reads = *tool == "get_session_health" || *tool == "set_config" || call["method"] == "GET";
            let outcome = if reads { "not_sent" } else { "unknown" };
            assert_eq!(answer.data()["outcome"], outcome, "{when}: {}", answer.text());
        }
        assert_eq!(host.requests().len(), calls.len(), "{when}: each call is one request");
        trap.assert_untouched(&when);
    }
    server.stop("after redirects");
}

#[test]
fn no_address_in_an_answer_is_visited() {
    let trap = Trap::new();
    let at = format!("http://{}/a.png", trap.address());
    let host = Host::of(SIGNS.token);
    let mut server = Watched::of(&host, SIGNS.token);
    let body = json!({"url": at, "next": at, "qr": at, "status": "WORKING", "details": {"url": at},
        "media": {"url": at, "mimetype": "image/png", "data": at}, "me": {"picture": at},
        "links": {"self": {"href": at}}});
    let headers = json!({"link": format!("<{at}>; rel=next"), "content-location": at, "location": at,
        "alt-svc": format!("h2=\"{}\"; ma=60", trap.address()), "refresh": format!("0;url={at}")});
    let page =
        format!("<html><meta http-equiv=refresh content='0;url={at}'><base href='{at}'><img src='{at}'>");
    let bomb =
        format!("<?xml version='1.0'?><!DOCTYPE a SYSTEM '{at}' [<!ENTITY b SYSTEM '{at}'>]><a>&b;</a>");
    let faults = [
        json!({"status": 200, "body": body, "headers": headers}),
        json!({"status": 201, "body": body, "headers": headers}),
        json!({"status": 400, "body": body, "headers": headers}),
        json!({"status": 200, "body": page, "content_type": "text/html"}),
        json!({"status": 200, "body": bomb, "content_type": "text/xml"}),
    ];
    for (fault, number) in faults.iter().zip(0..) {
        host.strikes(fault);
        server.call_all(&calls(number), "at an answer full of addresses");
        assert_eq!(host.requests().len(), calls(number).len());
    }
    server.stop("after addresses");
    trap.assert_untouched("an address in an answer");
}

#[test]
fn a_gateway_on_this_machine_is_spoken_to_without_a_proxy() {
    let trap = Trap::new();
    let (host, room) = (Host::of(LONG.token), Room::new());
    let mut start = room.start_with(&host, LONG.token).env("WAWP_TIMEOUT", "5s");
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        start = start.env(name, &format!("http://{}/", trap.address()));
    }
    let mut server = Watched::new(start.open(), Watch::of(LONG.token), room);
    for answer in server.call_all(&calls(0), "beside a proxy") {
        assert!(!answer.is_error(), "{}", answer.text());
    }
    server.stop("beside a proxy");
    trap.assert_untouched("a call beside a proxy");
}
