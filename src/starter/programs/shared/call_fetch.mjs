/** Makes one request and returns the answer; one that is refused is an error. */
async function call(method, path, { query = {}, body } = {}) {
  const url = new URL(BASE_URL + path);
  url.search = new URLSearchParams(query);
  let response, text;
  for (let attempt = 1; ; attempt++) {
    try {
      response = await fetch(url, {
        method,
        headers: { "{{token_header}}": ACCESS_TOKEN, "content-type": "application/json" },
        body: JSON.stringify(body),
        redirect: "manual", // The token goes nowhere else.
        signal: AbortSignal.timeout(30_000),
      });
      text = await response.text();
    } catch (error) {
      // The gateway may have taken it: sending it again could do it twice.
      const reason = error.cause?.code ?? error.name;
      const what = `No answer to ${method} ${path} (${reason}).`;
      {{fails}}(`${what} Look whether it was done before you try again.`);
    }
    if (response.status !== 429 || attempt === 4) break;
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    const seconds = parseInt(response.headers.get("retry-after")) || 5;
    await sleep(Math.min(seconds, 60) * 1000);
  }
  let answer = text;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not every answer is JSON: this one stays text.
  }
  if (!response.ok) {
    const reason = answer?.code ? `${answer.code} ${answer.message ?? ""}` : text;
    {{fails}}(`${method} ${path} was refused with status ${response.status}: ${reason}`);
  }
  return answer;
}
