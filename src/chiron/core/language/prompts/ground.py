"""What a prompt may be made of: what stands on the learner's screen, and the move. There is no field for the rest.

The key, the solution and the rungs to come are not left out of a prompt: there is nowhere to put them.
"""

from __future__ import annotations

from dataclasses import dataclass

from chiron.core.words import MoveKind, Outcome


@dataclass(frozen=True, slots=True)
class Learner:
    """Who is spoken to, as no more than it takes to speak well.

    ``age`` is ``child``, ``teen`` or ``adult``; ``level`` how well the skill is shown, in the words that people are
    shown; ``goal`` the goal's title; ``wishes`` preferences in words ("short answers"); ``mood`` only where the school
    switched it on, from this conversation alone.
    """

    language: str = "en"
    age: str = "adult"
    level: str = ""
    goal: str = ""
    wishes: tuple[str, ...] = ()
    mood: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as the learner sees it: the item's and the step's prompt, its own texts, and the rungs that were shown."""

    skill: str = ""
    item: str = ""
    step: str = ""
    texts: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Try:
    """An answer as the page shows it, what the checker said of it, and what the author says about it."""

    answer: str
    outcome: Outcome
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message on this page."""

    learner: bool
    text: str


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a model is told. ``authored`` are the words that are said without it: they are the learner's to see now.

    ``passages`` are quotable pieces of the course with their headings; ``guidelines`` the school's own wishes on words;
    ``summary`` and ``facts`` what is remembered of the conversation.
    """

    move: MoveKind
    reason: str
    authored: tuple[str, ...]
    learner: Learner = Learner()
    shown: Shown | None = None
    tries: tuple[Try, ...] = ()
    talk: tuple[Turn, ...] = ()
    passages: tuple[tuple[str, str], ...] = ()
    guidelines: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    summary: str = ""
