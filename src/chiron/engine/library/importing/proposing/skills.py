"""Skills from headings, learning objectives and the terms that a stretch defines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chiron.engine.library.importing.arriving import Page
from chiron.engine.library.importing.proposing.sentences import Stretch, bare, content
from chiron.engine.library.importing.proposing.shapes import Passage, ProposedSkill
from chiron.engine.library.importing.proposing.terms import Term
from chiron.engine.library.importing.proposing.wording import Wording
from chiron.engine.library.importing.texts import identifier

GENERAL = re.compile(
    r"^(?:(?:chapter|section|unit|module|course|book|part)?\s*(?:\d+\s*)?(?:introduction|intro|overview|preface|foreword|summary|"
    r"review|references?|bibliography|index|appendix.*|glossary|key (?:terms|concepts|equations|points|ideas)|"
    r"further reading|suggested reading|exercises?|problems?|questions?|practice.*|conclusion|outline|wrap-?up|"
    r"about (?:the|this|openstax).*|acknowledge?ments?|contents|untitled.*|learning (?:objectives|outcomes)|objectives|"
    r"(?:chapter )?(?:summary|review)|answer key|credits?|licen[cs]e|pedagogical foundation|"
    r"additional resources|errata|format|customization|features?)|"
    r"(?:introducción|resumen|repaso|bibliografía|referencias|índice|glosario|ejercicios?|problemas?|preguntas?|"
    r"actividades|conclusi[óo]n(?:es)?|presentación|prólogo|objetivos|términos clave))\s*$",
    re.I,
)
_VERBS = frozenset(
    (
        "define",
        "describe",
        "explain",
        "identify",
        "list",
        "compare",
        "discuss",
        "understand",
        "summarize",
        "apply",
        "state",
        "analyze",
        "evaluate",
        "recognize",
        "demonstrate",
        "outline",
        "solve",
        "calculate",
        "determine",
    )
)
"""What learners do in any objective."""
SHORT = 60
"""Words below which a stretch is hardly a lesson."""


def is_general(title: str) -> bool:
    """Whether a heading names a part of any book and no subject."""
    return GENERAL.match(bare(title).strip(" :")) is not None


def skills_of(
    found: Sequence[Stretch], terms: Sequence[Term], wording: Wording
) -> tuple[list[ProposedSkill], dict[int, str]]:
    """The skills in the order of the text, and the skill of each stretch by its number."""
    goals = _goals(found)
    defined: dict[int, list[Term]] = {}
    for term in terms:
        if term.definition is not None:
            defined.setdefault(term.definition.sentence.stretch, []).append(term)
    skills: list[ProposedSkill] = []
    home: dict[int, str] = {}
    taken: set[str] = set()
    for stretch in found:
        own = defined.get(stretch.number, [])
        if _outside(stretch) or (not own and _is_frame(stretch, found)):
            continue
        skill = _skill(stretch, own, goals.get(stretch.number, ("", 0.0)), wording, taken)
        if skill is None:
            continue
        taken.add(skill.key)
        skills.append(skill)
        home[stretch.number] = skill.key
    _settle(found, skills, home)
    return skills, home


def _outside(stretch: Stretch) -> bool:
    """Whether a stretch belongs to a part of the book that teaches nothing, such as its preface."""
    return any(
        re.match(r"preface|about openstax|answer key|index\b|references", part, re.I) for part in stretch.page.section
    )


def _is_frame(stretch: Stretch, found: Sequence[Stretch]) -> bool:
    """Whether it is what stands around the parts of a lesson under the lesson's own title."""
    section = stretch.page.section
    if not section or stretch.title != section[-1]:
        return False
    near = found[max(0, stretch.number - 12) : stretch.number + 13]
    others = (one for one in near if one.page.section == section and one.number != stretch.number)
    return any(one.title != stretch.title or one.number < stretch.number for one in others)


def _skill(
    stretch: Stretch, own: Sequence[Term], goal: tuple[str, float], wording: Wording, taken: set[str]
) -> ProposedSkill | None:
    title = bare(stretch.title).strip()
    general = is_general(title)
    if general and not own:
        return None
    if not own and not goal[0] and stretch.words < SHORT:
        return None
    reasons, confidence = [], 0.45
    if general:
        title = _of_terms(own, stretch)
        confidence -= 0.15
        reasons.append(wording.from_terms)
    else:
        reasons.append(wording.from_heading.format(title))
    if goal[0]:
        confidence += 0.15 + 0.15 * min(goal[1], 1.0)
        reasons.append(wording.from_objective)
    if own:
        confidence += min(0.2, 0.1 + 0.03 * len(own))
        reasons.append(wording.defines.format(", ".join(term.name for term in own[:4])))
    if stretch.words < SHORT:
        confidence -= 0.2
        reasons.append(wording.short)
    passages = [
        Passage(term.definition.sentence.page, term.definition.sentence.text) for term in own if term.definition
    ]
    passages = passages[:6] or [Passage(stretch.page.key, text) for text in stretch.paragraphs[:1]]
    return ProposedSkill(
        key=identifier(title, taken, "skill"),
        title=title,
        objective=goal[0] or _objective(title, own, wording),
        section=stretch.page.section,
        passages=tuple(passages),
        terms=tuple(term.name for term in own),
        confidence=round(max(0.05, min(confidence, 0.95)), 2),
        reason=" ".join(reasons),
    )


def _objective(title: str, own: Sequence[Term], wording: Wording) -> str:
    """An objective where the text says none: of a heading that asks, what it asks; else the terms that are defined."""
    ask = re.match(r"[¿\s]*(why|how|what|when|where|who|por qué|cómo|qué|cuándo|dónde|quién)\b(?! to\b)", title, re.I)
    if ask is None:
        return wording.objective.format(", ".join(bare(term.name) for term in own[:5]) if len(own) > 1 else title)
    plain = title.strip("¿? ")
    return wording.asked.format(f"{plain[:1].lower()}{plain[1:]}")


def _of_terms(own: Sequence[Term], stretch: Stretch) -> str:
    """A title for what an introduction teaches: its terms."""
    said = ", ".join(term.name for term in own[:3]) or stretch.title
    return said[:1].upper() + said[1:]


def _goals(found: Sequence[Stretch]) -> dict[int, tuple[str, float]]:
    """The objective of each stretch: those of a lesson go to the parts of it with which they share most words."""
    lessons: dict[tuple[str, ...], list[Stretch]] = {}
    for stretch in found:
        lessons.setdefault((*stretch.page.section, ""), []).append(stretch)
    chosen: dict[int, tuple[str, float]] = {}
    for parts in lessons.values():
        goals = [goal for page in _pages(parts) for goal in page.objectives]
        pairs = sorted(
            ((_near(goal, part), number, part.number, goal) for number, goal in enumerate(goals) for part in parts),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        used: set[int] = set()
        for score, number, stretch_number, goal in pairs:
            if score >= 0.34 and number not in used and stretch_number not in chosen:
                used.add(number)
                chosen[stretch_number] = (goal, score)
    return chosen


def _pages(parts: Sequence[Stretch]) -> list[Page]:
    return list({part.page.key: part.page for part in parts}.values())


def _near(goal: str, part: Stretch) -> float:
    """How much of an objective's words stand in the heading, and how much in the text below it."""
    wanted = content(goal) - _VERBS
    if not wanted or is_general(part.title):
        return 0.0
    heading, text = content(part.title), content(" ".join(part.paragraphs))
    in_heading = len(wanted & heading) / max(1, min(len(wanted), len(heading)))
    in_text = len(wanted & text) / len(wanted)
    return max(0.7 * in_heading + 0.3 * in_text, 0.4 * in_text if in_text > 0.7 else 0.0)


def _settle(found: Sequence[Stretch], skills: Sequence[ProposedSkill], home: dict[int, str]) -> None:
    """Give stretches without a skill of their own that of their lesson which comes next, else the one before."""
    by_section: dict[tuple[str, ...], list[int]] = {}
    for stretch in found:
        if stretch.number in home:
            by_section.setdefault(stretch.page.section, []).append(stretch.number)
    del skills
    for stretch in found:
        near = by_section.get(stretch.page.section, [])
        if stretch.number not in home and near and not _outside(stretch):
            after = [number for number in near if number > stretch.number]
            home[stretch.number] = home[after[0] if after else near[-1]]
