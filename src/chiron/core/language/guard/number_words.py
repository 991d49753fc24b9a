# ruff: noqa: SIM905 - words are data
"""Number words from nought to a hundred, and ordinals to twelve, of languages that Chiron does not speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from chiron.core.language.text import fold

Joined = Callable[[str, str, int], tuple[str, ...]]
"""Of a ten, a unit's word and the unit: the ways to write them together."""


def _latin(link: str) -> Joined:
    return lambda ten, one, _: (f"{ten}{link}{one}",)


def _german(ten: str, one: str, unit: int) -> tuple[str, ...]:
    return (f"{'ein' if unit == 1 else one}und{ten}",)


def _dutch(ten: str, one: str, _: int) -> tuple[str, ...]:
    return (f"{one}en{ten}",)


def _italian(ten: str, one: str, unit: int) -> tuple[str, ...]:
    return (f"{ten[:-1] if unit in (1, 8) else ten}{one}",)


def _french(ten: str, one: str, unit: int) -> tuple[str, ...]:
    return (f"{ten} et {one}", f"{ten} {one}") if unit == 1 else (f"{ten} {one}",)


def _swedish(ten: str, one: str, _: int) -> tuple[str, ...]:
    return (f"{ten}{one}",)


_TABLE: tuple[tuple[str, str, Joined], ...] = (
    ("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", "vingt trente "
     "quarante cinquante soixante septante octante nonante", _french),
    ("null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn "
     "achtzehn neunzehn", "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig", _german),
    ("zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
     "diciassette diciotto diciannove", "venti trenta quaranta cinquanta sessanta settanta ottanta novanta", _italian),
    ("zero um dois tres quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezasseis dezassete "
     "dezoito dezanove", "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", _latin(" e ")),
    ("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
     "achttien negentien", "twintig dertig veertig vijftig zestig zeventig tachtig negentig", _dutch),
    ("zero u dos tres quatre cinc sis set vuit nou deu onze dotze tretze catorze quinze setze disset divuit dinou",
     "vint trenta quaranta cinquanta seixanta setanta vuitanta noranta", _latin(" ")),
    ("noll ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
     "tjugo trettio fyrtio femtio sextio sjuttio attio nittio", _swedish),
)  # fmt: skip
_ORDINALS = (
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme",
    "erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo",
    "primeiro segundo terceiro quarto quinto sexto setimo oitavo nono decimo",
    "primero segundo tercero cuarto quinto sexto septimo octavo noveno decimo",
)
_MORE = {"hundert": 100, "einhundert": 100, "cento": 100, "cem": 100, "honderd": 100, "hundra": 100, "centaine": 100}
_PLAIN = frozenset(
    """un u une um dos tres seis cinco nove onze doze treze quinze once sei due set six sex dix cent elf on sis acht
    tien zes sept sette zero null nul een ett tre otto oito sete venti vint deu nou seize fem tio catorze quatorze
    primo secondo segundo quarto quinto sexto decimo tercero primero cuarto octavo""".split()
)
"""Words of one language that are, in an offered one, other words or no secret; ``tongues`` reads those that can be."""


TAGS = ("fr", "de", "it", "pt", "nl", "ca", "sv")
"""The languages of the table, in its order."""


@lru_cache(maxsize=len(TAGS))
def of(tag: str) -> dict[str, int]:
    """The number words of one language, folded, hyphens as spaces."""
    ones, tens, joined = _TABLE[TAGS.index(tag)]
    units = ones.split()
    found = {word: value for value, word in enumerate(units)}
    for place, ten in enumerate(tens.split(), 2):
        found[ten] = 10 * place
        for unit in range(1, 10):
            found |= dict.fromkeys(joined(ten, units[unit], unit), 10 * place + unit)
    return found | (_french_tens(units) if tag == "fr" else {})


@lru_cache(maxsize=1)
def table() -> dict[str, int]:
    """Every word, folded, hyphens as spaces, with its number."""
    found: dict[str, int] = {}
    for tag in TAGS:
        found |= of(tag)
    for words in _ORDINALS:
        found |= {word: value for value, word in enumerate(words.split(), 1)}
    return found | _MORE


def _french_tens(units: list[str]) -> dict[str, int]:
    """From soixante-dix to quatre-vingt-dix-neuf, by scores."""
    small = {**dict(enumerate(units)), 17: "dix sept", 18: "dix huit", 19: "dix neuf"}
    found = {f"soixante {small[n]}": 60 + n for n in range(10, 20)} | {"soixante et onze": 71, "quatre vingts": 80}
    found |= {f"quatre vingt {small[n]}": 80 + n for n in range(1, 20)}
    return found | {"dix sept": 17, "dix huit": 18, "dix neuf": 19}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted((word for word in table() if word not in _PLAIN), key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


@lru_cache(maxsize=1)
def _first() -> frozenset[str]:
    """What each of them begins with."""
    return frozenset(word.split()[0] for word in table() if word not in _PLAIN)


def said(text: str) -> Iterator[int]:
    """The numbers that a text says in such words, the longest reading of each."""
    even = re.sub(r"[-‐‑]", " ", fold(text)).replace("ß", "ss")
    bare = even.strip(" .!?…,;:\"'*_()").removeprefix("es ").strip()
    if bare in table():
        yield table()[bare]  # a sentence of its own means a number, whatever else the word means
    if _first().isdisjoint(re.findall(r"\w+", even)):
        return
    for match in _pattern().finditer(even):
        yield table()[match.group()]
