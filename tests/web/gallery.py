"""Every sample page as a small web app: to look at, and for the browser's tests of the look."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from chiron.core.errors import NotFound
from chiron.faces.web.assets import BuiltFiles
from chiron.faces.web.headers import security_headers
from chiron.faces.web.page import render
from tests.web import samples

TASKS: dict[str, Any] = {
    "expression": {"decimal": ".", "language": "en", "variables": ["x"], "form": [], "equation": False},
    "numeric": {"decimal": ".", "unit": "cm", "variable": None, "form": "any"},
    "choice": {"options": [{"id": "1", "text": "$x = 2$"}, {"id": "2", "text": "No solution"}]},
    "multiple-choice": {"options": [{"id": "1", "text": "$x = 2$"}, {"id": "2", "text": "No solution"}]},
    "order": {
        "items": [{"id": "1", "text": "Multiply out"}, {"id": "2", "text": "Gather"}, {"id": "3", "text": "Divide"}],
        "first": None,
        "last": None,
    },
    "match": {
        "lefts": [{"id": "1", "text": "Root"}, {"id": "2", "text": "Leaf"}],
        "rights": [{"id": "1", "text": "takes in water"}, {"id": "2", "text": "takes in light"}],
    },
    "cloze": {
        "pieces": [
            {"text": "Plants make "},
            {"gap": "sugar", "bank": None, "number": False},
            {"text": " from "},
            {"gap": "light", "bank": ["light", "soil"], "number": False},
            {"text": "."},
        ],
        "decimal": ".",
    },
    "graph": {
        "x": {"low": "-6", "high": "6", "step": "1", "snap": "1", "label": "$x$"},
        "y": {"low": "-6", "high": "6", "step": "1", "snap": "1", "label": "$y$"},
        "asked": "line",
        "count": 2,
        "names": None,
        "given": {
            "lines": [{"source": "y = -x + 4", "numbers": ["1", "1", "4"], "text": "y = -x + 4"}],
            "points": [{"at": ["-4", "2"], "label": "P"}],
        },
        "decimal": ".",
    },
    "table": {
        "corner": "$x$",
        "columns": ["$2x$", "$y = 2x + 1$"],
        "rows": [
            {"head": "0", "cells": [{"text": "0"}, {"gap": "r1c2", "bank": None, "task": {"unit": "cm"}}]},
            {"head": "5", "cells": [{"gap": "r2c1", "bank": ["5", "10"], "task": {}}, {"text": "11"}]},
        ],
    },
    "labelling": {
        "drawing": (Path(__file__).parent / "drawings" / "plant-cell.svg").read_text(encoding="utf-8"),
        "size": [480, 340],
        "themed": False,
        "targets": [
            {"id": "1", "x": 0.217, "y": 0.353, "description": "the round body at the upper left"},
            {"id": "2", "x": 0.2, "y": 0.676, "description": "a green oval with lines in it"},
            {"id": "3", "x": 0.883, "y": 0.665, "description": "an oval with a folded line in it, at the right"},
            {"id": "4", "x": 0.6, "y": 0.5, "description": "the large pale space"},
        ],
        "labels": [
            {"id": "1", "text": "mitochondrion"},
            {"id": "2", "text": "nucleus"},
            {"id": "3", "text": "vacuole"},
            {"id": "4", "text": "chloroplast"},
            {"id": "5", "text": "ribosome"},
        ],
    },
    "text": {},
    "open": {"lines": 6, "limit": 20000},
    "code": {
        "function": "mean",
        "starter": "def mean(numbers):\n    ",
        "lines": 8,
        "tests": [{"call": "mean([1, 2, 3])", "result": "2"}, {"call": "mean([1, 2])", "result": "1.5"}],
        "hidden": 2,
        "limit": 20000,
    },
}
DEMO = [
    {"id": "ada", "title": "Ada, learner", "words": "In the middle of an equation", "action_words": "Enter as Ada"},
    {
        "id": "dana",
        "title": "Dana, teacher",
        "words": "Class 8B, three people need her",
        "action_words": "Enter as Dana",
    },
]
COURSE = samples.course()


def contexts() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name -> (template, context) of every sample page."""
    base = {"course": COURSE, "course_id": "algebra", "notice": None, "key": "key-1234-5678"}
    work = {"undo_step": "gather", "typed": None, "unread": None, "problem": None}
    work |= {"streaming": None, "reported": "", "wanted": None}
    known = samples.every(COURSE)
    of_map = {"every": known, "chosen": samples.evidence(COURSE), "shown": 10, "asked": False, "reported": False}
    sign_in = {
        "school": "Hillside School",
        "sign_in_name": "amara.n",
        "next": "/",
        "demo": DEMO,
        "kept": None,
        "ask_school": False,
        "school_typed": "",
    }
    wrong = {"password": "That name and password do not match. Try again, or ask your teacher for a new password."}
    short = {"password": "Enter a password of 12 characters or more"}
    values = {"name": "Ruth Adeyemi", "sign_in_name": "ruth", "school": "", "country": "", "time_zone": ""}
    missing = {"error": NotFound("There is no such page.")}
    found: dict[str, tuple[str, dict[str, Any]]] = {
        "today": (
            "today.html",
            base | {"view": samples.today(COURSE), "news": (), "assigned": ()},
        ),
        "chosen": ("today.html", base | {"view": samples.chosen(COURSE), "news": (), "assigned": ()}),
        "example": (
            "example.html",
            base | {"view": samples.before(COURSE), "example": samples.before(COURSE).example},
        ),
        "challenge": ("practice.html", base | work | {"view": samples.challenge(COURSE)}),
        "break": ("summary.html", base | {"view": samples.pause(COURSE), "placed": ()}),
        "map": ("map.html", base | of_map | {"as_list": False, "many": False}),
        "map-list": ("map.html", base | of_map | {"as_list": True, "many": False}),
        "summary": ("summary.html", base | {"view": samples.summary(COURSE), "placed": ()}),
        "finished": ("practice.html", base | work | {"view": samples.practice(COURSE, finished=True)}),
        "sign-in": ("sign_in.html", sign_in | {"errors": wrong}),
        "first-run": ("first_run.html", {"step": 1, "values": values, "errors": short, "ask_code": False}),
        "components": ("components.html", {}),
        "error": ("error.html", missing | {"path": "/learn/x", "reference": None, "waiting": None, "by_itself": False}),
    }
    for kind, task in TASKS.items():
        view = samples.practice(COURSE, kind, task)
        found["practice" if kind == "expression" else kind] = ("practice.html", base | work | {"view": view})
    return found


async def show(request: Request) -> Response:
    """One page; ?theme=, contrast=, letters=, reading_size=, motion= and language= as preferences."""
    name = request.path_params["name"]
    template, context = contexts()[name]
    if name not in {"sign-in", "first-run"}:
        query = dict(request.query_params)
        tag = query.pop("language", "en")
        chosen: dict[str, Any] = {k: int(v) if v.isdigit() else v for k, v in query.items()}
        person = samples.person(**chosen)
        person = type(person)(
            person.school, person.id, person.name, "ada", person.roles, language=tag, preferences=person.preferences
        )
        request.state.sitting = SimpleNamespace(person=person, school=SimpleNamespace(time_zone="UTC"))
    response = render(request, template, **context)
    response.headers.update(security_headers(False))
    return response


app = Starlette(
    routes=[
        Mount("/static/built", BuiltFiles()),
        Route("/favicon.ico", lambda _: Response(status_code=204)),
        Route("/{name}", show),
    ]
)
