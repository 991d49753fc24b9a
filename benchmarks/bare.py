"""The references: the least that could do a comparable thing with the same libraries."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, StreamingResponse
from starlette.routing import Route

URL = "BENCHMARK_DATABASE"
"""The environment variable with the connection string of the database to write to."""

EVENTS = 200
"""Events of one bare stream."""


@asynccontextmanager
async def _pool(app: FastAPI) -> AsyncIterator[None]:
    if URL not in os.environ:
        yield
        return
    async with AsyncConnectionPool(os.environ[URL], min_size=1, kwargs={"autocommit": True}, open=False) as pool:
        async with pool.connection() as conn:
            await conn.execute("CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, answer text NOT NULL)")
        app.state.pool = pool
        yield


hello = FastAPI(lifespan=_pool)


@hello.get("/healthz")
async def healthz() -> dict[str, bool]:
    """Answer."""
    return {"ready": True}


@hello.post("/write")
async def write(request: Request) -> Response:
    """Keep a form's answer: one row, one transaction."""
    form = await request.form()
    async with request.app.state.pool.connection() as conn:
        await conn.execute("INSERT INTO bare (answer) VALUES (%s)", [str(form["answer"])])
    return Response("<p>kept</p>", media_type="text/html")


async def _events(request: Request) -> StreamingResponse:
    count = int(request.query_params.get("count", EVENTS))

    async def events() -> AsyncIterator[bytes]:
        for number in range(1, count + 1):
            data = json.dumps({"html": "<p>Subtract 4 from both sides.</p>"})
            yield f"id: {number}\nevent: piece\ndata: {data}\n\n".encode()

    return StreamingResponse(events(), media_type="text/event-stream")


async def _healthz(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


stream = Starlette(routes=[Route("/healthz", _healthz), Route("/events", _events)])
