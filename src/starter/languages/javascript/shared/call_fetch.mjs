{{#ts}}
/** What stands under a name; undefined where nothing does. */
function member(value: unknown, name: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[name];
}

interface Options {
  query?: Record<string, string>;
  body?: Record<string, unknown>;
{{#form}}
  form?: Record<string, string>;
{{/form}}
}

{{/ts}}
/** Makes one request and returns the answer; one that is refused is an error. */
{{#js}}
async function call(method, path, { query = {}, body{{form|, form}} } = {}) {
{{/js}}
{{#ts}}
async function call(
  method: string,
  path: string,
  { query = {}, body{{form|, form}} }: Options = {},
): Promise<unknown> {
{{/ts}}
  const url = new URL(BASE_URL + path);
  url.search = new URLSearchParams(query){{ts|.toString()}};
{{#js}}
  let response, text;
{{/js}}
{{#ts}}
  let response: Response;
  let text: string;
{{/ts}}
  for (let attempt = 1; ; attempt++) {
    try {
      response = await fetch(url, {
        method,
{{^form}}
        headers: { {{headers}}{{headers|, }}"content-type": "application/json" },
        body: JSON.stringify(body),
{{/form}}
{{#form}}
        headers: {
{{#headers}}
          {{headers}},
{{/headers}}
          "content-type": form ? "application/x-www-form-urlencoded" : "application/json",
        },
        body: form ? new URLSearchParams(form) : JSON.stringify(body),
{{/form}}
        redirect: "manual", // The token goes nowhere else.
        signal: AbortSignal.timeout(30_000),
      });
      text = await response.text();
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
{{#js}}
      const reason = error.cause?.code ?? error.name;
{{/js}}
{{#ts}}
      const reason = member(member(error, "cause"), "code") ?? member(error, "name");
{{/ts}}
      const what = `No answer to ${method} ${path} (${reason}).`;
      {{fails}}(`${what} Look whether it was done before you try again.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers.get("retry-after"){{ts| ?? ""}}) || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  let answer{{ts|: unknown}} = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not every answer is JSON: this one stays text.
  }
  if (!response.ok) {
{{#js}}
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : text;
{{/js}}
{{#ts}}
    const code = member(answer, "code");
    const reason = code ? `${code} ${member(answer, "message") ?? ""}` : text;
{{/ts}}
    {{fails}}(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}
