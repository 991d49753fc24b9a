"""Facts that a customer's words give, of those that a flow wants. Pure; what is not sure is not taken.

Only what was asked for anywhere in the flow is read, by the kind of the fact; two values for one fact are none, since
the flow can ask again and a wrong value would be confirmed by somebody in a hurry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chiron.core.language.text import bounded, fold, squeeze, words
from chiron.core.support.context import Names, Reading, Sort
from chiron.core.support.context.naming import described, strangers, titled
from chiron.core.support.context.pointing import Pointer, pointers
from chiron.core.support.listening.answers import yes_or_no
from chiron.core.support.listening.days import day
from chiron.core.support.playbook.facts import FactShape, Value, fits
from chiron.core.support.playbook.flows import Choice

LONGEST_ADDRESS = 300
_EMAIL = re.compile(r"[a-z0-9._%+'-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}")
_WHOLE = re.compile(r"(?<![\w.,-])\d{1,9}(?![\w-]|[.,]\d)")
_MONEY = re.compile(r"(?<![\w.,-])(\d{1,9})(?:[.,](\d{2}))?(?![\w-]|[.,]\d)")
_CODE = re.compile(r"(?<![\w-])(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9-]{3,38}[A-Za-z0-9](?![\w-])")
_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            *("one uno una", "two dos", "three tres", "four cuatro", "five cinco"),
            *("six seis", "seven siete", "eight ocho", "nine nueve", "ten diez"),
        ),
        1,
    )
    for name in names.split()
}
_NOT = re.compile(
    r"(?:\b(?:not|no|never|isn'?t|wasn'?t|aren'?t|nor|ni|nunca|without|sin)(?: (?:the|a|an|el|la|un|una))?) $"
)
_LEAD = re.compile(
    r"^(?:(?:my|the|mi|la)? ?(?:new|nueva|delivery)? ?(?:address|direccion|dirección)"
    r" (?:is|would be|es|seria|sería)\b:?|(?:please )?(?:send|ship|deliver) (?:it|them) to"
    r"|it(?:'s| is)|es|to|a)\s*:?\s+",
    re.IGNORECASE,
)
_PLACES = {Pointer.FIRST: 0, Pointer.SECOND: 1, Pointer.THIRD: 2, Pointer.FINAL: -1}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact that is asked for. ``choices`` are those of a flow's own fact; ``options`` are the things among which one
    is to be named (lines of the order, products, variants), by id, in the order in which they were told. ``asked``: it
    is what was asked for last, so that "the second one" and "2" are said of it.
    """

    shape: FactShape
    choices: tuple[Choice, ...] = ()
    options: Names = field(default_factory=dict)
    asked: bool = True


def listen(text: str, wanted: Iterable[Wanted], today: date, reading: Reading | None = None) -> dict[str, Value]:
    """The facts that a message gives. ``reading``: what it is about (``context.read``), for the numbers of the
    customer's own orders. Every value fits its fact's shape. Never raises.
    """
    text = bounded(text)
    found: dict[str, Value] = {}
    for one in wanted:
        value = _HEARD[one.shape.kind](text, one, today, reading or Reading())
        if value is not None and fits(one.shape, value):
            found[one.shape.name] = value
    return found


def _only(values: Iterable[str]) -> str | None:
    """The only one of them."""
    different = list(dict.fromkeys(values))
    return different[0] if len(different) == 1 else None


def _flag(text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    return yes_or_no(text)


def _choice(text: str, one: Wanted, _today: date, _reading: Reading) -> Value | None:
    """The choice whose longest words stand in the message, unless they are denied or another's are as long."""
    plain = f" {' '.join(words(text))} "
    lengths = {choice.id: _longest(plain, (choice.title, *choice.words)) for choice in one.choices}
    most = max(lengths.values(), default=0)
    best = [id for id, length in lengths.items() if length == most]
    if most and len(best) == 1:
        return best[0]
    return None if most or not one.asked else _by_place(text, [choice.id for choice in one.choices])


def _longest(plain: str, phrases: Iterable[str]) -> int:
    """How many letters the longest of the phrases has that stands in the text and is not denied."""
    longest = 0
    for phrase in phrases:
        spoken = " ".join(words(phrase))
        at = plain.find(f" {spoken} ") if spoken else -1
        if at >= 0 and not _NOT.search(plain[: at + 1]):
            longest = max(longest, len(spoken))
    return longest


def _by_place(text: str, ids: Sequence[str]) -> str | None:
    """The second one, or 2, of those that were told."""
    plain = squeeze(fold(text)).strip(" .!,;:)(#")
    if plain.isdecimal() and len(plain) < 3:
        return ids[int(plain) - 1] if 0 < int(plain) <= len(ids) else None
    places = [_PLACES[way] for way in pointers(text) if way in _PLACES]
    if len(places) != 1 or not -len(ids) <= places[0] < len(ids):
        return None
    return ids[places[0]]


def _thing(text: str, one: Wanted, _today: date, reading: Reading) -> Value | None:
    """One of the things that were told: by title, by what it is, by its place, or what the message is about."""
    if not one.options:
        return None
    ids = list(one.options)
    exact = [id for id in titled(text, one.options) if id in one.options]
    if exact:
        return _only(exact)
    by_words = described(text, [ids], one.options)
    if by_words:
        return by_words[0][0] if len(by_words) == 1 and len(by_words[0]) == 1 else None
    spoken = [ref.id for ref in reading.refs if ref.sort is Sort.PRODUCT and ref.id in one.options]
    return _only(spoken) or (_by_place(text, ids) if one.asked else None)


def _order(text: str, _one: Wanted, _today: date, reading: Reading) -> Value | None:
    """The order that the message is about, else the only thing in it that looks like an order's number."""
    own = _only(ref.id for ref in reading.refs if ref.sort is Sort.ORDER)
    if own is not None or reading.unclear:
        return own
    looks_like = reading.foreign or tuple(strangers(text, ()))
    return _only(re.sub(r"[#\s]", "", each).upper() for each in looks_like)


def _email(text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    return _only(match.rstrip(".") for match in _EMAIL.findall(text.casefold()))


def _whole(text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    told = {int(each) for each in _WHOLE.findall(text)} or {
        _NUMBERS[word] for word in words(text) if word in _NUMBERS and len(words(text)) <= 4
    }
    return told.pop() if len(told) == 1 else None


def _money(text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    told = {int(match[1]) * 100 + int(match[2] or 0) for match in _MONEY.finditer(text)}
    return told.pop() if len(told) == 1 else None


def _date(text: str, _one: Wanted, today: date, _reading: Reading) -> Value | None:
    found = day(text, today)
    return None if found is None else found.isoformat()


def _address(text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    """The message without "my new address is", where it holds a number and at least three words."""
    plain = " ".join(_LEAD.sub("", text.strip()).split()).strip(" .")
    enough = any(char.isdigit() for char in plain) and len(words(plain)) >= 3
    return plain if enough and len(plain) <= LONGEST_ADDRESS and "?" not in plain and "<" not in plain else None


def _text(text: str, one: Wanted, _today: date, _reading: Reading) -> Value | None:
    """A code where a code is asked for; else the message as it stands."""
    if one.shape.name.endswith(".code"):
        return _only(match.upper() for match in _CODE.findall(text))
    return text.strip() or None


def _nothing(_text: str, _one: Wanted, _today: date, _reading: Reading) -> Value | None:
    """What nobody says in so many words."""
    return None


_HEARD: Mapping[str, Callable[[str, Wanted, date, Reading], Value | None]] = {
    "flag": _flag,
    "choice": _choice,
    "item": _thing,
    "product": _thing,
    "variant": _thing,
    "order-number": _order,
    "email": _email,
    "whole": _whole,
    "money": _money,
    "date": _date,
    "address": _address,
    "text": _text,
    "texts": _nothing,
}
