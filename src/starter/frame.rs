//! Frames: source files with places for what differs between programs.
//!
//! `{{name}}` is a place for a text. A line `{{#name}}` begins lines that stand only in programs of which `name` is true;
//! a line `{{/name}}` ends them. Of several names, as in `{{#one|other}}`, one that is true is enough. Within a line,
//! `{{name|text}}` stands for the text in programs of which `name` is true, and for nothing in others. A line `{{> file}}`
//! stands for a file that several frames share; `{{> file fails=raise}}` fills the place `{{fails}}` of it with `raise`.

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
            (Some(place), None) if place.starts_with(['#', '/']) => {
                let part = place.strip_prefix('#');
                left_out = part.filter(|part| !part.split('|').any(|name| filling.parts.contains(&name)));
            }
            (Some(place), None) if place.starts_with("> ") => share(place, filling, out),
            (Some(place), None) => match filling.blocks.iter().find(|(name, _)| *name == place) {
                Some((_, block)) => indented(block, line, out),
                None => with_texts(line, filling, out),
            },
            (None, None) => with_texts(line, filling, out),
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

fn with_texts(line: &str, filling: &Filling<'_>, out: &mut String) {
    let mut rest = line;
    while let Some((before, place, behind)) = next_place(rest) {
        out.push_str(before);
        out.push_str(match place.split_once('|') {
            Some((part, text)) if filling.parts.contains(&part) => text,
            Some(_) => "",
            None => filling.texts.iter().find(|(known, _)| *known == place).map_or("", |(_, text)| text),
        });
        rest = behind;
    }
    out.push_str(rest);
    out.push('\n');
}

/// What stands before the next place, what is in it, and what stands behind it.
fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("{{")?;
    let (place, behind) = rest.split_once("}}")?;
    Some((before, place, behind))
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
}
