"""``chiron mcp``: the tutor's tools for an assistant on this machine, over standard input and output.

It speaks to a Chiron that is served, here or elsewhere, with the learner's token; it opens no data itself.
"""

from __future__ import annotations

import argparse
from typing import Any

from chiron.core.errors import InvalidInput, Unavailable
from chiron.faces.cli.office import Office

TOKEN = "CHIRON_TOKEN"  # noqa: S105 - the name of a variable


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be said after ``chiron mcp``."""
    parser.add_argument(
        "--server", metavar="ADDRESS", help="where Chiron is served, such as https://tutor.school.example"
    )


async def run(options: argparse.Namespace, office: Office) -> int:
    """Serve until the assistant hangs up. The token comes from the variable CHIRON_TOKEN, never from the line."""
    token = office.variable(TOKEN)
    if not token:
        raise InvalidInput(f"Set {TOKEN} to a token from Chiron's settings.", field=TOKEN)
    address = f"{(options.server or office.settings.address).rstrip('/')}/mcp"
    try:
        import httpx2
        from mcp import Client
        from mcp.client.streamable_http import streamable_http_client
        from mcp.server.stdio import stdio_server
    except ImportError:
        raise InvalidInput("Install Chiron with the extra mcp: pip install 'chiron-tutor[mcp]'") from None
    async with httpx2.AsyncClient(headers={"authorization": f"Bearer {token}"}, timeout=300.0) as http:
        refused = await _refused(http, address)
        if refused:
            raise Unavailable(refused)
        async with Client(streamable_http_client(address, http_client=http)) as there:
            server = passing_on(there)
            async with stdio_server() as (reading, writing):
                await server.run(reading, writing, server.create_initialization_options())
    return 0


async def _refused(http: Any, address: str) -> str:
    """Why nothing can be done there, in one line; "" where all is well. It is told before the assistant waits."""
    import httpx2

    ping = {"jsonrpc": "2.0", "id": 0, "method": "tools/list"}
    try:
        found = await http.post(address, json=ping, headers={"accept": "application/json, text/event-stream"})
    except httpx2.HTTPError:
        return f"Nothing answers at {address}. Is Chiron running there?"
    if found.status_code < 400 or found.status_code == 400:
        return ""
    try:
        return str(found.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return f"{address} answers {found.status_code}: this is no Chiron that serves assistants."


def passing_on(there: Any) -> Any:
    """A server whose tools are those of another, asked for each time."""
    from mcp.server.lowlevel import Server

    async def on_list_tools(_: Any, __: Any) -> Any:
        return await there.list_tools()

    async def on_call_tool(_: Any, params: Any) -> Any:
        return await there.call_tool(params.name, params.arguments or {})

    return Server(
        "chiron",
        title="Chiron",
        instructions=there.instructions,
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )
