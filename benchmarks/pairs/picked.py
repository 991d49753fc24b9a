"""Pairs of the kinds that are picked, put in order, matched, placed or named: right by construction."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks.pairs.pair import RIGHT, WRONG, Pair

WORDS = "cell tissue organ leaf root stem seed flower petal pollen ovule sepal bark branch trunk fruit".split()  # noqa: SIM905
LIKE = (
    ("hyperthermia", "hypothermia"), ("efferent", "afferent"), ("mitosis", "meiosis"), ("ureter", "urethra"),
    ("abduction", "adduction"), ("endothermic", "exothermic"), ("stalactite", "stalagmite"), ("weather", "climate"),
    ("anode", "cathode"), ("artery", "vein"), ("hypertension", "hypotension"), ("intra-cellular", "inter-cellular"),
    ("concave", "convex"), ("genus", "genius"), ("affect", "effect"), ("principal", "principle"),
)  # fmt: skip


def picked(chance: Random, each: int) -> Iterator[Pair]:
    """Choices, multiple choices, orders, matches, labels."""
    for _ in range(each):
        words = chance.sample(WORDS, 5)
        yield from _choices(words, chance)
        yield from _rows(words, chance)
        yield from _labels(words[:3], chance)


def _choices(words: list[str], chance: Random) -> Iterator[Pair]:
    at = chance.randrange(4)
    one = {
        "options": [
            {"text": word, "right": n == at} | ({} if n == at else {"feedback": "No."})
            for n, word in enumerate(words[:4])
        ]
    }
    yield Pair("choice", one, {"pick": [words[at]]}, RIGHT, "the right one")
    yield Pair("choice", one, {"pick": [words[(at + chance.randint(1, 3)) % 4]]}, WRONG, "another")
    right = set(chance.sample(words, 2))
    some = {"options": [{"text": word, "right": word in right} for word in words]}
    yield Pair("multiple-choice", some, {"pick": chance.sample(sorted(right), 2)}, RIGHT, "all right ones")
    wrong = next(word for word in words if word not in right)
    kept = chance.choice(sorted(right))
    for given in ([kept], [kept, wrong], [*sorted(right), wrong], [wrong], words):
        yield Pair("multiple-choice", some, {"pick": given}, WRONG, "one changed")


def _rows(words: list[str], chance: Random) -> Iterator[Pair]:
    step: dict[str, Any] = {"items": words[:4], "first": "first", "last": "last"}
    yield Pair("order", step, {"order": words[:4]}, RIGHT, "in order")
    i, j = chance.sample(range(4), 2)
    swapped = list(words[:4])
    swapped[i], swapped[j] = swapped[j], swapped[i]
    yield Pair("order", step, {"order": swapped}, WRONG, "two swapped")
    tied = {"items": [words[0], [words[1], words[2]], words[3]], "first": "first", "last": "last"}
    yield Pair("order", tied, {"order": [words[0], words[2], words[1], words[3]]}, RIGHT, "free order")
    yield Pair("order", tied, {"order": [words[1], words[0], words[2], words[3]]}, WRONG, "out of its group")
    rights = [f"what a {word} does" for word in words]
    pairs = {"pairs": [{"left": a, "right": b} for a, b in zip(words[:4], rights, strict=False)], "extra": rights[4:]}
    whole = dict(zip(words[:4], rights, strict=False))
    yield Pair("match", pairs, {"pairs": whole}, RIGHT, "all")
    a, b = chance.sample(words[:4], 2)
    yield Pair("match", pairs, {"pairs": whole | {a: whole[b], b: whole[a]}}, WRONG, "two swapped")
    yield Pair("match", pairs, {"pairs": whole | {a: rights[4]}}, WRONG, "one changed")


def _labels(words: list[str], chance: Random) -> Iterator[Pair]:
    circles = "".join(f'<circle id="t{n}" cx="{2 + 3 * n}" cy="5" r="1"/>' for n in range(3))
    targets = [{"id": f"t{n}", "label": word, "description": f"circle {n}"} for n, word in enumerate(words)]
    step = {"drawing": f'<svg viewBox="0 0 12 10">{circles}</svg>', "targets": targets, "extra": ["stone"]}
    whole = {f"circle {n}": word for n, word in enumerate(words)}
    yield Pair("labelling", step, {"labels": whole}, RIGHT, "all")
    i, j = chance.sample(range(3), 2)
    swapped = whole | {f"circle {i}": words[j], f"circle {j}": words[i]}
    yield Pair("labelling", step, {"labels": swapped}, WRONG, "two swapped")
    yield Pair("labelling", step, {"labels": whole | {f"circle {i}": "stone"}}, WRONG, "one changed")


def worded(chance: Random, each: int) -> Iterator[Pair]:
    """Words typed: as accepted in other dress, and one letter, one beginning or one word off."""
    for _ in range(each):
        right, wrong = chance.sample(chance.choice(LIKE), 2)
        step = {"accept": [f"(the) {right}"]}
        dressed = [
            right,
            right.upper(),
            f"  {right} ",
            f"The {right}.",
            f"“{right}”",
            f"the  {right}",
            right.capitalize(),
        ]
        yield Pair("text", step, chance.choice(dressed), RIGHT, "in other dress")
        for text, why in _off(right, wrong, chance):
            yield Pair("text", step, text, WRONG, why)
        gaps = {"text": "It is called [a], not [b], and there are [n].", "gaps": {
            "a": {"accept": [right]}, "b": {"bank": sorted((right, wrong)), "accept": [wrong]},
            "n": {"answer": "12"}}}  # fmt: skip
        good = {
            "a": chance.choice((right, right.upper(), f" {right}.")),
            "b": wrong,
            "n": chance.choice(("12", "12.0", "24/2")),
        }
        yield Pair("cloze", gaps, {"answers": good}, RIGHT, "every gap")
        for name, bad in (("a", wrong), ("b", right), ("n", "12.000001")):
            yield Pair("cloze", gaps, {"answers": good | {name: bad}}, WRONG, f"gap {name}")
        yield from _said(right, wrong, chance)


def _off(right: str, wrong: str, chance: Random) -> Iterator[tuple[str, str]]:
    at = chance.randrange(1, len(right))
    yield wrong, "the opposite"
    yield right[:at] + right[at + 1 :], "a letter missing"
    yield f"not {right}", "denied"
    yield f"{right} or {wrong}", "both"
    yield f"no {right}", "denied"


def _said(right: str, wrong: str, chance: Random) -> Iterator[Pair]:
    step = {
        "context": "What is this process called, and why?",
        "reference": [f"It is called {right} because of the flow."],
        "key_ideas": [[right]],
    }
    said = f"It is called {right} because of the flow"
    yield Pair(
        "short-text", step, chance.choice((said, said.lower(), said + ".", f"  {said}  ")), RIGHT, "the author's words"
    )
    for text in (
        said.replace(right, wrong),
        said.replace("is called", "is not called"),
        f"flow the of because called {right} it is",
        "No idea.",
    ):
        yield Pair("short-text", step, text, WRONG, "another word, denied or listed")


def placed(chance: Random, each: int) -> Iterator[Pair]:
    """Points and lines on a grid, tables with gaps, and small programs' kind left to its own tests."""
    for _ in range(each):
        yield from _graphs(chance)
        yield from _tables(chance)


def _graphs(chance: Random) -> Iterator[Pair]:
    (a, b), (c, d) = [(chance.randint(-9, 9), chance.randint(-9, 9)) for _ in range(2)]
    if (a, b) == (c, d) or a == b:
        return
    points = {"points": [[str(a), str(b)], [str(c), str(d)]]}
    yield Pair("graph", points, _points((a, b), (c, d)), RIGHT, "points")
    yield Pair("graph", points, _points((c, d), (a, b)), RIGHT, "points in the other order")
    yield Pair("graph", points, _points((a, b - 1 if b > -9 else b + 1), (c, d)), WRONG, "one off")
    yield Pair("graph", {"points": [[str(a), str(b)]]}, _points((b, a)), WRONG, "exchanged")
    m, n = chance.choice((-2, -1, 1, 2)), chance.randint(-3, 3)
    line = {"line": f"y = {m}x + {n}".replace("+ -", "- ").replace("1x", "x")}
    u, v = chance.sample(range(-3, 4), 2)
    yield Pair("graph", line, _points((u, m * u + n), (v, m * v + n)), RIGHT, "a line")
    for why, (p, q) in {"turned": (-m, n), "shifted": (m, n + 1), "steeper": (m + (1 if m > 0 else -1), n)}.items():
        yield Pair("graph", line, _points((u, p * u + q), (v, p * v + q)), WRONG, why)


def _points(*every: tuple[int, int]) -> dict[str, dict[str, str]]:
    return {
        "answers": {
            f"{n}.{axis}": str(value)
            for n, point in enumerate(every, 1)
            for axis, value in zip("xy", point, strict=True)
        }
    }


def _tables(chance: Random) -> Iterator[Pair]:
    m, n, a = chance.randint(2, 9), chance.randint(1, 9), chance.randint(2, 9)
    step = {"columns": ["$y$", "name"], "rows": [
        {"head": "0", "cells": [{"answer": str(n)}, {"accept": ["zero"]}]},
        {"head": str(a), "cells": [{"answer": str(m * a + n)}, {"bank": ["much", "little"], "accept": ["much"]}]},
    ]}  # fmt: skip
    good = {"r1c1": str(n), "r1c2": chance.choice(("zero", "Zero", " zero.")), "r2c1": f"{m * a + n}.0", "r2c2": "much"}
    yield Pair("table", step, {"answers": good}, RIGHT, "every gap")
    for name, bad in (("r1c1", str(n + 1)), ("r2c1", f"{m * a + n}.000001"), ("r1c2", "one"), ("r2c2", "little")):
        yield Pair("table", step, {"answers": good | {name: bad}}, WRONG, f"gap {name}")
