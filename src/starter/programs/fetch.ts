// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline";
{{/pause}}
import { setTimeout as sleep } from "node:timers/promises";

// Credentials come from the environment, so that none stands in this file.
const ACCESS_TOKEN = setting("WAWP_ACCESS_TOKEN");
{{#instance}}
const INSTANCE_ID = setting("WAWP_INSTANCE_ID");
{{/instance}}
const BASE_URL = (process.env.WAWP_BASE_URL || "{{server}}").replace(/\/+$/, "");

function setting(name: string): string {
  return process.env[name] || stop(`Set the environment variable ${name} first.`);
}

/** Says what is wrong and ends the program. */
function stop(reason: string): never {
  console.error(reason);
  process.exit(1);
}

/** What stands under a name; undefined where nothing does. */
function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}

interface Options {
  query?: Record<string, string>;
  body?: Record<string, unknown>;
}

/** Makes one request and returns the answer. Ends the program if it is refused. */
async function call(
  method: string,
  path: string,
  { query = {}, body }: Options = {},
): Promise<unknown> {
  const url = new URL(BASE_URL + path);
  url.search = new URLSearchParams(query).toString();
  let response: Response;
  let text: string;
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
      const reason = member(member(error, "cause"), "code") ?? member(error, "name");
      stop(`No answer (${reason}). Look whether it was done before you try again.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers.get("retry-after") ?? "") || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  let answer: unknown = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not every answer is JSON: this one stays text.
  }
  if (!response.ok) {
    const code = member(answer, "code");
    const reason = code ? `${code} ${member(answer, "message") ?? ""}` : text;
    stop(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}

{{#linked}}
/** Takes a value out of an answer, to use it in the next request. */
function pick(answer: unknown, ...names: string[]): string {
  const value = names.reduce(member, answer);
  if (typeof value !== "string" && typeof value !== "number") {
    stop(`The answer holds no ${names.join(".")}: ${JSON.stringify(answer)}`);
  }
  return String(value);
}

{{/linked}}
{{#picture}}
/** Saves a picture that came as a data: address. */
function savePicture(answer: unknown, name: string): void {
  const [start, base64] = String(member(answer, name)).split(",");
  if (!start?.startsWith("data:image/") || !base64) {
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
async function pause(text: string): Promise<void> {
  console.log(text);
  await lines.next();
}

{{/pause}}
{{#show}}
/** Prints an answer. */
function show(answer: unknown): void {
  console.log(typeof answer === "string" ? answer : JSON.stringify(answer, null, 2));
}

{{/show}}
async function main(): Promise<void> {
  {{steps}}
{{#pause}}

  terminal.close();
{{/pause}}
}

main().catch((error: unknown) => stop(String(error)));
