// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline";
{{/pause}}
import { setTimeout as sleep } from "node:timers/promises";

{{> settings.ts}}

{{> call_fetch.ts fails=stop}}

{{#pause}}
const terminal = createInterface({ input: process.stdin });
const lines = terminal[Symbol.asyncIterator]();

/** Asks for something and waits for Enter. */
async function pause(text: string): Promise<void> {
  console.log(text);
  await lines.next();
}

{{/pause}}
{{> answers.ts fails=stop}}
async function main(): Promise<void> {
  {{steps}}
{{#pause}}

  terminal.close();
{{/pause}}
}

main().catch((error: unknown) => stop(String(error)));
