"""Terms with the sentences that define them, from a glossary and from the text's own definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from chiron.engine.library.importing.arriving import Word
from chiron.engine.library.importing.proposing.defining import PLAIN, Definition, definition_in, key_of
from chiron.engine.library.importing.proposing.sentences import STOP, Stretch, bare, stem, stems

OFTEN = 3
"""A term that is not marked stands so often in its text."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the text: where it is defined, what the glossary says, and other names of it."""

    name: str
    key: tuple[str, ...]
    definition: Definition | None = None
    glossary: str = ""
    also: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """The kind that the text names right behind the term."""
        return self.definition.noun if self.definition is not None else ""

    @property
    def many(self) -> bool:
        """Whether it names many: as its sentence speaks of it, else as English writes a plural."""
        if self.definition is not None:
            return self.definition.many
        last = self.name.split()[-1].casefold()
        return len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is"))

    @property
    def counted(self) -> bool | None:
        """Whether its sentence has an article before it, as before what can be counted; None where there is none."""
        return None if self.definition is None else bool(self.definition.article)

    @property
    def gender(self) -> str:
        """``m`` or ``f`` where the article of its sentence tells; of a glossary's term nobody knows."""
        said = self.definition.article.strip().casefold() if self.definition is not None else ""
        return "m" if said in ("el", "los", "un", "unos") else "f" if said in ("la", "las", "una", "unas") else ""

    @property
    def meaning(self) -> str:
        """The glossary's words, else what the text says."""
        return self.glossary or (self.definition.meaning if self.definition is not None else "")


def said_of(term: Term) -> str:
    """All that is known of what a term means: its meaning, else the sentence that says what it does."""
    return term.meaning or (bare(term.definition.sentence.text) if term.definition is not None else "")


def met_often(found: Sequence[Stretch]) -> frozenset[tuple[str, ...]]:
    """What plain sentences define, and the whole text says often enough to be a term of it."""
    asked = {
        key_of(match["term"])
        for stretch in found
        for sentence in stretch.sentences
        if (match := PLAIN.match(sentence.text)) is not None and "**" not in sentence.text
    }
    asked = {key for key in asked if key and not any(part in STOP or part in _EMPTY for part in key)}
    small = _small(found, {key[0] for key in asked})
    asked = {key for key in asked if small.get(key[0], False)}
    keys: dict[str, list[tuple[str, ...]]] = {}
    for key in asked:
        keys.setdefault(key[0], []).append(key)
    counts: dict[tuple[str, ...], int] = {}
    for stretch in found if keys else ():
        for key, count in mentions("\n".join([stretch.title, *stretch.paragraphs]), keys).items():
            counts[key] = counts.get(key, 0) + count
    return frozenset(key for key, count in counts.items() if count >= OFTEN)


def _small(found: Sequence[Stretch], words: Container[str]) -> dict[str, bool]:
    """Which of these stems are no names: a name stands with a capital nearly wherever it stands."""
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for stretch in found if words else ():
        for paragraph in stretch.paragraphs:
            for word in _WORD.findall(paragraph):
                if (one := stem(word)) in words:
                    (low if word[0].islower() else high)[one] += 1
    return {one: count >= max(2, 0.3 * (count + high[one])) for one, count in low.items()}


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_EMPTY = frozenset(
    """
    result reason idea answer problem difference point purpose goal way thing aim cause effect fact question task
    resultado razón idea respuesta problema diferencia punto propósito meta cosa causa efecto hecho pregunta tarea
    """.split()  # noqa: SIM905 - a list to read
)
"""Words that a sentence says something about, and does not define."""


def terms_of(found: Sequence[Stretch], words: Sequence[Word]) -> list[Term]:
    """Every term, in the order in which the text defines it; terms of the glossary alone come last."""
    glossary: dict[tuple[str, ...], Word] = {}
    for word in words:
        glossary.setdefault(key_of(word.term), word)
        for other in word.also:
            glossary.setdefault(key_of(other), word)
    known = {key: word.term for key, word in glossary.items()}
    often = met_often(found)
    first: dict[tuple[str, ...], Definition] = {}
    for stretch in found:
        for sentence in stretch.sentences:
            definition = definition_in(sentence, known, often)
            if definition is not None:
                first.setdefault(key_of(definition.term), definition)
    terms: list[Term] = []
    told: set[str] = set()
    for key, definition in first.items():
        entry = glossary.get(key)
        told.add(entry.key if entry is not None else "")
        meaning = _one_line(entry.meaning) if entry is not None else ""
        name = entry.term if entry is not None else _as_named(definition)
        terms.append(Term(name, key, definition, meaning, entry.also if entry is not None else ()))
    for key, word in glossary.items():
        if word.key not in told and key == key_of(word.term):
            terms.append(Term(word.term, key, None, _one_line(word.meaning), word.also))
    return [term for term in terms if term.key and not re.match(r"see\b", term.glossary, re.I)]


def _as_named(definition: Definition) -> str:
    """A term as it is written within a sentence: a capital of the sentence's beginning goes."""
    term = bare(definition.term).strip()
    starts = definition.sentence.text.startswith((f"**{definition.term}", f"*{definition.term}", definition.term))
    proper = any(char.isupper() for char in term[1:])
    return term[:1].lower() + term[1:] if starts and not proper and term[1:2].islower() else term


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def mentions(text: str, keys: Mapping[str, list[tuple[str, ...]]]) -> dict[tuple[str, ...], int]:
    """How often each term stands in a text. ``keys`` are the terms by their first word; the longest one counts."""
    words = stems(bare(text))
    found: dict[tuple[str, ...], int] = {}
    place = 0
    while place < len(words):
        for key in keys.get(words[place], ()):
            if tuple(words[place : place + len(key)]) == key:
                found[key] = found.get(key, 0) + 1
                place += len(key) - 1
                break
        place += 1
    return found


def by_first(terms: Sequence[Term]) -> dict[str, list[tuple[str, ...]]]:
    """The keys of terms by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        for key in {term.key, *(key_of(other) for other in term.also)} - {()}:
            if any(part not in STOP for part in key):
                found.setdefault(key[0], []).append(key)
    for keys in found.values():
        keys.sort(key=len, reverse=True)
    return found
