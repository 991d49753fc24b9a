"""From text to course: skills, prerequisites and items proposed from pages and a glossary, for an author to review.

Pure functions of what is read: the same text gives the same proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chiron.engine.library.importing.arriving import Page, Word
from chiron.engine.library.importing.proposing.clozes import clozes
from chiron.engine.library.importing.proposing.defining import key_of
from chiron.engine.library.importing.proposing.definitions import choices, matches
from chiron.engine.library.importing.proposing.orders import orders
from chiron.engine.library.importing.proposing.prerequisites import prerequisites_of
from chiron.engine.library.importing.proposing.sentences import Stretch, bare, stretches
from chiron.engine.library.importing.proposing.shapes import (
    Passage,
    Proposals,
    ProposedItem,
    ProposedPrerequisite,
    ProposedSkill,
)
from chiron.engine.library.importing.proposing.skills import skills_of
from chiron.engine.library.importing.proposing.terms import Term, by_first, mentions, terms_of
from chiron.engine.library.importing.proposing.wording import wording_of

__all__ = ["Passage", "Proposals", "ProposedItem", "ProposedPrerequisite", "ProposedSkill", "propose"]


def propose(pages: Iterable[Page], words: Iterable[Word] = (), language: str = "en") -> Proposals:
    """All that the text gives, the order of the text kept. Never an error: of a text that says nothing, nothing."""
    found = stretches(tuple(pages))
    terms = terms_of(found, tuple(words))
    wording = wording_of(language)
    skills, home = skills_of(found, terms, wording)
    taught = [term for term in terms if term.definition is None or term.definition.sentence.stretch in home]
    homes = _homes(found, taught, home)
    gaps = clozes(found, taught, home, wording)
    asked = {key_of(item.question.title) for item in gaps}
    items = [
        *gaps,
        *choices(taught, homes, wording, asked),
        *matches(taught, homes, wording),
        *orders(found, home, wording),
    ]
    title = {skill.key: skill.title for skill in skills}
    return Proposals(
        skills=tuple(skills),
        prerequisites=tuple(prerequisites_of(found, taught, skills, home, wording)),
        items=tuple(_once(items, title)),
        words=tuple(_words(found, taught)),
    )


def _homes(
    found: Sequence[Stretch], terms: Sequence[Term], home: Mapping[int, str]
) -> dict[tuple[str, ...], tuple[str, Page]]:
    """The skill and the page of each term: where it is defined, else where it is written of most."""
    homes: dict[tuple[str, ...], tuple[str, Page]] = {}
    lost = [term for term in terms if term.definition is None]
    best: dict[tuple[str, ...], tuple[int, int]] = {}
    if lost:
        keys = by_first(lost)
        for stretch in found:
            if stretch.number not in home:
                continue
            for key, count in mentions("\n".join([stretch.title, *stretch.paragraphs]), keys).items():
                if count > best.get(key, (0, 0))[0]:
                    best[key] = (count, stretch.number)
    for term in terms:
        number = term.definition.sentence.stretch if term.definition is not None else best.get(term.key, (0, -1))[1]
        if number in home:
            homes[term.key] = (home[number], found[number].page)
    return homes


def _once(items: Sequence[ProposedItem], title: Mapping[str, str]) -> Iterable[ProposedItem]:
    """Items with keys of their own, each under the title of its skill."""
    taken: set[str] = set()
    for item in items:
        key, number = item.question.key, 2
        while key in taken:
            key = f"{item.question.key}~{number}"
            number += 1
        taken.add(key)
        steps = tuple(replace(step, key=key) for step in item.question.steps)
        skills = (title[item.skill],) if item.skill in title else ()
        yield replace(item, question=replace(item.question, key=key, steps=steps, skills=skills))


def _words(found: Sequence[Stretch], terms: Sequence[Term]) -> Iterable[Word]:
    """Terms that only the text defines, for the glossary."""
    for term in terms:
        if term.definition is not None and not term.glossary and term.definition.meaning:
            page = found[term.definition.sentence.stretch].page
            meaning = term.definition.meaning
            yield Word(
                f"{page.key}!{'-'.join(term.key)}", page.place, bare(term.name), f"{meaning[:1].upper()}{meaning[1:]}."
            )
