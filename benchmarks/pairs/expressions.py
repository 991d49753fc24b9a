"""Pairs of expressions and of lines' equations."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from benchmarks.pairs.pair import FORM, RIGHT, WRONG, Pair
from benchmarks.pairs.rewriting import rewritten, spoilt
from benchmarks.pairs.shapes import FAMILIES, brackets, squares
from benchmarks.pairs.terms import E, alike, letters
from benchmarks.pairs.writing import STYLES, Writer, written


def expressions(chance: Random, each: int) -> Iterator[Pair]:
    """``each`` right and ``each`` wrong pairs of every family."""
    for family in FAMILIES:
        right = wrong = 0
        for _ in range(40 * each):
            same = family(chance)
            key, other = chance.choice(same), chance.choice(same)
            spoil = wrong < right
            name, made = spoilt(other, chance) or ("", other) if spoil else (family.__name__, other)
            if not name:
                continue
            if key.op != "eq":
                made = rewritten(made, chance, chance.randint(0, 2))
            if alike(key, made, chance) is not (not spoil):
                continue
            yield _pair(key, made, chance, WRONG if spoil else RIGHT, name)
            right, wrong = right + (not spoil), wrong + spoil
            if wrong >= each:
                break


def _pair(key: E, answer: E, chance: Random, verdict: str, why: str) -> Pair:
    style = chance.choice(STYLES)
    sign = "," if chance.random() < 0.15 else "."
    typed = written(answer, chance, style, sign)
    step = {"answer": Writer("plain", chance).write(key), "variables": letters(key, answer)}
    return Pair("expression", step, typed, verdict, f"{why}, {style}", sign)


def in_forms(chance: Random, each: int) -> Iterator[Pair]:
    """Expanded and factored ones: in the form asked for, in the other one, and wrong."""
    for number in range(each):
        family = (brackets, squares)[number % 2]
        same = family(chance)
        product, whole = same[0], same[1]
        for form, good, bad in (("expanded", whole, product), ("factored", product, whole)):
            if form == "factored" and not _primitive(product):
                continue
            step = {"answer": Writer("plain", chance).write(good), "variables": ["x"], "form": form}
            yield Pair("expression", step, written(good, chance), RIGHT, form)
            yield Pair("expression", step, written(bad, chance), FORM, f"not {form}")
            wrong = spoilt(good, chance)
            if wrong and alike(good, wrong[1], chance) is False:
                yield Pair("expression", step, written(wrong[1], chance), WRONG, wrong[0])


def _primitive(product: E) -> bool:
    """Whether no bracket holds a common factor."""
    from math import gcd

    for part in product.parts if product.op == "mul" else product.parts[:1]:
        numbers = [
            abs(int(p.value))
            for term in part.parts
            for p in (term, *term.parts, *(q for r in term.parts for q in r.parts))
            if p.op == "num"
        ]
        lone = any(t.op == "var" or (t.op == "neg" and t.parts[0].op == "var") for t in part.parts)
        if not lone and gcd(*numbers) != 1:
            return False
    return True
