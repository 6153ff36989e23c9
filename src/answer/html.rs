//! The text of an HTML page: what a reader would see, without its layout.

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements whose content no reader sees.
const UNSEEN: [&[u8]; 5] = [b"script", b"style", b"template", b"noscript", b"svg"];

/// The words of a page, its title first. Broken pages have words too.
pub(super) fn text(page: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut out = String::new();
    let mut unseen: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        match token {
            Token::StartTag(tag) => {
                out.push(' ');
                let name: &[u8] = &tag.name;
                if unseen.is_none() && !tag.self_closing && UNSEEN.contains(&name) {
                    unseen = Some(name.to_vec());
                }
            }
            Token::EndTag(tag) => {
                out.push(' ');
                let name: &[u8] = &tag.name;
                unseen.take_if(|open| open.as_slice() == name);
            }
            Token::String(text) if unseen.is_none() => out.push_str(&String::from_utf8_lossy(&text)),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_becomes_its_words() {
        let page = "<!DOCTYPE html><html><head><title>Bad gateway</title><style>p{}</style></head><body><!-- a > b -->\
                    <h1>Oh&nbsp;no</h1><p>Try &lt;later&gt;</p><script>if (a < b) alert('x')</script></body>";
        assert_eq!(text(page), "Bad gateway Oh no Try <later>");
        assert_eq!(text("<script>alert(1)</script>x<"), "x<");
        assert_eq!(text("<p title='a>b'>one<p>two"), "one two");
        assert_eq!(text(""), "");
    }
}
