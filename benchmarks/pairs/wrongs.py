"""Wrong lines that a wrong idea makes, and right ones, as pupils write them.

An idea's lines come from its rule, so this asks whether an idea is found again among 72 once its line has been put
together, turned round and typed, not whether pupils have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.reading import read
from chiron.core.learning.maths.show import typed
from chiron.core.learning.maths.tree import Alternatives, Both, Node, Relation, TooLarge, integer
from chiron.core.learning.unread import Unread
from chiron.core.learning.working.expand import collected
from chiron.core.learning.working.goals import Goal, Working
from chiron.core.learning.working.parts import product, ratio, terms, total
from chiron.core.learning.working.rules import Rule

SHAPES = {
    Goal.SOLVE: (
        "{a}x + {b} = {c}", "{a}x - {b} = {d}x + {c}", "{a}(x - {b}) = {c}", "{a}(x + {b}) - {d}(x - {c}) = {e}",
        "x/{a} + {b} = {c}", "(x + {b})/{a} = {c}", "x/{a} - x/{d} = {c}", "{b} - {a}x = {c}", "-{a}x + {b} < {c}",
        "{a}x - {b} >= {d}x + {c}", "x^2 - {s} = 0", "x^2 = {s}", "(x - {b})(x + {c}) = 0", "x^2 = {a}x",
        "(x + {b})^2 = {s}", "{a}x = {c}", "x/{a} = {c}", "-{a}x = {c}", "-x + {b} = {c}",
        "(x - {b})(x + {c}) = {e}",
        "{a}x^2 = {as_}", "x - {b} = -{c}", "{a}x + {b} <= {c}", "-{a}x > {c}", "{a}x = {d}x + {c}", "x/{a} < {b}",
        "sqrt(x) = {a}", "sqrt(x + {b}) = {a}", "1/x = {a}/{d}", "{a}/x = {d}", "{a}/(x + {b}) = {d}",
        "|x - {b}| = {c}",
        "x(x - {b}) = 0", "{a}x(x + {b}) = 0", "{a}x - {b} = {c} - {d}x", "{a}x/{d} = {c}",
    ),
    Goal.EXPAND: (
        "{a}(x + {b})", "-{a}(x - {b})", "(x + {b})(x - {c})", "(x - {b})^2", "(x + {b})^2",
        "{a}x(x + {b}) - (x - {c})",
        "({a}x + {b})^2", "({a}x - {b})(x + {c})", "-(x + {b})", "-(x - {b}) + {c}", "(x + {b})(x + {c})",
        "(x - {b})(x - {c})", "(x + {b})^3", "-{a}x(x - {b})", "(x - y)^2", "{a}(x + y - {b})", "-2({a}x - {b})",
        "(x + {b})(x - {b})", "{b} - (x - {c})", "{b} - {a}(x + {c})",
    ),
    Goal.SIMPLIFY: (
        "{a}x + {b} - {d}x + {c}", "x^{a} * x^{d}", "(x^{a})^{d}", "({a}x)^{d}", "{a}x - x + {b}", "{a}x + {d}y",
        "{a}x + {b}", "{a}x + {d}x", "{a}x - {d}x", "x + x", "{a}x^2 + {d}x", "x^{a}/x^{d}", "x^{a} + x^{a}",
        "({a}x^2)^3", "{a}x * {d}x", "x^-{a}", "{a}x^0", "(x + {b})/{a}", "(x^2 + {b}x)/x", "(x*y)^{a}",
        "(x/{a})^{d}",
        "(x/{a}) * ({b}/{d})", "x/{a} * {b}/{d}", "x^(1/2)", "sqrt({s}x^2)", "sqrt(x^2 + {s})", "sqrt({s} + x^2)",
        "{a}x + {b}x - {c}x", "-{a}x - {d}x", "x^{a}*y^{a}",
        "(x + {b})/(x + {c})", "{a}/(x + {b})", "x/{a} + x/{d}", "1/x + 1/y", "{a}(x + {b}) + {d}x", "x * x^{a}",
        "{a}x - (-{d}x)", "(x^{a})^2 * x", "2^{a} * 2^{d}", "{b}^0 + x", "{a}^x * {a}^2", "({a}x + {ab})/{a}",
        "{b} - {a}x - {c} + {d}x", "(x^2 - {s})/(x - {m})", "({a}x)/({d}x)", "x - {b} + {c}", "x^(2/3)",
    ),
    Goal.FACTOR: (
        "{a}x + {ab}", "x^2 - {s}", "x^2 + {p}x + {q}", "{a}x^2 - {as_}", "x^2 - {p}x + {q}", "x^2 + {b}x",
        "{a}x^2 + {ab}x", "x^2 + {s}", "x^2 + {r}x - {q}", "4x^2 - {s}", "x^2 - {r}x - {q}",
    ),
    Goal.WORK_OUT: (
        "{a} + {b} * {c}", "{b} - (-{c})", "1/{a} + 1/{d}", "{a}/{b} * {c}/{d}", "({a} + {b}) * {c} - {d}",
        "{b} - {c} + {d}",
        "{b} - {c}", "-{b} - {c}", "-{b} + {c}", "-{b} * -{c}", "-{b} * {c}", "{a}^2 + {d}^2", "{a}^{d}", "-{a}^2",
        "(-{a})^2", "{a}^-{d}", "{a}^0", "sqrt({s} + {t})", "sqrt({s})", "sqrt({s}) + sqrt({t})", "{b} * 1/{a}",
        "{d} * {m}/{a}", "{a} + 1/{d}", "({a}/{b}) / ({c}/{d})", "({a}/{b}) * ({c}/{d})", "{m}/{a} * {n}/{d}",
        "{a}/{b} - {m}/{n}", "({a} + {d})^2", "{a} * ({b} + {d})",
        "{c} - {a} * {b}", "{ab} / {a} * {d}", "{b} / ({a}/{d})", "({a}/{d})^2", "{a}^2 * {a}^3", "(2^{a})^{d}",
        "-(-{b})",
        "|-{b}|", "|{b} - {c}|", "{a} - {b} - {c}", "4^(1/2)", "9^(1/2)", "({a}/{d})^-1", "2 * {a}^2",
        "{b} - {m} * -{n}",
        "{a}/{d} + {m}/{d}", "{c} - {m} + {n} - {b}", "2^{a} + 2^{d}", "{b} + {a}^2", "{a} - ({b} - {c})",
        "-{b}/-{a}", "sqrt({s} * {t})",
    ),
}  # fmt: skip
EVERY = [(goal, shape) for goal, shapes in SHAPES.items() for shape in shapes]


def start(goal: Goal, shape: str, seed: int) -> Working:
    """The task of a shape, with numbers of a seed."""
    chance = Random(f"{goal}/{shape}/{seed}")
    a, d = chance.sample(range(2, 8), 2)
    b, c = chance.sample(range(2, 16), 2)
    m, n = chance.sample(range(2, 10), 2)
    numbers = {"a": a, "b": b, "c": c, "d": d, "e": chance.randint(1, 40), "s": m * m, "t": n * n, "m": m, "n": n}
    numbers |= {"ab": a * b, "p": m + n, "q": m * n, "r": abs(m - n), "as_": a * m * m}
    return Working(read(shape.format(**numbers)).tree, goal, ("x",) if goal is Goal.SOLVE else ())


@dataclass(frozen=True)
class Line:
    """A wrong line with the right ones above it, and the idea that made it."""

    task: Working
    above: tuple[Node, ...]
    typed: str
    rule: str


def right_lines(task: Working) -> list[Node]:
    """Chiron's own way, without the first line."""
    return [step.line for step in task.ahead(task.start)]


def wrong_lines(rule: Rule, task: Working, chance: Random) -> Iterator[Line]:
    """What an idea makes of a task's first line and of those after it, as typed."""
    way = [task.start, *right_lines(task)]
    for at, line in enumerate(way[:5]):
        every = list(rule.lines(line))
        for wrong in chance.sample(every, min(2, len(every))):
            try:
                if same(task.start, wrong).equal is not False:
                    continue
                text = as_typed(wrong, task.goal, chance)
                if text is not None and same(task.start, read(text).tree).equal is False:
                    yield Line(task, tuple(way[1 : at + 1]), text, rule.id)
            except (TooLarge, Unread):
                continue


def as_typed(line: Node, goal: Goal, chance: Random) -> str | None:
    """A line put together as a pupil would, its sides exchanged now and then, in a notation that is drawn."""
    try:
        if goal is not Goal.FACTOR and chance.random() < 0.7:
            line = _together(line)
        if isinstance(line, Relation) and line.op == "=" and chance.random() < 0.2:
            line = Relation("=", line.right, line.left)
    except TooLarge:
        return None
    return _noted(typed(line), chance)


def _together(line: Node) -> Node:
    if isinstance(line, Relation):
        return Relation(line.op, collected(line.left), collected(line.right))
    if isinstance(line, Alternatives | Both):
        return line.with_parts([_together(part) for part in line.parts])
    return collected(line)


_RAISED = {f"^{n}": raised for n, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


def _noted(text: str, chance: Random) -> str:
    way = chance.randrange(4)
    if way == 1:
        return text.replace(" ", "")
    if way == 2:
        found = text.replace("-", "−")
        return found.replace("^2", "²") if "^2" in found and not any(f"^2{n}" in found for n in range(10)) else found
    return text.replace("*", " * ") if way == 3 else text


def rewritings(task: Working, line: Node, chance: Random) -> Iterator[str]:
    """Right lines of a right one: terms moved, both sides multiplied, exchanged, in another order, decimals."""
    if isinstance(line, Relation):
        for made in _relations(line, chance):
            yield _noted(typed(made), chance)
    elif not isinstance(line, Alternatives | Both) and task.goal is not Goal.SOLVE:
        every = terms(line)
        yield _noted(typed(total(chance.sample(every, len(every)))), chance)
        by = integer(chance.randint(2, 9))
        yield _noted(typed(total([*every, by, integer(-int(typed(by)))])), chance)
    yield _noted(typed(line), chance)


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}


def _relations(line: Relation, chance: Random) -> Iterator[Node]:
    left, right = terms(line.left), terms(line.right)
    yield Relation(_TURNED[line.op], line.right, line.left)  # type: ignore[arg-type]
    yield Relation(line.op, total(chance.sample(left, len(left))), total(chance.sample(right, len(right))))
    minus: Sequence[Node] = [product([integer(-1), term]) for term in right]
    yield Relation(line.op, total([*left, *minus]), integer(0))
    by = Fraction(chance.choice((2, 3, 5, 10, -1, -2)))
    op = line.op if by > 0 else _TURNED[line.op]
    sides = (collected(total([product([ratio(by), term]) for term in side])) for side in (left, right))
    yield Relation(op, *sides)  # type: ignore[arg-type]
    more = integer(chance.randint(1, 9))
    yield Relation(line.op, total([*left, more]), total([*right, more]))
