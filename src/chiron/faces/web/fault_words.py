"""What an error says, in the person's language.

Errors are raised in English below the faces, some with names and numbers filled in. The catalogues hold them with
``{0}``, ``{1}`` in those places (``tools/catalogues.py`` gathers them); here the message is found again by its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from chiron.engine.library.importing.overview import NOTHING_ASKED, TEXTS_ALONE
from chiron.faces.web.language import current, languages

PHRASES: Mapping[str, str] = {
    phrase: phrase
    for phrase in (
        *("a name", "the school's name", "the class's name", "the term", "a minute", "{0} minutes"),
        # What an import, or a reading of earlier answers, that ended says beside itself: no error carries it.
        "It needs more memory than an import may have. Split it, and import the parts.",
        "It takes longer than an import may. Split it, and import the parts.",
        "The import was stopped before its end. Start it again; if it stops again, split the file.",
        "The file could not be read: {0}.",
        "It holds no review of a card.",
        "It holds no review of a card. Export it with its scheduling: tick “Include scheduling information”.",
        # What an import still needs that brought texts or packages alone: engine/library/importing/overview.py
        *TEXTS_ALONE,
        *NOTHING_ASKED,
        # What stands against a package of a course
        "This package cannot be played. {0}",
        "The course names more than {0} packages, or more than {1} MB.",
        "There is no file {0}.",
        "No resource names this package, so it is not published.",
        "No resource names {0} other files.",
    )
}
"""What is itself filled into an error's message, or is said by none, for the catalogues."""

_PLACE = re.compile(r"\{(\d)\}")


@lru_cache(maxsize=16)
def _shapes(tag: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The messages with places of a language, the most particular first, each as a pattern."""
    found = [text for text in languages()[tag].messages if _PLACE.search(text)]
    found.sort(key=lambda text: len(_PLACE.sub("", text)), reverse=True)
    return tuple((re.compile(_pattern(text), re.DOTALL), text) for text in found)


def _pattern(text: str) -> str:
    """Words as they stand, places as whatever stands there."""
    pieces = _PLACE.split(text)
    return "".join(re.escape(piece) if n % 2 == 0 else f"(?P<p{piece}>.+?)" for n, piece in enumerate(pieces))


def fault_words(message: str, deep: int = 2) -> str:
    """The message of an error in the language in use; unchanged where the catalogue does not know it."""
    language = current()
    said = language.words.gettext(message) if message else ""
    if said != message or not deep:
        return said
    for shape, text in _shapes(language.tag):
        if match := shape.fullmatch(message):
            words = language.words.gettext(text)
            for name, value in match.groupdict().items():
                words = words.replace(f"{{{name[1:]}}}", fault_words(value, deep - 1))
            return words
    return message
