//! A gateway that repeats the token: whatever the spelling and wherever it stands, it comes out masked.

use std::thread;

use serde_json::{Value, json};

use super::{
    CANARIES, Host, Watch, Watched,
    canaries::Canary,
    echo_places::{PLACES, between_marks},
    token_spellings::{self, Form, forms},
};

const MASK: &str = "***";
/// What surrounds the token in a longer base64 text, and stays.
const SURROUNDINGS: usize = 24;

/// A call that is neither repeated nor made to wait for its turn.
pub(super) fn write() -> Value {
    json!({"path": "/v2/profile/name", "method": "PUT", "body": {"name": "Shop"}})
}

#[test]
fn every_spelling_in_every_place_comes_out_masked() {
    thread::scope(|scope| {
        for canary in CANARIES {
            scope.spawn(move || every_place(canary));
        }
    });
}

fn every_place(canary: Canary) {
    let host = Host::of(canary.token);
    let mut server = Watched::of(&host, canary.token);
    let forms = forms(canary.token);
    for place in &PLACES {
        for status in [200, 400, 500] {
            host.strikes(&place.fault(status, &forms));
            let when = format!("{} in {} of a {status}", canary.name, place.name);
            let answer = server.call("execute_request", write(), &when);
            assert_eq!(answer.data()["status"], status, "{when}");
            if place.shown {
                assert_masked(&answer.data()["data"].to_string(), &forms, &when);
            }
        }
    }
    server.stop(canary.name);
}

/// What stood between the marks is gone, and the mask stands in its place.
fn assert_masked(shown: &str, forms: &[Form], when: &str) {
    for (form, number) in forms.iter().zip(0..) {
        let what = format!("{}, {when}", form.name);
        let left =
            between_marks(shown, number).unwrap_or_else(|| panic!("nothing is left of {what}: {shown}"));
        assert!(left.contains(MASK), "{what} is `{left}`");
        let around = left.replace(MASK, "");
        assert!(
            around.is_empty() || form.name.contains("base64") && around.len() <= SURROUNDINGS,
            "{what}: `{left}`"
        );
    }
}

/// Forms that stand where nothing else does.
fn masked_alone(forms: fn(&str) -> Vec<Form>) {
    const TELLING: [&str; 4] = ["a JSON value", "broken XML", "HTML text", "plain text"];
    let mut faults = Vec::new();
    for canary in CANARIES {
        let host = Host::of(canary.token);
        let (mut server, watch) = (Watched::of(&host, canary.token), Watch::of(canary.token));
        for form in forms(canary.token) {
            let what = format!("{} of {}", form.name, canary.name);
            let forms = [form];
            for place in PLACES.iter().filter(|place| TELLING.contains(&place.name)) {
                host.strikes(&place.fault(200, &forms));
                let answer = server.server.call("execute_request", write());
                assert_eq!(answer.data()["status"], 200, "{what}: {}", answer.text());
                let found = watch.found(&answer.data()["data"].to_string());
                faults.extend(found.map(|_| format!("{what} in {}", place.name)));
            }
        }
    }
    assert!(faults.is_empty(), "{} answers hold the token:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_token_by_the_entities_of_html_5_is_masked() {
    masked_alone(token_spellings::named);
}

#[test]
fn a_token_under_several_escapes_is_masked() {
    masked_alone(token_spellings::stacked);
}
