//! What a client waits for and what stays in memory, measured from outside on whole processes, beside a hand-written
//! JSON-RPC loop in the same run: `cargo bench --bench start`, or `-- BINARY` for another build.

#![expect(clippy::print_stdout, reason = "the table is the result")]

mod harness;

use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
    time::{Duration, Instant},
};

use harness::{INITIALIZE, Outcome, Program, middle, millis, times};

/// Processes of each kind, after a few that warm the page cache.
const STARTS: usize = 100;
const WARM_UP: usize = 10;
/// Calls of each tool.
const CALLS: usize = 300;
/// The argument that makes this program the loop.
const LOOP: &str = "--loop";

// What is aimed at; told, never asserted, since machines differ.
const AIM_RATIO: f64 = 1.8;
const AIM_MEMORY: f64 = 8.0;
const AIM_SEARCH: Duration = Duration::from_millis(2);

const SEARCH: (&str, &str) = ("search_docs", r#"{"query":"send a text message"}"#);
const DETAILS: (&str, &str) = ("get_endpoint_details", r#"{"path":"/v2/send/text"}"#);
const EXECUTE: (&str, &str) = (
    "execute_request",
    r#"{"path":"/v2/contacts/check-exists","method":"GET","params":{"phone":"201012345678"}}"#,
);

fn main() -> Outcome<()> {
    // Cargo adds `--bench`.
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let given = arguments.next();
    if given.as_deref() == Some(LOOP) {
        return answer_by_hand();
    }
    let binary = given.map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_wawp-mcp")), PathBuf::from);
    let server = Program::simulated(binary, None);
    let by_hand = Program::simulated(std::env::current_exe()?, Some(LOOP));
    println!("{} against a loop of a few lines, {STARTS} starts of each in turn", server.path.display());
    starts(&server, &by_hand)?;
    calls(&server)
}

/// Start, memory and first search.
fn starts(server: &Program, by_hand: &Program) -> Outcome<()> {
    let (mut ours, mut theirs) = (Samples::default(), Samples::default());
    for round in 0..WARM_UP + STARTS {
        let (one, other) = (start_once(server)?, start_once(by_hand)?);
        if round >= WARM_UP {
            ours.push(&one);
            theirs.push(&other);
        }
    }
    let ratio = millis(middle(&mut ours.start)) / millis(middle(&mut theirs.start));
    println!("\n{:<34}{:>10}{:>10}{:>10}", "", "median", "p95", "aim");
    times("start to answer, wawp-mcp", &mut ours.start, "");
    times("start to answer, the loop", &mut theirs.start, "");
    println!("{:<34}{ratio:>10.2}{:>10}{:>10}", "ratio", "", format!("≤ {AIM_RATIO}"));
    times("first search after start", &mut ours.search, &format!("≤ {} ms", AIM_SEARCH.as_millis()));
    memory("resident after initialize", &mut ours.resident, AIM_MEMORY);
    memory("  not backed by the program file", &mut ours.own, f64::NAN);
    memory("resident after the first search", &mut ours.resident_searched, AIM_MEMORY);
    memory("resident, the loop", &mut theirs.resident, f64::NAN);
    Ok(())
}

/// The tools, called one after the other in one process.
fn calls(server: &Program) -> Outcome<()> {
    let mut running = server.start()?;
    running.initialize()?;
    println!("\n{:<34}{:>10}{:>10}", format!("over stdio, {CALLS} calls"), "median", "p95");
    for tool in [SEARCH, DETAILS, EXECUTE] {
        running.call(tool)?;
        let mut taken = (0..CALLS).map(|_| running.call(tool)).collect::<Outcome<Vec<Duration>>>()?;
        times(tool.0, &mut taken, "");
    }
    running.stop()
}

#[derive(Default)]
struct Samples {
    start: Vec<Duration>,
    search: Vec<Duration>,
    resident: Vec<f64>,
    own: Vec<f64>,
    resident_searched: Vec<f64>,
}

/// What one process showed.
struct Seen {
    start: Duration,
    search: Duration,
    resident: Option<f64>,
    own: Option<f64>,
    resident_searched: Option<f64>,
}

impl Samples {
    fn push(&mut self, seen: &Seen) {
        self.start.push(seen.start);
        self.search.push(seen.search);
        self.resident.extend(seen.resident);
        self.own.extend(seen.own);
        self.resident_searched.extend(seen.resident_searched);
    }
}

fn start_once(program: &Program) -> Outcome<Seen> {
    let begin = Instant::now();
    let mut running = program.start()?;
    running.ask(INITIALIZE)?;
    let start = begin.elapsed();
    let (resident, own) = (running.memory("VmRSS"), running.memory("RssAnon"));
    running.is_initialized()?;
    let search = running.call(SEARCH)?;
    let resident_searched = running.memory("VmRSS");
    running.stop()?;
    Ok(Seen { start, search, resident, own, resident_searched })
}

/// The yardstick: reads lines, finds the method, writes canned answers. It knows no JSON, so it is as fast as can be.
fn answer_by_hand() -> Outcome<()> {
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some((_, rest)) = line.split_once(r#""id":"#) else { continue };
        let id = rest.split([',', '}']).next().unwrap_or("null");
        let result = if line.contains(r#""method":"initialize""#) {
            r#"{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"loop","version":"1"}}"#
        } else if line.contains(r#""method":"tools/list""#) {
            r#"{"tools":[]}"#
        } else {
            r#"{"content":[{"type":"text","text":"found"}]}"#
        };
        writeln!(output, r#"{{"jsonrpc":"2.0","id":{id},"result":{result}}}"#)?;
        output.flush()?;
    }
    Ok(())
}

fn memory(what: &str, samples: &mut [f64], aim: f64) {
    samples.sort_by(f64::total_cmp);
    let Some(median) = samples.get(samples.len() / 2) else { return };
    let aim = if aim.is_nan() { String::new() } else { format!("≤ {aim} MiB") };
    println!("{what:<34}{:>10}{:>10}{aim:>10}", format!("{median:.1} MiB"), "");
}
