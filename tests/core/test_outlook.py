"""Why the next answer is as likely as we say: the parts add up, the trend follows the answers, weak roots are named."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.learning.fitted.responses import Response
from chiron.core.learning.mastery import Observation, SkillView
from chiron.core.learning.outlook import TREND, against, opening, outlook, roots
from chiron.core.learning.prediction import TERMS, Prediction, Term
from chiron.faces.web.outlook import SAYS, TURNS, explained, turned_words
from tests.core.tiny import tiny

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
COURSE = tiny()
SKILLS = list(COURSE.skills)


def told(credits: list[float], skill: str = SKILLS[0], hints: int = 0) -> list[Response]:
    template = next(name for owner, name in COURSE.templates if owner == skill)
    return [
        Response(skill, template, Observation(c, NOW + timedelta(minutes=n), f"{template}#{n}", "s", hints=hints))
        for n, c in enumerate(credits)
    ]


def at(credits: list[float], skill: str = SKILLS[0]) -> float:
    return outlook(told(credits), opening(COURSE), skill, NOW + timedelta(hours=1)).said.chance


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=40))
def test_the_terms_add_up_and_an_answer_moves_the_chance_its_own_way(credits: list[float]) -> None:
    found = outlook(told(credits), opening(COURSE), SKILLS[0], NOW)
    together = sum(term.value for term in found.said.terms)
    assert found.said.chance == pytest.approx(1 / (1 + math.exp(-together)))
    assert 0 < found.if_wrong < found.if_right < 1
    assert found.answers == len(credits)
    assert [when for when, _ in found.trend] == [one.seen.when for one in told(credits)][-TREND:]


def test_right_answers_raise_it_and_wrong_ones_lower_it() -> None:
    assert at([0.0] * 6) < at([]) < at([1.0] * 6)
    assert at([0.0] * 4 + [1.0] * 4) > at([1.0] * 4 + [0.0] * 4)


def test_a_clock_set_back_counts_as_the_last_answer() -> None:
    early = outlook(told([1.0, 0.0]), opening(COURSE), SKILLS[0], NOW - timedelta(days=400))
    assert (
        early.said.chance
        == outlook(told([1.0, 0.0]), opening(COURSE), SKILLS[0], NOW + timedelta(minutes=1)).said.chance
    )


def test_every_term_has_words_both_ways() -> None:
    assert set(SAYS) == {name + sign for name in TERMS for sign in "+-"}


def said(**terms: float) -> Prediction:
    return Prediction(1 / (1 + math.exp(-sum(terms.values()))), tuple(Term(n, v) for n, v in terms.items()))


def test_a_chance_that_moves_against_the_answer_says_by_which_term() -> None:
    before = said(level=0.5, skill=0.2, time=0.0)
    assert against(before, said(level=0.5, skill=0.4, time=-0.9), right=True) == "time"
    assert against(before, said(level=0.9, skill=0.1, time=0.0), right=False) == "level"
    assert against(before, said(level=0.5, skill=0.4, time=-0.1), right=True) is None
    assert against(before, said(level=0.5, skill=0.1, time=0.0), right=False) is None
    assert against(before, said(level=0.499, skill=0.2, time=0.0), right=True) is None, "hardly a change"


def test_every_turn_has_words() -> None:
    assert all(name in TURNS or {f"{name}+", f"{name}-"} <= TURNS.keys() for name in TERMS)
    assert turned_words(None, True) == ""
    assert "3 hints" in turned_words("time", True, 3)
    assert "hint" not in turned_words("time", False, 3)


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0]), st.integers(0, 3)), min_size=2, max_size=15))
def test_no_answer_of_the_trend_moves_against_itself_in_silence(answers: list[tuple[float, int]]) -> None:
    given_ = [told([credit], hints=hints)[0] for credit, hints in answers]
    later = [one._replace(seen=replace(one.seen, when=NOW + timedelta(days=n))) for n, one in enumerate(given_)]
    shown = outlook(later, opening(COURSE), SKILLS[0], NOW).given
    for one, after in pairwise(shown):
        moved = (after.chance - one.chance) * (1 if after.right else -1)
        assert (after.turned is not None) == (moved < -0.005)


def seen(likely: float, evidence: int = 3) -> SkillView:
    return SkillView("estimated", "sure", likely, likely, likely, evidence)


def test_what_a_skill_fails_by_is_the_weak_skill_furthest_down() -> None:
    chain = {name: list(skill.prerequisites) for name, skill in COURSE.skills.items()}
    last = SKILLS[-1]
    below = chain[last]
    assert below, "the tiny course has a skill that builds on another"
    weak = {name: seen(0.3) for name in SKILLS}
    deepest = roots(COURSE, weak, last)
    assert deepest
    assert all(not chain[name] for name in deepest)
    assert roots(COURSE, {**weak, last: seen(0.9)}, last) == ()
    assert roots(COURSE, {**{name: seen(0.9) for name in SKILLS}, last: seen(0.2)}, last) == ()
    assert roots(COURSE, {name: seen(0.3, evidence=0) for name in SKILLS}, last) == ()


def test_pages_say_the_strongest_first_and_leave_nothing_out_of_the_figures() -> None:
    found = outlook(told([0.0] * 5), opening(COURSE), SKILLS[0], NOW)
    why = explained(COURSE, found, {name: seen(0.3) for name in SKILLS})
    assert why.logit == pytest.approx(math.log(found.said.chance / (1 - found.said.chance)))
    assert sum(one.value for one in why.every) == pytest.approx(why.logit)
    assert [abs(one.value) for one in why.worse] == sorted((abs(one.value) for one in why.worse), reverse=True)
    assert why.worse
    assert all(one.points < 0 for one in why.worse)
    assert all(one.points > 0 for one in why.better)


def test_a_day_away_moves_the_chance_far_less_than_the_answers_did() -> None:
    """What ships knows no worth of a pause: the weights of one log must not speak for another's breaks."""
    answers = told([1.0] * 6)
    soon = outlook(answers, opening(COURSE), SKILLS[0], NOW + timedelta(minutes=6)).said.chance
    later = outlook(answers, opening(COURSE), SKILLS[0], NOW + timedelta(days=1)).said.chance
    assert abs(soon - later) < (soon - at([])) / 4
