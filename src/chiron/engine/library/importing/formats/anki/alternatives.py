"""Notes of the add-on "Multiple Choice for Anki": fields ``Question``, ``QType ...``, ``Q_1`` to ``Q_n``, ``Answers``.

``Answers`` holds a 1 or 0 for each alternative, or the number of the right one where just one is to be chosen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chiron.engine.library.importing.formats.anki.collection import NoteType

_ONE = 2
"""``QType``: 0 true or false for each, 1 several, 2 one."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What is asked, and at which places the right ones stand."""

    prompt: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    solution: str


def fits(kind: NoteType) -> bool:
    """Whether a note type is that of the add-on."""
    names = set(kind.fields)
    return {"Question", "Q_1", "Q_2", "Answers"} <= names and any(name.startswith("QType") for name in names)


def read(values: Mapping[str, str], markdown: Callable[[str], str]) -> Alternatives | None:
    """The alternatives of a note; None where they, or which are right, cannot be read."""
    written = [values.get(f"Q_{number}", "") for number in range(1, 13)]
    options = [(place, text) for place, text in enumerate(map(markdown, written)) if text]
    marks = re.findall(r"\d+", re.sub(r"<[^>]*>", " ", values.get("Answers", "")))
    kind = next((re.sub(r"\D", "", value)[:1] for name, value in values.items() if name.startswith("QType")), "")
    if kind == str(_ONE) and len(marks) == 1:
        right = {int(marks[0]) - 1}
    elif len(marks) >= len(options) and set(marks) <= {"0", "1"}:
        right = {place for place, mark in enumerate(marks) if mark == "1"}
    else:
        return None
    prompt = "\n\n".join(filter(None, (markdown(values.get("Title", "")), markdown(values["Question"]))))
    places = [place for place, _ in options]
    if not prompt or len(options) < 2 or not right <= set(places):
        return None
    more = [markdown(values.get(name, "")) for name in ("Sources", "Extra 1", "Extra", "Explanation")]
    found = tuple(place for place, original in enumerate(places) if original in right)
    return Alternatives(prompt, tuple(text for _, text in options), found, "\n\n".join(filter(None, more)))
