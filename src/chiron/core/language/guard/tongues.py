# ruff: noqa: E501, SIM905 - words are data
"""Number words of languages that Chiron is not spoken in, and other ways to write a number without its digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from chiron.core.language.guard.plain import plain
from chiron.core.language.text import fold

_FROM_ZERO = {
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "de": "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "pt": "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete "
    "dezoito dezenove vinte",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig",
    "pl": "zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie",
    "tr": "sifir bir iki uc dort bes alti yedi sekiz dokuz on",
    "sv": "noll ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton",
    "la": "nihil unus duo tres quattuor quinque sex septem octo novem decem undecim duodecim",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas",
    "sw": "sifuri moja mbili tatu nne tano sita saba nane tisa kumi",
    "ru": "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать "
    "четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
    "el": "μηδεν ενα δυο τρια τεσσερα πεντε εξι επτα οκτω εννεα δεκα",
    "hi": "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस",
    "ar": "صفر واحد اثنان ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
_ALSO = {"cuatro": 4, "zwo": 2, "sieben": 7, "hepta": 7, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
         "dreissig": 30, "vierzig": 40, "funfzig": 50, "sechzig": 60, "trenta": 30, "quaranta": 40, "cinquanta": 50}  # fmt: skip
_ENGLISH = frozenset(
    "on due sei elf six once cent um un een sex dos do sita bes fem duo tres acht lima dua dix tre".split()
)
"""Words that also mean something else in an offered language."""
_WORDS = {
    fold(word): value
    for words in _FROM_ZERO.values()
    for value, word in enumerate(words.split())
    if word not in _ENGLISH
} | _ALSO
_COUNTED = [
    {word: value for value, word in reversed(list(enumerate(map(fold, words.split()))))}
    for words in _FROM_ZERO.values()
]
"""By language; where a word stands twice, its first place."""
_AFTER_IS = re.compile(
    r"\b(?:c'est|est|ist|risposta e|resposta e|is|es|lautet|vale|vaut|fait|macht|ar|jest) (?:le |der |die |il |o )?([^\W\d_]+)\W*$"
)
_TENS = {"vinte": 20, "venti": 20, "vingt": 20, "zwanzig": 20, "twintig": 20}
_HAN = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"〇": 0}
_ROMAN = re.compile(r"(?<![A-Za-z0-9])(?=[IVXLC]{2})(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?![A-Za-z0-9])")
_UNITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_BASES = re.compile(r"\b0?b?([01]{3,10})\b")
_HEX = re.compile(r"\b0x([0-9a-f]{1,6})\b", re.IGNORECASE)
_SAYS_BASE = re.compile(r"\b(?:binary|base (?:two|2)|bits?)\b|\b0b", re.IGNORECASE)
_TALLY = re.compile(r"([|●•■★⭐🍎🔵✋o*#xI❤️🟦]|🍏)(?:\s?\1){2,40}(?!\w)")
_SAYINGS = (
    (r"days (?:in|of|has) a week|days? a week|wonders of the (?:ancient )?world|dwarfs|colou?rs (?:in|of) (?:a|the) rainbow|dias (?:de|tiene) (?:la|una) semana", 7),
    (r"snow white\S* (?:\w+ )?(?:friends|companions)|continents|notes (?:are )?(?:in|of) (?:a|the) (?:major |musical )?scale|one week|a week's worth|sides of a heptagon|heptagon", 7),
    (r"life,? the universe", 42), (r"sides of an octagon|octagon", 8), (r"players (?:in|of|on) a (?:football|soccer|cricket) team", 11),
    (r"months (?:in|of) a year|(?<!half )a dozen", 12), (r"half a dozen|sides of a hexagon", 6),
    (r"fingers (?:on|of) (?:one|a|your) hand|sides of a pentagon", 5), (r"legs (?:on|of|does) an? (?:spider|octopus)|arms of an octopus", 8),
    (r"seasons (?:in|of) a year|legs (?:on|of) a (?:dog|cat|table|chair)|sides of a square", 4), (r"sides of a triangle|wheels on a tricycle", 3),
    (r"hours in a day", 24), (r"baker's dozen", 13), (r"weeks in a year", 52), (r"states in the (?:us|united states)", 50),
    (r"minutes in an hour|seconds in a minute", 60), (r"letters (?:in|of) the alphabet", 26), (r"planets", 8), (r"lives (?:of|does) a cat|cat's lives", 9),
)  # fmt: skip
_IDIOMS = tuple((re.compile(rf"\b(?:{pattern})\b"), value) for pattern, value in _SAYINGS)


def values(text: str) -> Iterator[Fraction]:
    """The numbers that a text writes in these ways."""
    folded = fold(text)
    for word in _AFTER_IS.findall(folded):
        yield from (Fraction(counted[word]) for counted in _COUNTED if word in counted)
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", folded):
        if word in _WORDS:
            yield Fraction(_WORDS[word])
        elif (found := _joined(word)) is not None:
            yield Fraction(found)
    for match in re.finditer(r"\b(\w+)(?:-| e | y | et )(\w+)", folded):
        tens = {**_TENS, **_ALSO}.get(match[1])
        if tens and tens >= 20 and _WORDS.get(match[2], 99) < 10:
            yield Fraction(tens + _WORDS[match[2]])
    for sign in re.findall(r"[零〇一二三四五六七八九十]+", text):
        yield Fraction(_han(sign))
    for match in _ROMAN.finditer(unicodedata.normalize("NFKC", text)):
        yield Fraction(_roman(match.group()))
    says = _SAYS_BASE.search(text)
    yield from (Fraction(int(match[1], 2)) for match in _BASES.finditer(text) if says or _bits(match.group()))
    if says:
        runs = re.findall(r"\b[01](?: ?[01]){1,9}\b", plain(text))
        yield from (Fraction(int(run.replace(" ", ""), 2)) for run in runs)
    if re.search(r"\bhex", folded):
        yield from (Fraction(int(digits, 16)) for digits in re.findall(r"\b[0-9a-f]{1,4}\b", folded))
    yield from (Fraction(int(match[1], 16)) for match in _HEX.finditer(text))
    yield from (Fraction(len(match.group().replace(" ", "")) // len(match[1])) for match in _TALLY.finditer(text))
    yield from (Fraction(value) for idiom, value in _IDIOMS if idiom.search(folded))


def _bits(digits: str) -> bool:
    """Whether noughts and ones are hardly a number of anything else."""
    return len(digits) >= 5 or (digits[0] == "0" and len(digits) >= 3)


def _joined(word: str) -> int | None:
    """German and Dutch write forty-two in one word."""
    match = re.fullmatch(
        r"(ein|eins|zwei|drei|vier|funf|sechs|sieben|acht|neun)und(zwanzig|dreissig|vierzig|funfzig|sechzig)", word
    )
    if match is None:
        return None
    tens = {"zwanzig": 20, **_ALSO}
    return tens[match[2]] + (1 if match[1] == "ein" else _WORDS.get(match[1], 8))


def _han(sign: str) -> int:
    if "十" in sign:
        tens, _, ones = sign.partition("十")
        return 10 * (_HAN[tens[0]] if tens else 1) + (_HAN[ones[0]] if ones else 0)
    return int("".join(str(_HAN[one]) for one in sign[:9]))


def _roman(text: str) -> int:
    found = [_UNITS[sign] for sign in text]
    return sum(-one if one < after else one for one, after in zip(found, [*found[1:], 0], strict=True))
