//! {{title}}

{{#picture}}
use std::fs;
{{/picture}}
{{#pause}}
use std::io;
{{/pause}}
use std::{env, thread, time::Duration};

use anyhow::{Context, Result, bail};
{{#picture}}
use base64::{Engine, prelude::BASE64_STANDARD};
{{/picture}}
{{#linked_path}}
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
{{/linked_path}}
use reqwest::{
    Method, StatusCode,
    blocking::{Client, Request},
    header::RETRY_AFTER,
    redirect::Policy,
};
use serde_json::Value;

fn main() -> Result<()> {
{{#token|instance}}
    // Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#session_header}}
    let instance_id = setting("{{session_variable}}")?;
    let api = Api::new({{token|setting("{{token_variable}}")?, }}instance_id.clone())?;
{{/session_header}}
{{^session_header}}
    let api = Api::new({{token|setting("{{token_variable}}")?}})?;
{{#instance}}
    let instance_id = setting("{{session_variable}}")?;
{{/instance}}
{{/session_header}}

    {{steps}}

    Ok(())
}

/// The gateway and what it takes to speak to it.
struct Api {
    client: Client,
    base_url: String,
{{#token}}
    access_token: String,
{{/token}}
{{#session_header}}
    instance_id: String,
{{/session_header}}
}
{{#form}}

/// What a request holds.
enum Body<'a> {
{{#json}}
    Json(Value),
{{/json}}
    Form(&'a [(&'a str, &'a str)]),
}
{{/form}}

impl Api {
    fn new({{token|access_token: String}}{{session_header|{{token|, }}instance_id: String}}) -> Result<Self> {
        // No redirect is followed: the token is for this server alone.
        let client = Client::builder().redirect(Policy::none()).build()?;
        let base_url =
            setting("{{server_variable}}").unwrap_or_else(|_| "{{server}}".to_owned());
        Ok(Self {
            client,
            base_url: base_url.trim_end_matches('/').to_owned(),
{{#token}}
            access_token,
{{/token}}
{{#session_header}}
            instance_id,
{{/session_header}}
        })
    }

    /// Makes one request and returns the answer.
    fn call(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
{{^form}}
        body: Option<Value>,
{{/form}}
{{#form}}
        body: Option<Body<'_>>,
{{/form}}
    ) -> Result<Value> {
        let mut request = self
            .client
            .request(method.clone(), format!("{}{path}", self.base_url))
{{#headers}}
            {{headers}}
{{/headers}}
            .timeout(Duration::from_secs(30))
            .query(query);
{{^form}}
        if let Some(body) = body {
            request = request.json(&body);
        }
{{/form}}
{{#form}}
        match body {
{{#json}}
            Some(Body::Json(body)) => request = request.json(&body),
{{/json}}
            Some(Body::Form(fields)) => request = request.form(fields),
            None => {}
        }
{{/form}}
        let request = request.build()?;

        let mut attempt = 1;
        let (status, text) = loop {
            let copy = request.try_clone().context("the request has no copy")?;
            // The gateway may have taken it: sending it again could do it twice.
            let (status, wait, text) = self
                .send(copy)
                .map_err(reqwest::Error::without_url)
                .context("No answer. Look whether it was done before you try again.")?;
            if status != StatusCode::TOO_MANY_REQUESTS || attempt == 4 {
                break (status, text);
            }
            // Too many requests: this one was not taken, so it is safe to wait and ask again.
            thread::sleep(wait);
            attempt += 1;
        };

        // Not every answer is JSON: one that is not stays text.
        let answer = serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text.as_str()));
        if !status.is_success() {
            let reason = match answer["code"].as_str() {
                Some(code) => format!("{code} {}", answer["message"].as_str().unwrap_or_default()),
                None => text,
            };
            bail!(
                "{method} {path} was refused with status {}: {reason}",
                status.as_u16()
            );
        }
        Ok(answer)
    }

    /// Sends a request and gives the status, how long the gateway asks to wait, and the text.
    fn send(&self, request: Request) -> reqwest::Result<(StatusCode, Duration, String)> {
        let response = self.client.execute(request)?;
        let status = response.status();
        let wait = response.headers().get(RETRY_AFTER);
        let seconds: u64 = wait
            .and_then(|wait| wait.to_str().ok()?.parse().ok())
            .unwrap_or(5);
        let wait = Duration::from_secs(seconds.min(60));
        Ok((status, wait, response.text()?))
    }
}

{{#linked}}
/// Takes a value out of an answer, to use it in the next request.
fn pick(answer: &Value, names: &[&str]) -> Result<String> {
    let value = names.iter().fold(answer, |value, name| &value[*name]);
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => {
            bail!("The answer holds no {}: {answer}", names.join("."))
        }
        Value::String(text) => Ok(text.clone()),
        other => Ok(other.to_string()),
    }
}

{{/linked}}
{{#linked_path}}
/// Writes a value so that it can stand in a path.
fn segment(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

{{/linked_path}}
{{#picture}}
/// Saves a picture that came as a data: address.
fn save_picture(answer: &Value, name: &str) -> Result<()> {
    let address = answer[name].as_str().unwrap_or_default();
    let (_, encoded) = address
        .split_once(',')
        .with_context(|| format!("The answer holds no picture in {name}."))?;
    fs::write("qr.png", BASE64_STANDARD.decode(encoded)?)?;
    println!("Saved qr.png");
    Ok(())
}

{{/picture}}
{{#pause}}
/// Asks for something and waits for Enter.
fn pause(text: &str) -> Result<()> {
    println!("{text}");
    io::stdin().read_line(&mut String::new())?;
    Ok(())
}

{{/pause}}
{{#show}}
/// Prints an answer.
fn show(answer: &Value) {
    match answer {
        Value::String(text) => println!("{text}"),
        other => println!("{other:#}"),
    }
}

{{/show}}
/// Reads a setting from the environment.
fn setting(name: &str) -> Result<String> {
    let value = env::var(name).unwrap_or_default();
    if value.is_empty() {
        bail!("Set the environment variable {name} first.");
    }
    Ok(value)
}
