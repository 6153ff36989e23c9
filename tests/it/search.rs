//! A question is answered by the page that answers it, and what nothing answers is not answered.

use serde_json::{Value, json};

use crate::harness::Server;

fn server() -> Server {
    Server::prepare().open()
}

#[test]
fn the_right_page_comes_first() {
    let mut server = server();
    for (question, path) in [
        ("send a text message", "/v2/send/text"),
        ("send an image with a caption", "/v2/send/image"),
        ("create a poll", "/v2/send/poll"),
        ("check that a phone number exists", "/v2/contacts/check-exists"),
        ("show the QR code as a picture", "/v2/auth/qr-image"),
        ("message.ack", "/message.ack"),
        ("invalid_chat_id", "invalid_chat_id"),
        ("إرسال رسالة نصية", "/v2/send/text"),
    ] {
        let answer = server.success("search_docs", json!({"query": question}));
        assert_eq!(answer.data()["results"][0]["path"], path, "{question}\n{}", answer.text());
        assert!(answer.text().starts_with("1. ") && answer.text().lines().next().unwrap().contains(path));
    }
}

#[test]
fn a_hit_says_what_it_is_and_why_it_was_found() {
    let mut server = server();
    let answer = server.success("search_docs", json!({"query": "send a text message"}));
    let results = answer.data()["results"].as_array().unwrap();
    assert_eq!(results.len(), 5, "five unless another limit is given");
    let mut before = f64::MAX;
    for (hit, rank) in results.iter().zip(1..) {
        assert_eq!(hit["rank"], rank);
        for member in ["kind", "method", "path", "title", "summary"] {
            assert!(hit[member].is_string(), "{member}: {hit}");
        }
        let score = hit["score"].as_f64().unwrap();
        assert!(score <= before && (0.0..=1.0).contains(&score), "{results:?}");
        before = score;
        assert!(!hit["matched"].as_array().unwrap().is_empty());
    }
    assert_eq!(answer.data()["language"], "en");
    assert!(answer.data().get("suggestions").is_none());
}

#[test]
fn filters_leave_nothing_else() {
    let mut server = server();
    for kind in ["endpoint", "guide", "webhook", "error"] {
        let answer = server.success("search_docs", json!({"query": "message", "kind": kind, "limit": 20}));
        let results = answer.data()["results"].as_array().unwrap();
        assert!(!results.is_empty() && results.iter().all(|hit| hit["kind"] == kind), "{kind}: {results:?}");
    }
    let list = server.success("list_endpoints", json!({"category": "Groups"}));
    let paths: Vec<Value> = list.data()["groups"][0]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["path"].clone())
        .collect();
    let answer =
        server.success("search_docs", json!({"query": "picture", "category": "gROUPS", "limit": 20}));
    let results = answer.data()["results"].as_array().unwrap();
    assert!(!results.is_empty() && results.iter().all(|hit| paths.contains(&hit["path"])), "{results:?}");
}

#[test]
fn the_answer_speaks_the_language_of_the_question() {
    let mut server = server();
    let arabic = |text: &Value| text.as_str().unwrap().chars().any(|c| matches!(c, '\u{0620}'..='\u{064a}'));
    let answer = server.success("search_docs", json!({"query": "ارسال صورة لعميل"}));
    assert_eq!(answer.data()["language"], "ar");
    assert!(arabic(&answer.data()["results"][0]["title"]));
    let answer = server.success("search_docs", json!({"query": "ارسال صورة لعميل", "language": "en"}));
    assert!(!arabic(&answer.data()["results"][0]["title"]));
    let answer = server.success("search_docs", json!({"query": "send an image", "language": "ar"}));
    assert!(arabic(&answer.data()["results"][0]["title"]));
    server.failure("search_docs", json!({"query": "send an image", "language": "fr"}), "invalid_argument");
}

#[test]
fn a_limit_out_of_bounds_is_refused_by_name() {
    let mut server = server();
    for limit in [json!(0), json!(21), json!(300), json!(-1), json!(2.5), json!("five")] {
        let answer =
            server.failure("search_docs", json!({"query": "poll", "limit": limit}), "invalid_argument");
        assert_eq!(answer.error()["parameter"], "limit", "{limit}");
    }
    for limit in [1, 20] {
        let answer = server.success("search_docs", json!({"query": "message", "limit": limit}));
        assert_eq!(answer.data()["results"].as_array().unwrap().len(), limit);
    }
}

#[test]
fn a_question_must_be_one_of_1_to_512_characters() {
    let mut server = server();
    for query in [String::new(), "  ".to_owned(), "ص".repeat(513)] {
        let answer = server.failure("search_docs", json!({"query": query}), "invalid_argument");
        assert_eq!(answer.error()["parameter"], "query");
    }
    server.success("search_docs", json!({"query": "ص".repeat(512)}));
    let answer = server.failure("search_docs", json!({}), "missing_argument");
    assert_eq!(answer.error()["parameter"], "query");
    let answer = server.failure("search_docs", json!({"query": 7}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "query");
    let answer = server.failure("search_docs", json!({"query": "poll", "limits": 3}), "unknown_argument");
    assert_eq!(
        (&answer.error()["parameter"], &answer.error()["suggestions"]),
        (&json!("limits"), &json!(["limit"]))
    );
    let answer =
        server.failure("search_docs", json!({"query": "poll", "category": "Polls"}), "invalid_argument");
    assert_eq!(answer.error()["parameter"], "category");
}

#[test]
fn what_nothing_answers_gets_no_noise() {
    let mut server = server();
    for question in ["xqzzy flumox", "bake sourdough bread", "!!! ???", "weather tomorrow Cairo"] {
        let answer = server.success("search_docs", json!({"query": question}));
        assert_eq!(answer.data()["results"], json!([]), "{question}");
        for word in ["say it in other words", "list_endpoints"] {
            let suggestions = answer.data()["suggestions"].as_array().unwrap();
            let suggested = suggestions.iter().find(|text| text.as_str().unwrap().starts_with(word));
            let suggested = suggested.unwrap_or_else(|| panic!("{question}: {suggestions:?}"));
            let line = format!("try: {}", suggested.as_str().unwrap());
            assert!(answer.text().contains(&line), "{question}: {}", answer.text());
        }
    }
}

/// Letters, signs and bytes that questions may be made of, some of them half of something.
const ALPHABETS: [&str; 5] = [
    "abcdefghijklmnopqrstuvwxyz ",
    "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهوىيةءؤئ ًٌٍَُِّْـ",
    "0123456789٠١٢٣٤٥٦٧٨٩+-/.@ ",
    "'\"`\\(){}[]<>|&;:!?*^~$%#=_,\u{0}\u{1b}\n\r\t",
    "😀👍🏽é漢字한글\u{200f}\u{202e}\u{feff}\u{301}ΑΩя",
];

#[test]
fn any_question_is_answered_without_a_fault() {
    let mut random = fastrand::Rng::with_seed(4);
    let alphabets = ALPHABETS.map(|alphabet| alphabet.chars().collect::<Vec<char>>());
    let mut server = server();
    for round in 0..150 {
        let length = if round % 10 == 0 { 512 } else { random.usize(1..60) };
        let mut question: String = (0..length)
            .map(|_| {
                let alphabet = random.choice(&alphabets).unwrap();
                *random.choice(alphabet).unwrap()
            })
            .collect();
        if question.trim().is_empty() {
            question = "a".to_owned();
        }
        let answer = server.success("search_docs", json!({"query": question}));
        let again = server.success("search_docs", json!({"query": question}));
        assert_eq!(answer.data(), again.data(), "{question:?}");
    }
}

#[test]
fn what_the_api_lacks_is_said_with_what_comes_near() {
    let mut server = server();
    for (question, topic, near) in [
        ("block a contact", "Block", "POST /v2/calls/reject"),
        ("احظر رقم", "حظر", "POST /v2/calls/reject"),
        ("pin a message", "Pin", "/v2/chat-overview"),
    ] {
        let answer = server.success("search_docs", json!({"query": question}));
        assert_eq!(answer.data()["results"], json!([]), "{question}");
        assert!(answer.data()["not_offered"].as_str().unwrap().contains(topic), "{}", answer.text());
        assert!(answer.text().contains(near), "{}", answer.text());
    }
}
