"""Orders, cases and products that a message names or describes: only ever those of the customer, or of the shelf."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from chiron.core.language.text import fold, words
from chiron.core.support.context.refs import Names, Ref, Sort

_NUMBER = re.compile(r"(?<![\w.,-])(?:[a-z]{1,6}[-_]\d{3,30}|#\s?\d{2,30}|(?:[a-z]{1,6} ?)?\d[\d-]{3,30}\d)(?!\w)")
_WISHED = re.compile(r"\b(?:in|en) (?:an? |una? )?(?:size |talla )?\w+\s*(?=$|[.,;!?])")
"""In red, in a 43: what somebody would like, and no word for what they have."""
_MONEY = re.compile(
    r"[€$£]\s?\d[\d.,]{0,15}|(?<![\d.,])\d[\d.,]{0,15}\s?(?:€|eur|euros|usd|gbp|cm|mm|kg|litres?|days?|dias)\b"
)
_PERSONAL = re.compile(
    r"\b(?:phones?|mobile|tel|telefono|movil|postcode|zip code|codigo postal|iban|card|tarjeta|cuenta|account)\b"
    r"\D{0,20}[\d +-]{1,40}"
)
_JOINED = re.compile(r"\b(?:and|plus|as well as|y|e)\b|[,&+]")
_OF_SHELF = 0.5
"""A word of the shelf beside one of the product's own."""
_NEAR = 0.2
"""What being spoken of counts beside a word."""
_LEAST_DIGITS = 3
_PLAIN = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "not",
        "you",
        "your",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "but",
        "all",
        "one",
        "two",
        "this",
        "that",
        "from",
        "they",
        "them",
        "what",
        "when",
        "where",
        "which",
        "who",
        "how",
        "can",
        "could",
        "would",
        "will",
        "been",
        "out",
        "off",
        "too",
        "very",
        "just",
        "only",
        "still",
        "also",
        "size",
        "colour",
        "color",
        "order",
        "orders",
        "product",
        "item",
        "para",
        "con",
        "una",
        "uno",
        "los",
        "las",
        "del",
        "que",
        "por",
        "pero",
        "como",
        "donde",
        "cuando",
        "este",
        "esta",
        "mis",
        "sus",
        "muy",
        "men",
        "women",
        "mens",
        "womens",
        "black",
        "white",
    ]
)


def numbered(text: str, orders: Iterable[str], cases: Iterable[str] = ()) -> list[Ref]:
    """Orders and cases whose number stands in a message, whole or by its digits, in the order of the text."""
    plain = fold(text)
    figures = re.sub(r"\D", "", plain)
    found: list[tuple[int, Ref]] = []
    for sort, ids in ((Sort.ORDER, list(orders)), (Sort.CASE, list(cases))):
        digits = _by_digits(ids)
        for id in ids:
            if re.sub(r"\D", "", id) not in figures:  # Somebody may have a thousand orders.
                continue
            place = _place(plain, id, digits)
            if place is not None:
                found.append((place, Ref(sort, id)))
    return [ref for _, ref in sorted(found, key=lambda one: (one[0], one[1]))]


def strangers(text: str, known: Collection[str]) -> list[str]:
    """What looks like the number of an order and is none of the known ones."""
    plain = _PERSONAL.sub(" ", _MONEY.sub(" ", fold(text)))
    ours = [_squeezed(id) for id in known]
    found = []
    for match in _NUMBER.finditer(plain):
        number = _squeezed(match.group())
        if not any(number == id or (id.endswith(number) and number.isdigit()) or number.endswith(id) for id in ours):
            found.append(match.group().strip())
    return found


def described(text: str, candidates: Sequence[Collection[str]], names: Names) -> list[list[str]]:
    """The products among these that a message describes: of each, those that it may be.

    ``candidates`` are groups, the nearest first, which goes before where words do not decide. A product is described
    by the words that tell it from the others; several things are only where words join them.
    """
    plain = _WISHED.sub(" ", fold(text))
    said = {_stem(word) for word in words(plain) if len(word) > 2 and word not in _PLAIN}
    near = {id: _NEAR / (1 + at) for at, group in reversed(list(enumerate(candidates))) for id in group}
    bags = {id: _bag(id, names) for id in near}
    found = list[list[str]]()
    while best := _best(bags, near, said):
        apart = [bags[id].keys() & said for id in best]
        disjoint = sum(len(one) for one in apart) == len(set().union(*apart))
        joined = _JOINED.search(plain) is not None
        found += [[id] for id in best] if joined and disjoint else [best]
        said -= set().union(*(bags[id] for id in best))
        if not joined:
            break
    return found


def _best(bags: Mapping[str, Mapping[str, float]], near: Mapping[str, float], said: set[str]) -> list[str]:
    """Whom most words fit, a word counting the less the more products it fits."""
    shared: dict[str, int] = {}
    for bag in bags.values():
        for word in bag.keys() & said:
            shared[word] = shared.get(word, 0) + 1
    fit = {id: sum(bag[word] / shared[word] for word in sorted(bag.keys() & said)) for id, bag in bags.items()}
    scores = {id: score + near[id] for id, score in fit.items() if score > 0.0}
    most = max(scores.values(), default=0.0)
    return [id for id, score in scores.items() if score >= most - 1e-9]


def titled(text: str, names: Names) -> list[str]:
    """Products of the whole shelf whose title stands in a message, the longest titles first."""
    plain = " ".join(words(fold(text)))
    titles = {id: _spoken(name.title) for id, name in names.items()}
    found = [id for id, title in titles.items() if len(title) > 3 and f" {title} " in f" {plain} "]
    found.sort(key=lambda id: (-len(titles[id]), id))
    return [id for place, id in enumerate(found) if not any(titles[id] in titles[longer] for longer in found[:place])]


def _bag(id: str, names: Names) -> dict[str, float]:
    """The words of a product with their weights."""
    name = names.get(id)
    if name is None:
        return dict.fromkeys(_told(id.replace("-", " ")), 1.0)
    return dict.fromkeys(_told(*name.shelves), _OF_SHELF) | dict.fromkeys(_told(name.title, *name.words), 1.0)


def _told(*texts: str) -> list[str]:
    return [_stem(word) for word in _spoken(" ".join(texts)).split() if len(word) > 2 and word not in _PLAIN]


@lru_cache(maxsize=4096)
def _spoken(text: str) -> str:
    """A shelf's words as they are compared; a shelf is read at every message."""
    return " ".join(words(fold(text)))


def _stem(word: str) -> str:
    """A plural as its singular, roughly: for English and Spanish alike."""
    for ending in ("'s", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _squeezed(text: str) -> str:
    return re.sub(r"[\s#_-]", "", fold(text))


def _by_digits(ids: Iterable[str]) -> Mapping[str, int]:
    """How many ids have these digits."""
    found: dict[str, int] = {}
    for id in ids:
        digits = re.sub(r"\D", "", id)
        found[digits] = found.get(digits, 0) + 1
    return found


def _place(plain: str, id: str, digits: Mapping[str, int]) -> int | None:
    whole = re.search(rf"(?<![\w-]){re.escape(fold(id))}(?![\w-])", plain)
    if whole:
        return whole.start()
    short = _squeezed(id)
    if len(short) >= _LEAST_DIGITS + 1 and not short.isdigit():
        parts = re.search(rf"(?<!\w){'[ _#-]*'.join(map(re.escape, short))}(?![\w-])", plain)
        if parts:
            return parts.start()
    number = re.sub(r"\D", "", id)
    if len(number) >= _LEAST_DIGITS and digits.get(number) == 1:
        alone = re.search(
            rf"(?<![\w.,€$£-]){number}(?![\w-]|[.,]\d)", _MONEY.sub(lambda m: " " * len(m.group()), plain)
        )
        return alone.start() if alone else None
    return None
