"""How hard a text is to read, in years of school, and its longest sentence.

English: Flesch-Kincaid grade level (Kincaid, Fishburne, Rogers & Chissom 1975, Navy Research Branch Report 8-75).
Spanish: Crawford's years of school (Crawford 1989, Lectura y Vida 10:4), fitted on texts of the first six years and
continued beyond them. Both see the length of sentences and words and nothing else: they warn, and prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 40
"""Words of a sentence; a longer one is told."""
LEAST = 80
"""Words below which no level is told: short texts swing."""
_MATHS = re.compile(r"\$+[^$]*\$+")
_CODE = re.compile(r"`[^`]*`|!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"@@|@\{[^}]*\}|@[a-z][a-z0-9_]*")
_BEGINS = re.compile(r"^\s*(?:[-*+]|\d+\.|#+|>|\|)\s*")
_END = re.compile(r"[.!?…]+[\"'”»)*]*\s+(?=\S)|\n{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENGLISH = re.compile(r"[aeiouy]+")
_STRONG, _WEAK = "aeoáéóíú", "iuü"


@dataclass(frozen=True, slots=True)
class Level:
    """``years``: of school that a text asks for; None where it is too short or its language has no formula here."""

    years: float | None
    words: int
    longest: int
    longest_text: str


def level(texts: Iterable[str], language: str) -> Level:
    """How hard texts of a course are to read. Maths counts as one short word, what is replaced too."""
    every = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in every for word in _WORD.findall(sentence)]
    longest = max(every, key=_length, default="")
    count = {"en": english_syllables, "es": spanish_syllables}.get(language)
    years = None
    if count is not None and len(words) >= LEAST:
        per_sentence = len(words) / len(every)
        per_word = sum(map(count, words)) / len(words)
        if language == "en":
            years = 0.39 * per_sentence + 11.8 * per_word - 15.59
        else:
            years = -0.205 * (100 / per_sentence) + 0.049 * (100 * per_word) - 3.407
    return Level(years, len(words), _length(longest), longest)


def sentences(text: str) -> Iterator[str]:
    """The sentences of Markdown; a heading, an entry of a list and a row of a table end one."""
    plain = _LINK.sub(r"\1", _CODE.sub(" ", _MARK.sub("x", _MATHS.sub(" x ", text))))
    for block in _blocks(plain):
        for sentence in _END.split(block):
            if _WORD.search(sentence):
                yield " ".join(sentence.split())


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, and each line that begins something of its own."""
    block: list[str] = []
    for line in text.splitlines():
        if not line.strip() or _BEGINS.match(line):
            yield "\n".join(block)
            block = [_BEGINS.sub("", line)] if line.strip() else []
            if line.lstrip().startswith("#"):
                yield "\n".join(block)
                block = []
        else:
            block.append(line)
    yield "\n".join(block)


def _length(sentence: str) -> int:
    return len(_WORD.findall(sentence))


def english_syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; never none."""
    plain = word.casefold()
    count = len(_ENGLISH.findall(plain))
    if plain.endswith(("e", "es", "ed")) and not plain.endswith(
        ("le", "les", "ted", "ded", "ses", "ces", "zes", "ges")
    ):
        count -= 1
    return max(1, count)


def spanish_syllables(word: str) -> int:
    """Vowels that carry a syllable: two strong ones are two, a weak one beside another vowel is none."""
    plain = word.casefold().replace("qu", "q").replace("gue", "ge").replace("gui", "gi")
    count, before = 0, ""
    for letter in plain:
        if letter in _STRONG:
            count += 0 if before in _WEAK and before else 1
        elif letter in _WEAK:
            count += 0 if before and before in _STRONG + _WEAK else 1
        before = letter
    return max(1, count)
