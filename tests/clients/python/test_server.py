"""The Python SDK lists the tools and calls each, with a success and a failure, in every way it can connect."""

import asyncio
import base64
import unittest

from server import PATIENCE, connected

TOOLS = [
    "execute_request",
    "generate_starter_code",
    "get_endpoint_details",
    "get_session_health",
    "install_agent_config",
    "list_endpoints",
    "search_docs",
    "send_local_file",
    "set_config",
]
AHMED = "+20 101 234 5678"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n"


class Promises:
    """What holds in both eras; the classes at the end say how the client connects."""

    mode: str
    version: str

    async def test_nine_tools_are_listed_with_schemas_and_annotations(self):
        async with connected(self.mode) as server:
            self.assertEqual(server.client.protocol_version, self.version)
            self.assertEqual(sorted(server.tools), TOOLS)
            for tool in server.tools.values():
                self.assertTrue(tool.title and tool.description, tool.name)
                self.assertEqual(tool.input_schema["type"], "object", tool.name)
                hints = tool.annotations.model_dump(exclude={"title"}, exclude_none=True)
                self.assertEqual(len(hints), 4, f"{tool.name}: {hints}")

    async def test_search_docs(self):
        async with connected(self.mode) as server:
            found = await server.success("search_docs", query="send a text message")
            self.assertEqual(found["results"][0]["path"], "/v2/send/text")
            found = await server.success("search_docs", query="إرسال رسالة نصية")
            self.assertEqual(found["language"], "ar")
            error = await server.failure("search_docs", query="text", limit=0)
            self.assertEqual((error["code"], error["parameter"]), ("invalid_argument", "limit"))

    async def test_list_endpoints(self):
        async with connected(self.mode) as server:
            listed = await server.success("list_endpoints")
            self.assertEqual(listed["total"], 164)
            error = await server.failure("list_endpoints", category="Nonsense")
            self.assertEqual(error["parameter"], "category")

    async def test_get_endpoint_details(self):
        async with connected(self.mode) as server:
            page = await server.success("get_endpoint_details", path="/v2/send/text")
            self.assertIn("message", page["arguments"]["properties"])
            error = await server.failure("get_endpoint_details", path="/v2/send/txt")
            self.assertEqual(error["code"], "unknown_endpoint")
            self.assertTrue(error["suggestions"])

    async def test_set_config(self):
        async with connected(self.mode) as server:
            token = "canary-7f3a"
            shown = await server.success("set_config", access_token=token, test_number=AHMED)
            self.assertTrue(shown["settings"]["access_token"]["set"])
            self.assertNotIn(token, str(shown))
            error = await server.failure("set_config")
            self.assertEqual(error["code"], "missing_argument")

    async def test_execute_request(self):
        async with connected(self.mode) as server:
            body = {"chatId": AHMED, "message": "Hello"}
            send = {"path": "/v2/send/text", "method": "POST", "body": body}
            sent = await server.success("execute_request", **send)
            self.assertEqual((sent["outcome"], sent["status"], sent["simulated"]), ("done", 200, True))
            error = await server.failure("execute_request", **send)
            self.assertEqual(error["code"], "duplicate_send")
            error = await server.failure("execute_request", path="/v2/send/text", method="POST", body={"chatId": AHMED})
            self.assertEqual((error["code"], error["parameter"]), ("missing_argument", "message"))

    async def test_get_session_health(self):
        async with connected(self.mode) as server:
            health = await server.success("get_session_health")
            self.assertEqual((health["connected"], health["status"]), (True, "WORKING"))
            error = await server.failure("get_session_health", instance_id="nobody")
            self.assertTrue(error["message"])

    async def test_send_local_file(self):
        async with connected(self.mode) as server:
            (server.folder / "invoice.pdf").write_bytes(PDF)
            sent = await server.success("send_local_file", file_path="invoice.pdf", chatId=AHMED)
            self.assertEqual((sent["outcome"], sent["mimetype"]), ("done", "application/pdf"))
            error = await server.failure("send_local_file", file_path="none.pdf", chatId=AHMED)
            self.assertEqual(error["code"], "file_not_found")

    async def test_a_qr_code_arrives_as_an_image(self):
        async with connected(self.mode) as server:
            await waits_for_a_scan(server)
            result = await server.call("execute_request", {"path": "/v2/auth/qr-image", "method": "POST"})
            [image] = [block for block in result.content if block.type == "image"]
            self.assertEqual(image.mime_type, "image/png")
            self.assertTrue(base64.b64decode(image.data, validate=True).startswith(PNG))

    async def test_pages_are_resources(self):
        async with connected(self.mode) as server:
            first = await server.client.list_resources()
            self.assertTrue(first.next_cursor)
            page = await server.client.read_resource("wawp://docs/endpoint/POST/v2/send/text?language=ar")
            self.assertIn("POST /v2/send/text", page.contents[0].text)
            templates = await server.client.list_resource_templates()
            self.assertEqual(len(templates.resource_templates), 3)

    async def test_calls_at_the_same_time_each_get_their_own_answer(self):
        async with connected(self.mode) as server:
            limits = range(1, 11)
            calls = [server.success("search_docs", query="send", limit=limit) for limit in limits]
            answers = await asyncio.gather(*calls)
            self.assertEqual([len(answer["results"]) for answer in answers], list(limits))


class Introduced(Promises):
    """A client that asks first is told whom it talks to."""

    async def test_the_client_is_told_name_and_instructions(self):
        async with connected(self.mode) as server:
            self.assertEqual(server.client.server_info.name, "wawp-mcp")
            self.assertTrue(server.client.instructions)


async def waits_for_a_scan(server):
    """Logs the simulated session out and starts it anew: then it waits for a phone."""
    for path in ("/v2/session/logout", "/v2/session/start"):
        await server.success("execute_request", path=path, method="POST", confirm=True)
    async with asyncio.timeout(PATIENCE):
        while (await server.success("get_session_health"))["status"] != "SCAN_QR_CODE":
            await asyncio.sleep(0.02)


class Legacy(Introduced, unittest.IsolatedAsyncioTestCase):
    """`initialize`, as clients up to 2025-11-25 connect."""

    mode, version = "legacy", "2025-11-25"


class Modern(Promises, unittest.IsolatedAsyncioTestCase):
    """2026-07-28, and nothing asked before the first request."""

    mode, version = "2026-07-28", "2026-07-28"


class Auto(Introduced, unittest.IsolatedAsyncioTestCase):
    """`server/discover` first; the newest version that both know."""

    mode, version = "auto", "2026-07-28"


if __name__ == "__main__":
    unittest.main()
