// page.mjs FILE.html: does with a page what a person does. Fills the fields from the environment, presses "Run", presses
// every button that the answers bring once standard input has a line or ends, and waits until "Run" can be pressed
// again. Prints the answers; what is alerted goes to standard error and makes the status 1. A picture becomes qr.png.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline/promises";
import { JSDOM, VirtualConsole, requestInterceptor } from "jsdom";

const PATIENCE = 60_000;
const { WAWP_ACCESS_TOKEN = "", WAWP_INSTANCE_ID = "", WAWP_BASE_URL } = process.env;
const jquery = readFileSync(createRequire(import.meta.url).resolve("jquery").replace(/jquery\.js$/, "jquery.min.js"));

const terminal = createInterface({ input: process.stdin });
const lines = terminal[Symbol.asyncIterator]();

// The library comes from here; nothing else leaves the machine.
const interceptor = requestInterceptor((request) => {
  const { hostname, pathname } = new URL(request.url);
  if (hostname === "127.0.0.1") return undefined;
  if (/\/jquery-4[^/]*\.js$/.test(pathname)) {
    return new Response(jquery, { headers: { "content-type": "text/javascript", "access-control-allow-origin": "*" } });
  }
  return new Response("not from here", { status: 403 });
});

const faults = new VirtualConsole();
faults.on("jsdomError", (error) => fail(`page error: ${error.message} ${error.cause?.stack ?? ""}`));
faults.on("error", (...said) => console.error(...said));

// The page stands at the gateway's own address: whether a gateway lets in pages from elsewhere is not the page's doing.
const { window } = await JSDOM.fromFile(process.argv[2], {
  url: new URL(WAWP_BASE_URL).origin,
  runScripts: "dangerously",
  resources: { interceptors: [interceptor] },
  virtualConsole: faults,
});
const { document } = window;
setTimeout(() => fail("the page took too long"), PATIENCE).unref();
await new Promise((resolve) => window.addEventListener("load", resolve));

fill("#token", WAWP_ACCESS_TOKEN);
fill("#instance", WAWP_INSTANCE_ID);
fill("#base", WAWP_BASE_URL);
const run = document.querySelector("#run");
run.click();
while (run.disabled) {
  await new Promise((resolve) => new window.MutationObserver(resolve).observe(document, { attributes: true, childList: true, subtree: true }));
  const button = document.querySelector("#answers button:not([data-pressed])");
  if (button) {
    button.dataset.pressed = "";
    console.log(button.parentElement.textContent);
    await lines.next();
    button.click();
  }
}

const picture = document.querySelector("#answers img");
if (picture) {
  writeFileSync("qr.png", Buffer.from(picture.src.split(",")[1], "base64"));
  console.log("Saved qr.png");
}
for (const answer of document.querySelectorAll("#answers pre")) console.log(answer.textContent);
const alerts = [...document.querySelectorAll("#answers [role=alert]")].map((alert) => alert.textContent);
if (alerts.length) fail(alerts.join("\n"));
// What was printed goes first.
process.stdout.write("", () => process.exit());

function fill(selector, text) {
  const field = document.querySelector(selector);
  if (field) field.value = text;
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
