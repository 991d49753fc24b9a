"""One proposal written anew: its words, its key, its skill; checked by its own grader before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import InvalidInput
from chiron.desks.studio import reviewing as desk
from chiron.engine.library.importing import reviewing_editing as editing
from chiron.engine.library.importing.reviewing import AnyProposal, OrderProposal, Queue, SkillProposal, kind_of
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, read_id, typed, writers
from chiron.faces.web.teacher.import_review import KINDS, Filter, queue_of, titled
from chiron.faces.web.teacher.imports import home_of, job_of
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/imports")
Author = Annotated[Teaching, Depends(writers)]


WRONG: Mapping[editing.Wrong, Callable[[], str]] = {
    "no-prompt": lambda: _("Write what is asked."),
    "no-answer": lambda: _("Write what is right."),
    "no-title": lambda: _("Give it a title."),
    "no-objective": lambda: _("Say what a learner can do then."),
    "no-skill": lambda: _("Choose a skill."),
    "no-gap": lambda: _("Write [term] once, where the gap is."),
    "no-right": lambda: _("Mark the one that is right; it cannot be empty."),
    "few": lambda: _("Give at least two."),
    "twice": lambda: _("Two of them are the same."),
    "half": lambda: _("A pair needs both of its sides."),
    "long": lambda: _("It is longer than 300 letters."),
}


@router.get("/{id}/review/edit")
async def show_edit(request: Request, author: Author, id: str, key: str = "") -> Response:
    """A proposal as a form."""
    one = (await queue_of(author, id)).one(key)
    return await _form(request, author, id, one, editing.form_of(one))


@router.post("/{id}/review/edit")
async def edit(request: Request, author: Author, id: str, key: str = "") -> Response:
    """Keep what was written, and take it where that is wanted; what was typed stays where something is wrong."""
    queue, form = await queue_of(author, id), await typed(request)
    one = queue.one(key)
    written = editing.read(one, form, queue)
    errors = {name: WRONG[wrong]() for name, wrong in written.errors.items()}
    if not errors:
        try:
            told = await desk.edit(
                author.house.database,
                author.person,
                author.school,
                home_of(author),
                read_id(id),
                written.changed,
                then_take="take" in form,
            )
            if one.key in told.refused:
                raise InvalidInput(told.refused[one.key])
        except InvalidInput as why:
            errors[str(why.details.get("field") or "") or _beside(one)] = why.message
    if errors:
        return await _form(request, author, id, one, form, errors)
    chosen = Filter.of(request.query_params)
    query = chosen.at(chosen.page)
    return author.go(f"/teacher/imports/{read_id(id)}/review{'?' if query else ''}{query}")


def _beside(one: AnyProposal) -> str:
    """The field beside which it stands when a proposal as a whole is refused."""
    if isinstance(one, SkillProposal):
        return "title"
    return "before" if isinstance(one, OrderProposal) else editing.ANSWERED.get(kind_of(one), "answer")


async def _form(
    request: Request,
    author: Teaching,
    id: str,
    one: AnyProposal,
    form: Mapping[str, Sequence[str]],
    errors: Mapping[str, str] | None = None,
) -> Response:
    queue, chosen = await queue_of(author, id), Filter.of(request.query_params)
    return render(
        request,
        "teacher/import_review_edit.html",
        422 if errors else 200,
        job=await job_of(author, id),
        queue=queue,
        one=one,
        kind=kind_of(one),
        words=KINDS.get(kind_of(one), lambda: _("Question"))(),
        title=titled(one, queue),
        form=form,
        errors=dict(errors or {}),
        refused=desk.unchangeable(one),
        skills=_skills(one, queue),
        options=editing.OPTIONS,
        pairs=editing.PAIRS,
        query=request.url.query,
        back=chosen.at(chosen.page),
        here="courses",
    )


def _skills(one: AnyProposal, queue: Queue) -> list[tuple[str, str]]:
    """The skills that can be chosen: for what comes before, those that the text teaches earlier."""
    every = [(skill.key, skill.title) for skill in queue.skills if skill.state != "left"]
    if isinstance(one, OrderProposal):
        keys = [skill.key for skill in queue.skills]
        earlier = set(keys[: keys.index(one.skill)]) if one.skill in keys else set(keys)
        return [(key, title) for key, title in every if key in earlier or key == one.before]
    if not isinstance(one, SkillProposal) and one.skill not in {key for key, _title in every}:
        return [(one.skill, queue.titled(one.skill) or _("Without a skill")), *every]
    return every
