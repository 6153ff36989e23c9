//! Markdown of the catalog as HTML. Nothing in it acts: raw HTML is shown as text, a picture as its description, and a
//! link leads to the web or to an entry of the page.

use std::mem;

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use crate::{catalog::Catalog, export::uri};

/// A text in one line, no blocks in it.
pub(super) fn inline(catalog: &Catalog, text: &str) -> Markup {
    let ends_paragraph = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Paragraph));
    let events = Safe::of(catalog, 1).events(text).into_iter();
    let events = events.map(|event| if ends_paragraph(&event) { Event::SoftBreak } else { event });
    rendered(events.filter(is_inline))
}

/// A text of several blocks, its headings from `level` downwards.
pub(super) fn block(catalog: &Catalog, text: &str, level: usize) -> Markup {
    rendered(Safe::of(catalog, level).events(text).into_iter())
}

fn rendered<'a>(events: impl Iterator<Item = Event<'a>>) -> Markup {
    let mut out = String::new();
    push_html(&mut out, events);
    PreEscaped(out.trim_end().to_owned())
}

fn is_inline(event: &Event<'_>) -> bool {
    use Tag::{Emphasis, Link, Strong};
    matches!(
        event,
        Event::Text(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Emphasis | Strong | Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link)
    )
}

/// Turns Markdown into events that are safe to write.
struct Safe<'a> {
    catalog: &'a Catalog,
    /// How much deeper headings are set.
    deeper: usize,
    /// Whether a link is open that leads somewhere.
    linked: bool,
}

impl<'a> Safe<'a> {
    fn of(catalog: &'a Catalog, level: usize) -> Self {
        Self { catalog, deeper: level - 1, linked: false }
    }

    fn events(mut self, text: &str) -> Vec<Event<'_>> {
        let mut out = Vec::new();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            self.add(event, &mut out);
        }
        out
    }

    fn add<'t>(&mut self, event: Event<'t>, out: &mut Vec<Event<'t>>) {
        if let Event::Html(text) | Event::InlineHtml(text) = event {
            out.push(Event::Text(text));
        } else if let Event::Code(code) = event {
            out.push(raw(self.code(&code).into_string()));
        } else if let Event::Start(tag) = event {
            self.open(tag, out);
        } else if let Event::End(tag) = event {
            self.close(tag, out);
        } else {
            out.push(event);
        }
    }

    fn open<'t>(&mut self, tag: Tag<'t>, out: &mut Vec<Event<'t>>) {
        if let Tag::Heading { level, .. } = tag {
            out.push(raw(format!("<h{}>", self.level(level))));
        } else if let Tag::Link { dest_url, .. } = tag {
            out.extend(self.open_link(&dest_url));
        } else if let Tag::CodeBlock(_) = tag {
            out.push(raw(CODE.to_owned()));
        } else if let Tag::Table(_) = tag {
            out.extend([raw(SCROLL.to_owned()), Event::Start(tag)]);
        } else if !matches!(tag, Tag::Image { .. } | Tag::HtmlBlock) {
            out.push(Event::Start(tag));
        }
    }

    fn close(&mut self, tag: TagEnd, out: &mut Vec<Event<'_>>) {
        if let TagEnd::Heading(level) = tag {
            out.push(raw(format!("</h{}>", self.level(level))));
        } else if tag == TagEnd::Link {
            out.extend(mem::take(&mut self.linked).then(|| raw("</a>".to_owned())));
        } else if tag == TagEnd::CodeBlock {
            out.push(raw("</code></pre></div>".to_owned()));
        } else if tag == TagEnd::Table {
            out.extend([Event::End(tag), raw("</div>".to_owned())]);
        } else if !matches!(tag, TagEnd::Image | TagEnd::HtmlBlock) {
            out.push(Event::End(tag));
        }
    }

    fn level(&self, level: HeadingLevel) -> usize {
        (level as usize + self.deeper).min(6)
    }

    /// A link to the web or to an entry; the text of any other stays, without a link.
    fn open_link<'t>(&mut self, to: &str) -> Option<Event<'t>> {
        let entry = self.catalog.referred(to).map(|entry| format!("#{}", uri::anchor(&entry)));
        let web = to.starts_with("https://") || to.starts_with("http://");
        let target = entry.or_else(|| web.then(|| to.to_owned()))?;
        self.linked = true;
        let markup = html! { a href=(target) rel="noreferrer" {} };
        Some(raw(markup.into_string().trim_end_matches("</a>").to_owned()))
    }

    /// A code span; one that names an entry leads to it.
    fn code(&self, code: &str) -> Markup {
        // A lone word, such as `message`, is more often an argument than an event.
        let is_name = code.contains(['/', '.', '_']) && !self.linked;
        let class = (code.len() <= SHORT).then_some("short");
        let span = html! { code class=[class] dir="ltr" { (code) } };
        let entry = self.catalog.referred(code).filter(|_| is_name);
        entry.map_or(span.clone(), |entry| html! { a.ref href={ "#" (uri::anchor(&entry)) } { (span) } })
    }
}

/// A code span of at most as many bytes is kept in one line.
const SHORT: usize = 24;
const CODE: &str = "<div class=\"code\"><pre dir=\"ltr\" tabindex=\"0\"><code>";
const SCROLL: &str = "<div class=\"scroll\" tabindex=\"0\">";

fn raw<'t>(markup: String) -> Event<'t> {
    Event::InlineHtml(CowStr::from(markup))
}
