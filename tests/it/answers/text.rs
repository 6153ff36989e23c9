//! Pages, plain text, and nothing at all.

use serde_json::{Value, json};

use super::{Form, Pair, next_step, once, told};

const NGINX: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad \
    Gateway</h1></center>\r\n<hr><center>nginx/1.18.0 (Ubuntu)</center>\r\n</body>\r\n</html>\r\n\
    <!-- a padding to disable MSIE and Chrome friendly error page -->\r\n";
const CDN: &str = "<!DOCTYPE html>\n<!--[if lt IE 7]> <html class=\"no-js ie6\"> <![endif]-->\n\
    <html lang=\"en-US\"><head><title>wawp.net | 522: Connection timed out</title><meta charset=\"UTF-8\" />\
    <style>p{margin:0}</style><script>(function(){if(!document.cookie){var a='<p>'}})()</script></head>\
    <body><div id=\"cf-wrapper\">\
    <h1>Connection timed out <span>Error code 522</span></h1><p>Ray ID: <strong>8c1f&hellip;</strong></p>\
    <noscript>Enable JavaScript</noscript><svg><title>logo</title></svg></div></body></html>";

fn page(body: &str) -> Value {
    json!({"body": body, "content_type": "text/html; charset=utf-8"})
}

#[test]
fn a_good_answer_in_any_form_is_told() {
    let mut pair = Pair::new();
    let mut data = |fault: Value| {
        let answer = pair.read(fault);
        assert!(!answer.is_error(), "{}", answer.text());
        assert_eq!(answer.data()["outcome"], "done");
        answer.data()["data"].clone()
    };
    assert_eq!(data(json!({"body": "plain words"})), "plain words");
    assert_eq!(data(json!({"status": 204, "body": ""})), Value::Null);
    assert_eq!(data(json!({"body": "{\"broken\": ", "content_type": "application/json"})), "{\"broken\": ");
    assert_eq!(data(json!({"body": "[1]", "content_type": "text/plain"})), json!([1]));
    let html =
        json!({"body": "<!doctype html><h1>Well</h1><script>x()</script>", "content_type": "text/html"});
    assert_eq!(data(html), "Well");
    let xml = json!({"body": "<?xml version=\"1.0\"?><r><a>1</a></r>", "content_type": "text/xml"});
    assert_eq!(data(xml), json!({"r": {"a": "1"}}));
    let bytes = data(json!({"body_base64": "AP/+gIGC", "content_type": "application/octet-stream"}));
    assert_eq!((&bytes["size"], &bytes["mimetype"]), (&json!(6), &json!("application/octet-stream")));
    let latin = data(json!({"body_base64": "Y2Fm6Q==", "content_type": "text/plain"}));
    assert!(latin.as_str().unwrap().starts_with("caf"), "{latin}");
}

#[test]
fn a_page_is_told_by_its_words() {
    let form = |name, body: &str, words: &str| Form::new(name, page(body), json!(words));
    told(vec![
        form(
            "title, text, entities",
            "<!DOCTYPE html><html><head><title>Status</title><style>p{}</style><script>t()</script></head>\
             <body><h1>All good</h1><p>2 &lt; 3 &amp; &eacute;t&#233;&nbsp;&#x1f389;</p></body></html>",
            "Status All good 2 < 3 & été 🎉",
        ),
        form("broken tags", "<p title='a>b'>one<p>two <b>three</i>", "one two three"),
        form("no tags", "just words", "just words"),
        form("a proxy's page", NGINX, "502 Bad Gateway 502 Bad Gateway nginx/1.18.0 (Ubuntu)"),
        form(
            "a CDN's page",
            CDN,
            "wawp.net | 522: Connection timed out Connection timed out Error code 522 Ray ID: 8c1f…",
        ),
        Form::new("no type", json!({"body": " <HTML><b>Hi</b></HTML>", "content_type": ""}), json!("Hi")),
        Form::new(
            "called JSON",
            json!({"body": "<!doctype html><b>Hi</b>", "content_type": "application/json"}),
            json!("Hi"),
        )
        .noted("`application/json`"),
    ]);
}

#[test]
fn a_page_of_an_error_is_told_under_its_status() {
    let mut pair = Pair::new();
    for (status, body, word) in [(502, NGINX, "nginx/1.18.0"), (522, CDN, "Ray ID: 8c1f")] {
        let mut fault = once(page(body));
        fault["status"] = json!(status);
        for (answer, outcome) in [(pair.read(fault.clone()), "not_sent"), (pair.send(fault), "unknown")] {
            assert_eq!(answer.error()["code"], format!("http_{status}"), "{}", answer.text());
            assert_eq!(
                (&answer.data()["status"], &answer.data()["outcome"]),
                (&json!(status), &json!(outcome))
            );
            assert!(
                answer.text().contains(word) && !answer.text().contains("document.cookie"),
                "{}",
                answer.text()
            );
            let action = answer.error()["action"].as_str().unwrap();
            assert!(action.starts_with(next_step(status, outcome == "unknown")), "{}", answer.text());
        }
    }
}

#[test]
fn a_page_without_words_is_told_as_one() {
    let mut pair = Pair::new();
    for body in ["<html><script>location = '/x'</script></html>", "<!doctype html><html><body></body></html>"]
    {
        let answer = pair.read(page(body));
        let note = "this is a page without words: it shows nothing without a browser";
        assert_eq!((&answer.data()["data"], &answer.data()["notes"]), (&json!(""), &json!([note])));
        assert!(answer.text().contains(note), "{}", answer.text());
    }
}

#[test]
fn plain_text_is_told_as_it_is() {
    let form =
        |name, body: &str| Form::new(name, json!({"body": body, "content_type": "text/plain"}), json!(body));
    told(vec![
        form("words", "Success: ok"),
        form("lines", "one\ntwo\r\n\tthree\n"),
        form("space around", "  x  "),
        form("no number", "0123"),
        form("nearly JSON", "{id: 1}"),
        form("quotation marks and escapes", "say \"hi\" \\ \u{1b}[31m"),
        form("Arabic", "تم الإرسال ✓"),
        form("a comma list", "id,name\n1,محمد\n"),
    ]);
}

#[test]
fn nothing_is_told_as_nothing() {
    let mut pair = Pair::new();
    for status in [200, 201, 204] {
        for content_type in ["", "application/json", "text/html", "text/xml", "image/png"] {
            let fault = json!({"status": status, "body": "", "content_type": content_type});
            let form = Form::new("nothing", fault.clone(), Value::Null);
            form.is_told(content_type, status, &pair.read(fault.clone()));
            if status == 201 {
                form.is_told(content_type, status, &pair.send(fault));
            }
        }
    }
    let answer = pair.read(json!({"status": 400, "body": "", "content_type": "application/json"}));
    assert_eq!((&answer.error()["code"], &answer.data()["data"]), (&json!("http_400"), &Value::Null));
}
