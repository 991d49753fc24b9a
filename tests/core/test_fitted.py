"""Fitting a course to its log: what it finds out, what it leaves alone, and what is said of it."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.json import decode, encode

from chiron.core.events import Event
from chiron.core.learning.course import Course
from chiron.core.learning.fitted import gaussian, scoring
from chiron.core.learning.fitted.learning import PRIOR_SD
from chiron.core.learning.fitted.parameters import course_of, from_json, model_of, to_json, unfitted
from chiron.core.learning.fitted.report import FEWEST_LEARNERS, Report, before, compared, gaps, split
from chiron.core.learning.fitted.report import from_json as report_from_json
from chiron.core.learning.fitted.report import to_json as report_to_json
from chiron.core.learning.fitted.responses import History, history
from chiron.core.learning.memory import prior_of
from tests.core.tiny import tiny
from tests.fits.made_up import TRUE, drafts

SCHOOL = UUID(int=2)


def histories(course: Course, learners: int, count: int = 60, seed: int = 1) -> list[History]:
    chance, made = Random(seed), []
    for who in range(learners):
        told = list(drafts(course, "v" * 64, chance, count))
        events = [Event(UUID(int=n), SCHOOL, UUID(int=who), n, draft) for n, draft in enumerate(told, 1)]
        made.append(history(f"learner {who}", events, course))
    return made


def judged(course: Course, many: list[History], groups: dict[str, dict[str, str]] | None = None) -> Report:
    until = split(many)
    assert until is not None
    trial, usual = gaussian.fit(course, before(many, until)), unfitted()
    return compared(
        course,
        many,
        until,
        lambda one: gaussian.predictions(course, trial, one),
        lambda one: gaussian.predictions(course, usual, one),
        gaussian.fit(course, many),
        groups or {},
    )


def test_it_finds_how_hard_items_are_and_is_better_on_later_answers() -> None:
    course, many = tiny(), histories(tiny(), 25)
    found = gaussian.fit(course, many)
    for skill in course.skills:
        one, two, three = (found.templates[f"{skill}/{name}"].difficulty for name in TRUE)
        assert one < two < three
        assert found.templates[f"{skill}/one"].sd < PRIOR_SD
    report = judged(course, many)
    assert report.verdict == "better"
    assert report.low is not None
    assert report.low > 0.01
    assert report.new.log_loss is not None
    assert report.current.log_loss is not None
    assert report.new.log_loss < report.current.log_loss
    assert report.new.auc is not None
    assert report.new.auc > 0.7
    odd = {(item.template, flag) for item in report.items for flag in item.odd}
    assert ("one", "easier") in odd
    assert ("three", "harder") in odd
    assert not any(name == "two" and flag in ("easier", "harder") for name, flag in odd)


def test_without_answers_the_author_is_right_and_few_answers_move_little() -> None:
    course = tiny()
    nothing = gaussian.fit(course, [])
    assert nothing == unfitted()
    assert course_of(course, nothing) is course
    one = gaussian.fit(course, histories(course, 1, 1))
    assert one.answers == 1
    stated = {f"{s}/{t}": course.templates[s, t].difficulty for s, t in course.templates}
    assert all(abs(known.difficulty - stated[name]) < 0.3 for name, known in one.templates.items())
    told = judged(course, histories(course, 1, 2))
    assert told.verdict == "too-few"


def test_where_the_author_was_right_nothing_better_is_claimed() -> None:
    course = tiny()
    made = histories(course, 25)
    fitted = course_of(course, gaussian.fit(course, made))
    told = [[(p, one.right) for p, one in gaussian.replay(fitted, model_of(unfitted(), "x"), h)] for h in made]
    assert scoring.log_loss([pair for one in told for pair in one]) is not None
    report = judged(fitted, histories(fitted, 25, seed=9))
    assert report.verdict in ("no-better", "better")
    assert report.low is not None
    assert report.low < 0.02, "the author's word is nearly right already"


def test_the_fitted_course_differs_in_its_difficulties_alone() -> None:
    course, many = tiny(), histories(tiny(), 8)
    assert len(course.templates) == 9, "what is cached on the course must not go into the copy"
    found = gaussian.fit(course, many)
    fitted = course_of(course, found)
    assert fitted.templates["first", "three"].difficulty == found.templates["first/three"].difficulty
    assert fitted.skills["first"].difficulty == found.skills["first"].difficulty
    assert course.templates["first", "three"].difficulty == 0.3
    plain = course_of(fitted, unfitted())
    assert plain is fitted
    same = fitted.model_dump()
    for unit, old in zip(same["units"], course.model_dump()["units"], strict=True):
        for skill, was in zip(unit["skills"], old["skills"], strict=True):
            skill["difficulty"] = was["difficulty"]
            for template, stated in zip(skill["templates"], was["templates"], strict=True):
                template["difficulty"] = stated["difficulty"]
    assert same == course.model_dump()


def test_parameters_and_report_come_back_as_they_were_kept() -> None:
    course, many = tiny(), histories(tiny(), 8)
    found, report = gaussian.fit(course, many), judged(course, many)
    assert from_json(decode(encode(to_json(found)))) == found
    assert report_from_json(decode(encode(report_to_json(report)))) == report
    assert gaussian.fit(course, many) == found, "the same log gives the same fit"


def test_it_learns_how_memories_begin_and_fade_where_there_are_enough_reviews() -> None:
    course, chance, made = tiny(), Random(8), []
    for who in range(8):
        told = list(drafts(course, "v" * 64, chance, 90, able=2.6))
        events = [Event(UUID(int=n), SCHOOL, UUID(int=who), n, draft) for n, draft in enumerate(told, 1)]
        made.append(history(f"learner {who}", events, course))
    found = gaussian.fit(course, made)
    assert found.reviews >= gaussian.ENOUGH_REVIEWS
    assert found.recall.reviews == found.reviews
    assert found.scales != (1.0, 1.0, 1.0, 1.0)
    prior = prior_of(model_of(found, "x"))
    assert (prior.scales, prior.recall) == (found.scales, found.recall)
    few = gaussian.fit(course, [made[0].before(made[0].responses[40].seen.when)])
    assert few.reviews < gaussian.ENOUGH_REVIEWS
    assert (few.scales, few.recall) == (unfitted().scales, unfitted().recall)


def test_groups_are_told_apart_only_where_they_are_big_enough() -> None:
    chance = Random(2)
    learners = {
        f"l{n}": [(p, chance.random() < (p if n % 2 else 0.5)) for p in (chance.random() for _ in range(60))]
        for n in range(12)
    }
    by = {"language": {who: "en" if int(who[1:]) % 2 else "es" for who in learners}}
    (gap,) = gaps(learners, by)
    assert (gap.one, gap.other) == ("en", "es")
    assert gap.area is not None
    assert gap.area > 0.1, "for one group the model guesses"
    few = {"language": {who: lang for who, lang in by["language"].items() if int(who[1:]) < 2 * FEWEST_LEARNERS - 2}}
    assert gaps(learners, few) == ()
    assert scoring.between([(0.5, True)] * 9, [(0.5, False)] * 9) is None


def test_scores() -> None:
    pairs = [(0.9, True)] * 9 + [(0.9, False)] + [(0.2, False)] * 8 + [(0.2, True)] * 2
    assert scoring.calibration_error(pairs) == pytest.approx(0.0)
    assert scoring.area(pairs) == pytest.approx(
        sum((a > b) + (a == b) / 2 for a, x in pairs for b, y in pairs if x and not y) / 99
    )
    assert scoring.area([(0.5, True)]) is None
    assert scoring.log_loss([]) is None
    assert scoring.paired([1.0]) is None
    low, high = scoring.paired([1.0, 2.0, 3.0, 4.0, 5.0]) or (0, 0)
    assert low == pytest.approx(3 - 1.963, abs=0.02)
    assert high == pytest.approx(3 + 1.963, abs=0.02)
    assert scoring.between(pairs * 9, pairs * 9) == pytest.approx(0.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_scores_are_finite(pairs: list[tuple[float, bool]]) -> None:
    assert all(math.isfinite(x) for x in (scoring.log_loss(pairs) or 0, scoring.calibration_error(pairs) or 0))
    assert sum(count for _, _, count in scoring.calibration(pairs)) == len(pairs)


@given(order=st.randoms(use_true_random=False), twice=st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_log_in_any_order_and_twice_over_is_read_without_failing(order: Random, twice: bool) -> None:
    course = tiny()
    told = list(drafts(course, "v" * 64, Random(4), 12))
    mixed = [*told, *told] if twice else list(told)
    order.shuffle(mixed)
    found = history("a", [Event(UUID(int=n), SCHOOL, UUID(int=1), n, d) for n, d in enumerate(mixed, 1)], course)
    assert len(found.responses) <= 12
    assert len({one.seen.item for one in found.responses}) == len(found.responses), "no answer counts twice"
    times = [one.seen.when for one in found.responses]
    assert times == sorted(times)
    assert found.passed.get("recorded twice", 0) == (24 if twice else 0)
    fitted = gaussian.fit(course, [found])
    assert all(math.isfinite(known.difficulty) and known.sd > 0 for known in fitted.templates.values())


def test_what_the_course_no_longer_has_is_passed_over_and_counted() -> None:
    course = tiny()
    told = list(drafts(course, "v" * 64, Random(4), 30))
    events = [Event(UUID(int=n), SCHOOL, UUID(int=1), n, d) for n, d in enumerate(told, 1)]
    whole = history("a", events, course)
    unit = course.units[0]
    fewer = course.model_copy(update={"units": (unit.model_copy(update={"skills": unit.skills[:1]}),)})
    fewer = Course.model_validate(
        fewer.model_dump() | {"goals": [{"id": "g", "title": "-", "skills": [unit.skills[0].id]}]}
    )
    part = history("a", events, fewer)
    assert 0 < len(part.responses) < len(whole.responses)
    assert {one.skill for one in part.responses} == {unit.skills[0].id}
    assert sum(part.passed.values()) > 0
    assert "of a skill that the course no longer has" in part.passed


def test_a_clock_set_back_is_told_and_takes_no_time_away() -> None:
    course = tiny()
    told = list(drafts(course, "v" * 64, Random(4), 4))
    back = [*told[:4], *(replace(d, server_time=d.server_time - timedelta(days=400)) for d in told[4:])]
    found = history("a", [Event(UUID(int=n), SCHOOL, UUID(int=1), n, d) for n, d in enumerate(back, 1)], course)
    assert found.passed == {"earlier than the event before them: the clock was set back": 4}
    assert len(found.responses) == 4
