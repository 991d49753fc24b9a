"""What was proposed from a text, for its author to take or leave: kept beside the course until it is decided.

``proposals.json`` lies in the course's folder. Nothing in it reaches a learner: what is taken becomes an item of the
course as an import would make it, and what is left stays away when the text is imported again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

import msgspec

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.library.importing.arriving import About, Origin, Page, Question, Word
from chiron.engine.library.importing.composing import Composer
from chiron.engine.library.importing.proposing import propose
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.updating import manifest, save

PROPOSALS = "proposals.json"
State = Literal["open", "taken", "left"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed item. ``skill`` is the title of the skill that it would belong to, ``passage`` what it rests on."""

    key: str
    question: Question
    skill: str
    passage: str
    page: str
    confidence: float
    reason: str
    state: State = "open"


@dataclass(frozen=True, slots=True)
class Queue:
    """Every proposal of a course, the surest first among those of a skill; skills in the order of the text."""

    language: str
    title: str
    origin: Origin | None
    proposals: tuple[Proposal, ...]

    @property
    def open(self) -> tuple[Proposal, ...]:
        """What is not decided yet."""
        return tuple(one for one in self.proposals if one.state == "open")

    def one(self, key: str) -> Proposal:
        """A proposal. Raises NotFound."""
        for each in self.proposals:
            if each.key == key:
                return each
        raise NotFound("There is no such proposal.")


def proposed(about: About, pages: Iterable[Page], words: Iterable[Word]) -> Queue:
    """What the texts of a source give."""
    found = propose(pages, words, about.language or "en")
    titles = {skill.key: skill.title for skill in found.skills}
    order = {skill.key: number for number, skill in enumerate(found.skills)}
    items = sorted(found.items, key=lambda item: (order.get(item.skill, len(order)), -item.confidence))
    return Queue(
        about.language or "en",
        about.title,
        about.origin,
        tuple(
            Proposal(
                item.question.key,
                replace(item.question, skills=(titles[item.skill],)) if item.skill in titles else item.question,
                titles.get(item.skill, ""),
                item.passage.text,
                item.passage.page,
                item.confidence,
                item.reason,
            )
            for item in items
        ),
    )


def load(folder: Path) -> Queue | None:
    """The queue of a course's folder; None where there is none. Raises InvalidInput for one that cannot be read."""
    try:
        return msgspec.json.decode((folder / PROPOSALS).read_bytes(), type=Queue)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise InvalidInput(f"{folder / PROPOSALS} cannot be read ({error}). Import the text again.") from error


def written(queue: Queue, before: Queue | None) -> str:
    """The file of a queue; what was decided ``before`` stays decided."""
    decided = {} if before is None else {one.key: one.state for one in before.proposals if one.state != "open"}
    kept = tuple(replace(one, state=decided.get(one.key, one.state)) for one in queue.proposals)
    return json.dumps(asdict(replace(queue, proposals=kept)), ensure_ascii=False, indent=1) + "\n"


def take(folder: Path, keys: Iterable[str]) -> list[str]:
    """Make items of these proposals; why each that could not be made was not. Raises NotFound, InvalidInput."""
    queue, chosen = _queue(folder), list(keys)
    known = {key: placed.place for key, placed in manifest(folder).items()}
    report = Report(source=queue.title)
    composer = Composer(report, known=known)
    composer.take(About(queue.title, queue.language, origin=queue.origin))
    composer.take_all(queue.one(key).question for key in chosen)
    refused = {line.key: line.why for line in report.lines if line.fate == "left out"}
    made = [key for key in chosen if key not in refused]
    if made:
        save(folder, composer.compose(), report, folder)
    _decide(folder, queue, made, "taken")
    return list(refused.values())


def leave(folder: Path, keys: Iterable[str]) -> None:
    """Decide that these are not wanted. Raises NotFound, InvalidInput."""
    _decide(folder, _queue(folder), list(keys), "left")


def _queue(folder: Path) -> Queue:
    queue = load(folder)
    if queue is None:
        raise NotFound("Nothing was proposed from this text.")
    return queue


def _decide(folder: Path, queue: Queue, keys: list[str], state: State) -> None:
    for key in keys:
        queue.one(key)
    changed = tuple(replace(one, state=state) if one.key in keys else one for one in queue.proposals)
    new = folder / f".{PROPOSALS}.new"
    new.write_text(written(replace(queue, proposals=changed), None), "utf-8")
    new.replace(folder / PROPOSALS)
