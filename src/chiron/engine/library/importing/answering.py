"""A printed answer, as it stands at the back of a book or of a card, made into a key that Chiron's graders check.

Nothing is guessed: what is not one number, one piece of mathematics, one of two or of several options or a short
phrase has no key, and is for a person. Each key is tried on its own grader before it is given out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from chiron.core.errors import ChironError
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.learning.interactions.one_number import is_one_number
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.tree import (
    Alternatives,
    Both,
    Chain,
    Empty,
    Everything,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Point,
    Relation,
    SetOf,
    Style,
    Union,
    names,
)
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.words import Json, Outcome
from chiron.engine.library.importing.texts import escaped

LONGEST = 160
"""Characters of an answer that is still looked at."""
PHRASE = 5
"""Words of a phrase that somebody can be asked to type."""
OPTIONS = 12
SENTENCES = 300
"""Characters of an answer in one's own words that others are compared with."""

_SETS = (Alternatives, Both, Empty, Everything, Interval, PlusMinus, SetOf, Union, Chain)
_MATHS = re.compile(r"(?<!\\)\$\$?((?:\\.|[^$\\])+?)(?<!\\)\$\$?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_WORDS = re.compile(r"[^\W\d_]+")
_JOINING = frozenset(("or", "and", "no", "solution", "solutions", "all", "real", "numbers"))
_AMOUNT = r"(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s\d+/\d+|/\d+)?"
_MONEY = re.compile(rf"([-−–]?)\s?([$€£])\s?({_AMOUNT})")
_MEASURED = re.compile(rf"([-−–]?\s?{_AMOUNT})\s*(%|°\s?[CF]|[^\W\d_][^\d,;:=(){{}}^\\]{{0,30}})")
_PLAIN_MATHS = re.compile(r"[\d\sa-zA-Zπ+\-−–×·*/÷()^=<>≤≥.,%²³√|]+")
_CALLED = re.compile(r"\s*([A-Za-z](?:\^\{?-1\}?)?)\s*(?:\\left)?\(\s*([^()=]{1,16}?)\s*(?:\\right)?\)\s*=(?=[^=])")
_ABOUT = re.compile(r"^(?:\\approx|≈|about|approximately)\s*|^([a-zA-Z]\s*)(?:\\approx|≈)\s*")
_NO_UNIT = re.compile(
    r"\b(?:or|and|to|is|are|was|if|because|since|when|than|more|less|in|out|on|by|at|from|as|which|that|but|for|not|the)\b",
    re.I,
)
_POWERED = str.maketrans("23", "²³")
_VARY = re.compile(r"\b(?:answers?|responses?|solutions?)\b.{0,20}\b(?:var(?:y|ies)|differ)\b|\bvar(?:y|ied)\b", re.I)
_ROUND = re.compile(r"\bround|approximat|nearest|decimal place|\\approx|≈", re.I)
_FORMS = (
    ("simplified", re.compile(r"\bsimplif|\breduce\b", re.I)),
    ("factored", re.compile(r"\bfactor\b", re.I)),
    ("expanded", re.compile(r"\bexpand\b|\bmultiply\b|find (?:the|each) product", re.I)),
)
_POINTED = re.compile(
    r"\bsystems?\b|\bordered (?:pair|triple)|\bpoint|\bvert(?:ex|ices)|\bintercept|\bmidpoint|\bcoordinate", re.I
)
_SPANNED = re.compile(r"\binterval|\bdomain|\brange\b|\binequalit|\bincreas|\bdecreas", re.I)
_TOGETHER = re.compile(
    r"\b(?:all|none|both|neither|either|any|each|more than one) of (?:the above|these|them)|"
    r"\b(?:both|neither|either)? ?\(?[a-e]\)? (?:and|or|nor) \(?[a-e]\)?\b|\babove\b",
    re.I,
)
_PAIRS: Mapping[str, tuple[str, str]] = {
    "true": ("True", "False"), "false": ("True", "False"), "yes": ("Yes", "No"), "no": ("Yes", "No"),
    "verdadero": ("Verdadero", "Falso"), "falso": ("Verdadero", "Falso"),
    "sí": ("Sí", "No"), "vrai": ("Vrai", "Faux"), "faux": ("Vrai", "Faux"),
    "wahr": ("Wahr", "Falsch"), "falsch": ("Wahr", "Falsch"), "richtig": ("Richtig", "Falsch"),
    "prawda": ("Prawda", "Fałsz"), "fałsz": ("Prawda", "Fałsz"), "tak": ("Tak", "Nie"), "nie": ("Tak", "Nie"),
    "verdadeiro": ("Verdadeiro", "Falso"), "sim": ("Sim", "Não"), "não": ("Sim", "Não"),
}  # fmt: skip
_DERIVED = re.compile(r"\\frac\{d|\\int|\\sum|\\lim|'|\\prime|\\vec|\\hat")
_MADE = re.compile(
    r"\b(?:sketch|draw|graph|plot|construct|build|design|your own|discuss with|write a (?:program|function))\b", re.I
)
_ARTICLE = re.compile(r"\b(the|an|a)\s+(?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Key:
    """The kind of step and its fields. ``asks`` goes below the prompt: how the answer begins."""

    kind: str
    fields: Mapping[str, Json] = field(default_factory=dict)
    asks: str = ""


def key_of(answer: str, prompt: str = "", locale: Locale | None = None) -> Key | None:
    """The key that an answer in Markdown gives to what ``prompt`` asks; None where a person must read it."""
    locale = locale or Locale()
    said = _bare(answer)
    if not said or len(said) > SENTENCES or "\n" in said or "](" in said or "`" in said or _VARY.search(said):
        return None
    short = len(said) <= LONGEST
    for way in (_of_two, _of_sign, _of_maths, _of_phrase, _of_sentences) if short else (_of_sentences,):
        key = way(said, prompt, locale)
        if key is not None and holds(key, locale):
            return key
    return None


def chosen(options: Sequence[str], right: Sequence[int], locale: Locale | None = None) -> Key | None:
    """The key of options of which those at ``right`` are right; None where they do not make a fair question."""
    texts = [option.strip() for option in options]
    if not 2 <= len(texts) <= OPTIONS or not all(texts) or len({text.casefold() for text in texts}) < len(texts):
        return None
    if not right or not all(0 <= place < len(texts) for place in right) or len(set(right)) == len(texts) > 2:
        return None
    shown: list[Json] = [
        {"text": escaped(text)} | ({"right": True} if place in right else {}) for place, text in enumerate(texts)
    ]
    fields: dict[str, Json] = {"options": shown}
    if any(_TOGETHER.search(text) for text in texts):
        fields["shuffle"] = False
    key = Key("choice" if len(set(right)) == 1 else "multiple-choice", fields)
    return key if holds(key, locale or Locale()) else None


def holds(key: Key, locale: Locale) -> bool:
    """Whether the kind compiles the key and grades its own answer as right."""
    kind = interaction(key.kind)
    try:
        with effort():
            task, made = kind.make(kind.Spec.model_validate(dict(key.fields)), {}, Chance("import"), locale)
            right = kind.right(task, made)
            if right is None:
                return False
            return kind.grade(task, made, kind.read(task, right)).outcome is Outcome.CORRECT
    except (ValueError, ChironError, Unread, Spent, ArithmeticError):
        return False


def _bare(answer: str) -> str:
    said = answer.strip()
    for mark in ("**", "*", "__"):
        inner = said[len(mark) : -len(mark)]
        if said.startswith(mark) and said.endswith(mark) and inner and mark not in inner:
            said = inner.strip()
    return re.sub(r"(?<!\.)\.(\$?)$", r"\1", said).rstrip(" ;,")


def _of_two(said: str, prompt: str, locale: Locale) -> Key | None:
    word = said.casefold()
    if word in ("t", "f") and re.search(r"true.{1,8}false", prompt, re.I):
        word = "true" if word == "t" else "false"
    pair = _PAIRS.get(word)
    if pair is None:
        return None
    if word == "no" and locale.language == "es":
        pair = ("Sí", "No")
    return chosen(pair, [next(place for place, text in enumerate(pair) if text.casefold() == word)], locale)


def _of_sign(said: str, prompt: str, locale: Locale) -> Key | None:
    """One of ``<``, ``=`` and ``>``: a choice of the three."""
    del prompt
    sign = said.strip("$ ").replace("\\lt", "<").replace("\\gt", ">").replace("\\", "").strip()
    signs = ("<", "=", ">")
    if sign not in signs:
        return None
    key = chosen([f"${one}$" for one in signs], [signs.index(sign)], locale)
    return key and Key(key.kind, {**key.fields, "shuffle": False})


def _of_maths(said: str, prompt: str, locale: Locale) -> Key | None:
    said, prompt = _exactly(said, prompt)
    if ";" in said and (twice := _twice(said, prompt, locale)) is not None:
        return twice
    text = _as_maths(said)
    if not text or _DERIVED.search(text):
        return _with_unit(said, prompt)
    called = _CALLED.match(text)
    asks = ""
    if called is not None:
        text, asks = text[called.end() :], f"${called[1]}({called[2]}) = \\ldots$"
    pair: Literal["point", "interval"] | None
    pair = "interval" if _SPANNED.search(prompt) else "point" if _POINTED.search(prompt) else None
    try:
        with effort():
            found = read(text, Reading(decimal=".", pair=pair))
    except (Unread, Spent, ChironError, ArithmeticError):
        return _with_unit(said, prompt)
    if found.ambiguous:
        return None
    made = _of_tree(found.tree, text, prompt)
    return made and Key(made.kind, made.fields, asks)


def _exactly(said: str, prompt: str) -> tuple[str, str]:
    """The answer without its "about", which the prompt says from then on."""
    plain = said.lstrip("$")
    match = _ABOUT.match(plain)
    if match is None:
        return said, prompt
    named = f"{match[1]}=" if match[1] else ""
    return f"{said[: len(said) - len(plain)]}{named}{plain[match.end() :]}", f"{prompt} (round)"


def _twice(said: str, prompt: str, locale: Locale) -> Key | None:
    """One set written in two ways, as an inequality and as an interval: either says it all."""
    parts = [part.strip() for part in said.split(";")]
    keys = [_of_maths(part, prompt, locale) for part in parts if part]
    if len(keys) != 2 or not re.search(r"[(\[]", said):
        return None
    return keys[0] if all(key is not None and key.kind == "solution-set" for key in keys) else None


def _as_maths(said: str) -> str:
    """The answer as mathematics alone; empty where words stand beside it or letters are not marked as maths."""
    outside = _MATHS.sub(" ", said)
    plain = _ESCAPED.sub(r"\1", outside)
    words = _WORD.findall(plain) if outside == said else _WORDS.findall(plain)
    if any(word.casefold() not in _JOINING for word in words):
        return ""
    if "$" in plain or (outside == said and not (_PLAIN_MATHS.fullmatch(plain) and any(c.isdigit() for c in plain))):
        whole = " ".join(plain.casefold().split())
        return whole if whole in ("no solution", "all real numbers") else ""
    text = _MATHS.sub(lambda match: f" {match[1]} ", _outside_unescaped(said))
    text = re.sub(r"\\text\{\s*(or|and)\s*\}", r" \1 ", text)
    return re.sub(r"(?:\\[,;:!]|\\q?quad|~)", " ", text).strip(" .,")


def _outside_unescaped(said: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _MATHS.finditer(said):
        parts += (_ESCAPED.sub(r"\1", said[end : match.start()]), match[0])
        end = match.end()
    return "".join((*parts, _ESCAPED.sub(r"\1", said[end:])))


def _with_unit(said: str, prompt: str) -> Key | None:
    """``5 yards``, ``$5$ cm``, ``\\$40``: one number with the words of its unit."""
    plain = re.sub(r"\\text\{([^{}]*)\}", r" \1 ", _MATHS.sub(lambda match: match[1], _outside_unescaped(said)))
    plain = re.sub(r"(?<=[a-z])\s*\^\{?([23])\}?", lambda match: match[1].translate(_POWERED), plain)
    plain = " ".join(re.sub(r"\\[,;:!]|\\(?=[$%])|~", " ", plain).split())
    sign = _MONEY.fullmatch(plain)
    if sign is not None:
        return _numeric(f"{sign[1]}{sign[3]}", prompt, sign[2])
    match = _MEASURED.fullmatch(plain)
    if match is None or len(match[2].split()) > 3 or _NO_UNIT.search(match[2]):
        return None
    return _numeric(match[1], prompt, match[2].strip())


def _numeric(text: str, prompt: str, unit: str) -> Key | None:
    try:
        tree = read(text.replace("–", "-")).tree
    except (Unread, ChironError):
        return None
    key = _of_number(tree, text, prompt)
    return key and Key(key.kind, {**key.fields, "unit": escaped(unit)})


def _of_tree(tree: Node, text: str, prompt: str) -> Key | None:
    letters = sorted(names(tree))
    if isinstance(tree, Point):
        return _of_point(tree)
    if isinstance(tree, _SETS) or (isinstance(tree, Relation) and tree.op != "=" and len(letters) == 1):
        fields: dict[str, Json] = {"answer": escaped(text)}
        if 0 < len(letters) <= 3:
            fields["variables"] = list(letters)
        return Key("solution-set", fields)
    if isinstance(tree, Relation) and tree.op == "=":
        named = _of_named(tree, prompt)
        if named is not None:
            return named
    if is_one_number(tree):
        number = _of_number(tree, text, prompt)
        if number is not None:
            return number
    if any(len(letter) > 1 for letter in letters) or len(letters) > 6:
        return None
    return _of_expression(text, letters, prompt)


def _of_named(tree: Relation, prompt: str) -> Key | None:
    """``x = 5``: the number, with the letter that may stand before it."""
    if not isinstance(tree.left, Name) or len(tree.left.letter) > 1 or not is_one_number(tree.right):
        return None
    key = _of_number(tree.right, "", prompt)
    letter = tree.left.letter
    if key is None or not letter.isascii():
        return None
    return Key("numeric", {**key.fields, "variable": letter})


def _of_number(tree: Node, text: str, prompt: str) -> Key | None:
    inner = tree.inner if isinstance(tree, Negative) else tree
    try:
        value = exact(tree)
    except (Undefined, Spent):
        return None
    if value is None or max(abs(value.numerator), value.denominator) >= 10**18:
        return None
    if isinstance(inner, Number) and inner.written.style is Style.PERCENT:
        return Key("numeric", {"answer": _written(value * 100), "unit": "%"})
    fields: dict[str, Json] = {"answer": _written(value)}
    if isinstance(inner, Number) and inner.written.style is Style.DECIMAL and _ROUND.search(prompt + text):
        fields["places"] = inner.written.places
    elif value.denominator > 1 and not isinstance(inner, Number) and _FORMS[0][1].search(prompt):
        fields["form"] = "simplest"
    return Key("numeric", fields)


def _written(value: Fraction) -> str:
    return str(value)


def _of_point(tree: Point) -> Key | None:
    """A point is asked for coordinate by coordinate."""
    values = [_of_number(part, "", "") for part in tree.coordinates]
    if not 2 <= len(values) <= 4 or any(value is None for value in values):
        return None
    gaps = {name: {"answer": value.fields["answer"]} for name, value in zip("abcd", values, strict=False) if value}
    return Key("cloze", {"text": "(" + ", ".join(f"[{name}]" for name in gaps) + ")", "gaps": gaps})


def _of_expression(text: str, letters: Sequence[str], prompt: str) -> Key | None:
    fields: dict[str, Json] = {"answer": escaped(text)}
    if letters:
        fields["variables"] = list(letters)
    asked = [form for form, says in _FORMS if says.search(prompt)]
    for form in asked:
        formed = Key("expression", {**fields, "form": form})
        if holds(formed, Locale()):
            return formed
    # Where the form asked for is not told by a checker, whoever copies the prompt would be right.
    return None if asked else Key("expression", fields)


def _of_phrase(said: str, prompt: str, locale: Locale) -> Key | None:
    del prompt, locale
    plain = _ESCAPED.sub(r"\1", said)
    ratio = re.fullmatch(r"(\d{1,4})\s?:\s?(\d{1,4})", plain)
    if ratio is not None:
        return Key("text", {"accept": [f"{ratio[1]}{between}{ratio[2]}" for between in (":", " : ", " to ")]})
    words = plain.replace(",", "").split()
    if not words or len(words) > PHRASE or "$" in said or re.search(r"[;:=<>|/•]|\d", plain):
        return None
    if not all(re.fullmatch(r"[(\"“'‘]?[^\W\d_][\w’'-]*[)\"”'’]?", word) for word in words) or len(plain) < 3:
        return None
    phrase = re.sub(r"[*_\"“”]", "", plain)
    return Key("text", {"accept": [escaped(_ARTICLE.sub(lambda match: f"({match[1]}) ", phrase, count=1))]})


def _of_sentences(said: str, prompt: str, locale: Locale) -> Key | None:
    """One to three sentences: a reference that other answers are compared with; what is unsure goes to a person."""
    words = _ESCAPED.sub(r"\1", said).split()
    asked = " ".join(re.sub(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|$\\]", r" \1 ", prompt).split())
    if locale.language != "en" or "$" in said or len(words) < 4 or not 8 <= len(asked) <= 1500 or _MADE.search(asked):
        return None
    plain = re.sub(r"\*+|^(?:Figure|Table) [\d.]+\s+", "", " ".join(words))
    if len(plain) > SENTENCES or len(re.findall(r"[.!?](?:\s|$)", plain)) > 3 or not plain[:1].isalpha():
        return None
    return Key("short-text", {"context": escaped(asked), "reference": [escaped(plain)]})
