"""Makes the fit of a school's chooser from everybody's tallies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from chiron.core.errors import InvalidInput
from chiron.core.support.style.hierarchy import Evidence, Parts, first, learnt
from chiron.core.support.style.words import KEEPS, Fit, Tally, checked

ROUNDS = 40
"""Rounds of a fit that begins anew; one that goes on from the last needs few."""

CLEAR = 2.0
"""Forgetting is believed when it forecasts better by so many standard errors over people."""

LONGEST = 200
"""Turns beyond this are not looked ahead to."""

FEW = 20
"""So many turns are expected while nobody has ended."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to learn from. ``ended``: they will not come back, as far as one can tell."""

    id: str
    segment: str | None
    tally: Tally
    ended: bool = False


def fresh(version: str, styles: tuple[str, ...], segments: Sequence[str] = ()) -> Fit:
    """What is believed before anybody was met. Raises InvalidInput for styles that cannot be."""
    parts = first(len(checked(styles)), len(segments))
    return _fit(version, styles, tuple(segments), parts, 0, (float(FEW),), frozenset())


def fitted(version: str, before: Fit, people: Sequence[Person], epoch: int = 0, rounds: int = ROUNDS) -> Fit:
    """A fit to people's tallies of this epoch; ``before`` names the styles and is where it begins.

    Segments are those of the people. Raises InvalidInput where a tally speaks of other styles.
    """
    used = [person for person in people if person.tally.epoch >= epoch]
    if any(len(row.weights) != len(before.styles) for person in used for row in person.tally.rows):
        raise InvalidInput("A tally speaks of other styles than the fit.", field="people")
    if not used:
        return fresh(version, before.styles, before.segments)
    segments = tuple(sorted({person.segment for person in used if person.segment is not None}))
    keep = forgets([[row.missed for row in person.tally.rows] for person in used])
    places = {name: place for place, name in enumerate(segments)}
    alone = len(segments)
    rows = [person.tally.rows[keep] for person in used]
    evidence = Evidence(
        np.array([row.weights for row in rows]), np.array([row.sums for row in rows]),
        np.array([row.squares for row in rows]),
        np.array([places.get(person.segment or "", alone) for person in used]),
    )  # fmt: skip
    begun = _carried(before, segments)
    parts = learnt(evidence, alone + 1, begun, rounds)
    parts = Parts(parts.centre, parts.within, parts.between, parts.noise,
                  np.delete(parts.means, alone, 0), np.delete(parts.spreads, alone, 0))  # fmt: skip
    lengths = coming([(person.tally.turns, person.ended) for person in used])
    return _fit(version, before.styles, segments, parts, keep, lengths, frozenset(person.id for person in used))


def forgets(missed: Sequence[Sequence[float]]) -> int:
    """The place in ``KEEPS`` whose forecasts missed least; that of keeping all, unless another is clearly better."""
    errors = np.array(missed, float).reshape(-1, len(KEEPS))
    best = 0
    for place in range(1, len(KEEPS)):
        gained = errors[:, best] - errors[:, place]
        if len(gained) > 1 and gained.sum() > CLEAR * math.sqrt(len(gained)) * float(gained.std(ddof=1)):
            best = place
    return best


def coming(lengths: Sequence[tuple[int, bool]]) -> tuple[float, ...]:
    """How many turns are to come for somebody who had n, for n = 0, 1, ...: the mean by Kaplan and Meier (1958).

    ``lengths``: the turns that each had, and whether that was all. Somebody who may come back counts as long as seen.
    """
    had = np.array([min(turns, LONGEST) for turns, _ in lengths])
    ended = np.array([end for _, end in lengths])
    last = int(had[ended].max()) if ended.any() else 0
    if not last:
        return (float(FEW),)
    turn = np.arange(1, last + 1)[:, None]
    there, left = (had >= turn).sum(1), ((had == turn) & ended).sum(1)
    beyond = bool((had > last).any())
    ahead = [max(1.0, float(had.sum() / left.sum())) if beyond else 1.0]
    for stay in reversed(1 - left / there):
        ahead.append(1 + float(stay) * ahead[-1])
    return tuple(reversed(ahead))


def _carried(before: Fit, segments: tuple[str, ...]) -> Parts:
    """The parts of a fit, to go on from."""
    styles, alone = len(before.styles), len(segments) + 1
    empty = first(styles, alone)
    return Parts(before.centre, before.within, before.between, before.noise, empty.means, empty.spreads)


def _fit(
    version: str, styles: tuple[str, ...], segments: tuple[str, ...], parts: Parts, keep: int,
    ahead: tuple[float, ...], people: frozenset[str],
) -> Fit:  # fmt: skip
    return Fit(version, styles, segments, parts.means, parts.spreads, parts.within, parts.between, parts.centre,
               parts.noise, keep, ahead, people)  # fmt: skip


def to_json(fit: Fit) -> Mapping[str, object]:
    """The fit as plain values."""
    arrays = {name: getattr(fit, name).tolist() for name in ("means", "spreads", "within", "between", "centre")}
    return {"version": fit.version, "styles": list(fit.styles), "segments": list(fit.segments), **arrays,
            "noise": fit.noise, "keep": fit.keep, "ahead": list(fit.ahead), "people": sorted(fit.people)}  # fmt: skip


def from_json(kept: Mapping[str, Any]) -> Fit:
    """The fit that ``to_json`` wrote. Raises InvalidInput where it is none."""
    try:
        arrays = {name: np.array(kept[name], float) for name in ("means", "spreads", "within", "between", "centre")}
        styles, segments = checked(tuple(map(str, kept["styles"]))), tuple(map(str, kept["segments"]))
        many, entries = len(styles), len(segments) + 1
        shapes = {"means": (entries, many), "spreads": (entries, many, many), "centre": (many,)}
        for name, array in arrays.items():
            if array.shape != shapes.get(name, (many, many)) or not np.isfinite(array).all():
                raise ValueError(name)
        noise, keep, ahead = float(kept["noise"]), int(kept["keep"]), tuple(float(each) for each in kept["ahead"])
        if not (noise > 0 and 0 <= keep < len(KEEPS) and ahead):
            raise ValueError("noise")
    except (KeyError, TypeError, ValueError) as fault:
        raise InvalidInput("This is no fit of a chooser of styles.", field=str(fault)) from fault
    return Fit(str(kept["version"]), styles, segments, noise=noise, keep=keep, ahead=ahead,
               people=frozenset(map(str, kept.get("people", ()))), **arrays)  # fmt: skip
