"""The built files: their hashed names, and an app that sends them, compressed as the browser likes, for a year."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

BUILT = Path(__file__).parent / "static" / "built"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_FORMS = (("br", ".br"), ("gzip", ".gz"))


def manifest(folder: Path = BUILT) -> dict[str, str]:
    """Plain name -> hashed name, read anew once another build has replaced it.

    Raises FileNotFoundError that says what to do where nothing was built.
    """
    try:
        about = (folder / "manifest.json").stat()
    except FileNotFoundError:
        raise FileNotFoundError("The pages' styles and scripts are not built: run `make assets`.") from None
    return _read(folder / "manifest.json", about.st_mtime_ns, about.st_ino)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int, _file: int) -> dict[str, str]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def asset(name: str) -> str:
    """The path of a built file below the base path, for example ``/static/built/main.1a2b3c4d5e.css``."""
    return f"/static/built/{manifest()[name]}"


def assets_ready() -> bool:
    """Whether the files were built, for the health check and ``chiron doctor``."""
    return (BUILT / "manifest.json").exists()


class BuiltFiles:
    """An ASGI app for ``/static/built``: only files of that folder, never a path out of it."""

    def __init__(self, folder: Path = BUILT) -> None:
        """Serve ``folder``."""
        self.folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file, or 404."""
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        await self._answer(name, scope).__call__(scope, receive, send)

    def _answer(self, name: str, scope: Scope) -> Response:
        path = self.folder / name
        known = path.suffix in _TYPES and path.is_file() and path.resolve().is_relative_to(self.folder.resolve())
        if scope["method"] not in {"GET", "HEAD"} or not known:
            return PlainTextResponse("Not found", 404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        accepted = {piece.split(";")[0].strip() for piece in Headers(scope=scope).get("accept-encoding", "").split(",")}
        if path.suffix in {".css", ".js"}:
            headers["Vary"] = "Accept-Encoding"
            for form, ending in _FORMS:
                packed = path.with_name(path.name + ending)
                if form in accepted and packed.is_file():
                    headers["Content-Encoding"] = form
                    return FileResponse(packed, headers=headers, media_type=_TYPES[path.suffix])
        return FileResponse(path, headers=headers, media_type=_TYPES[path.suffix])
