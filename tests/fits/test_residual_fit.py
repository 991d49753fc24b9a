"""Fitting the residual learner: it finds what the explainable part lacks, and stays off where there is nothing."""

import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import lightgbm
import numpy as np
import pytest

from chiron.core.learning.residual import History, Residual, chance, fold, read, total, written
from chiron.engine.fits.copies import groups, without_copies_of
from chiron.engine.fits.residual import (
    Choice,
    Missing,
    Settings,
    choose,
    explainable,
    fit,
    folds_of,
    grown,
    held_out,
    out_of_fold,
)
from chiron.engine.fits.residual_tables import coded, tables

QUICK = Settings(rounds=60, rate=0.1, leaves=8, least=60)


@dataclass(frozen=True)
class Said:
    item: str
    skills: tuple[str, ...]
    right: bool
    when: float | None = None


Log = dict[str, list[Said]]


def quiet(_: str) -> None:
    """Say nothing."""


def walked(learners: int, answers: int, more: Callable[[list[Said], str, str], float], seed: int = 3) -> Log:
    """Learners of normal ability on items of normal ease in four skills; ``more`` adds to the logit of the next."""
    chances = random.Random(seed)
    ease = {f"{skill}-{n}": chances.gauss(0.3, 0.8) for skill in "abcd" for n in range(8)}
    log: Log = {}
    for number in range(learners):
        ability, told = chances.gauss(0, 0.8), list[Said]()
        for _ in range(answers):
            item = chances.choice(list(ease))
            logit = ability + ease[item] + more(told, item, item[0])
            told.append(Said(item, (item[0],), chances.random() < chance(logit)))
        log[f"learner {number}"] = told
    return log


def nothing(told: list[Said], item: str, skill: str) -> float:
    """Ability and ease alone: what the base knows already."""
    return 0.0


def moods(told: list[Said], item: str, skill: str) -> float:
    """Skills go in pairs: after a wrong answer in one of a and b the other is hard; c and d know nothing of it."""
    last = next((one for one in reversed(told) if one.skills[0] in "ab"), None)
    return 0.0 if last is None or skill not in "ab" else 1.6 if last.right else -1.6


@pytest.fixture(scope="module")
def found() -> tuple[Log, Choice]:
    log = walked(130, 70, moods)
    return log, choose(log, settings=QUICK, say=quiet)


def test_it_is_switched_on_where_there_is_structure_that_the_base_lacks(found: tuple[Log, Choice]) -> None:
    _, choice = found
    assert choice.gain.on, choice.gain.reasons
    assert choice.gain.low > 0.005
    assert choice.residual is not None
    assert len(choice.residual.learners) == 130


def test_a_small_course_is_judged_on_all_of_its_learners() -> None:
    told = walked(25, 30, moods)
    gain = choose(told, settings=replace(QUICK, rounds=5), say=quiet).gain
    assert (gain.learners, gain.answers) == (25, 750)


def test_it_predicts_learners_whom_it_never_saw(found: tuple[Log, Choice]) -> None:
    residual = found[1].residual
    assert residual is not None
    ups, downs = [], []
    for answers in walked(40, 70, moods, seed=9).values():
        h = History()
        for place, answer in enumerate(answers):
            said = residual.correction(h, answer, 0.0)
            if place > 20 and answers[place - 1].skills[0] in "ab" and answer.skills[0] in "ab":
                (ups if answers[place - 1].right else downs).append(said)
            fold(h, answer, residual.tables)
    assert sum(ups) / len(ups) > 0.4
    assert sum(downs) / len(downs) < -0.4


def test_it_is_left_off_where_there_is_no_more_to_know() -> None:
    choice = choose(walked(130, 70, nothing), settings=QUICK, say=quiet)
    assert not choice.gain.on
    assert choice.residual is None
    assert choice.gain.reasons


def test_it_corrects_the_explainable_part_and_no_other_logit() -> None:
    log = walked(60, 40, moods)
    residual = fit(log, explainable(), QUICK, quiet)
    answers = next(iter(walked(1, 40, moods, seed=5).values()))
    held = held_out(residual, answers, explainable()(log))
    h = History()
    for one, answer in zip(held, answers, strict=True):
        assert one.corrected == pytest.approx(one.base + residual.correction(h, answer, one.base))
        residual.fold(h, answer)
    assert any(abs(one.corrected - one.base) > 0.1 for one in held)


def test_the_trees_say_what_lightgbm_says_to_a_millionth() -> None:
    log = walked(40, 40, moods)
    array = coded(log)
    rows, bases = out_of_fold(log, array, None, QUICK, quiet)
    how = {"objective": "binary", "num_leaves": 20, "use_missing": False, "num_threads": 1, "verbose": -1, "seed": 1}
    booster = lightgbm.train(how, lightgbm.Dataset(rows, array.right, init_score=bases), 50)
    trees = grown(booster.dump_model())
    theirs = booster.predict(rows, raw_score=True)
    ours = [total(trees, row) for row in rows.tolist()]
    assert np.ptp(theirs) > 1
    assert np.max(np.abs(theirs - ours)) < 1e-6
    kept = read(written(Residual(tables(array, np.ones(len(rows), bool)), trees)))
    assert np.max(np.abs(theirs - [total(kept.trees, row) for row in rows.tolist()])) < 1e-6


def test_no_row_of_training_knows_its_own_outcome() -> None:
    log = walked(40, 30, moods)
    who = "learner 7"
    other = {**log, who: [*log[who][:-1], replace(log[who][-1], right=not log[who][-1].right)]}
    places = [n for n, learner in enumerate(log) for _ in log[learner] if learner == who]
    a, _ = out_of_fold(log, coded(log), None, QUICK, quiet)
    b, _ = out_of_fold(other, coded(other), None, QUICK, quiet)
    begin = 30 * places[0]
    assert a[begin : begin + 30].tolist() == b[begin : begin + 30].tolist()
    assert a.tolist() != b.tolist()


def test_the_same_log_gives_the_same_artefact(found: tuple[Log, Choice]) -> None:
    log = walked(30, 20, moods)
    assert written(fit(log, settings=QUICK, say=quiet)) == written(fit(log, settings=QUICK, say=quiet))


def test_skills_without_items_and_combinations_are_fitted() -> None:
    log = {
        who: [Said("", ("a", "b") if n % 3 else ("a",), answer.right) for n, answer in enumerate(answers)]
        for who, answers in walked(40, 30, moods).items()
    }
    known = fit(log, settings=QUICK, say=quiet).tables
    assert not known.items
    assert set(known.skills) == {"a", "a+b"}
    assert set(known.parts) == {"a", "b"}


def test_easy_items_are_found_easy_and_rare_ones_near_the_middle() -> None:
    log = {f"l{n}": [Said("easy", ("a",), True), Said("hard", ("a",), False)] for n in range(30)}
    log["l0"].append(Said("rare", ("a",), True))
    array = coded(log)
    items = tables(array, np.ones(len(array.right), bool)).items
    assert items["easy"].ease > 0.7 > items["rare"].ease > 0 > -0.7 > items["hard"].ease
    assert items["rare"].variance > items["easy"].variance
    assert (items["easy"].n, items["rare"].n) == (30, 1)


@pytest.mark.parametrize(
    "log",
    [
        walked(6, 20, nothing),
        {f"l{n}": [Said("i", ("a",), True)] * 5 for n in range(60)},
    ],
)
def test_too_few_learners_or_one_outcome_alone_is_refused(log: Log) -> None:
    with pytest.raises(ValueError, match=r"learners are too few|same outcome"):
        fit(log, settings=QUICK, say=quiet)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lightgbm", None)
    with pytest.raises(Missing, match=r"chiron-tutor\[fit\]"):
        fit(walked(30, 20, nothing), settings=QUICK, say=quiet)


def test_importing_it_loads_no_heavy_library() -> None:
    heavy = "[name for name in ('lightgbm', 'numpy', 'scipy') if name in sys.modules]"
    told = f"import sys, chiron.engine.fits.residual; print({heavy})"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def copied() -> Log:
    """Twelve learners of the same sixty items; Ben's answers are Ada's in another order, but for one."""
    log = {f"learner {n}": answers for n, answers in enumerate(walked(12, 0, nothing).values())}
    chances = random.Random(4)
    for told in log.values():
        told += [Said(f"item {n}", ("a",), chances.random() < 0.6) for n in range(60)]
    log["Ada"] = [Said(f"item {n}", ("a",), chances.random() < 0.6) for n in range(60)]
    first = log["Ada"][0]
    log["Ben"] = [*reversed(log["Ada"][1:]), replace(first, right=not first.right)]
    return log


def test_copies_are_found_in_any_order_and_classmates_are_not() -> None:
    found = groups(copied())
    assert found["Ben"] == found["Ada"]
    assert len(set(found.values())) == len(found) - 1


def test_copies_share_a_fold_and_leave_the_training_part_together() -> None:
    log = copied()
    for folds in (2, 5, 11):
        parts = folds_of(log, folds)
        assert parts["Ada"] == parts["Ben"]
    train: dict[str, Sequence[Any]] = {who: told for who, told in log.items() if who != "Ben"}
    assert set(without_copies_of(train, ["Ben"], log)) == set(train) - {"Ada"}
