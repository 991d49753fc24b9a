"""The worked solution leads to the key: who follows it ends right, and each line of it holds where the problem does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.maths.equal import same
from chiron.core.learning.maths.tree import Both, Chain, Node, Relation, names
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.words import Outcome
from chiron.engine.library.looks.sight import MATHS, Manner, Sight, Told, maths

ANSWERED = ("numeric", "quantity", "expression", "solution-set")
_NUMBER = re.compile(r"(?<![\w.,])[-\N{MINUS SIGN}]?\d+(?:[.,]\d+|/\d+)?(?![\w/]|[.,]\d)")
_PLACED = re.compile(r"[-\N{MINUS SIGN}]?\d[\d.,/ ]*\s?\$?\s?[^\s\d$.,;]{1,12}")
_WHY = ("given", "ideas", "misconceptions")
MOST = 40
"""So many pieces of a solution are tried."""


def followed(sight: Sight) -> Iterator[Told]:
    """Each step whose answer is maths: is it in the worked solution, and does it fit the equation of the prompt?"""
    for number, step in enumerate(sight.item.steps):
        path = ("steps", number)
        if step.kind in ANSWERED:
            if not _shows(step, step.solution) and not _shows(step, sight.item.solution):
                message = "The worked solution never shows the right answer."
                yield (*path, "solution"), Manner(message), "End it with the answer, or correct the answer."
            if (equation := _unfitting(sight, step)) is not None:
                message = f"The right answer does not make {equation!r} of the problem true."
                yield path, message, "Correct the answer, or the equation."
        if step.kind == "working":
            for where, text in (((*path, "solution"), step.solution), (("solution",), sight.item.solution)):
                for line in _astray(sight, step, text):
                    message = f"A line of the worked solution does not follow: {line!r}."
                    yield where, Manner(message), "Correct it; each line must be as true as the first one."


def _shows(step: ItemStep, text: str) -> bool:
    """Whether somebody who types a piece of this text is right."""
    kind = interaction(step.kind)
    # Why a piece is wrong is not asked for.
    key = {name: value for name, value in step.key.items() if name not in _WHY} | {"wrong": []}
    if step.kind == "solution-set":
        key |= {"given": None}
    for piece in _pieces(text, numbers_first=step.kind in ("numeric", "quantity")):
        try:
            verdict = kind.grade(step.task, key, kind.read(step.task, {"answer": [piece]}))
        except Unread:
            continue
        if verdict.outcome is Outcome.CORRECT or (verdict.outcome is Outcome.PARTLY and (verdict.credit or 0) > 0):
            return True
    return False


def _pieces(text: str, numbers_first: bool) -> list[str]:
    """What could be typed of a text, the last first: maths, its sides, numbers with and without what follows."""
    shown: list[str] = []
    for piece in maths(text):
        sides = [side for side in re.split(r"(?<![<>!])=", piece) if side.strip()]
        shown += [piece, *(sides if len(sides) > 1 else ())]
    plain = MATHS.sub(lambda maths: maths[1], text)
    numbers = [number.group() for pattern in (_PLACED, _NUMBER) for number in pattern.finditer(plain)]
    found = [*shown, *numbers] if numbers_first else [*numbers, *shown]
    tidy = (piece.strip().rstrip(".,;") for piece in found)
    return list(dict.fromkeys(reversed([piece for piece in tidy if piece])))[:MOST]


def _unfitting(sight: Sight, step: ItemStep) -> str | None:
    """An equation in the step's own letter, given in the problem, that the answer does not make true."""
    letter = step.task.get("variable") if step.kind in ("numeric", "quantity") else None
    if letter is None or sight.template.purpose == "error":
        return None
    value = Fraction(step.key["answer"])
    for piece in maths(sight.item.prompt):
        tree = sight.tree(piece) if "=" in piece else None
        if isinstance(tree, Relation) and tree.op == "=" and set(names(tree)) == {letter} and not _lone(tree):
            try:
                one, other = (exact(side, {letter: value}) for side in (tree.left, tree.right))
            except Undefined:
                return piece
            if one is not None and other is not None and one != other:
                return piece
    return None


def _lone(tree: Relation) -> bool:
    """``y = ...`` defines its letter; what it is worth is not asked."""
    return any(len(names(side)) == 0 for side in (tree.left, tree.right)) and tree.left.size == 1


def _astray(sight: Sight, step: ItemStep, text: str) -> Iterator[str]:
    """Lines of a worked solution that are neither the problem in another form nor true by themselves."""
    starts = [sight.tree(line) for line in step.task["start"]]
    if len(starts) != 1 or starts[0] is None:
        return
    (start,) = starts
    assert start is not None
    letters = set(names(start))
    for piece in maths(text):
        tree = sight.tree(piece) if any(sign in piece for sign in ("=", "<", ">", r"\le", r"\ge")) else None
        if tree is None or not letters or not letters.issuperset(names(tree)) or not names(tree):
            continue
        if isinstance(tree, Relation | Chain) and not _holds(start, tree):
            yield piece


def _holds(start: Node, line: Relation | Chain) -> bool:
    if isinstance(line, Chain):
        if set(line.ops) != {"="}:
            return same(start, line).equal is not False
        # ``x = 8 * 7 = 56``: what has no letter is worth one number, and the whole says what its ends say.
        first, *_, last = line.sides
        plain = [side for side in line.sides if not names(side)]
        if any(same(plain[0], side).equal is False for side in plain[1:]):
            return False
        return _holds(start, Relation("=", first, last))
    if line.op == "=" and same(line.left, line.right).equal is True:
        return True
    return isinstance(start, Relation | Chain | Both) and same(start, line).equal is not False
