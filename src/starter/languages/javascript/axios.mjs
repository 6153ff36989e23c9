// {{title}}
{{#picture}}
import { writeFileSync } from "node:fs";
{{/picture}}
{{#pause}}
import { createInterface } from "node:readline";
{{/pause}}
import { setTimeout as sleep } from "node:timers/promises";
import axios from "axios";

{{> settings.mjs}}

/** Makes one request and returns the answer. Ends the program if it is refused. */
async function call(method, path, { query, body{{form|, form}} } = {}) {
  let response;
  for (let attempt = 1; ; attempt++) {
    try {
      response = await axios({
        method,
        url: BASE_URL + path,
        params: query,
        data: {{form|form ? new URLSearchParams(form) : }}body,
{{#headers}}
        headers: { {{headers}} },
{{/headers}}
        maxRedirects: 0, // The token goes nowhere else.
        validateStatus: () => true, // The status is looked at below.
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
      const reason = error.code ?? error.name;
      stop(`No answer (${reason}). Look whether it was done before you try again.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers["retry-after"]) || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  const answer = response.data; // axios has read the JSON; anything else stays text.
  if (response.status < 200 || response.status > 299) {
    const text = typeof answer === "string" ? answer : JSON.stringify(answer);
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : text;
    stop(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}

{{> pause.mjs}}
{{> answers.mjs fails=stop}}
{{steps}}
{{#pause}}

terminal.close();
{{/pause}}
