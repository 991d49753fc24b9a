"""The doors for programs, beside the pages: Chiron as a model, and as a server of tools for assistants."""

from __future__ import annotations

from typing import cast

from fastapi import FastAPI
from starlette.routing import Route

from chiron.faces.api.app import make_api
from chiron.faces.mcp.door import McpDoor
from chiron.faces.web.house import House


def with_programs(app: FastAPI) -> FastAPI:
    """The application with what programs may reach. They know no cookies, and so need no form's token."""

    def rooms() -> House:
        return cast(House, app.state.house)

    app.mount("/v1", make_api(rooms))
    app.router.routes.append(Route("/mcp", McpDoor(rooms)))
    return app
