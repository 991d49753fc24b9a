"""Bringing into a draft what lies elsewhere: a source is chosen, looked through, and what is ticked comes in."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, NotFound
from chiron.core.learning.outline.tree import Skill, Tree
from chiron.desks.studio import drafting as desk
from chiron.desks.studio.drafting import Chosen, SourceShown, Taken
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, typed
from chiron.faces.web.teacher.drafts import Author, draft_of, home, refuse, revision_of
from chiron.faces.web.teacher.drafts_acts import Form
from chiron.faces.web.teacher.drafts_view import MOST_FOUND, Draft, opened, sought
from chiron.faces.web.teacher.drafts_words import asked_words, hard_words, taken_words
from chiron.faces.web.teacher.outline_stems import stem_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts/{id}/add")
AT_ONCE = 200
"""Items of a source's skill on one page."""
PARTS = ("from", "unit", "start", "at", "skill", "find", "into")
"""What an address of these pages holds."""


@router.get("")
async def show(request: Request, author: Author, id: str) -> Response:
    """The sources; or one of them, to be looked through."""
    asked = {name: [request.query_params.get(name, "")] for name in PARTS}
    found = await draft_of(author, id)
    if first(asked, "from"):
        return await _source(request, author, found, asked)
    return await _sources(request, author, found, asked)


@router.post("")
async def take(request: Request, author: Author, id: str) -> Response:
    """Bring in what is ticked."""
    form = await typed(request)
    found = await draft_of(author, id)
    try:
        taken = await desk.take(
            author.desk,
            author.house.database,
            author.person,
            author.school,
            home(author),
            found.id,
            revision_of(form),
            first(form, "from"),
            _chosen(found.tree, form),
        )
    except ChironError as wrong:
        refuse(wrong)
        return await _source(request, author, await draft_of(author, id), form, wrong)
    told = {"brought": f"{taken.skills}.{taken.items}.{taken.texts}.{taken.there}"}
    kept = {name: first(form, name) for name in PARTS if first(form, name)}
    return author.go(f"/teacher/drafts/{found.id}/add?{urlencode(kept | told)}")


def _chosen(tree: Tree, form: Form) -> Chosen:
    """What is ticked. Raises InvalidInput where nothing is: an empty choice would mean all."""
    picked = {name: tuple(form.get(f"pick-{name}", [])) for name in ("unit", "skill", "item", "text")}
    if not any(picked.values()):
        raise InvalidInput(_("Tick what shall come in first."))
    into = first(form, "into")
    return Chosen(
        picked["unit"],
        picked["skill"],
        picked["item"],
        picked["text"],
        into_unit=into if any(unit.key == into for unit in tree.units) else None,
        into_skill=into if into in tree.skills else None,
    )


async def _sources(request: Request, author: Teaching, found: Draft, asked: Form) -> Response:
    async with author.house.database.school(author.school.id) as conn:
        lines = await desk.sources(conn, author.person, found.id)
    return render(
        request,
        "teacher/outline_sources.html",
        draft=found,
        lines=lines,
        into=first(asked, "into"),
        aim=_aim(found, first(asked, "into")),
        now=author.now,
        here="courses",
    )


async def _source(
    request: Request, author: Teaching, found: Draft, asked: Form, wrong: ChironError | None = None
) -> Response:
    shown = await desk.source(
        author.desk, author.house.database, author.person, author.school, home(author), first(asked, "from"), found.id
    )
    tree, find = shown.tree, first(asked, "find").strip()[:100]
    skill = _skill(tree, first(asked, "skill"))
    parts = sought(tree, find) if find else []
    return render(
        request,
        "teacher/outline_add.html",
        422 if wrong is not None else 200,
        draft=found,
        source=shown,
        source_key=first(asked, "from"),
        open=None if find or skill else opened(tree, {name: first(asked, name) for name in ("unit", "start", "at")}),
        skill=skill,
        items=skill.items[:AT_ONCE] if skill else (),
        find=find,
        found=parts[:MOST_FOUND] if find else None,
        more=max(0, len(parts) - MOST_FOUND),
        into=first(asked, "into"),
        aim=_aim(found, first(asked, "into")),
        there=lambda part: _there(shown, part),
        said=_brought(request) if wrong is None else "",
        problem=wrong.message if wrong is not None else "",
        asks=asked_words,
        stem_words=stem_words,
        hard=hard_words,
        here="courses",
    )


def _skill(tree: Tree, key: str) -> Skill | None:
    if key and key not in tree.skills:
        raise NotFound(_("There is no such skill in what it comes from."))
    return tree.skills.get(key)


def _there(shown: SourceShown, part: Skill) -> tuple[int, int]:
    """How many of a skill's items the draft has, of how many."""
    return sum(item.key in shown.there for item in part.items), len(part.items)


def _aim(found: Draft, into: str) -> str:
    """The title of the unit or skill that things are brought into; empty for wherever they belong."""
    part = found.tree.by_key.get(into)
    return str(getattr(part, "title", ""))


def _brought(request: Request) -> str:
    """What came in a moment ago, from four numbers of the address."""
    numbers = request.query_params.get("brought", "").split(".")
    if len(numbers) != 4 or not all(text.isascii() and text.isdigit() and len(text) < 7 for text in numbers):
        return ""
    skills, items, texts, there = (int(text) for text in numbers)
    return taken_words(Taken(skills, items, texts, there))
