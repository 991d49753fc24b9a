"""What is proposed from an import's texts, gone through by an author: taken, left, written anew, taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from chiron.core.errors import Conflict, InvalidInput, NotFound
from chiron.desks.studio import proposing
from chiron.desks.studio import reviewing as desk
from chiron.desks.studio.reviewing import Deed
from chiron.engine.library.importing.jobs import folder
from chiron.engine.library.importing.reviewing import (
    AnyProposal,
    OrderProposal,
    Proposal,
    Queue,
    SkillProposal,
    kind_of,
    skill_of,
)
from chiron.engine.library.importing.reviewing_deciding import SURE, sure
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import Teaching, first, read_id, typed, writers
from chiron.faces.web.teacher.import_shown import shown
from chiron.faces.web.teacher.imports import home_of, job_of
from chiron.faces.web.teacher.shown import render

router = APIRouter(prefix="/teacher/imports")
Author = Annotated[Teaching, Depends(writers)]
AT_ONCE = 12
"""Proposals on one page."""
FAIR = 0.5
"""From here on a proposal is fairly sure."""
REFUSED = 5
"""So many refusals are told of one decision."""
Sure = Literal["sure", "fair", "unsure"]

KINDS: Mapping[str, Callable[[], str]] = {
    "skill": lambda: _("Skill"),
    "prerequisite": lambda: _("What comes before"),
    "cloze": lambda: _("Fill the gap"),
    "choice": lambda: _("Choose one"),
    "match": lambda: _("Match"),
    "order": lambda: _("Put in order"),
    "text": lambda: _("Short answer"),
    "numeric": lambda: _("Number"),
    "expression": lambda: _("Formula"),
}
SURES: Mapping[str, Callable[[], str]] = {
    "sure": lambda: _("Sure"),
    "fair": lambda: _("Fairly sure"),
    "unsure": lambda: _("Not sure"),
}
STATES: Mapping[str, Callable[[], str]] = {
    "open": lambda: _("Still to decide"),
    "unseen": lambda: _("In the course, not looked at"),
    "taken": lambda: _("Taken"),
    "left": lambda: _("Left"),
}


THROWN: Mapping[str, Callable[[], str]] = {
    "quote": lambda: _("what it quoted does not stand in the passage"),
    "key": lambda: _("its answer does not follow from the passage"),
    "given-away": lambda: _("it gives its answer away"),
    "wrong": lambda: _("its wrong answers could be right, or are no terms of the text"),
    "prompt": lambda: _("it asks something that the passage does not say"),
    "formula": lambda: _("its working could not be followed"),
    "grader": lambda: _("its own grader refused it"),
}


def state_of(one: AnyProposal) -> str:
    """The state of a proposal; what was taken and not looked at is apart."""
    return "unseen" if isinstance(one, Proposal) and one.state == "taken" and not one.seen else one.state


def sureness(one: AnyProposal) -> Sure:
    """How sure a proposal is, in three steps."""
    return "sure" if one.confidence >= SURE else "fair" if one.confidence >= FAIR else "unsure"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which of the proposals are shown. ``page`` counts from 1."""

    state: str = "open"
    skill: str = ""
    kind: str = ""
    sure: str = ""
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Filter:
        """From an address; what is not known is left out."""
        state = given.get("state", "open")
        page = given.get("page", "1")
        return cls(
            state if state in STATES else "open",
            given.get("skill", ""),
            given.get("kind", "") if given.get("kind", "") in KINDS else "",
            given.get("sure", "") if given.get("sure", "") in SURES else "",
            int(page) if page.isdecimal() and 0 < len(page) < 6 else 1,
        )

    def at(self, page: int | None = None, **changed: str) -> str:
        """The same choice for an address, with something changed; the page is the first unless it is said."""
        fields = {"state": self.state, "skill": self.skill, "kind": self.kind, "sure": self.sure} | changed
        told = {name: value for name, value in fields.items() if value and (name, value) != ("state", "open")}
        return urlencode(told | ({"page": str(page)} if page not in (None, 0, 1) else {}))

    def fits(self, one: AnyProposal) -> bool:
        """Whether a proposal is shown."""
        return (
            state_of(one) == self.state
            and self.skill in ("", skill_of(one))
            and self.kind in ("", kind_of(one))
            and self.sure in ("", sureness(one))
        )

    @property
    def narrow(self) -> bool:
        """Whether it shows less than everything of a state."""
        return bool(self.skill or self.kind or self.sure)


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal on the page. ``skill`` and ``key`` are its skill's title and key, ``first`` says whether it is the
    first of that skill there; ``edit`` is the query of the address where it is written anew."""

    one: AnyProposal
    kind: str
    words: str
    sure: str
    steps: Sequence[object]
    title: str
    skill: str
    key: str
    first: bool
    edit: str


@router.get("/{id}/review")
async def show_review(request: Request, author: Author, id: str) -> Response:
    """The proposals, a page at a time."""
    return await reviewed(request, author, id)


@router.post("/{id}/review")
async def review(request: Request, author: Author, id: str) -> Response:
    """Decide on one proposal, or on all that the filter shows."""
    form, chosen = await typed(request), Filter.of(request.query_params)
    given: list[Deed] = ["take", "leave", "reopen"]
    deeds = [(deed, key) for deed in given for key in form.get(deed, ())]
    every = first(form, "all")
    if every in given or every == "skills":
        queue = await queue_of(author, id)
        if every == "skills":
            whole = [one for one in queue.open if not isinstance(one, Proposal)]
            deeds += [("take", one.key) for one in whole]
        else:
            deeds += [(cast(Deed, every), one.key) for one in queue.in_order if chosen.fits(one)]
    rooms = author.house.database
    told = await desk.decide(rooms, author.person, author.school, home_of(author), read_id(id), deeds)
    if told.refused:
        return await reviewed(request, author, id, list(told.refused.values()), 422)
    place = first(form, "place")
    return _back(author, id, chosen, f"#proposal-{place}" if place.isdecimal() else "")


@router.post("/{id}/review/undo")
async def undo(request: Request, author: Author, id: str) -> Response:
    """Take the latest decision back: the one that stood on the page."""
    chosen, number = Filter.of(request.query_params), first(await typed(request), "decision")
    rooms = (author.house.database, author.person, author.school, home_of(author), read_id(id))
    try:
        told = await desk.undo(*rooms, int(number) if number.isdecimal() and len(number) < 10 else 0)
    except (Conflict, InvalidInput) as why:
        return await reviewed(request, author, id, [why.message], why.status)
    if told.refused:
        return await reviewed(request, author, id, list(told.refused.values()), 422)
    return _back(author, id, chosen, "#proposal-1")


@router.post("/{id}/review/sure")
async def let(request: Request, author: Author, id: str) -> Response:
    """Say whether the surest go in before a person has looked at them."""
    how: Literal["reviewed", "taken"] = "taken" if first(await typed(request), "let") == "taken" else "reviewed"
    await desk.let(author.house.database, author.person, author.school, home_of(author), read_id(id), how)
    return _back(author, id, Filter(), "")


@router.post("/{id}/review/model")
async def ask_model(request: Request, author: Author, id: str) -> Response:
    """Have a language model propose questions of some passages, behind the scenes."""
    passages = first(await typed(request), "passages")
    rooms = author.house
    try:
        await proposing.begin(
            rooms.database,
            rooms.models,
            author.person,
            author.school,
            home_of(author),
            read_id(id),
            int(passages) if passages.isdecimal() and len(passages) < 4 else 0,
        )
    except InvalidInput as why:
        return await reviewed(request, author, id, [why.message], 422)
    return _back(author, id, Filter(), "#model")


def _back(author: Teaching, id: str, chosen: Filter, place: str) -> Response:
    query = chosen.at(chosen.page)
    return author.go(f"/teacher/imports/{read_id(id)}/review{'?' if query else ''}{query}{place}")


async def queue_of(author: Teaching, id: str) -> Queue:
    """What was proposed. Raises NotFound, NotAllowed, InvalidInput."""
    queue = await desk.queue(home_of(author), author.school, await job_of(author, id))
    if queue is None:
        raise NotFound(_("Nothing was proposed from this text."))
    return queue


async def reviewed(
    request: Request, author: Teaching, id: str, problems: Sequence[str] = (), status: int = 200
) -> Response:
    """The page."""
    job, queue = await job_of(author, id), await queue_of(author, id)
    chosen = Filter.of(request.query_params)
    fitting = [one for one in queue.in_order if chosen.fits(one)]
    pages = max(1, -(-len(fitting) // AT_ONCE))
    page = min(chosen.page, pages)
    shown_here = fitting[(page - 1) * AT_ONCE : page * AT_ONCE]
    return render(
        request,
        "teacher/import_review.html",
        status,
        job=job,
        queue=queue,
        chosen=chosen,
        rows=[_row(one, number, shown_here, queue, chosen) for number, one in enumerate(shown_here)],
        fitting=len(fitting),
        page=page,
        pages=pages,
        before=(page - 1) * AT_ONCE,
        counts={state: sum(state_of(one) == state for one in queue.in_order) for state in STATES},
        let_in=await desk.let_in(home_of(author), author.school, job),
        surest=len(sure(queue)),
        options=_options(queue),
        skills_open=sum(one.state == "open" and not isinstance(one, Proposal) for one in queue.in_order),
        last=_told(queue),
        problems=problems[:REFUSED],
        asked=proposing.asking(folder(home_of(author), author.school.id, job.id)),
        may_ask=author.house.models is not None and bool(author.house.models.offers),
        passages=[(count, count) for count in proposing.PASSAGES],
        why_thrown=thrown_words,
        here="courses",
    )


def thrown_words(why: str) -> str:
    """Why something that a model said was thrown away."""
    return THROWN.get(why, lambda: _("it was no question of a kind that was asked for"))()


def _row(one: AnyProposal, number: int, near: Sequence[AnyProposal], queue: Queue, chosen: Filter) -> Row:
    skill = skill_of(one)
    return Row(
        one,
        kind_of(one),
        KINDS.get(kind_of(one), lambda: _("Question"))(),
        _sure_words(one),
        shown(one.question) if isinstance(one, Proposal) else (),
        titled(one, queue),
        queue.titled(skill) if skill else "",
        skill,
        number == 0 or skill_of(near[number - 1]) != skill,
        urlencode({"key": one.key}) + ("&" + chosen.at(chosen.page) if chosen.at(chosen.page) else ""),
    )


def _sure_words(one: AnyProposal) -> str:
    if one.edited:
        return _("changed by you")
    if isinstance(one, Proposal) and one.by == "model":
        return _("by a model, its arithmetic proved") if one.kind == "numeric" else _("by a model, its key proved")
    return SURES[sureness(one)]()


def titled(one: AnyProposal, queue: Queue) -> str:
    """What a proposal is called."""
    if isinstance(one, SkillProposal):
        return one.title
    if isinstance(one, OrderProposal):
        return _("%(before)s before %(skill)s", before=queue.titled(one.before), skill=queue.titled(one.skill))
    return one.question.title or one.question.steps[0].prompt


def _options(queue: Queue) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen: only what is there."""
    every: tuple[AnyProposal, ...] = queue.in_order
    kinds, sures = {kind_of(one) for one in every}, {sureness(one) for one in every}
    skills = {skill_of(one) for one in every}
    titles = {one.key: one.title for one in queue.skills} | {key: key for key in skills if queue.skill(key) is None}
    return {
        "state": [(name, words()) for name, words in STATES.items()],
        "skill": [("", _("All")), *((key, title) for key, title in titles.items() if key and key in skills)],
        "kind": [("", _("All")), *((name, words()) for name, words in KINDS.items() if name in kinds)],
        "sure": [("", _("All")), *((name, words()) for name, words in SURES.items() if name in sures)],
    }


def _told(queue: Queue) -> tuple[str, str, int, int] | None:
    """The latest decision: the title of its first proposal, taken or left, how many more, and its number."""
    if not queue.decisions:
        return None
    last = queue.decisions[-1]
    known = [queue.by_key[was.key] for was in last.were if was.key in queue.by_key]
    asked = [one for one in known if isinstance(one, Proposal)] or known
    return (titled(asked[0], queue), asked[0].state, len(known) - 1, last.number) if asked else None
