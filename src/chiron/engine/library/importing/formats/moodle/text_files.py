"""Files of questions in plain text, one after another: what GIFT and Aiken share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from chiron.engine.library.importing.arriving import About, Arrival, Notes
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import decoded, started

Questions = Callable[[str, str, Keys, Notes], Iterator[Arrival]]
"""From a file's text and name to what stands in it."""
NO_TEXT = "It is no text."
EMPTY = "It is empty."


def every_text(
    opened: Opened,
    names: Sequence[str],
    notes: Notes,
    format: str,
    sign: re.Pattern[str],
    questions: Questions,
    lacking: str = "",
) -> Iterator[Arrival]:
    """What stands in these files, where ``sign`` is found in one. Raises Unusable with what is ``lacking`` else."""
    yield About(opened.name.rpartition("/")[2].rpartition(".")[0] or opened.name)
    keys, found = Keys(notes), False
    for name in names:
        if not started(opened.beginning(name, 65_536)):
            notes.left(name, name, "file", NO_TEXT if opened.size(name) else EMPTY)
            continue
        text, encoding = decoded(opened.bytes(name))
        if not sign.search(text):
            notes.left(name, name, "file", f"It holds no question in {format}.")
            continue
        found = True
        if not encoding.startswith("utf-8"):
            notes.changed(name, name, f"It was read as {encoding}.")
        yield from questions(text, name, keys, notes)
    if not found:
        raise Unusable(f"{opened.name} holds no question in {format}{lacking}.")
