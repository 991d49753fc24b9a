"""The authored lines of conversation of a course, and those that a teacher or school wrote in their place."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chiron.core.learning.parts import Part, Text
from chiron.core.words import Source

FlowPart = Literal["opening", "check_in", "ending"]
FLOW_PARTS: tuple[FlowPart, ...] = ("opening", "check_in", "ending")
"""When a line of a flow is said: at the opening, in between, at the end."""


class Lines(Part):
    """Lines of a flow in another language; what is left out there stays in the course's own."""

    opening: tuple[Text, ...] = ()
    check_in: tuple[Text, ...] = ()
    ending: tuple[Text, ...] = ()


class Flows(Part):
    """Authored lines of conversation: at the opening, in between, at the end. One is taken in turn.

    ``languages`` holds them for learners who read another language than the course's.
    """

    opening: tuple[Text, ...] = Field(min_length=1)
    check_in: tuple[Text, ...] = Field(min_length=1)
    ending: tuple[Text, ...] = Field(min_length=1)
    languages: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], Lines] = Field(default_factory=dict)

    def lines(self, part: FlowPart, language: str = "") -> tuple[str, ...]:
        """The lines for a learner of a language (a tag such as ``es-MX``), else the course's own; never none."""
        other = self.languages.get(language.partition("-")[0].lower())
        found: tuple[str, ...] = getattr(other, part) if other is not None else ()
        return found or getattr(self, part)

    def in_language(self, language: str) -> Flows:
        """The flow whose lines are those for a learner of a language."""
        if not self.languages:
            return self
        return self.model_copy(update={part: self.lines(part, language) for part in FLOW_PARTS})

    @property
    def arranged(self) -> frozenset[FlowPart]:
        """The parts that somebody wrote in the place of the course's."""
        return frozenset()

    def source(self, part: FlowPart) -> Source:
        """Whose words the lines of a part are."""
        return Source.PERSON if part in self.arranged else Source.COURSE

    def author(self, part: FlowPart) -> str:
        """The name of the person who wrote the lines of a part; empty where they are the course's or nobody's."""
        return self.writer if part in self.arranged else ""

    @property
    def writer(self) -> str:
        """The name of whoever wrote lines in the place of the course's."""
        return ""


class ArrangedFlows(Flows):
    """Lines that a teacher or a school wrote in the place of the course's: the parts of ``own``, by somebody."""

    own: frozenset[FlowPart] = frozenset(FLOW_PARTS)
    by: str = ""

    @property
    def arranged(self) -> frozenset[FlowPart]:
        """The parts that somebody wrote in the place of the course's."""
        return self.own

    @property
    def writer(self) -> str:
        """The name of whoever wrote lines in the place of the course's."""
        return self.by
