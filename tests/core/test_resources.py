"""When something to read or see may be offered, with what chance, and what is learnt from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from statistics import mean
from typing import Any
from uuid import UUID

import pytest

from chiron.core.learning import commands as c
from chiron.core.learning.aids import Used
from chiron.core.learning.course import Course
from chiron.core.learning.decide import offers
from chiron.core.learning.decide.offers import KIND, with_offer
from chiron.core.learning.fitted.helps import Moment, helps, moments
from chiron.core.learning.mastery import Estimate, model
from chiron.core.learning.policies import policy
from chiron.core.learning.policies.view import CourseView, Hours
from chiron.core.learning.resources.choosing import NOTHING_AT_LEAST, Asked, candidates, weighed
from chiron.core.learning.resources.helping import NOTHING, Belief, Helps, Known, chances
from chiron.core.words import Outcome
from tests.core.aids import BOOK, FILM, PAGE, READING, with_aids
from tests.core.changing import Author, History
from tests.core.learner import Learner

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HELPFUL = Helps("helps@1+test", {}, {"balance-film@first": Known(60, 40, 0.3, 0.03, 0.5)})


class Reader(Learner):
    """Ada, to whom things are offered as at the desk; chance falls on ``draws`` where it may."""

    def __init__(self, course: Course, known: Helps = NOTHING, seed: int = 1) -> None:
        super().__init__(course, seed)
        self.known = known

    def do(self, command: c.Command) -> Any:
        before, setting = self.state, self.setting
        decision = super().do(command)
        for draft in with_offer(before, decision, setting, self.known).drafts[len(decision.drafts) :]:
            self.append(draft)
        return decision

    @property
    def weighings(self) -> list[Any]:
        return [draft for draft in self.drafts if draft.kind == KIND]


@pytest.fixture
def falls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance falls on what is likeliest."""
    monkeypatch.setattr(offers, "_drawn", lambda every, _: every[0])


def easy(course: Course) -> Course:
    """The course where a right answer is likely from the start: nothing is offered before it went wrong."""
    body = course.model_dump(mode="json", exclude_defaults=True)
    for skill in body["units"][0]["skills"]:
        skill["difficulty"] = -2.0
    return Course.model_validate(body)


def test_something_is_offered_after_two_answers_that_are_not_yet_right_and_not_before(falls: None) -> None:
    ada = Reader(easy(with_aids()))
    ada.start("skill", "first")
    assert ada.weighings == []
    ada.answer("1")
    assert ada.weighings == []
    ada.answer("2")
    assert ada.state.item is not None
    offer = ada.state.item.offer
    assert offer is not None
    assert (offer.resource, offer.reason) == ("balance-film", "hard:untried")
    assert ada.again() == ada.state


def test_something_is_offered_once_the_hints_are_used_up(falls: None) -> None:
    ada = Reader(easy(with_aids()))
    ada.start("skill", "first")
    for _ in range(3):
        ada.hint()
    assert ada.weighings == []
    ada.hint()
    assert len(ada.weighings) == 1


def test_what_is_offered_after_names_were_passed_on_is_recorded_in_the_names_of_its_version(falls: None) -> None:
    history, course = History(), easy(with_aids())
    ada = Reader(course)
    ada.frame = replace(ada.frame, version=history.publish(course))
    ada.start("skill", "first")
    author = Author(course)
    author.rename("second", "aside")
    author.rename("first", "second")
    version = ada.frame.version
    history.publish(author.course)
    ada.state, ada.frame = history.state(ada.events), history.frame(version)
    ada.answer("1")
    ada.answer("2")
    (told,) = ada.weighings
    assert (told.about.skill, told.body["because"]["skill"]) == ("first", "first")
    assert ada.state == history.state(ada.events), "folding again gives the same"
    assert list(ada.state.weighed) == ["second"], "which is the first of before"


def test_nothing_is_weighed_again_so_soon_nor_in_a_test_nor_for_a_program(falls: None) -> None:
    ada = Reader(easy(with_aids()))
    ada.start("skill", "first")
    ada.answer("1")
    ada.answer("2")
    ada.answer()
    ada.go_on()
    ada.answer("1")
    ada.answer("2")
    assert len(ada.weighings) == 1
    for start in (c.Start("", None, "test", "first"), c.Start("", None, "skill", "first", origin="mcp/1")):
        other = Reader(with_aids())
        other.do(start)
        assert other.weighings == []


def drawn_id(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128))


def test_a_moment_keeps_every_chance_and_they_are_one_in_all() -> None:
    seen = set()
    for number in range(12):
        ada = Reader(with_aids([FILM, PAGE]), seed=number)
        ada.new_id = partial(drawn_id, Random(number))
        ada.start("skill", "first")
        (draft,) = ada.weighings
        because = draft.body["because"]
        others = sum(because["others"].values())
        offered = because["chance"] if draft.body["resource"] else 0.0
        assert others + offered + because["nothing"] == pytest.approx(1.0, abs=0.001)
        assert because["nothing"] >= NOTHING_AT_LEAST - 0.001
        seen.add(draft.body["resource"])
    assert len(seen) > 1


def test_opening_and_leaving_are_no_work_on_the_item_and_bring_back_the_same_step(falls: None) -> None:
    ada = Reader(with_aids())
    ada.start("skill", "first")
    assert ada.state.item is not None
    item, offer = ada.state.item, ada.state.item.offer
    assert offer is not None
    ada.do(c.OpenResource("", None, "balance-film", offer.id))
    before = ada.state.clock
    ada.when += timedelta(minutes=4)
    ada.do(c.LeaveResource("", None, "balance-film", "done", offer.id))
    assert ada.state.clock.item == before.item
    assert ada.state.clock.sitting > before.sitting + 200
    assert ada.state.item is not None
    assert ada.state.item.id == item.id
    assert ada.state.item.offer == replace(offer, put_away=True)
    used = ada.state.used["balance-film"]
    assert (used.how, ada.state.away) == ("done", None)
    assert ada.drafts[-1].body["seconds"] >= 240
    assert ada.again() == ada.state


def test_who_comes_back_without_a_word_has_not_worked_on_the_item_meanwhile(falls: None) -> None:
    ada = Reader(with_aids())
    ada.start("skill", "first")
    ada.do(c.OpenResource("", None, "balance-film"))
    ada.when += timedelta(minutes=4)
    ada.answer("1")
    assert ada.state.away is None
    assert ada.state.clock.item < 100
    assert ada.again() == ada.state


def test_what_was_found_in_a_list_is_no_work_on_the_item_either_but_putting_away_is(falls: None) -> None:
    for how, less in (("done", True), ("put-away", False)):
        ada = Reader(with_aids())
        ada.start("skill", "first")
        ada.when += timedelta(minutes=3)
        ada.do(c.LeaveResource("", None, "balance-film", how))
        assert ada.state.clock.sitting >= 180
        assert (ada.state.clock.item < 60) is less
        assert ada.again() == ada.state


def view_of(course: Course, chance: Random, when: datetime = NOW) -> CourseView:
    """Somebody of whom anything may be believed."""
    estimates = {}
    known = model()
    for name in course.skills:
        if chance.random() < 0.7:
            made = known.estimate(course, name, {}, when)
            variance = chance.uniform(0.1, 0.9) * made.base_variance
            estimates[name] = replace(
                made, mean=chance.uniform(-2, 3), variance=variance, evidence=chance.randint(1, 12)
            )
    return CourseView(course, known, estimates, hours=Hours(left=chance.choice([None, 2.0, 5.0, 30.0])))


def asked(skill: str, used: dict[str, Used] | None = None, language: str = "en") -> Asked:
    return Asked(skill, NOW, language, used or {})


def test_nothing_is_offered_whose_prerequisites_are_missing_in_any_state() -> None:
    both = {**PAGE, "id": "both", "skills": ["third"], "minutes": 5}
    course = with_aids([FILM, both], [PAGE], readings=[READING, {**READING, "id": "far", "skills": ["first", "third"]}])
    chance, came = Random(7), 0
    for name in ("steady", "gain"):
        by = policy(name)
        for _ in range(150):
            view = view_of(course, chance)
            known = view.skills(NOW)
            for skill in course.skills:
                for one in candidates(view, by, asked(skill)):
                    came += 1
                    needed = [p for s in one.skills for p in course.skills[s].prerequisites]
                    assert all(known[p].likely >= 0.7 for p in needed), (one.id, skill)
                    assert one.lasts <= (view.hours.left if view.hours.left is not None else 15.0)
    assert came > 200


def test_another_language_another_level_and_what_was_just_seen_are_not_offered() -> None:
    view = CourseView(with_aids([FILM, {**PAGE, "language": "es"}, {**PAGE, "id": "far", "level": 3}]), model())
    by = policy("steady")
    assert [one.id for one in candidates(view, by, asked("first"))] == ["balance-film"]
    assert [one.id for one in candidates(view, by, asked("first", language="es"))] == ["balance-film", "page"]
    for how, days, free in (("", 2, False), ("", 4, True), ("done", 6, False), ("not-for-me", 20, False)):
        used = {"balance-film": Used(offered=NOW - timedelta(days=days), left=NOW - timedelta(days=days), how=how)}
        assert bool(candidates(view, by, asked("first", used))) is free, (how, days)


def test_what_has_no_id_or_no_skill_is_never_offered() -> None:
    view = CourseView(with_aids([BOOK], readings=[{**READING, "skills": []}]), model())
    assert candidates(view, policy("steady"), asked("first")) == ()


def test_what_helps_is_offered_oftener_and_what_harms_hardly_ever() -> None:
    view = CourseView(with_aids([FILM, PAGE]), model())
    known = Helps(
        "x", {}, {"balance-film@first": Known(60, 40, 0.3, 0.05, 0.5), "page@first": Known(60, 40, -0.2, 0.05, 0.9)}
    )
    may = candidates(view, policy("steady"), asked("first"))
    film, page = (
        next(w for w in weighed(view, may, asked("first"), known) if w.aid.id == n) for n in ("balance-film", "page")
    )
    assert film.chance > 0.8
    assert page.chance < 0.01


def test_what_nobody_tried_is_as_likely_as_not_to_be_better_than_going_on() -> None:
    view = CourseView(with_aids(), model())
    (one,) = weighed(view, candidates(view, policy("steady"), asked("first")), asked("first"), NOTHING)
    assert one.net.mean == pytest.approx(0.0, abs=1e-9)
    assert one.chance == pytest.approx((1 - NOTHING_AT_LEAST) / 2, abs=0.01)


def test_chances_are_those_of_being_best() -> None:
    draws = Random(3)
    beliefs = {"a": Belief(0.1, 0.1), "b": Belief(0.0, 0.2), "c": Belief(-0.1, 0.05)}
    count = dict.fromkeys(beliefs, 0)
    for _ in range(40_000):
        drawn = {name: draws.gauss(*one) for name, one in beliefs.items()}
        best = max(drawn, key=lambda name: drawn[name])
        count[best] += drawn[best] > 0
    for name, chance in chances(beliefs, 0.0).items():
        assert chance == pytest.approx(count[name] / 40_000, abs=0.01), name


def seen(thing: str | None, shown: float, **more: Any) -> Moment:
    told = {"chances": {"balance-film": 0.4, "page": 0.4}, "nothing": 0.2, **more}
    return Moment("first", thing, told["chances"], told["nothing"], shown, told.get("opened", False), 0.02)


def test_few_moments_say_little_and_many_say_what_happened() -> None:
    course = with_aids([FILM, PAGE])
    few = [seen("balance-film", 0.4), seen(None, -0.1)]
    many = [seen("balance-film", 0.3 + 0.01 * (n % 5)) for n in range(200)] + [seen(None, 0.0) for _ in range(100)]
    one, two = helps(few, course), helps(many, course)
    first = one.belief("balance-film", "video", "first", 0.0)
    second = two.belief("balance-film", "video", "first", 0.0)
    assert abs(first.mean) < 0.1
    assert second.mean == pytest.approx(0.32, abs=0.06)
    assert second.spread < first.spread
    assert one.version != two.version
    assert helps(few, course) == one


def test_clicks_never_count_for_a_thing() -> None:
    course = with_aids([FILM, PAGE])
    chance = Random(5)
    shown = [chance.gauss(0.1, 0.3) for _ in range(60)]
    loved = [seen("balance-film", value, opened=True) for value in shown] + [seen(None, 0.0) for _ in range(40)]
    left = [seen("balance-film", value) for value in shown] + [seen(None, 0.0) for _ in range(40)]
    one, two = helps(loved, course).things, helps(left, course).things
    assert one["balance-film@first"].help == two["balance-film@first"].help
    assert one["balance-film@first"].taken > two["balance-film@first"].taken


def test_offering_more_to_those_who_do_well_does_not_deceive() -> None:
    """Learners who do well (+.3) get it nine times in ten, the others once in ten; it does nothing for either."""
    course, chance, told = with_aids([FILM]), Random(11), list[Moment]()
    for _ in range(4000):
        well = chance.random() < 0.5
        share = 0.85 if well else 0.15
        given = chance.random() < share
        shown = (0.3 if well else 0.0) + chance.gauss(0, 0.2)
        told.append(Moment("first", "balance-film" if given else None, {"balance-film": share}, 1 - share, shown))
    naive = mean(m.shown for m in told if m.thing) - mean(m.shown for m in told if not m.thing)
    assert naive > 0.15
    assert abs(helps(told, course).things["balance-film@first"].help) < 0.03


def test_a_log_tells_what_was_answered_next_and_not_the_item_that_was_hard(falls: None) -> None:
    ada = Reader(easy(with_aids()))
    ada.start("skill", "first")
    ada.answer("1")
    ada.answer("2")
    ada.answer()
    assert moments(ada.events, ada.frame.course) == []
    for right in (True, False, True):
        ada.go_on()
        while ada.state.item is not None and not ada.state.item.finished:
            ada.answer(None if right else "1")
            right = True
    (one,) = moments(ada.events, ada.frame.course)
    assert one.thing == "balance-film"
    expected = ada.weighings[0].body["because"]["expected"]
    assert -expected < one.shown < 1.0 - expected


def test_one_learner_weighs_no_more_than_a_few_moments_in_a_skill(falls: None) -> None:
    ada = Reader(easy(with_aids()))
    ada.start("skill", "first")
    for said in ("1", "2", None):
        ada.answer(said)
    ada.go_on()
    while ada.state.item is not None and not ada.state.item.finished:
        ada.answer()
    assert len(moments(ada.events, ada.frame.course)) == 1
    often = [event for event in ada.events for _ in range(30 if event.kind == KIND else 1)]
    assert len(moments(often, ada.frame.course)) == 5


def test_a_help_that_is_known_is_said_and_an_unsure_one_is_not(falls: None) -> None:
    ada = Reader(with_aids(), HELPFUL)
    ada.start("skill", "first")
    assert ada.weighings[0].body["reason"] == "new:helped"
    vague = Helps("x", {}, {"balance-film@first": Known(2, 1, 0.1, 0.4, 0.5)})
    ben = Reader(with_aids(), vague)
    ben.start("skill", "first")
    assert ben.weighings[0].body["reason"] == "new:unsure"


def test_estimates_and_outcomes_are_not_moved_by_opening() -> None:
    ada = Reader(with_aids())
    ada.start("skill", "first")
    before: dict[str, Estimate] = ada.state.estimates
    ada.do(c.OpenResource("", None, "balance-film"))
    ada.do(c.LeaveResource("", None, "balance-film", "done", "", 10_000_000, 7.0))
    assert ada.state.estimates == before
    assert (ada.drafts[-1].body["seconds"], ada.drafts[-1].body["share"]) == (86_400, 1.0)
    assert Outcome.CORRECT not in [a.outcome for s in ada.state.skills.values() for a in s.trace]
