"""The built-in policy: finish what was begun, open what is ready, review what is due, step back when it is too hard.

Interleaving and spacing follow Rohrer & Taylor 2007 and Cepeda et al. 2006; a skill that takes many tries without
getting easier is treated as wheel-spinning (Beck & Gong 2013): first its prerequisites, then a person.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from chiron.core.learning.course import Course, Template
from chiron.core.learning.interactions import installed
from chiron.core.learning.mastery import Estimate, Observation, SkillView
from chiron.core.learning.memory import retrievability
from chiron.core.learning.policies.chances import certain
from chiron.core.learning.policies.placing import Placing, next_skill
from chiron.core.learning.policies.view import CourseView, Purpose
from chiron.core.words import Json, Move, MoveKind

USES: Mapping[Purpose, tuple[str, ...]] = {
    "practice": ("practice",),
    "skill": ("practice",),
    "review": ("review",),
    "test": ("transfer", "review"),
    "diagnostic": ("diagnostic",),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be tuned; a changed value needs a new version of the policy."""

    ready: float = 0.7
    ready_low: float = 0.45
    """A skill is ready when each prerequisite is at least so likely, and so likely at its low end."""
    enough: float = 0.8
    """A prerequisite that is no target of the goal needs no practice when it is at least so likely, and ready."""
    solid: float = 0.85
    """A prerequisite less likely than this may be why a skill is hard."""
    review_every: int = 3
    """Every so many-th item of practice, the first included, is a review while any is due."""
    in_a_row: int = 3
    """So many items of one skill in a row while another is open; one less when it is more likely than not."""
    stuck_items: int = 8
    stuck_window: int = 15
    stuck_evidence: int = 10
    stuck_likely: float = 0.5
    """Stuck: so many of the last items in the window, so many answers in all, and still less likely than this."""
    refer_evidence: int = 25
    """After so many answers a person is asked even if a prerequisite could still be practised."""
    refer_tried: int = 3
    """A person is asked only after so many items of the skill in this sitting: no sitting begins with it."""
    early: timedelta = timedelta(hours=8)
    """A review counts as due so much ahead, so that the same hour next day is not too soon."""
    back_days: int = 7
    """After so many days away a skill that was shown comes back as such."""
    test_items: int = 3
    test_most: int = 8
    """A test goes on from its first items while it can still show the skill, up to so many (Wald 1945: sequential)."""
    telling: float = 0.5
    """Tests and diagnostics leave out templates that tell less than this share of what the most telling one does."""
    minutes_an_item: float = 2.0


@dataclass(frozen=True, slots=True)
class Steady:
    """See the module and the ``Policy`` protocol."""

    settings: Settings = field(default_factory=Settings)
    placing: Placing = field(default_factory=Placing)
    version: str = "steady@3"

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """The next thing to do; a skill that the course does not have is taken as none chosen."""
        named = skill if skill in view.course.skills else None
        if purpose == "diagnostic":
            found = self.next_diagnostic(view, view.session, when)
            return certain(_ask(found, "placing", asked=len(view.session)) if found else Move(MoveKind.END, "placed"))
        if purpose == "test" and named:
            left = self._test_left(view, named, when)
            tested = Move(MoveKind.END, "tested", {"skill": named})
            return certain(_ask(named, "test", left=left) if left > 0 else tested)
        if purpose == "skill" and named:
            return certain(_ask(named, "chosen"))
        known = view.skills(when)
        if purpose == "review":
            return certain(self.due_now(view, known, when) or Move(MoveKind.END, "nothing-due"))
        return self._practice(view, known, when)

    def choose_template(
        self,
        course: Course,
        skill: str,
        purpose: Purpose,
        recent: Sequence[tuple[str, str]],
        estimate: Estimate,
        chance: Random,
    ) -> str:
        """A template for the purpose (else for practice, else any), near the learner's level, not lately used."""
        templates = _for(_usable(course.skills[skill].templates), purpose)
        if purpose in ("test", "diagnostic"):
            least = self.settings.telling * max(telling(t) for t in templates)
            templates = [t for t in templates if telling(t) >= least]
        lately = [template for name, template in recent if name == skill][-6:]
        others = [t for t in templates if not lately or t.id != lately[-1]] or templates
        level = min(max(estimate.mean - 0.6, -1.5), 1.5)
        weights = [math.exp(-0.5 * (t.difficulty - level) ** 2) * 0.4 ** lately.count(t.id) for t in others]
        if purpose in ("test", "diagnostic"):
            weights = [weight * telling(t) for weight, t in zip(weights, others, strict=True)]
        return chance.choices(others, weights)[0].id

    def _test_left(self, view: CourseView, skill: str, when: datetime) -> int:
        """How many items a test still asks at most: none once the skill is shown, or all right could not show it."""
        done, left = len(view.session), self.settings.test_most - len(view.session)
        if done < self.settings.test_items or left <= 0:
            return max(left, 0)
        estimate, memory = view.estimate(skill, when), view.memories.get(skill)
        if view.model.view(estimate, memory, when).state == "demonstrated":
            return 0
        for number in range(left):
            estimate = view.model.update(estimate, Observation(1.0, when, f"?{number}"))
            if view.model.view(estimate, memory, when).state == "demonstrated":
                return left
        return 0

    def next_diagnostic(self, view: CourseView, asked: Sequence[str], when: datetime) -> str | None:
        """The skill whose answer is expected to tell most, or None when enough is known."""
        return next_skill(view, asked, when, self.placing)

    def length(self, minutes: float | None = None) -> int:
        """About six items; by minutes, one for every two, between 3 and 15."""
        if minutes is None or not math.isfinite(minutes):
            return 6
        return min(max(round(minutes / self.settings.minutes_an_item), 3), 15)

    def due(self, view: CourseView, when: datetime) -> tuple[str, ...]:
        """The skills whose review is due, most forgotten first."""
        ahead = when + self.settings.early
        names = [n for n, m in view.memories.items() if n in view.course.skills and m.due <= ahead and m.last < when]
        return tuple(sorted(names, key=lambda name: (retrievability(view.memories[name], when), name)))

    def due_now(self, view: CourseView, known: Mapping[str, SkillView], when: datetime) -> Move | None:
        """The most forgotten skill that was once learnt; what was never learnt needs practice, not review."""
        names = [name for name in self.due(view, when) if known[name].likely >= self.settings.stuck_likely]
        if not names:
            return None
        because = {"skill": names[0], "days": (when - view.memories[names[0]].last).days}
        return certain(Move(MoveKind.REVIEW, "due", because, names[0]), names)

    def _practice(self, view: CourseView, known: Mapping[str, SkillView], when: datetime) -> Move:
        return certain(self._chosen(view, known, when))

    def _chosen(self, view: CourseView, known: Mapping[str, SkillView], when: datetime) -> Move:
        due = self.due_now(view, known, when)
        if due and len(view.session) % self.settings.review_every == 0:
            return due
        open_now = self._open(view, known)
        if not open_now:
            return due or Move(MoveKind.END, "goal-reached", {"skills": len(view.targets or view.course.skills)})
        stuck = [name for name in open_now if self.stuck(view, known[name], name)]
        for name in stuck:
            move = self.help(view, known, name)
            if move:
                return move
        free = [name for name in open_now if name not in stuck]
        if not free:
            return due or certain(_ask(open_now[0], "keep-going"), open_now)
        worth = {name: self._worth(view, known, name, alone=len(free) == 1) for name in free}
        ranked = sorted(free, key=lambda name: worth[name], reverse=True)
        if stuck and view.recent and view.recent[-1][0] in stuck:
            return certain(_ask(ranked[0], "another-way", **{"for": view.recent[-1][0]}), ranked)
        return certain(self._because(view, known, ranked[0], when), ranked)

    def _open(self, view: CourseView, known: Mapping[str, SkillView]) -> list[str]:
        """The goal's unfinished skills that are ready; if none is (a circle of prerequisites), the nearest to ready."""
        targets = frozenset(view.targets) & frozenset(view.course.skills) or frozenset(view.course.skills)
        unfinished = [
            name
            for name in view.wanted
            if known[name].state != "demonstrated" and (name in targets or not self._enough(known[name]))
        ]
        ready = [name for name in unfinished if self._ready(view.course, known, name)]
        if ready or not unfinished:
            return ready
        return [max(unfinished, key=lambda name: _weakest(view.course, known, name))]

    def ready(self, view: CourseView, when: datetime) -> frozenset[str]:
        """The skills whose prerequisites are known well enough to begin them."""
        known = view.skills(when)
        return frozenset(name for name in known if self._ready(view.course, known, name))

    def _solid(self, skill: SkillView) -> bool:
        return skill.likely >= self.settings.ready and skill.low >= self.settings.ready_low

    def _enough(self, skill: SkillView) -> bool:
        return skill.likely >= self.settings.enough and self._solid(skill)

    def _ready(self, course: Course, known: Mapping[str, SkillView], name: str) -> bool:
        return all(self._solid(known[p]) for p in course.skills[name].prerequisites if p in known and p != name)

    def stuck(self, view: CourseView, skill: SkillView, name: str) -> bool:
        """Whether a skill takes many tries without getting easier."""
        s = self.settings
        lately = sum(seen == name for seen, _ in view.recent[-s.stuck_window :])
        return lately >= s.stuck_items and skill.evidence >= s.stuck_evidence and skill.likely < s.stuck_likely

    def help(self, view: CourseView, known: Mapping[str, SkillView], name: str) -> Move | None:
        """For a skill that does not get easier: its weakest prerequisite, else a person, once."""
        before = [p for p in view.course.skills[name].prerequisites if p in known and p != name]
        weak = [p for p in before if known[p].state != "demonstrated" or known[p].likely < self.settings.solid]
        evidence = known[name].evidence
        tried = view.session.count(name) >= self.settings.refer_tried and name not in view.referred
        if tried and (not weak or evidence >= self.settings.refer_evidence):
            return certain(Move(MoveKind.REFER, "stuck", {"skill": name, "evidence": evidence}, name))
        if weak:
            back = self._back(view.course, known, name, weak)
            return certain(
                _ask(back, "prerequisite-weak", **{"for": name}), sorted(weak, key=lambda p: known[p].likely)
            )
        return None

    def _back(self, course: Course, known: Mapping[str, SkillView], name: str, weak: Sequence[str]) -> str:
        """The weakest of the prerequisites, or further back while that one is itself not ready."""
        seen, step = {name}, min(weak, key=lambda p: known[p].likely)
        while step not in seen and not self._ready(course, known, step):
            seen.add(step)
            step = min((p for p in course.skills[step].prerequisites if p in known), key=lambda p: known[p].likely)
        return step

    def _worth(self, view: CourseView, known: Mapping[str, SkillView], name: str, alone: bool) -> tuple[float, int]:
        """What was begun before what is new, what opens more of the goal first, variety over both."""
        skill, order = known[name], -view.wanted.index(name)
        worth = 1.0 if skill.evidence else 0.0
        worth += skill.likely * 0.5 + 0.5 * len(_unlocks(view, known, name)) / len(view.wanted)
        longest = self.settings.in_a_row - (1 if skill.likely > 0.5 else 0)
        last = [seen for seen, _ in view.recent[-longest:]]
        if not alone and len(last) == longest and set(last) == {name}:
            worth -= 10.0
        return worth, order

    def _because(self, view: CourseView, known: Mapping[str, SkillView], name: str, when: datetime) -> Move:
        skill, unlocks = known[name], _unlocks(view, known, name)
        kept, memory = view.estimates.get(name), view.memories.get(name)
        away = (when - memory.last).days if memory else 0
        if kept and len(kept.alone) >= 3 and away >= self.settings.back_days:
            return _ask(name, "back", days=away)
        if skill.evidence == 0:
            return _ask(name, "closest-to-goal", unlocks=unlocks) if unlocks else _ask(name, "fresh")
        return _ask(name, "nearly" if skill.likely >= self.settings.ready else "shaky", evidence=skill.evidence)


def _ask(skill: str, reason: str, **because: Json) -> Move:
    return Move(MoveKind.ASK, reason, {"skill": skill, **because}, skill)


def _usable(templates: tuple[Template, ...]) -> tuple[Template, ...]:
    """Those whose every kind of step is installed here; all where none is, so that the page can say so."""
    return tuple(t for t in templates if all(installed(step.kind) for step in t.steps)) or templates


def _for(templates: tuple[Template, ...], purpose: Purpose) -> list[Template]:
    for uses in (USES[purpose], ("practice",)):
        found = [t for t in templates if any(use in uses for use in t.use)]
        if found:
            return found
    return list(templates)


def telling(template: Template) -> float:
    """How much an item tells beside one that cannot be guessed: (1 - c) / (1 + c) for a chance c of a right guess.

    The share of information that guessing leaves where ability meets difficulty (Lord 1980, section 10.2); the mean
    over the template's steps.
    """
    chances = [
        1.0 / max(2, len(s.extra["options"])) if s.kind == "choice" and s.extra.get("options") else 0.0
        for s in template.steps
    ]
    return sum((1 - c) / (1 + c) for c in chances) / len(chances)


def _weakest(course: Course, known: Mapping[str, SkillView], name: str) -> float:
    """How likely the least likely prerequisite is; 1 where there is none."""
    return min((known[p].likely for p in course.skills[name].prerequisites if p in known and p != name), default=1.0)


def _unlocks(view: CourseView, known: Mapping[str, SkillView], name: str) -> list[str]:
    """The goal's skills that wait for this one."""
    wanted = set(view.wanted)
    return [d for d in view.course.dependents[name] if d in wanted and known[d].state != "demonstrated"]
