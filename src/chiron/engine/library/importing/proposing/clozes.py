"""A defining sentence with a gap for its term, to be filled from a bank of terms of the same kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.core.learning.chance import Chance
from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Question
from chiron.engine.library.importing.proposing.choosing import LEAST, nearest, rivals
from chiron.engine.library.importing.proposing.defining import Definition
from chiron.engine.library.importing.proposing.sentences import STOP, Stretch, bare, stem, stems
from chiron.engine.library.importing.proposing.shapes import Passage, ProposedItem
from chiron.engine.library.importing.proposing.terms import Term
from chiron.engine.library.importing.proposing.wording import Wording
from chiron.engine.library.importing.texts import escaped, identifier

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^)\s]*\)")


def clozes(
    found: Sequence[Stretch], terms: Sequence[Term], home: dict[int, str], wording: Wording
) -> list[ProposedItem]:
    """One item for each term that a sentence of the text defines, where a fair bank can be made."""
    out: list[ProposedItem] = []
    for place, term in enumerate(terms):
        if term.definition is None:
            continue
        skill = home.get(term.definition.sentence.stretch)
        page = found[term.definition.sentence.stretch].page
        if skill is None:
            continue
        made = _cloze(term, term.definition, nearest(terms, place), wording)
        if made is None:
            continue
        text, bank, right = made
        key = f"{page.key}!cloze-{identifier(term.name, (), 'term')}"
        gaps: dict[str, Json] = {"term": {"bank": [escaped(one) for one in bank], "accept": [escaped(right)]}}
        passage = Passage(page.key, term.definition.sentence.text)
        solution = quoted(passage.text, page.title, wording)
        step = Asked(key, "cloze", wording.gap, {"text": escaped(text), "gaps": gaps}, (), solution)
        title = f"{term.name[:1].upper()}{term.name[1:]}"
        question = Question(key, page.place, title, "", (step,), page.section, (), solution)
        out.append(ProposedItem(question, skill, passage, _sure(term, term.definition, bank), _why(term, wording)))
    return out


def quoted(text: str, title: str, wording: Wording) -> str:
    """A passage as a solution shows it: quoted, with where it is from."""
    return f"{wording.source.format(bare(title))}\n\n> {text}"


def _cloze(
    term: Term, definition: Definition, others: Sequence[Term], wording: Wording
) -> tuple[str, list[str], str] | None:
    """The text with its gap, the bank and the right word of it; None where the sentence gives it away or more fits."""
    del wording
    text = _LINK.sub(r"\1", definition.sentence.text)
    mark = re.search(rf"\*{{1,2}}{re.escape(definition.term)}\*{{1,2}}|(?<!\w){re.escape(definition.term)}(?!\w)", text)
    if mark is None:
        return None
    rest = f"{text[: mark.start()]} {text[mark.end() :]}"
    rest = re.sub(r"(?<=\s)\([A-Z]{2,6}s?\)", "", rest)
    if _gives_away(term, rest):
        return None
    chance = Chance("cloze", *term.key)
    wrong = [_written(one.name) for one in rivals(term, rest, others, chance, plural=definition.many)]
    right = _written(definition.term)
    wrong = [one for one in wrong if one.casefold() != right.casefold()]
    if len(wrong) < LEAST - 1:
        return None
    before = re.sub(r"\b(A|a)n?\s+$", r"\1(n) ", text[: mark.start()])
    gapped = f"{_safe(before)}[term]{_safe(text[mark.end() :])}"
    gapped = re.sub(r"(\[term\])\s+\([A-Z]{2,6}s?\)", r"\1", gapped)
    return gapped, chance.shuffled([right, *wrong]), right


def _gives_away(term: Term, rest: str) -> bool:
    """Whether the rest of the sentence says the term, a part of it, or another name of it."""
    words = [one for one in stems(bare(rest).replace("-", " ")) if len(one) > 3]
    for name in (term.name, *term.also):
        for part in stems(name.replace("-", " ")):
            if part in STOP or len(part) < 4:
                continue
            if any(word == part or (len(part) > 4 and word[:5] == part[:5]) for word in words):
                return True
    initials = "".join(word[0] for word in term.name.split()).casefold()
    return len(initials) > 1 and initials in {stem(word) for word in re.findall(r"\w+", bare(rest)) if word.isupper()}


def _written(term: str) -> str:
    """A term for a bank: without marks, and with a small letter where a sentence begins with it."""
    plain = " ".join(bare(term).split())
    within = plain[1:2].islower() and not any(char.isupper() for char in plain[1:])
    return plain[:1].lower() + plain[1:] if within else plain


def _safe(text: str) -> str:
    """Text around a gap: brackets of its own are literal."""
    return re.sub(r"(?<!\\)\[", r"\\[", text)


def _sure(term: Term, definition: Definition, bank: Sequence[str]) -> float:
    sure = definition.strength + (0.1 if term.glossary else 0.0) + (0.05 if len(bank) >= 4 else 0.0)
    words = len(definition.sentence.text.split())
    sure -= 0.1 if words > 32 or words < 9 else 0.0
    sure -= 0.1 if "$" in definition.sentence.text or definition.sentence.text.count("`") > 2 else 0.0
    return round(max(0.1, min(sure, 0.95)), 2)


def _why(term: Term, wording: Wording) -> str:
    return " ".join([wording.cloze.format(term.name), *([wording.in_glossary] if term.glossary else [])])
