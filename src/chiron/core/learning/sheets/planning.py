"""What a sheet asks: the skills of its part, how many items, and the items themselves, drawn for one learner. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from chiron.core.errors import InvalidInput
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Checks, Course, Skill, Template
from chiron.core.learning.generate import CannotGenerate, Item
from chiron.core.learning.interactions import installed
from chiron.core.learning.policies.steady import telling
from chiron.core.learning.sheet import Kind, Planned

ASKED = frozenset({"diagnostic", "review", "transfer"})
"""The uses of a template that a sheet draws from."""
SLOW = frozenset({"working", "code", "open", "short-text"})
"""Kinds of step taken where a skill has no other: they live on being told how far one is, or wait for a person."""
UNIT_ITEMS, FINAL_ITEMS, LONG_FINAL = 12, 16, 24
"""A checkpoint asks each skill twice as long as that makes no more than this; a final check likewise, and at most the
last of the three where it has more skills."""
DRAWS = 40
"""So many items are made of a template at most in search of one that was never seen."""
REMEMBERED = 80
"""So many of the items of a template that were seen are compared with."""
MINUTES = 6.0
"""So many items are taken to make the minutes that an author states for a skill."""
LEAST_TELLING = 0.5
"""Templates that can be guessed are left out where they tell less than this share of what the most telling one does."""

Maker = Callable[[str, str, int], Item]
Seen = Iterable[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """What a sheet is over, with its skills in teaching order."""

    kind: Kind
    id: str
    title: str
    skills: tuple[str, ...]
    checks: Checks


def part_of(course: Course, kind: str, id: str) -> Part:
    """The part of a course by kind and id. Raises InvalidInput where there is none."""
    if kind == "unit":
        unit = next((each for each in course.taught if each.id == id), None)
        if unit is not None:
            return Part("unit", id, unit.title, tuple(skill.id for skill in unit.skills), unit.checks)
    elif kind == "goal":
        goal = next((each for each in course.goals if each.id == id), None)
        if goal is not None:
            return Part("goal", id, goal.title, course.needed_for(goal.skills), course.checks)
    elif kind == "course" and id == course.id:
        return Part("course", id, course.title, tuple(course.skills), course.checks)
    raise InvalidInput("This course has no such part. Choose a checkpoint on the page of your path.", field="part")


def parts(course: Course) -> tuple[Part, ...]:
    """Every part that can be checked: the units in teaching order, the goals, the whole course."""
    wanted = [("unit", unit.id) for unit in course.taught] + [("goal", goal.id) for goal in course.goals]
    return tuple(part_of(course, kind, id) for kind, id in [*wanted, ("course", course.id)])


def questions(part: Part) -> int:
    """How many items a sheet of the part has: the author's number, else by its skills. A unit's are all asked."""
    skills = len(part.skills)
    if part.kind == "unit":
        return max(skills, part.checks.items or min(2 * skills, UNIT_ITEMS))
    return part.checks.items or min(max(min(2 * skills, FINAL_ITEMS), skills), LONG_FINAL)


def minutes(course: Course, part: Part) -> int:
    """How long a sheet of the part is meant to take: the author's word, else that of its skills."""
    each = sum(course.skills[name].minutes for name in part.skills) / len(part.skills) / MINUTES
    return part.checks.minutes or max(1, round(each * questions(part)))


@dataclass(slots=True)
class _Drawing:
    """What is drawn from so far: ``prints`` are what the learner saw of a template, by skill and template."""

    make: Maker
    who: str
    sheet: str
    seen: set[tuple[str, str, int]]
    prints: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def known(self, skill: str, template: str) -> set[str]:
        """What was seen of a template."""
        place = (skill, template)
        if place not in self.prints:
            met = sorted(seed for name, made, seed in self.seen if (name, made) == place)[-REMEMBERED:]
            self.prints[place] = {told for seed in met if (told := self.shown(skill, template, seed))}
        return self.prints[place]

    def shown(self, skill: str, template: str, seed: int) -> str | None:
        """What tells the item from others, None where the course does not give it."""
        try:
            return print_of(self.make(skill, template, seed))
        except (KeyError, CannotGenerate):
            return None

    def fresh(self, skill: str, template: str) -> Planned | None:
        """An item that the learner never saw, None where none was found."""
        known = self.known(skill, template)
        for number in range(DRAWS):
            seed = 1 + Chance(self.who, self.sheet, skill, template, number).below(2**31 - 1)
            shown = self.shown(skill, template, seed)
            if shown is not None and shown not in known:
                known.add(shown)
                return Planned(skill, template, seed)
        return None


def print_of(item: Item) -> str:
    """What tells two items apart for whoever reads them: all that is asked, without the order of what is shuffled."""
    asked = [step.prompt for step in item.steps]
    return "\x1f".join([item.prompt, *asked, repr(sorted(item.parameters.items(), key=lambda pair: pair[0]))])


def plan(course: Course, part: Part, make: Maker, who: str, sheet: str, seen: Seen) -> tuple[Planned, ...]:
    """The items of a sheet: spread over the skills of the part, none that the learner saw, no two alike.

    ``who`` and ``sheet`` make the seeds, so no two learners share one and a second sheet has other items. ``seen`` are
    the items that the learner met, as skill, template and seed. An item that may be known is taken only where a skill
    has no other. Raises InvalidInput where nothing can be asked.
    """
    drawing = _Drawing(make, who, sheet, set(seen))
    chance = Chance(who, sheet, "skills")
    rounds = _rounds(course, part, questions(part), chance)
    made: list[Planned] = []
    for number, names in enumerate(rounds):
        for name in names:
            one = _one(course.skills[name], part, number, made, drawing)
            if one is not None:
                made.append(one)
    if not made:
        raise InvalidInput("Nothing can be asked of this part here. Tell your teacher.", field="part")
    return tuple(made)


def _rounds(course: Course, part: Part, number: int, chance: Chance) -> list[list[str]]:
    """The skills of each round, in teaching order: every skill as often as any other, as far as that comes out."""
    skills, rounds = list(part.skills), list[list[str]]()
    while number > 0:
        chosen = skills if number >= len(skills) else _some(course, part, number, chance)
        rounds.append(list(chosen))
        number -= len(chosen)
    return rounds


def _some(course: Course, part: Part, number: int, chance: Chance) -> list[str]:
    """Some of the skills, spread over the units; first those on which no other of the part builds."""
    inside = set(part.skills)
    needed = {name for skill in part.skills for name in course.skills[skill].prerequisites if name in inside}
    units: dict[str, list[str]] = {}
    for name in part.skills:
        units.setdefault(course.unit_of[name].id, []).append(name)
    piles = [sorted(chance.shuffled(names), key=lambda name: name in needed) for names in units.values()]
    chosen: set[str] = set()
    share = {place: number * len(pile) / len(part.skills) for place, pile in enumerate(piles)}
    while len(chosen) < number:
        # The unit that is furthest behind its share; ties by order.
        place = max((p for p, pile in enumerate(piles) if pile), key=lambda p: (share[p], -p))
        chosen.add(piles[place].pop(0))
        share[place] -= 1.0
    return [name for name in part.skills if name in chosen]


def _one(skill: Skill, part: Part, number: int, made: Sequence[Planned], drawing: _Drawing) -> Planned | None:
    used = {one.template for one in made if one.skill == skill.id}
    ordered = _ordered(skill, part, number, used, Chance(drawing.who, drawing.sheet, skill.id, number))
    for template in ordered:
        if (found := drawing.fresh(skill.id, template.id)) is not None:
            return found
    for template in ordered:  # A template without parameters is one item: better known than not asked.
        seed = 1 + Chance(drawing.who, drawing.sheet, skill.id, template.id, "again").below(2**31 - 1)
        if template.id not in used and drawing.shown(skill.id, template.id, seed) is not None:
            return Planned(skill.id, template.id, seed, seen=True)
    return None


def _ordered(skill: Skill, part: Part, number: int, used: set[str], chance: Chance) -> list[Template]:
    """The templates of a skill, the fittest first: not used on this sheet, judged at once, and for transfer where that
    is asked: the second time in a checkpoint, always in a final check.
    """
    here = [t for t in skill.templates if all(installed(step.kind) for step in t.steps)]
    found = [t for t in here if ASKED & set(t.use)] or here
    most = max((telling(t) for t in found), default=0.0)
    found = [t for t in found if telling(t) >= LEAST_TELLING * most]
    wants_transfer = part.kind != "unit" or number > 0

    def rank(template: Template) -> tuple[bool, bool, bool]:
        slow = any(step.kind in SLOW for step in template.steps)
        return (template.id in used, slow, ("transfer" in template.use) is not wants_transfer)

    return sorted(chance.shuffled(found), key=rank)
