"""Nothing lost when a sitting ends in mid-answer: the form waits through signing in, and one click sends it."""

from __future__ import annotations

import json

from fastapi import Request
from starlette.datastructures import FormData
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.engine.people import schools
from chiron.faces.web import csrf
from chiron.faces.web.house import house
from chiron.faces.web.page import render
from chiron.faces.web.people import entering

_LARGEST = 300_000
_NEVER = frozenset({"csrf", "password", "old_password", "kept"})


async def sign_in_first(request: Request, error: ChironError, demo: list[dict[str, str]] | None = None) -> Response:
    """The sign-in page for a form that came without a sitting, with the form's fields kept in it.

    ``demo`` are the one-click entries of a demonstration: nobody there has a password.
    """
    form = FormData() if csrf.takes_much(request) else await csrf.form_of(request)
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in _NEVER]
    kept = json.dumps({"path": request.url.path, "fields": fields}, ensure_ascii=False) if fields else ""
    only = await schools.only(house(request).database)
    response = entering.page(
        request,
        "sign_in.html",
        200 if "hx-request" in request.headers else error.status,
        school=only.name if only else None,
        ask_school=only is None,
        school_typed="",
        sign_in_name="",
        next="/",
        kept=kept if len(kept) <= _LARGEST else "",
        errors={},
        demo=demo,
    )
    if "hx-request" in request.headers:
        response.headers.update({"HX-Retarget": ".page", "HX-Reselect": ".page", "HX-Reswap": "outerHTML"})
    return response


def resend(request: Request, token: str, form: dict[str, str]) -> Response | None:
    """A page that sends the kept form again, under the new sitting; None when nothing was kept."""
    if not form.get("kept"):
        return None
    try:
        path, fields = _read(form["kept"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidInput("What was kept of your form cannot be read. Go back and send it again.") from None
    request.state.csrf = csrf.token(house(request).secret, token)
    return render(request, "people/resend.html", action=path, fields=fields)


def _read(kept: str) -> tuple[str, list[tuple[str, str]]]:
    found = json.loads(kept)
    path = entering.way_on(_text(found["path"]))
    return path, [(_text(name), _text(value)) for name, value in found["fields"] if name not in _NEVER]


def _text(value: object) -> str:
    """Text that can be written: JSON may carry halves of characters."""
    return str(value).encode("utf-8", "replace").decode()
