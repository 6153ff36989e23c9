//! What is sent is refused where agents get it wrong: texts, polls, lists, events, places, files, and the values beside.

use serde_json::{Value, json};

use super::{Case, Line, all_refused, changed};

const INVALID: &str = "invalid_argument";
const MISSING: &str = "missing_argument";
const UNKNOWN: &str = "unknown_argument";
const MEDIA: &str = "unsupported_media_type";

const TEXT: &str = "POST /v2/send/text";
const POLL: &str = "POST /v2/send/poll";
const LIST: &str = "POST /v2/send/list";
const EVENT: &str = "POST /v2/send/event";
const PLACE: &str = "POST /v2/send/location";
const IMAGE: &str = "POST /v2/send/image";
const VIDEO: &str = "POST /v2/send/video";
const VOICE: &str = "POST /v2/send/voice";
const CONTACT: &str = "POST /v2/send/contact";

const TEXTS: [Line; 21] = [
    (TEXT, r#"{"message": ""}"#, INVALID, "message"),
    (TEXT, r#"{"message": "   "}"#, INVALID, "message"),
    (TEXT, r#"{"message": "\n\t"}"#, INVALID, "message"),
    (TEXT, r#"{"message": "Hi\u0000"}"#, INVALID, "message"),
    (TEXT, r#"{"message": "Hi\u0007 there"}"#, INVALID, "message"),
    (TEXT, r#"{"message": "\u001b[31mHi"}"#, INVALID, "message"),
    (TEXT, r#"{"message": "{message}"}"#, INVALID, "message"),
    (TEXT, r#"{"message": "{{ message }}"}"#, INVALID, "message"),
    (TEXT, r#"{"message": {"text": "Hi"}}"#, INVALID, "message"),
    (TEXT, r#"{"message": ["Hi", "there"]}"#, INVALID, "message"),
    (TEXT, r#"{"message": null, "text": "Hi"}"#, MISSING, "message"),
    (TEXT, r#"{"message": null, "body": "Hi"}"#, MISSING, "message"),
    (TEXT, r#"{"chatId": null, "to": "201012345678"}"#, MISSING, "chatId"),
    (TEXT, r#"{"chatId": null, "phone": "201012345678"}"#, MISSING, "chatId"),
    (TEXT, r#"{"typing": true}"#, UNKNOWN, "typing"),
    ("PUT /v2/messages/edit", r#"{"text": null, "message": "Hi"}"#, MISSING, "text"),
    ("PUT /v2/profile/name", r#"{"name": "ab"}"#, INVALID, "name"),
    ("PUT /v2/profile/name", r#"{"name": "A name that is much too long"}"#, INVALID, "name"),
    ("POST /v2/presence", r#"{"presence": "available"}"#, INVALID, "presence"),
    ("POST /v2/status/text", r#"{"backgroundColor": "red"}"#, INVALID, "backgroundColor"),
    ("POST /v2/status/text", r##"{"backgroundColor": "#fff"}"##, INVALID, "backgroundColor"),
];

#[test]
fn a_text_that_cannot_be_sent_is_refused() {
    all_refused(&TEXTS.each_ref().map(Case::of), 21);
    let too_long = |text: String| {
        let name = format!("4097 characters like {:?}", text.chars().next());
        Case::new(name, changed(TEXT, &json!({"message": text})), INVALID, "message")
    };
    // Characters are counted, not bytes.
    let longest = [("x", 4097), ("ж", 4097), ("📅", 4097), ("\n", 5000)];
    all_refused(&longest.map(|(c, count)| too_long(c.repeat(count))), 4);
}

const POLLS: [Line; 13] = [
    (POLL, r#"{"poll": "Lunch?"}"#, INVALID, "poll"),
    (POLL, r#"{"/poll/options": ["Yes", "No", "Yes"]}"#, INVALID, "poll.options"),
    (POLL, r#"{"/poll/options": ["Only"]}"#, INVALID, "poll.options"),
    (POLL, r#"{"/poll/options": []}"#, INVALID, "poll.options"),
    (POLL, r#"{"/poll/options": [1,2,3,4,5,6,7,8,9,10,11,12,13]}"#, INVALID, "poll.options"),
    // They are sent as the same text.
    (POLL, r#"{"/poll/options": ["1", 1]}"#, INVALID, "poll.options"),
    (POLL, r#"{"/poll/options": "Yes, No"}"#, INVALID, "poll.options"),
    (POLL, r#"{"/poll/options": [{"name": "Yes"}, {"name": "No"}]}"#, INVALID, "poll.options[0]"),
    (POLL, r#"{"/poll/options": null}"#, MISSING, "poll.options"),
    (POLL, r#"{"/poll/question": "Lunch?"}"#, UNKNOWN, "poll.question"),
    (POLL, r#"{"/poll/multipleAnswers": "several"}"#, INVALID, "poll.multipleAnswers"),
    (POLL, r#"{"options": ["Yes", "No"]}"#, UNKNOWN, "options"),
    ("POST /v2/send/poll/vote", r#"{"votes": "Yes"}"#, INVALID, "votes"),
];

const LISTS: [Line; 12] = [
    (LIST, r#"{"message": "Pick one"}"#, INVALID, "message"),
    (LIST, r#"{"/message/button": "A button of 21 chars!"}"#, INVALID, "message.button"),
    (LIST, r#"{"/message/button": null}"#, MISSING, "message.button"),
    (LIST, r#"{"/message/buttonText": "Open"}"#, UNKNOWN, "message.buttonText"),
    (LIST, r#"{"/message/sections": {"title": "A", "rows": []}}"#, INVALID, "message.sections"),
    (LIST, r#"{"/message/sections/0/rows": []}"#, INVALID, "message.sections[0].rows"),
    (LIST, r#"{"/message/sections/0/rows": ["Tea"]}"#, INVALID, "message.sections[0].rows[0]"),
    (LIST, r#"{"/message/sections/0/rows/0/rowId": null}"#, MISSING, "message.sections[0].rows[0].rowId"),
    (LIST, r#"{"/message/sections/0/rows/0/id": "1"}"#, UNKNOWN, "message.sections[0].rows[0].id"),
    (LIST, r#"{"/message/sections/0/title": null}"#, MISSING, "message.sections[0].title"),
    (
        LIST,
        r#"{"/message/sections": [
            {"title": "A", "rows": [{"title": "a", "rowId": "1"}, {"title": "b", "rowId": "1"}]}]}"#,
        INVALID,
        "message.sections",
    ),
    (
        LIST,
        r#"{"/message/sections": [
            {"title": "A", "rows": [{"title": "a", "rowId": "1"}]},
            {"title": "B", "rows": [{"title": "b", "rowId": 1}]}]}"#,
        INVALID,
        "message.sections",
    ),
];

#[test]
fn a_choice_that_cannot_be_shown_is_refused() {
    all_refused(&POLLS.each_ref().map(Case::of), 13);
    all_refused(&LISTS.each_ref().map(Case::of), 12);
    let row = |id: u32| json!({"title": "Row", "rowId": id.to_string()});
    let rows = |from: u32, to: u32| json!((from..=to).map(row).collect::<Vec<Value>>());
    let one = json!({"/message/sections/0/rows": rows(1, 11)});
    let sections = json!([{"title": "A", "rows": rows(1, 6)}, {"title": "B", "rows": rows(7, 11)}]);
    let two = json!({"/message/sections": sections});
    let cases = [
        Case::new("11 rows", changed(LIST, &one), INVALID, "message.sections[0].rows"),
        Case::new("11 rows in two sections", changed(LIST, &two), INVALID, "message.sections"),
    ];
    all_refused(&cases, 2);
}

const EVENTS: [Line; 11] = [
    (EVENT, r#"{"/event/endTime": 1735919999}"#, INVALID, "event.endTime"),
    (EVENT, r#"{"/event/endTime": 1735920000}"#, INVALID, "event.endTime"),
    (EVENT, r#"{"/event/endTime": "1735910000"}"#, INVALID, "event.endTime"),
    (EVENT, r#"{"/event/startTime": 1735920000000}"#, INVALID, "event.startTime"),
    (EVENT, r#"{"/event/endTime": 1735923600000}"#, INVALID, "event.endTime"),
    (EVENT, r#"{"/event/startTime": -1}"#, INVALID, "event.startTime"),
    (EVENT, r#"{"/event/startTime": "2025-01-03T16:00:00Z"}"#, INVALID, "event.startTime"),
    (EVENT, r#"{"/event/startTime": 1735920000.5}"#, INVALID, "event.startTime"),
    (EVENT, r#"{"/event/location": "Room A"}"#, INVALID, "event.location"),
    (EVENT, r#"{"/event/extraGuestsAllowed": "yes"}"#, INVALID, "event.extraGuestsAllowed"),
    (EVENT, r#"{"event": null, "name": "Party"}"#, MISSING, "event"),
];

const PLACES: [Line; 14] = [
    (PLACE, r#"{"latitude": 91}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "-90.0001"}"#, INVALID, "latitude"),
    (PLACE, r#"{"longitude": "181"}"#, INVALID, "longitude"),
    (PLACE, r#"{"longitude": -180.5}"#, INVALID, "longitude"),
    (PLACE, r#"{"latitude": "north"}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "30,0444"}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "30.0444° N"}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "30°2'40\""}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "30.0444, 31.2357"}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": "NaN"}"#, INVALID, "latitude"),
    (PLACE, r#"{"longitude": "{longitude}"}"#, INVALID, "longitude"),
    (PLACE, r#"{"latitude": {"value": 30}}"#, INVALID, "latitude"),
    (PLACE, r#"{"latitude": null, "lat": 30}"#, MISSING, "latitude"),
    (PLACE, r#"{"address": "Main St"}"#, UNKNOWN, "address"),
];

#[test]
fn a_time_or_place_that_is_not_there_is_refused() {
    all_refused(&EVENTS.each_ref().map(Case::of), 11);
    all_refused(&PLACES.each_ref().map(Case::of), 14);
}

const FILES: [Line; 32] = [
    (IMAGE, r#"{"file": "https://example.com/a.jpg"}"#, INVALID, "file"),
    (IMAGE, r#"{"file": ["https://example.com/a.jpg"]}"#, INVALID, "file"),
    (IMAGE, r#"{"file": null, "url": "https://example.com/a.jpg"}"#, MISSING, "file"),
    (IMAGE, r#"{"image": {"url": "https://example.com/a.jpg"}}"#, UNKNOWN, "image"),
    (IMAGE, r#"{"/file/url": "http://example.com/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "/files/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "www.example.com/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "//example.com/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "https://example.com/my photo.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "https://example.com/a.jpg\nhttps://example.com/b.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "file:///home/me/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "C:\\Users\\me\\a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "~/a.jpg"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "https://"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "/9j/4AAQSkZJRgABAQ=="}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": "data:image/png;base64"}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": ""}"#, INVALID, "file.url"),
    (IMAGE, r#"{"/file/url": null, "/file/data": "/9j/4AAQ"}"#, MISSING, "file.url"),
    (IMAGE, r#"{"/file/mimetype": null, "/file/mimeType": "image/png"}"#, MISSING, "file.mimetype"),
    (IMAGE, r#"{"/file/filename": null}"#, MISSING, "file.filename"),
    (IMAGE, r#"{"/file/mimetype": "jpg"}"#, INVALID, "file.mimetype"),
    (IMAGE, r#"{"/file/mimetype": "image"}"#, INVALID, "file.mimetype"),
    (IMAGE, r#"{"/file/mimetype": "image/webp"}"#, MEDIA, "file.mimetype"),
    (IMAGE, r#"{"/file/mimetype": "image/gif"}"#, MEDIA, "file.mimetype"),
    (IMAGE, r#"{"/file/mimetype": "application/pdf"}"#, MEDIA, "file.mimetype"),
    (VIDEO, r#"{"/file/mimetype": "image/gif"}"#, MEDIA, "file.mimetype"),
    (VIDEO, r#"{"convert": "yes"}"#, INVALID, "convert"),
    (VIDEO, r#"{"asNote": 1}"#, INVALID, "asNote"),
    (VOICE, r#"{"/file/mimetype": "video/mp4"}"#, MEDIA, "file.mimetype"),
    (VOICE, r#"{"/file/url": "http://example.com/a.ogg"}"#, INVALID, "file.url"),
    ("PUT /v2/profile/picture", r#"{"/file/mimetype": "video/mp4"}"#, MEDIA, "file.mimetype"),
];

#[test]
fn a_file_that_cannot_be_fetched_or_shown_is_refused() {
    all_refused(&FILES.each_ref().map(Case::of), 32);
}

const ADD: &str = "POST /v2/groups/{id}/participants/add";
const CHATS: &str = "POST /v2/chats";

const VALUES: [Line; 32] = [
    (ADD, r#"{"participants": ["201012345678"]}"#, INVALID, "participants[0]"),
    (ADD, r#"{"participants": [201012345678]}"#, INVALID, "participants[0]"),
    (ADD, r#"{"participants": "201012345678"}"#, INVALID, "participants"),
    (ADD, r#"{"participants": {"id": "201012345678"}}"#, INVALID, "participants"),
    (ADD, r#"{"participants": []}"#, INVALID, "participants"),
    (ADD, r#"{"participants": [null]}"#, INVALID, "participants[0]"),
    (
        ADD,
        r#"{"participants": [{"id": "201012345678"}, {"phone": "201012345678"}]}"#,
        MISSING,
        "participants[1].id",
    ),
    (ADD, r#"{"participants": [{"id": "201012345678"}, {"id": "Ahmed"}]}"#, INVALID, "participants[1].id"),
    (CONTACT, r#"{"contacts": {"fullName": "A", "phoneNumber": "201012345678"}}"#, INVALID, "contacts"),
    (
        CONTACT,
        r#"{"contacts": [{"name": "A", "phoneNumber": "201012345678"}]}"#,
        MISSING,
        "contacts[0].fullName",
    ),
    (CONTACT, r#"{"contacts": ["BEGIN:VCARD"]}"#, INVALID, "contacts[0]"),
    (CHATS, r#"{"limit": "ten"}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": 2.5}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": -1}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": "5,0"}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": "1_000"}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": 1e30}"#, INVALID, "limit"),
    (CHATS, r#"{"limit": ""}"#, INVALID, "limit"),
    (CHATS, r#"{"offset": -1}"#, INVALID, "offset"),
    (CHATS, r#"{"offset": "Infinity"}"#, INVALID, "offset"),
    (CHATS, r#"{"sortOrder": "descending"}"#, INVALID, "sortOrder"),
    (CHATS, r#"{"page": 2}"#, UNKNOWN, "page"),
    ("GET /v2/contacts/all", r#"{"limit": 1001}"#, INVALID, "limit"),
    ("GET /v2/contacts/all", r#"{"limit": "all"}"#, INVALID, "limit"),
    ("GET /v2/contacts/all", r#"{"offset": -5}"#, INVALID, "offset"),
    ("GET /v2/chats/messages", r#"{"downloadMedia": "yes"}"#, INVALID, "downloadMedia"),
    ("GET /v2/channels/search/view", r#"{"countries": ["Egypt"]}"#, INVALID, "countries[0]"),
    ("GET /v2/channels/search/view", r#"{"countries": "EG, SA"}"#, INVALID, "countries"),
    ("POST /v2/labels/create", r#"{"color": 20}"#, INVALID, "color"),
    ("POST /v2/labels/create", r##"{"color": "#ff0000"}"##, INVALID, "color"),
    ("PUT /v2/groups/{id}/settings/security/info-admin-only", r#"{"value": "on"}"#, INVALID, "value"),
    ("PUT /v2/groups/{id}/settings/security/info-admin-only", r#"{"value": 1}"#, INVALID, "value"),
];

#[test]
fn a_value_that_is_not_of_its_kind_is_refused() {
    all_refused(&VALUES.each_ref().map(Case::of), 32);
}
