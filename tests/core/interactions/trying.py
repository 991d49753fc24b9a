"""Turns what the examples write for people into what a page sends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from chiron.core.learning import interactions
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import from_authored
from chiron.core.learning.interactions import Form, Interaction, interaction, kinds
from chiron.core.words import Json

FOLDER = Path(interactions.__file__).parent


def every_example() -> Iterator[tuple[str, Json]]:
    """(kind, example) for every example of our own kinds; programs are run in tests/grading instead."""
    for kind in kinds():
        if kind != "code":
            yield from ((kind, example) for example in examples_of(kind))


def examples_of(kind: str) -> Iterator[Json]:
    """The examples of one of our own kinds."""
    yield from yaml.safe_load((FOLDER / kind.replace("-", "_") / "examples.yaml").read_text("utf-8"))


def made(kind: str, example: Json, seed: int = 1) -> tuple[Interaction, Any, Json, Json]:
    """The interaction, its spec, and the task and key of an example."""
    found = interaction(kind)
    spec = found.Spec.model_validate(example["step"])
    values = {name: from_authored(value) for name, value in example.get("values", {}).items()}
    task, key = found.make(spec, values, Chance(seed), Locale(decimal=example.get("decimal", ".")))
    return found, spec, task, key


def form_of(task: Json, attempt: Json) -> Form:
    """The form of one try: by texts where ids are drawn by chance."""
    if "pick" in attempt:
        ids = {option["text"]: option["id"] for option in task["options"]}
        return {"answer": [ids[text] for text in attempt["pick"]]}
    if "order" in attempt:
        ids = {item["text"]: item["id"] for item in task["items"]}
        places = {f"answer.{ids[text]}": [str(place)] for place, text in enumerate(attempt["order"], 1)}
        return {**places, "answer.same": ["yes"]}
    if "untouched" in attempt:
        return {f"answer.{item['id']}": [str(place)] for place, item in enumerate(task["items"], 1)}
    if "pairs" in attempt:
        lefts = {left["text"]: left["id"] for left in task["lefts"]}
        rights = {right["text"]: right["id"] for right in task["rights"]}
        return {f"answer.{lefts[left]}": [rights[right]] for left, right in attempt["pairs"].items()}
    if "labels" in attempt:
        targets = {target["description"]: target["id"] for target in task["targets"]}
        ids = {label["text"]: label["id"] for label in task["labels"]}
        return {f"answer.{targets[target]}": [ids[label]] for target, label in attempt["labels"].items()}
    if "answers" in attempt:
        return {f"answer.{name}": [text] for name, text in attempt["answers"].items()}
    answer = attempt["answer"]
    return {"answer": answer if isinstance(answer, list) else [answer]}
