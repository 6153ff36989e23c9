//! No connection comes about, so nothing can have been taken: name, port, TLS.

use serde_json::json;
use socket2::{Domain, Socket, Type};

use super::{Due, Risk, deadline, server_to, told};
use crate::harness::{
    Authority,
    Ends::{Close, Reset, Stall},
    Fate, GOOD,
    Reads::{Half, Nothing},
    Says, SocketGateway,
};

/// Where a server is sent in vain.
struct Place {
    name: &'static str,
    origin: String,
    timeout: &'static str,
    attempts: (u64, u64),
    /// Who accepts there.
    gateway: Option<SocketGateway>,
}

impl Place {
    fn of(name: &'static str, origin: String, timeout: &'static str, attempts: (u64, u64)) -> Self {
        Self { name, origin, timeout, attempts, gateway: None }
    }

    /// A listener that does not speak TLS.
    fn plain(name: &'static str, fate: Fate, timeout: &'static str) -> Self {
        let gateway = SocketGateway::scripted(&[fate]);
        let origin = format!("https://{}", gateway.address());
        Self { gateway: Some(gateway), ..Self::of(name, origin, timeout, (1, 4)) }
    }

    fn check(&self) -> Vec<String> {
        let mut server = server_to(&self.origin, self.timeout);
        let due = Due::not_sent("network").after(self.attempts.0, self.attempts.1);
        let mut faults = Vec::new();
        for risk in Risk::ALL {
            let call = risk.call();
            // The identical send goes at once: that is, it fails in the same way.
            for turn in ["first", "again"] {
                let answer = server.call("execute_request", call.clone());
                let mut found = due.faults(&answer, deadline(self.timeout));
                if let Some(gateway) = &self.gateway {
                    if answer.data()["attempts"] != gateway.connections() {
                        found.push(format!("{} attempts arrived", gateway.connections()));
                    }
                    if !gateway.requests().is_empty() {
                        found.push("a request arrived".to_owned());
                    }
                    gateway.play(&[gateway.script()[0]]);
                }
                faults.extend(told(&format!("{} × {risk:?}, {turn}", self.name), &found, &answer));
                if risk != Risk::Send {
                    break;
                }
            }
            server.success("search_docs", json!({"query": "poll"}));
        }
        let ended = server.stop();
        if !ended.status.success() || !ended.stderr.is_empty() {
            faults.push(format!("{}: ended with {}\n{}", self.name, ended.status, ended.stderr));
        }
        faults
    }
}

#[test]
fn without_a_connection_nothing_was_sent_and_that_is_said() {
    // Bound and not listening: nobody else gets the port, and nobody answers there.
    let closed = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    closed.bind(&"127.0.0.1:0".parse::<std::net::SocketAddr>().unwrap().into()).unwrap();
    let port = closed.local_addr().unwrap().as_socket().unwrap().port();
    let refused = (4, 4);
    // How fast a name is found missing is the resolver's affair.
    let unresolved = (2, 4);
    let untrusted = SocketGateway::over_tls(&[GOOD], Authority::new().server("127.0.0.1"));
    let origin = untrusted.origin();
    let bad_request = Says::Bytes(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    let places = [
        Place::of("nobody listens", format!("http://127.0.0.1:{port}"), "3000ms", refused),
        Place::of("nobody listens for TLS", format!("https://127.0.0.1:{port}"), "3000ms", refused),
        Place::of("no such name", "https://nothing.invalid".to_owned(), "3000ms", unresolved),
        Place::plain("no TLS there", Fate(Half, bad_request, Close), "3000ms"),
        Place::plain("closed in the handshake", Fate(Half, Says::Nothing, Close), "3000ms"),
        Place::plain("reset in the handshake", Fate(Half, Says::Nothing, Reset), "3000ms"),
        Place::plain("closed before the handshake", Fate(Nothing, Says::Nothing, Close), "3000ms"),
        Place::plain("silence in the handshake", Fate(Nothing, Says::Nothing, Stall), "500ms"),
        Place {
            gateway: Some(untrusted),
            ..Place::of("a certificate that nobody trusts", origin, "3000ms", (1, 4))
        },
    ];
    let faults: Vec<Vec<String>> = std::thread::scope(|scope| {
        let checks: Vec<_> = places.iter().map(|place| scope.spawn(|| place.check())).collect();
        checks.into_iter().map(|check| check.join().unwrap()).collect()
    });
    let faults = faults.concat();
    assert!(faults.is_empty(), "{} differences:\n{}", faults.len(), faults.join("\n"));
}
