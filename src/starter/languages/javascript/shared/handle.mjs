/** Handles one event. */
async function handle(event{{ts|: Delivery}}){{ts|: Promise<void>}} {
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
