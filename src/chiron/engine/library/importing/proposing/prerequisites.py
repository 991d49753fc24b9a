"""What comes before what: terms defined in one skill, used in a later one. The text's order rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from chiron.engine.library.importing.proposing.sentences import Sentence, Stretch, content
from chiron.engine.library.importing.proposing.shapes import ProposedPrerequisite, ProposedSkill
from chiron.engine.library.importing.proposing.terms import Term, by_first, mentions
from chiron.engine.library.importing.proposing.wording import Wording

MOST = 3
"""Prerequisites of one skill."""
COMMON = 0.35
"""A term used in more than this share of all skills tells nothing about any of them."""


@dataclass(slots=True)
class _Grounds:
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)
    terms: list[tuple[str, ...]] = field(default_factory=list)
    """Of the earlier skill, those that the later one uses."""


def prerequisites_of(
    found: Sequence[Stretch],
    terms: Sequence[Term],
    skills: Sequence[ProposedSkill],
    home: Mapping[int, str],
    wording: Wording,
) -> list[ProposedPrerequisite]:
    """For each skill the few that it rests on most, always ones that the text teaches earlier."""
    place = {skill.key: number for number, skill in enumerate(skills)}
    title = {skill.key: skill.title for skill in skills}
    owner = {term.key: home[term.definition.sentence.stretch] for term in terms
             if term.definition is not None and term.definition.sentence.stretch in home}  # fmt: skip
    used, paragraphs = _uses(found, terms, home)
    spread = {key: sum(1 for counts in used.values() if key in counts) for key in owner}
    names = {term.key: term.name for term in terms}
    grounds: dict[tuple[str, str], _Grounds] = {}
    for skill in skills:
        for key, count in used.get(skill.key, {}).items():
            before = owner.get(key)
            if before is None or place[before] >= place[skill.key] or spread[key] > max(4, COMMON * len(skills)):
                continue
            one = grounds.setdefault((skill.key, before), _Grounds())
            one.score += min(count, 6) / 6 * 0.9 * (1 - min(spread[key], 20) / 30)
            one.terms.append(key)
            often = wording.once if count == 1 else wording.times.format(count)
            one.reasons.append(wording.used.format(names[key], title[before], often))
    _by_meaning(terms, owner, place, title, grounds, wording)
    _by_company(paragraphs, terms, owner, grounds, wording)
    _by_neighbour(skills, grounds, wording)
    few = _few(skills, place, grounds)
    return _shown(few, found, home, grounds, by_first(terms))


def _shown(
    few: Sequence[ProposedPrerequisite],
    found: Sequence[Stretch],
    home: Mapping[int, str],
    grounds: Mapping[tuple[str, str], _Grounds],
    keys: Mapping[str, list[tuple[str, ...]]],
) -> list[ProposedPrerequisite]:
    """Each with the first sentence of the later skill that uses a term of the earlier one."""
    wanted: dict[str, set[tuple[str, ...]]] = {}
    for one in few:
        wanted.setdefault(one.skill, set()).update(grounds[one.skill, one.before].terms)
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    for stretch in found:
        skill = home.get(stretch.number, "")
        missing = {key for key in wanted.get(skill, ()) if (skill, key) not in first}
        for sentence in stretch.sentences if missing else ():
            for key in missing & mentions(sentence.text, keys).keys() if _tells(sentence) else ():
                first.setdefault((skill, key), sentence.text)
    out = []
    for one in few:
        told = (first.get((one.skill, key), "") for key in grounds[one.skill, one.before].terms)
        out.append(replace(one, evidence=next((sentence for sentence in told if sentence), "")))
    return out


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence says something, and does not ask or order something to be done."""
    return sentence.text.endswith(".") and not _ORDERS.match(sentence.text)


_ORDERS = re.compile(
    r"(?:add|answer|calculate|change|complete|consider|create|define|describe|draw|explain|find|given|list|make|"
    r"modify|name|show|solve|state|try|use|write|añade|calcula|completa|define|describe|dibuja|escribe|explica|halla|"
    r"haz|resuelve|usa)\b",
    re.I,
)


def _uses(
    found: Sequence[Stretch], terms: Sequence[Term], home: Mapping[int, str]
) -> tuple[dict[str, dict[tuple[str, ...], int]], list[frozenset[tuple[str, ...]]]]:
    """How often each skill's text uses each term, and the terms of every paragraph."""
    keys = by_first(terms)
    used: dict[str, dict[tuple[str, ...], int]] = {}
    paragraphs: list[frozenset[tuple[str, ...]]] = []
    for stretch in found:
        skill = home.get(stretch.number)
        if skill is None:
            continue
        counts = used.setdefault(skill, {})
        for paragraph in (stretch.title, *stretch.paragraphs):
            here = mentions(paragraph, keys)
            paragraphs.append(frozenset(here))
            for key, count in here.items():
                counts[key] = counts.get(key, 0) + count
    return used, paragraphs


def _by_meaning(
    terms: Sequence[Term],
    owner: Mapping[tuple[str, ...], str],
    place: Mapping[str, int],
    title: Mapping[str, str],
    grounds: dict[tuple[str, str], _Grounds],
    wording: Wording,
) -> None:
    """A term whose meaning names another term rests on it."""
    keys = by_first(terms)
    names = {term.key: term.name for term in terms}
    for term in terms:
        skill = owner.get(term.key)
        if skill is None or not term.meaning:
            continue
        for key in mentions(term.meaning, keys):
            before = owner.get(key)
            if before is not None and key != term.key and place[before] < place[skill]:
                one = grounds.setdefault((skill, before), _Grounds())
                one.score += 0.6
                one.reasons.insert(0, wording.meant.format(term.name, names[key], title[before]))


def _by_company(
    paragraphs: Sequence[frozenset[tuple[str, ...]]],
    terms: Sequence[Term],
    owner: Mapping[tuple[str, ...], str],
    grounds: dict[tuple[str, str], _Grounds],
    wording: Wording,
) -> None:
    """Whoever writes of B mostly writes of A, but of A also without B: then A comes first."""
    alone: dict[tuple[str, ...], int] = {}
    both: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}
    for here in paragraphs:
        known = sorted(here & owner.keys())
        for key in known:
            alone[key] = alone.get(key, 0) + 1
        for first in known[:12]:
            for second in known[:12]:
                if first != second:
                    both[first, second] = both.get((first, second), 0) + 1
    names = {term.key: term.name for term in terms}
    for (first, second), count in both.items():
        pair = (owner[first], owner[second])
        if count >= 3 and pair in grounds and count / alone[first] - count / alone[second] >= 0.35:
            one = grounds[pair]
            if one.score < 2:
                one.score += 0.2
                one.reasons.append(wording.often.format(names[second]))


def _by_neighbour(skills: Sequence[ProposedSkill], grounds: dict[tuple[str, str], _Grounds], wording: Wording) -> None:
    """A skill with no other ground rests on the part before it in its lesson, weakly, where it is about the same."""
    grounded = {skill for skill, _ in grounds}
    for before, skill in pairwise(skills):
        if skill.key in grounded or skill.section != before.section or not skill.section:
            continue
        if content(before.title) & content(skill.title):
            grounds[skill.key, before.key] = _Grounds(0.0, [wording.near])


def _few(
    skills: Sequence[ProposedSkill], place: Mapping[str, int], grounds: Mapping[tuple[str, str], _Grounds]
) -> list[ProposedPrerequisite]:
    """The strongest of each skill, without those that another one brings with it."""
    rests: dict[str, set[str]] = {}
    every: dict[str, list[tuple[str, _Grounds]]] = {}
    for (after, before), one in grounds.items():
        every.setdefault(after, []).append((before, one))
    out: list[ProposedPrerequisite] = []
    for skill in skills:
        strong = [(before, one) for before, one in every.get(skill.key, []) if one.score >= 0.25 or not one.score]
        strong.sort(key=lambda pair: (-pair[1].score, -place[pair[0]]))
        kept: list[tuple[str, _Grounds]] = []
        for before, one in strong:
            if len(kept) < MOST and not any(before in rests.get(other, set()) for other, _ in kept):
                kept = [(other, why) for other, why in kept if other not in rests.get(before, set())]
                kept.append((before, one))
        rests[skill.key] = {before for before, _ in kept}.union(*(rests.get(before, set()) for before, _ in kept))
        for before, one in kept:
            confidence = round(min(0.9, 0.3 + 0.3 * one.score), 2) if one.score else 0.2
            reasons = list(dict.fromkeys(one.reasons))[:3] or [""]
            out.append(ProposedPrerequisite(skill.key, before, confidence, " ".join(reasons).strip()))
    return out
