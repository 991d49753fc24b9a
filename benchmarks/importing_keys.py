"""Whether OATutor's keys are true: the source's answers are taken, distractors are refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.importing_pool import Source, Tally, pairs
from benchmarks.importing_typed import Cannot, plain, unmarked, wrong_values
from benchmarks.importing_worth import differ
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread, interaction


def answered(came: ItemStep, form: Mapping[str, list[str]]) -> str:
    """What the grader says of a form: correct, partly, incorrect, person, or asked where it cannot read it."""
    kind = interaction(came.kind)
    try:
        return kind.grade(came.task, came.key, kind.read(came.task, form)).outcome.value
    except Unread:
        return "asked"


def forms(came: ItemStep, answer: str) -> list[dict[str, list[str]]]:
    """An answer as it is typed: as plain text, and as the formula field of the page sends it."""
    if came.kind == "table":
        return [_cells(unmarked(answer))]
    bare = unmarked(answer)
    texts = [bare]
    with suppress(Cannot):
        texts.append(plain(bare))
    if came.kind == "cloze":
        return [{f"answer.value{number}": [part] for number, part in enumerate(text.split(","), 1)} for text in texts]
    return [{"answer": [text]} for text in dict.fromkeys(texts)]


def _cells(latex: str) -> dict[str, list[str]]:
    inner = re.search(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", latex)
    rows = re.split(r"\\\\", inner[1] if inner else "")
    scale = _factor(re.sub(r"\\begin.*\\end\{bmatrix\}", "", latex))
    typed = {}
    for row, line in enumerate(rows, 1):
        for column, cell in enumerate(line.split("&"), 1):
            typed[f"answer.r{row}c{column}"] = [_scaled(plain(cell.strip()), scale)]
    return typed


def _factor(outside: str) -> Fraction:
    """What a matrix is multiplied with: ``(-4/7)``, ``/29``."""
    bare = re.sub(r"[()*\s]", "", outside)
    return Fraction(f"1{bare}" if bare.startswith("/") else bare or "1")


def _scaled(cell: str, scale: Fraction) -> str:
    return cell if scale == 1 else str(Fraction(cell) * scale)


def wrong_forms(came: ItemStep, answer: str, others: list[str]) -> Iterator[dict[str, list[str]]]:
    """Forms that must not be taken for right."""
    if came.kind == "table":
        cells = _cells(unmarked(answer))
        for name, typed in cells.items():
            for wrong in list(wrong_values(typed[0]))[:1]:
                yield {**cells, name: [wrong]}
        return
    try:
        text = plain(unmarked(answer))
    except Cannot:
        text = unmarked(answer)
    if came.kind == "cloze":
        parts = text.split(",")
        for at, part in enumerate(parts):
            changed = [*parts[:at], str(next(wrong_values(part))), *parts[at + 1 :]]
            yield {f"answer.value{number}": [value] for number, value in enumerate(changed, 1)}
        return
    texts = [f"{text}s", *others] if came.kind == "text" else [*wrong_values(text), *others]
    yield from ({"answer": [wrong]} for wrong in texts)


def picked(came: ItemStep, answers: list[str]) -> tuple[list[str], list[str]]:
    """The ids of the options that the source calls right, and of the others."""
    wanted = {_close(answer) for answer in answers}
    right = [option["id"] for option in came.task["options"] if _close(option["text"]) in wanted]
    return right, [option["id"] for option in came.task["options"] if option["id"] not in right]


def _close(text: str) -> str:
    """An option as OATutor compares it, whatever marks it up."""
    bare = re.sub(r"\\operatorname\{(-?[\d.]+)\}", r"\1", text.replace("\\n", " "))
    bare = re.sub(r"\\left|\\right|!\[\w*\]\([^)]*\)|##[^#]*(?:##|$)", "", bare)
    return re.sub(r"[\s$\\{}]+", "", bare)


def other_answers(source: Source, name: str) -> list[str]:
    """What other steps of the problem are answered with."""
    every = [step["stepAnswer"][0] for other, step in source.steps.items() if other != name]
    found = []
    for answer in every:
        try:
            found.append(plain(unmarked(answer)))
        except Cannot:
            continue
    return found


def untrue(source: Source, name: str, step: Mapping[str, Any], came: ItemStep, asked: Counter[str]) -> str | None:
    """What is wrong with a key: the source's answer is not taken, or a distractor is."""
    if came.kind in ("choice", "multiple-choice"):
        right, wrong = picked(came, step["stepAnswer"])
        if answered(came, {"answer": right}) != "correct":
            return "choice whose right option is refused"
        taken = [option for option in wrong if answered(came, {"answer": [option]}) == "correct"]
        return "choice of which a wrong option is taken" if taken else None
    answer = step["stepAnswer"][0]
    for form in forms(came, answer):
        verdict = answered(came, form)
        if verdict != "correct":
            return f"answer in a {came.kind} that is {verdict}: {next(iter(form.values()))[0]}"
    others = [text for text in other_answers(source, name) if _different(text, answer)]
    for form in wrong_forms(came, answer, others):
        verdict = answered(came, form)
        asked[verdict] += 1
        if verdict == "correct":
            return f"distractor that a {came.kind} takes: {next(iter(form.values()))[0]}"
    return None


def _different(text: str, answer: str) -> bool:
    """Whether two answers are surely not the same: worth something else at drawn values of their letters."""
    try:
        return differ(text, plain(unmarked(answer)))
    except Cannot:
        return False


@benchmark(
    "import.oatutor.keys",
    "OATutor keys that take the source's answer, as formula and as plain text, and refuse distractors",
    "share",
    goal=Goal(0.995, at="least"),
)
def keys(progress: Progress) -> Figure:
    """Distractors: other options; one more, the sign turned, answers of other steps that are worth something else."""
    tally, asked = Tally(), Counter[str]()
    for _, source, name, step, _, came in pairs(tally):
        what = untrue(source, name, step, came, asked)
        if what is None:
            tally.good += 1
        else:
            kind, _, example = what.partition(": ")
            tally.miss(kind, f"{name} {example}".strip())
    missed = tally.told(progress)
    said = ", ".join(f"{count} {verdict}" for verdict, count in asked.most_common())
    note = f"{tally.good} of {tally.steps}; typed distractors: {said}; {missed or 'no exception'}"
    return Figure(tally.good / max(1, tally.steps), None, note)
