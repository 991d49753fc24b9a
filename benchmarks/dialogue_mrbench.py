"""Labelled tutor turns of MRBench, in two halves by conversation: rules were looked at on one, told from the other.

For the replies that reveal the answer the other half is no clean test any more: its totals were seen three times while
the rules were made, and partly steered which of their variants stayed.

CHIRON_BENCH_LLM names the folder of data, which is never part of the package; without it these figures are skipped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from pathlib import Path

from chiron.core.language.guard import said_value
from chiron.core.language.guard.keys import StepKeys
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.guard.values import spoken
from chiron.core.language.judging import judge_turn

NAMED = os.environ.get("CHIRON_BENCH_LLM")
DEGREES = {"Yes": "yes", "To some extent": "some", "No": "no"}


def folder() -> Path:
    """Where the data is. SystemExit says what is missing."""
    if not NAMED or not Path(NAMED).exists():
        raise SystemExit("Skipped: name the folder of dialogue data: CHIRON_BENCH_LLM.")
    return Path(NAMED)


def held_out(conversation: str) -> bool:
    """Whether a conversation belongs to the half whose replies were not looked at for any rule."""
    return int(hashlib.sha256(conversation.encode()).hexdigest(), 16) % 2 == 1


@dataclass(frozen=True)
class Revealing:
    """One reply, whether people said that it reveals the right answer, and where it was said."""

    text: str
    scene: Scene
    reveals: bool
    held_out: bool

    @property
    def caught(self) -> bool:
        """Whether the guard's rule on numbers stops it."""
        return said_value.stops(Line(self.text), self.scene) is not None


def revealing() -> Iterator[Revealing]:
    """The replies whose right answer is known: MathDial's."""
    for row in json.loads((folder() / "mrbench_v2_dev.json").read_text("utf-8")):
        if row["Data"] != "MathDial":
            continue
        answer = row["Ground_Truth_Solution"].strip().split("\n")[-1].strip().replace(",", "")
        question, _, talk = row["conversation_history"].replace("\xa0", " ").partition("Student:")
        keys = StepKeys("numeric", (answer,), question.split("The question is:")[-1])
        for reply in row["anno_llm_responses"].values():
            label = reply["annotation"]["Revealing_of_the_Answer"]
            scene = Scene(keys, heard=(talk,))
            yield Revealing(
                reply["response"], scene, label == "Yes (and the answer is correct)", held_out(row["conversation_id"])
            )


def names_it(row: Revealing) -> bool:
    """The simplest rule: the answer's number stands anywhere in the reply."""
    key = Fraction(row.scene.keys.forms[0]) if row.scene.keys else None
    return any(key in number.values for number in spoken(row.text))


def interval(right: int, of: int) -> str:
    """A share with its 95 % interval (E. B. Wilson, 1927)."""
    if not of:
        return "none"
    share, z = right / of, 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{share:.3f} ({middle - half:.3f} to {middle + half:.3f}, {right}/{of})"


def judged(half: bool | None) -> dict[str, list[tuple[str, str]]]:
    """Dimension -> (label, ours) of every labelled reply of a half, or of both."""
    found: dict[str, list[tuple[str, str]]] = {"mistake": [], "guidance": []}
    for row in json.loads((folder() / "mrbench_v3_devset_dev.json").read_text("utf-8")):
        if half is not None and held_out(row["conversation_id"]) != half:
            continue
        for reply in row["tutor_responses"].values():
            ours, labels = judge_turn(reply["response"]), reply["annotation"]
            found["mistake"].append((DEGREES[labels["Mistake_Identification"]], ours.mistake))
            found["guidance"].append((DEGREES[labels["Providing_Guidance"]], ours.guidance))
    return found


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    """The mean of the three classes' F1."""
    scores = []
    for name in DEGREES.values():
        hit = sum(label == ours == name for label, ours in pairs)
        wanted, said = sum(label == name for label, _ in pairs), sum(ours == name for _, ours in pairs)
        scores.append(2 * hit / (wanted + said) if wanted + said else 0.0)
    return sum(scores) / len(scores)
