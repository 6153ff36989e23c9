//! The command itself: usage, pipes, languages.

use super::*;

#[test]
fn an_unknown_form_is_wrong_usage() {
    for (arguments, wrong) in [
        (vec!["export", "pdf"], "'pdf'"),
        (vec!["export"], "<FORMAT>"),
        (vec!["export", "html", "--language", "fr"], "'fr'"),
    ] {
        let start = arguments.iter().fold(Server::prepare(), |start, argument| start.arg(argument));
        let (code, stdout, stderr) = start.run();
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.starts_with("error: ") && stderr.contains(wrong), "{stderr}");
    }
}

#[test]
fn a_reader_that_has_enough_may_leave() {
    let mut child =
        program().args(["export", "html"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 64];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
    assert!(first.starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn the_same_text_each_time_and_another_in_arabic() {
    for format in FORMATS {
        let english = exported(format, "en");
        assert!(english.ends_with('\n') && english == exported(format, "en"), "{format}");
        let arabic = exported(format, "ar");
        assert_ne!(english, arabic, "{format}");
        assert!(arabic.contains("إرسال") || arabic.contains("أرسل"), "{format}");
    }
}
