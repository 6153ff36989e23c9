//! The Markdown document, and the pages that it is made of.

use super::*;

#[test]
fn it_holds_every_entry_and_every_link_leads_somewhere() {
    for (name, language) in [("en", Language::En), ("ar", Language::Ar)] {
        let text = exported("markdown", name);
        let anchors = between(&text, "<a id=\"", '"');
        let known: BTreeSet<&str> = anchors.iter().copied().collect();
        assert_eq!(anchors.len(), known.len(), "anchors are unique");
        for link in between(&text, "](#", ')') {
            assert!(known.contains(link), "#{link}");
        }
        for entry in catalog().entries() {
            let page = export::page(catalog(), &entry, language);
            let title = page.lines().next().unwrap().trim_start_matches("# ");
            assert!(text.contains(&format!("### {title}\n")), "{title}");
        }
    }
}

#[test]
fn a_page_leaves_nothing_out() {
    let catalog = catalog();
    for operation in &catalog.operations {
        let page = export::page(catalog, &Entry::Operation(operation), Language::En);
        let mut expected = vec![operation.name(), operation.description.en.to_owned()];
        expected.extend(operation.arguments.iter().map(|a| format!("| `{}` |", a.name)));
        expected.extend(operation.errors.iter().map(|code| format!("`{code}`")));
        expected.extend(operation.limits.iter().chain(&operation.notes).map(|text| text.en.to_owned()));
        expected.push(format!("{:#}", operation.example_call()));
        expected.extend(operation.success.example.map(|example| format!("{:#}", example.value())));
        for text in expected {
            let (page, text) = (words(&page), words(&text));
            assert!(page.contains(&text), "{}: {text}", operation.name());
        }
    }
    for event in &catalog.events {
        let page = export::page(catalog, &Entry::Event(event), Language::En);
        assert!(page.contains(&format!("{:#}", event.payload.value())), "{}", event.name);
        assert!(event.fields.iter().all(|(name, _)| page.contains(&format!("| `{name}` |"))));
    }
    for guide in &catalog.guides {
        let page = export::page(catalog, &Entry::Guide(guide), Language::Ar);
        let last = guide.body.ar().trim().lines().last().unwrap();
        assert!(page.contains(last), "{}", guide.path);
    }
    let errors = export::errors(catalog, Language::En);
    for error in &catalog.errors {
        assert!(errors.contains(&format!("## `{}`", error.code)) && errors.contains(error.action.en));
    }
}

fn words(text: &str) -> String {
    text.replace(r"\|", "|").split_whitespace().collect::<Vec<_>>().join(" ")
}
