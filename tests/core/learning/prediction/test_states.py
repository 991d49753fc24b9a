"""What holds of the learner's state and of every prediction, whatever answers come in whatever order."""

from __future__ import annotations

import math
from itertools import pairwise
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.prediction import (
    FEATURES,
    TERMS,
    Learner,
    Next,
    Parameters,
    Seen,
    Settings,
    begin,
    begun,
    features,
    fit,
    fresh,
    predict,
    step,
)

CIRCLE = {"count": ("add",), "add": ("count", "add"), "halve": ("add",)}
COURSE = begun(fresh({"count": -1.0, "add": 0.5}, {"t1": 0.3}, CIRCLE))
names = st.sampled_from(["count", "add", "halve", "gone"])
odd = st.one_of(st.none(), st.floats(-1e9, 1e12), st.sampled_from([math.inf, -math.inf, math.nan]))
answers = st.builds(
    Seen,
    item=st.sampled_from(["", "t1", "t2", "t3"]),
    skills=st.lists(names, max_size=3).map(tuple),
    right=st.one_of(st.sampled_from([0.0, 1.0, 0.5]), st.floats()),
    when=odd,
    guess=st.floats(-1, 2),
    hints=st.integers(-1, 9),
    took=st.one_of(st.none(), st.floats(-1, 1e6)),
    unsure=st.booleans(),
)


def folded(told: list[Seen], parameters: Parameters = COURSE) -> Learner:
    learner = begin()
    for seen in told:
        learner = step(learner, parameters, seen)
    return learner


def beliefs(learner: Learner) -> list[tuple[float, float]]:
    states = [learner.general, learner.course, learner.form, *learner.skills.values()]
    return [(state.mean, state.variance) for state in states]


@given(st.lists(answers, max_size=25), answers)
@settings(max_examples=150)
def test_any_answers_leave_sound_beliefs_and_a_chance(told: list[Seen], following: Seen) -> None:
    learner = folded(told)
    assert all(math.isfinite(mean) and 0 < variance < 10 for mean, variance in beliefs(learner))
    prediction = predict(learner, COURSE, following)
    assert 0.0 < prediction.chance < 1.0
    assert all(math.isfinite(term.value) for term in prediction.terms)
    assert [term.name for term in prediction.terms] == list(TERMS)
    assert math.isclose(1 / (1 + math.exp(-sum(term.value for term in prediction.terms))), prediction.chance)
    assert len(features(learner, COURSE.material, COURSE.settings, following)) == len(FEATURES)


@given(st.lists(answers, max_size=12), answers)
@settings(max_examples=60)
def test_a_step_changes_nothing_that_it_was_given(told: list[Seen], seen: Seen) -> None:
    learner = folded(told)
    before, parameters = msgspec.json.encode(learner), COURSE.json()
    step(learner, COURSE, seen)
    predict(learner, COURSE, seen)
    assert msgspec.json.encode(learner) == before
    assert COURSE.json() == parameters


timely = st.builds(
    Seen,
    item=st.sampled_from(["", "t1", "t2"]),
    skills=st.lists(names, max_size=2, unique=True).map(tuple),
    right=st.sampled_from([0.0, 1.0, 0.5]),
    when=st.one_of(st.none(), st.floats(0, 1e9)),
)


@given(st.lists(timely, max_size=20), st.integers(0, 20))
@settings(max_examples=60)
def test_going_on_from_a_snapshot_is_replaying_the_log(told: list[Seen], cut: int) -> None:
    kept = msgspec.json.encode(folded(told[:cut]))
    live = msgspec.json.decode(kept, type=Learner)
    for seen in told[cut:]:
        live = step(live, COURSE, seen)
    assert msgspec.json.encode(live) == msgspec.json.encode(folded(told))


def test_fifty_thousand_answers_stay_finite_and_fit_into_a_snapshot() -> None:
    chance, learner = Random(4), begin()
    for place in range(50_000):
        skill = f"k{place % 30}"
        right = float(chance.random() < 0.9)
        learner = step(learner, COURSE, Seen(f"t{chance.randrange(5_000)}", (skill,), right, 60.0 * place))
    assert learner.answers == 50_000
    assert all(math.isfinite(mean) and variance > 0 for mean, variance in beliefs(learner))
    assert len(learner.items) == 1_000
    assert len(msgspec.json.encode(learner)) < 100_000
    assert 0.5 < predict(learner, COURSE, Next("t1", ("k1",))).chance < 1.0


def chances_after(outcomes: str) -> float:
    learner = folded([Seen(f"t{n}", ("add",), float(mark)) for n, mark in enumerate(outcomes)])
    return predict(learner, COURSE, Next("new", ("add",))).chance


def test_right_answers_raise_the_chance_and_wrong_ones_lower_it() -> None:
    assert chances_after("000000") < chances_after("0") < chances_after("1") < chances_after("111111")


def test_a_hundred_wrong_and_five_right_are_not_mastery() -> None:
    assert chances_after("0" * 100 + "1" * 5) < chances_after("1" * 20) - 0.1


def test_a_hint_and_a_likely_guess_weaken_what_a_right_answer_says() -> None:
    plain = folded([Seen("t2", ("add",), 1.0)]).skills["add"].mean
    hinted = folded([Seen("t2", ("add",), 1.0, hints=2)]).skills["add"].mean
    guessed = folded([Seen("t2", ("add",), 1.0, guess=0.5)]).skills["add"].mean
    hasty = folded([Seen("t2", ("add",), 1.0, took=0.5)]).skills["add"].mean
    assert 0 < hinted < plain
    assert 0 < guessed < plain
    assert 0 < hasty < plain


def test_i_do_not_know_says_more_than_a_wrong_answer_that_may_be_a_slip() -> None:
    slips = begun(settings=Settings(slip=0.1, base=0.01, skills=0.01, items=0.01))  # a course that is known
    wrong = folded([Seen("t2", ("add",), 0.0)], slips).skills["add"].mean
    unsure = folded([Seen("t2", ("add",), 0.0, unsure=True)], slips).skills["add"].mean
    assert unsure < wrong < 0


def test_a_wrong_answer_says_the_same_however_easy_it_was_to_guess() -> None:
    plain = folded([Seen("t2", ("add",), 0.0)]).skills["add"].mean
    guessed = folded([Seen("t2", ("add",), 0.0, guess=0.5)]).skills["add"].mean
    assert math.isclose(plain, guessed, rel_tol=1e-6)


def test_what_is_known_falls_back_towards_the_usual_with_time() -> None:
    told = [Seen(f"t{n}", ("add",), 1.0, 60.0 * n) for n in range(8)]
    day = 86_400.0
    learner, following = folded(told), FEATURES.index("skill")
    later = [
        features(learner, COURSE.material, COURSE.settings, Next("t9", ("add",), day * days))[following]
        for days in (1, 30, 300)
    ]
    assert all(sooner > after > 0 for sooner, after in pairwise(later))
    before = learner.skills["add"].variance
    assert step(learner, COURSE, Seen("t9", ("add",), 1.0, 300 * day)).skills["add"].variance > before


def test_a_new_skill_begins_with_what_its_neighbours_tell() -> None:
    after = folded([Seen(f"t{n}", ("add",), 1.0) for n in range(8)])
    near = features(after, COURSE.material, COURSE.settings, Next("", ("halve",)))[FEATURES.index("skill")]
    far = features(after, COURSE.material, COURSE.settings, Next("", ("gone",)))[FEATURES.index("skill")]
    assert near > far == 0.0


def test_guessing_lifts_the_chance_above_itself_and_is_a_term_of_its_own() -> None:
    learner = folded([Seen("t2", ("add",), 0.0)] * 20)
    free, guessed = (predict(learner, COURSE, Next("t2", ("add",), None, guess)) for guess in (0.0, 0.25))
    assert free.chance < 0.25 < guessed.chance
    assert math.isclose(dict(guessed.terms)["guess"], guessed.logit - free.logit, rel_tol=1e-6)


def test_the_authors_word_decides_before_anybody_answers() -> None:
    material = fresh({"easy": -1.0, "hard": 1.0}, {"harder": 1.0})
    course, learner = begun(material), begin()
    easy, hard, harder = (
        predict(learner, course, Next(item, (skill,))).chance
        for item, skill in (("", "easy"), ("", "hard"), ("harder", "hard"))
    )
    assert harder < hard < easy


def test_one_learner_with_one_answer_is_a_fit() -> None:
    found = fit({"Ada": [Seen("t1", ("add",), 1.0)]}, COURSE)
    assert found.learners == ("Ada",)
    assert found.answers == 1
    assert 0 < predict(begin(), found, Next("t1", ("add",))).chance < 1


def test_where_nobody_told_of_a_course_the_own_answers_do() -> None:
    """What is not known of the course is the learner's to tell; in a known course the same answers tell less."""
    known = begun(settings=Settings(base=0.01, skills=0.01))
    wrong = [Seen(f"t{n}", ("add",), 0.0) for n in range(4)]
    assert folded(wrong, begun()).course.mean < folded(wrong, known).course.mean - 0.3
    assert folded(wrong, begun()).skills["add"].mean < folded(wrong, known).skills["add"].mean < 0
    others = [*wrong, Seen("t9", ("count",), 0.0)]
    assert folded(others, begun()).skills["count"].variance > folded(others, known).skills["count"].variance + 0.2
