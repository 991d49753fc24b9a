"""What is looked at in an item beyond its shape: each file one question, asked of the texts as a learner reads them.

A look yields (way within the template, message, remedy). It reads what is rendered and knows nothing of the
template's formulas, so that a wrong formula does not hide itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from chiron.engine.library.looks.choices import choices
from chiron.engine.library.looks.contexts import contexts
from chiron.engine.library.looks.followed import followed
from chiron.engine.library.looks.ladder import ladder
from chiron.engine.library.looks.sight import Manner, Sight, Told, of_manner
from chiron.engine.library.looks.sums import sums
from chiron.engine.library.looks.unfilled import unfilled
from chiron.engine.library.looks.wrongs import wrongs

__all__ = ["Manner", "Sight", "Told", "look_closely", "look_quickly"]


def look_quickly(sight: Sight) -> Iterator[Told]:
    """What costs little: asked of every item."""
    yield from of_manner(contexts(sight))
    yield from of_manner(ladder(sight))
    yield from unfilled(sight)
    yield from of_manner(wrongs(sight))


def look_closely(sight: Sight) -> Iterator[Told]:
    """What reads all the maths of an item: asked of some."""
    yield from sums(sight)
    yield from followed(sight)
    yield from choices(sight)
