"""What the page about talking to the tutor from elsewhere shows runs as it stands there, against a served Chiron."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO

import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from chiron.faces.web.build import build
from chiron.faces.web.house import House
from chiron.main.programs import with_programs
from tests.docs.test_how_to import ROOT, blocks
from tests.ports import free_port
from tests.web.conftest import Clock, People
from tests.web.test_as_a_model import a_token

PAGE = ROOT / "docs/how-to/talk-to-the-tutor-from-elsewhere.md"


@pytest.fixture
async def address(rooms: House) -> AsyncIterator[str]:
    """A Chiron that is served on this machine, in this very loop."""
    app = with_programs(build(replace(rooms.site, hosts=("127.0.0.1",)), lambda: None))  # type: ignore[arg-type, return-value]
    app.state.house = rooms
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await serving


def ran(code: str, token: str) -> str:
    """What a sample prints."""
    told = StringIO()
    with redirect_stdout(told):
        exec(compile(code, PAGE.name, "exec"), {"TOKEN": token})
    return told.getvalue()


async def test_the_samples_of_the_page_run(address: str, rooms: House, people: People, clock: Clock) -> None:
    token = await a_token(rooms, people.ada, clock)
    samples = [
        body.replace("http://localhost:8000", address).replace("foundations-of-algebra", "tiny")
        for _, body in blocks(PAGE, "python")
    ]
    assert len(samples) == 3
    told = await asyncio.to_thread(ran, "\n".join(samples[:2]), token)
    assert told.startswith("chiron/tiny\n**First**")
    assert "Look at the sign." in told
    told = await asyncio.to_thread(ran, samples[2], token)
    assert "What is x?" in told
    assert "Not yet." in told


async def test_the_command_serves_an_assistant_over_standard_input(
    address: str, rooms: House, people: People, clock: Clock
) -> None:
    environment = {**os.environ, "CHIRON_TOKEN": await a_token(rooms, people.ada, clock)}
    command = ["-m", "chiron.main.command", "mcp", "--server", address]
    started = StdioServerParameters(command=sys.executable, args=command, env=environment)
    # This way of greeting has no time-out of the library's own: a busy machine may take long to start it.
    async with Client(stdio_client(started), mode="legacy") as client:
        found = await client.call_tool("go_on", {})
    assert isinstance(found.structured_content, dict)
    assert found.structured_content["question"]["text"] == "What is x?"
