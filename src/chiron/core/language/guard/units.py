# ruff: noqa: E501 - words are data
"""What everybody knows the number of, in any number of wholes: hours in two days, legs of three spiders, "as many as a week
has days", 45 minutes of an hour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

_MEASURES = """second/minute:60 minute/hour:60 hour/day:24 day/week:7 day/fortnight:14 month/year:12 week/year:52 day/year:365
    season/year:4 quarter/year:4 year/decade:10 year/century:100 decade/century:10 year/millennium:1000 cent/dollar:100 cent/euro:100
    pence/pound:100 penny/pound:100 penny/dollar:100 dime/dollar:10 nickel/dollar:20 quarter/dollar:4 cent/dime:10 cent/nickel:5 cent/quarter:25
    millimetre/centimetre:10 millimeter/centimeter:10 centimetre/metre:100 centimeter/meter:100 metre/kilometre:1000 meter/kilometer:1000
    gram/kilogram:1000 gram/kilo:1000 inch/foot:12 foot/yard:3 ounce/pound:16 pint/gallon:8 quart/gallon:4 cup/pint:2 bit/byte:8
    egg/dozen:12 letter/alphabet:26 card/deck:52 suit/deck:4 degree/circle:360 degree/turn:360 degree/triangle:180 square/chessboard:64
    quarter/whole:4 half/whole:2 third/whole:3 minute/quarter:15 pair/dozen:6 player/quartet:4 singer/quartet:4 player/trio:3 singer/trio:3 player/duet:2"""
_LEGS = """dog:4 cat:4 cow:4 horse:4 elephant:4 lion:4 sheep:4 pig:4 mouse:4 rabbit:4 table:4 chair:4 frog:4 spider:8 octopus:8 insect:6
    ant:6 bee:6 fly:6 beetle:6 butterfly:6 ladybird:6 crab:10 lobster:10 bird:2 person:2 human:2 chicken:2 duck:2 stool:3 tripod:3"""
_SIDES = """triangle:3 square:4 rectangle:4 quadrilateral:4 pentagon:5 hexagon:6 heptagon:7 octagon:8 nonagon:9 decagon:10 dodecagon:12"""
_OTHERS = """wheel/car:4 wheel/bicycle:2 wheel/bike:2 wheel/tricycle:3 wheel/unicycle:1 finger/hand:5 digit/hand:5 toe/foot:5 finger/glove:5
    string/guitar:6 string/violin:4 string/cello:4 face/cube:6 face/die:6 edge/cube:12 corner/cube:8 vertex/cube:8 arm/starfish:5 ring/olympics:5
    arm/octopus:8 tentacle/octopus:8 wing/butterfly:4 wing/bird:2 eye/face:2 leaf/shamrock:3 color/rainbow:7 colour/rainbow:7 key/piano:88
    hump/camel:2 point/star:5 horn/rhino:1 life/cat:9 sin/world:7 month/season:3 month/quarter:3 hour/clock:12 month/pregnancy:9"""


def _table() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for entry in (*_MEASURES.split(), *_OTHERS.split()):
        names, _, count = entry.partition(":")
        part, _, whole = names.partition("/")
        found[part, whole] = int(count)
    for text, parts in ((_LEGS, ("leg", "foot", "paw")), (_SIDES, ("side", "corner", "angle", "vertex", "edge"))):
        for entry in text.split():
            whole, _, count = entry.partition(":")
            found |= {(part, whole): int(count) for part in parts}
    return found


_TABLE = _table()
_SINGLE = {"feet": "foot", "inches": "inch", "halves": "half", "lives": "life", "leaves": "leaf", "mice": "mouse", "dice": "die", "faces": "face", "edges": "edge",
           "pennies": "penny", "centuries": "century", "vertices": "vertex", "octopuses": "octopus", "people": "person", "humans": "human", "flies": "fly", "butterflies": "butterfly",
           "millennia": "millennium", "bikes": "bike", "bicycles": "bicycle", "tricycles": "tricycle", "degrees": "degree", "boxes": "box", "minutes": "minute", "sheep": "sheep"}  # fmt: skip
_SMALL = frozenset(part for part, _ in _TABLE)
_GREAT = frozenset(whole for _, whole in _TABLE)
_OFTEN = r"(?P<n>\d+(?:\.\d+)?|half(?: of)? an?|1/2(?: of)? an?|an?|each|every|the|your)"
_IN = re.compile(
    rf"(?=\b(?:(?P<k>\d+) )?(?P<part>[a-z]+),? (?:there are |that are )?(?:in|of|on|per|from|makes?|make up|out of|to|for)(?: the)? {_OFTEN} (?:[a-z]+ )?(?P<whole>[a-z]+)\b)"
)
_HAS = re.compile(
    rf"(?=\b{_OFTEN} (?P<whole>[a-z]+)(?:'s|s')?(?: (?:has|have|contains?|lasts?|takes?|holds?|is|are|gets?|runs? on|walks? on|goes on))?,?(?: (?:in|on|many|its|how many))? (?P<part>[a-z]+)\b)"
)


def counts(plain: str) -> Iterator[tuple[Fraction, int, int]]:
    """The numbers that a plain text in English alludes to so, each with where it does, from and to."""
    if _GREAT.isdisjoint(map(_one, re.findall(r"[a-z]+", plain))):
        return
    for pattern in (_IN, _HAS):
        for match in pattern.finditer(plain):
            count = _TABLE.get((_one(match["part"]), _one(match["whole"])))
            if count is None:
                continue
            some, end = match.groupdict().get("k"), max(match.end("part"), match.end("whole"))
            yield Fraction(int(some), count) if some else _often(match["n"]) * count, match.start(), end


def _one(word: str) -> str:
    """One of them."""
    return _SINGLE.get(word) or (word if word in _GREAT or word in _SMALL else word.removesuffix("s"))


def _often(said: str) -> Fraction:
    if said[0].isdigit() and "/" not in said:
        return Fraction(said)
    return Fraction(1, 2) if said.startswith(("half", "1/2")) else Fraction(1)
