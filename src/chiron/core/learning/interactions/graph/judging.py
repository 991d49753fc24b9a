"""Whether a drawing is right, and what a wrong one may have come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chiron.core.learning.interactions.graph.lines import POINT_IDEAS, Line, Point, Statement, line_ideas

_NOTE_OF = {
    "coordinates-exchanged": "graph-exchanged",
    "sign-lost": "graph-sign",
    "slope-and-intercept-exchanged": "graph-slope-intercept",
    "slope-inverted": "graph-inverted",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Each part right or not; the one idea that explains what is wrong; what can be said of it."""

    parts: dict[str, bool]
    idea: str | None = None
    note: str | None = None
    counts: tuple[str, ...] = field(default=())
    """The parts without one of which right the answer is wrong, not partly right; empty for any."""

    @property
    def right(self) -> bool:
        """Whether everything is."""
        return all(self.parts.values())

    @property
    def credit(self) -> float:
        """The share of right parts."""
        if self.counts and not any(self.parts[name] for name in self.counts):
            return 0.0
        return sum(self.parts.values()) / len(self.parts)


def judge_points(placed: Sequence[Point], wanted: Sequence[Point], named: bool, given: Iterable[Line]) -> Judged:
    """Points against those asked for: each with its own name, or in any order."""
    left = list(wanted)
    parts: dict[str, bool] = {}
    for number, point in enumerate(placed):
        parts[str(number + 1)] = point == wanted[number] if named else point in left
        if not named and point in left:
            left.remove(point)
    wrong = [point for number, point in enumerate(placed) if not parts[str(number + 1)]]
    if named:
        left = [point for number, point in enumerate(wanted) if not parts[str(number + 1)]]
    idea = _only(idea for idea, move in POINT_IDEAS if wrong and _same([move(p) for p in wrong], left, named))
    note = _NOTE_OF[idea] if idea else None
    if note is None and len(wrong) == 1 and any(line.holds(wrong[0]) and line.holds(left[0]) for line in given):
        note = "graph-on-line"
    return Judged(parts, idea, note)


def _same(made: list[Point], wanted: list[Point], named: bool) -> bool:
    return made == wanted if named else sorted(made) == sorted(wanted)


def judge_line(one: Point, other: Point, line: Line) -> Judged:
    """The line through two different points against the line asked for."""
    parts = {"1": line.holds(one), "2": line.holds(other)}
    if all(parts.values()):
        return Judged(parts)
    drawn = Line.through(one, other)
    idea = _only(idea for idea, made in line_ideas(line) if made == drawn != line)
    note = _NOTE_OF[idea] if idea else _of_line(drawn, line, parts)
    return Judged(parts, idea, note)


def _of_line(drawn: Line, line: Line, parts: dict[str, bool]) -> str | None:
    if drawn.slope == line.slope:
        return "graph-slope"
    if drawn.intercept is not None and drawn.intercept == line.intercept:
        return "graph-intercept"
    return "graph-one-point" if any(parts.values()) else None


def judge_region(placed: Sequence[Point], edge: str, asked: Statement) -> Judged:
    """A half-plane: its line, a point inside it, and whether the line belongs to it."""
    found = judge_line(placed[0], placed[1], asked.line)
    side, kind = asked.inside(placed[2]), (edge == "dashed") == asked.strict
    note = found.note
    if all(found.parts.values()):
        note = "graph-side" if not side else None if kind else "graph-edge"
    return Judged(found.parts | {"3": side, "edge": kind}, found.idea, note, ("1", "2"))


def _only(ideas: Iterator[str]) -> str | None:
    """The one idea; none when two different ones would explain it."""
    found = set(ideas)
    return found.pop() if len(found) == 1 else None
