//! One entry of the page.

use maud::{Markup, html};

use super::{
    Writer, labels,
    parts::{badge, figure, json_figure, path, summary_of, title_of},
    say,
};
use crate::{
    catalog::{Entry, ErrorCode, Event, Guide, Operation, Text, facts},
    export::{example, page::untitled, uri, words},
    values::Risk,
};

impl Writer<'_> {
    pub(super) fn entry(self, entry: &Entry<'_>) -> Markup {
        let anchor = uri::anchor(entry);
        let is_twin = matches!(entry, Entry::Operation(operation) if operation.twin_of.is_some());
        html! {
            article.entry id=(anchor) data-kind=(entry.kind().as_str()) data-twin[is_twin] aria-labelledby={ "title-" (anchor) } {
                header {
                    h3 id={ "title-" (anchor) } { a href={ "#" (anchor) } { (say(title_of(entry))) } }
                    @if !matches!(entry, Entry::Error(_)) { p.path dir="ltr" { (badge(entry)) (path(entry)) } }
                }
                @match entry {
                    Entry::Operation(operation) if operation.twin_of.is_some() => (self.twin(operation)),
                    Entry::Operation(operation) => (self.operation(operation)),
                    Entry::Event(event) => (self.event(event)),
                    Entry::Guide(guide) => (self.guide(guide)),
                    Entry::Error(error) => (self.error(error)),
                }
            }
        }
    }

    fn lead(self, entry: &Entry<'_>) -> Markup {
        html! { p.lead { (self.inline(summary_of(entry))) } }
    }

    fn operation(self, operation: &Operation) -> Markup {
        let entry = Entry::Operation(operation);
        html! {
            div.columns {
                div.text {
                    (self.lead(&entry))
                    p { (self.inline(operation.description)) }
                    (effect(operation))
                    @if operation.real_path != operation.path {
                        p.hint { (self.with(words::CALLED_AS, operation.real_path.as_str())) }
                    }
                    @if let Some(twin) = facts::twin(self.catalog, operation) {
                        p.hint { (self.with(words::TWIN, &twin.name())) }
                    }
                    (self.arguments(operation))
                    (self.list(words::LIMITS, &operation.limits))
                    (self.list(words::NOTES, &operation.notes))
                    (self.errors(&facts::errors(self.catalog, operation)))
                    (self.related(words::RELATED, &operation.related))
                }
                div.side { (self.request(operation)) (self.answer(operation)) }
            }
        }
    }

    /// The other method of a path: what it takes stands with the one to use.
    fn twin(self, operation: &Operation) -> Markup {
        let name = facts::instead_of(self.catalog, operation).map_or_else(String::new, Operation::name);
        html! {
            div.columns {
                div.text {
                    (self.lead(&Entry::Operation(operation)))
                    p.hint { (self.with(words::TWIN_OF, &name)) }
                    @if facts::nests_in_query(operation) { p.hint { (self.inline(words::NESTED_IN_QUERY)) } }
                }
                div.side { (self.request(operation)) }
            }
        }
    }

    fn request(self, operation: &Operation) -> Markup {
        let curl = example::curl(&self.catalog.provider, operation);
        html! {
            (figure(&say(labels::REQUEST), &html! { (curl) }))
            @if operation.twin_of.is_none() {
                details.agent {
                    summary { (say(labels::FOR_AGENTS)) }
                    (json_figure(&html! { code dir="ltr" { "execute_request" } }, &operation.example_call()))
                }
            }
        }
    }

    fn answer(self, operation: &Operation) -> Markup {
        let success = &operation.success;
        let caption = html! {
            span.status { (success.status) } " " (self.inline(success.description))
        };
        html! {
            @match success.example {
                Some(example) => (json_figure(&caption, &example.value())),
                None => p.hint { (caption) },
            }
            @if success.media_types.len() > 1 {
                p.media dir="ltr" { (success.media_types.join(" · ")) }
            }
        }
    }

    fn event(self, event: &Event) -> Markup {
        html! {
            div.columns {
                div.text {
                    (self.lead(&Entry::Event(event)))
                    p { (self.inline(event.description)) }
                    @if !event.fields.is_empty() {
                        h4 { (self.inline(words::FIELDS)) }
                        ul.args {
                            @for (name, meaning) in &event.fields {
                                li class={ "depth-" (name.matches('.').count().min(4)) } {
                                    p.name { code dir="ltr" { (name) } }
                                    p { (self.inline(*meaning)) }
                                }
                            }
                        }
                    }
                    (self.list(words::LIMITS, &event.limits))
                    (self.list(words::NOTES, &event.notes))
                    (self.related(words::NEXT_CALLS, &event.related))
                }
                div.side { (json_figure(&say(labels::DELIVERY), &event.payload.value())) }
            }
        }
    }

    fn guide(self, guide: &Guide) -> Markup {
        let body = Text::new(untitled(guide.body.en), untitled(guide.body.ar()));
        html! {
            (self.lead(&Entry::Guide(guide)))
            div.prose { (self.block(body, 3)) }
            (self.related(words::RELATED, &guide.related))
        }
    }

    fn error(self, error: &ErrorCode) -> Markup {
        html! {
            div.columns {
                div.text {
                    (self.lead(&Entry::Error(error)))
                    p { (self.inline(error.action)) }
                    p.hint { (say(words::RETRY)) ": " (say(words::retry(error.retry))) }
                    (self.cases(error))
                    (self.answering(error))
                }
                div.side {
                    @if let Some(body) = error.body {
                        (json_figure(&html! { span.status.bad { (error.status) } " " (say(labels::BODY)) }, &body.value()))
                    }
                }
            }
        }
    }

    fn cases(self, error: &ErrorCode) -> Markup {
        html! {
            @if !error.variants.is_empty() {
                ul.notes {
                    @for variant in &error.variants {
                        li {
                            (self.inline(variant.when)) ": " (self.inline(variant.rule))
                            " " code dir="ltr" { (variant.example) }
                        }
                    }
                }
            }
        }
    }

    fn answering(self, error: &ErrorCode) -> Markup {
        let general = facts::is_general(self.catalog, error.code);
        let operations = facts::answering(self.catalog, error);
        html! {
            @if general { p.hint { (say(words::ANY_CALL)) } }
            @else if !operations.is_empty() {
                details {
                    summary { (say(words::ANSWERED_BY)) " (" (operations.len()) ")" }
                    ul.related {
                        @for operation in operations {
                            li { a href={ "#" (uri::operation_anchor(operation)) } { (badge(&Entry::Operation(operation))) (say(operation.title)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a call does to the world, in a colour of its own.
fn effect(operation: &Operation) -> Markup {
    let risk = operation.risk;
    html! {
        p class={ "effect " (risk.as_str()) } {
            b { (risk.as_str()) } " "
            (say(words::risk(risk)))
            @if risk != Risk::Read { span.reach { (say(words::reach(operation.reach))) } }
        }
    }
}
