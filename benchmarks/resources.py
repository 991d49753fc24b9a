"""What is offered beside the items: whether it comes to be what helps, and that nothing is whose needs are missing.

Learners are made up, decisions and logs Chiron's own. At each of a course's skills stand five things of four minutes.
Two help (one of them few open, the other is liked), one is opened by nearly all and teaches nothing, one is opened by
nearly all and confuses, one is dull and useless. Learners climb by practice too. What helped is learnt anew after
every so many learners, from their logs alone. Offers count after the first learners, as with nothing known nothing
can be better than chance.

The references are asked at the very same moments, of the same candidates: chance, and the thing that was opened most
when it was offered (as a list ranked by clicks would have it).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.events import Draft, Event
from chiron.core.learning import commands as c
from chiron.core.learning.course import Course
from chiron.core.learning.decide.offers import KIND, with_offer
from chiron.core.learning.fitted.helps import Moment, helps, moments
from chiron.core.learning.fold import Frame
from chiron.core.learning.mastery import Estimate, model
from chiron.core.learning.mastery.probit import cdf
from chiron.core.learning.policies import policy
from chiron.core.learning.policies.view import CourseView, Hours
from chiron.core.learning.rehearse import Rehearsal
from chiron.core.learning.resources.choosing import Asked, candidates
from chiron.core.learning.resources.helping import NOTHING, Helps
from chiron.core.words import Outcome, Verdict

SKILLS = 4
LEARNERS, FIRST, EVERY = 320, 160, 40
"""Learners in all; offers to those after ``FIRST`` count; what helped is learnt again after every so many."""
ITEMS = 6
PRACTISED, SPREAD = 0.08, 0.6
"""What an item adds to ability, and how far learners differ (probit scale)."""
SLIP, GUESS = 0.06, 0.08
BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Thing:
    """What one truly is: what it adds to ability where it is gone through, and the share that opens it."""

    adds: float
    opened: float


THINGS = {
    "dull-helps": Thing(0.8, 0.4),
    "liked-helps": Thing(0.6, 0.65),
    "popular-idle": Thing(0.0, 0.95),
    "popular-confuses": Thing(-0.5, 0.85),
    "dull-idle": Thing(0.0, 0.3),
}
HELPFUL = ("dull-helps", "liked-helps")


def course() -> Course:
    """The course: skills side by side, each with its five things."""
    hints = {"point": "Look.", "principle": "So it is.", "next_step": "Do it."}
    step = {"id": "a", "kind": "numeric", "prompt": "@a + 1?", "answer": "a + 1", "hints": hints, "solution": "1"}
    template = {
        "id": "t",
        "parameters": {"a": {"integer": [1, 99_999]}},
        "prompt": "Add.",
        "steps": [step],
        "solution": "1",
    }
    skills = []
    for number in range(SKILLS):
        things: list[dict[str, Any]] = [
            {
                "id": f"{name}-{number}",
                "title": name,
                "kind": "video",
                "minutes": 4,
                "licence": "CC-BY-4.0",
                "transcript": "x",
            }
            for name in THINGS
        ]
        skills.append(
            {
                "id": f"s{number}",
                "title": f"S{number}",
                "objective": "Do.",
                "templates": [template],
                "resources": things,
            }
        )
    unit = {"id": "u", "title": "U", "summary": "U", "skills": skills}
    return Course.model_validate(
        {
            "format": 1, "id": "made", "title": "Made", "summary": "Made.", "licence": "CC-BY-4.0",
            "authors": ["Chiron"],
            "audience": {"ages": (11, 16)}, "scope": "Made.", "objectives": ["Do"],
            "goals": [{"id": "all", "title": "All", "skills": [skill["id"] for skill in skills]}],
            "flows": {"opening": ["On."], "check_in": ["So?"], "ending": ["Rest."]}, "units": [unit],
        }
    )  # fmt: skip


@dataclass(slots=True)
class Run:
    """What a run counts. ``helps`` is what was learnt so far; offers count by what they are once ``counting``."""

    chance: Random
    counting: bool = False
    known: Helps = NOTHING
    seen: list[Moment] = field(default_factory=list)
    given: Counter[str] = field(default_factory=Counter)
    by_chance: list[float] = field(default_factory=list)
    clicks: dict[str, list[int]] = field(default_factory=dict)
    by_clicks: Counter[str] = field(default_factory=Counter)


class Learner(Rehearsal):
    """Somebody made up, whose offers are decided as in a turn."""

    def __init__(self, made: Course, run: Run) -> None:
        """Nothing is known of them; ability in each skill is drawn."""
        self.run, self.ability = run, {name: run.chance.gauss(-0.8, SPREAD) for name in made.skills}
        frame = Frame(made, "v" * 64, model())

        def new_id() -> UUID:
            return UUID(int=run.chance.getrandbits(128))

        super().__init__(frame, policy("steady"), run.chance, new_id, UUID(int=1), BEGIN)

    def do(self, command: c.Command) -> Any:
        """As at the desk: the offer goes with the turn that led to it."""
        before, setting = self.state, self.setting
        decision = super().do(command)
        added = with_offer(before, decision, setting, self.run.known).drafts[len(decision.drafts) :]
        for draft in added:
            self.append(draft)
            if draft.kind == KIND:
                self._offered(draft)
        return decision

    def _offered(self, draft: Draft) -> None:
        run, body, skill = self.run, draft.body, draft.about.skill if draft.about else None
        names = [*body["because"]["others"], *([body["resource"]] if body["resource"] else [])]
        if run.counting:
            run.by_chance.append(sum(_what(name) in HELPFUL for name in names) / len(names))
            run.by_clicks[_what(max(names, key=lambda name: (_share(run.clicks.get(name, [])), name)))] += 1
        if body["resource"] is None or skill is None:
            return
        what = _what(body["resource"])
        if run.counting:
            run.given[what] += 1
        opens = run.chance.random() < THINGS[what].opened
        run.clicks.setdefault(body["resource"], []).append(int(opens))
        if opens:
            super().do(c.OpenResource("", None, body["resource"], body["offer"]))
            self.when += timedelta(minutes=4)
            super().do(c.LeaveResource("", None, body["resource"], "done", body["offer"]))
            self.ability[skill] += THINGS[what].adds

    def sit(self, skill: str) -> None:
        """A sitting of one skill."""
        self.start("skill", skill)
        while self.state.item is not None:
            self.study()
            self._item(skill)
            self.go_on()

    def _item(self, skill: str) -> None:
        for last in (False, False, True):
            right = last or self.chance.random() < GUESS + (1.0 - GUESS - SLIP) * cdf(self.ability[skill])
            outcome = Outcome.CORRECT if right else Outcome.INCORRECT
            self.respond({"typed": "1"}, Verdict(outcome, "made@1", credit=float(right)))
            if right:
                break
        self.ability[skill] += PRACTISED

    @property
    def events(self) -> list[Event]:
        """The log."""
        nobody = UUID(int=0)
        return [Event(nobody, nobody, nobody, number, draft) for number, draft in enumerate(self.drafts, 1)]


def _what(name: str) -> str:
    return name.rpartition("-")[0]


def _share(told: Sequence[int]) -> float:
    """The share that opened it; one that was never offered comes first, so that each is tried."""
    return sum(told) / len(told) if told else 1.0


def ran(seed: int, told: Progress) -> Run:
    """A school's learners one after the other."""
    run, made = Run(Random(seed)), course()
    for number in range(LEARNERS):
        run.counting = number >= FIRST
        learner = Learner(made, run)
        for day, skill in enumerate(made.skills):
            learner.when = BEGIN + timedelta(days=day)
            learner.sit(skill)
        run.seen += moments(learner.events, made)
        if (number + 1) % EVERY == 0:
            run.known = helps(run.seen, made)
            told(f"{number + 1} learners, {len(run.seen)} moments")
    return run


SEEDS = (1, 2, 3)


@benchmark(
    "resources.helpful",
    "Things to read and see, made up: of the offers after 160 learners, the share that goes to those that truly help;"
    " against the thing that most people open",
    "share",
    goal=Goal(0.7, at="least"),
    reference="what would be offered by clicks",
)
def helpful(told: Progress) -> Figure:
    """Three schools of 320 learners."""
    ours, clicks, chance, given = [], [], [], Counter[str]()
    for seed in SEEDS:
        run = ran(seed, told)
        ours.append(sum(run.given[name] for name in HELPFUL) / run.given.total())
        clicks.append(sum(run.by_clicks[name] for name in HELPFUL) / run.by_clicks.total())
        chance.append(sum(run.by_chance) / len(run.by_chance))
        given += run.given
    rows = ", ".join(f"{name} {count / given.total():.2f}" for name, count in given.most_common())
    each = ", ".join(f"{value:.2f}" for value in ours)
    note = f"by chance {sum(chance) / len(chance):.3f}; schools {each}; offers by what they are: {rows}"
    return Figure(sum(ours) / len(ours), sum(clicks) / len(clicks), note)


STATES = 10_000


@benchmark(
    "resources.unready",
    "Offers of something whose skill's prerequisites the policy does not hold to be known, in 10,000 states drawn by"
    " chance (half by each policy; in a graph of 12 skills with 30 things for one to three of them)",
    "offers",
    goal=Goal(0),
)
def unready(told: Progress) -> Figure:
    """States of any kind: beliefs, evidence, time left. What is needed is looked up beside what decides."""
    chance = Random(1)
    made, known = tangled(chance), model()
    wrong, came = 0, 0
    for number in range(STATES):
        by = policy(("steady", "gain")[number % 2])
        view = CourseView(made, known, believed(made, chance), hours=Hours(left=chance.choice([None, 3.0, 20.0])))
        skill = chance.choice(list(made.skills))
        shown = view.skills(BEGIN)
        for one in candidates(view, by, Asked(skill, BEGIN, "en", {})):
            came += 1
            needed = {place for name in one.skills for place in made.skills[name].prerequisites}
            wrong += any(shown[place].likely < 0.7 or shown[place].low < 0.45 for place in needed)
        if number % 2_500 == 2_499:
            told(f"{number + 1} states, {came} candidates")
    return Figure(wrong, None, f"{came} candidates in {STATES} states")


def tangled(chance: Random) -> Course:
    """Twelve skills that need earlier ones, and thirty things for some of them each."""
    body = course().model_dump(mode="json", exclude_defaults=True)
    first = {name: value for name, value in body["units"][0]["skills"][0].items() if name != "resources"}
    names = [f"k{number}" for number in range(12)]
    skills = []
    for number, name in enumerate(names):
        needs = chance.sample(names[:number], min(number, chance.randint(0, 3)))
        skills.append({**first, "id": name, "prerequisites": needs, "difficulty": chance.uniform(-1, 1)})
    for number in range(30):
        at, *others = chance.sample(range(12), chance.randint(1, 3))
        thing = {
            "id": f"r{number}",
            "title": "R",
            "kind": "page",
            "minutes": chance.randint(1, 25),
            "licence": "CC0-1.0",
        }
        skills[at].setdefault("resources", []).append({**thing, "skills": [names[other] for other in others]})
    body["units"][0]["skills"] = skills
    body["goals"][0]["skills"] = names
    return Course.model_validate(body)


def believed(made: Course, chance: Random) -> dict[str, Estimate]:
    """Anything may be believed of a learner."""
    found = {}
    for name in made.skills:
        if chance.random() < 0.8:
            usual = model().estimate(made, name, {}, BEGIN)
            variance = chance.uniform(0.05, 0.95) * usual.base_variance
            found[name] = replace(
                usual, mean=chance.uniform(-1.5, 3.5), variance=variance, evidence=chance.randint(1, 20)
            )
    return found
