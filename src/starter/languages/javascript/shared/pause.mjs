{{#pause}}
const terminal = createInterface({ input: process.stdin });
const lines = terminal[Symbol.asyncIterator]();

/** Asks for something and waits for Enter. */
async function pause(text{{ts|: string}}){{ts|: Promise<void>}} {
  console.log(text);
  await lines.next();
}

{{/pause}}
