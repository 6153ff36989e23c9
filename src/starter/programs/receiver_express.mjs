// {{title}}
//
// Give the gateway the public address of this program as its webhook: https://your-host/webhook
import { createHash, timingSafeEqual } from "node:crypto";
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#calls}}
import { setTimeout as sleep } from "node:timers/promises";
{{/calls}}
import express from "express";

const PORT = Number(process.env.PORT || 8080);
// Events carry no signature: with a secret in the address, /webhook?secret=..., made-up ones are refused.
const SECRET = process.env.WAWP_WEBHOOK_SECRET;
{{#calls}}
// Credentials come from the environment, so that none stands in this file.
const ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN");
{{#instance}}
const INSTANCE_ID = setting("WAWP_INSTANCE_ID");
{{/instance}}
const BASE_URL = (process.env.WAWP_BASE_URL || "{{server}}").replace(/\/+$/, "");

function setting(name) {
  if (process.env[name]) return process.env[name];
  console.error(`Set the environment variable ${name} first.`);
  process.exit(1);
}
{{/calls}}

// Events are handled one after another.
let queue = Promise.resolve();

const app = express();
const json = express.json({ limit: "1mb", type: () => true, verify: checkBody });

app.post("/webhook", checkSecret, json, (request, response) => {
  const event = request.body;
  if (typeof event !== "object" || Array.isArray(event)) return response.sendStatus(400);
  // The answer does not wait for the work: the gateway would deliver the event again.
  queue = queue.then(() => handle(event)).catch((error) => console.error(error.message));
  response.sendStatus(200);
});

app.all("/webhook", (request, response) => response.set("allow", "POST").sendStatus(405));

// A body that cannot be read. Express knows this function by its four parameters.
app.use((error, request, response, next) => response.sendStatus(400));

const server = app.listen(PORT, (error) => {
  if (error) throw error;
  console.log(`Waiting for events on port ${PORT}, path /webhook`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    server.close();
    await queue; // What was taken is done first. A second Ctrl-C ends the program at once.
    process.exit();
  });
}

function checkSecret(request, response, next) {
  const secret = String(request.query.secret ?? "");
  if (SECRET && !isSame(secret, SECRET)) return response.sendStatus(403);
  next();
}

/** Refuses what Express would mend by itself: an empty body, and one that is not UTF-8. */
function checkBody(request, response, body) {
  if (body.length === 0) throw new Error("The body is empty.");
  new TextDecoder("utf-8", { fatal: true }).decode(body);
}

/** Compares in a time that tells nothing of the secret. */
function isSame(text, secret) {
  const digest = (text) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(text), digest(secret));
}

{{#some}}
/** Whether this program is for events of that name. */
function isWanted(name) {
  return {{is_wanted}};
}

{{/some}}
{{#calls}}
// The gateway delivers an event again when in doubt. A restart forgets which ones were seen.
const seen = new Set();

/** Whether a delivery is not among the last 10,000. */
function isNew(id) {
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > 10_000) {
    const [oldest] = seen;
    seen.delete(oldest);
  }
  return true;
}

{{/calls}}
/** Handles one event. */
async function handle(event) {
{{#some}}
  if (!isWanted(event.event)) return;
{{/some}}
{{#calls}}
  if (!isNew(event.id)) return;
{{#from_me}}
  // Own messages would be answered for ever.
  if (event.payload?.fromMe === true) return;
{{/from_me}}
{{/calls}}
{{#some}}

  // What event.payload holds:
{{/some}}
  {{fields}}
  console.log(JSON.stringify({ event: event.event, payload: event.payload }));
{{#calls}}

  {{steps}}
{{/calls}}
}
{{#calls}}

/** Makes one request and returns the answer. */
async function call(method, path, { query = {}, body } = {}) {
  const url = new URL(BASE_URL + path);
  url.search = new URLSearchParams(query);
  let response, text;
  for (let attempt = 1; ; attempt++) {
    try {
      response = await fetch(url, {
        method,
        headers: { "{{token_header}}": ACCESS_TOKEN, "content-type": "application/json" },
        body: JSON.stringify(body),
        redirect: "manual", // The token goes nowhere else.
        signal: AbortSignal.timeout(30_000),
      });
      text = await response.text();
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
      const reason = error.cause?.code ?? error.name;
      throw new Error(`${method} ${path}: no answer (${reason}). It may have been done.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers.get("retry-after")) || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  let answer = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not every answer is JSON: this one stays text.
  }
  if (!response.ok) {
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : text;
    throw new Error(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}
{{/calls}}
{{#linked}}

/** Takes a value out of the event or an answer, to use it in a request. */
function pick(source, ...names) {
  const value = names.reduce((value, name) => value?.[name], source);
  if (typeof value !== "string" && typeof value !== "number") {
    throw new Error(`There is no ${names.join(".")} in ${JSON.stringify(source)}`);
  }
  return String(value);
}
{{/linked}}
{{#picture}}

/** Saves a picture that came as a data: address. */
function savePicture(answer, name) {
  const [start, base64] = String(answer?.[name]).split(",");
  if (!start.startsWith("data:image/") || !base64) {
    throw new Error(`The answer holds no picture ${name}: ${JSON.stringify(answer)}`);
  }
  writeFileSync("qr.png", Buffer.from(base64, "base64"));
  console.log("Saved qr.png");
}
{{/picture}}
{{#show}}

/** Prints an answer. */
function show(answer) {
  console.log(typeof answer === "string" ? answer : JSON.stringify(answer, null, 2));
}
{{/show}}
