"""A question on its way: what its steps ask, what is told of it, where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Hint, Notes, Origin, Question, Section
from chiron.engine.library.importing.formats.moodle.making import Made
from chiron.engine.library.importing.formats.moodle.said import asks, said
from chiron.engine.library.importing.texts import in_one_line

LONGEST_TITLE = 100
_MARKS = re.compile(
    r"!?\[(?P<alt>[^\]\n]*)\]\([^()\n]*\)|\\(?P<letter>[^$\w\s])|\*\*|^#{1,6} |^[-*] |^\|[-:| ]+$|\|", re.MULTILINE
)
_DOLLAR = re.compile(r"(?<!\\)\$")


@dataclass(slots=True)
class Draft:
    """What a reader found out of one question; ``steps`` are each step's own words with what it is."""

    prompt: str
    steps: list[tuple[str, Made]]
    title: str = ""
    section: Section = ()
    solution: str = ""
    answer: str = ""
    """How each step ends, in words: needed where there are parameters, as each draw has its own."""
    hints: Sequence[str] = ()
    skills: tuple[str, ...] = ()
    origin: Origin | None = None
    parameters: Mapping[str, Json] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    language: str = ""

    def question(self, key: str, place: str, notes: Notes) -> Question:
        """The question as it arrives; what came otherwise is told."""
        told: dict[str, None] = dict.fromkeys(self.changed)
        steps = []
        praise: dict[str, None] = {}
        for number, (words, made) in enumerate(self.steps, 1):
            told |= dict.fromkeys(made.changed)
            praise |= dict.fromkeys(line for line in made.praise if line not in self.solution)
            hints = tuple(Hint(text) for text in self.hints) if number == 1 else ()
            prompt = words or asks(made.kind, said(self.language))
            steps.append(Asked(f"{key}/{number}", made.kind, prompt, made.fields, hints, self.answer))
        for sentence in told:
            notes.changed(key, place, sentence)
        return Question(
            key=key,
            place=place,
            title=self.title or titled(self.prompt) or key,
            prompt=self.prompt,
            steps=tuple(steps),
            section=self.section,
            skills=self.skills,
            solution="\n\n".join(part for part in (self.solution, *praise, self.answer) if part),
            origin=self.origin,
            parameters=self.parameters,
        )


def titled(text: str) -> str:
    """The beginning of a text in Markdown as a title: in one line, without its marks but for formulas."""
    bare = _MARKS.sub(lambda found: found["alt"] or found["letter"] or "", text)
    return _shortened(in_one_line(bare))


def _shortened(line: str) -> str:
    if len(line) <= LONGEST_TITLE:
        return line
    short = line[:LONGEST_TITLE].rpartition(" ")[0] or line[:LONGEST_TITLE]
    # A formula is not cut in two.
    return (short[: short.rindex("$")] if len(_DOLLAR.findall(short)) % 2 else short).rstrip() + "…"


def lost(names: Sequence[str]) -> list[str]:
    """A sentence for what the markup of a text lost, if it lost anything."""
    return [f"Of its texts this is left out: {', '.join(names)}."] if names else []
