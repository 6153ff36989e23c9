//! Pictures are shown, other files described, and none is written down.

use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{Form, Pair, bytes, raw_gateway::RawGateway, read, told};
use crate::harness::Answer;

const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Bytes that begin as a file of this type does.
fn file(mimetype: &str, size: usize) -> Vec<u8> {
    let head: &[u8] = match mimetype {
        "image/png" => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "image/jpeg" => b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        "image/gif" => b"GIF89a",
        "image/webp" => b"RIFF\x24\0\0\0WEBPVP8 ",
        "image/bmp" => b"BM",
        "application/pdf" => b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "audio/ogg" => b"OggS\0\x02",
        "application/zip" => b"PK\x03\x04\x14\0",
        _ => b"\xfe\x01",
    };
    head.iter().copied().chain((0x80..=0xff).cycle()).take(size).collect()
}

/// The same as the address that stands for it.
fn address(mimetype: &str, size: usize) -> String {
    format!("data:{mimetype};base64,{}", STANDARD.encode(file(mimetype, size)))
}

/// What stands in the place of a file's content.
fn placeholder(mimetype: &str, size: usize, shown: bool) -> Value {
    let what = if shown { "shown as an image" } else { "left out" };
    json!(format!("({mimetype}, {size} bytes, {what})"))
}

/// That a picture comes as a picture alone.
fn is_shown(answer: &Answer, mimetype: &str, size: usize) {
    let content = STANDARD.encode(file(mimetype, size));
    assert_eq!(answer.images(), [(mimetype.to_owned(), content.clone())], "{}", answer.text());
    assert_eq!(answer.data()["data"], json!({"mimetype": mimetype, "size": size, "shown": true}));
    assert!(answer.text().contains(mimetype) && answer.text().contains(&size.to_string()));
    let told = answer.text().to_owned() + &answer.data().to_string();
    assert!(!told.contains(&content[..16]), "its content stands in the picture alone: {told}");
}

#[test]
fn an_image_is_returned_as_an_image() {
    const PIXEL: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
    let mut pair = Pair::new();
    let answer = pair.read(json!({"body_base64": PIXEL, "content_type": "image/png"}));
    assert_eq!(answer.images(), [("image/png".to_owned(), PIXEL.to_owned())]);
    assert_eq!(answer.data()["data"]["mimetype"], "image/png");
    assert!(!answer.text().contains("iVBOR"));
    // A wrong type, as some gateways send, changes nothing.
    let answer = pair.read(json!({"body_base64": PIXEL, "content_type": "application/json"}));
    assert_eq!(answer.images().len(), 1);
    // A data address inside JSON is one too.
    let answer = pair.read(json!({"body": {"qr": format!("data:image/png;base64,{PIXEL}")}}));
    assert_eq!(answer.images(), [("image/png".to_owned(), PIXEL.to_owned())]);
    assert!(!answer.data().to_string().contains("iVBOR"));
}

#[test]
fn a_picture_is_shown_whatever_it_is_called() {
    let mut pair = Pair::new();
    for mimetype in SHOWN {
        for called in
            [mimetype, "", "application/json", "text/html", "application/octet-stream", "image/svg+xml"]
        {
            is_shown(&pair.read(bytes(&file(mimetype, 300), called)), mimetype, 300);
        }
        is_shown(&pair.send(bytes(&file(mimetype, 300), mimetype)), mimetype, 300);
    }
    let mut server = RawGateway::answering("200 OK", file("image/png", 300)).server();
    is_shown(&server.success("execute_request", read()), "image/png", 300);
}

#[test]
fn a_picture_that_no_client_takes_is_described() {
    let mut pair = Pair::new();
    // 700,000 characters of base64 exactly, and four more.
    is_shown(&pair.read(bytes(&file("image/jpeg", 525_000), "image/jpeg")), "image/jpeg", 525_000);
    let answer = pair.read(bytes(&file("image/jpeg", 525_001), "image/jpeg"));
    assert!(answer.images().is_empty());
    assert_eq!(answer.data()["data"], json!({"mimetype": "image/jpeg", "size": 525_001, "shown": false}));
    assert!(answer.text().contains("525001"), "{}", answer.text());
}

#[test]
fn other_files_are_described_and_saved_nowhere() {
    fn files(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path.display().to_string()) }
        }
    }
    let mut pair = Pair::new();
    for (mimetype, called) in [
        ("application/pdf", "application/pdf"),
        ("audio/ogg", "audio/ogg; codecs=opus"),
        ("application/zip", "application/zip"),
        ("image/bmp", "image/bmp"),
        ("application/octet-stream", "application/octet-stream"),
        ("application/x-own", "application/x-own"),
        ("application/pdf", ""),
        ("audio/ogg", ""),
        ("application/octet-stream", ""),
    ] {
        let fault = bytes(&file(mimetype, 5_000), called);
        for answer in [pair.read(fault.clone()), pair.send(fault)] {
            let told = &answer.data()["data"];
            assert_eq!((&told["mimetype"], &told["size"]), (&json!(mimetype), &json!(5_000)), "{called}");
            assert!(answer.text().contains(mimetype) && answer.text().contains("5000"), "{}", answer.text());
            assert!(answer.images().is_empty() && answer.text().len() < 300, "{}", answer.text());
        }
    }
    let mut saved = Vec::new();
    files(pair.server.folder().parent().unwrap(), &mut saved);
    assert!(saved.is_empty(), "{saved:?}");
}

#[test]
fn a_file_that_is_called_text_is_described_too() {
    let mut pair = Pair::new();
    for mimetype in ["application/pdf", "audio/ogg", "application/zip"] {
        for called in ["text/plain", "application/json"] {
            let answer = pair.read(bytes(&file(mimetype, 5_000), called));
            assert_eq!(answer.data()["data"]["size"], 5_000, "{mimetype} as {called}: {}", answer.text());
        }
    }
    // It has no byte that is no letter, and is no text for an agent all the same.
    let pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n";
    let answer = pair.read(bytes(pdf.as_bytes(), "application/pdf"));
    assert_eq!(answer.data()["data"]["mimetype"], "application/pdf", "{}", answer.text());
}

#[test]
fn a_drawing_is_told_as_what_it_is_written_in() {
    let drawing = "<svg xmlns=\"urn:svg\"><title>A</title><rect width=\"3\"/></svg>";
    let fault = json!({"body": drawing, "content_type": "image/svg+xml"});
    let data = json!({"svg": {"@xmlns": "urn:svg", "title": "A", "rect": {"@width": "3"}}});
    told(vec![Form::new("a drawing", fault, data)]);
}

#[test]
fn files_inside_json_are_taken_out() {
    let mut pair = Pair::new();
    let body = json!({
        "qr": address("image/png", 300),
        "list": [{"a": address("image/jpeg", 301)}, 7, address("image/webp", 302)],
        "video": address("video/mp4", 303),
        "media": {"mimetype": "image/gif", "data": STANDARD.encode(file("image/gif", 304)), "n": 1},
        "voice": {"mimeType": "audio/ogg", "base64": STANDARD.encode(file("audio/ogg", 305)), "seconds": 3},
        "page": {"mimetype": "application/pdf", "content": STANDARD.encode(file("application/pdf", 306))},
    });
    let answer = pair.read(json!({"body": body}));
    assert_eq!(
        answer.data()["data"],
        json!({
            "qr": placeholder("image/png", 300, true),
            "list": [{"a": placeholder("image/jpeg", 301, true)}, 7, placeholder("image/webp", 302, true)],
            "video": placeholder("video/mp4", 303, false),
            "media": {"mimetype": "image/gif", "data": placeholder("image/gif", 304, true), "n": 1},
            "voice": {"mimeType": "audio/ogg", "base64": placeholder("audio/ogg", 305, false), "seconds": 3},
            "page": {"mimetype": "application/pdf", "content": placeholder("application/pdf", 306, false)},
        })
    );
    let shown = [("image/png", 300), ("image/jpeg", 301), ("image/webp", 302), ("image/gif", 304)];
    let mut images = answer.images();
    images.sort();
    let mut expected =
        shown.map(|(mimetype, size)| (mimetype.to_owned(), STANDARD.encode(file(mimetype, size))));
    expected.sort();
    assert_eq!(images, expected);
}

#[test]
fn what_only_stands_beside_a_media_type_is_left_alone() {
    let mut pair = Pair::new();
    for body in [
        json!({"mimetype": "image/png", "data": "short"}),
        json!({"mimetype": "image/png", "data": "words ".repeat(20)}),
        json!({"mimetype": "application/json", "data": "A".repeat(100)}),
        json!({"mimetype": "image/png", "id": "A".repeat(100)}),
        json!({"mimetype": ["image/png"], "data": "A".repeat(100)}),
        json!({"url": "https://example.com/data:image/png;base64,AAAA"}),
    ] {
        let answer = pair.read(json!({"body": body}));
        assert_eq!((&answer.data()["data"], answer.images().len()), (&body, 0));
    }
}

#[test]
fn pictures_of_one_answer_share_its_room() {
    let mut pair = Pair::new();
    let body =
        json!([address("image/png", 300_000), address("image/png", 300_000), address("image/png", 900)]);
    let answer = pair.read(json!({"body": body}));
    assert_eq!(answer.images().len(), 2);
    let told = [(300_000, true), (300_000, false), (900, true)];
    assert_eq!(answer.data()["data"], json!(told.map(|(size, shown)| placeholder("image/png", size, shown))));
}

/// A model's service refuses a whole conversation over one picture whose bytes are not of its type.
#[test]
fn the_bytes_of_a_picture_inside_json_decide_its_type() {
    let jpeg = STANDARD.encode(file("image/jpeg", 300));
    let mut pair = Pair::new();
    for body in [
        json!({"picture": format!("data:image/png;base64,{jpeg}")}),
        json!({"picture": format!("data:image/jpg;base64,{jpeg}")}),
        json!({"picture": format!("data:IMAGE/JPEG;base64,{jpeg}")}),
        json!({"picture": format!("data:image/jpeg;name=a.jpg;base64,{jpeg}")}),
        json!({"mimetype": "image/png", "data": jpeg}),
    ] {
        let answer = pair.read(json!({"body": body}));
        assert_eq!(answer.images(), [("image/jpeg".to_owned(), jpeg.clone())], "{}", answer.text());
    }
}

#[test]
fn what_is_no_base64_is_neither_a_picture_nor_lost() {
    let mut pair = Pair::new();
    for text in [
        "data:image/png;base64,see the attached file, please",
        "data:image/png;base64,",
        "data:image/png;base64,iVBORw0KGgo*",
        "data:;base64,Call me at five",
    ] {
        let answer = pair.read(json!({"body": {"body": text}}));
        assert_eq!((&answer.data()["data"]["body"], answer.images().len()), (&json!(text), 0));
    }
}

#[test]
fn a_picture_beside_an_error_is_shown_where_the_answer_says_so() {
    let mut pair = Pair::new();
    for mut fault in
        [bytes(&file("image/png", 300), "image/png"), json!({"body": {"qr": address("image/png", 300)}})]
    {
        fault["status"] = json!(422);
        let answer = pair.read(fault);
        let told = answer.data()["data"].to_string();
        let claims = told.contains("\"shown\":true") || told.contains("shown as an image");
        assert_eq!(claims, !answer.images().is_empty(), "{}", answer.0);
    }
}
