"""Two origins, one process: what comes in by the second port meets the play origin alone, and nothing else does."""

from __future__ import annotations

from typing import cast

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from chiron.faces.play.app import PlayOrigin, Rooms
from chiron.faces.web.assets import BUILT, manifest
from chiron.faces.web.house import House


class Apart:
    """Tells the two by the port that was connected to, which no header can change."""

    def __init__(self, app: ASGIApp, play: ASGIApp, port: int) -> None:
        """Stand before ``app``; ``play`` has what comes in by ``port``."""
        self._app, self._play, self._port = app, play, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand one connection on."""
        server = scope.get("server")
        apart = scope["type"] != "lifespan" and server is not None and server[1] == self._port
        await (self._play if apart else self._app)(scope, receive, send)


def with_play(app: FastAPI, port: int) -> FastAPI:
    """The application with the play origin before it; without one where there is no port."""

    def rooms() -> Rooms:
        house = cast(House, app.state.house)
        return Rooms(
            house.database,
            house.play,
            house.clock,
            lambda: BUILT / manifest()["player.js"],
            lambda: BUILT / manifest()["player.css"],
        )

    if port:
        app.add_middleware(Apart, play=PlayOrigin(rooms), port=port)
    return app
