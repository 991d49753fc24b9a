"""What came of an import, item by item: kept, changed, left out. Nothing that arrived is without a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Literal

from chiron.core.words import Json

Fate = Literal["kept", "changed", "left out"]
REASONS = 12
"""So many reasons of a fate are told before one asks for every line."""
FATES: tuple[Fate, ...] = ("kept", "changed", "left out")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the source. ``what`` is its kind (item, page, picture ...), ``why`` a sentence; empty when kept."""

    fate: Fate
    what: str
    key: str
    place: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.key!r} {self.fate}{': ' + self.why if self.why else ''}"


@dataclass(slots=True)
class Report:
    """Gathers the lines; it is the ``Notes`` of readers and of composing."""

    source: str = ""
    format: str = ""
    title: str = ""
    licence: str = ""
    lines: list[Line] = field(default_factory=list)
    gradable: int = 0
    """Steps that a checker decides."""
    steps: int = 0
    said: dict[Fate, Counter[str]] = field(default_factory=lambda: {fate: Counter() for fate in FATES})
    """How often each sentence was said of things of a fate."""
    changes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Key -> (place, sentence) of what comes otherwise; told with its thing once that is kept."""

    def changed(self, key: str, place: str, what: str) -> None:
        """Something comes otherwise than it was."""
        told = self.changes.setdefault(key, [])
        if (place, what) not in told:
            told.append((place, what))

    def left(self, key: str, place: str, what: str, why: str) -> None:
        """Something does not come."""
        self.said["left out"][why] += 1
        self.lines.append(Line("left out", what, key, place, why))

    def kept(self, what: str, key: str, place: str) -> None:
        """Something comes: whole, or otherwise where that was said of its key."""
        told = self.changes.pop(key, [])
        sentences = dict.fromkeys(sentence for _, sentence in told)
        self.said["changed"].update(sentences.keys())
        self.lines.append(Line("changed" if told else "kept", what, key, place, " ".join(sentences)))

    def close(self) -> None:
        """Tell what was said of keys that never came by themselves, such as a file as a whole."""
        for key, told in self.changes.items():
            self.said["changed"].update(sentence for _, sentence in told)
            self.lines += [Line("changed", "part", key, place, sentence) for place, sentence in told]
        self.changes.clear()

    def count(self, fate: Fate | None = None, what: str | None = None) -> int:
        """How many lines there are of a fate and kind."""
        return sum(fate in (None, line.fate) and what in (None, line.what) for line in self.lines)

    def table(self) -> list[tuple[str, int, int, int]]:
        """(kind, kept, changed, left out), the most first."""
        counts: dict[str, Counter[str]] = {}
        for line in self.lines:
            counts.setdefault(line.what, Counter())[line.fate] += 1
        rows = [(what, found["kept"], found["changed"], found["left out"]) for what, found in counts.items()]
        return sorted(rows, key=lambda row: (-sum(row[1:]), row[0]))

    def reasons(self, fate: Fate) -> list[tuple[str, int]]:
        """Each sentence with how often it was said of things of a fate, the most first."""
        return sorted(self.said[fate].items(), key=lambda each: (-each[1], each[0]))

    def text(self, every: bool = False) -> Iterator[str]:
        """The report in lines to read; with ``every`` all that was changed or left out, item by item."""
        yield f"{self.title or self.source} ({self.format}){', ' + self.licence if self.licence else ''}"
        for what, *counts in self.table():
            told = ", ".join(f"{count} {fate}" for fate, count in zip(FATES, counts, strict=True) if count)
            yield f"  {what}: {told}"
        if self.steps:
            yield f"  {self.gradable} of {self.steps} steps are checked by Chiron; a person reads the others."
        for fate in ("changed", "left out"):
            reasons = self.reasons(fate)
            for why, count in reasons[:REASONS]:
                yield f"  {fate}, {count}: {why}"
            if more := sum(count for _, count in reasons[REASONS:]):
                yield f"  {fate}, {more}: for other reasons; --every names each."
        if every:
            yield from (str(line) for line in self.lines if line.fate != "kept")

    def json(self) -> Json:
        """For ``--json``, files and pages."""
        return {
            "source": self.source,
            "format": self.format,
            "title": self.title,
            "licence": self.licence,
            "steps": self.steps,
            "gradable": self.gradable,
            "counts": [dict(zip(("what", *FATES), row, strict=True)) for row in self.table()],
            "lines": [asdict(line) for line in self.lines],
        }
