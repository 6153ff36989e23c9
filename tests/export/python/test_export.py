"""The OpenAPI export, read by a public validator and by a generator whose client then makes a call."""

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import httpx
from openapi_spec_validator import OpenAPIV31SpecValidator

BINARY = os.environ["WAWP_MCP_BINARY"]


def exported(language: str) -> str:
    command = [BINARY, "export", "openapi", "--language", language]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


class Export(unittest.TestCase):
    def test_the_document_is_valid(self):
        for language in ("en", "ar"):
            with self.subTest(language=language):
                faults = list(OpenAPIV31SpecValidator(json.loads(exported(language))).iter_errors())
                self.assertEqual(faults, [])

    def test_a_generated_client_makes_a_call(self):
        with tempfile.TemporaryDirectory() as folder:
            document, config = Path(folder, "openapi.json"), Path(folder, "config.yaml")
            document.write_text(exported("en"), encoding="utf-8")
            config.write_text("package_name_override: generated\npost_hooks: []\n", encoding="utf-8")
            command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
            command += ["--path", document, "--config", config, "--output-path", Path(folder, "generated")]
            said = subprocess.run(command, check=True, capture_output=True, text=True)
            self.assertNotIn("WARNING", (said.stdout + said.stderr).upper())
            sys.path.insert(0, folder)
            self.addCleanup(sys.path.remove, folder)
            self.hold_generated()

    def hold_generated(self):
        package = importlib.import_module("generated")
        found = list(pkgutil.walk_packages(package.__path__, "generated."))
        modules = {module.name: importlib.import_module(module.name) for module in found}
        calls = [module for module in modules.values() if hasattr(module, "sync_detailed")]
        self.assertEqual(len(calls), 123)

        sent = []

        def answer(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            return httpx.Response(200, json={"id": None, "body": "Hello", "more": 1})

        client = package.AuthenticatedClient(
            base_url="http://gateway.invalid", token="secret", prefix="", auth_header_name="access-token"
        )
        client.set_httpx_client(
            httpx.Client(base_url="http://gateway.invalid", headers={"access-token": "secret"},
                         transport=httpx.MockTransport(answer))
        )
        send_text = next(module for name, module in modules.items() if name.endswith(".send_text") and module in calls)
        body = modules["generated.models"].SendTextBody(
            instance_id="one", chat_id="201012345678@c.us", message="Hello"
        )
        result = send_text.sync_detailed(client=client, body=body)
        self.assertEqual(result.parsed.body, "Hello")
        self.assertEqual((sent[0].method, sent[0].url.path), ("POST", "/v2/send/text"))
        self.assertEqual(
            json.loads(sent[0].content), {"instance_id": "one", "chatId": "201012345678@c.us", "message": "Hello"}
        )


if __name__ == "__main__":
    unittest.main()
