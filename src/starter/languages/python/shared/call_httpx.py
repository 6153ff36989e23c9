async def call(method, path, query=None, body=None{{form|, form=None}}):
    """Makes one request and returns the answer. A refusal raises {{fails}}."""
    headers = {{{headers}}}
    for attempt in range(4):
        try:
            async with httpx.AsyncClient(timeout=30) as client:
                request = client.request(
{{^form}}
                    method, BASE_URL + path, params=query, json=body, headers=headers
{{/form}}
{{#form}}
                    method,
                    BASE_URL + path,
                    params=query,
                    json=body,
                    data=form,
                    headers=headers,
{{/form}}
                )
                # Its own timeout begins anew with every byte; this limits the whole.
                response = await asyncio.wait_for(request, 30)
        except (httpx.HTTPError, asyncio.TimeoutError) as error:
            # The gateway may have taken it: sending it again could do it twice.
            raise {{fails}}(
                f"No answer ({type(error).__name__}). "
                "Look whether it was done before you try again."
            ) from error
        if response.status_code != 429 or attempt == 3:
            break
        # Too many requests: this one was not taken, so wait and ask again.
        wait = response.headers.get("Retry-After", "")
        await asyncio.sleep(min(int(wait), 60) if wait.isdecimal() else 5)
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
