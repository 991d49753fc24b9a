"""A second way to the answers of a course, which knows nothing of Chiron's reader, formulas or graders.

Texts are read as a learner reads them: a piece of maths is turned into Python and worked out with fractions. For each
step with a number as its key several routes are tried: a calculation of the prompt worked out, an equation of the
prompt solved by the straight line through two points, a value put into an expression, the last numbers of the worked
solution and its last exponent. A route that gives the key in nine of ten items of a template is *the* route there, and
an item in which it does not is a fault. So no list of routes is kept by hand, and a formula that is wrong in rare draws
stands out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction

from chiron.core.learning.generate import Item, ItemStep

MATHS = re.compile(r"\$\$?([^$]+)\$\$?")
NUMBER = re.compile(r"(?<![\w.,/])[-−]?\d+(?:\.\d+)?(?:/\d+)?(?![\w/]|\.\d)")
EXPONENT = re.compile(r"\^\{?(-?\d+)")
MOST_POWER = 60
MOST_POWERS = 4
"""In one calculation."""
AGREES = 0.9
LEAST = 20
"""Items in which a route must lead somewhere before it is believed."""


class Unclear(Exception):
    """A text that this reader does not take for a calculation."""


def python(text: str) -> str:
    """Maths, LaTeX or plain, as Python over ``F`` and ``at``. Raises Unclear."""
    plain = re.sub(r"\\left|\\right|\\,|\\;|\\!", "", text)
    for _ in range(4):
        plain = re.sub(r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", plain)
        plain = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", plain)
    for old, new in ((r"\times", "*"), (r"\cdot", "*"), (r"\div", "/"), ("^", "**"), ("−", "-"), (" ", "")):
        plain = plain.replace(old, new)
    plain = re.sub(r"(?<=[\dA-Za-z)])(?=[A-Za-z(])", "*", plain)
    plain = re.sub(r"(?<=[A-Za-z)])(?=\d)", "*", plain)
    if not re.fullmatch(r"[-+*/().\dA-Za-z]+", plain) or len(set(re.findall("[A-Za-z]", plain))) > 1:
        raise Unclear
    plain = re.sub(r"\d+(?:\.\d+)?", lambda number: f"F('{number[0]}')", plain)
    return re.sub(r"(?<!')(?<![A-Za-z])[A-EG-Za-z](?!')", "at", plain)


def value(text: str, at: Fraction | None = None) -> Fraction:
    """What a calculation is worth, with its one letter at a value. Raises Unclear."""
    source = python(text)
    if at is None and "at" in source:
        raise Unclear
    powers = re.findall(r"\*\*\(?-?F\('(\d+)'\)", source)
    if source.count("**") != len(powers) or any(int(power) > MOST_POWER for power in powers):
        raise Unclear
    if len(powers) > MOST_POWERS or re.search(r"\*\*\(*F\('\d+'\)\)*\*\*", source):  # a power of a power has no end
        raise Unclear
    source = re.sub(r"\*\*(\(?-?)F\('(\d+)'\)", r"**\1\2", source)
    try:
        found = eval(source, {"__builtins__": {}}, {"F": Fraction, "at": at})
        return Fraction(found)
    except Exception as error:
        raise Unclear from error


def solved(equation: str) -> Fraction:
    """The solution of a linear equation in one letter. Raises Unclear for any other."""
    sides = equation.split("=")
    if len(sides) != 2:
        raise Unclear
    at = [value(sides[0], Fraction(x)) - value(sides[1], Fraction(x)) for x in (0, 1, 2)]
    if at[1] - at[0] != at[2] - at[1] or at[0] == at[1]:
        raise Unclear
    return -at[0] / (at[1] - at[0])


def routes(item: Item, step: ItemStep) -> Iterator[tuple[str, Fraction]]:
    """Each route that leads to a number, by its name."""
    asked = MATHS.findall(f"{item.prompt} {step.prompt}")
    given = [piece for piece in asked if re.fullmatch(r"\s*[a-z]\s*=\s*\(?[-−]?[\d./]+\)?\s*", piece)]
    for number, piece in enumerate(asked):
        for name, route in (("worked out", value), ("solved", solved)):
            with suppress(Unclear):
                yield f"{name} {number}", route(piece)
        for at in given[:1]:
            with suppress(Unclear):
                yield f"at {number}", value(piece, value(at.split("=")[1]))
    for name, text in (("step", step.solution), ("whole", item.solution)):
        for place, shown in enumerate(reversed(list(_numbers(text)))):
            if place < 3:
                yield f"solution of the {name}, {place} from its end", shown
        for exponent in EXPONENT.findall(text)[-1:]:
            yield f"solution of the {name}, its last exponent", Fraction(exponent)


def _numbers(text: str) -> Iterator[Fraction]:
    """The numbers of a text as a reader meets them; a calculation counts by its last side.

    A power too large to be worked out counts for nothing: its base and its exponent alone are not what it is worth.
    """

    def said(found: re.Match[str]) -> str:
        last = found[1].split("=")[-1]
        try:
            return f" {value(last)} "
        except Unclear:
            return " " if "^" in last else f" {last} "

    for found in NUMBER.findall(MATHS.sub(said, text)):
        yield Fraction(found.replace("−", "-"))


def disagreements(items: Iterable[Item]) -> tuple[list[str], int, int, int]:
    """Items of one template in which a believed route misses the key, and steps with a number.

    Then how many of these have a route, and how many one that begins at the prompt.
    """
    led: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    missed: dict[tuple[str, str], list[str]] = defaultdict(list)
    numbers = set[str]()
    for item in items:
        for step in item.steps:
            if step.kind in ("numeric", "quantity"):
                numbers.add(step.id)
                key = Fraction(step.key["answer"])
                for name, found in routes(item, step):
                    route = (step.id, name)
                    led[route][found == key] += 1
                    if found != key:
                        missed[route].append(f"{step.id}, {name}: {found}, not {key}, in seed {item.seed}")
    believed = {r for r, c in led.items() if c.total() >= LEAST and c[True] >= AGREES * c.total()}
    told = [line for route in sorted(believed) for line in missed[route]]
    begun = {step for step, name in believed if not name.startswith("solution")}
    return told, len(numbers), len({step for step, _ in believed}), len(begun)
