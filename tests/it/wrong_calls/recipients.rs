//! Texts that name no chat, or a chat of another kind than the one that is asked for.

use serde_json::{Value, json};

use super::{Case, Line, all_refused, changed};
use crate::harness::{Gateway, Server};

const SEND: &str = "POST /v2/send/text";

/// Placeholders, and what programs write for a value that they do not have.
const UNFILLED: [&str; 20] = [
    "{chatId}",
    "{id}",
    "{}",
    "<chatId>",
    ":chatId",
    ":id",
    "{{chatId}}",
    "{{messageId}}",
    "${chatId}",
    "[chatId]",
    "{chatId}@c.us",
    "undefined",
    "undefined@c.us",
    "null",
    "None",
    "NaN",
    "[object Object]",
    "YOUR_PHONE_NUMBER",
    "phone@c.us",
    "xxxxxxxxxxxx@c.us",
];

/// Numbers as they are dialled, cut, run together or written with letters.
const NO_NUMBERS: [&str; 31] = [
    "01012345678",
    "0101 234 5678",
    "07441 429009",
    "+20 0101 234 5678",
    "0020 0101 234 5678",
    "200101234567",
    "+966 050 123 4567",
    "123",
    "1234567",
    "+1",
    "1234567890123456",
    "12345678901234567890",
    "20101234567a",
    "2o1012345678",
    "+1-800-FLOWERS",
    "201012345678 ext. 5",
    "4.47441429009E+11",
    "++201012345678",
    "201012345678+",
    "#201012345678",
    "*123#",
    "201012345678,447441429009",
    "201012345678;447441429009",
    "201012345678 447441429009",
    "201012345678/447441429009",
    "201012345678 and 447441429009",
    "201012345678\n447441429009",
    "[\"201012345678\"]",
    "{\"id\":\"201012345678\"}",
    "tel:",
    "wa.me/",
];

/// The countries whose rules the docs tell under `invalid_chat_id`.
const COUNTRIES: [&str; 10] = [
    "20114520282",
    "2011452028267",
    "+20 11 4520 282",
    "20114520282@c.us",
    "96655555",
    "966512",
    "966112345678",
    "9665012345678",
    "+966 50 123 456",
    "966112345678@s.whatsapp.net",
];

/// Names, addresses, and servers that are not WhatsApp's.
const OTHERS: [&str; 29] = [
    "",
    "   ",
    "\u{200e}",
    "Ahmed",
    "أحمد",
    "Family group",
    "@Ahmed",
    "ahmed@example.com",
    "201012345678@gmail.com",
    "201012345678@c.uss",
    "201012345678@c",
    "201012345678@s.us",
    "201012345678@cus",
    "201012345678@g.uss",
    "201012345678@whatsapp.net",
    "201012345678@c.us.evil.example",
    "201012345678@",
    "@c.us",
    "@g.us",
    "@",
    "201012345678@c.us@c.us",
    "201012345678@c.us,447441429009@c.us",
    "group@g.us",
    "123-456-789@g.us",
    "../1234567890@g.us",
    "https://chat.whatsapp.com/FqkbDWXAIzvBwF04luAefz",
    "https://whatsapp.com/channel/0029Va",
    "https://wa.me/message/ABCDEF",
    "everyone@broadcast",
];

#[test]
fn a_text_that_names_no_chat_is_refused() {
    let texts = UNFILLED.iter().chain(&NO_NUMBERS).chain(&COUNTRIES).chain(&OTHERS);
    let case = |text: &&str| {
        Case::new(format!("{text:?}"), changed(SEND, &json!({"chatId": text})), "invalid_argument", "chatId")
    };
    let cases: Vec<Case> = texts.map(case).collect();
    for (case, answer) in cases.iter().zip(all_refused(&cases, 90)) {
        assert_eq!(answer.error()["given"], case.call["body"]["chatId"], "{}", case.name);
    }
}

#[test]
fn a_value_that_is_no_text_names_no_chat() {
    let values = [
        json!(447_441_429_009.5),
        json!(0),
        json!(12),
        json!(1e30),
        json!(1e-5),
        json!(20_114_520_282_u64),
        json!(18_446_744_073_709_551_615_u64),
        json!(true),
        json!(["201012345678"]),
        json!({"id": "201012345678@c.us"}),
        json!([]),
        json!({}),
    ];
    let case = |value: Value| {
        Case::new(value.to_string(), changed(SEND, &json!({"chatId": value})), "invalid_argument", "chatId")
    };
    all_refused(&values.map(case), 12);
}

const INVALID: &str = "invalid_argument";

/// A chat of one kind where another is asked for.
const OTHER_KINDS: [Line; 31] = [
    ("GET /v2/groups/{id}", r#"{"id": "201012345678"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}", r#"{"id": "1234567890"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}", r#"{"id": 1234567890}"#, INVALID, "id"),
    ("GET /v2/groups/{id}", r#"{"id": "201012345678@c.us"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}", r#"{"id": "1234567890@newsletter"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}", r#"{"id": "status@broadcast"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}/invite-code", r#"{"id": "FqkbDWXAIzvBwF04luAefz"}"#, INVALID, "id"),
    ("GET /v2/groups/{id}/participants", r#"{"id": "https://chat.whatsapp.com/Fqkb"}"#, INVALID, "id"),
    ("POST /v2/groups/{id}/leave", r#"{"id": "Family group"}"#, INVALID, "id"),
    ("PUT /v2/groups/{id}/subject", r#"{"id": "201012345678"}"#, INVALID, "id"),
    ("PUT /v2/groups/{id}/picture", r#"{"id": "1234567890@g.uss"}"#, INVALID, "id"),
    ("GET /v2/channels/{id}", r#"{"id": "1234567890@g.us"}"#, INVALID, "id"),
    ("GET /v2/channels/{id}", r#"{"id": "1234567890"}"#, INVALID, "id"),
    ("POST /v2/channels/{id}/follow", r#"{"id": "https://whatsapp.com/channel/0029Va"}"#, INVALID, "id"),
    ("POST /v2/channels/{id}/mute", r#"{"id": "201012345678@c.us"}"#, INVALID, "id"),
    ("GET /v2/lids/{lid}", r#"{"lid": "201012345678"}"#, INVALID, "lid"),
    ("GET /v2/lids/{lid}", r#"{"lid": "201012345678@c.us"}"#, INVALID, "lid"),
    ("GET /v2/lids/pn/{number}", r#"{"number": "1234567890@lid"}"#, INVALID, "number"),
    ("GET /v2/lids/pn/{number}", r#"{"number": "01012345678"}"#, INVALID, "number"),
    ("GET /v2/contacts/check-exists", r#"{"phone": "1234567890@g.us"}"#, INVALID, "phone"),
    ("GET /v2/contacts/check-exists", r#"{"phone": "ahmed@example.com"}"#, INVALID, "phone"),
    ("GET /v2/contacts/check-exists", r#"{"phone": ["201012345678"]}"#, INVALID, "phone"),
    ("POST /v2/auth/request-code", r#"{"phone_number": "01012345678"}"#, INVALID, "phone_number"),
    ("POST /v2/auth/request-code", r#"{"phone_number": "1234567890@lid"}"#, INVALID, "phone_number"),
    ("POST /v2/auth/request-code", r#"{"phone_number": 447441429009.5}"#, INVALID, "phone_number"),
    ("PUT /v2/contacts/{chatId}", r#"{"chatId": "1234567890@g.us"}"#, INVALID, "chatId"),
    ("PUT /v2/contacts/{chatId}", r#"{"chatId": "1234567890@newsletter"}"#, INVALID, "chatId"),
    (
        "POST /v2/send/contact",
        r#"{"/contacts/0/phoneNumber": "01012345678"}"#,
        INVALID,
        "contacts[0].phoneNumber",
    ),
    ("POST /v2/send/contact", r#"{"/contacts/0/phoneNumber": "1@g.us"}"#, INVALID, "contacts[0].phoneNumber"),
    (
        "POST /v2/send/contact",
        r#"{"/contacts/0/whatsappId": "1234567890@g.us"}"#,
        INVALID,
        "contacts[0].whatsappId",
    ),
    ("POST /v2/send/seen", r#"{"participant": "Ahmed"}"#, INVALID, "participant"),
];

#[test]
fn a_chat_of_another_kind_is_refused() {
    all_refused(&OTHER_KINDS.each_ref().map(Case::of), 31);
}

/// Who is in a group is a person.
const GROUPS_AS_PERSONS: [Line; 7] = [
    ("POST /v2/groups/create", r#"{"/participants/0/id": "1234567890@g.us"}"#, INVALID, "participants[0].id"),
    ("POST /v2/groups/create", r#"{"/participants/0/id": "1@newsletter"}"#, INVALID, "participants[0].id"),
    (
        "POST /v2/groups/{id}/participants/add",
        r#"{"/participants/0/id": "12345@g.us"}"#,
        INVALID,
        "participants[0].id",
    ),
    (
        "POST /v2/groups/{id}/participants/remove",
        r#"{"/participants/0/id": "12345@g.us"}"#,
        INVALID,
        "participants[0].id",
    ),
    (
        "POST /v2/groups/{id}/admin/promote",
        r#"{"/participants/0/id": "12345@g.us"}"#,
        INVALID,
        "participants[0].id",
    ),
    (
        "POST /v2/groups/{id}/admin/demote",
        r#"{"/participants/0/id": "12345@g.us"}"#,
        INVALID,
        "participants[0].id",
    ),
    ("POST /v2/send/seen", r#"{"participant": "1234567890@g.us"}"#, INVALID, "participant"),
];

#[test]
fn a_group_is_no_participant() {
    all_refused(&GROUPS_AS_PERSONS.each_ref().map(Case::of), 7);
}

#[test]
fn a_negative_id_of_another_messenger_reaches_nobody() {
    let values = [json!(-1_001_234_567_890_i64), json!("-1001234567890"), json!(-201_012_345_678_i64)];
    let case = |value: Value| {
        Case::new(value.to_string(), changed(SEND, &json!({"chatId": value})), INVALID, "chatId")
    };
    all_refused(&values.map(case), 3);
}

#[test]
fn a_number_that_a_table_wrote_with_decimals_reaches_nobody_else() {
    let gateway = Gateway::connected();
    let mut server = Server::of(&gateway);
    for text in ["447441429009.0", "447441429009.00", "447441429009.5", "49171111111.0"] {
        let mut call = changed(SEND, &json!({"chatId": text}));
        call["dry_run"] = json!(true);
        let answer = server.call("execute_request", call);
        // Refused, or taken for the number that it is; never with its decimals as further digits.
        let reached = answer.data()["request"]["body"]["chatId"].as_str();
        let whole = format!("{}@c.us", text.split('.').next().unwrap());
        assert!(reached.is_none_or(|chat| chat == whole), "{text} became {reached:?}");
    }
}
