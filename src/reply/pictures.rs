//! Files inside an answer: pictures are shown as pictures, and the data keeps what they are and how large.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::Image;
use crate::answer::{Content, SHOWN_IMAGES};

/// What pictures of one answer take together, in base64: clients refuse answers of a megabyte.
const ROOM: usize = 700_000;
/// The members that hold a file's base64 beside its `mimetype`.
const CONTENT: [&str; 3] = ["data", "base64", "content"];
/// Shorter texts are no file.
const SHORTEST_FILE: usize = 64;
/// How much of a file's base64 tells what it is.
const HEAD: usize = 400;

/// The pictures of one answer.
pub(crate) struct Pictures {
    pub(crate) images: Vec<Image>,
    /// What they may still take.
    room: usize,
}

impl Pictures {
    /// An answer's content as data, its files taken out.
    pub(crate) fn taken_from(content: Content) -> (Value, Self) {
        Self::within(ROOM, content)
    }

    /// The same where no picture can be shown, as in an error.
    pub(crate) fn described_in(content: Content) -> (Value, Self) {
        Self::within(0, content)
    }

    fn within(room: usize, content: Content) -> (Value, Self) {
        let mut pictures = Self { images: Vec::new(), room };
        let data = match content {
            Content::Data(mut data) => {
                pictures.walk(&mut data);
                data
            }
            Content::Text(text) => json!(text),
            Content::Image { mimetype, base64, size } => {
                let shown = pictures.take(&mimetype, base64);
                json!({"mimetype": mimetype, "size": size, "shown": shown})
            }
            Content::Binary { mimetype, size } => {
                json!({"mimetype": mimetype, "size": size, "note": "not text; left out"})
            }
            Content::Empty => Value::Null,
        };
        (data, pictures)
    }

    fn walk(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) => {
                self.beside_its_type(members);
                members.values_mut().for_each(|value| self.walk(value));
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item)),
            Value::String(text) => {
                if let Some((mimetype, base64)) = data_url(text) {
                    *value = self.file(&mimetype, base64.to_owned());
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// A file whose type stands in the member beside it.
    fn beside_its_type(&mut self, members: &mut Map<String, Value>) {
        let mimetype = ["mimetype", "mimeType"].iter().find_map(|name| members.get(*name)?.as_str());
        let Some(mimetype) = mimetype.filter(|kind| is_media(kind)).map(str::to_owned) else { return };
        for name in CONTENT {
            if let Some(Value::String(text)) = members.get_mut(name)
                && text.len() >= SHORTEST_FILE
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte))
            {
                let base64 = std::mem::take(text);
                let file = self.file(&mimetype, base64);
                members.insert(name.to_owned(), file);
            }
        }
    }

    /// What stands in the place of a file's content.
    fn file(&mut self, mimetype: &str, base64: String) -> Value {
        // What it is called may be wrong; what it begins with is not.
        let head = base64.get(..base64.len().min(HEAD) / 4 * 4).and_then(|head| STANDARD.decode(head).ok());
        let seen = head.and_then(|head| infer::get(&head)).map(|kind| kind.mime_type());
        let mimetype = seen.filter(|seen| SHOWN_IMAGES.contains(seen)).unwrap_or(mimetype);
        let size =
            base64.trim_end_matches('=').len() / 4 * 3 + base64.trim_end_matches('=').len() % 4 * 3 / 4;
        let what = if self.take(mimetype, base64) { "shown as an image" } else { "left out" };
        json!(format!("({mimetype}, {size} bytes, {what})"))
    }

    /// Whether the picture is shown.
    fn take(&mut self, mimetype: &str, base64: String) -> bool {
        let fits = SHOWN_IMAGES.contains(&mimetype) && base64.len() <= self.room;
        if fits {
            self.room -= base64.len();
            self.images.push(Image { mimetype: mimetype.to_owned(), base64 });
        }
        fits
    }
}

/// The media type and the base64 of a `data:` address; nothing for a text that only looks like one.
fn data_url(text: &str) -> Option<(String, &str)> {
    let (head, base64) = text.strip_prefix("data:")?.split_once(";base64,")?;
    let mimetype = head.split(';').next().unwrap_or_default().trim().to_lowercase();
    let is_type = mimetype.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty());
    (is_type && !base64.is_empty() && STANDARD.decode(base64).is_ok()).then_some((mimetype, base64))
}

fn is_media(mimetype: &str) -> bool {
    ["image/", "audio/", "video/", "application/pdf"].iter().any(|kind| mimetype.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_taken_out_and_pictures_shown() {
        let png = "iVBORw0KGgoA".repeat(8);
        let data = json!({
            "qr": format!("data:image/png;base64,{png}"),
            "media": {"mimetype": "video/mp4", "data": "AAAA".repeat(50), "filename": "a.mp4"},
            "text": {"mimetype": "application/json", "data": "e30=".repeat(50)},
        });
        let (data, pictures) = Pictures::taken_from(Content::Data(data));
        assert_eq!(pictures.images, [Image { mimetype: "image/png".to_owned(), base64: png.clone() }]);
        assert_eq!(data["media"]["data"], "(video/mp4, 150 bytes, left out)");
        assert_eq!(data["media"]["filename"], "a.mp4");
        assert_eq!(data["text"]["data"], "e30=".repeat(50));
        assert!(data["qr"].as_str().unwrap().ends_with("shown as an image)"));
        let large =
            Content::Image { mimetype: "image/png".to_owned(), base64: "A".repeat(800_000), size: 600_000 };
        let (data, pictures) = Pictures::taken_from(large);
        assert_eq!(
            (data, pictures.images.len()),
            (json!({"mimetype": "image/png", "size": 600_000, "shown": false}), 0)
        );
    }
}
