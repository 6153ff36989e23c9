// check_pages.mjs FILE…: whether each is HTML without a fault, and its scripts parse.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { JSDOM } from "jsdom";

// jsdom's own parser of HTML, which says what jsdom passes over.
const { parse } = createRequire(createRequire(import.meta.url).resolve("jsdom"))("parse5");

for (const file of process.argv.slice(2)) {
  const html = readFileSync(file, "utf8");
  const faults = [];
  parse(html, { onParseError: (fault) => faults.push(`${fault.startLine}: ${fault.code}`) });
  const scripts = [...new JSDOM(html).window.document.querySelectorAll("script:not([src])")];
  if (scripts.length !== 1) faults.push(`${scripts.length} scripts; a text may have ended one`);
  for (const script of scripts) {
    try {
      new Script(script.textContent, { filename: file });
    } catch (error) {
      faults.push(error.stack);
    }
  }
  for (const fault of faults) {
    console.error(`${file}: ${fault}`);
    process.exitCode = 1;
  }
}
