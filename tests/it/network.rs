//! TLS and proxies: whom the program trusts, whom it asks the way, and what they can read.

use serde_json::{Value, json};

use crate::harness::{
    AHMED, Authority, ConnectProxy,
    Ends::{Close, Stall},
    Fate, GOOD, Gateway, INSTANCE,
    Reads::{Nothing, Whole},
    Says, Server, SocketGateway, Start, TOKEN,
};

/// The name that the certificates of these tests are for; it resolves nowhere.
const NAME: &str = "gateway.test";
const ORIGIN: &str = "https://gateway.test";

fn read() -> Value {
    json!({"path": "/v2/chats/overview", "method": "GET"})
}

fn send() -> Value {
    json!({"path": "/v2/send/text", "method": "POST", "body": {"chatId": AHMED, "message": "Hello"}})
}

fn start(origin: &str) -> Start {
    let start = Server::prepare().env("WAWP_BASE_URL", origin).env("WAWP_TIMEOUT", "3s");
    start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE)
}

/// A start that trusts an authority, as `SSL_CERT_FILE` says.
fn trusting(authority: &Authority, origin: &str) -> Start {
    let start = start(origin).file("authority.pem", authority.pem());
    let file = start.work().join("authority.pem").display().to_string();
    start.env("SSL_CERT_FILE", &file)
}

/// Both calls work, and each arrives once with the token in its header.
fn calls_arrive(mut server: Server, gateway: &SocketGateway) {
    for call in [read(), send()] {
        let answer = server.success("execute_request", call);
        assert_eq!((&answer.data()["outcome"], &answer.data()["attempts"]), (&json!("done"), &json!(1)));
    }
    let requests = gateway.requests();
    assert_eq!(requests.len(), 2);
    let token = ("access-token".to_owned(), TOKEN.to_owned());
    assert!(requests.iter().all(|request| request.headers.contains(&token)), "{requests:?}");
}

/// Neither call is sent, the identical send may follow, and the server lives on.
fn calls_are_not_sent(mut server: Server) -> Vec<String> {
    let answers = [read(), send(), send()].map(|call| server.failure("execute_request", call, "network"));
    for answer in &answers {
        assert_eq!(answer.data()["outcome"], "not_sent", "{}", answer.text());
    }
    server.success("search_docs", json!({"query": "poll"}));
    let ended = server.stop();
    assert_eq!(ended.status.code(), Some(0));
    // A file of certificates that holds none is worth a word.
    assert!(ended.stderr.lines().all(|line| line.contains("`SSL_CERT_FILE`")), "{}", ended.stderr);
    answers.iter().map(|answer| answer.0.to_string()).collect()
}

/// Tries all of them at once, since most of the time is waiting.
fn at_once<T: Send>(all: impl IntoIterator<Item = T>, each: impl Fn(T) + Sync) {
    let each = &each;
    std::thread::scope(|scope| all.into_iter().for_each(|one| drop(scope.spawn(move || each(one)))));
}

#[test]
fn a_gateway_whose_authority_is_given_is_trusted() {
    let authority = Authority::new();
    let gateway = SocketGateway::over_tls(&[GOOD], authority.server("127.0.0.1"));
    calls_arrive(trusting(&authority, &gateway.origin()).open(), &gateway);
}

#[test]
fn a_certificate_that_does_not_hold_is_shown_no_request() {
    let authority = Authority::new();
    let servers = [
        Authority::new().server("127.0.0.1"),
        authority.server("127.0.0.2"),
        authority.server(NAME),
        authority.expired_server("127.0.0.1"),
    ];
    at_once(servers, |tls| {
        let gateway = SocketGateway::over_tls(&[GOOD], tls);
        calls_are_not_sent(trusting(&authority, &gateway.origin()).open());
        assert!(gateway.connections() > 0, "it was asked");
        assert!(gateway.requests().is_empty(), "and told nothing");
    });
}

#[test]
fn an_answer_that_is_cut_under_tls_is_no_answer() {
    let authority = Authority::new();
    // Without a length the end of the connection ends the body: only TLS can tell it from a cut.
    let cut = Fate(Whole, Says::Bytes(b"HTTP/1.1 200 OK\r\n\r\n{\"id\": \"true\"}"), Close);
    let gateway = SocketGateway::over_tls(&[cut], authority.server("127.0.0.1"));
    let mut server = trusting(&authority, &gateway.origin()).open();
    let answer = server.failure("execute_request", send(), "network");
    assert_eq!((&answer.data()["outcome"], gateway.requests().len()), (&json!("unknown"), 1));
    server.failure("execute_request", send(), "outcome_unknown");
}

#[test]
fn a_proxy_carries_the_call_and_cannot_read_it() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let authority = Authority::new();
        let gateway = SocketGateway::over_tls(&[GOOD], authority.server(NAME));
        let proxy = ConnectProxy::to(gateway.address());
        let start = trusting(&authority, ORIGIN).env(variable, &proxy.url());
        calls_arrive(start.env("NO_PROXY", "other.test,10.0.0.0/8").open(), &gateway);
        let heads = proxy.heads();
        assert_eq!(heads.len(), 2, "{variable}: {heads:?}");
        assert!(heads.iter().all(|head| head.starts_with("CONNECT gateway.test:443 ")), "{heads:?}");
        for secret in [TOKEN, "access-token", "/v2/", INSTANCE, AHMED, "Hello"] {
            assert!(!proxy.overheard(secret), "{variable}: the proxy reads `{secret}`");
        }
    }
}

#[test]
fn a_gateway_that_no_proxy_names_is_reached_without_one() {
    let lists = [("NO_PROXY", NAME), ("no_proxy", ".test"), ("NO_PROXY", "a.example, gateway.test")];
    at_once(lists, |(variable, list)| {
        let proxy = SocketGateway::scripted(&[GOOD]);
        let start = start(ORIGIN).env("HTTPS_PROXY", &proxy.origin()).env(variable, list);
        // The name resolves nowhere, so without the proxy nothing is reached.
        calls_are_not_sent(start.open());
        assert_eq!(proxy.connections(), 0, "{variable}={list}");
    });
}

#[test]
fn loopback_is_never_proxied() {
    let authority = Authority::new();
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = SocketGateway::scripted(&[GOOD]);
        let plain = SocketGateway::scripted(&[GOOD]);
        calls_arrive(start(&plain.origin()).env(variable, &proxy.origin()).open(), &plain);
        let named = SocketGateway::scripted(&[GOOD]);
        let origin = format!("http://localhost:{}", named.address().port());
        calls_arrive(start(&origin).env(variable, &proxy.origin()).open(), &named);
        let tls = SocketGateway::over_tls(&[GOOD], authority.server("127.0.0.1"));
        calls_arrive(trusting(&authority, &tls.origin()).env(variable, &proxy.origin()).open(), &tls);
        assert_eq!(proxy.connections(), 0, "{variable}");
    }
}

#[test]
fn the_simulated_gateway_is_never_behind_a_proxy() {
    let proxy = SocketGateway::scripted(&[GOOD]);
    let mut start = Server::prepare().env("WAWP_MODE", "sandbox");
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        start = start.env(variable, &proxy.origin());
    }
    let mut server = start.open();
    for call in [read(), send()] {
        let answer = server.success("execute_request", call);
        assert_eq!(answer.data()["simulated"], true);
    }
    assert_eq!(proxy.connections(), 0);
}

#[test]
fn a_proxy_that_lets_nothing_through_took_nothing() {
    let says = |text: &'static str| Fate(Whole, Says::Bytes(text.as_bytes()), Close);
    let fates = [
        says("HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n"),
        says("HTTP/1.1 407 Authenticate\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n"),
        says("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"),
        says("HTTP/1.1 200 Connection established\r\n\r\n"),
        says("HTTP/1.1 2"),
        says("no proxy at all\r\n\r\n"),
        Fate(Nothing, Says::Nothing, Close),
        Fate(Nothing, Says::Nothing, Stall),
    ];
    at_once(fates, |fate| {
        let proxy = SocketGateway::scripted(&[fate]);
        let url = format!("http://clerk:pass-canary@{}", proxy.address());
        let start = start(ORIGIN).env("WAWP_TIMEOUT", "600ms").env("HTTPS_PROXY", &url);
        for answer in calls_are_not_sent(start.open()) {
            assert!(!answer.contains("pass-canary"), "{answer}");
        }
        assert!(proxy.connections() > 0, "{fate:?}: it was asked");
        let asked = proxy.requests();
        assert!(asked.iter().all(|request| request.method == "CONNECT"), "{asked:?}");
        assert!(!format!("{asked:?}").contains(TOKEN), "{asked:?}");
    });
}

#[test]
fn without_any_certificates_loopback_is_reached_and_nothing_else() {
    let none = |start: Start| start.env("SSL_CERT_FILE", "/nothing.pem").env("SSL_CERT_DIR", "/nothing");
    calls_are_not_sent(none(start(ORIGIN)).open());
    let mut sandbox = none(Server::prepare()).env("WAWP_MODE", "sandbox").open();
    sandbox.success("execute_request", read());
    let gateway = Gateway::connected();
    none(Server::prepare().gateway(&gateway)).open().success("execute_request", read());
}
