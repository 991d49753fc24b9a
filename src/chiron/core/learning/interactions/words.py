"""When two short texts are the same words: capitals, spaces, final punctuation and quotation marks do not matter.

Nothing is accepted for being similar: one letter more or less is another word.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_ONE_QUOTE = str.maketrans(dict.fromkeys("´`‘’‛ʼ", "'") | dict.fromkeys("“”„‟«»", '"'))
_DASH = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_OPTIONAL = re.compile(r"\(([^()]*)\)")
_HELD = str.maketrans({"(": "\uf0d8", ")": "\uf0d9"})
_FREED = str.maketrans({"\uf0d8": "(", "\uf0d9": ")"})
_WRITTEN = re.compile(r"\\([()])")
MOST_OPTIONAL = 5
"""So many bracketed parts an accepted form may have."""


def reading(text: str) -> str:
    """The text as it is compared."""
    even = unicodedata.normalize("NFC", text).translate(_ONE_QUOTE).translate(_DASH).casefold()
    even = unicodedata.normalize("NFC", even)
    even = "".join(letter for letter in even if unicodedata.category(letter) != "Cf")
    spaced = " ".join(even.split())
    return spaced.strip(_QUOTES + " ").rstrip(".!?;:,… ").strip(_QUOTES + " ")


def same_reading(one: str, other: str) -> bool:
    """Whether two texts read the same; spacing inside maths does not matter, capitals do (``$X$`` is not ``$x$``)."""
    return " ".join(one.split()) == " ".join(other.split())


def accepted(form: str) -> frozenset[str]:
    r"""Every reading of an accepted form: words in round brackets may be left out; ``\(`` is a bracket to be typed."""
    parts = _OPTIONAL.split(_held(form))
    if len(parts) // 2 > MOST_OPTIONAL:
        return frozenset({reading(_held(form).translate(_FREED))})
    choices = [(part,) if number % 2 == 0 else (part, "") for number, part in enumerate(parts)]
    return frozenset(reading("".join(some).translate(_FREED)) for some in product(*choices)) - {""}


def spelled(form: str) -> str:
    """The form with the words in brackets said."""
    return _OPTIONAL.sub(r"\1", _held(form)).translate(_FREED)


def _held(form: str) -> str:
    """A form whose written brackets are put away as characters that nobody types."""
    return _WRITTEN.sub(lambda found: found[1].translate(_HELD), form)


def matches(typed: str, forms: list[str]) -> bool:
    """Whether the typed text is one of the forms."""
    read = reading(typed)
    return any(read in accepted(form) for form in forms)
