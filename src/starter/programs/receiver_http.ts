// {{title}}
//
// Give the gateway the public address of this program as its webhook: https://your-host/webhook
import { createHash, timingSafeEqual } from "node:crypto";
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
import { createServer, type IncomingMessage } from "node:http";
{{#calls}}
import { setTimeout as sleep } from "node:timers/promises";
{{/calls}}

const PORT = Number(process.env.PORT || 8080);
// Events carry no signature: with a secret in the address, /webhook?secret=..., made-up ones are refused.
const SECRET = process.env.WAWP_WEBHOOK_SECRET;
const LIMIT = 1024 * 1024;
{{#calls}}
{{> settings.ts}}
{{/calls}}

/** A delivery, as the gateway documents it; anybody may send something else. */
interface Delivery {
  id?: string;
  event?: string;
  payload?: Record<string, unknown>;
}

// Events are handled one after another.
let queue: Promise<void> = Promise.resolve();

const server = createServer(async (request, response) => {
  const status = await receive(request).catch(() => 400);
  if (status === 405) response.setHeader("allow", "POST");
  response.writeHead(status).end();
});
server.listen(PORT, () => console.log(`Waiting for events on port ${PORT}, path /webhook`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    server.close();
    await queue; // What was taken is done first. A second Ctrl-C ends the program at once.
    process.exit();
  });
}

/** Takes a delivery and returns the status of the answer. */
async function receive(request: IncomingMessage): Promise<number> {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
  if (pathname !== "/webhook") return 404;
  if (request.method !== "POST") return 405;
  if (SECRET && !isSame(searchParams.get("secret") ?? "", SECRET)) return 403;
  const event: unknown = JSON.parse(await read(request));
  if (typeof event !== "object" || event === null || Array.isArray(event)) return 400;
  // The answer does not wait for the work: the gateway would deliver the event again.
  queue = queue.then(() => handle(event)).catch((error: Error) => console.error(error.message));
  return 200;
}

/** Reads the body: UTF-8, and not too long. */
async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  if (size > LIMIT) throw new Error("The body is too long.");
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

/** Compares in a time that tells nothing of the secret. */
function isSame(text: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(text), digest(secret));
}

{{#some}}
/** Whether this program is for events of that name. */
function isWanted(name = ""): boolean {
  return {{is_wanted}};
}

{{/some}}
{{#calls}}
// The gateway delivers an event again when in doubt. A restart forgets which ones were seen.
const seen = new Set<string>();

/** Whether a delivery is not among the last 10,000. */
function isNew(id?: string): boolean {
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > 10_000) {
    for (const oldest of seen) {
      seen.delete(oldest);
      break;
    }
  }
  return true;
}

{{/calls}}
{{#calls}}
{{> call_fetch.ts fails=throw new Error}}

{{> answers.ts fails=throw new Error}}
{{/calls}}
/** Handles one event. */
async function handle(event: Delivery): Promise<void> {
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
