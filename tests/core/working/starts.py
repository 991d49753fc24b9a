"""Lines to begin with, drawn from a seed: what pupils meet."""

from __future__ import annotations

from random import Random

from chiron.core.learning.maths.reading import read
from chiron.core.learning.working.goals import Goal, Working

SHAPES = {
    Goal.SOLVE: (
        "{a}x + {b} = {c}",
        "{a}x - {b} = {d}x + {c}",
        "{a}(x - {b}) = {c}",
        "{a}(x + {b}) - {d}(x - {c}) = {e}",
        "x/{a} + {b} = {c}",
        "(x + {b})/{a} = {c}",
        "x/{a} - x/{d} = {c}",
        "{b} - {a}x = {c}",
        "-{a}x + {b} < {c}",
        "{a}x - {b} >= {d}x + {c}",
        "x^2 - {s} = 0",
        "(x - {b})(x + {c}) = 0",
        "x^2 = {a}x",
        "(x + {b})^2 = {s}",
    ),
    Goal.EXPAND: ("{a}(x + {b})", "-{a}(x - {b})", "(x + {b})(x - {c})", "(x - {b})^2", "{a}x(x + {b}) - (x - {c})"),
    Goal.SIMPLIFY: ("{a}x + {b} - {d}x + {c}", "x^{a} * x^{d}", "(x^{a})^{d}", "({a}x)^{d}", "{a}x - x + {b}"),
    Goal.FACTOR: ("{a}x + {ab}", "x^2 - {s}", "x^2 + {p}x + {q}", "{a}x^2 - {as_}"),
    Goal.WORK_OUT: ("{a} + {b} * {c}", "{b} - (-{c})", "1/{a} + 1/{d}", "{a}/{b} * {c}/{d}", "({a} + {b}) * {c} - {d}"),
}


def start(goal: Goal, shape: str, seed: int) -> Working:
    """The task of a shape, with numbers of a seed."""
    chance = Random(f"{goal}/{shape}/{seed}")
    a, d = chance.sample(range(2, 8), 2)
    b, c = chance.randint(2, 12), chance.randint(3, 30)
    m, n = chance.randint(1, 9), chance.randint(1, 9)
    numbers = {
        "a": a,
        "b": b,
        "c": c,
        "d": d,
        "e": chance.randint(1, 40),
        "s": m * m,
        "ab": a * b,
        "p": m + n,
        "q": m * n,
        "as_": a * m * m,
    }
    return Working(read(shape.format(**numbers)).tree, goal, ("x",) if goal is Goal.SOLVE else ())


EVERY = [(goal, shape) for goal, shapes in SHAPES.items() for shape in shapes]
