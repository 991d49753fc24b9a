# ruff: noqa: E501 - patterns are data
"""What a message says of the learner, noticed by rules in every offered language; the words stay the learner's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta

from chiron.core.language.facts.dates import day_of
from chiron.core.language.facts.sensitive import sensitive, unfit
from chiron.core.language.facts.shape import LASTS, LONGEST, FactKind, Noticed
from chiron.core.language.facts.shapes_en import ENGLISH
from chiron.core.language.facts.shapes_es import SPANISH
from chiron.core.language.text import bounded

RULES = {"en": ENGLISH, "es": SPANISH}
"""By language. Every offered language is here; a test says so."""
LONGEST_READ = 1_000
MOST_AT_ONCE = 3
SHORTEST_USE = timedelta(minutes=10)

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|\.(?=\d)|\n|$)")
_POINTING = re.compile(
    r"^(?:it|this|that|these|those|you|your|him|her|them|they|me|us|how|what|why|who|to|the way|when|where|one|more|both|all|a lot|so|of|on|doing this|the (?:first|second|last|next|answer|other)\b.*"
    r"|esto|eso|este|esta|ese|esa|estos|estas|que|lo|como|cuando|tu|tus|mas|todo|nada|mucho|hacer esto|la (?:primera|segunda|ultima)\b.*)\b"
)  # fmt: skip
_POINTING_KINDS = frozenset({FactKind.INTEREST, FactKind.DISLIKE, FactKind.GOAL})
_ONLY_NOW = re.compile(
    r"\b(?:want|need|would like|'d like|quiero|necesito) (?:(?:an?|another|the|one|some|more|un|una|otr[oa]|el|la|mas|algun[oa]?)\b|(?:help|hints?|ayuda|pistas?)\b)"
)
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "back later maybe stupid dumb crazy names tomorrow please now anything whatever again when if the a an your my lazy "
        "slow tonto tonta luego manana cuando si despues otra de confused lost stuck done finished not just that this it",
    )
)
_MINUTES = re.compile(r"\b(\d{1,3})\s*min")
_HOURS = re.compile(r"\b(\d|an|una) h(?:ou|o)r")
_WORDED = {
    "five": 5, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "cinco": 5, "diez": 10, "quince": 15,
    "veinte": 20, "treinta": 30, "few": 10, "pocos": 10, "half": 30, "media": 30,
}  # fmt: skip
_COMPILED = tuple(
    (kind, sure, re.compile(pattern)) for rules in RULES.values() for kind, sure, pattern in rules
)  # fmt: skip


_PERSONAL = re.compile(
    r"\b(?:i|i'm|im|my|me|yo|mi|mis|me|soy|tengo|quiero|ich|mein|mich|je|j'ai|mon|ma|moi|eu|meu|minha|io|mio|mia|ik)\b"
)
LEAST_WORDS = 4


def personal(text: str) -> bool:
    """Whether a message may say something of its writer: somebody speaks of themselves, in a few words at least."""
    plain = even(bounded(text, LONGEST_READ))
    return len(plain.split()) >= LEAST_WORDS and _PERSONAL.search(plain) is not None and not sensitive(text)


def notice(text: str, now: datetime) -> tuple[Noticed, ...]:
    """The facts that a message holds, at most three, each value word for word as written.

    ``now`` is the moment of the message in the learner's time zone. A sentence that touches what is never remembered
    (``sensitive.py``) gives none. Never raises, on any text.
    """
    found: list[Noticed] = []
    for sentence in _SENTENCE.findall(bounded(text, LONGEST_READ)):
        matches = list(_matches(sentence, now))
        if matches and not sensitive(sentence):
            found += matches
    kept: dict[tuple[FactKind, str], Noticed] = {}
    for one in found:
        kept.setdefault((one.kind, one.value.casefold()), one)
    return tuple(kept.values())[:MOST_AT_ONCE]


def _matches(sentence: str, now: datetime) -> Iterator[Noticed]:
    plain, taken = even(sentence), list[tuple[int, int]]()
    for kind, sure, pattern in _COMPILED:
        for match in pattern.finditer(plain):
            start, end = match.span("value")
            value = sentence[start:end].strip(" \t\"'“”«»")
            if any(start < right and left < end for left, right in taken) or not _fits(kind, value, match.group()):
                continue
            taken.append((start, end))
            yield Noticed(kind, value, sure, until(kind, value, now))


def _fits(kind: FactKind, value: str, whole: str) -> bool:
    if not 2 <= len(value) <= LONGEST or unfit(value):
        return False
    plain = even(value)
    if kind is FactKind.NAME:
        return plain not in _NO_NAMES
    if kind is FactKind.PREFERENCE and _ONLY_NOW.search(whole):
        return False
    return kind not in _POINTING_KINDS or _POINTING.search(plain) is None


def even(text: str) -> str:
    """Small letters without accents, one for one, so that a place in it is the same place in the text."""
    signs = (unicodedata.normalize("NFKD", sign)[:1] or sign for sign in text.translate(_QUOTES))
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in signs)


_QUOTES = {ord(sign): "'" for sign in "’‘ʼ`´"} | {ord("\t"): " "}


def until(kind: FactKind, value: str, now: datetime) -> datetime | None:
    """Until when a fact is used: a day that it names, minutes that it names, or as long as its kind lasts."""
    plain = even(value)
    if kind is FactKind.DATE and (day := day_of(plain, now.date())) is not None:
        return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=(day - now.date()).days + 1)
    if kind is FactKind.CIRCUMSTANCE:
        return now + (_spell(plain) or (timedelta(days=30) if _MISSED.search(plain) else timedelta(days=1)))
    lasts = LASTS[kind]
    return None if lasts is None else now + lasts


_MISSED = re.compile(r"\b(?:missed|absent|away|there for|falte|perdi|estuve)\b")


def _spell(plain: str) -> timedelta | None:
    """The time that somebody says they have."""
    if minutes := _MINUTES.search(plain):
        return max(SHORTEST_USE, timedelta(minutes=int(minutes[1])))
    if worded := next((number for word, number in _WORDED.items() if re.search(rf"\b{word}\b", plain)), None):
        return max(SHORTEST_USE, timedelta(minutes=worded))
    if hours := _HOURS.search(plain):
        return timedelta(hours=int(hours[1]) if hours[1].isdigit() else 1)
    return None
