"""What was taken out of a draft: it lies aside with all that it says, and can be put back."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput
from chiron.core.learning.outline import operations as o
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.tree import Skill, Text, Tree
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, typed
from chiron.faces.web.teacher.drafts import Author, back, changed, draft_of, refuse
from chiron.faces.web.teacher.drafts_acts import Form
from chiron.faces.web.teacher.drafts_view import Draft
from chiron.faces.web.teacher.drafts_words import asked_words, done_words
from chiron.faces.web.teacher.outline_skill import choose
from chiron.faces.web.teacher.outline_stems import stem_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts/{id}/taken")
AT_ONCE = 200
"""Items that are shown; the latest first."""


@router.get("")
async def show(request: Request, author: Author, id: str) -> Response:
    """What lies aside."""
    return _page(request, author, await draft_of(author, id))


@router.post("")
async def put_back(request: Request, author: Author, id: str) -> Response:
    """Put what is picked back: where it came from, or elsewhere."""
    form = await typed(request)
    found = await draft_of(author, id)
    do = first(form, "do")
    try:
        if do in ("to-skill", "seek-skill") and not (do == "to-skill" and first(form, "target")):
            return choose(request, found, form, "/taken", _picked(form, "item"))
        await changed(author, found, form, tuple(_operations(found.tree, do, form)))
    except ChironError as wrong:
        refuse(wrong)
        return _page(request, author, await draft_of(author, id), wrong)
    return back(author, found, "/taken", "done")


def _picked(form: Form, name: str) -> tuple[str, ...]:
    picked = tuple(form.get(name, []))
    if not picked:
        raise InvalidInput(_("Pick something first, by the boxes before it."))
    return picked


def _operations(tree: Tree, do: str, form: Form) -> list[Operation]:
    if do == "to-skill":
        return [o.MoveItems(_picked(form, "item"), first(form, "target"))]
    if do not in ("back", "into-unit"):
        raise InvalidInput(_("There is nothing like that to do here."))
    unit = first(form, "into") if do == "into-unit" else ""
    items = tuple(form.get("item", []))
    # Skills first: an item may go back into one of them.
    wanted: list[Operation] = []
    for home, skills in _by_home(tree, tree.tray.skills, form.get("skill", []), unit).items():
        wanted.append(o.MoveSkills(skills, home))
    for home, texts in _by_home(tree, tree.tray.texts, form.get("text", []), unit).items():
        wanted.append(o.MoveTexts(texts, home))
    if items:
        wanted.append(o.PutBackItems(items))
    if not wanted:
        raise InvalidInput(_("Pick something first, by the boxes before it."))
    return wanted


def _by_home(
    tree: Tree, parts: tuple[Skill, ...] | tuple[Text, ...], picked: list[str], unit: str
) -> dict[str, tuple[str, ...]]:
    """The picked parts by the unit that they go to. Raises InvalidInput where theirs is gone."""
    units = {each.key for each in tree.units}
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        if part.key in picked:
            home = unit or part.out_of
            if home not in units:
                said = _("The unit that “%(title)s” was in is gone. Choose another one for it.", title=part.title)
                raise InvalidInput(said)
            found[home] = (*found.get(home, ()), part.key)
    return found


def _page(request: Request, author: Teaching, found: Draft, wrong: ChironError | None = None) -> Response:
    tray = found.tree.tray
    return render(
        request,
        "teacher/outline_taken.html",
        422 if wrong is not None else 200,
        draft=found,
        tray=tray,
        items=tuple(reversed(tray.items))[:AT_ONCE],
        more=max(0, len(tray.items) - AT_ONCE),
        asks=asked_words,
        stem_words=stem_words,
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        problem=wrong.message if wrong is not None else "",
        now=author.now,
        here="courses",
    )
