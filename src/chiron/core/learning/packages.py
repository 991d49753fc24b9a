"""Packages that are played elsewhere: what one holds, what it says of a learner, and where it goes on.

What a package says is hearsay: anybody who can read its scripts can have it say anything. It is kept as events and
shown as its own words; nothing here is evidence, and no learner model reads it. The words of the two standards are
those of SCORM 1.2 and SCORM 2004 4th Edition, Run-Time Environment, 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from chiron.core.events import Event
from chiron.core.learning.parts import Part
from chiron.core.words import Json

LAUNCHED, REPORTED = "package.launched", "package.reported"
KINDS = (LAUNCHED, REPORTED)
MOST_PARTS = 500
MOST_REPORTS = 300
"""Of one launch; behind them only ends are taken, as many again."""
MOST_A_DAY = 2_000
"""Starts and reports of one person in one course within a day."""
MOST_BYTES_A_DAY = 5_000_000
LONGEST_STATE = 64_000
"""Characters of ``suspend_data`` (SCORM 2004 4th Edition, RTE 4.2.22; 1.2 has 4,096)."""
LONGEST_PLACE = 1_000
MOST_ANSWERS = 50
"""Of one report; a package with more sends several."""

Completion = Literal["unknown", "not-attempted", "browsed", "incomplete", "completed"]
Success = Literal["unknown", "failed", "passed"]
Standard = Literal["scorm-1.2", "scorm-2004"]
Key = Annotated[str, Field(min_length=1, max_length=200)]


class Playable(Part):
    """One thing of a package that can be started, as its manifest says."""

    key: Key
    title: Annotated[str, Field(max_length=300)]
    start: Annotated[str, Field(min_length=1, max_length=2_000)]
    """The file that begins it, with what follows ``?``."""
    reports: bool = True
    """Whether it speaks to who plays it (a SCO); a mere page (an asset) says nothing."""
    data: Annotated[str, Field(max_length=4_096)] = ""
    """What the manifest hands to it: ``dataFromLMS``."""
    mastery: float | None = None
    """The score that its author calls passed: of 100 in 1.2, from -1 to 1 in 2004."""
    threshold: float | None = Field(None, ge=0, le=1)
    """The progress that its author calls completed (2004)."""
    limit: Annotated[str, Field(max_length=60)] = ""
    """The time that its author allows, as the manifest writes it: told to the package, not kept."""
    needs: tuple[tuple[Key, ...], ...] = ()
    """Opened once all parts of one of these groups are finished; at once where there is no group."""


class Contents(Part):
    """A package as it can be played: its parts, one after another."""

    standard: Standard
    title: Annotated[str, Field(max_length=300)]
    parts: tuple[Playable, ...] = Field(min_length=1, max_length=MOST_PARTS)

    def part(self, key: str) -> Playable | None:
        """The part of this key."""
        return next((part for part in self.parts if part.key == key), None)


_Number = Annotated[float, Field(ge=-1e9, le=1e9, allow_inf_nan=False)]


class Score(Part):
    """What a package calls a score. ``scaled`` is from -1 to 1."""

    raw: _Number | None = None
    least: _Number | None = None
    most: _Number | None = None
    scaled: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)] | None = None


class Answer(Part):
    """One interaction as a package tells it. What is longer than this is cut by who sends it."""

    id: Annotated[str, Field(max_length=250)] = ""
    kind: Annotated[str, Field(max_length=20)] = ""
    response: Annotated[str, Field(max_length=1_000)] = ""
    result: Annotated[str, Field(max_length=40)] = ""
    seconds: Annotated[float, Field(ge=0, le=360_000, allow_inf_nan=False)] | None = None


ESCAPE = "\ufdd0"
"""Before a letter that stands for one that no database holds: ``faces/play/islands/letters.ts``."""


def _most(letters: int) -> AfterValidator:
    """A bound on letters, where an escape and what follows it are one."""

    def bounded(text: str) -> str:
        if len(text) - text.count(ESCAPE) > letters:
            raise ValueError(f"longer than {letters} letters")
        return text

    return AfterValidator(bounded)


class Report(Part):
    """What a package says of one sitting with one of its parts. The next report of the sitting takes its place."""

    number: int = Field(ge=1, le=1_000_000)
    completion: Completion = "unknown"
    success: Success = "unknown"
    score: Score = Score()
    progress: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] | None = None
    place: Annotated[str, Field(max_length=2 * LONGEST_PLACE), _most(LONGEST_PLACE)] = ""
    """Its bookmark."""
    state: Annotated[str, Field(max_length=2 * LONGEST_STATE), _most(LONGEST_STATE)] | None = None
    """What it keeps for itself until the next time; None where that is what it was."""
    seconds: Annotated[float, Field(ge=0, le=360_000, allow_inf_nan=False)] = 0
    """Of this sitting."""
    answers: Annotated[tuple[Answer, ...], Field(max_length=MOST_ANSWERS)] = ()
    """Those that were not told before."""
    suspended: bool = False
    """Whether it wants to go on from here the next time."""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Played:
    """What is known of a learner and one part."""

    launches: int = 0
    launch: str = ""
    completion: Completion = "unknown"
    success: Success = "unknown"
    score: Score = field(default_factory=Score)
    progress: float | None = None
    place: str = ""
    state: str = ""
    before: float = 0
    """Seconds of earlier sittings."""
    seconds: float = 0
    """Of the latest one."""
    reports: int = 0
    """Of the latest launch."""
    answers: int = 0
    """Told in all."""
    suspended: bool = False
    ended: bool = False
    finished: bool = False
    """Whether the package ever said that it was completed or passed; a part that says nothing, once it was opened."""

    @property
    def entry(self) -> Literal["ab-initio", "resume", ""]:
        """How the next sitting begins (``cmi.core.entry``, ``cmi.entry``): a sitting that broke off goes on, too."""
        if not self.launches or (not self.reports and not self.place and not self.state):
            return "ab-initio"
        return "resume" if self.suspended or not self.ended else ""


def fold(events: Iterable[Event], package: str, contents: Contents | None = None) -> dict[str, Played]:
    """What a learner's events tell of a package, by the key of its part."""
    found: dict[str, Played] = {}
    for event in events:
        body = event.body
        if event.kind not in KINDS or body["package"] != package:
            continue
        key = str(body["part"])
        before = found.get(key, Played())
        part = contents.part(key) if contents is not None else None
        if event.kind == LAUNCHED:
            found[key] = _launched(before, str(body["launch"]), part is not None and not part.reports)
        elif body["launch"] == before.launch:
            found[key] = _reported(before, body)
    return found


def _launched(before: Played, launch: str, silent: bool) -> Played:
    return replace(
        before,
        launches=before.launches + 1,
        launch=launch,
        before=before.before + before.seconds,
        seconds=0,
        reports=0,
        ended=False,
        finished=before.finished or silent,
    )


def _reported(before: Played, body: Mapping[str, Json]) -> Played:
    state = body["state"]
    return replace(
        before,
        completion=body["completion"],
        success=body["success"],
        score=Score.model_validate(body["score"]),
        progress=body["progress"],
        place=str(body["place"]),
        state=before.state if state is None else str(state),
        seconds=float(body["seconds"]),
        reports=before.reports + 1,
        answers=before.answers + len(body["answers"]),
        suspended=bool(body["suspended"]),
        ended=bool(body["ended"]),
        finished=before.finished or body["completion"] == "completed" or body["success"] == "passed",
    )


def opened(contents: Contents, played: Mapping[str, Played]) -> frozenset[str]:
    """The keys of the parts that can be started now."""
    finished = {key for key, each in played.items() if each.finished}
    return frozenset(
        part.key for part in contents.parts if not part.needs or any(finished.issuperset(group) for group in part.needs)
    )


def upcoming(contents: Contents, played: Mapping[str, Played]) -> Playable:
    """The part to go on with: the one that broke off, else the first that is open and not finished, else the first."""
    can = opened(contents, played)
    ways = [part for part in contents.parts if part.key in can]
    waiting = [part for part in ways if not played.get(part.key, Played()).finished]
    begun = [part for part in waiting if played.get(part.key, Played()).launches]
    return next(iter([*begun, *waiting, *ways, *contents.parts]))


def whole(contents: Contents, played: Mapping[str, Played]) -> bool:
    """Whether the package said of each of its parts that it is finished."""
    return all(played.get(part.key, Played()).finished for part in contents.parts)


def reachable(parts: Sequence[Playable]) -> set[str]:
    """The parts that can be opened some day; the others wait for one another, or for what is not there."""
    found = set[str]()
    grown = True
    while grown:
        new = {part.key for part in parts if not part.needs or any(found.issuperset(group) for group in part.needs)}
        grown = bool(new - found)
        found |= new
    return found
