// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline/promises";
{{/pause}}

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
async function call(method, path, { query = {}, body } = {}) {
  const url = new URL(BASE_URL + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = { "{{token_header}}": ACCESS_TOKEN, "content-type": "application/json" };
  let response, text;
  for (let attempt = 1; attempt <= 4; attempt++) {
    try {
      const signal = AbortSignal.timeout(30_000);
      response = await fetch(url, { method, headers, body: JSON.stringify(body), redirect: "manual", signal });
      text = await response.text();
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
      stop(`No answer (${error.cause?.code ?? error.name}). Look whether it was done before you try again.`);
    }
    if (response.status !== 429) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = Math.min(parseInt(response.headers.get("retry-after")) || 5, 60);
    if (attempt < 4) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
  let answer = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not every answer is JSON: this one stays text.
  }
  if (!response.ok) {
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : text;
    stop(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}

{{#linked}}
/** Takes a value out of an answer, to use it in the next request. */
function pick(answer, ...names) {
  const value = names.reduce((value, name) => value?.[name], answer);
  return String(value ?? stop(`The answer holds no ${names.join(".")}: ${JSON.stringify(answer)}`));
}

{{/linked}}
{{#picture}}
/** Saves a picture that came as a data: address. */
function savePicture(answer, name) {
  const [, base64 = ""] = String(answer?.[name]).split(",");
  writeFileSync("qr.png", Buffer.from(base64, "base64"));
  console.log("Saved qr.png");
}

{{/picture}}
{{#pause}}
/** Asks for something and waits for Enter. */
async function pause(text) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once("close", () => process.stdout.write("\n"));
  await Promise.race([terminal.question(text), new Promise((resolve) => terminal.once("close", resolve))]);
  terminal.close();
}

{{/pause}}
/** Prints an answer. */
function show(answer) {
  console.log(typeof answer === "string" ? answer : JSON.stringify(answer, null, 2));
}

{{steps}}
