"""Points, lines and half-planes drawn on a grid: graded exactly."""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.formula import parse
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, blame, only
from chiron.core.learning.interactions.graph.answers import (
    back,
    drawing_of,
    drawn,
    form_of,
    kept,
    listed,
    placed_at,
    plain,
)
from chiron.core.learning.interactions.graph.judging import Judged, judge_line, judge_points, judge_region
from chiron.core.learning.interactions.graph.lines import Line, Point, Statement, equation, line_ideas, stated
from chiron.core.learning.interactions.graph.spec import Fields, GraphWrong, Grid, Pair, Span
from chiron.core.learning.interactions.numeric.reading import read_number
from chiron.core.learning.interactions.one_number import worth
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

EDGES = ("solid", "dashed")


class Graph(Kind):
    """See README.md beside this file."""

    kind = "graph"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds the grid, what stands on it, and how many points to place; the key the points or the line."""
        key: dict[str, Json] = {
            "wrong": [_wrong(entry, values, locale) for entry in spec.wrong if entry.applies(values)],
            "ideas": [{"rule": rule, "misconception": name} for rule, name in sorted(spec.ideas.items())],
        }
        names: list[str] | None = None
        if spec.points is not None:
            key["points"] = [kept(_point(point.at, values)) for point in spec.points]
            if spec.points[0].label is not None:
                names = [fill(point.label or "", values, locale.decimal) for point in spec.points]
            asked, count = "points", len(spec.points)
        else:
            key["line"] = fill(spec.line or "", values, plain=True)
            asked = "line" if stated(key["line"]).sign == "=" else "region"
            count = 2 if asked == "line" else 3
        task = {
            "x": Span.of(spec.x, values).json(_label(spec.x.label, "x", values, locale)),
            "y": Span.of(spec.y, values).json(_label(spec.y.label, "y", values, locale)),
            "asked": asked,
            "count": count,
            "names": names,
            "given": _given(spec, values, locale),
            "decimal": locale.decimal,
        }
        return task, key

    def read(self, task: Json, form: Form) -> Json:
        """Each point under ``answer.<number>.x`` and ``.y``; of a half-plane also ``answer.edge``."""
        grid = Grid.read(task)
        points = [_read(task, grid, str(number), form) for number in range(1, task["count"] + 1)]
        found: dict[str, Json] = {"points": points}
        if task["asked"] == "points":
            return found
        placed = [placed_at(point) for point in points]
        if placed[0] == placed[1]:
            raise Unread("same-point", field="answer.2.x")
        if task["asked"] == "region":
            if Line.through(placed[0], placed[1]).holds(placed[2]):
                raise Unread("on-edge", field="answer.3.x")
            found["edge"] = only(form, "answer.edge")
            if found["edge"] not in EDGES:
                raise Unread("pick-one", field="answer.edge")
        return found

    def typed(self, response: Json) -> Typed:
        """The coordinates as typed."""
        found: Typed = {}
        for number, point in enumerate(response["points"], 1):
            for axis in "xy":
                found[f"answer.{number}.{axis}"] = [point["typed"][axis]]
        return found | ({"answer.edge": [response["edge"]]} if "edge" in response else {})

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if every point is, or the line through the two; marked by point."""
        placed = [placed_at(point) for point in response["points"]]
        found = self._judged(task, key, placed, response.get("edge", ""))
        if found.right:
            return self.right_verdict()
        proof: dict[str, Json] = {} if task["asked"] == "points" else {"line": drawn(task, placed, response)}
        ideas = {entry["rule"]: entry for entry in key["ideas"]}
        expected = next((entry for entry in key["wrong"] if _is(entry, task, placed)), None)
        misconception, feedback = blame(key, expected or ideas.get(found.idea))
        if found.idea:
            proof["ideas"] = [found.idea]
        outcome = Outcome.PARTLY if found.credit else Outcome.INCORRECT
        return Verdict(
            outcome, self.checker, found.credit, misconception, feedback, found.parts, found.note, proof=proof
        )

    def _judged(self, task: Json, key: Json, placed: list[Point], edge: str) -> Judged:
        if task["asked"] == "points":
            given = [stated(line["source"]).line for line in task["given"]["lines"]]
            return judge_points(placed, [back(point) for point in key["points"]], bool(task["names"]), given)
        asked = stated(key["line"])
        if task["asked"] == "line":
            return judge_line(placed[0], placed[1], asked.line)
        return judge_region(placed, edge, asked)

    def describe(self, task: Json, response: Json) -> str:
        """The points, and the line that goes through them."""
        placed = [placed_at(point) for point in response["points"]]
        if task["asked"] == "points":
            return listed(task, placed)
        return f"${drawn(task, placed, response)}$ ({listed(task, placed[:2])})"

    def answer(self, task: Json, key: Json) -> str:
        """The points, or the line."""
        if task["asked"] == "points":
            return listed(task, [back(point) for point in key["points"]])
        return f"${equation(stated(key['line']), task['decimal'])}$"

    def right(self, task: Json, key: Json) -> Typed:
        """The points; of a line two of its points on the grid."""
        if task["asked"] == "points":
            return form_of(task, [back(point) for point in key["points"]])
        return drawing_of(task, stated(key["line"]))

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong drawing, and what the named ideas make of the right one."""
        grid = Grid.read(task)
        rules = {entry["rule"] for entry in key["ideas"]}
        if task["asked"] == "points":
            wanted = [back(point) for point in key["points"]]
            sets = [[back(point) for point in entry["points"]] for entry in key["wrong"]]
            sets += [[(y, x) for x, y in wanted]] if "coordinates-exchanged" in rules else []
            right = wanted if task["names"] else sorted(wanted)
            return [
                form_of(task, points)
                for points in sets
                if all(map(grid.has, points)) and (points if task["names"] else sorted(points)) != right
            ]
        asked = stated(key["line"])
        wrong = [stated(entry["line"]) for entry in key["wrong"]]
        wrong += [Statement(line, asked.sign) for rule, line in line_ideas(asked.line) if rule in rules]
        return [drawing_of(task, each) for each in wrong if each.line != asked.line and len(grid.on(each.line)) == 2]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The points as they are usually written, or the line's equation."""
        if task["asked"] != "points":
            return (equation(stated(key["line"]), task["decimal"]),)
        gaps = (",", ", ") if task["decimal"] == "." else (";", "; ")
        plain = {f"({x}{gap}{y})" for x, y in key.get("points", ()) for gap in gaps}
        return tuple(sorted(plain | {text.replace("-", "−") for text in plain}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """What cannot be drawn on this grid, and a wrong answer that is right."""
        grid = Grid.read(task)
        found = []
        if task["asked"] == "points":
            points = [back(point) for point in key["points"]]
            found += [
                f"The point {plain(p)} cannot be dragged to: see range and snap." for p in points if not grid.rests(p)
            ]
            if len(set(points)) < len(points) and not task["names"]:
                found.append("Two points are the same.")
            right = points if task["names"] else sorted(points)
            for entry in key["wrong"]:
                wrong = [back(point) for point in entry["points"]]
                if (wrong if task["names"] else sorted(wrong)) == right:
                    found.append(f"The wrong points {', '.join(map(plain, wrong))} are the right ones.")
            return found
        asked = stated(key["line"])
        if len(grid.on(asked.line)) < 2:
            found.append(
                f"The line {key['line']!r} meets fewer than two places of the grid that a point can be dragged to."
            )
        for entry in key["wrong"]:
            if stated(entry["line"]).line == asked.line:
                found.append(f"The wrong line {entry['line']!r} is the right one.")
        return found

    def guess(self, task: Json) -> float:
        """Each point at random on the grid's lines; a line likewise."""
        grid = Grid.read(task)
        places = (1 + (grid.x.high - grid.x.low) // grid.x.snap) * (1 + (grid.y.high - grid.y.low) // grid.y.snap)
        return max(0.001, float(1 / places) ** (task["count"] if task["asked"] == "points" else 1))


def _point(pair: Pair, values: Mapping[str, Value]) -> Point:
    return parse(pair[0]).number(values), parse(pair[1]).number(values)


def _label(label: str | None, usual: str, values: Mapping[str, Value], locale: Locale) -> str:
    return usual if label is None else fill(label, values, locale.decimal)


def _given(spec: Fields, values: Mapping[str, Value], locale: Locale) -> Json:
    lines = []
    for text in spec.given.lines:
        source = fill(text, values, plain=True)
        statement = stated(source)
        if statement.sign != "=":
            raise FormulaError(f"{source!r}: a given line is an equation.")
        line = statement.line
        numbers = [str(line.a), str(line.b), str(line.c)]
        lines.append({"source": source, "numbers": numbers, "text": equation(statement, locale.decimal)})
    points = [
        {"at": kept(_point(point.at, values)), "label": _label(point.label, "", values, locale)}
        for point in spec.given.points
    ]
    return {"lines": lines, "points": points}


def _wrong(entry: GraphWrong, values: Mapping[str, Value], locale: Locale) -> Json:
    found: dict[str, Json] = {
        **entry.said(values, locale.decimal),
    }
    if entry.points is not None:
        return found | {"points": [kept(_point(point, values)) for point in entry.points]}
    return found | {"line": fill(entry.line or "", values, plain=True)}


def _is(entry: Json, task: Json, placed: list[Point]) -> bool:
    """Whether what was drawn is this wrong answer."""
    if task["asked"] == "points":
        points = [back(point) for point in entry["points"]]
        return points == placed if task["names"] else sorted(points) == sorted(placed)
    return stated(entry["line"]).line == Line.through(placed[0], placed[1])


def _read(task: Json, grid: Grid, name: str, form: Form) -> Json:
    found: dict[str, Json] = {"typed": {}}
    for axis in "xy":
        field = f"answer.{name}.{axis}"
        typed = only(form, field)
        if not typed.strip():
            raise Unread("fill-every", field=field)
        value = worth(read_number(typed, task["decimal"], variable=axis, field=field).number)
        if not (grid.x if axis == "x" else grid.y).has(value):
            raise Unread("off-grid", field=field)
        found["typed"][axis] = typed
        found[axis] = str(value)
    return found
