"""The server as the Python SDK sees it: one process a test, in a folder of its own, simulated gateway."""

import os
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

BINARY = os.environ["WAWP_MCP_BINARY"]

# The SDK answers slowly only when the server hangs.
PATIENCE = 60


class Server:
    """A connected client, the tools it was told of, and the folder that the server works in."""

    def __init__(self, client, tools, folder):
        self.client = client
        self.tools = tools
        self.folder = folder

    async def call(self, tool, arguments):
        """The tool's result, whose structured content fits the output schema, be it a success or a failure."""
        result = await self.client.call_tool(tool, arguments)
        # The SDK itself checks successes alone.
        faults = Draft202012Validator(self.tools[tool].output_schema).iter_errors(result.structured_content)
        faults = [f"{fault.json_path}: {fault.message}" for fault in faults]
        assert not faults, f"{tool} breaks its output schema: {faults}"
        assert result.content[0].type == "text" and result.content[0].text, f"{tool}: no text for a reader"
        return result

    async def success(self, tool, **arguments):
        result = await self.call(tool, arguments)
        assert not result.is_error, result.content[0].text
        return result.structured_content

    async def failure(self, tool, **arguments):
        result = await self.call(tool, arguments)
        assert result.is_error, result.content[0].text
        return result.structured_content["error"]


@asynccontextmanager
async def connected(mode):
    """A server of its own; after the end it has said nothing on standard error."""
    with tempfile.TemporaryDirectory() as folder, open(Path(folder, "stderr"), "w+") as stderr:
        home, work = Path(folder, "home"), Path(folder, "work")
        home.mkdir()
        work.mkdir()
        parameters = StdioServerParameters(
            command=BINARY, env={"HOME": str(home), "WAWP_MODE": "sandbox"}, cwd=work
        )
        fault = None
        async with Client(stdio_client(parameters, stderr), mode=mode, read_timeout_seconds=PATIENCE) as client:
            tools = (await client.list_tools()).tools
            try:
                yield Server(client, {tool.name: tool for tool in tools}, work)
            except Exception as raised:
                # Raised inside, the client's task groups would wrap it until nobody can read it.
                fault = raised
        if fault:
            raise fault
        stderr.seek(0)
        said = stderr.read()
        assert not said, said
