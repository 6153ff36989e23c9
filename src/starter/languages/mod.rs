//! One file a language.

mod csharp;
mod curl;
mod dart;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod powershell;
mod python;
mod ruby;
mod rust;
mod swift;
mod typescript;

use super::printer::Printer;

/// Every language and library; of each language the usual library first.
pub(super) static PRINTERS: &[&Printer] = &[
    &csharp::HTTP_CLIENT,
    &curl::CURL,
    &dart::HTTP,
    &go::NET_HTTP,
    &go::NET_HTTP_RECEIVER,
    &java::HTTP_CLIENT,
    &javascript::FETCH,
    &javascript::AXIOS,
    &javascript::JQUERY,
    &javascript::HTTP,
    &javascript::EXPRESS,
    &kotlin::HTTP_CLIENT,
    &php::CURL,
    &php::GUZZLE,
    &php::RECEIVER,
    &powershell::INVOKE_REST_METHOD,
    &python::REQUESTS,
    &python::HTTPX,
    &python::URLLIB,
    &python::HTTP_SERVER,
    &python::FLASK,
    &python::FASTAPI,
    &ruby::NET_HTTP,
    &rust::REQWEST,
    &swift::URL_SESSION,
    &typescript::FETCH,
    &typescript::HTTP,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shared_file_is_known_and_used() {
        for printer in PRINTERS {
            let alike = PRINTERS.iter().filter(|other| other.language == printer.language);
            let shared = || printer.shared.iter().map(|(_, text)| *text);
            let mut asked: Vec<&str> = Vec::new();
            for frame in alike.map(|other| other.frame).chain(shared()) {
                let places = frame.lines().filter_map(|line| line.strip_prefix("{{> ")?.strip_suffix("}}"));
                asked.extend(places.map(|place| place.split(' ').next().unwrap_or_default()));
            }
            for name in &asked {
                assert!(printer.shared.iter().any(|(known, _)| known == name), "{}: {name}", printer.library);
            }
            for (name, _) in printer.shared {
                assert!(asked.contains(name), "{}: nothing asks for {name}", printer.library);
            }
        }
    }
}
