"""What is proposed to an author: skills, what comes before what, and items, each with its grounds.

Nothing here is decided: an author accepts, edits or rejects. ``confidence`` (0 to 1) orders the queue, ``reason`` says
in a sentence why it is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from chiron.engine.library.importing.arriving import Question, Section, Word


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of the text: the key of its Page, and the words there."""

    page: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposedSkill:
    """A skill that a stretch of the text teaches. ``terms`` are those that it defines."""

    key: str
    title: str
    objective: str
    section: Section
    passages: tuple[Passage, ...]
    terms: tuple[str, ...]
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class ProposedPrerequisite:
    """A skill that comes before another, by their keys. ``evidence`` is a sentence of the later one that shows it."""

    skill: str
    before: str
    confidence: float
    reason: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class ProposedItem:
    """A Question made of the text, with the passage that its key was taken from. ``skill`` is a ProposedSkill's key."""

    question: Question
    skill: str
    passage: Passage
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that a text gives. ``words`` are terms that it defines and no glossary holds."""

    skills: tuple[ProposedSkill, ...] = ()
    prerequisites: tuple[ProposedPrerequisite, ...] = ()
    items: tuple[ProposedItem, ...] = ()
    words: tuple[Word, ...] = field(default_factory=tuple)
