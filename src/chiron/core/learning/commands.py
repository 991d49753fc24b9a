"""What a learner can do, as values. Each carries the idempotency key that the client made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chiron.core.words import Json, Verdict


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a learner does. ``origin`` is set where a program did it for them: ``core.events`` says how."""

    key: str
    client_time: datetime | None = None
    origin: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class SetGoal(Command):
    """Choose what to be ready for, why, until when (ISO date) and how many minutes a week."""

    goal: str = ""
    why: str = ""
    until: str | None = None
    minutes: int = 90


@dataclass(frozen=True, slots=True)
class Start(Command):
    """Begin a sitting: ``purpose`` is practice, review, skill, test or diagnostic; ``skill`` where one is meant.

    ``put_away`` is the learner's word that an unfinished diagnostic or test may be left for it; ``minutes`` how long
    they say they have, None for a sitting of the usual length.
    """

    purpose: str = "practice"
    skill: str | None = None
    put_away: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class OnStep(Command):
    """Something done at a step of the open item."""

    item: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Answer(OnStep):
    """A response, with what the checker said of it."""

    response: Json = None
    verdict: Verdict | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Unsure(OnStep):
    """ "I don't know": in the diagnostic the item is over; in practice the next hint comes."""


@dataclass(frozen=True, slots=True)
class TakeHint(OnStep):
    """The next rung, from ``rung`` on (0 when none was taken): a second click on an old page takes no second rung."""

    rung: int = 0


@dataclass(frozen=True, slots=True)
class ShowSolution(OnStep):
    """The worked solution of the step; only once the ladder is at its end."""


@dataclass(frozen=True, slots=True)
class Undo(OnStep):
    """Take the last try back from the page."""


@dataclass(frozen=True, slots=True)
class SelfJudge(OnStep):
    """A learner on their own has compared an answer that waits for a person with the model answer."""

    attempt: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Say(Command):
    """A message to the tutor."""

    item: str = ""
    text: str = ""
    flags: tuple[str, ...] = ()
    """What a moderation service found in it, where one was asked."""


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Go back to the lesson that distress had stopped."""


@dataclass(frozen=True, slots=True)
class Next(Command):
    """Go on from a finished item; ``item`` names it, so that a second click opens no second item."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Study(Command):
    """Go on from the worked example to the learner's own item; ``passed`` where it was passed over."""

    item: str = ""
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Put the open item away."""

    item: str = ""


@dataclass(frozen=True, slots=True)
class Finish(Command):
    """End the sitting."""


@dataclass(frozen=True, slots=True)
class OneMore(Command):
    """One more question after the end."""


@dataclass(frozen=True, slots=True)
class GoOn(Command):
    """Go on without the break that was offered: a sitting of what was left of the one before."""


@dataclass(frozen=True, slots=True)
class Rate(Command):
    """Thumbs on a message of the tutor."""

    turn: str = ""
    helpful: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report(Command):
    """ "This looks wrong", of words, a grade, an item or an estimate."""

    what: str = "item"
    turn: str | None = None
    item: str | None = None
    attempt: str | None = None
    skill: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OpenSheet(Command):
    """Begin a checkpoint or final check. ``seen`` are the items that the learner met: skill, template, seed.

    ``put_away`` is the learner's word that an unfinished diagnostic or test may be left for it.
    """

    kind: str = "unit"
    part: str = ""
    put_away: bool = False
    seen: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSheet(Command):
    """The answer to a step of the item at ``place`` (from 0); ``unsure`` where the learner does not know."""

    sheet: str = ""
    place: int = 0
    step: str = ""
    response: Json = None
    verdict: Verdict | None = None
    unsure: bool = False
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class HandIn(Command):
    """Hand the sheet in. ``blanks``: the learner knows that what has no answer counts as not known."""

    sheet: str = ""
    blanks: bool = False


@dataclass(frozen=True, slots=True)
class DropSheet(Command):
    """Give the open sheet up."""

    sheet: str = ""


@dataclass(frozen=True, slots=True)
class OpenResource(Command):
    """Open something to read, see or try; ``offer`` where it was offered beside the open item."""

    resource: str = ""
    offer: str = ""


@dataclass(frozen=True, slots=True)
class LeaveResource(Command):
    """Be done with it: ``how`` is ``done``, ``not-for-me``, or ``put-away`` for an offer that was not opened.

    ``seconds`` and ``share`` are how long it was open and how far the learner went, where the page knows it.
    """

    resource: str = ""
    how: str = "done"
    offer: str = ""
    seconds: int | None = None
    share: float | None = None
