"""What was proposed from a text, for its author to decide: kept beside the course until it is decided.

``proposals.json`` lies in the course's folder. Nothing in it reaches a learner: what is taken becomes part of the
course as an import would make it, and what is left stays away when the text is imported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeVar, cast

import msgspec

from chiron.core.errors import InvalidInput, NotFound
from chiron.engine.library.importing.arriving import About, Origin, Page, Question, Word
from chiron.engine.library.importing.proposing import Proposals, propose
from chiron.engine.library.importing.proposing.wording import language_of

PROPOSALS = "proposals.json"
State = Literal["open", "taken", "left"]
MOST_BATCHES = 200
"""So many decisions can be undone, one after the other."""


@dataclass(frozen=True, slots=True)
class SkillProposal:
    """A proposed skill. ``page`` is the key of the reading where it stands, ``id`` its file once it has an item."""

    key: str
    title: str
    objective: str
    page: str
    passages: tuple[str, ...]
    terms: tuple[str, ...]
    confidence: float
    reason: str
    state: State = "open"
    id: str = ""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class OrderProposal:
    """That a skill comes before another, by their keys. ``evidence`` is the sentence that shows it, where one does."""

    key: str
    skill: str
    before: str
    evidence: str
    confidence: float
    reason: str
    state: State = "open"
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed item. ``skill`` is the key of its proposed skill, ``passage`` what it rests on."""

    key: str
    question: Question
    skill: str
    passage: str
    page: str
    confidence: float
    reason: str
    state: State = "open"
    edited: bool = False
    by: Literal["text", "model"] = "text"
    seen: bool = True
    """False for what went into the course before a person looked at it."""

    @property
    def kind(self) -> str:
        """The kind of its step."""
        return self.question.steps[0].kind


AnyProposal = SkillProposal | OrderProposal | Proposal
_Kind = TypeVar("_Kind", SkillProposal, OrderProposal, Proposal)


def kind_of(one: AnyProposal) -> str:
    """``skill``, ``prerequisite``, or the kind of an item's step."""
    if isinstance(one, SkillProposal):
        return "skill"
    return "prerequisite" if isinstance(one, OrderProposal) else one.kind


def skill_of(one: AnyProposal) -> str:
    """The key of the skill that a proposal is of."""
    return one.key if isinstance(one, SkillProposal) else one.skill


@dataclass(frozen=True, slots=True)
class Was:
    """How a proposal stood before a decision."""

    key: str
    state: State
    seen: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided together, as it stood before. No two decisions of a queue have the same ``number``."""

    number: int
    were: tuple[Was, ...]


@dataclass(frozen=True)
class Queue:
    """Every proposal of a course: by skill in the order of the text, the surest item of a skill first.

    ``decisions`` are those that can be undone, the latest last; ``counted`` is the number of the latest ever made.
    """

    language: str
    title: str
    origin: Origin | None
    proposals: tuple[Proposal, ...]
    skills: tuple[SkillProposal, ...] = ()
    orders: tuple[OrderProposal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    counted: int = 0

    @cached_property
    def by_key(self) -> Mapping[str, AnyProposal]:
        """Every proposal."""
        every: tuple[AnyProposal, ...] = (*self.skills, *self.orders, *self.proposals)
        return {one.key: one for one in every}

    @cached_property
    def in_order(self) -> tuple[AnyProposal, ...]:
        """As an author goes through them: each skill, what comes before it, its items; items without a skill last."""
        orders: dict[str, list[OrderProposal]] = {}
        items: dict[str, list[Proposal]] = {}
        for order in self.orders:
            orders.setdefault(order.skill, []).append(order)
        for item in self.proposals:
            items.setdefault(item.skill, []).append(item)
        found: list[AnyProposal] = []
        for skill in self.skills:
            found += [skill, *orders.get(skill.key, ()), *items.pop(skill.key, ())]
        return (*found, *(item for rest in items.values() for item in rest))

    @property
    def open(self) -> tuple[AnyProposal, ...]:
        """What is not decided yet."""
        return tuple(one for one in self.in_order if one.state == "open")

    def one(self, key: str) -> AnyProposal:
        """A proposal. Raises NotFound."""
        if key not in self.by_key:
            raise NotFound("There is no such proposal.")
        return self.by_key[key]

    def skill(self, key: str) -> SkillProposal | None:
        """A proposed skill; None where there is none of that key."""
        found = self.by_key.get(key)
        return found if isinstance(found, SkillProposal) else None

    def titled(self, key: str) -> str:
        """The title of a skill by its key."""
        found = self.skill(key)
        return key if found is None else found.title

    def changed(self, changed: Iterable[AnyProposal]) -> Queue:
        """With these in the place of those of the same key."""
        new = {one.key: one for one in changed}

        def put(every: tuple[_Kind, ...]) -> tuple[_Kind, ...]:
            return tuple(cast(_Kind, new.get(one.key, one)) for one in every)

        return replace(self, proposals=put(self.proposals), skills=put(self.skills), orders=put(self.orders))


def proposed(about: About, pages: Iterable[Page], words: Iterable[Word]) -> Queue:
    """What the texts of a source give."""
    every = tuple(pages)
    seen = language_of(page.text for page in every)
    # Many a document says that it is in English and is not: its own words are to be trusted.
    language = about.language if about.language.startswith(seen or about.language) else seen
    language = language or seen or "en"
    found = propose(every, words, language)
    origins = {page.key: page.origin for page in every}
    return Queue(
        language,
        about.title,
        about.origin,
        tuple(_items(found, origins, about.origin)),
        tuple(
            SkillProposal(
                skill.key,
                skill.title,
                skill.objective,
                skill.passages[0].page if skill.passages else "",
                tuple(passage.text for passage in skill.passages),
                skill.terms,
                skill.confidence,
                skill.reason,
            )
            for skill in found.skills
        ),
        tuple(
            OrderProposal(f"{one.before}<{one.skill}", one.skill, one.before, one.evidence, one.confidence, one.reason)
            for one in found.prerequisites
        ),
    )


def _items(found: Proposals, origins: Mapping[str, Origin | None], whole: Origin | None) -> Iterator[Proposal]:
    """The items, each with the origin of its page."""
    order = {skill.key: number for number, skill in enumerate(found.skills)}
    for item in sorted(found.items, key=lambda item: (order.get(item.skill, len(order)), -item.confidence)):
        origin = origins.get(item.passage.page) or whole
        question = replace(item.question, origin=origin)
        yield Proposal(
            question.key, question, item.skill, item.passage.text, item.passage.page, item.confidence, item.reason
        )


def load(folder: Path) -> Queue | None:
    """The queue of a course's folder; None where there is none. Raises InvalidInput for one that cannot be read."""
    try:
        return msgspec.json.decode((folder / PROPOSALS).read_bytes(), type=Queue)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise InvalidInput(f"{folder / PROPOSALS} cannot be read ({error}). Import the text again.") from error


def written(queue: Queue, before: Queue | None = None) -> str:
    """The file of a queue; what was decided, edited or found by a model ``before`` stays as it is."""
    if before is not None:
        old = {one.key: one for one in before.by_key.values() if one.state != "open" or one.edited}
        made = [
            one for one in before.proposals if one.key not in queue.by_key and (one.by == "model" or one.key in old)
        ]
        gone = [one for one in before.skills if one.key not in queue.by_key and one.key in old]
        queue = replace(queue, proposals=(*queue.proposals, *made), skills=(*queue.skills, *gone))
        queue = replace(queue.changed(old.values()), decisions=before.decisions, counted=before.counted)
    return msgspec.json.format(msgspec.json.encode(queue), indent=1).decode() + "\n"


def save_queue(folder: Path, queue: Queue) -> None:
    """Write a queue into its folder, whole or not at all."""
    new = folder / f".{PROPOSALS}.new"
    new.write_text(written(queue), "utf-8")
    new.replace(folder / PROPOSALS)
