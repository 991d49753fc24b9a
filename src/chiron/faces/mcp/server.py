"""The protocol itself, by its official library. Imported at the first request alone: it is an extra."""

from __future__ import annotations

import json
import logging
from typing import Any
from uuid import uuid4

import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.types import Receive, Scope, Send

from chiron import __version__
from chiron.core.errors import ChironError
from chiron.desks.tutoring.outside.door import Rooms
from chiron.engine.people.tokens import Bearer, note_reading
from chiron.faces.mcp.shapes import dump, schema
from chiron.faces.mcp.tools import FACE, INSTRUCTIONS, TOOLS, Call, Tool

log = logging.getLogger("chiron.mcp")

LARGEST_BODY = 256_000
"""Bytes of one request."""


async def serve(rooms: Rooms, bearer: Bearer, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one request for whoever came with a token; nothing is kept for the next one."""
    manager = StreamableHTTPSessionManager(
        server_for(rooms, bearer), json_response=True, stateless=True, max_request_body_size=LARGEST_BODY
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)


def server_for(rooms: Rooms, bearer: Bearer) -> Server[Any]:
    """The server of one learner's tools, as far as their token allows."""

    async def on_list_tools(_: Any, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_listed(tool) for tool in TOOLS.values() if tool.scope in bearer.scopes])

    async def on_call_tool(_: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        return await _called(rooms, bearer, params.name, params.arguments or {})

    return Server(
        "chiron",
        version=__version__,
        title="Chiron",
        instructions=INSTRUCTIONS,
        on_list_tools=on_list_tools,
        on_call_tool=on_call_tool,
    )


def _listed(tool: Tool) -> types.Tool:
    hints = types.ToolAnnotations(
        title=tool.title,
        read_only_hint=tool.reads,
        destructive_hint=False,
        idempotent_hint=tool.reads,
        open_world_hint=False,
    )
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.schema(),
        output_schema=schema(tool.gives),
        annotations=hints,
    )


async def _called(rooms: Rooms, bearer: Bearer, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    """What a tool gives; what could not be done is told in words that an assistant can pass on."""
    tool = TOOLS.get(name)
    if tool is None:
        return _failed(f"There is no tool {name[:60]!r} here.")
    try:
        bearer.require(tool.scope)
        if tool.reads:
            await note_reading(rooms.database, bearer, FACE, tool.name, rooms.clock())
        found = dump(await tool.act(Call(rooms.tutoring, rooms.models, bearer, arguments)))
    except ChironError as error:
        return _failed(error.message)
    except Exception as fault:
        reference = uuid4().hex[:8]
        log.error("unexpected error %s in the tool %s", reference, tool.name, exc_info=fault)
        return _failed(f"Something broke on our side. Reference: {reference}")
    text = types.TextContent(type="text", text=json.dumps(found, ensure_ascii=False))
    return types.CallToolResult(content=[text], structured_content=found)


def _failed(message: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=message)], is_error=True)
