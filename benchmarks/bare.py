"""The references: the least that could do a comparable thing with the same libraries."""

from __future__ import annotations

from fastapi import FastAPI

hello = FastAPI()


@hello.get("/healthz")
async def healthz() -> dict[str, bool]:
    """Answer."""
    return {"ready": True}
