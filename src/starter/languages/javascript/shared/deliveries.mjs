/** Compares in a time that tells nothing of the secret. */
function isSame(text{{ts|: string}}, secret{{ts|: string}}){{ts|: boolean}} {
  const digest = (text{{ts|: string}}) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(text), digest(secret));
}

{{#some}}
/** Whether this program is for events of that name. */
function isWanted(name{{ts| = ""}}){{ts|: boolean}} {
  return {{is_wanted}};
}

{{/some}}
{{#calls}}
// The gateway delivers an event again when in doubt. A restart forgets which ones were seen.
const seen = new Set{{ts|<string>}}();

/** Whether a delivery is not among the last 10,000. */
function isNew(id{{ts|?: string}}){{ts|: boolean}} {
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > 10_000) {
{{#js}}
    const [oldest] = seen;
    seen.delete(oldest);
{{/js}}
{{#ts}}
    for (const oldest of seen) {
      seen.delete(oldest);
      break;
    }
{{/ts}}
  }
  return true;
}

{{/calls}}
