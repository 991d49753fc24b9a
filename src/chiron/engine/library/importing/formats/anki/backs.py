"""What stands on the back of a card as a key: quantities, codes, spans of years, and words with the forms they have.

The back of a card is written by its learner, in plain text: ``6 g`` is six grams and no product, ``p53`` is a name,
``1914-1918`` is a war and not minus four. What is marked as a formula is none of these.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from chiron.core.learning.course import Locale
from chiron.core.words import Json
from chiron.engine.library.importing.answering import Key, holds
from chiron.engine.library.importing.texts import escaped, in_one_line

NUMBER = re.compile(r"[-−]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_AMOUNT = r"[-−–]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?"
_POWER = r"\s*(?:[x×·*⋅]\s*10\s*(?:\^\s*\{?([-−–]?\d{1,3})\}?|([⁻⁺]?[⁰¹²³⁴-⁹]{1,3})))"
_QUANTITY = re.compile(
    rf"({_AMOUNT})(?:{_POWER})?\s?([^\W\d_µμΩ°][^\d\s]{{0,11}}(?:\^?-?[\d⁻²³]{{0,3}})|[µμ]\w{{1,4}}|k?Ω|°[CF]?)"
)
_CODE = re.compile(r"[A-Za-z]{1,6}[-‑]?\d{1,4}[A-Za-z]{0,3}\d{0,2}")
_SPAN = re.compile(r"(\d{1,4})\s?[-‐‑–—]\s?(\d{1,4})")
_SCRIPTS = re.compile("[⁰¹²³⁴-⁹⁺⁻₀-₉₊₋]")
_NAMED = r"\$[^$]*(?<![A-Za-z\\]){}(?![A-Za-z])[^$]*\$"
_COUNTED = re.compile(r"\bhow many\b|\bcu[aá]nt[oa]s\b|\bcombien de\b|\bwie viele\b", re.IGNORECASE)
"""How many minutes an hour has is not answered by an hour."""
_LONGEST, _WORDS = 60, 6
TYPED = 80
"""Characters of what somebody can be asked to type into a gap."""


def as_written(answer: str, plain: str, prompt: str, locale: Locale) -> Key | None:
    """The key of an answer that plain text says otherwise than mathematics would; None where it is none of those.

    ``plain`` is the answer without its marks.
    """
    if "$" in answer or "\n" in answer or "](" in answer:
        return None
    for key in (_quantity(plain, prompt), _named(plain)):
        if key is not None and holds(key, locale):
            return key
    return None


def _quantity(plain: str, prompt: str) -> Key | None:
    """A number with a unit that is known; a letter that the prompt's formulas use is no unit."""
    found = _QUANTITY.fullmatch(plain)
    if found is None:
        return None
    amount, power, raised, unit = found.groups()
    if len(unit) == 1 and (" " not in plain or re.search(_NAMED.format(re.escape(unit)), prompt)):
        return None
    exponent = _sign(power or unicodedata.normalize("NFKC", raised or ""))
    number = formula(amount) + (f"*10^({exponent})" if exponent else "")
    fields: dict[str, Json] = {"answer": number, "unit": unit.replace("μ", "µ")}
    return Key("quantity", fields | ({"accept": "asked"} if _COUNTED.search(prompt) else {}))


def _sign(text: str) -> str:
    return text.replace("−", "-").replace("–", "-").lstrip("+")


def _named(plain: str) -> Key | None:
    span = _SPAN.fullmatch(plain)
    if span is not None:
        return Key("text", {"accept": [f"{span[1]}-{span[2]}", f"{span[1]} - {span[2]}", f"{span[1]} to {span[2]}"]})
    return Key("text", {"accept": forms(plain)}) if _CODE.fullmatch(plain) else None


def phrase(answer: str, words: str, locale: Locale) -> Key | None:
    """A few plain words to type; whatever else is typed goes to a person. ``words`` are those without marks."""
    if not words or "\n" in answer or len(words) > _LONGEST or re.search(r"(?<!\\)\$|\]\(", answer):
        return None
    if len(words.split()) > _WORDS:
        return None
    key = Key("text", {"accept": forms(words)})
    return key if holds(key, locale) else None


def typeable(key: Key) -> Key:
    """The same key, which takes raised and lowered signs as one types them, too."""
    if key.kind != "text":
        return key
    every = [str(form) for form in key.fields["accept"]]
    return Key(key.kind, {**key.fields, "accept": [*_once([*every, *map(_typeable, every)])]}, key.asks)


def typed(text: str) -> Key | None:
    """What the card has its learner type; None where that is empty."""
    text = in_one_line(text)
    if not text:
        return None
    if NUMBER.fullmatch(text):
        return Key("numeric", {"answer": formula(text)})
    return Key("text", {"accept": forms(text)})


def gap(words: str) -> Json:
    """The key of one gap in a text."""
    return {"answer": formula(words)} if NUMBER.fullmatch(words) else {"accept": forms(words)}


def fits_gap(words: str, answer: str) -> bool:
    """Whether an answer is words that can be typed into a gap."""
    return bool(words) and len(words) <= TYPED and not re.search(r"(?<!\\)\$|\n|\]\(", answer)


def formula(text: str) -> str:
    """A number as a course writes it."""
    return re.sub("[−–]", "-", text).replace(",", "")


def forms(text: str) -> list[Json]:
    """What is accepted: the words, and each of several that a slash parts; raised and lowered signs as one types them.

    Brackets within a word must be typed.
    """
    parts = [part.strip() for part in re.split(r"\s/\s", text)]
    every = [text, *parts] if len(parts) > 1 and all(parts) else [text]
    every += [_typeable(form) for form in every]
    return [escaped(re.sub(r"(?<=\S)\(([^()]*)\)", r"\\(\1\\)", form)) for form in _once(every)]


def _typeable(form: str) -> str:
    """``H₂O`` as ``H2O``, ``Na⁺`` as ``Na+``; ``6 g`` as ``6g``."""
    flat = _SCRIPTS.sub(lambda one: unicodedata.normalize("NFKC", one[0]).replace("−", "-"), form)
    close = re.fullmatch(rf"({_AMOUNT}) ([^\W\d_]{{1,4}}|%)", flat)
    return f"{close[1]}{close[2]}" if close else flat


def _once(every: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(every))
