"""Interactions in which things are put in order or paired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Case, Lost, Made, best_set
from chiron.engine.library.importing.formats.qti.choosing import Options, check
from chiron.engine.library.importing.formats.qti.values import Declared, Many, Undecided, members
from chiron.engine.library.importing.texts import escaped

MOST_ORDERED, MOST_PAIRS, MOST_COLUMNS, MOST_GAPS = 10, 12, 8, 40
MOST_POSSIBLE = 5000
NOTHING = "—"
YES, NO = "✓", "✗"
Names = dict[str, str]


def ordered(case: Case, own: Declared, options: Options) -> Made:
    """Things in order; where some stay out, each place is paired with its thing. Raises Lost."""
    check(options)
    texts = dict(options)
    right = [str(each) for each in members(case.judge.right(own.name)) if str(each) in texts]
    if len(right) < 1 or len(set(right)) < len(right):
        raise Lost("It declares no right order.", source=True)
    _check_order(case, own, right)
    solution = case.solution(own.name)
    if len(right) == len(texts) and len(right) <= MOST_ORDERED:
        return Made("order", {"items": [escaped(texts[name]) for name in right]}, solution=solution)
    if len(right) > MOST_PAIRS or len(texts) < 2:
        raise Lost(f"{len(right)} things are to be put in order; a step has {MOST_ORDERED} at most.")
    case.changed("Not all of its things belong to the order: here each place is paired with its thing.")
    pairs = [(f"{place}.", texts[name]) for place, name in enumerate(right, 1)]
    return paired(pairs, [text for name, text in options if name not in right], solution)


def _check_order(case: Case, own: Declared, right: list[str]) -> None:
    """Whether the item marks the declared order best, as far as neighbours exchanged tell."""
    if case.judge.silent:
        return
    try:
        here = case.quality(own.name, Many(tuple(right), ordered=True))
        others = []
        for at in range(len(right) - 1):
            other = [*right[:at], right[at + 1], right[at], *right[at + 2 :]]
            others.append(case.quality(own.name, Many(tuple(other), ordered=True)))
    except Undecided as undecided:
        case.changed(f"Its marking cannot be worked out ({undecided}); the declared response is the key.")
        return
    if any(there > here for there in others):
        raise Lost("Its marking gives more for another order than for the declared one.")
    if others and all(there == here for there in others) and here != case.quality(own.name, None):
        case.changed("Its marking gives the same for another order; the declared one is the key.")


def paired(pairs: Sequence[tuple[str, str]], extra: Sequence[str], solution: str) -> Made:
    """Pairs as a step: one alone is a choice. Raises Lost."""
    lefts, rights = [left for left, _ in pairs], list(dict.fromkeys([*(right for _, right in pairs), *extra]))
    check([(str(number), left) for number, left in enumerate(lefts)], least=1)
    check([(str(number), right) for number, right in enumerate(rights)])
    if len(pairs) > MOST_PAIRS:
        raise Lost(f"It has {len(pairs)} pairs; a step has {MOST_PAIRS} at most.")
    if len(pairs) == 1:
        ((left, right),) = pairs
        options: list[Json] = [{"text": escaped(each)} | ({"right": True} if each == right else {}) for each in rights]
        return Made("choice", {"options": options[:MOST_PAIRS]}, prompt=f"{left} → ?", solution=solution)
    fields: dict[str, Json] = {"pairs": [{"left": escaped(left), "right": escaped(right)} for left, right in pairs]}
    more = [escaped(text) for text in rights if text not in {right for _, right in pairs}]
    return Made("match", fields | ({"extra": more} if more else {}), solution=solution)


def _few(pairs: int) -> None:
    if pairs > MOST_POSSIBLE:
        raise Lost(f"It has {pairs} possible pairs; {MOST_POSSIBLE} at most are looked at.")


def right_pairs(
    case: Case, own: Declared, every: list[tuple[str, str]], limits: dict[str, int]
) -> list[tuple[str, str]]:
    """The right pairs among all that can be made, each thing used no more often than it may. Raises Lost."""

    def allowed(picked: set[object]) -> bool:
        used = Counter(name for pair in picked for name in set(pair))  # type: ignore[call-overload]
        return bool(picked) and all(not limits.get(name) or count <= limits[name] for name, count in used.items())

    universe = every if len(every) <= 200 else [pair for pair in every if pair in members(case.best.get(own.name))]
    found = best_set(case, own, universe, allowed)
    return [pair for pair in every if pair in found]


def associated(case: Case, own: Declared, options: Options, limits: dict[str, int]) -> Made:
    """Pairs out of one set: one side stays, the other is picked. Raises Lost."""
    check(options)
    texts = dict(options)
    names = list(texts)
    _few(len(names) ** 2)
    every = [
        (one, other) if one <= other else (other, one) for at, one in enumerate(names) for other in names[at + 1 :]
    ]
    right = right_pairs(case, own, every, limits)
    sides = _sides(right)
    used = {name for pair in right for name in pair}
    pairs = [(texts[left], texts[other]) for left, other in sides]
    case.changed("Its pairs are made out of one set; here one thing of each pair is given.")
    return paired(pairs, [text for name, text in options if name not in used], case.solution(own.name))


def _sides(right: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each pair with one of its things as the left, none a left twice. Raises Lost."""
    count = Counter(name for pair in right for name in pair)
    found: list[tuple[str, str]] = []
    lefts = set[str]()
    for one, other in sorted(right, key=lambda pair: min(count[pair[0]], count[pair[1]])):
        first, second = (one, other) if (count[one], one in lefts) <= (count[other], other in lefts) else (other, one)
        if first in lefts:
            first, second = second, first
        if first in lefts:
            raise Lost("Its things belong to several others each; pairs cannot hold that.")
        lefts.add(first)
        found.append((first, second))
    return sorted(found, key=lambda pair: [pair[0] in each for each in right].index(True))


def matched(case: Case, own: Declared, lefts: Options, rights: Options, limits: dict[str, int]) -> Made:
    """Two sets: pairs where each of one side has one partner, else a table of yes and no. Raises Lost."""
    for side in (lefts, rights):
        check(side, least=1)
    names, others = dict(lefts), dict(rights)
    _few(len(names) * len(others))
    every = [(one, other) for one in names for other in others]
    right = _turned(case, own, every, limits)
    solution = case.solution(own.name)
    first, second = Counter(one for one, _ in right), Counter(other for _, other in right)
    if max(first.values()) == 1:
        pairs = [(text, _partner(right, name, others, 1)) for name, text in lefts]
        return _with_nothing(case, pairs, list(others.values()), solution)
    if max(second.values()) == 1:
        case.changed("Its two sides are exchanged, as several things belong to one.")
        pairs = [(text, _partner(right, name, names, 0)) for name, text in rights]
        return _with_nothing(case, pairs, list(names.values()), solution)
    return _table(case, lefts, rights, set(right), solution)


def _turned(case: Case, own: Declared, every: list[tuple[str, str]], limits: dict[str, int]) -> list[tuple[str, str]]:
    """The right pairs; some sources write them the other way round."""
    given = case.best.get(own.name)
    if given is not None and not any(pair in every for pair in members(given)):
        turned = {(other, one): (one, other) for one, other in every}
        if any(pair in turned for pair in members(given)):
            found = right_pairs(case, own, list(turned), limits)
            return [turned[pair] for pair in found]
    return right_pairs(case, own, every, limits)


def _partner(right: list[tuple[str, str]], name: str, texts: Names, side: int) -> str:
    return next((texts[pair[side]] for pair in right if pair[1 - side] == name), NOTHING)


def _with_nothing(case: Case, pairs: list[tuple[str, str]], every: list[str], solution: str) -> Made:
    if any(right == NOTHING for _, right in pairs):
        case.changed(f"Some of its things belong to nothing: they are paired with {NOTHING}.")
    return paired(pairs, every, solution)


def _table(case: Case, lefts: Options, rights: Options, right: set[tuple[str, str]], solution: str) -> Made:
    if len(rights) > MOST_COLUMNS and len(lefts) <= MOST_COLUMNS:
        lefts, rights = rights, lefts
        right = {(other, one) for one, other in right}
    if len(rights) > MOST_COLUMNS or len(lefts) > MOST_PAIRS or len(lefts) * len(rights) > MOST_GAPS:
        raise Lost(f"A table of {len(lefts)} rows and {len(rights)} columns is too large for a step.")
    case.changed("Its things belong to several others each: here a table asks for each pair whether it belongs.")
    rows: list[Json] = [
        {
            "head": escaped(text),
            "cells": [{"bank": [YES, NO], "accept": [YES if (name, other) in right else NO]} for other, _ in rights],
        }
        for name, text in lefts
    ]
    return Made("table", {"columns": [escaped(text) for _, text in rights], "rows": rows}, solution=solution)
