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
