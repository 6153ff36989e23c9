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

{{> receiver_settings.mjs}}
{{#calls}}
{{> settings.mjs}}
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

{{> end_on_signals.mjs}}

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

{{> own_calls.mjs}}
{{> deliveries.mjs}}
{{> handle.mjs}}
