"""One skill of a draft: its items, in and out and to other skills, what it needs, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from chiron.core.errors import ChironError, InvalidInput, NotFound
from chiron.core.learning.outline import operations as o
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.tree import Skill, Tree
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, typed
from chiron.faces.web.teacher.drafts import Author, back, changed, draft_of, here_of, refuse
from chiron.faces.web.teacher.drafts_acts import Form, place_before
from chiron.faces.web.teacher.drafts_view import Draft, sought
from chiron.faces.web.teacher.drafts_words import asked_words, done_words, hard_words
from chiron.faces.web.teacher.outline_stems import stem_words
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/drafts/{id}/skills/{skill}")
OFFERED = 40
"""Skills that are offered at once as what a skill may need."""
AT_ONCE = 100
"""Items on one page."""
CHOSEN_FROM = 120
"""Skills that are offered at once as the one that items go to."""


@router.get("")
async def show(request: Request, author: Author, id: str, skill: str) -> Response:
    """The skill and its items."""
    found = await draft_of(author, id)
    return await _page(request, author, found, _skill(found.tree, skill))


@router.post("")
async def act(request: Request, author: Author, id: str, skill: str) -> Response:
    """Do one thing to the skill or its items."""
    form = await typed(request)
    found = await draft_of(author, id)
    here = _skill(found.tree, skill)
    do, _space, rest = first(form, "do").partition(" ")
    if do == "seek":
        return await _page(request, author, found, here, form)
    try:
        if do in ("to-skill", "seek-skill"):
            return await _to_skill(request, author, found, here, form, send=do == "to-skill")
        await changed(author, found, form, (_operation(found.tree, here, do, rest, form),))
    except ChironError as wrong:
        refuse(wrong)
        now = await draft_of(author, id)
        return await _page(request, author, now, _skill(now.tree, skill), form, wrong)
    focus = rest if do in ("up", "down") else "needs" if do == "needs" else ""
    return back(author, found, here_of(form) or f"/skills/{here.key}", "done", focus)


def _operation(tree: Tree, here: Skill, do: str, rest: str, form: Form) -> Operation:
    if do == "change":
        return o.ChangeSkill(here.key, first(form, "title").strip(), first(form, "objective").strip())
    if do == "move":
        return o.MoveSkills((here.key,), first(form, "unit"))
    if do == "needs":
        kept = [key for key in here.prerequisites if key not in tree.skills]
        return o.SetPrerequisites(here.key, tuple(dict.fromkeys([*kept, *form.get("needs", [])])))
    if do in ("up", "down"):
        return o.StepItem(rest, "up" if do == "up" else "down")
    if do == "drop":
        item, _space, before = rest.partition(" ")
        return o.MoveItems((item,), here.key, place_before([one.key for one in here.items], item, before))
    if do == "take-out":
        return o.TakeOutItems(_picked(form))
    raise InvalidInput(_("There is nothing like that to do here."))


def _picked(form: Form) -> tuple[str, ...]:
    items = tuple(form.get("item", []))
    if not items:
        raise InvalidInput(_("Pick items first, by the boxes before them."))
    return items


async def _to_skill(
    request: Request, author: Teaching, found: Draft, here: Skill, form: Form, *, send: bool
) -> Response:
    """Move items to another skill; which one, a page of its own asks."""
    items = _picked(form)
    target = first(form, "target")
    if send and target:
        await changed(author, found, form, (o.MoveItems(items, target),))
        return back(author, found, f"/skills/{here.key}", "done")
    return choose(request, found, form, f"/skills/{here.key}", items, here.key)


def choose(
    request: Request, found: Draft, form: Form, action: str, items: Sequence[str], without: str = ""
) -> Response:
    """The page that asks to which skill items shall go."""
    find = first(form, "find").strip()[:100]
    offered = [part for part in sought(found.tree, find) if isinstance(part, Skill) and part.key != without]
    return render(
        request,
        "teacher/outline_choose.html",
        draft=found,
        action=action,
        items=items,
        find=find,
        offered=offered[:CHOSEN_FROM],
        more=max(0, len(offered) - CHOSEN_FROM),
        here="courses",
    )


def _skill(tree: Tree, key: str) -> Skill:
    found = tree.skills.get(key)
    if found is None:
        raise NotFound(_("This skill is no longer in the course. Look among what was taken out."))
    return found


def _offered(tree: Tree, here: Skill, ticked: Sequence[str], find: str) -> list[Skill]:
    """What the skill may need: what is ticked, then what is sought, else what stands shortly before it."""
    first_ones = [tree.skills[key] for key in ticked if key in tree.skills]
    if find:
        others = [part for part in sought(tree, find) if isinstance(part, Skill)]
    else:
        every = list(tree.skills.values())
        place = next((n for n, skill in enumerate(every) if skill.key == here.key), 0)
        others = list(reversed(every[max(0, place - OFFERED) : place]))
    return [*first_ones, *(one for one in others if one.key != here.key and one not in first_ones)][
        : OFFERED + len(first_ones)
    ]


async def _page(
    request: Request,
    author: Teaching,
    found: Draft,
    here: Skill,
    form: Form | None = None,
    wrong: ChironError | None = None,
) -> Response:
    do = first(form or {}, "do").partition(" ")[0]
    find = first(form or {}, "find").strip()[:100] if do in ("seek", "needs") else ""
    ticked = (form or {}).get("needs", []) if do in ("seek", "needs") else list(here.prerequisites)
    start = _start(request, len(here.items))
    field = {"change": "title", "needs": "needs"}.get(do) if wrong is not None else None
    return render(
        request,
        "teacher/outline_skill.html",
        422 if wrong is not None else 200,
        draft=found,
        skill=here,
        unit=found.tree.unit_of[here.key],
        items=here.items[start : start + AT_ONCE],
        start=start,
        step=AT_ONCE,
        ticked=set(ticked),
        offered=_offered(found.tree, here, ticked, find),
        find=find,
        seeking=do == "seek",
        asks=asked_words,
        stem_words=stem_words,
        hard=hard_words,
        typed={name: first(form or {}, name) for name in ("title", "objective")} if field == "title" else {},
        said=done_words(found.draft, request.query_params.get("did", "")) if wrong is None else "",
        problem="" if wrong is None or field else wrong.message,
        errors={field: wrong.message} if wrong is not None and field else {},
        now=author.now,
        here="courses",
    )


def _start(request: Request, count: int) -> int:
    text = request.query_params.get("start", "")
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return start if start < count else 0
