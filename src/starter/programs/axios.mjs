// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline";
{{/pause}}
import { setTimeout as sleep } from "node:timers/promises";
import axios from "axios";

// Credentials come from the environment, so that none stands in this file.
const ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN");
{{#instance}}
const INSTANCE_ID = setting("WAWP_INSTANCE_ID");
{{/instance}}
const BASE_URL = (process.env.WAWP_BASE_URL || "{{server}}").replace(/\/+$/, "");

function setting(name) {
  return process.env[name] || stop(`Set the environment variable ${name} first.`);
}

/** Says what is wrong and ends the program. */
function stop(reason) {
  console.error(reason);
  process.exit(1);
}

/** Makes one request and returns the answer. Ends the program if it is refused. */
async function call(method, path, { query, body } = {}) {
  let response;
  for (let attempt = 1; ; attempt++) {
    try {
      response = await axios({
        method,
        url: BASE_URL + path,
        params: query,
        data: body,
        headers: { "{{token_header}}": ACCESS_TOKEN },
        maxRedirects: 0, // The token goes nowhere else.
        validateStatus: () => true, // The status is looked at below.
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
      const reason = error.code ?? error.name;
      stop(`No answer (${reason}). Look whether it was done before you try again.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers["retry-after"]) || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  const answer = response.data; // axios has read the JSON; anything else stays text.
  if (response.status < 200 || response.status > 299) {
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : readable(answer);
    stop(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}

{{#linked}}
/** Takes a value out of an answer, to use it in the next request. */
function pick(answer, ...names) {
  const value = names.reduce((value, name) => value?.[name], answer);
  if (typeof value !== "string" && typeof value !== "number") {
    stop(`The answer holds no ${names.join(".")}: ${JSON.stringify(answer)}`);
  }
  return String(value);
}

{{/linked}}
{{#picture}}
/** Saves a picture that came as a data: address. */
function savePicture(answer, name) {
  const [start, base64] = String(answer?.[name]).split(",");
  if (!start.startsWith("data:image/") || !base64) {
    stop(`The answer holds no picture ${name}: ${JSON.stringify(answer)}`);
  }
  writeFileSync("qr.png", Buffer.from(base64, "base64"));
  console.log("Saved qr.png");
}

{{/picture}}
{{#pause}}
const terminal = createInterface({ input: process.stdin });
const lines = terminal[Symbol.asyncIterator]();

/** Asks for something and waits for Enter. */
async function pause(text) {
  console.log(text);
  await lines.next();
}

{{/pause}}
function readable(answer) {
  return typeof answer === "string" ? answer : JSON.stringify(answer, null, 2);
}

{{#show}}
/** Prints an answer. */
function show(answer) {
  console.log(readable(answer));
}

{{/show}}
{{steps}}
{{#pause}}

terminal.close();
{{/pause}}
