"""Questions that a language model proposes of an import's text: asked for by an author, made behind the scenes.

How far it is stands in ``asked.json`` beside the import. What a model says goes through the proof of
``importing/proposing/modelled``, and into the queue that an author decides on; nothing else is kept of it.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.library.importing import jobs, reviewing, store
from chiron.engine.library.importing.arriving import Page, Word
from chiron.engine.library.importing.overview import COURSE
from chiron.engine.library.importing.proposing.modelled import Material, Unproved, material, messages_of, proved, read
from chiron.engine.library.importing.proposing.sentences import stretches
from chiron.engine.library.importing.proposing.terms import by_first, mentions, terms_of
from chiron.engine.library.importing.proposing.wording import wording_of
from chiron.engine.library.importing.reviewing import Proposal, Queue
from chiron.engine.library.importing.reviewing_placing import Placing
from chiron.engine.models import Call, Kind, Models
from chiron.engine.people.access import Action
from chiron.engine.people.consent import reference
from chiron.engine.people.door import require
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.records.database import Database
from chiron.ports.llm import Ask, Bounds, Message, ModelError, Piece

ASKED = "asked.json"
PASSAGES = (5, 10, 20)
"""How many passages an author may have a model asked about at once."""
LEASE = 300.0
"""Seconds after which another worker goes on with what one has left."""
BOUNDS = Bounds(first=30.0, total=120.0, letters=8_000)
TOKENS = 1_500
LINES = 2_000
"""Sentences of the whole text against which wrong choices are looked at."""
CONFIDENCE: Mapping[str, float] = {"cloze": 0.6, "choice": 0.55, "numeric": 0.4}


@dataclass(frozen=True, slots=True)
class Asking:
    """How far it is. ``left`` passages are still to be asked about; ``thrown`` counts by why; ``told`` is why it ended
    before its end."""

    by: str
    left: int
    asked: int = 0
    kept: int = 0
    thrown: Mapping[str, int] = field(default_factory=dict)
    told: str = ""
    held: float = 0.0
    done: tuple[str, ...] = ()
    """The skills whose passages were asked about, ever."""


async def begin(
    database: Database, models: Models | None, actor: Person, school: School, home: Path, id: UUID, passages: int
) -> None:
    """Ask for it. Raises NotAllowed, NotFound, InvalidInput where no model may be asked, or one is being asked."""
    if models is None or not models.offers:
        raise InvalidInput("No language model is set up here.")
    if passages not in PASSAGES:
        raise InvalidInput("Choose how many passages.", field="passages")
    async with database.school(school.id) as conn:
        await require(conn, actor, Action.AUTHOR)
        await store.lock(conn, id)
        job = await jobs.one(conn, id)
        if await reference(conn, actor.id) is None:
            raise InvalidInput("You have not agreed that a language model is asked for you. Say so in your settings.")
        folder = jobs.folder(home, school.id, id)
        now = asking(folder)
        if not job.ready or reviewing.load(folder / COURSE) is None:
            raise InvalidInput("There is no text to ask about.")
        if now is not None and now.left:
            raise InvalidInput("A model is being asked already. Wait until it is done.")
        _write(folder, Asking(str(actor.id), passages, done=now.done if now else ()))


def asking(folder: Path) -> Asking | None:
    """How far the asking of an import is; None where nobody asked."""
    try:
        told = json.loads((folder / ASKED).read_text("utf-8"))
        return Asking(**told | {"done": tuple(told.get("done", ()))})
    except (OSError, ValueError, TypeError):
        return None


def _write(folder: Path, now: Asking) -> None:
    """Keep how far it is; of an import that was removed meanwhile, nothing."""
    new = folder / f".{ASKED}.new"
    with suppress(FileNotFoundError):
        new.write_text(json.dumps(asdict(now)), "utf-8")
        new.replace(folder / ASKED)


def _ended(folder: Path, told: str = "") -> str:
    """It is over: who asked is forgotten."""
    now = asking(folder)
    if now is not None:
        _write(folder, replace(now, left=0, held=0.0, by="", told=told))
    return told or "asked"


def schools(home: Path, clock: Callable[[], float] = time.time) -> list[UUID]:
    """The schools where a model is to be asked."""
    return sorted({UUID(folder.parent.name) for folder in _waiting(home, clock())})


def _waiting(home: Path, now: float) -> list[Path]:
    found = [path.parent for path in (home / jobs.FOLDER).glob(f"*/*/{ASKED}")]
    states = [(folder, asking(folder)) for folder in found]
    return [folder for folder, state in states if state is not None and state.left and state.held < now]


async def once(
    database: Database, models: Models, home: Path, school: UUID, clock: Callable[[], float] = time.time
) -> str | None:
    """Ask about the passages of one import of a school; what came of it. None where none waits."""
    here = [folder for folder in _waiting(home, clock()) if folder.parent.name == str(school)]
    if not here:
        return None
    folder = here[0]
    now = await _hold(database, school, folder, clock)
    if now is None:
        return None
    try:
        person = UUID(now.by)
        async with database.school(school) as conn:
            consent = await reference(conn, person)
        queue, found = await asyncio.to_thread(_materials, folder / COURSE, now)
        call = Call(school, person, consent, frozenset({Kind.COURSE}))
        for skill, each in found:
            said = await _heard(models, call, each)
            longer = replace(now, held=clock() + LEASE)
            now = await _kept(database, school, folder, queue, (skill, each), said, longer)
    except (InvalidInput, ModelError, NotFound) as fault:
        # Nobody waits at a page: what could not be done now is told, and may be asked for again.
        return _ended(folder, fault.message)
    return _ended(folder)


async def _hold(database: Database, school: UUID, folder: Path, clock: Callable[[], float]) -> Asking | None:
    """Take it, unless another worker was first."""
    async with database.school(school) as conn:
        await store.lock(conn, UUID(folder.name))
        now = asking(folder)
        if now is None or not now.left or now.held >= clock():
            return None
        held = replace(now, held=clock() + LEASE)
        _write(folder, held)
        return held


def _materials(course: Path, now: Asking) -> tuple[Queue, list[tuple[str, Material]]]:
    """The passages to ask about: of the skills with the fewest questions, those first that were never asked about."""
    queue = reviewing.load(course)
    if queue is None:
        raise NotFound("Nothing was proposed from this text.")
    pages, words = _texts(course, queue)
    found = stretches(tuple(pages))
    terms = terms_of(found, words)
    keys = by_first(terms)
    every = [sentence.text for stretch in found for sentence in stretch.sentences][: 20 * LINES]
    named = [text for text in every if mentions(text, keys)][:LINES]
    count = Counter(one.skill for one in queue.proposals)
    chosen: list[tuple[str, Material]] = []
    for skill in sorted(queue.skills, key=lambda skill: (skill.key in now.done, count[skill.key])):
        near = [stretch for stretch in found if stretch.page.key == skill.page]
        stretch = next(
            (one for one in near if any(text in skill.passages for text in (s.text for s in one.sentences))), None
        )
        stretch = stretch or next(iter(near), None)
        if stretch is not None and skill.state != "left" and stretch.words >= 30:
            chosen.append((skill.key, material(stretch, skill.key, terms, named)))
        if len(chosen) == now.left:
            break
    return queue, chosen


def _texts(course: Path, queue: Queue) -> tuple[list[Page], list[Word]]:
    """The readings of a course as pages of its source, and its glossary."""
    placing = Placing(course, queue.language, queue.origin)
    pages = []
    for key, placed in placing.placed.items():
        path = course / "units" / f"{placed.place}.md"
        if "/readings/" in placed.place and path.is_file():
            title, origin = placing.reading(placed.place), placing.source(placed.place)
            pages.append(Page(key, placed.place, title, path.read_text("utf-8"), origin=origin))
    words = [
        Word(str(one["term"]), "glossary", str(one["term"]), str(one["meaning"]), tuple(map(str, one.get("also", ()))))
        for one in placing.glossary()
    ]
    return pages, words


async def _heard(models: Models, call: Call, found: Material) -> str:
    """What a model says of a passage. Raises ModelError."""
    system, user = messages_of(found)
    ask = Ask((Message("system", system), Message("user", user)), TOKENS, 0.2, (), "proposal", BOUNDS)
    said: list[str] = []
    async with aclosing(models.stream(call, ask)) as events:
        async for event in events:
            if isinstance(event, Piece):
                said.append(event.text)
    return "".join(said)


async def _kept(
    database: Database,
    school: UUID,
    folder: Path,
    known: Queue,
    asked: tuple[str, Material],
    said: str,
    now: Asking,
) -> Asking:
    """Put what was proved into the queue; how far it is then."""
    skill, found = asked
    thrown, made = Counter(now.thrown), list[Proposal]()
    given = read(said)
    if not given:
        thrown["shape"] += 1
    for each in given:
        try:
            question, quote = proved(found, each, wording_of(known.language))
        except Unproved as why:
            thrown[str(why)] += 1
            continue
        confidence = CONFIDENCE[question.steps[0].kind]
        question = replace(question, origin=found.page.origin or known.origin)
        made.append(Proposal(question.key, question, skill, quote, found.page.key, confidence, "", by="model"))
    async with database.school(school) as conn:
        await store.lock(conn, UUID(folder.name))
        if not (await jobs.one(conn, UUID(folder.name))).ready:
            raise InvalidInput("The text is being read again. Ask once more when it is done.")
        kept, refused = await asyncio.to_thread(_queued, folder / COURSE, made)
        thrown.update(["grader"] * refused)
        thrown = +thrown
        then = replace(now, left=now.left - 1, asked=now.asked + 1, kept=now.kept + kept, thrown=dict(thrown))
        then = replace(then, done=(*now.done, skill))
        _write(folder, then)
    return then


def _queued(course: Path, made: Sequence[Proposal]) -> tuple[int, int]:
    """Put proposals into the queue as it stands now; how many went in, and how many their own grader refused."""
    queue = reviewing.load(course)
    if queue is None:
        return 0, 0
    placing = Placing(course, queue.language, queue.origin)
    kept: list[Proposal] = []
    refused = 0
    for one in made:
        if one.key in queue.by_key or any(one.key == other.key for other in kept):
            continue
        try:
            placing.proved(one.question)
        except InvalidInput:
            refused += 1
            continue
        kept.append(one)
    if kept:
        reviewing.save_queue(course, replace(queue, proposals=(*queue.proposals, *kept)))
    return len(kept), refused
