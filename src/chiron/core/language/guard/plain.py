"""Mathematical and spelled-out text brought to one plain form, so that a rule has one thing to look for."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNIDADES = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve"
)
_DECENAS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
_SMALL = {word: value for value, word in enumerate(_UNITS.split())}
_SMALL |= {word: value for value, word in enumerate(_UNIDADES.split()) if word != "once"}
_TEN = {word: 10 * (place + 2) for place, word in enumerate(_TENS.split())}
_TEN |= {word: 10 * (place + 3) for place, word in enumerate(_DECENAS.split())}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "medio": 2, "medios": 2, "tercio": 3, "tercios": 3,
    "cuarto": 4, "cuartos": 4, "quinto": 5, "quintos": 5, "sexto": 6, "sextos": 6, "octavo": 8, "octavos": 8,
}  # fmt: skip
_SMALLS = "|".join(sorted(_SMALL, key=len, reverse=True))
_TENSES = "|".join(sorted(_TEN, key=len, reverse=True))
_PARTSES = "|".join(sorted(_PARTS, key=len, reverse=True))
_BELOW_100 = rf"(?:(?:{_TENSES})(?:(?:-| | y )(?:{_SMALLS}))?|{_SMALLS})"
_NUMBER = re.compile(
    rf"\b(?:(?P<hundreds>{_SMALLS}|a) (?:hundred)(?: and)?(?: (?P<rest>{_BELOW_100}))?|(?P<below>{_BELOW_100}))\b"
)
_SEVERAL = r"[^{}]*[\w)]\s*[-+−][^{}]*"
"""Above or below a fraction's line: several terms, which need brackets on one line."""
_LATEX = (
    (re.compile(rf"(\\[dt]?frac\s*)\{{({_SEVERAL})\}}"), r"\1{(\2)}"),
    (re.compile(rf"(\\[dt]?frac\s*\{{[^{{}}]*\}}\s*)\{{({_SEVERAL})\}}"), r"\1{(\2)}"),
    (re.compile(r"(?<=\d)\s*\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r" \1/\2 "),
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2 "),
    (re.compile(r"\\(?:text|mathrm|mathbf|operatorname)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\boxed\s*\{([^{}]*)\}"), r" = \1 ; "),
    (re.compile(r"\\(?:cdot|times|ast)\b"), "*"),
    (re.compile(r"\\div\b"), "/"),
    (re.compile(r"\\(?:approx|simeq|equiv)\b"), "="),
    (re.compile(r"\\(?:implies|Rightarrow|to|rightarrow)\b"), "→"),
    (re.compile(r"\\(?:left|right|displaystyle|quad|qquad)\b|\\[,;:! ]"), " "),
    (re.compile(r"\\%"), "%"),
)
_SIGNS = str.maketrans(
    {"−": "-", "–": "-", "—": " ; ", "×": "*", "·": "*", "⋅": "*", "÷": "/", "⁄": "/", "≈": "=", "⇒": "→"}
)

_LAYOUT = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)(?=[\s.,;:!?)]|$)")
_MARKS = re.compile(r"[${}]")
_QUOTES = re.compile(r"[’`]")
_COUNTED_PARTS = re.compile(rf"\b(?P<n>\d+)(?:-| )(?P<d>{_PARTSES})\b")
_ONE_PART = re.compile(r"\b(?:a|an|un|una) (half|third|quarter|fourth|fifth|medio|tercio|cuarto|quinto)\b")
_MINUS = re.compile(r"\b(?:minus|negative|menos) (?=\d)")
_OVER = re.compile(r"(?<=\d)\s*/\s*(?=\d)")
_LONG_RUN = re.compile(r"\d{61,}")
_GAPS = re.compile(r"[^\S\n]+")


def _below(text: str) -> int:
    total = 0
    for word in re.split(r"-| y | ", text):
        total += _TEN.get(word, _SMALL.get(word, 0))
    return total


def _digits(match: re.Match[str]) -> str:
    if match["below"]:
        return str(_below(match["below"]))
    hundreds = 1 if match["hundreds"] == "a" else _SMALL[match["hundreds"]]
    return str(100 * hundreds + (_below(match["rest"]) if match["rest"] else 0))


def _vulgar(text: str) -> str:
    """Unicode's fractions as 1/2, with a space before where a whole number stands."""
    out = []
    for sign in text:
        spelled = unicodedata.normalize("NFKC", sign) if unicodedata.category(sign) == "No" else sign
        out.append(" " + spelled.replace("⁄", "/") if "⁄" in spelled else f"^{spelled}" if sign in "²³" else sign)
    return "".join(out)


def shortened(text: str) -> str:
    """A text whose runs of digits are cut to their last 60: no key is longer, and nothing reads more of them."""
    return _LONG_RUN.sub(lambda found: found.group()[-60:], text)


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Lower case, without Markdown and LaTeX marks; number words as digits; one sign each for times, minus and over.

    Signs of layout (dollar, star pairs, underscores) go; a dash between clauses becomes a semicolon.
    """
    text = shortened(text)
    far = not text.isascii()  # what only such a text needs is most of the work
    if far:
        text = unicodedata.normalize("NFKC", _vulgar(text)).translate(_SIGNS)
    if "\\" in text:
        for pattern, new in _LATEX:
            text = pattern.sub(new, text)
    text = _MARKS.sub(" ", _LAYOUT.sub("", text)).lower()
    if far:
        text = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    text = _NUMBER.sub(_digits, _QUOTES.sub("'", text))
    text = _COUNTED_PARTS.sub(lambda m: f"{m['n']}/{_PARTS[m['d']]}", text)
    text = _ONE_PART.sub(lambda m: f"1/{_PARTS[m[1]]}", text)
    return _GAPS.sub(" ", _OVER.sub("/", _MINUS.sub("-", text)))
