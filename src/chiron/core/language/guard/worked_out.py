"""The rule that a model asserts no sum that comes to the answer ("x = 6 + 1"), unless it stands on the screen.

To name the sum that is left is the next step of the ladder, and comes when the ladder says so.
"""

from __future__ import annotations

import re
from fractions import Fraction

from chiron.core.language.guard import algebra, numbers
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.spoken import signed
from chiron.core.language.guard.values import spoken, standing, wanted

NAME = "answer-as-a-sum"
_SUM = re.compile(r"(?<![\w.)^])-?\(*\d+(?:\.\d+)?\)*(?:\s*[-+*/^]\s*\(*-?\d+(?:\.\d+)?\)*)+(?![\w(^])")

_SIDE = r"(-?(?:\d+(?:\.\d+)?[a-z]?|\b[a-z]\b)(?:\s*[-+*/]\s*(?:\d+(?:\.\d+)?[a-z]?|\b[a-z]\b))*)"
_EQUATION = re.compile(rf"(?<![\w^.]){_SIDE}\s*=\s*{_SIDE}(?![\w^])")


def stops(line: Line, scene: Scene) -> str | None:
    """The sum."""
    keys = scene.closed
    values = wanted(keys) if keys else frozenset()
    if not values:
        return None
    text, seen = signed(line.text), re.sub(r"\s", "", signed(scene.screen))
    known = standing(scene.screen)
    ways = {found.value for value in values if (found := algebra.written(f"{value.numerator}/{value.denominator}"))}
    asks = re.match(r"\W*(?:what|which|how|can you|could you|cual|cuanto|que)\b.*\?\W*$", text, re.DOTALL)
    plain = {value for number in spoken(line.text) for value in number.values}
    for number in spoken(text):
        if "/" not in number.said and any(v in values and v not in plain for v in number.values):
            return line.text  # a root, or what something is the square of
    if not asks and _solved(text, values, scene):
        return line.text
    for match in _SUM.finditer(text):
        run = re.sub(r"\s", "", match.group())
        found = algebra.written(run)
        if found is None or found.value not in ways or run in seen:
            continue
        alone = not re.search(r"\w", text.replace(match.group(), "", 1))
        turned = re.match(r"\s*=\s*[a-z]\b|\W*(?:is|es) (?:what|the|it|lo que)\b", text[match.end() :])
        made_up = any(Fraction(part) not in known for part in re.findall(r"\d+(?:\.\d+)?", run) if part not in "12")
        stated = not asks and numbers.LEADS_TO.search(text[: match.start()])
        if alone or turned or made_up or stated:
            return match.group()
    return None


def _solved(text: str, values: frozenset[Fraction], scene: Scene) -> bool:
    """Whether an equation in a letter of its own, with a number of its own, has the answer as its solution."""
    seen = signed(scene.screen)
    for match in _EQUATION.finditer(text):
        letters = set(re.findall(r"[a-z]", match.group()))
        if len(letters) != 1 or (letter := letters.pop()) in seen_letters(seen):
            continue
        if all(Fraction(part) in standing(scene.screen) for part in re.findall(r"\d+", match.group())):
            continue
        if any(_holds(match, letter, value) and not _holds(match, letter, value + 1) for value in values):
            return True
    return False


def seen_letters(text: str) -> frozenset[str]:
    """The letters that stand for themselves in a plain text."""
    return frozenset(re.findall(r"(?<![a-z])[a-z](?![a-z])", text))


def _holds(match: re.Match[str], letter: str, value: Fraction) -> bool:
    put = f"*({value.numerator}/{value.denominator})"
    sides = []
    for side in match.groups():
        filled = re.sub(rf"(?<=\d){letter}", put, re.sub(r"\s", "", side))
        sides.append(algebra.written(filled.replace(letter, put[1:])))
    one, other = sides
    return one is not None and other is not None and one.value == other.value
