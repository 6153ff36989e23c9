//! Each argument of each operation is held to what the catalog says of it: a call that says otherwise is refused.

use serde_json::{Value, json};
use wawp_mcp::catalog::Operation;

use super::{
    Case, all_refused,
    argument_places::{self, ArgumentPlace},
    catalog,
    wrong_values::{self, WrongValue},
};

/// A case for every place of every operation, as `cases` makes them.
fn at_every_place(cases: impl Fn(&'static Operation, &ArgumentPlace, &Value) -> Vec<Case>) -> Vec<Case> {
    let mut all = Vec::new();
    for operation in &catalog().operations {
        let right = argument_places::whole(operation);
        for place in argument_places::all(operation) {
            all.extend(cases(operation, &place, &right));
        }
    }
    all
}

/// The calls that hold one of these values at a place.
fn with_each(
    operation: &Operation,
    place: &ArgumentPlace,
    right: &Value,
    values: Vec<WrongValue>,
) -> Vec<Case> {
    let case = |wrong: WrongValue| {
        let value: String = wrong.value.to_string().chars().take(80).collect();
        let name = format!("{} `{}`: {}, {value}", operation.name(), place.name, wrong.what);
        let call = argument_places::call(operation, &place.with(right, wrong.value));
        Case::new(name, call, wrong.code, &place.name)
    };
    values.into_iter().map(case).collect()
}

#[test]
fn an_argument_that_is_left_out_is_named() {
    let cases = at_every_place(|operation, place, right| {
        if !place.required {
            return Vec::new();
        }
        let case = |how: &str, arguments: Value| {
            let name = format!("{} without `{}`: {how}", operation.name(), place.name);
            Case::new(name, argument_places::call(operation, &arguments), "missing_argument", &place.name)
        };
        vec![case("not there", place.without(right)), case("null", place.with(right, Value::Null))]
    });
    all_refused(&cases, 500);
}

#[test]
fn a_value_of_another_type_is_refused() {
    let cases = at_every_place(|operation, place, right| {
        with_each(operation, place, right, wrong_values::of_type(place.schema.kind))
    });
    all_refused(&cases, 1400);
}

#[test]
fn every_documented_limit_holds() {
    let cases = at_every_place(|operation, place, right| {
        let mut values = wrong_values::of_bounds(place.schema);
        values.extend(wrong_values::of_choices(place.schema));
        with_each(operation, place, right, values)
    });
    all_refused(&cases, 150);
}

#[test]
fn a_text_of_another_meaning_is_refused() {
    let cases = at_every_place(|operation, place, right| {
        let values = place.schema.format.map(wrong_values::of_format);
        with_each(operation, place, right, values.unwrap_or_default())
    });
    all_refused(&cases, 900);
}

#[test]
fn every_rule_between_the_parts_of_a_value_holds() {
    let cases = at_every_place(|operation, place, right| {
        let value = right.pointer(&place.pointer).unwrap();
        let broken = place.schema.rules.iter().flat_map(|rule| wrong_values::of_rule(rule, value));
        let case = |(member, wrong): (&str, WrongValue)| {
            let mut cases = with_each(operation, place, right, vec![wrong]);
            if !member.is_empty() {
                cases[0].parameter = format!("{}.{member}", place.name);
            }
            cases
        };
        broken.flat_map(case).collect()
    });
    all_refused(&cases, 9);
}

#[test]
fn a_segment_of_the_path_holds_no_step_placeholder_or_line_break() {
    const WRONG: [&str; 12] = [
        "..",
        ".",
        "{id}",
        "{{id}}",
        "${id}",
        "<id>",
        ":id",
        "undefined",
        "null",
        "[object Object]",
        "1\r\n2",
        "1\u{0}",
    ];
    let cases = at_every_place(|operation, place, right| {
        let values = WRONG.iter().filter(|_| place.in_path);
        let wrong =
            |text: &&str| WrongValue { what: "no value", value: json!(text), code: "invalid_argument" };
        with_each(operation, place, right, values.map(wrong).collect())
    });
    all_refused(&cases, 400);
}

/// Spellings of a name that people and models slip into; none is a name of its own.
fn slips(name: &str, known: &[&str]) -> Vec<String> {
    let (head, last) = name.split_at(name.len() - 1);
    let mut slips = vec![
        head.to_owned(),
        format!("{head}{}", last.to_uppercase()),
        format!("{name}s"),
        name.to_uppercase(),
    ];
    let (first, rest) = name.split_at(1);
    slips.push(format!("{}{rest}", first.to_uppercase()));
    slips.retain(|slip| !slip.is_empty() && !known.contains(&slip.as_str()));
    slips
}

#[test]
fn a_name_that_is_nearly_right_is_answered_with_the_right_one() {
    let cases = at_every_place(|operation, place, right| {
        if !place.is_named() {
            return Vec::new();
        }
        let siblings: Vec<String> =
            argument_places::all(operation).iter().map(|place| place.last().to_owned()).collect();
        let known: Vec<&str> = siblings.iter().map(String::as_str).collect();
        let case = |slip: String| {
            let parameter = place.name.strip_suffix(place.last()).unwrap().to_owned() + &slip;
            let name = format!("{} with `{parameter}` beside `{}`", operation.name(), place.name);
            let call = argument_places::call(operation, &place.beside(right, &slip));
            Case::new(name, call, "unknown_argument", parameter).meaning(place.last())
        };
        slips(place.last(), &known).into_iter().map(case).collect()
    });
    all_refused(&cases, 1500);
}

#[test]
fn an_argument_that_is_no_ones_is_refused_by_every_operation() {
    let cases: Vec<Case> = catalog()
        .operations
        .iter()
        .map(|operation| {
            let mut arguments = argument_places::whole(operation);
            arguments["webhookSecret"] = json!("x");
            let name = format!("{} with `webhookSecret`", operation.name());
            Case::new(name, argument_places::call(operation, &arguments), "unknown_argument", "webhookSecret")
        })
        .collect();
    all_refused(&cases, 123);
}

#[test]
fn every_fault_of_a_call_is_told_at_once() {
    let mut cases = Vec::new();
    let mut expected = Vec::new();
    for operation in &catalog().operations {
        // All that is required left out, all else of a wrong type, and one argument that is none.
        let mut arguments = json!({"webhookSecret": "x"});
        let mut faults = Vec::new();
        for argument in &operation.arguments {
            if argument.required {
                faults.push(("missing_argument", argument.name));
            } else {
                arguments[argument.name] = wrong_values::of_type(argument.schema.kind).remove(0).value;
                faults.push(("invalid_argument", argument.name));
            }
        }
        faults.push(("unknown_argument", "webhookSecret"));
        let (code, parameter) = faults[0];
        cases.push(Case::new(
            operation.name(),
            argument_places::call(operation, &arguments),
            code,
            parameter,
        ));
        expected.push(faults);
    }
    for ((case, faults), answer) in cases.iter().zip(&expected).zip(all_refused(&cases, 123)) {
        let told = answer.error()["faults"].as_array().cloned().unwrap_or_default();
        let told: Vec<(&str, &str)> = told.iter().map(code_and_parameter).collect();
        // One alone is the error itself.
        let expected: &[(&str, &str)] = if faults.len() == 1 { &[] } else { faults };
        assert_eq!(told, expected, "{}", case.name);
    }
}

pub(super) fn code_and_parameter(fault: &Value) -> (&str, &str) {
    (fault["code"].as_str().unwrap(), fault["parameter"].as_str().unwrap())
}
