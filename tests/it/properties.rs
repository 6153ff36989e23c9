//! No arguments whatever make the program panic, send what is not documented, or leave the catalog's address.

mod documented_or_refused;
mod random_calls;
mod random_texts;

use std::{cell::Cell, sync::LazyLock};

use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestRunner},
};
use wawp_mcp::{
    catalog::{Catalog, clean},
    docs,
    values::{ChatId, ChatKind, Method},
};

/// The same each time, so that a run says what the last one said.
const SEED: u64 = 20_101_234;

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| docs::BUILT_IN[0].catalog().unwrap());
    &CATALOG
}

fn test_number() -> ChatId {
    ChatId::parse("201012345678").unwrap()
}

/// Holds a property against so many random inputs; what breaks it is shown as small as it can be made.
fn holds<S: Strategy>(cases: u32, inputs: S, property: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(SEED),
        max_shrink_iters: 2000,
        ..Config::default()
    };
    if let Err(broken) = TestRunner::new(config).run(&inputs, property) {
        let broken: String = broken.to_string().chars().take(6000).collect();
        panic!("{broken}");
    }
}

#[test]
fn a_call_is_refused_by_the_names_of_its_arguments_or_goes_where_the_catalog_says() {
    let (right, wrong) = (Cell::new(0), Cell::new(0));
    holds(12_000, random_calls::call(), |call| match documented_or_refused::prepared(&call) {
        Err(faults) => {
            wrong.set(wrong.get() + 1);
            documented_or_refused::faults_name_arguments(&call, &faults)
        }
        Ok(request) => {
            right.set(right.get() + 1);
            documented_or_refused::is_the_documented_one(&call, &request)
        }
    });
    // Both were tried, not one of them alone.
    assert!(right.get() > 3000 && wrong.get() > 3000, "{} right, {} wrong", right.get(), wrong.get());
}

/// Texts that are often chat ids.
fn chat() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        4 => "(201[0-9]{9}|9665[0-9]{8}|[1-9][0-9]{7,14})",
        1 => "[0-9]{0,20}",
        2 => "[0-9٠-٩۰-۹+() ./-]{0,24}",
        2 => "(\\+|00)?(20|966|44) ?(\\(0\\))? ?[0-9 -]{6,12}",
    ];
    let before = vec!["", "", "", "tel:", "whatsapp:", "https://wa.me/", "sms:+", "+", "00", "\u{202a}", " "];
    let after = vec![
        "",
        "",
        "@c.us",
        "@g.us",
        "@lid",
        "@newsletter",
        "@broadcast",
        "@s.whatsapp.net",
        ":12@c.us",
        ":x@c.us",
        "@C.US ",
        "@c.uss",
        "@",
        "@g.us@c.us",
        "-123@g.us",
    ];
    let put = (proptest::sample::select(before), number, proptest::sample::select(after));
    prop_oneof![
        3 => put.prop_map(|(before, number, after)| format!("{before}{number}{after}")),
        1 => random_texts::text(),
        1 => (random_texts::text(), random_texts::text()).prop_map(|(user, server)| format!("{user}@{server}")),
    ]
}

/// Every digit of a text as people read it.
fn digits(text: &str) -> String {
    let western = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - u32::from('٠'), 10),
        '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10),
        c => c.is_ascii_digit().then_some(c),
    };
    text.chars().filter_map(western).collect()
}

#[test]
fn a_chat_id_is_one_of_the_given_digits_in_the_one_spelling_that_is_sent() {
    let taken = Cell::new(0);
    holds(12_000, chat(), |text| {
        let Ok(chat) = ChatId::parse(&text) else { return Ok(()) };
        taken.set(taken.get() + 1);
        prop_assert_eq!(ChatId::parse(&chat.to_string()), Ok(chat.clone()));
        let user = chat.user();
        match chat.kind() {
            ChatKind::Person => {
                prop_assert!(user.bytes().all(|byte| byte.is_ascii_digit()), "{user}");
                prop_assert!((8..=15).contains(&user.len()) && !user.starts_with('0'), "{user}");
            }
            ChatKind::Group | ChatKind::Channel | ChatKind::Lid | ChatKind::Broadcast => {
                let id = user.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                prop_assert!(id && !user.is_empty() && !user.starts_with('-') || user == "status", "{user}");
            }
        }
        // Nothing is added, and nothing is put into another order.
        let mut rest = digits(&text).into_bytes().into_iter();
        let stands = digits(user).bytes().all(|digit| rest.any(|given| given == digit));
        prop_assert!(stands, "{text:?} became {user}");
        Ok(())
    });
    assert!(taken.get() > 1500, "{} of them name a chat", taken.get());
}

/// A call whose path and method may be anybody's.
fn asked() -> impl Strategy<Value = (Method, random_calls::Call)> {
    let other = prop_oneof![random_texts::text(), "[/v2{}:a-z.?#%]{0,20}"];
    let path = proptest::option::weighted(0.25, other);
    let method = proptest::option::weighted(0.2, proptest::sample::select(Method::ALL.to_vec()));
    (random_calls::call(), path, method, any::<bool>()).prop_map(|(mut call, path, method, loud)| {
        let written = path.unwrap_or(call.path);
        let written = if loud { written.to_uppercase() } else { written };
        // A long path takes long to compare with all others, and says nothing more.
        call.path = written.chars().take(200).collect();
        (method.unwrap_or(call.operation.method), call)
    })
}

#[test]
fn any_text_finds_an_operation_of_its_shape_or_none() {
    let (found, right) = (Cell::new(0), Cell::new(0));
    holds(8000, asked(), |(method, mut call)| {
        let _ = catalog().find(&call.path, None);
        let Ok(operation) = catalog().operation(method, &call.path) else { return Ok(()) };
        found.set(found.get() + 1);
        prop_assert_eq!(operation.method, method);
        let given = clean(&call.path);
        let spelled =
            [operation.path, operation.real_path].iter().any(|known| known.matches(&given).is_some());
        prop_assert!(spelled, "{:?} is {}", call.path, operation.name());
        // From there on it is as if it had been asked for by its own name.
        call.operation = operation;
        match documented_or_refused::prepared(&call) {
            Err(faults) => documented_or_refused::faults_name_arguments(&call, &faults),
            Ok(request) => {
                right.set(right.get() + 1);
                documented_or_refused::is_the_documented_one(&call, &request)
            }
        }
    });
    assert!(found.get() > 1500 && right.get() > 600, "{} found, {} right", found.get(), right.get());
}
