def send(method, path, query, body{{form|, form}}):
    """Sends one request and waits for the answer, 30 seconds at most.

    The timeout of requests begins anew with every byte that arrives; only waiting for a
    thread limits the whole.
    """
    answer = Future()

    def run():
        try:
            response = requests.request(
                method,
                BASE_URL + path,
                params=query,
                json=body,
{{#form}}
                data=form,
{{/form}}
                headers={{{headers}}},
                timeout=30,
                allow_redirects=False,
            )
            response.encoding = "utf-8"
            answer.set_result(response)
        except Exception as error:
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(timeout=30)


def call(method, path, query=None, body=None{{form|, form=None}}):
    """Makes one request and returns the answer. A refusal raises {{fails}}."""
    for attempt in range(4):
        try:
            response = send(method, path, query, body{{form|, form}})
        except (requests.RequestException, TookTooLong) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise {{fails}}(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if response.status_code != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = response.headers.get("Retry-After", "")
        time.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
    try:
        answer = response.json()
    except ValueError:
        answer = response.text
    if not 200 <= response.status_code < 300:
        error = answer if isinstance(answer, dict) else {}
        reason = f"{error.get('code', '')} {error.get('message', '') or response.text}".strip()
        raise {{fails}}(
            f"{method} {path} was refused with status {response.status_code}: {reason}"
        )
    return answer
