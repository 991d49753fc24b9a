"""From an answer in plain words to the form that a page would send: for every kind of step that has fields of its own.

An answer that does not fit is left as it is: the kind's own reader then says what it lacks, and it counts as no try.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.state import StepProgress
from chiron.core.words import Json, Outcome

Form = dict[str, list[str]]
_FENCE = re.compile(r"\A\s*```[a-zA-Z]*\n(.*?)\n?```\s*\Z", re.DOTALL)
# What is matched is stripped before or after: gaps beside what may be a gap itself would be tried in every way.
_NAMED = re.compile(r"(\w{1,12})\s*[:=)→>-]+\s*+(.+)", re.DOTALL)
_POINT = re.compile(r"\(([^(),;]+)[,;]([^(),;]+)\)")


def letter(place: int) -> str:
    """The letter under which the option at a place from 0 is offered."""
    return ascii_lowercase[place] if place < len(ascii_lowercase) else str(place + 1)


def form_of(step: ItemStep, progress: StepProgress, answer: str) -> Form:
    """The form for an answer typed as text. ``progress`` holds the lines before, where it is working."""
    task = step.task
    if step.kind in ("choice", "multiple-choice"):
        return {"answer": _options(answer, task["options"], several=step.kind == "multiple-choice")}
    if step.kind == "order":
        return {"answer": _options(answer, task["items"], several=True)}
    if step.kind == "match":
        return _placed(answer, [each["id"] for each in task["lefts"]], task["rights"])
    if step.kind == "labelling":
        return _placed(answer, [each["id"] for each in task["targets"]], task["labels"])
    if step.kind in ("cloze", "table"):
        return _gaps(answer, gaps(step.kind, task))
    if step.kind == "graph":
        return _points(answer, task)
    if step.kind == "working":
        return {"answer": [*_before(progress), *answer.splitlines()]}
    found = _FENCE.match(answer) if step.kind == "code" else None
    return {"answer": [found.group(1) if found else answer.strip()]}


def gaps(kind: str, task: Json) -> list[Mapping[str, Json]]:
    """The gaps of a cloze or a table in the order in which they are read."""
    if kind == "cloze":
        return [piece for piece in task["pieces"] if "gap" in piece]
    return [cell for row in task["rows"] for cell in row["cells"] if "gap" in cell]


def _options(answer: str, options: Sequence[Mapping[str, str]], *, several: bool) -> list[str]:
    """The ids of the options meant: by their whole text, by their letter, by their number."""
    whole = _option(answer, options)
    if whole is not None:
        return [whole]
    if not several:
        return [""]
    for parts in (_words(answer), re.split(r"[;,\n]+", answer)):
        found = [_option(part, options) for part in parts]
        if found and None not in found:
            return [each for each in found if each is not None]
    return [""]


def _words(answer: str) -> list[str]:
    """Letters that are listed: ``a, c``, ``a and c``, ``ac``."""
    parts = [part for part in re.split(r"[\s,;&]+", answer.strip()) if part.casefold() not in ("", "and", "y")]
    one = len(parts) == 1 and re.fullmatch(r"[a-z]{2,12}", parts[0].casefold())
    return list(parts[0]) if one else parts


def _option(text: str, options: Sequence[Mapping[str, str]]) -> str | None:
    said = _even(text)
    for option in options:
        if said == _even(option["text"]):
            return option["id"]
    for place, option in enumerate(options):
        if said.strip("().") == letter(place):
            return option["id"]
    numbers = any(re.fullmatch(r"[\d.,/ -]+", _even(option["text"])) for option in options)
    return next((option["id"] for option in options if not numbers and said == option["id"]), None)


def _even(text: str) -> str:
    return " ".join(text.replace("$", "").casefold().split()).strip(" .`\"'")


def _pieces(answer: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"[;\n]+|,\s+(?=\w{1,12}\s*[:=])", answer) if piece.strip()]


def _by_name(answer: str, names: Sequence[str]) -> dict[str, str]:
    """What is said of each name, or of each place in order where nothing is named."""
    pieces = _pieces(answer)
    numbered = {str(number): name for number, name in enumerate(names, 1)} | {name: name for name in names}
    named = [_NAMED.fullmatch(piece) for piece in pieces]
    if pieces and all(found is not None and found.group(1) in numbered for found in named):
        return {numbered[found.group(1)]: found.group(2) for found in named if found is not None}
    if len(pieces) != len(names) and answer.count(",") == len(names) - 1:
        pieces = [piece.strip() for piece in answer.split(",")]
    return dict(zip(names, pieces, strict=False)) if len(pieces) == len(names) else {}


def _placed(answer: str, names: Sequence[str], options: Sequence[Mapping[str, str]]) -> Form:
    said = _by_name(answer, names)
    return {f"answer.{name}": [_option(said.get(name, ""), options) or ""] for name in names}


def _gaps(answer: str, every: Sequence[Mapping[str, Json]]) -> Form:
    names = [str(gap["gap"]) for gap in every]
    said = _by_name(answer, names) if len(names) > 1 else {names[0]: answer.strip()}
    found: Form = {}
    for gap in every:
        typed = said.get(str(gap["gap"]), "")
        bank = {_even(word): word for word in gap["bank"] or ()}
        found[f"answer.{gap['gap']}"] = [bank.get(_even(typed), typed)]
    return found


def _points(answer: str, task: Json) -> Form:
    found: Form = {}
    for number, point in enumerate(_POINT.findall(answer)[: task["count"]], 1):
        found[f"answer.{number}.x"], found[f"answer.{number}.y"] = [point[0].strip()], [point[1].strip()]
    edge = next((word for word in ("solid", "dashed") if word in answer.casefold()), None)
    return found | ({"answer.edge": [edge]} if edge else {})


def _before(progress: StepProgress) -> list[str]:
    """The lines of working that stand: all of the last try, without the one that was wrong."""
    tried = [one for one in progress.visible if one.response is not None]
    if not tried:
        return []
    lines = [str(one["typed"]) for one in tried[-1].response["lines"]]
    return lines if tried[-1].outcome is Outcome.ONWARD else lines[:-1]
