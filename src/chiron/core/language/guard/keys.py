"""What would give an open step away: the data that guard rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.words import Json

OPEN_RUNG = "solution"
"""The rung from which the answer may be said: the ladder is done and the worked solution is shown."""


@dataclass(frozen=True, slots=True)
class StepKeys:
    """The key of an open step in plain texts, and what the learner already sees.

    ``forms`` are texts of the right answer (any one gives it away; for several gaps or options each is one).
    ``shown`` is everything on the learner's screen: prompts and the task's own texts. ``options`` are the texts to pick
    from. ``sequence`` is the right order of an order step; ``pairs`` what a match step pairs; ``whole`` a text with its
    gaps filled.
    """

    kind: str
    forms: tuple[str, ...] = ()
    shown: str = ""
    options: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    whole: str = ""
    language: str = "en"


def step_keys(
    kind: str, task: Json, key: Json, forms: Sequence[str], prompts: Sequence[str], language: str = "en"
) -> StepKeys:
    """The keys of a step from its task, its key and ``Interaction.forms(task, key)``.

    ``prompts`` are the item's and the step's. A kind that is not known here is guarded by its ``forms`` alone.
    """
    options: tuple[str, ...] = ()
    sequence: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    told, whole = tuple(forms), ""
    if kind in ("choice", "multiple-choice"):
        texts = _texts(task["options"])
        options = tuple(texts.values())
        told = told or tuple(texts[name] for name in key["right"])
    elif kind == "order":
        texts = _texts(task["items"])
        sequence = tuple(texts[name] for name in sorted(texts, key=lambda name: key["ranks"][name]))
        options = tuple(texts.values())
    elif kind == "match":
        lefts, rights = _texts(task["lefts"]), _texts(task["rights"])
        pairs = tuple((lefts[left], rights[right]) for left, right in key["pairs"].items())
        options = tuple(lefts.values()) + tuple(rights.values())
    elif kind == "cloze":
        options = tuple(word for piece in task["pieces"] for word in piece.get("bank") or ())
        told = told or tuple(form for gap in key["gaps"].values() for form in _gap(gap))
        whole = "".join(piece.get("text") or _gap(key["gaps"][piece["gap"]])[0] for piece in task["pieces"])
    elif kind == "quantity":
        told = (*told, str(key["answer"]))
    elif kind == "labelling":
        texts = _texts(task["labels"])
        pairs = tuple((target["description"], texts[key["labels"][target["id"]]]) for target in task["targets"])
        placed = [(str(number), right) for number, (_described, right) in enumerate(pairs, 1)]
        whole = " ".join(f"{number} {label}" for number, label in placed)
        pairs = (*pairs, *placed)
        options = tuple(texts.values())
    elif kind == "code":
        whole = str(key["answer"])
    elif kind == "table":
        pairs = tuple(_cells(task, key))
        whole = " ".join(f"{head} {answer}" for head, answer in pairs)
    shown = "\n".join([*prompts, *options, *(piece.get("text", "") for piece in _pieces(task))])
    return StepKeys(kind, told, shown, options, sequence, pairs, whole, language)


def _texts(entries: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {entry["id"]: entry["text"] for entry in entries}


def _pieces(task: Json) -> list[Json]:
    return list(task.get("pieces", ())) if isinstance(task, dict) else []


def _cells(task: Json, key: Json) -> Iterator[tuple[str, str]]:
    """The heads of each gap of a table and what belongs there."""
    for row in task["rows"]:
        for column, cell in zip(task["columns"], row["cells"], strict=True):
            if "gap" in cell:
                head = row["head"] if len(task["columns"]) == 1 else f"{row['head']} {column}"
                answer = _gap(key["gaps"][cell["gap"]])[0]
                yield head, answer
                if (number := _decimal(answer)) is not None:
                    yield head, number


def _decimal(answer: str) -> str | None:
    """A fraction as the decimal that it is; None for whole numbers, endless decimals and words."""
    if not re.fullmatch(r"-?\d+/\d+", answer):
        return None
    number = Fraction(answer)
    places = next((places for places in range(1, 7) if (number * 10**places).denominator == 1), None)
    return None if places is None else f"{float(number):.{places}f}"


def _gap(gap: Mapping[str, Json]) -> list[str]:
    return [str(gap["answer"])] if "answer" in gap else [str(form) for form in gap["accept"]]
