//! What a client is shown: portable, truthful, in one order, and cheap.

use serde_json::{Value, json};
use tiktoken_rs::CoreBPE;

use crate::harness::{Answer, Server};

const TOOLS: [&str; 9] = [
    "execute_request",
    "generate_starter_code",
    "get_endpoint_details",
    "get_session_health",
    "install_agent_config",
    "list_endpoints",
    "search_docs",
    "send_local_file",
    "set_config",
];

fn tools(server: &mut Server) -> Vec<Value> {
    server.request("tools/list", json!({}))["tools"].as_array().unwrap().clone()
}

#[test]
fn the_tools_are_these_and_each_runs() {
    let mut server = Server::prepare().open();
    let names: Vec<String> =
        tools(&mut server).iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, TOOLS);
    // Without arguments each answers something of its own.
    for (name, told) in TOOLS.into_iter().zip([
        "error missing_argument: `execute_request` needs `path`\n",
        "error missing_argument: `generate_starter_code` needs `language`\n",
        "error missing_argument: `get_endpoint_details` needs `path`\n",
        "error not_configured: `POST /v2/session/info`: no access token is set\n",
        "19 of 19 files written\n",
        "164 entries\n",
        "error missing_argument: `search_docs` needs `query`\n",
        "error missing_argument: `send_local_file` needs `file_path`\n",
        "error missing_argument: `set_config` needs at least one of `instance_id`, `access_token`, ",
    ]) {
        let answer = server.call(name, json!({}));
        assert!(answer.text().starts_with(told), "{name}: {}", answer.text());
    }
}

#[test]
fn every_tool_says_what_it_is_and_does() {
    let mut server = Server::prepare().open();
    for tool in tools(&mut server) {
        let name = tool["name"].as_str().unwrap();
        // The words themselves stand in the snapshot of the list.
        let title = tool["title"].as_str().unwrap();
        assert!(title.contains(' ') && !title.contains('_'), "{name} is `{title}`: words, no name");
        let description = tool["description"].as_str().unwrap();
        assert!(description.contains(' ') && description.ends_with('.'), "{name}: {description}");
        assert_eq!(tool["inputSchema"]["type"], "object", "{name}");
        assert_eq!(tool["inputSchema"]["additionalProperties"], false, "{name}");
        assert_eq!(tool["outputSchema"]["type"], "object", "{name}");
        assert!(tool["outputSchema"]["properties"]["error"].is_object(), "{name}: failures fit it too");
        let hint = |hint: &str| tool["annotations"][hint].as_bool().unwrap();
        let hints = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"].map(hint);
        let truth = match name {
            "search_docs" | "list_endpoints" | "get_endpoint_details" | "generate_starter_code" => {
                [true, false, true, false]
            }
            "get_session_health" => [true, false, true, true],
            "install_agent_config" => [false, false, true, false],
            "set_config" => [false, false, true, true],
            _ => [false, true, false, true],
        };
        assert_eq!(hints, truth, "{name}");
    }
}

#[test]
fn input_schemas_use_the_plain_words_alone() {
    const WORDS: [&str; 12] = [
        "type",
        "properties",
        "required",
        "enum",
        "description",
        "default",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "items",
        "additionalProperties",
    ];
    fn check(place: &str, schema: &Value) {
        let schema = schema.as_object().unwrap_or_else(|| panic!("{place} is {schema}"));
        for (word, value) in schema {
            assert!(WORDS.contains(&word.as_str()), "{place} uses `{word}`");
            match word.as_str() {
                "type" => assert!(value.is_string(), "{place}: a nullable union"),
                "properties" => value
                    .as_object()
                    .unwrap()
                    .iter()
                    .for_each(|(name, s)| check(&format!("{place}.{name}"), s)),
                "items" => check(&format!("{place}[]"), value),
                "additionalProperties" => assert!(value.is_boolean(), "{place}"),
                _ => {}
            }
        }
    }
    let mut server = Server::prepare().open();
    for tool in tools(&mut server) {
        check(tool["name"].as_str().unwrap(), &tool["inputSchema"]);
    }
}

#[test]
fn a_change_of_what_agents_see_is_seen_in_review() {
    let mut server = Server::prepare().open();
    let list = server.request("tools/list", json!({}));
    insta::assert_json_snapshot!("tools_list", list);
}

#[test]
fn the_list_has_one_page() {
    let mut server = Server::prepare().open();
    assert!(server.request("tools/list", json!({})).get("nextCursor").is_none());
    let id = server.ask("tools/list", json!({"cursor": "more"}));
    assert_eq!(server.answer_to(id)["error"]["code"], -32602);
}

/// Counts o200k tokens.
struct Counter(CoreBPE);

impl Counter {
    fn new() -> Self {
        Self(tiktoken_rs::o200k_base().unwrap())
    }

    fn of(&self, text: &str) -> usize {
        self.0.encode_ordinary(text).len()
    }

    /// Tokens of the text block; the structured content may cost twice the budget.
    fn within(&self, answer: &Answer, budget: usize) -> usize {
        let (text, data) = (self.of(answer.text()), self.of(&answer.data().to_string()));
        assert!(text <= budget, "{text} tokens of text, {budget} allowed:\n{}", answer.text());
        assert!(data <= 2 * budget, "{data} tokens of data, {} allowed:\n{}", 2 * budget, answer.data());
        text
    }
}

#[test]
fn what_every_session_pays_for_is_small() {
    let counter = Counter::new();
    let mut server = Server::prepare().spawn();
    let client = json!({"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
    let info = server.request("initialize", client);
    let instructions = counter.of(info["instructions"].as_str().unwrap());
    assert!(instructions <= 250, "{instructions}");
    server.notify("notifications/initialized", json!({}));
    let list = server.request("tools/list", json!({}));
    let seen: Vec<Value> = list["tools"].as_array().unwrap().iter().map(|tool| {
        json!({"name": tool["name"], "description": tool["description"], "inputSchema": tool["inputSchema"]})
    }).collect();
    let seen = counter.of(&Value::Array(seen).to_string());
    assert!(seen <= 1_500, "{seen}");
    let whole = list.to_string().len();
    assert!(whole <= 16_000, "{whole} bytes");
}

#[test]
fn answers_of_the_docs_tools_keep_their_budgets() {
    let counter = Counter::new();
    let mut server = Server::prepare().open();
    for question in
        ["send a text message", "group participants", "why was my message not delivered", "ارسال صورة لعميل"]
    {
        counter.within(&server.success("search_docs", json!({"query": question})), 600);
        let many = server.success("search_docs", json!({"query": question, "limit": 20}));
        let hits = many.data()["results"].as_array().unwrap().len();
        counter.within(&many, 600 + 120 * hits.saturating_sub(5));
    }
    let list = server.success("list_endpoints", json!({}));
    println!("list_endpoints: {} tokens", counter.within(&list, 2_500));
    let mut sizes = Vec::new();
    for group in list.data()["groups"].as_array().unwrap() {
        for entry in group["entries"].as_array().unwrap() {
            let page = json!({"path": entry["path"], "method": entry["method"]});
            sizes.push(counter.within(&server.success("get_endpoint_details", page), 2_500));
        }
    }
    let (median, most) = median_and_most(sizes);
    println!("get_endpoint_details: median {median} and at most {most} tokens");
    assert!(median <= 1_500);
}

#[test]
fn answers_to_many_questions_keep_their_budget() {
    let counter = Counter::new();
    let mut server = Server::prepare().open();
    let mut sizes = Vec::new();
    for line in include_str!("facts/questions/held_out.jsonl").lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        let answer = server.success("search_docs", json!({"query": question["query"]}));
        sizes.push(counter.within(&answer, 600));
    }
    let (median, most) = median_and_most(sizes);
    println!("search_docs: median {median} and at most {most} tokens");
    assert!(median <= 450);
}

/// The median and the largest.
fn median_and_most(mut sizes: Vec<usize>) -> (usize, usize) {
    sizes.sort_unstable();
    (sizes[sizes.len() / 2], sizes[sizes.len() - 1])
}

#[test]
fn no_answer_is_longer_than_24000_bytes() {
    let mut server = Server::prepare().open();
    for path in ["/v2/send/list", "/v2/chats", "/v2/messaging-overview", "missing_param"] {
        let every = json!({"path": path, "include": ["schema", "examples", "errors", "notes", "related"]});
        assert!(server.success("get_endpoint_details", every).text().len() <= 24_000, "{path}");
    }
}
