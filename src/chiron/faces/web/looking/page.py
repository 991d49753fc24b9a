"""The page of one item that is looked at: the practice page's own parts, and beside them what learners do not see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fastapi import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning.course import Course
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.fold import Frame
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.mastery import model
from chiron.desks.tutoring.key import key_of
from chiron.desks.tutoring.looking import ACTIONS, Deed, Look, look_at
from chiron.desks.tutoring.views.practice import practice, undoable
from chiron.engine.grading.checks import Graders
from chiron.engine.library.faults import Fault
from chiron.faces.web.csrf import form_of
from chiron.faces.web.language import _, tag
from chiron.faces.web.looking.did import LONGEST, from_address, to_address
from chiron.faces.web.page import base_path, render, render_text
from chiron.faces.web.unread import confirmed

Fields = dict[str, list[str]]
LONGEST_READ = 500
LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Subject:
    """A template to look at, and where its pages are.

    ``place`` is the template's address without the base path, ``list_place`` that of all templates. ``faults`` are what
    the checker says of this template now; ``folder`` stands before their files. ``watch`` is asked whether something
    changed, and is empty where nothing can. ``here`` is the current place of the navigation.
    """

    course: Course
    version: str
    skill: str
    template: str
    place: str
    list_place: str
    faults: Sequence[Fault] = ()
    folder: str = ""
    watch: str = ""
    here: str | None = None
    siblings: Sequence[tuple[str, str]] = field(default_factory=tuple)
    """The skill's templates: id and address."""


async def typed(request: Request) -> Fields:
    """The form's fields, every value of every name; a picked reading stands for what was typed."""
    gathered: Fields = {}
    for name, value in (await form_of(request)).multi_items():
        if isinstance(value, str):
            gathered.setdefault(name, []).append(value)
    return confirmed(gathered)


async def show(request: Request, graders: Graders, subject: Subject) -> Response:
    """The item of the address, after what was done at it."""
    found = await _look(request, graders, subject, from_address(request.query_params.get("did", "")))
    return found if isinstance(found, Response) else await page(request, graders, subject, found)


async def act(request: Request, graders: Graders, subject: Subject) -> Response:
    """Do one thing at the item, and go to the address that holds it too."""
    form, action = await typed(request), request.query_params.get("do", "")
    seed = seed_of(request)
    if action in ("next", "skip"):
        return _go(request, address(request, subject, following(seed), ()))
    if action not in ACTIONS:
        raise NotFound(_("There is nothing like that to do here."))
    if action == "answer" and "unsure" in form:
        action = "unsure"
    fields = {name: values for name, values in form.items() if name == "answer" or name.startswith("answer.")}
    deed = Deed(action, form.get("step", [""])[0], fields if action == "answer" else {})
    before = from_address(request.query_params.get("did", ""))
    found = await _look(request, graders, subject, (*before, deed))
    if isinstance(found, Response):
        return found
    did = to_address(found.kept)
    if len(did) > LONGEST:
        raise InvalidInput(_("That is more than a page keeps. Begin this item again."))
    if found.unread is not None or found.notice is not None or "hx-request" in request.headers:
        shown = await page(request, graders, subject, found, form)
        shown.headers["HX-Replace-Url"] = address(request, subject, seed, found.kept)
        return shown
    return _go(request, address(request, subject, seed, found.kept) + ("#tutor" if action == "hint" else ""))


async def read_back(request: Request, graders: Graders, subject: Subject) -> Response:
    """What is being typed, as the checker would read it: a fragment, as on the practice page."""
    asked = request.query_params
    answer = asked.get("answer", "")[:LONGEST_READ]
    found = await _look(request, graders, subject, ())
    step = (
        None if isinstance(found, Response) else next((s for s in found.item.steps if s.id == asked.get("step")), None)
    )
    if step is None:
        return HTMLResponse("")
    shown, unread = "", None
    try:
        shown = interaction(step.kind).describe(step.task, await graders.read(step, {"answer": [answer]}))
    except Unread as why:
        if why.reason == "empty" or (why.place or 0) >= len(answer.rstrip()):
            return HTMLResponse("")
        unread = why
    return HTMLResponse(str(render_text(request, "parts/reading.html", answer=answer, found=shown, unread=unread)))


def seed_of(request: Request) -> int:
    """The seed of the address, 0 where it has none that can be."""
    text = request.query_params.get("seed", "")
    return min(int(text), LARGEST_SEED) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def following(seed: int) -> int:
    """The next item's seed."""
    return seed + 1 if seed < LARGEST_SEED else 0


def address(request: Request, subject: Subject, seed: int, deeds: Sequence[Deed]) -> str:
    """Where an item is after some deeds, with the base path."""
    did = to_address(deeds)
    base = base_path(request)
    return f"{base}{subject.place}?seed={seed}" + (f"&did={did}" if did else "")


def _go(request: Request, where: str) -> Response:
    if "hx-request" in request.headers:
        return Response(status_code=204, headers={"HX-Redirect": where})
    return RedirectResponse(where, 303)


async def _look(request: Request, graders: Graders, subject: Subject, deeds: Sequence[Deed]) -> Look | Response:
    """The item after its deeds; where none can be made, the page that says why."""
    course = subject.course
    if (subject.skill, subject.template) not in course.templates:
        raise NotFound(_("This course has no such template."))
    frame = Frame(course, subject.version, model())
    rooms = getattr(request.app.state, "house", None)
    now = rooms.clock() if rooms is not None else datetime.now(UTC)
    try:
        return await look_at(graders, frame, subject.skill, subject.template, seed_of(request), deeds, now, tag())
    except (FormulaError, ValueError, KeyError, TypeError) as why:
        # An author's template that is half written; the checker says where.
        said = why.message if isinstance(why, FormulaError) else str(why)
        return render(request, "looking/broken.html", 422, subject=subject, said=said, here=subject.here)


async def page(
    request: Request, graders: Graders, subject: Subject, found: Look, form: Fields | None = None
) -> Response:
    """The item with all that can be done at it."""
    view = practice(found.state, found.setting)
    assert view is not None
    seed, place = seed_of(request), subject.place
    did = to_address(found.kept)
    troubled = found.unread is not None or (form is not None and found.notice is not None)
    notice = found.notice
    wrong = notice if isinstance(notice, InvalidInput) and notice.details.get("field") == "answer" else None
    base = base_path(request)
    return render(
        request,
        "looking/item.html",
        subject=subject,
        course=subject.course,
        course_id=subject.course.id,
        view=view,
        item=found.item,
        seed=seed,
        following=following(seed),
        did=did,
        acts_at=f"{base}{place}?seed={seed}" + (f"&did={did}" if did else "") + "&do=",
        reads_at=f"{base}{place}/reading?seed={seed}&step=",
        keys=await key_of(graders, subject.course, found.item, tag()) if not _partial(request) else (),
        key="looking-at-an-item",
        undo_step=undoable(found.state, found.setting),
        problem=wrong,
        notice=notice.message if notice is not None and wrong is None else None,
        typed=form if troubled else None,
        unread=found.unread,
        reported="",
        wanted=None,
        streaming=None,
        purpose=view.purpose,
        answering=form is not None and _partial(request),
        here=subject.here,
    )


def _partial(request: Request) -> bool:
    return "hx-request" in request.headers
