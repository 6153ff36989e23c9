//! `send_local_file`: a file of the workspace, sent to a chat.

use std::fmt::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Context, Effect, Tool,
    calling::{self, Called},
    pages::lookup,
};
use crate::{
    catalog::{Catalog, Operation},
    files::{FileError, LocalFile},
    guard::Consent,
    reply::{CallFacts, Pictures, Reply, ToolError, members},
    request::{CallInput, prepare},
    values::{Digest, MediaKind, MediaRule, Method},
};

/// Sends a file.
pub struct SendLocalFile;

/// Arguments of `send_local_file`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Args {
    /// Inside the workspace
    file_path: String,
    /// Default: the test number
    #[serde(rename = "chatId")]
    chat_id: Option<String>,
    /// Detected when left out
    r#type: Option<MediaKind>,
    caption: Option<String>,
    /// Shown instead of the file's own
    filename: Option<String>,
    /// Message id to quote
    reply_to: Option<String>,
    /// Let the gateway convert audio or video
    convert: Option<bool>,
    /// Video as a round note
    as_note: Option<bool>,
    /// Check and show, send nothing
    #[serde(default)]
    dry_run: bool,
    /// The user said yes
    #[serde(default)]
    confirm: bool,
    /// Send the same again
    #[serde(default)]
    allow_duplicate: bool,
    /// Gateway id
    api: Option<String>,
}

/// Result of `send_local_file`.
#[derive(Serialize, JsonSchema)]
pub struct Output {
    #[serde(flatten)]
    call: CallFacts,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<String>,
    #[serde(flatten)]
    file: FileFacts,
    #[serde(skip_serializing_if = "Option::is_none")]
    dry_run: Option<bool>,
}

/// What is sent, and where to; told beside an error too.
#[derive(Clone, Serialize, JsonSchema)]
struct FileFacts {
    endpoint: String,
    chat_id: String,
    mimetype: &'static str,
    filename: String,
    size: u64,
    sha256: String,
}

/// A file that was read, and where it goes.
struct Loaded {
    file: LocalFile,
    bytes: Vec<u8>,
    digest: Digest,
    operation: &'static Operation,
    name: String,
}

impl Tool for SendLocalFile {
    const NAME: &'static str = "send_local_file";
    const TITLE: &'static str = "Send a local file";
    const DESCRIPTION: &'static str = "Send a file from the workspace to a chat; its type is detected. For a file on the web use execute_request.";
    const EFFECT: Effect = Effect::Acts;
    const EXAMPLE: &'static str = r#"{"file_path": "invoice.pdf", "chatId": "201012345678@c.us"}"#;
    type Args = Args;
    type Output = Output;

    async fn run(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
        send(ctx, args).await
    }
}

async fn send(ctx: &Context, args: Args) -> Result<Reply, ToolError> {
    let gateway = ctx.gateway(args.api.as_deref())?;
    let catalog = gateway.catalog()?;
    let loaded = load(ctx, catalog, &args)?;
    let test_number = ctx.connection.test_number().map(|found| found.value);
    if args.chat_id.is_none() && test_number.is_none() {
        return Err(no_recipient());
    }
    let body = body(&loaded, &args);
    let given = CallInput { body: Some(&body), test_number: test_number.as_ref(), ..CallInput::default() };
    let prepared = prepare(&catalog.provider, loaded.operation, &given)?;
    let chat = prepared.recipient().map(ToString::to_string).unwrap_or_default();
    let file = facts(&loaded, &chat);
    let account = calling::account(ctx, gateway).await?;
    if args.dry_run {
        let request = ctx.app.rehearse(&prepared, &account);
        let request =
            request.map_err(|fault| calling::of_fault(ctx, account.provider(), loaded.operation, &fault))?;
        let call = CallFacts { request: Some(calling::request_value(&request)), ..calling::not_made(ctx) };
        let output = Output { call, status: None, message_id: None, file, dry_run: Some(true) };
        let what =
            if ctx.app.is_simulated() { "dry run, SIMULATED, nothing sent" } else { "dry run, nothing sent" };
        return Ok(Reply::new(line(what, &loaded, &chat, &args), &output));
    }
    let consent = Consent { confirmed: args.confirm, duplicate_allowed: args.allow_duplicate };
    let called = calling::call(ctx, &account, prepared, consent).await;
    let called = called.map_err(|error| error.beside(&file))?;
    if !called.exchange.answer.is_success() {
        let mut error = calling::gateway_error(ctx, catalog, called);
        // The request would repeat the file.
        error.call.request = None;
        return Err(error.beside(&file));
    }
    Ok(sent(ctx, catalog, called, file, line("sent", &loaded, &chat, &args)))
}

fn load(ctx: &Context, catalog: &'static Catalog, args: &Args) -> Result<Loaded, ToolError> {
    if args.file_path.trim().is_empty() {
        return Err(ToolError::invalid(
            "file_path",
            &args.file_path,
            "it must name a file inside the workspace",
        ));
    }
    let roots = ctx.app.roots(ctx.workspace.as_deref());
    let rules: Vec<&MediaRule> = catalog.provider.files.iter().map(|route| &route.rule).collect();
    let file = LocalFile::open(&args.file_path, &roots, args.r#type, &rules);
    let mut file = file.map_err(|fault| of_file(catalog, &fault))?;
    let (bytes, digest) = file.read().map_err(|fault| of_file(catalog, &fault))?;
    let route = catalog.provider.files.iter().find(|route| route.rule.kind == file.kind);
    // The file was opened as one of these kinds.
    let route = route.ok_or_else(|| ToolError::new("internal", "the file has no way to be sent"))?;
    let operation = lookup::operation(catalog, Method::Post, route.path)?;
    let given = args
        .filename
        .as_deref()
        .map(|name| crate::values::without_controls(name).replace(['/', '\\', '\n'], "_"));
    let name = given.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| file.name.clone());
    Ok(Loaded { file, bytes, digest, operation, name })
}

/// The arguments of the endpoint: those of the file, and of the others what was given or the endpoint cannot do without.
fn body(loaded: &Loaded, args: &Args) -> Map<String, Value> {
    let Loaded { file, bytes, operation, name, .. } = loaded;
    // The gateway's documents ask for an address; its own client sends local files like this.
    let url = format!("data:{};base64,{}", file.mimetype, STANDARD.encode(bytes));
    let mut body = members(json!({
        "chatId": args.chat_id.as_deref().unwrap_or("test"),
        "file": {"url": url, "filename": name, "mimetype": file.mimetype},
    }));
    let choices = [
        ("caption", args.caption.as_ref().map(|text| json!(text)), json!("")),
        ("convert", args.convert.map(Value::Bool), json!(file.needs_conversion)),
        ("asNote", args.as_note.map(Value::Bool), json!(false)),
        ("reply_to", args.reply_to.as_ref().map(|text| json!(text)), Value::Null),
    ];
    for (name, given, usual) in choices {
        let argument = operation.arguments.iter().find(|argument| argument.name == name);
        let value = match (argument, given) {
            (Some(_), Some(given)) => given,
            (Some(argument), None) if argument.required => usual,
            _ => continue,
        };
        body.insert(name.to_owned(), value);
    }
    body
}

fn facts(loaded: &Loaded, chat: &str) -> FileFacts {
    FileFacts {
        endpoint: loaded.operation.name(),
        chat_id: chat.to_owned(),
        mimetype: loaded.file.mimetype,
        filename: loaded.name.clone(),
        size: loaded.file.size,
        sha256: loaded.digest.to_string(),
    }
}

fn line(what: &str, loaded: &Loaded, chat: &str, args: &Args) -> String {
    let Loaded { file, operation, name, digest, .. } = loaded;
    let whom = if args.chat_id.is_none() { format!("{chat} (the test number)") } else { chat.to_owned() };
    format!(
        "{what}: {name} ({}, {} bytes) to {whom} by {}\nsha256 {digest}",
        file.mimetype,
        file.size,
        operation.name()
    )
}

fn sent(ctx: &Context, catalog: &Catalog, called: Called, file: FileFacts, mut text: String) -> Reply {
    let Called { exchange, operation } = called;
    // The request would repeat the file.
    let call = CallFacts { request: None, ..calling::facts(ctx, &exchange) };
    let status = Some(exchange.answer.status);
    let (data, _) = Pictures::taken_from(exchange.answer.content);
    let message_id = calling::message_id(&catalog.provider, operation, &data);
    if let Some(id) = &message_id {
        let _ = write!(text, "\nmessage id {id}");
    }
    if ctx.app.is_simulated() {
        text.push_str("\nSIMULATED: nothing left this machine");
    }
    Reply::new(text, &Output { call, status, message_id, file, dry_run: None })
}

fn no_recipient() -> ToolError {
    let message = "`send_local_file` needs `chatId`: no test number is set to send to instead";
    ToolError { parameter: Some("chatId".to_owned()), ..ToolError::new("missing_argument", message) }
        .action("give `chatId`, a phone number or a chat id; or set `WAWP_TEST_NUMBER`")
}

fn of_file(catalog: &Catalog, fault: &FileError) -> ToolError {
    let link = catalog
        .plain_send()
        .map_or_else(String::new, |send| format!(", or a link to it by `{}`", send.name()));
    let smaller = format!("send a smaller file{link}");
    let (code, action) = match fault {
        FileError::NoRoots | FileError::Outside { .. } => (
            "file_not_allowed",
            "ask the user to copy the file into the workspace, or to add its folder to `WAWP_FILE_ROOTS`",
        ),
        FileError::Private(_) | FileError::NotRegular(_) | FileError::Empty(_) => {
            ("file_not_allowed", "choose another file")
        }
        FileError::NotFound(_) => {
            ("file_not_found", "check the path; relative ones start at the workspace's root")
        }
        FileError::TooLarge { .. } => ("file_too_large", smaller.as_str()),
        FileError::Unsupported { .. } => {
            ("unsupported_media_type", "leave `type` out, or send it as `document`")
        }
        FileError::NoWay { .. } => ("unsupported_media_type", "send a link to the file instead"),
        FileError::Io { .. } => ("file_not_allowed", "check the file's permissions"),
    };
    ToolError { parameter: Some("file_path".to_owned()), ..ToolError::new(code, fault.to_string()) }
        .action(action)
        .not_sent()
}
