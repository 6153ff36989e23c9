class AsItCame(urllib.request.HTTPErrorProcessor):
    """Hands over every answer as it came: no redirect is followed, no status raised."""

    def http_response(self, request, response):
        return response

    https_response = http_response


def send(method, path, query, body{{form|, form}}):
    """Sends one request and waits for status, headers and text, 30 seconds at most.

    The timeout of urllib begins anew with every byte that arrives; only waiting for a
    thread limits the whole.
    """
    url = BASE_URL + path + ("?" + urllib.parse.urlencode(query) if query else "")
    # Some gateways turn away the name that urllib gives itself.
    headers = {{{headers}}{{headers|, }}"User-Agent": "starter"}
    data = None
    if body is not None:
        headers["Content-Type"] = "application/json"
        data = json.dumps(body).encode()
{{#form}}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        data = urllib.parse.urlencode(form).encode()
{{/form}}
    request = urllib.request.Request(url, data, headers, method=method)
    opener = urllib.request.build_opener(AsItCame)
    answer = Future()

    def run():
        try:
            with opener.open(request, timeout=30) as response:
                text = response.read().decode(errors="replace")
                answer.set_result((response.status, response.headers, text))
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(timeout=30)


def call(method, path, query=None, body=None{{form|, form=None}}):
    """Makes one request and returns the answer. A refusal raises {{fails}}."""
    for attempt in range(4):
        try:
            status, headers, text = send(method, path, query, body{{form|, form}})
        except (OSError, HTTPException, TookTooLong) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise {{fails}}(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if status != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = headers.get("Retry-After", "")
        time.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
    try:
        answer = json.loads(text)
    except ValueError:
        answer = text
    if not 200 <= status < 300:
        error = answer if isinstance(answer, dict) else {}
        reason = f"{error.get('code', '')} {error.get('message', '') or text}".strip()
        raise {{fails}}(f"{method} {path} was refused with status {status}: {reason}")
    return answer
