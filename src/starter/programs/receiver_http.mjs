// {{title}}
//
// Give the gateway the public address of this program as its webhook: https://your-host/webhook
import { createHash, timingSafeEqual } from "node:crypto";
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
import { createServer } from "node:http";
{{#calls}}
import { setTimeout as sleep } from "node:timers/promises";
{{/calls}}

const PORT = Number(process.env.PORT || 8080);
// Events carry no signature: with a secret in the address, /webhook?secret=..., made-up ones are refused.
const SECRET = process.env.WAWP_WEBHOOK_SECRET;
const LIMIT = 1024 * 1024;
{{#calls}}
{{> settings.mjs}}
{{/calls}}

// Events are handled one after another.
let queue = Promise.resolve();

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
async function receive(request) {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname !== "/webhook") return 404;
  if (request.method !== "POST") return 405;
  if (SECRET && !isSame(searchParams.get("secret") ?? "", SECRET)) return 403;
  const event = JSON.parse(await read(request));
  if (typeof event !== "object" || event === null || Array.isArray(event)) return 400;
  // The answer does not wait for the work: the gateway would deliver the event again.
  queue = queue.then(() => handle(event)).catch((error) => console.error(error.message));
  return 200;
}

/** Reads the body: UTF-8, and not too long. */
async function read(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  if (size > LIMIT) throw new Error("The body is too long.");
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

{{#calls}}
{{> call_fetch.mjs fails=throw new Error}}

{{> answers.mjs fails=throw new Error}}
{{/calls}}
{{> handling.mjs}}
