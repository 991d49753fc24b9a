"""A proposed item as an author reads it: what is asked, and the key in plain sight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Question

_GAP = re.compile(r"(?<!\\)\[([a-z0-9-]+)\]")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: ``right`` says that it belongs to the key."""

    text: str
    right: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """One step: its prompt, and the lines of its key and of what stands beside it."""

    prompt: str
    rows: tuple[Row, ...]


def shown(question: Question) -> tuple[Shown, ...]:
    """The steps of a question."""
    return tuple(Shown(step.prompt, tuple(_rows(step))) for step in question.steps)


def _rows(step: Asked) -> Iterator[Row]:
    fields = step.fields
    if step.kind in ("choice", "multiple-choice"):
        yield from (Row(_said(option["text"]), bool(option.get("right"))) for option in fields["options"])
    elif step.kind == "cloze":
        yield from _cloze(fields)
    elif step.kind == "match":
        yield from (Row(f"{_said(pair['left'])} → {_said(pair['right'])}") for pair in fields["pairs"])
        yield from (Row(_said(text), right=False) for text in fields.get("extra", ()))
    elif step.kind == "order":
        yield from (Row(f"{number}. {_said(text)}") for number, text in enumerate(fields["items"], 1))
    elif step.kind == "text":
        yield from (Row(_said(text)) for text in fields["accept"])
    elif "answer" in fields:
        yield Row(_said(fields["answer"]))


def _cloze(fields: Mapping[str, Json]) -> Iterator[Row]:
    gaps = fields["gaps"]

    def filled(found: re.Match[str]) -> str:
        gap = gaps.get(found[1], {})
        answer = gap["accept"][0] if "accept" in gap else gap.get("answer", "…")
        return f"**{_said(answer)}**"

    yield Row(_GAP.sub(filled, _said(fields["text"])))
    others = {_said(word) for gap in gaps.values() for word in gap.get("bank", ()) if word not in gap["accept"]}
    yield from (Row(word, right=False) for word in sorted(others))


def _said(text: Json) -> str:
    return str(text).replace("@@", "@")
