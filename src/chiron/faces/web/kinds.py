"""The widgets of strangers' kinds of step: what pages need to load one, and an app that sends their files for a year.

Only the files that a manifest names are served, as they were when Chiron started, under addresses that carry their
content's hash; the browser checks that hash before it runs anything. They run under the pages' own security policy:
no inline script, nothing from another host.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from chiron.core.learning.interactions import strangers
from chiron.core.learning.interactions.manifest import in_language

PLACE = "/static/kinds"
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class KindFile:
    """One file. ``path`` is its address below the base path, ``integrity`` what the browser checks."""

    path: str
    integrity: str


@dataclass(frozen=True, slots=True)
class PlainInput:
    """One plain input of the form; ``label`` is "" where the page's own words do."""

    field: str
    label: str
    hint: str
    rows: int


@dataclass(frozen=True, slots=True)
class StrangerWidget:
    """What a page needs of a stranger's kind. Without a module there are the plain inputs alone."""

    element: str
    module: KindFile | None
    styles: KindFile | None
    inputs: tuple[PlainInput, ...]


@cache
def stranger_widget(kind: str, language: str) -> StrangerWidget:
    """The widget of a stranger's kind, its labels in a language. Raises KeyError for what is none."""
    stranger = strangers().kinds[kind]
    widget = stranger.manifest.widget

    def file(name: str | None) -> KindFile | None:
        return None if name is None else _file(kind, name, stranger.files[name])

    return StrangerWidget(
        element=f"chiron-kind-{kind}",
        module=file(widget.module if widget else None),
        styles=file(widget.styles if widget else None),
        inputs=tuple(
            PlainInput(
                each.field,
                in_language(each.label, language) if each.label else "",
                in_language(each.hint, language) if each.hint else "",
                each.rows,
            )
            for each in stranger.manifest.inputs
        ),
    )


def _file(kind: str, name: str, content: bytes) -> KindFile:
    integrity = base64.b64encode(hashlib.sha384(content).digest()).decode()
    return KindFile(f"{PLACE}/{kind}/{hashlib.sha256(content).hexdigest()[:16]}/{name}", f"sha384-{integrity}")


@cache
def _served() -> Mapping[str, bytes]:
    """Address -> content of every file that is served."""
    return {
        _file(kind, name, content).path: content
        for kind, stranger in strangers().kinds.items()
        for name, content in stranger.files.items()
    }


class KindFiles:
    """An ASGI app for ``/static/kinds``: looks an address up among those there are, and opens no file."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one file, or 404."""
        path = f"{PLACE}/{scope['path'].removeprefix(scope.get('root_path', '')).lstrip('/')}"
        await _answer(path, scope["method"])(scope, receive, send)


def _answer(path: str, method: str) -> Response:
    content = _served().get(path)
    if content is None or method not in {"GET", "HEAD"}:
        return PlainTextResponse("Not found", 404)
    kind = "text/css" if path.endswith(".css") else "text/javascript"
    return Response(content, headers=_HEADERS, media_type=f"{kind}; charset=utf-8")
