"""The program under test: its tool `generate_starter_code`, what it offers, and its rehearsal of a call."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from urllib.parse import urlsplit

BINARY = os.environ["WAWP_MCP_BINARY"]

# An endpoint and an event that every language and library is asked for.
A_CALL = {"path": "/v2/send/text", "method": "POST"}
AN_EVENT = {"path": "message"}
EVERY_EVENT = {"path": "/v2/webhooks-overview"}

CALLS, RECEIVES = "calls", "receives"


def clean_environment(**more):
    """The environment without this project's variables, and with these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAWP_")}
    return {**kept, **more}


@dataclass(frozen=True, order=True)
class Printer:
    """One way to write a program: what it is for, in which language, with which library."""

    job: str
    language: str
    library: str

    def __str__(self):
        return f"{self.language}/{self.library} {self.job}"

    @property
    def slug(self):
        return re.sub(r"\W+", "_", str(self))


class Refused(Exception):
    """What a tool answers instead of a result."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.error = error


class Server:
    """The MCP server over stdio, one question after the other."""

    def __init__(self, **environment):
        self.process = subprocess.Popen(
            [BINARY],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=clean_environment(**environment),
        )
        self.asked = 0
        client = {"name": "starter matrix", "version": "1"}
        self.ask("initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": client})
        self.say({"jsonrpc": "2.0", "method": "notifications/initialized"})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def say(self, message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def ask(self, method, params):
        self.asked += 1
        self.say({"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params})
        while True:
            answer = json.loads(self.process.stdout.readline())
            if answer.get("id") == self.asked:
                return answer["result"]

    def whole(self, tool, **arguments):
        """Everything that is answered, text and structure."""
        return self.ask("tools/call", {"name": tool, "arguments": arguments})

    def call(self, tool, **arguments):
        answer = self.whole(tool, **arguments)["structuredContent"]
        if "error" in answer:
            raise Refused(answer["error"])
        return answer

    def starter(self, printer, **wanted):
        """A generated program."""
        return self.call("generate_starter_code", language=printer.language, library=printer.library, **wanted)

    def rehearsed(self, path, method, arguments):
        """The request that `execute_request` would make, credentials aside."""
        request = self.call("execute_request", path=path, method=method, body=arguments, dry_run=True)["request"]
        return {
            "method": request["method"],
            "path": urlsplit(request["url"]).path,
            "query": request["query"],
            "body": request.get("body"),
        }

    def languages(self):
        tools = self.ask("tools/list", {})["tools"]
        [tool] = [tool for tool in tools if tool["name"] == "generate_starter_code"]
        return tool["inputSchema"]["properties"]["language"]["enum"]

    def printers(self):
        """Everything that the tool offers, as it names it itself when asked for a library that there is not."""
        offered = []
        for language in self.languages():
            for job, asked in ((CALLS, A_CALL), (RECEIVES, AN_EVENT)):
                offered += [Printer(job, language, library) for library in self.libraries(job, language, asked)]
        return offered

    def libraries(self, job, language, asked):
        try:
            self.call("generate_starter_code", language=language, library="nope", **asked)
        except Refused as refusal:
            if refusal.error["parameter"] == "language":
                # The language does none of this.
                return []
            named = re.fullmatch(
                rf".*? {job}(?: events)? by (.+?); leave it out for the first", refusal.error["expected"]
            )
            return named[1].split(", ")
        raise AssertionError(f"{language} has a library of the name `nope`")

    def pages(self, kind):
        """The path and method of every page of a kind: `endpoint` or `webhook`."""
        groups = self.call("list_endpoints")["groups"]
        entries = [entry for group in groups for entry in group["entries"] if entry["kind"] == kind]
        return [(entry["path"], entry["method"]) for entry in entries]


def webhooks():
    """An example delivery of each event, by its name, out of the exported documentation."""
    command = [BINARY, "export", "openapi"]
    document = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    return {name: example_of(item["post"]["requestBody"]) for name, item in document["webhooks"].items()}


def example_of(body):
    content = body["content"]["application/json"]
    if "example" in content:
        return content["example"]
    [example] = list(content["examples"].values())[:1]
    return example["value"]
