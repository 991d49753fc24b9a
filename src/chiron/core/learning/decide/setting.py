"""What a decision is made under, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput
from chiron.core.events import KINDS, About, Draft, Made
from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.retrieval import Index
from chiron.core.learning import commands as c
from chiron.core.learning.fold import Frame
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.policies import Policy
from chiron.core.learning.state import LearnerState, OpenItem, Piece, StepProgress
from chiron.core.learning.translation import kept_version
from chiron.core.words import Json, Move, Source

LONGEST_TEXT = 4_000
"""Characters of a message or report; longer ones are refused with the limit named."""


class OldPage(Conflict):
    """The page was older than the state; the newer state is shown and nothing is lost."""

    code = "old-page"


@dataclass(frozen=True, slots=True)
class TalkSetting:
    """What the talk knows of where it takes place.

    ``index`` finds passages of the course; ``help_text`` is the school's own; ``alone`` means that no named adult
    stands behind the learner, and ``country`` (ISO 3166-1) then picks help lines. Without ``mood``, which a school
    switches on, somebody upset is answered as somebody stuck. ``near`` compares this message with the course's
    sentences by meaning, where that was done. ``contact`` is whom a learner on their own named to be written to.
    """

    language: str = "en"
    index: Index | None = None
    help_text: str | None = None
    alone: bool = True
    country: str | None = None
    mood: bool = False
    near: Nearness | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a decision is made under. ``chance`` and ``new_id`` are arguments so that a decision can be replayed.

    ``generate`` makes the item of a skill, template and seed in the frame's course; ``actor`` is who acts.
    """

    frame: Frame
    policy: Policy
    generate: Callable[[str, str, int], Item]
    guess: Callable[[ItemStep], float]
    when: datetime
    chance: Random
    new_id: Callable[[], UUID]
    actor: UUID | None
    talk: TalkSetting = TalkSetting()
    retention: float = 0.9
    teacherless: bool = False
    """Whether nobody else at the school would read an answer, so that learners may judge their own."""
    chances: Callable[[str], Mapping[str, float]] | None = None
    """Where it is known better than by difficulty: how likely the next answer is right, by template of a skill."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be said, before anyone has put it into words: authored pieces, and the move they word."""

    turn: str
    move: Move
    pieces: tuple[Piece, ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody must be told now. ``kind`` names the notice, ``body`` its values (ids only)."""

    kind: str
    body: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to be recorded and said. ``words`` are put in words after the drafts are safe."""

    drafts: tuple[Draft, ...] = ()
    words: Words | None = None
    alerts: tuple[Alert, ...] = ()


class Writer:
    """Makes the drafts of one command: the first carries the client's key, the others keys made from it."""

    def __init__(self, command: c.Command, setting: Setting) -> None:
        self._command, self._setting = command, setting
        self._count = 0

    def draft(
        self, kind: str, about: About, body: dict[str, Json], *, checker: str | None = None, system: bool = False
    ) -> Draft:
        """One draft. ``system`` marks what Chiron itself did."""
        key = self._command.key if self._count == 0 else f"{self._command.key}/{self._count}"
        self._count += 1
        setting, origin = self._setting, self._command.origin
        if origin and "origin" in KINDS[kind].fields:
            body = {**body, "origin": origin}
        about, body = setting.frame.said(kind, about, body)
        return Draft(
            kind=kind,
            body=body,
            key=key,
            actor=None if system else setting.actor,
            server_time=setting.when,
            client_time=self._command.client_time,
            about=about,
            made=Made(checker, setting.policy.version, setting.frame.model.version),
            version=KINDS[kind].version,
        )


def course_about(setting: Setting) -> About:
    """About the course as a whole."""
    return About(setting.frame.course.id, setting.frame.version)


def item_about(item: OpenItem, setting: Setting, step: ItemStep | None = None) -> About:
    """About an item, or a step of it; a step may exercise another skill than its item."""
    skill = step.skill if step is not None else item.skill
    version, now = item.version, setting.frame.version
    if kept_version(now) == kept_version(version):
        version = now  # The language may be another one than when it was opened.
    return About(setting.frame.course.id, version, skill, item.template, item.seed, None, step.id if step else None)


def open_item(state: LearnerState, name: str) -> OpenItem:
    """The open item of that id. Raises OldPage when the page shows an item that is open no longer."""
    if state.item is None or state.item.id != name:
        raise OldPage(
            "That question is no longer open here. You may have gone on in another tab; this is where you are."
        )
    return state.item


def open_step(state: LearnerState, command: c.OnStep, setting: Setting) -> tuple[OpenItem, ItemStep, StepProgress]:
    """The step a command is about, if it is the one to do now. Raises OldPage or InvalidInput."""
    item = open_item(state, command.item)
    made = made_item(item, setting)
    step = next((s for s in made.steps if s.id == command.step), None)
    if step is None:
        raise InvalidInput("This question has no such step. Load the page again.", field="step")
    now = current_step(item, made)
    ids = [s.id for s in made.steps]
    if now is not None and ids.index(step.id) > ids.index(now.id):
        # What is said at a later step, its hints above all, takes this one as solved.
        raise OldPage("This question has a step before that one. This is where you are.")
    return item, step, item.step(step.id)


def made_item(item: OpenItem, setting: Setting) -> Item:
    """The open item, made again from its seed."""
    return setting.generate(item.skill, item.template, item.seed)


def current_step(item: OpenItem, made: Item) -> ItemStep | None:
    """The first step that is not done, None when all are."""
    return next((s for s in made.steps if not item.step(s.id).done), None)


def finishes(item: OpenItem, made: Item, step: ItemStep) -> bool:
    """Whether the item is over once this step is done."""
    return all(s.id == step.id or item.step(s.id).done for s in made.steps)


def refuse_long(text: str, field: str) -> str:
    """The text without control characters. Raises InvalidInput when it is empty or longer than LONGEST_TEXT."""
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(
            f"That is {len(text):,} characters long; {LONGEST_TEXT:,} is the most. Please shorten it.", field=field
        )
    clean = "".join(ch for ch in text if ch in "\n\t" or ord(ch) >= 32).replace("\x7f", "").strip()
    if not clean:
        raise InvalidInput("Write something first.", field=field)
    return clean


def piece(text: str, title: str | None = None, source: Source = Source.COURSE) -> Piece:
    """A piece of the course's own words."""
    return Piece(text, source, title)


def words_draft(words: Words, first: Draft) -> Draft:
    """The words as said, with where they came from."""
    body: dict[str, Json] = {
        "turn": words.turn,
        "item": words.item,
        "move": words.move.kind.value,
        "reason": words.move.reason,
        "words": [
            {"text": p.text, "source": p.source.value, "title": p.title, "link": p.link, "quoted": p.quoted}
            for p in words.pieces
        ],
        "provenance": "authored",
    }
    if "passage" in words.move.because:
        body["found"] = [[words.move.because.get("skill"), words.move.because["passage"]]]
    kind = "words.said"
    version = KINDS[kind].version
    return replace(first, kind=kind, version=version, body=body, key=f"{first.key}/words", actor=None, client_time=None)
