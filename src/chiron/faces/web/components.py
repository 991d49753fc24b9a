"""The living style page: every component in every state. Served in a demonstration only."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import NotFound
from chiron.faces.web.house import house
from chiron.faces.web.page import render

router = APIRouter()


@router.get("/components")
async def components(request: Request) -> Response:
    """Every component, to look at."""
    if not house(request).site.demo:
        raise NotFound("There is no such page. The address may be misspelt, or what it showed is gone.")
    return render(request, "components.html")
