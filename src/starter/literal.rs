//! Values as a language writes them.

use serde_json::{Number, Value};

use super::expr::Expr;

/// How a language writes values.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// A text, quoted and escaped, in one line.
    pub(super) string: fn(&str) -> String,
    /// The name of an object's member.
    pub(super) name: fn(&str) -> String,
    /// A number.
    pub(super) number: fn(&Number) -> String,
    /// `null`, `true` and `false`.
    pub(super) words: [&'static str; 3],
    /// Before and after the members of an object.
    pub(super) object: [&'static str; 2],
    /// An object without members, and a list without items.
    pub(super) empty: [&'static str; 2],
    /// Before, between and after a member's name and its value.
    pub(super) member: [&'static str; 3],
    /// Before and after the items of a list.
    pub(super) list: [&'static str; 2],
    /// Behind each member or item but the last.
    pub(super) comma: &'static str,
    /// Behind the last one, where each has a line of its own.
    pub(super) last_comma: &'static str,
    /// Behind each member but the last, where that is not what stands behind items: in one line, and on its own line.
    pub(super) member_commas: Option<[&'static str; 2]>,
    /// Before a list that is the only item of another, where the language would take the two for one.
    pub(super) lone_list: &'static str,
    /// One step inwards.
    pub(super) indent: &'static str,
    /// The session's id.
    pub(super) instance: &'static str,
    /// The access token.
    pub(super) token: &'static str,
    /// A text in the answer, or the event, that stands in the variable.
    pub(super) answer: fn(variable: &str, path: &[&'static str]) -> String,
}

/// What most languages write, of which each has what it writes otherwise.
pub(super) const USUAL: Style = Style {
    string: quoted,
    name: quoted,
    number: ToString::to_string,
    words: ["null", "true", "false"],
    object: ["{", "}"],
    empty: ["{}", "[]"],
    member: ["", ": ", ""],
    list: ["[", "]"],
    comma: ",",
    last_comma: ",",
    member_commas: None,
    lone_list: "",
    indent: "    ",
    instance: "INSTANCE_ID",
    token: "ACCESS_TOKEN",
    answer: |variable, path| format!("pick({variable}, {})", joined(path, quoted)),
};

/// A longer line is broken up.
const WIDTH: usize = 76;

impl Style {
    /// The value; its lines behind the first stand `depth` steps in.
    pub(super) fn expr(&self, expr: &Expr, depth: usize) -> String {
        match expr {
            Expr::Value(value) => self.value(value, depth),
            Expr::Object(members) => self.object(members, depth),
            Expr::List(items) => self.list(items.iter().map(|item| self.expr(item, depth + 1)), depth),
            Expr::Instance => self.instance.to_owned(),
            Expr::Token => self.token.to_owned(),
            Expr::Answer { step, path } => (self.answer)(&variable(*step), path),
            Expr::Event { path } => (self.answer)("event", path),
        }
    }

    /// An object.
    pub(super) fn object(&self, members: &[(String, Expr)], depth: usize) -> String {
        self.members(members.iter().map(|(name, value)| (name.as_str(), self.expr(value, depth + 1))), depth)
    }

    /// A path: its known parts as texts, the others behind the function that encodes them.
    pub(super) fn path(&self, parts: &[Expr], encode: &str, plus: &str) -> String {
        let parts = parts.iter().map(|part| match part {
            Expr::Value(value) => self.value(value, 0),
            Expr::Object(_)
            | Expr::List(_)
            | Expr::Instance
            | Expr::Token
            | Expr::Answer { .. }
            | Expr::Event { .. } => format!("{encode}({})", self.expr(part, 0)),
        });
        parts.collect::<Vec<_>>().join(plus)
    }

    fn members<'m>(&self, members: impl Iterator<Item = (&'m str, String)>, depth: usize) -> String {
        let [before, between, after] = self.member;
        let members =
            members.map(|(name, value)| format!("{before}{}{between}{value}{after}", (self.name)(name)));
        let members: Vec<String> = members.collect();
        let [empty, _] = self.empty;
        let commas = self.member_commas.unwrap_or([self.comma; 2]);
        if members.is_empty() {
            empty.to_owned()
        } else {
            self.enclosed(self.object, commas, &members, depth)
        }
    }

    fn value(&self, value: &Value, depth: usize) -> String {
        let [null, yes, no] = self.words;
        match value {
            Value::Null => null.to_owned(),
            Value::Bool(true) => yes.to_owned(),
            Value::Bool(false) => no.to_owned(),
            Value::Number(number) => (self.number)(number),
            Value::String(text) => (self.string)(text),
            Value::Array(items) => self.list(items.iter().map(|item| self.value(item, depth + 1)), depth),
            Value::Object(members) => {
                let members =
                    members.iter().map(|(name, value)| (name.as_str(), self.value(value, depth + 1)));
                self.members(members, depth)
            }
        }
    }

    fn list(&self, items: impl Iterator<Item = String>, depth: usize) -> String {
        let mut items: Vec<String> = items.collect();
        let [open, _] = self.list;
        if let [lone] = items.as_mut_slice()
            && lone.starts_with(open)
        {
            lone.insert_str(0, self.lone_list);
        }
        let [_, empty] = self.empty;
        if items.is_empty() {
            empty.to_owned()
        } else {
            self.enclosed(self.list, [self.comma; 2], &items, depth)
        }
    }

    /// In one line where that is short, else one line each.
    fn enclosed(
        &self,
        [open, close]: [&str; 2],
        [in_line, on_line]: [&str; 2],
        parts: &[String],
        depth: usize,
    ) -> String {
        let line = format!("{open}{}{close}", parts.join(&format!("{in_line} ")));
        let here = self.indent.repeat(depth);
        if line.len() + here.len() <= WIDTH && !line.contains('\n') {
            return line;
        }
        let last = parts.len().saturating_sub(1);
        let lines = parts.iter().enumerate().map(|(at, part)| {
            let comma = if at == last { self.last_comma } else { on_line };
            format!("{here}{}{part}{comma}\n", self.indent)
        });
        format!("{}\n{}{here}{}", open.trim_end(), lines.collect::<String>(), close.trim_start())
    }
}

/// The variable that holds the answer of a step, counted from 0.
pub(super) fn variable(step: usize) -> String {
    if step == 0 { "answer".to_owned() } else { format!("answer{}", step + 1) }
}

/// The text with characters that need it written as `escape` says, and those that a reader does not see by their `code`.
pub(super) fn escaped(
    text: &str,
    escape: impl Fn(char) -> Option<String>,
    code: impl Fn(u32) -> String,
) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match escape(c) {
            Some(escape) => out.push_str(&escape),
            None if c.is_control() || is_invisible(c) => out.push_str(&code(u32::from(c))),
            None => out.push(c),
        }
    }
    out
}

/// How `marks`, backslashes, line ends and tabs are written in most languages.
pub(super) fn backslashed(c: char, marks: &str) -> Option<String> {
    match c {
        '\n' => Some("\\n".to_owned()),
        '\r' => Some("\\r".to_owned()),
        '\t' => Some("\\t".to_owned()),
        '\\' => Some("\\\\".to_owned()),
        mark if marks.contains(mark) => Some(format!("\\{mark}")),
        _ => None,
    }
}

/// A text between quotation marks, as JSON and many languages have it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text, |c| backslashed(c, "\""), utf16))
}

/// Texts as arguments.
pub(super) fn joined(texts: &[&'static str], string: fn(&str) -> String) -> String {
    texts.iter().map(|text| string(text)).collect::<Vec<_>>().join(", ")
}

/// Marks that end lines or turn the direction of what follows: a reader would see another program than the one that runs.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A character's UTF-16 units as `\uXXXX` each.
pub(super) fn utf16(code: u32) -> String {
    let mut units = [0; 2];
    let units = char::from_u32(code).map_or(&[] as &[u16], |c| c.encode_utf16(&mut units));
    units.iter().fold(String::new(), |text, unit| text + &format!("\\u{unit:04x}"))
}
