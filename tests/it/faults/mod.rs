//! No fault makes the program send twice, lose an answer, hang or die: every kind of call under every kind
//! of fault.

mod answered;
mod broken;
mod cancelled;
mod kept_connections;
mod large_uploads;
mod unconnected;

use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        LazyLock, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use serde_json::{Value, json};
use wawp_mcp::{catalog::Catalog, docs};

use crate::harness::{Answer, Fate, GOOD, Gateway, INSTANCE, Server, SocketGateway, TOKEN};

fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| docs::BUILT_IN[0].catalog().unwrap());
    &CATALOG
}

/// One call of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Risk {
    Read,
    Write,
    Send,
    Destructive,
}

impl Risk {
    const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Send, Self::Destructive];

    fn path(self) -> &'static str {
        match self {
            Self::Read => "/v2/chats/overview",
            Self::Write => "/v2/profile/name",
            Self::Send => "/v2/send/text",
            Self::Destructive => "/v2/messages/delete",
        }
    }

    /// A call that no other test makes: another chat, another name.
    fn call(self) -> Value {
        static NUMBER: AtomicU32 = AtomicU32::new(12_000_000);
        let chat = format!("2010{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = self.path();
        match self {
            Self::Read => json!({"path": path, "method": "GET"}),
            Self::Write => json!({"path": path, "method": "PUT", "body": {"name": format!("Shop {chat}")}}),
            Self::Send => {
                json!({"path": path, "method": "POST", "body": {"chatId": chat, "message": "It is ready"}})
            }
            Self::Destructive => json!({
                "path": path,
                "method": "DELETE",
                "params": {"chatId": chat, "messageId": "true_..._..."},
                "confirm": true,
            }),
        }
    }
}

/// What must come of a call.
#[derive(Clone, Copy, Debug)]
struct Due {
    /// The one outcome, or those of which each would be true.
    outcomes: &'static [&'static str],
    /// The code of the error; none where it is done.
    code: Option<&'static str>,
    /// The least and the most attempts.
    attempts: (u64, u64),
}

impl Due {
    const DONE: Self = Self { outcomes: &["done"], code: None, attempts: (1, 1) };

    const fn not_sent(code: &'static str) -> Self {
        Self { outcomes: &["not_sent"], code: Some(code), attempts: (1, 1) }
    }

    const fn unknown(code: &'static str) -> Self {
        Self { outcomes: &["unknown"], code: Some(code), attempts: (1, 1) }
    }

    const fn after(self, least: u64, most: u64) -> Self {
        Self { attempts: (least, most), ..self }
    }

    /// What of an answer is not as it must be.
    fn faults(&self, answer: &Answer, deadline: Duration) -> Vec<String> {
        let (data, error) = (answer.data(), answer.error());
        let mut faults = Vec::new();
        let mut expect = |right: bool, fault: String| {
            if !right {
                faults.push(fault);
            }
        };
        let outcome = data["outcome"].as_str().unwrap_or_default();
        expect(self.outcomes.contains(&outcome), format!("outcome `{outcome}`, not {:?}", self.outcomes));
        let code = error["code"].as_str();
        expect(code == self.code, format!("code {code:?}, not {:?}", self.code));
        let (least, most) = self.attempts;
        let attempts = data["attempts"].as_u64();
        let few = attempts.is_some_and(|attempts| (least..=most).contains(&attempts));
        expect(few, format!("{attempts:?} attempts, not {least} to {most}"));
        let action = error["action"].as_str().unwrap_or_default();
        let documented = code.and_then(|code| catalog().error(code));
        let fits = match documented {
            Some(error) => action.contains(error.action.en),
            None => code.is_none() || outcome == "unknown" || action.contains("nothing was "),
        };
        expect(fits, format!("the next step is `{action}`"));
        let perhaps = answer.text().contains("may have been");
        expect(perhaps == (outcome == "unknown"), format!("says that it may have been sent: {perhaps}"));
        // A call's own deadline, and a second for the way to the test.
        let most = u64::try_from(deadline.as_millis()).unwrap() + 1_000;
        let elapsed = data["elapsed_ms"].as_u64();
        expect(
            elapsed.is_some_and(|elapsed| elapsed <= most),
            format!("{elapsed:?} ms, {most} are the most"),
        );
        expect(!answer.0.to_string().contains(TOKEN), "the token is shown".to_owned());
        faults
    }
}

/// A gateway whose faults are played to one server.
trait Stage {
    type Fault;

    /// What befalls the next calls of this kind.
    fn strike(&self, risk: Risk, fault: &Self::Fault);
    /// From now on all is well, and counting begins anew.
    fn heal(&self);
    /// How many attempts reached the gateway since then.
    fn arrived(&self) -> u64;
    /// How many of them the gateway took, or read whole and so may have taken.
    fn taken(&self) -> u64;
}

impl Stage for Gateway {
    type Fault = Value;

    fn strike(&self, risk: Risk, fault: &Value) {
        self.heal();
        self.fault(risk.path(), fault.clone());
    }

    fn heal(&self) {
        self.control(&json!({"reset": true}));
    }

    fn arrived(&self) -> u64 {
        self.requests().len() as u64
    }

    fn taken(&self) -> u64 {
        self.requests().iter().filter(|request| request["taken"] == true).count() as u64
    }
}

impl Stage for SocketGateway {
    type Fault = Vec<Fate>;

    fn strike(&self, _risk: Risk, fault: &Vec<Fate>) {
        self.play(fault);
    }

    fn heal(&self) {
        self.play(&[GOOD]);
    }

    fn arrived(&self) -> u64 {
        self.connections() as u64
    }

    fn taken(&self) -> u64 {
        self.requests().iter().filter(|request| request.method != "GET").count() as u64
    }
}

/// One row of a table, for one kind of call.
struct Row<F> {
    name: String,
    risk: Risk,
    fault: F,
    due: Due,
    /// How many of the attempts are taken, whatever the answer says.
    taken: u64,
    /// What else must hold of the answer.
    also: fn(&Answer) -> bool,
}

/// A server and the gateway that it calls.
struct Lane<S> {
    server: Server,
    stage: S,
    deadline: Duration,
}

impl<S: Stage> Lane<S> {
    /// Plays one row, looks that nothing came late, and that the server lives on.
    fn faults(&mut self, row: &Row<S::Fault>) -> Vec<String> {
        let call = row.risk.call();
        self.stage.strike(row.risk, &row.fault);
        let answer = self.server.call("execute_request", call.clone());
        let mut faults = row.due.faults(&answer, self.deadline);
        let (arrived, taken) = (self.stage.arrived(), self.stage.taken());
        if answer.data()["attempts"] != arrived {
            faults.push(format!("{arrived} attempts arrived"));
        }
        if taken != row.taken {
            faults.push(format!("{taken} were taken, not {}", row.taken));
        }
        if !(row.also)(&answer) {
            faults.push("what else must hold does not".to_owned());
        }
        self.stage.heal();
        let mut later = 1;
        if row.risk == Risk::Send {
            let (code, sent) = repeated(&answer.data()["outcome"]);
            let second = self.server.call("execute_request", call);
            if second.error()["code"].as_str() != code {
                faults.push(format!("the identical send: {}, not {code:?}", second.error()["code"]));
            }
            later += sent;
        }
        let alive = self.server.call("execute_request", Risk::Read.call());
        if alive.data()["outcome"] != "done" {
            faults.push(format!("the next call fails: {}", alive.text()));
        }
        // Connections come in their order: whatever was sent before the last call is counted by now.
        if self.stage.arrived() != later {
            faults.push(format!("{} calls came afterwards, not {later}", self.stage.arrived()));
        }
        told(&format!("{} × {:?}", row.name, row.risk), &faults, &answer).into_iter().collect()
    }
}

/// The faults of one row as one text, with the answer's first line.
fn told(row: &str, faults: &[String], answer: &Answer) -> Option<String> {
    let line = answer.text().lines().next().unwrap_or_default();
    (!faults.is_empty()).then(|| format!("{row}: {}\n      {line}", faults.join("; ")))
}

/// What the identical send is answered with, and how many requests it makes.
fn repeated(outcome: &Value) -> (Option<&'static str>, u64) {
    match outcome.as_str() {
        Some("not_sent") => (None, 1),
        Some("done") => (Some("duplicate_send"), 0),
        _ => (Some("outcome_unknown"), 0),
    }
}

/// Plays all rows on some lanes at once, since most of their time is waiting.
fn play<S: Stage>(
    timeout: &str,
    lanes: usize,
    rows: Vec<Row<S::Fault>>,
    stage: impl Fn() -> (S, String) + Sync,
) where
    S::Fault: Send,
{
    let rows = Mutex::new(VecDeque::from(rows));
    let faults = Mutex::new(Vec::new());
    let next = || rows.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
    let note = |found: Vec<String>| faults.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
    let serve = || {
        let mut lane = None;
        while let Some(row) = next() {
            let open = lane.take().unwrap_or_else(|| lane_to(stage(), timeout));
            match catch_unwind(AssertUnwindSafe(|| with(open, &row))) {
                Ok((open, found)) => {
                    note(found);
                    lane = Some(open);
                }
                // The row and its server are lost; the others are not.
                Err(_) => note(vec![format!("{} × {:?}: the server was lost", row.name, row.risk)]),
            }
        }
        if let Some(lane) = lane {
            let ended = lane.server.stop();
            note(if ended.status.success() && ended.stderr.is_empty() { vec![] } else { vec![ended.stderr] });
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..lanes {
            scope.spawn(serve);
        }
    });
    let mut faults = faults.into_inner().unwrap();
    faults.sort();
    assert!(faults.is_empty(), "{} differences:\n{}", faults.len(), faults.join("\n"));
}

fn with<S: Stage>(mut lane: Lane<S>, row: &Row<S::Fault>) -> (Lane<S>, Vec<String>) {
    let faults = lane.faults(row);
    (lane, faults)
}

/// A server of a gateway that has made a first call, so that what it makes once is made.
fn lane_to<S: Stage>((stage, origin): (S, String), timeout: &str) -> Lane<S> {
    stage.heal();
    let mut server = server_to(&origin, timeout);
    server.success("execute_request", Risk::Read.call());
    Lane { server, stage, deadline: deadline(timeout) }
}

fn server_to(origin: &str, timeout: &str) -> Server {
    let start = Server::prepare().env("WAWP_BASE_URL", origin).env("WAWP_TIMEOUT", timeout);
    start.env("WAWP_ACCESS_TOKEN", TOKEN).env("WAWP_INSTANCE_ID", INSTANCE).open()
}

/// Four times the bound on one attempt.
fn deadline(timeout: &str) -> Duration {
    Duration::from_millis(timeout.strip_suffix("ms").unwrap().parse().unwrap()) * 4
}

fn simulated() -> (Gateway, String) {
    let gateway = Gateway::connected();
    let origin = gateway.origin();
    (gateway, origin)
}

fn scripted() -> (SocketGateway, String) {
    let gateway = SocketGateway::scripted(&[GOOD]);
    let origin = gateway.origin();
    (gateway, origin)
}
