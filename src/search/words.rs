//! Splitting text into the words that are indexed and searched: the same code makes both.

use std::cell::RefCell;

use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, TextAnalyzer, TokenStream};

use super::arabic;

/// Longer runs of letters are data, not words.
const LONGEST: usize = 40;

/// One word of a text.
pub(super) struct Split {
    /// As it was written, lower-cased and folded.
    pub(super) written: String,
    /// As it is indexed.
    pub(super) stem: String,
}

/// The words of `text`: split at every sign and at camel-case humps, lower-cased, Arabic letters folded, English
/// words stemmed. A name that was split stands as a whole too, so that `chatId` finds `chatId` before `chat`.
pub(super) fn split(text: &str) -> Vec<Split> {
    let mut out = Vec::new();
    for run in text.split(|c: char| !c.is_alphanumeric() && !is_mark(c)) {
        let run: String = run.chars().filter(|c| !is_mark(*c)).map(folded).collect();
        if run.is_empty() || run.len() > LONGEST * 2 {
            continue;
        }
        let humps = humps(&run);
        if humps.len() > 1 {
            let written = run.to_lowercase();
            out.push(Split { stem: written.clone(), written });
        }
        out.extend(humps.into_iter().map(|hump| {
            let written = hump.to_lowercase();
            Split { stem: stem(&written), written }
        }));
    }
    out
}

/// A word as it is compared: lower-cased, Arabic letters that stand for one another as one, without marks.
pub(crate) fn plain(word: &str) -> String {
    word.chars().filter(|c| !is_mark(*c)).map(folded).flat_map(char::to_lowercase).collect()
}

/// The words of `text` as they are indexed.
#[cfg(feature = "docs-compiler")]
pub(super) fn words(text: &str) -> Vec<String> {
    split(text).into_iter().map(|word| word.stem).collect()
}

/// The mark of a name that is asked for as it is: a path, with or without its method, an event, an operation id, a code.
pub(super) fn name(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let text = match text.split_once(' ') {
        Some(("get" | "post" | "put" | "delete", path)) if path.starts_with('/') => path.trim().to_owned(),
        _ => text,
    };
    let bare = text.trim_matches('/');
    (!bare.is_empty() && !bare.contains(char::is_whitespace)).then(|| format!("@{bare}"))
}

/// The parts of a camel-case name: `chatId` is `chat` and `Id`; `QRCode` is `QR` and `Code`.
fn humps(run: &str) -> Vec<String> {
    let chars: Vec<char> = run.chars().collect();
    let mut parts = vec![String::new()];
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| chars.get(i));
        let after = chars.get(at + 1);
        let starts = c.is_uppercase()
            && (before.is_some_and(|b| b.is_lowercase())
                || before.is_some_and(|b| b.is_uppercase()) && after.is_some_and(|a| a.is_lowercase()));
        if starts {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Tashkeel and tatweel: written or left out as the writer likes.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{0640}')
}

/// Arabic letters that writers use for one another, as one; Arabic-Indic digits as ASCII ones.
fn folded(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ؤ' => 'و',
        'ى' | 'ئ' => 'ي',
        '\u{0660}'..='\u{0669}' => char::from_digit(u32::from(c) - 0x0660, 10).unwrap_or(c),
        _ => c,
    }
}

fn stem(word: &str) -> String {
    if !word.is_ascii() {
        return arabic::light_stem(word).to_owned();
    }
    thread_local! {
        static ENGLISH: RefCell<TextAnalyzer> =
            RefCell::new(TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build());
    }
    ENGLISH.with_borrow_mut(|analyzer| {
        let mut stream = analyzer.token_stream(word);
        if stream.advance() { stream.token().text.clone() } else { word.to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_and_stay_whole() {
        assert_eq!(words("chatId"), ["chatid", "chat", "id"]);
        assert_eq!(words("reply_to file[url]"), ["repli", "to", "file", "url"]);
        assert_eq!(words("/v2/send/link-preview"), ["v2", "send", "link", "preview"]);
    }

    #[test]
    fn arabic_spellings_are_one() {
        assert_eq!(words("الرسالة"), words("رساله"));
        assert_eq!(words("أُرْسِلُ"), words("ارسل"));
        assert_eq!(words("والصورة"), words("صورة"));
    }
}
