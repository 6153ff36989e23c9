//! Paths of the catalog, and the forgiving comparison of what people write for them.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// A path with `{placeholders}`: one leading slash, no host, no `..`, no `//`, no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PathTemplate(&'static str);

/// What may stand unencoded in one segment: RFC 3986's unreserved characters and `@`, which chat ids have.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

impl PathTemplate {
    /// Checks a template.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &'static str) -> Result<Self, &'static str> {
        let Some(rest) = text.strip_prefix('/') else { return Err("a path begins with one `/`") };
        let ordinary = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        for segment in rest.split('/') {
            let name = segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'));
            let word = name.unwrap_or(segment);
            if word.is_empty() || word.starts_with('.') || !word.chars().all(ordinary) {
                return Err(
                    "a path's segments are words or `{placeholders}`, without `..`, `//`, `?` or a host",
                );
            }
        }
        Ok(Self(text))
    }

    /// The template as text.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The names of its placeholders, in order.
    pub fn placeholders(self) -> impl Iterator<Item = &'static str> {
        self.in_segments().flatten()
    }

    /// For each segment, the name of the placeholder that it is, if it is one.
    pub fn in_segments(self) -> impl Iterator<Item = Option<&'static str>> {
        self.segments().map(placeholder)
    }

    fn segments(self) -> impl Iterator<Item = &'static str> {
        self.0.split('/').skip(1)
    }

    /// The path with each placeholder replaced by what `value` gives for it, percent-encoded as one segment.
    #[must_use]
    pub fn fill(self, value: impl Fn(&str) -> String) -> String {
        self.segments().fold(String::new(), |mut path, segment| {
            path.push('/');
            match placeholder(segment) {
                Some(name) => path.extend(utf8_percent_encode(&value(name), SEGMENT)),
                None => path.push_str(segment),
            }
            path
        })
    }

    /// How well `given` (cleaned by [`clean`]) spells this path: whether every segment agrees, and how many
    /// placeholders were needed for it, so that a literal match wins.
    #[must_use]
    pub fn matches(self, given: &str) -> Option<usize> {
        let mut used = 0;
        let mut given = given.split('/').skip(1);
        for segment in self.segments() {
            let word = given.next()?;
            if placeholder(segment).is_none() {
                if !segment.eq_ignore_ascii_case(word) {
                    return None;
                }
                continue;
            }
            if word.is_empty() {
                return None;
            }
            // Whatever it is called there: one path may name its placeholder differently for each method.
            used += 1;
        }
        given.next().is_none().then_some(used)
    }

    /// The values that `given` has in the places of the placeholders, where they are filled in.
    pub fn values_in(self, given: &str) -> impl Iterator<Item = (&'static str, String)> {
        let given: Vec<String> = given.split('/').skip(1).map(str::to_owned).collect();
        self.segments().zip(given).filter_map(|(segment, word)| {
            let name = placeholder(segment)?;
            (!is_placeholder(&word)).then(|| (name, percent_decoded(&word)))
        })
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What people write for a path, brought to one shape: scheme and host, query, doubled and closing slashes
/// dropped, one leading slash. Nothing of a host that is dropped here is ever called: the catalog's path is.
#[must_use]
pub fn clean(given: &str) -> String {
    let given = given.trim();
    let path = match given.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => given,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let words: Vec<&str> = path.split('/').filter(|word| !word.is_empty()).collect();
    format!("/{}", words.join("/"))
}

fn placeholder(segment: &str) -> Option<&str> {
    segment.strip_prefix('{').and_then(|s| s.strip_suffix('}'))
}

/// Whether a written segment stands for "any value" itself: `{id}`, `:id` or `<id>`.
fn is_placeholder(word: &str) -> bool {
    placeholder(word).is_some() || word.starts_with(':') || (word.starts_with('<') && word.ends_with('>'))
}

fn percent_decoded(word: &str) -> String {
    percent_encoding::percent_decode_str(word).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_leave_its_segment() {
        let path = PathTemplate::parse("/v2/groups/{id}/picture").unwrap();
        for value in ["../../x", "a/b", "a?b#c", "//evil.example", "\r\nHost: x", "%2e%2e", "\\"] {
            let filled = path.fill(|_| value.to_owned());
            assert_eq!(filled.matches('/').count(), 4, "{filled}");
            assert!(!filled.contains(['?', '#', '\\', '\r', '\n']), "{filled}");
        }
    }

    #[test]
    fn templates_name_no_host_and_climb_nowhere() {
        for bad in ["v2/x", "//evil.example/x", "/v2//x", "/v2/../x", "/v2/x?y", "/@evil", "/v2/{}", "/"] {
            assert!(PathTemplate::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn spellings_are_forgiven() {
        for given in
            ["v2/send/text", "/v2//send/text/", "https://api.wawp.net/v2/send/text?x=1", " /V2/Send/Text "]
        {
            assert!(PathTemplate("/v2/send/text").matches(&clean(given)).is_some(), "{given}");
        }
        let picture = PathTemplate("/v2/groups/{id}/picture");
        let given = clean("/v2/groups/123%40g.us/picture");
        assert_eq!(picture.matches(&given), Some(1));
        assert_eq!(picture.values_in(&given).collect::<Vec<_>>(), [("id", "123@g.us".to_owned())]);
        assert_eq!(picture.values_in("/v2/groups/{id}/picture").count(), 0);
    }
}
