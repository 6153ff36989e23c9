// {{title}}
//
// Give the gateway the public address of this program as its webhook: https://your-host/webhook
import { createHash, timingSafeEqual } from "node:crypto";
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
import { createServer{{ts|, type IncomingMessage}} } from "node:http";
{{#calls}}
import { setTimeout as sleep } from "node:timers/promises";
{{/calls}}

{{> receiver_settings.mjs}}
const LIMIT = 1024 * 1024;
{{#calls}}
{{> settings.mjs}}
{{/calls}}

{{#ts}}
/** A delivery, as the gateway documents it; anybody may send something else. */
interface Delivery {
  id?: string;
  event?: string;
  payload?: Record<string, unknown>;
}

{{/ts}}
// Events are handled one after another.
let queue{{ts|: Promise<void>}} = Promise.resolve();

const server = createServer(async (request, response) => {
  const status = await receive(request).catch(() => 400);
  if (status === 405) response.setHeader("allow", "POST");
  response.writeHead(status).end();
});
server.listen(PORT, () => console.log(`Waiting for events on port ${PORT}, path /webhook`));

{{> end_on_signals.mjs}}

/** Takes a delivery and returns the status of the answer. */
async function receive(request{{ts|: IncomingMessage}}){{ts|: Promise<number>}} {
  const { pathname, searchParams } = new URL(request.url{{ts| ?? ""}}, "http://localhost");
  if (pathname !== "/webhook") return 404;
  if (request.method !== "POST") return 405;
  if (SECRET && !isSame(searchParams.get("secret") ?? "", SECRET)) return 403;
  const event{{ts|: unknown}} = JSON.parse(await read(request));
  if (typeof event !== "object" || event === null || Array.isArray(event)) return 400;
  // The answer does not wait for the work: the gateway would deliver the event again.
  queue = queue.then(() => handle(event)).catch((error{{ts|: Error}}) => console.error(error.message));
  return 200;
}

/** Reads the body: UTF-8, and not too long. */
async function read(request{{ts|: IncomingMessage}}){{ts|: Promise<string>}} {
  const chunks{{ts|: Buffer[]}} = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= LIMIT) chunks.push(chunk);
  }
  if (size > LIMIT) throw new Error("The body is too long.");
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}
