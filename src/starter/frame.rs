//! Frames: source files with places for what differs between programs.
//!
//! `{{name}}` is a place for a text. A line `{{#name}}` begins lines that stand only in programs of which `name` is true, a
//! line `{{^name}}` those that stand in all others; a line `{{/name}}` ends them. Of several names, as in `{{#one|other}}`,
//! one that is true is enough. Within a line, `{{name|text}}` stands for the text in programs of which `name` is true, and
//! for nothing in others, `{{^name|text}}` the other way round; the text may hold places. A line `{{> file}}` stands for a file that several frames share;
//! `{{> file fails=raise}}` fills the place `{{fails}}` of it with `raise`. Of three braces the outer one is the program's.

/// Files that frames share, by name.
pub(super) type Shared = &'static [(&'static str, &'static str)];

/// What a frame is filled with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filling<'a> {
    /// The texts of places in the middle of a line.
    pub(super) texts: &'a [(&'static str, &'a str)],
    /// The lines of places that are lines of their own; they take on their place's indentation.
    pub(super) blocks: &'a [(&'static str, &'a str)],
    /// The parts that stand.
    pub(super) parts: &'a [&'static str],
    /// The files that it shares with others.
    pub(super) shared: Shared,
}

impl Filling<'_> {
    /// Whether one of these parts stands; behind `^`, whether none does.
    fn meets(&self, condition: &str) -> bool {
        let any = |names: &str| names.split('|').any(|name| self.parts.contains(&name));
        condition.strip_prefix('^').map_or_else(|| any(condition), |names| !any(names))
    }
}

/// The frame, filled. What is filled in is never read as a place itself.
pub(super) fn fill(frame: &str, filling: &Filling<'_>) -> String {
    let mut out = String::new();
    fill_into(frame, filling, &mut out);
    out
}

fn fill_into(frame: &str, filling: &Filling<'_>, out: &mut String) {
    let mut left_out: Option<&str> = None;
    for line in frame.lines() {
        let place = line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        match (place, left_out) {
            (Some(end), Some(part)) if end.strip_prefix('/') == Some(part) => left_out = None,
            (_, Some(_)) => {}
            (Some(place), None) if place.starts_with(['#', '^']) => {
                let condition = place.strip_prefix('#').unwrap_or(place);
                left_out = place.get(1..).filter(|_| !filling.meets(condition));
            }
            (Some(place), None) if place.starts_with('/') => {}
            (Some(place), None) if place.starts_with("> ") => share(place, filling, out),
            (Some(place), None) => match filling.blocks.iter().find(|(name, _)| *name == place) {
                Some((_, block)) => indented(block, line, out),
                None => whole_line(line, filling, out),
            },
            (None, None) => whole_line(line, filling, out),
        }
    }
}

/// The file that `> file name=text` asks for, filled.
fn share(place: &str, filling: &Filling<'_>, out: &mut String) {
    let asked = place.trim_start_matches("> ");
    let (file, given) = asked.split_once(' ').unwrap_or((asked, ""));
    let Some((_, lines)) = filling.shared.iter().find(|(name, _)| *name == file) else { return };
    match given.split_once('=') {
        Some((name, text)) => fill_into(&lines.replace(&format!("{{{{{name}}}}}"), text), filling, out),
        None => fill_into(lines, filling, out),
    }
}

/// The block, each line as far in as its place.
fn indented(block: &str, place: &str, out: &mut String) {
    let indent: String = place.chars().take_while(|c| c.is_whitespace()).collect();
    for line in block.lines() {
        if !line.is_empty() {
            out.push_str(&indent);
        }
        out.push_str(line);
        out.push('\n');
    }
}

fn whole_line(line: &str, filling: &Filling<'_>, out: &mut String) {
    with_texts(line, filling, out);
    out.push('\n');
}

fn with_texts(text: &str, filling: &Filling<'_>, out: &mut String) {
    let mut rest = text;
    while let Some((before, place, behind)) = next_place(rest) {
        out.push_str(before);
        if let Some((condition, text)) = place.split_once('|') {
            if filling.meets(condition) {
                with_texts(text, filling, out);
            }
        } else {
            let text = filling.texts.iter().find(|(known, _)| *known == place);
            out.push_str(text.map_or("", |(_, text)| text));
        }
        rest = behind;
    }
    out.push_str(rest);
}

/// What stands before the next place, what is in it, and what stands behind it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let found = text.find("{{")?;
    let braces = text.get(found..)?.chars().take_while(|c| *c == '{').count();
    let start = found + braces;
    let before = text.get(..start - 2)?;
    let inside = text.get(start..)?;
    let end = end_of_place(inside)?;
    Some((before, inside.get(..end)?, inside.get(end + 2..)?))
}

/// Where a place ends, beyond those that it holds.
fn end_of_place(inside: &str) -> Option<usize> {
    let (mut at, mut held) = (0, 0);
    loop {
        let rest = inside.get(at..)?;
        let close = rest.find("}}")?;
        match rest.find("{{").filter(|open| *open < close) {
            Some(open) => {
                held += 1;
                at += open + 2;
            }
            None if held == 0 => return Some(at + close),
            None => {
                held -= 1;
                at += close + 2;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_parts_left_out_and_fillings_not_read_again() {
        let frame = "a {{x}}\n{{#no|yes}}\nkept\n{{/no|yes}}\n{{#no|nor}}\ngone {{x}}\n{{/no|nor}}\n  {{block}}\nend\n";
        let filling = Filling {
            texts: &[("x", "{{block}}")],
            blocks: &[("block", "one\n\n  {{x}}")],
            parts: &["yes"],
            shared: &[],
        };
        assert_eq!(fill(frame, &filling), "a {{block}}\nkept\n  one\n\n    {{x}}\nend\n");
    }

    #[test]
    fn a_shared_file_stands_where_it_is_asked_for_with_the_word_that_is_given() {
        let shared: Shared = &[("b.py", "{{#yes}}\n{{fails}}({{x}})\n{{/yes}}\n")];
        let filling = Filling { texts: &[("x", "1")], parts: &["yes"], shared, ..Filling::default() };
        let frame = "a\n{{> b.py fails=raise Fault}}\n{{#no}}\n{{> b.py fails=gone}}\n{{/no}}\nc\n";
        assert_eq!(fill(frame, &filling), "a\nraise Fault(1)\nc\n");
    }

    #[test]
    fn a_text_of_a_part_stands_in_the_middle_of_a_line_where_the_part_does() {
        let frame = "{{ts|export }}function f(a{{ts|: A|B}}, b{{ts|?: string}}){{js| }}{\n{{js|only|js}}\n{{ts|a}}{{x}}\n";
        let filled =
            |part| fill(frame, &Filling { texts: &[("x", "1")], parts: &[part], ..Filling::default() });
        assert_eq!(filled("ts"), "export function f(a: A|B, b?: string){\n\na1\n");
        assert_eq!(filled("js"), "function f(a, b) {\nonly|js\n1\n");
    }

    #[test]
    fn a_place_may_stand_within_another_and_within_braces() {
        let frame =
            "f({ {{{x}}} }{{a|, g({{x}}{{b|!}})}});\n{{^a}}\nnone\n{{/a}}\n{{^b|c}}\nneither\n{{/b|c}}\n";
        let filled = |parts| fill(frame, &Filling { texts: &[("x", "1")], parts, ..Filling::default() });
        assert_eq!(filled(&["a", "b"]), "f({ {1} }, g(1!));\n");
        assert_eq!(filled(&["a"]), "f({ {1} }, g(1));\nneither\n");
        assert_eq!(filled(&["c"]), "f({ {1} });\nnone\n");
    }
}
