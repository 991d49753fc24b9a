"""Meanings of terms as items: the term for a meaning, and terms to be matched with their meanings."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from chiron.core.learning.chance import Chance
from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Page, Question, Section
from chiron.engine.library.importing.proposing.choosing import (
    LEAST,
    NEAR,
    apart,
    distinct,
    kind_of,
    near,
    nearest,
    rivals,
)
from chiron.engine.library.importing.proposing.clozes import quoted
from chiron.engine.library.importing.proposing.defining import points_elsewhere
from chiron.engine.library.importing.proposing.sentences import bare, stems
from chiron.engine.library.importing.proposing.shapes import Passage, ProposedItem
from chiron.engine.library.importing.proposing.terms import Term
from chiron.engine.library.importing.proposing.wording import Wording
from chiron.engine.library.importing.texts import escaped, identifier

LONGEST = 180
"""Characters of a meaning that can be read among others."""
_ALSO = re.compile(
    r"^\((?:also|plural|singular|or)\b[^)]{1,80}\)\s*|^also (?:called|known as) [^;.]{1,80}[;.]\s*", re.I
)
TOGETHER = 5
"""Pairs of one matching item."""


def meaning_of(term: Term) -> str:
    """What a term means, fit to stand by itself; empty where it says the term or points elsewhere."""
    text = _ALSO.sub("", term.meaning)
    if not text or len(text) > LONGEST or "\n" in text or "](" in text:
        return ""
    plain = bare(text).strip(" .;")
    if len(plain.split()) < 3 or points_elsewhere(plain):
        return ""
    said = set(stems(plain))
    parts = [part for part in stems(term.name) if len(part) > 3]
    if any(
        part in said or any(one[:5] == part[:5] for one in said if len(part) > 4 and len(one) > 4) for part in parts
    ):
        return ""
    if re.match(r"(?:when|if|in|as|each|because|cuando|si|en|como|porque)\b", plain, re.I) and not term.glossary:
        return ""
    cut = re.split(r";| Examples?\b|, (?:such as|for example|e\.g\.)", text, maxsplit=1)[0].strip(" .,")
    return cut if len(cut.split()) >= 4 else text.strip(" .")


def choices(
    terms: Sequence[Term],
    homes: Mapping[tuple[str, ...], tuple[str, Page]],
    wording: Wording,
    asked: Collection[tuple[str, ...]] = (),
) -> list[ProposedItem]:
    """Which term is meant: one item for each meaning with at least two fair wrong terms.

    ``asked``: terms that a gap asks for already; they come again only where the glossary says it otherwise.
    """
    out: list[ProposedItem] = []
    for place, term in enumerate(terms):
        meaning, home = meaning_of(term), homes.get(term.key)
        if not meaning or home is None or (term.key in asked and _same(term, meaning)):
            continue
        skill, page = home
        others = [one for one in nearest(terms, place) if one.key in homes]
        chance = Chance("choice", *term.key)
        wrong = rivals(term, meaning, others, chance)[:3]
        if len(wrong) < LEAST - 1:
            continue
        key = f"{page.key}!which-{identifier(term.name, (), 'term')}"
        options: list[Json] = [{"text": escaped(bare(term.name)), "right": True}]
        options += [
            {"text": escaped(bare(one.name)), "feedback": escaped(f"{bare(one.name)}: {bare(one.meaning)}.")}
            for one in wrong
        ]
        passage = _passage(term, page)
        solution = quoted(passage.text, page.title, wording)
        step = Asked(key, "choice", wording.which.format(meaning), {"options": options}, (), solution)
        question = Question(key, page.place, bare(term.name), "", (step,), page.section, (), solution)
        sure = 0.75 if term.glossary else 0.6
        why = wording.by_glossary if term.glossary else wording.by_text
        out.append(ProposedItem(question, skill, passage, round(sure + 0.05 * (len(wrong) - 2), 2), why))
    return out


def _same(term: Term, meaning: str) -> bool:
    return not term.glossary or (term.definition is not None and near(meaning, term.definition.meaning) >= 0.6)


def _passage(term: Term, page: Page) -> Passage:
    if term.definition is not None:
        return Passage(page.key, term.definition.sentence.text)
    return Passage(page.key, f"**{bare(term.name)}**: {term.glossary}")


def matches(
    terms: Sequence[Term], homes: Mapping[tuple[str, ...], tuple[str, Page]], wording: Wording
) -> list[ProposedItem]:
    """Terms of one chapter with their meanings, five at a time."""
    chapters: dict[Section, list[Term]] = {}
    for term in terms:
        if term.key in homes and meaning_of(term):
            chapters.setdefault(homes[term.key][1].section[:1], []).append(term)
    out: list[ProposedItem] = []
    for chapter, here in chapters.items():
        waiting = list(here)
        number = 0
        while len(waiting) >= 3:
            group = _group(waiting)
            waiting = [term for term in waiting if term not in group]
            if len(group) >= 4:
                number += 1
                out.append(_match(group, number, chapter, homes, wording))
            else:
                waiting = waiting[1:] if group and group[0] in here else waiting
    return out


def _group(waiting: Sequence[Term]) -> list[Term]:
    """The first term and others of the same kind whose meanings are another's in no way."""
    group = [waiting[0]]
    for term in waiting[1:]:
        if len(group) == TOGETHER:
            break
        if kind_of(term.name)[:2] == kind_of(group[0].name)[:2] and all(_differ(term, other) for other in group):
            group.append(term)
    return group


def _differ(first: Term, second: Term) -> bool:
    one, two = meaning_of(first), meaning_of(second)
    named = set(first.key) <= set(stems(two)) or set(second.key) <= set(stems(one))
    return apart(first, second) and not named and near(one, two) < NEAR and first.many == second.many


def _match(
    group: Sequence[Term],
    number: int,
    chapter: Section,
    homes: Mapping[tuple[str, ...], tuple[str, Page]],
    wording: Wording,
) -> ProposedItem:
    skill, page = homes[group[-1].key]
    key = f"{homes[group[0].key][1].key}!match-{identifier('-'.join(term.name for term in group), (), 'terms')}"
    pairs: list[Json] = [{"left": escaped(bare(term.name)), "right": escaped(meaning_of(term))} for term in group]
    text = "\n>\n> ".join(_passage(term, page).text for term in group)
    passage = Passage(page.key, _passage(group[-1], page).text)
    solution = quoted(text, chapter[0] if chapter else page.title, wording)
    step = Asked(key, "match", wording.pairs, {"pairs": pairs}, (), solution)
    title = f"{chapter[0] if chapter else page.title} {number}"
    question = Question(key, page.place, bare(title), "", (step,), page.section, (), solution)
    sure = 0.6 + 0.15 * sum(1 for term in group if term.glossary) / len(group)
    return ProposedItem(question, skill, passage, round(sure, 2), wording.together.format(len(group)))


__all__ = ["choices", "distinct", "matches", "meaning_of"]
