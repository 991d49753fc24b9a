"""Values of QTI and the declarations that hold them (QTI 2.2 information model, section 2: Item Variables)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from chiron.engine.library.importing.formats.qti.vocabulary import Element, child, children

MOST = 10_000
"""Members of one container."""


class Undecided(Exception):
    """What the source computes cannot be computed here; the message says what."""


@dataclass(frozen=True, slots=True)
class Many:
    """A container: in an order that matters, or not."""

    members: tuple[Single, ...]
    ordered: bool = False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Many):
            return NotImplemented
        if self.ordered and other.ordered:
            return self.members == other.members
        return Counter(self.members) == Counter(other.members)

    def __hash__(self) -> int:
        return hash(frozenset(self.members))


Pair = tuple[str, str]
Point = tuple[float, float]
Single = str | int | float | bool | Pair | Point
Value = Single | Many | None
"""None is NULL; an empty container is NULL too."""


@dataclass(frozen=True, slots=True)
class Mapping_:  # noqa: N801 - a mapping of QTI, not Python's
    """How much each answer is worth. ``entries`` holds (key, points, whether capitals matter)."""

    entries: tuple[tuple[Single, float, bool], ...]
    default: float = 0.0
    lower: float | None = None
    upper: float | None = None

    def of(self, value: Single) -> float:
        """What one answer is worth; where two entries fit, the first."""
        for key, points, exact in self.entries:
            if key == value or (not exact and isinstance(key, str) and key.casefold() == str(value).casefold()):
                return points
        return self.default

    def total(self, value: Value) -> float:
        """What a response is worth: each different member once, within the bounds."""
        if value is None:
            found = 0.0 if self.lower is None else max(0.0, self.lower)
        elif isinstance(value, Many):
            found = sum(self.of(member) for member in dict.fromkeys(value.members))
        else:
            found = self.of(value)
        if self.upper is not None:
            found = min(found, self.upper)
        return found if self.lower is None else max(found, self.lower)


@dataclass(frozen=True, slots=True)
class Area:
    """A region of a picture with what a point in it is worth."""

    shape: str
    coords: tuple[float, ...]
    points: float


@dataclass(slots=True)
class Declared:
    """A variable as it is declared."""

    name: str
    cardinality: str
    base: str
    correct: Value = None
    default: Value = None
    mapping: Mapping_ | None = None
    areas: tuple[Area, ...] = ()
    area_default: float = 0.0
    table: tuple[tuple[str, float, bool, str], ...] = ()
    """Of an outcome: (kind, source value, whether the bound itself belongs, target)."""
    table_default: str | None = None
    faults: list[str] = field(default_factory=list)


def single(text: str, base: str) -> Single:
    """A value from its text. Raises Undecided where it is none of that base type."""
    text = " ".join(text.split()) if base != "string" else text.strip()
    try:
        return _READ.get(base, str)(text)
    except (ValueError, OverflowError):
        raise Undecided(f"{text[:40]!r} is no {base}") from None


def _integer(text: str) -> Single:
    number = float(text) if len(text) <= 40 else float("inf")
    if number != int(number):
        raise ValueError
    return int(number)


def _float(text: str) -> Single:
    number = float(text[:60].replace(",", ".") if text.count(",") == 1 and "." not in text else text[:60])
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError
    return number


def _pair(text: str) -> Single:
    one, other = text.split(" ")
    return (one, other) if one <= other else (other, one)


def _directed(text: str) -> Single:
    one, other = text.split(" ")
    return one, other


def _point(text: str) -> Single:
    x, y = text.split(" ")
    return float(x), float(y)


def _boolean(text: str) -> Single:
    if text not in ("true", "false", "1", "0"):
        raise ValueError
    return text in ("true", "1")


_READ = {
    "integer": _integer,
    "float": _float,
    "duration": _float,
    "pair": _pair,
    "directedPair": _directed,
    "point": _point,
    "boolean": _boolean,
}


def many(members: list[Single], ordered: bool) -> Value:
    """A container, NULL where it is empty. Raises Undecided where it is too large."""
    if len(members) > MOST:
        raise Undecided("a container of more than 10,000 values")
    return Many(tuple(members), ordered) if members else None


def in_shape(members: list[Single], cardinality: str) -> Value:
    """Values as a declaration's cardinality asks for them."""
    if cardinality in ("multiple", "ordered"):
        return many(members, cardinality == "ordered")
    return members[0] if members else None


def members(value: Value) -> tuple[Single, ...]:
    """The single values in a value."""
    if value is None:
        return ()
    return value.members if isinstance(value, Many) else (value,)


def declared(element: Element) -> Declared:
    """A declaration as it is written; what cannot be read of it stands in its ``faults``."""
    found = Declared(
        (element.get("identifier") or "").strip(),
        element.get("cardinality") or "single",
        element.get("baseType") or "string",
    )
    found.correct = _values(element, "correctResponse", found)
    found.default = _values(element, "defaultValue", found)
    mapping = child(element, "mapping")
    if mapping is not None:
        found.mapping = _mapping(mapping, found)
    areas = child(element, "areaMapping")
    if areas is not None:
        found.area_default = _number(areas.get("defaultValue"), 0.0) or 0.0
        found.areas = tuple(_areas(areas, found))
    _table(element, found)
    return found


def _values(element: Element, name: str, into: Declared) -> Value:
    holder = child(element, name)
    if holder is None:
        return None
    read: list[Single] = []
    for value in children(holder, "value"):
        text = "".join(value.itertext())
        try:
            read.append(single(text, into.base))
        except Undecided as undecided:
            into.faults.append(str(undecided))
    if into.cardinality == "record":
        into.faults.append("a record")
        return None
    return in_shape(read, into.cardinality)


def _mapping(element: Element, into: Declared) -> Mapping_:
    entries = []
    for entry in children(element, "mapEntry"):
        try:
            key = single(entry.get("mapKey") or "", into.base)
        except Undecided as undecided:
            into.faults.append(str(undecided))
            continue
        # 2.1 says that capitals matter unless it is said otherwise (section 2.2, caseSensitive: default true).
        exact = (entry.get("caseSensitive") or "true").strip() not in ("false", "0")
        entries.append((key, _number(entry.get("mappedValue"), 0.0) or 0.0, exact))
    return Mapping_(
        tuple(entries),
        _number(element.get("defaultValue"), 0.0) or 0.0,
        _number(element.get("lowerBound"), None),
        _number(element.get("upperBound"), None),
    )


def _areas(element: Element, into: Declared) -> list[Area]:
    found = []
    for entry in children(element, "areaMapEntry"):
        try:
            coords = tuple(float(part) for part in (entry.get("coords") or "").replace(" ", "").split(",") if part)
        except ValueError:
            into.faults.append("an area without numbers")
            continue
        found.append(Area(entry.get("shape") or "default", coords, _number(entry.get("mappedValue"), 0.0) or 0.0))
    return found


def _table(element: Element, into: Declared) -> None:
    for name, kind, source in (
        ("matchTable", "matchTableEntry", "match"),
        ("interpolationTable", "interpolationTableEntry", "from"),
    ):
        table = child(element, name)
        if table is None:
            continue
        into.table_default = table.get("defaultValue")
        into.table = tuple(
            (
                source,
                _number(entry.get("sourceValue"), 0.0) or 0.0,
                (entry.get("includeBoundary") or "true") not in ("false", "0"),
                entry.get("targetValue") or "",
            )
            for entry in children(table, kind)
        )


def _number(text: str | None, otherwise: float | None) -> float | None:
    try:
        return float(text) if text is not None and len(text) < 60 else otherwise
    except ValueError:
        return otherwise


def declarations(root: Element, kind: str) -> dict[str, Declared]:
    """The declarations of a kind (``response``, ``outcome``, ``template``) by their names."""
    found = [declared(element) for element in children(root, f"{kind}Declaration")]
    return {each.name: each for each in found if each.name}


def numeric(value: Value) -> float | None:
    """A value as a number, the sum of a container's; None where it is none."""
    every = [each for each in members(value) if isinstance(each, int | float) and not isinstance(each, bool)]
    return float(sum(every)) if every else None


Variables = Mapping[str, Value]
