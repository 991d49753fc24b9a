"""Terms with the sentences that define them: from a glossary, and from patterns like "A **term** is a ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiron.engine.library.importing.arriving import Word
from chiron.engine.library.importing.proposing.sentences import STOP, Sentence, Stretch, bare, stems

_MARKED = re.compile(r"\*\*([^*\n]{2,60}?)\*\*")
_LEAD = r"(?:(?:In|For|Within|Among) [^,.]{3,60}, )?"
_NOUN = (
    "method|function|operator|statement|keyword|command|attribute|module|library|law|theorem|effect|principle|theory|test|"
    "rule|property|character|data type|clause|reaction|cycle|system|model"
)
_IS = "is|are|was|were|refers to|refer to|means|is defined as|is the name for"
_DOES = (
    "describes?|occurs? when|represents?|shows?|defines?|determines?|contains?|consists? of|allows?|"
    "converts?|computes?|generates?|uses?|returns?|provides?|includes?|produces?|translates?|states?|"
    "measures?|involves?|combines?|connects?|separates?|stores?|holds?|takes?|runs?|finishes|carries|"
    "carry|forms?|breaks? down|transports?|controls?|has|have"
)
_FRONT = re.compile(
    rf"^{_LEAD}(?P<article>(?:[Aa]n?|[Tt]he) )?(?P<mark>\*\*)(?P<term>[^*]{{2,60}})\*\*(?: (?P<noun>{_NOUN}))?"
    r"(?: \([^)]{1,60}\))?(?:,? (?:or|also called|also known as|sometimes called) [^,]{2,60},?)? "
    rf"(?P<verb>{_IS}|{_DOES}) (?P<rest>.+)$"
)
_BACK = re.compile(
    r"^(?P<rest>.{15,300}?),? (?:is|are|is often|is also|are often) (?:called|known as|referred to as|termed|named) "
    r"(?P<article>an? |the )?(?P<mark>\*\*)(?P<term>[^*]{2,60})\*\*[.;]?$"
)
_GENUS = re.compile(r"^(?:an?|the|any|one|two|when|how|what|those|things|something|anything|[a-z]+ly )\b|^[a-z]+", re.I)
_OUTSIDE = re.compile(
    r"^\W*(?:this|that|these|those|it|its|they|their|them|he|she|his|her|we|our|you|however|therefore|thus|hence|such|here|"
    r"then|also|but|and|so|or|yet|instead|moreover|furthermore|otherwise|finally|next|additionally|similarly|likewise|"
    r"conversely|consequently|meanwhile|another|both|neither|either|again|still|besides|nevertheless|nonetheless|"
    r"in (?:addition|contrast|fact|turn|this|that|other words|such|these|the (?:previous|following|example|figure))|"
    r"as (?:a result|such|shown|mentioned|noted|discussed|described)|for (?:example|instance|this|that|these)|"
    r"on the (?:other|contrary)|because of (?:this|that|these)|at (?:this|that)|ex:|note:|recall|"
    r"first|second|third|last|the (?:other|former|latter|second|third|last|next|previous|above|following|same))\b",
    re.I,
)
_POINTS = re.compile(
    r"\b(?:above|below|following|former|latter|previous(?:ly)?|earlier|preceding|this (?:\w+ )?(?:chapter|section|book|"
    r"figure|table|example|case|way|process|type|kind|module|lesson|program|code|function|method|equation|property)|"
    r"these|those (?!who|that|which)|here|as (?:shown|seen|we)|figure|table|example|equation|chapter|section \d)\b",
    re.I,
)
_WE = re.compile(r"\b(?:we|our|us|you|your|i)\b", re.I)
LEAST, MOST = 7, 42
"""Words of a sentence that can stand by itself."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with a sentence that defines it. ``meaning`` is what the sentence says of it; "" where it says no more."""

    term: str
    sentence: Sentence
    meaning: str
    strength: float
    pattern: str
    noun: str = ""
    """What stands right behind the term and says its kind: "method" in "the **split** method"."""


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
    def meaning(self) -> str:
        """The glossary's words, else what the text says."""
        return self.glossary or (self.definition.meaning if self.definition is not None else "")


def said_of(term: Term) -> str:
    """All that is known of what a term means: its meaning, else the sentence that says what it does."""
    return term.meaning or (bare(term.definition.sentence.text) if term.definition is not None else "")


def key_of(term: str) -> tuple[str, ...]:
    """A term by the stems of its words."""
    return tuple(stems(bare(term)))


def stands_alone(sentence: str) -> bool:
    """Whether a sentence can be understood without its neighbours, as far as that can be told."""
    plain = bare(sentence)
    words = plain.split()
    if not LEAST <= len(words) <= MOST or not re.search(r"[.!]$", plain) or plain.count("(") != plain.count(")"):
        return False
    return not (_OUTSIDE.match(plain) or _POINTS.search(plain) or _WE.search(plain) or ":" in plain or "?" in plain)


def points_elsewhere(plain: str) -> bool:
    """Whether words point at what stands around them, or speak to the reader."""
    return bool(_POINTS.search(plain) or _WE.search(plain))


def definition_in(sentence: Sentence, known: Mapping[tuple[str, ...], str]) -> Definition | None:
    """The definition that a sentence gives, by its pattern; None where it gives none, or more than one term."""
    text = _bold(sentence.text, known)
    marked = {key_of(term) for term in _MARKED.findall(text)}
    if len(marked) != 1 or not stands_alone(sentence.text):
        return None
    front = _FRONT.match(text)
    if front is not None and _is_term(front["term"]):
        meaning, verb = front["rest"].strip().rstrip(".;"), front["verb"]
        noun = front["noun"] or ""
        if re.fullmatch(_IS, verb):
            if not noun and _says_what(meaning, verb):
                return Definition(front["term"].strip(), sentence, meaning, 0.7 + _surer(meaning), "is")
        elif len(meaning.split()) >= 4 and (front["article"] or noun or front["term"][:1].isupper()):
            return Definition(front["term"].strip(), sentence, "", 0.55, "does", noun)
    back = _BACK.match(text)
    if back is not None and _is_term(back["term"]):
        meaning = back["rest"].strip().rstrip(".;,")
        if re.match(r"(?:an?|the|any|one|those|things|[A-Z]?[a-z]+s) ", meaning, re.I) and "," not in meaning[:60]:
            return Definition(back["term"].strip(), sentence, _small(meaning), 0.6 + _surer(meaning), "called")
        return Definition(back["term"].strip(), sentence, "", 0.55, "called")
    return None


def _small(text: str) -> str:
    """A text that began a sentence, as it stands within one."""
    return (
        text[:1].lower() + text[1:]
        if re.match(r"(?:An?|The|Any|One|Those|Things|[A-Z][a-z]+ [a-z]+s?) ", text)
        else text
    )


def _bold(text: str, known: Mapping[tuple[str, ...], str]) -> str:
    """The sentence with a known term at its beginning in bold, where nothing in it is."""
    if "**" in text or not known:
        return text
    match = re.match(r"^((?:An?|The) )?([^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,3}?) (is|are|refers to|means) ", text)
    if match is None or key_of(match[2]) not in known:
        return text
    return f"{match[1] or ''}**{match[2]}**{text[match.end(2) :]}"


def _is_term(term: str) -> bool:
    words = term.split()
    return 1 <= len(words) <= 5 and any(char.isalpha() for char in term) and not re.search(r"[.:;!?$]", term)


def _says_what(rest: str, verb: str) -> bool:
    """Whether what follows "is" says what the thing is, and not how it is or what is done with it."""
    if verb in ("refers to", "refer to", "means", "is defined as", "is the name for", "describes", "describe"):
        return len(rest.split()) >= 3
    first = rest.split(maxsplit=1)[0].casefold() if rest else ""
    if first in ("a", "an", "the", "any", "one", "two", "when", "those", "something", "anything", "things"):
        return len(rest.split()) >= 4 and not re.match(
            r"the (?:same|most|best|first|main|only|reason|result)\b", rest, re.I
        )
    return bool(
        re.match(r"[a-z]+(?:s|al|ic|ed|ive|ar|ous)? [a-z]+s? (?:that|which|who|of|in|for|used|with|made)\b", rest)
    )


def _surer(meaning: str) -> float:
    return 0.1 if re.search(r"\b(?:that|which|who|whose|used to|of)\b", meaning) else 0.0


def terms_of(found: Sequence[Stretch], words: Sequence[Word]) -> list[Term]:
    """Every term, in the order in which the text defines it; terms of the glossary alone come last."""
    glossary: dict[tuple[str, ...], Word] = {}
    for word in words:
        glossary.setdefault(key_of(word.term), word)
        for other in word.also:
            glossary.setdefault(key_of(other), word)
    known = {key: word.term for key, word in glossary.items()}
    first: dict[tuple[str, ...], Definition] = {}
    for stretch in found:
        for sentence in stretch.sentences:
            definition = definition_in(sentence, known)
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
    starts = definition.sentence.text.startswith(f"**{definition.term}")
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
