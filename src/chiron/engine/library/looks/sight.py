"""One item as a look sees it, and the reading of the maths in its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chiron.core.learning.course import Locale, Template
from chiron.core.learning.generate import Item
from chiron.core.learning.interactions import Unread
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import Node, TooLarge
from chiron.engine.library import faults as where

MATHS = re.compile(r"\$\$?([^$]+)\$\$?")
Told = tuple[where.Path, str, str]
"""The way within the template, the message, the remedy."""


class Manner(str):
    """The message of a fault of manner: it is told less well than it should be, and can be answered and graded.

    Of what others wrote such a fault is a note.
    """

    __slots__ = ()


def of_manner(told: Iterable[Told]) -> Iterator[Told]:
    """The same, as faults of manner."""
    return ((path, Manner(message), remedy) for path, message, remedy in told)


@dataclass(frozen=True, slots=True)
class Sight:
    """An item of a template, in the language and with the decimal sign of ``locale``."""

    template: Template
    item: Item
    locale: Locale

    def texts(self) -> Iterator[tuple[where.Path, str]]:
        """What is asked and shown as right: prompts and worked solutions, with their ways."""
        yield ("prompt",), self.item.prompt
        yield ("solution",), self.item.solution
        for number, step in enumerate(self.item.steps):
            yield ("steps", number, "prompt"), step.prompt
            yield ("steps", number, "solution"), step.solution

    def tree(self, text: str) -> Node | None:
        """A piece of maths as it is read; None where it is not one thing that can be read."""
        return tree(text.strip().rstrip(".,;"), self.locale.decimal)


def maths(text: str) -> list[str]:
    """What stands between dollar signs."""
    return [found.strip() for found in MATHS.findall(text)]


@lru_cache(maxsize=4096)
def tree(text: str, decimal: Literal[".", ","]) -> Node | None:
    """Maths, LaTeX or plain, as one tree; None where it cannot be read or could mean two things."""
    try:
        with effort():
            found = read(text.replace(r"\,", "").replace("{,}", decimal), Reading(decimal))
    except (Unread, Spent, TooLarge):
        return None
    return None if found.ambiguous else found.tree
