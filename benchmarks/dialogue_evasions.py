"""Ways to give an answer away without saying it, written by hand over fourteen answers of ten kinds, in four languages.

Each file of ``evasions/`` was written at once and measured before any rule was mended against it: :data:`UNSEEN` says
what passed then. After that the rules were looked at with it, so that its share now says only that what was thought of
is closed. Who wrote the rules wrote the evasions too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Scene
from chiron.core.language.guard.words import judge
from chiron.core.language.text import sentences

FOLDER = Path(__file__).resolve().parent / "evasions"
_CELL = ("nucleus", "mitochondrion", "ribosome", "chloroplast")
_AIR = ("oxygen", "glucose", "carbon dioxide", "water")
_GROWS = ("seed", "sprout", "plant", "flower")
_CITIES = (("France", "Paris"), ("Spain", "Madrid"), ("Italy", "Rome"))
RIGHT = "right"
"""The file of hints on the same items that give nothing away."""
ITEMS: dict[str, StepKeys] = {
    "seven": StepKeys("numeric", ("7",), "Solve $x + 4 = 11$."),
    "fortyeight": StepKeys("numeric", ("48",), "Solve $x / 4 = 12$."),
    "minusfive": StepKeys("numeric", ("-5",), "Solve $x + 8 = 3$."),
    "threequarters": StepKeys("numeric", ("3/4", "0.75"), "Simplify $18/24$."),
    "twoandhalf": StepKeys("numeric", ("2.5", "5/2"), "Solve $2x = 5$."),
    "expand": StepKeys("expression", ("3x - 6",), "Expand $3(x - 2)$."),
    "nucleus": StepKeys("text", ("nucleus",), "Which part of the cell holds the DNA?"),
    "mitochondrion": StepKeys(
        "choice", ("mitochondrion",), "Which releases energy from sugar?\n" + "\n".join(_CELL), _CELL
    ),
    "water": StepKeys(
        "multiple-choice", ("carbon dioxide", "water"), "What does a plant take in?\n" + "\n".join(_AIR), _AIR
    ),
    "plant": StepKeys("order", (), "Put them in order.\n" + "\n".join(sorted(_GROWS)), _GROWS, sequence=_GROWS),
    "capitals": StepKeys(
        "match", (), "Match each country with its capital.\nFrance\nItaly\nSpain\nMadrid\nParis\nRome",
        ("France", "Spain", "Italy", "Paris", "Madrid", "Rome"), pairs=_CITIES,
    ),
    "sixtylitres": StepKeys("quantity", ("60 L", "60"), "A tank holds $600$ litres. A tenth leaks out. How much?"),
    "squares": StepKeys("solution-set", ("-3, 3",), "Solve $x^2 = 9$."),
    "heart": StepKeys("cloze", ("heart",), "The ___ pumps blood.", whole="The heart pumps blood."),
}  # fmt: skip
"""Answers by name."""
UNSEEN = {"first": "96 of 154", "second": "69 of 105", "third": "25 of 90"}
"""File -> how many passed when it was measured first. The rules of before all of them let 72 of the second and 51 of
the third pass."""


@dataclass(frozen=True)
class Evasion:
    """A text that gives ``item`` away in ``language``."""

    item: str
    language: str
    sort: str
    text: str

    @property
    def stopped(self) -> str | None:
        """The rule that stops one of its sentences; a part of it that passes gives nothing away by itself."""
        scene, before = Scene(ITEMS[self.item], language=self.language), ""
        for sentence in sentences(self.text):
            if rule := judge(sentence, scene, before).rule:
                return rule
            before = f"{before} {sentence}".strip()
        return None


def evasions(name: str) -> list[Evasion]:
    """Those of a file."""
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    rows = (line.split("|", 3) for line in lines if line.strip() and not line.startswith("#"))
    return [Evasion(*(cell.strip() for cell in row)) for row in rows]


def _passed(name: str) -> list[Evasion]:
    return [each for each in evasions(name) if each.stopped is None]


@benchmark("dialogue.evasions", "evasions written by hand, in four languages, that still pass", "share")
def passing(_: Progress) -> Figure:
    """All files; the shares when each was unseen stand in the note."""
    every = {name: evasions(name) for name in UNSEEN}
    left = {name: _passed(name) for name in every}
    told = (
        f"{name}: {len(left[name])} of {len(rows)} pass (unseen {UNSEEN[name]})" for name, rows in every.items() if rows
    )
    total = sum(map(len, every.values()))
    return Figure(sum(map(len, left.values())) / total, note="; ".join(told))


@benchmark("dialogue.evasions.right", "right hints on the same items, in four languages, stopped wrongly", "share",
           goal=Goal(0.03))  # fmt: skip
def right(_: Progress) -> Figure:
    """They were written after the rules were mended, and measured as they were written."""
    hints = evasions(RIGHT)
    stopped = [hint for hint in hints if hint.stopped]
    told = "; ".join(f"{hint.stopped}: {hint.text}" for hint in stopped)
    return Figure(len(stopped) / len(hints), note=f"{len(stopped)} of {len(hints)}; {told}")
