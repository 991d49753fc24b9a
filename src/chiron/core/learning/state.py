"""What is known of one learner in one course: the value that the fold makes from their events.

Everything here can be rebuilt from the log, so a change of shape needs no migration: ``SHAPE`` goes up and the
snapshots are folded again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec.json import Decoder, Encoder, decode

from chiron.core.learning.aids import AtResource, Offer, Used
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.memory import Memory, Recall, due
from chiron.core.learning.memory.elsewhere import Elsewhere
from chiron.core.learning.memory.finished import Finished
from chiron.core.learning.sheet import Handed, Sheet
from chiron.core.learning.timing import Clock
from chiron.core.words import Json, Outcome, Source

SHAPE = "learner@11"
"""The shape of the snapshot; with the versions of the model it is the ``parameters`` under which one is kept."""
UNJUDGED = (Outcome.UNREADABLE, Outcome.PERSON, Outcome.ONWARD)
"""Outcomes that are no evidence."""


Site = tuple[float, float]
"""What an answer adds to an estimate's precision and to its precision times mean."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One opportunity, as the evidence panel shows it.

    ``sites`` is what it adds to the estimate by outcome, so that it can be judged otherwise (``sites.py``): ``share``
    of it is left after the time since, and ``weight`` is less than 1 where the learner judged it themselves.
    ``misconception`` is a course's id, or ``idea:`` with the rule that named it. ``told``: a program handed it in, so
    that it counts as after a hint at least.
    """

    key: str
    at: datetime
    outcome: Outcome
    hints: int
    template: str
    seed: int
    misconception: str | None = None
    sites: dict[str, Site] = field(default_factory=dict)
    share: float = 1.0
    weight: float = 1.0
    overturned: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """What is known of one skill. ``trace`` holds the latest opportunities, oldest first.

    ``memory`` is what the latest ``finished`` items make of ``earlier``, the memory before the first of them.
    ``seconds`` are those of work on the latest finished items, oldest first. ``elsewhere`` is what its cards showed in
    another program, where the learner brought that; it tells of memory alone.
    """

    estimate: Estimate | None = None
    memory: Memory | None = None
    opportunities: int = 0
    trace: tuple[Trace, ...] = ()
    finished: tuple[Finished, ...] = ()
    earlier: Memory | None = None
    seconds: tuple[int, ...] = ()
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a step. ``key`` is its event's, by which it can be contested."""

    key: str
    at: datetime
    response: Json
    outcome: Outcome
    misconception: str | None = None
    feedback: str | None = None
    parts: dict[str, bool] = field(default_factory=dict)
    note: str | None = None
    unsure: bool = False
    """The learner said "I don't know"."""
    undone: bool = False
    proof: dict[str, Json] = field(default_factory=dict)
    """What shows the verdict: a counterexample, a failing test."""
    checker: str | None = None
    """The checker and its version."""
    decided: str = ""
    """Who judged it since: ``person``, ``self`` or ``checker`` (another version, replayed)."""
    first: Outcome | None = None
    """What the checker said, where it was judged since."""
    rungs: int = 0
    """The hints taken at its step before it."""


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far one step is. ``given``: it was worked for the learner from the start, and says nothing of them."""

    attempts: tuple[Attempt, ...] = ()
    rungs: int = 0
    shown: bool = False
    done: bool = False
    given: bool = False

    @property
    def counted(self) -> tuple[Attempt, ...]:
        """The attempts that were evidence: read, and judged by a checker."""
        return tuple(a for a in self.attempts if a.outcome not in UNJUDGED)

    @property
    def alone(self) -> bool:
        """Right at the first judged try, without help."""
        first = next(iter(self.counted), None)
        helped = self.rungs > 0 or self.shown or (first is not None and first.rungs > 0)
        return first is not None and first.outcome is Outcome.CORRECT and not helped

    @property
    def visible(self) -> tuple[Attempt, ...]:
        """What stays on the page."""
        return tuple(a for a in self.attempts if not a.undone)


@dataclass(frozen=True, slots=True)
class Said:
    """One message in the talk beside an item. ``who`` is ``learner`` or ``tutor``."""

    turn: str
    who: str
    words: tuple[Piece, ...]
    at: datetime
    rated: bool | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what was said, with its source. ``link`` names the skill of a quoted lesson."""

    text: str
    source: Source
    title: str | None = None
    link: str | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class OpenItem:
    """The item before the learner."""

    id: str
    skill: str
    template: str
    seed: int
    version: str
    purpose: str
    reason: str
    because: dict[str, Json]
    at: datetime
    retention: float = 0.9
    """The recall that the learner wanted when it was opened."""
    steps: dict[str, StepProgress] = field(default_factory=dict)
    talk: tuple[Said, ...] = ()
    finished: bool = False
    studied: bool = False
    """The worked example that comes before it was read."""
    offer: Offer | None = None
    """What else was offered beside it."""

    @property
    def example(self) -> int | None:
        """The seed of the worked example that is still to be read before it, None where there is none."""
        seed = self.because.get("example")
        return None if seed is None or self.studied or self.finished or self.begun else int(seed)

    @property
    def begun(self) -> bool:
        """Whether anything was done at one of its steps."""
        return any(step.attempts or step.rungs or step.shown for step in self.steps.values())

    def step(self, name: str) -> StepProgress:
        """The progress of a step, empty if not begun."""
        return self.steps.get(name, StepProgress())


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting. ``before`` keeps the estimates as they were when a skill was first met in it.

    ``minutes`` is how long the learner said they have; ``reason`` says why it ended, with its values ``because``.
    """

    id: str
    purpose: str
    started: datetime
    length: int
    skill: str | None = None
    items: int = 0
    right: int = 0
    hints: int = 0
    ended: datetime | None = None
    before: dict[str, Estimate] = field(default_factory=dict)
    misconceptions: dict[str, int] = field(default_factory=dict)
    minutes: int | None = None
    reason: str = ""
    because: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoalSet:
    """What the learner is after: a goal of the course, why, until when (ISO date), minutes a week.

    ``given``: a teacher set it last.
    """

    goal: str
    why: str = ""
    until: str | None = None
    minutes: int = 90
    given: bool = False


@dataclass(frozen=True, slots=True)
class Recent:
    """An item lately seen, for variety."""

    skill: str
    template: str
    seed: int
    at: datetime
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of the diagnostic."""

    skill: str
    credit: float


@dataclass(frozen=True, slots=True)
class Contest:
    """An attempt that a person was asked to judge: the latest report of it, and whether that still waits."""

    attempt: str
    report: str
    open: bool = True


@dataclass(frozen=True, slots=True)
class LearnerState:
    """One learner in one course, at one place of their log."""

    joined: datetime | None = None
    skills: dict[str, SkillRecord] = field(default_factory=dict)
    session: Session | None = None
    item: OpenItem | None = None
    goal: GoalSet | None = None
    asked: tuple[Asked, ...] = ()
    placed: datetime | None = None
    recent: tuple[Recent, ...] = ()
    seconds: dict[str, int] = field(default_factory=dict)
    """Seconds of work by day (ISO date in the school's time zone is the face's concern; here UTC)."""
    clock: Clock = field(default_factory=Clock)
    last_event: datetime | None = None
    misconceptions: dict[str, int] = field(default_factory=dict)
    """``skill/misconception`` -> how often."""

    referred: dict[str, str] = field(default_factory=dict)
    """Open reports that a learner is stuck: report -> skill."""
    contests: tuple[Contest, ...] = ()
    """The latest attempts that were contested or went to a person, oldest first."""

    paused: str | None = None
    """The turn in which distress stopped the lesson, until the learner goes back to it."""
    care: tuple[Piece, ...] = ()
    """What was said then."""

    recall: Recall | None = None
    """How this learner forgets in this course; None before the first review."""
    sheet: Sheet | None = None
    """The open checkpoint or final check."""
    handed: tuple[Handed, ...] = ()
    """The latest sheets that were handed in, oldest first."""
    weighed: dict[str, datetime] = field(default_factory=dict)
    """When it was last weighed, by skill, whether to offer something beside the next item."""
    used: dict[str, Used] = field(default_factory=dict)
    """What became of resources that were offered or opened, by name."""
    away: AtResource | None = None
    """The resource that the learner is at, until they do something else."""

    def record(self, skill: str) -> SkillRecord:
        """What is known of a skill, empty if never met."""
        return self.skills.get(skill, SkillRecord())

    @property
    def estimates(self) -> dict[str, Estimate]:
        """The skills that have an estimate, by name.

        A snapshot comes back from PostgreSQL with its keys in another order; sums over estimates must not round
        otherwise for that, or a log folded again would differ in the last digit.
        """
        return {name: r.estimate for name, r in sorted(self.skills.items()) if r.estimate is not None}

    @property
    def memories(self) -> dict[str, Memory]:
        """The skills that have a memory, by name; each due by the learner's own forgetting curve."""
        return {name: kept for name in sorted(self.skills) if (kept := self.memory(name)) is not None}

    def memory(self, skill: str) -> Memory | None:
        """The memory of a skill, due by the learner's own forgetting curve; None where there is none."""
        kept = self.record(skill).memory
        return kept if kept is None or self.recall is None else replace(kept, due=due(self.recall, kept))


_READER = Decoder(LearnerState)
_WRITER = Encoder()


def to_bytes(state: LearnerState) -> bytes:
    """The snapshot as JSON's text."""
    return _WRITER.encode(state)


def to_json(state: LearnerState) -> Json:
    """The same as a JSON value."""
    return decode(to_bytes(state))


def from_text(text: str | bytes) -> LearnerState:
    """The state that a snapshot's JSON text holds. Raises msgspec.ValidationError when it is not one."""
    return _READER.decode(text)
