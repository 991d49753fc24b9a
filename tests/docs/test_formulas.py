"""The formulas of docs/explanation/the-learner-model.md, written out as they stand there, give what the code gives.

Where one of these fails, page and code differ: change the page with the code.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import NormalDist, fmean

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS as W

from chiron.core.learning.mastery import Estimate, Gaussian, Observation
from chiron.core.learning.mastery.gaussian import Parameters as Abilities
from chiron.core.learning.memory import FRESH, Recall, due, learnt, recall, review
from chiron.core.learning.memory.recall import SIZE, inputs
from chiron.core.learning.prediction import Parameters, Seen, begin, begun, fresh, predict, step
from chiron.core.learning.prediction.filter import logistic
from chiron.core.learning.residual import Held, gains
from chiron.core.learning.residual.asking import by_chances
from chiron.core.learning.simulate.graphs import world
from chiron.core.learning.trials import Design, Watch

THEN = datetime(2026, 1, 1, tzinfo=UTC)
NORMAL = NormalDist()


@pytest.mark.parametrize("right", [True, False])
def test_mastery_after_one_answer(right: bool) -> None:
    m, v, d, guess, rungs = 0.4, 0.7, 0.2, 0.25, 1
    t = (1 - guess) * 0.5**rungs
    g, s, v = 1 - t, 0.08 * t, v + 0.03
    k, z = 1 - g - s, (m - d) / math.sqrt(1 + v)
    norm, k = (g + k * NORMAL.cdf(z), k) if right else (1 - g - k * NORMAL.cdf(z), -k)
    a = k * NORMAL.pdf(z) / (math.sqrt(1 + v) * norm)
    b = a * a + k * z * NORMAL.pdf(z) / ((1 + v) * norm)
    seen = Observation(float(right), THEN, "item", difficulty=d, guess=guess, hints=rungs)
    after = Gaussian().update(Estimate(m, 0.7, 0.0, 5.0), seen)
    assert after.mean == pytest.approx(m + v * a)
    assert after.variance == pytest.approx(v - v * v * b)


def test_mastery_after_an_answer_of_a_kind_of_which_slips_and_luck_are_known() -> None:
    m, v, guess, slip, luck, practice = 0.4, 0.7, 0.25, 0.03, 0.1, 0.02
    t = (1 - guess) * (1 - luck)
    g, s, v = 1 - t, slip * t, v + 0.03
    k, z = 1 - g - s, m / math.sqrt(1 + v)
    a = k * NORMAL.pdf(z) / (math.sqrt(1 + v) * (g + k * NORMAL.cdf(z)))
    model = Gaussian(Abilities(lapses={"choice": (slip, luck)}, practice=practice))
    after = model.update(Estimate(m, 0.7, 0.0, 5.0), Observation(1.0, THEN, "item", guess=guess, kind="choice"))
    assert after.mean == pytest.approx(m + v * a + practice)


def test_a_template_is_as_hard_as_its_chance_says() -> None:
    course, _ = world({"s0": []}, Random(0), 0, 0)
    names = [template.id for template in course.skills["s0"].templates]
    m, v, p = 0.3, 0.6, 0.81
    seen = by_chances(course, "s0", Estimate(m, v, 0.0, 1.0), lambda _: dict.fromkeys(names, p))
    assert len(names) > 1
    hard = m - math.sqrt(1 + v) * NORMAL.inv_cdf(p)
    assert [template.difficulty for template in seen.skills["s0"].templates] == pytest.approx([hard] * len(names))


@pytest.mark.parametrize(("answered", "asked", "right", "r"), [
    ("s1", "s0", True, 0.9), ("s1", "s0", False, 0.25), ("s0", "s1", True, 0.3), ("s0", "s1", False, 0.75),
])  # fmt: skip
def test_what_skills_say_of_one_another_a_month_later(answered: str, asked: str, right: bool, r: float) -> None:
    course, _ = world({"s0": [], "s1": ["s0"]}, Random(0), 0, 0)
    model = Gaussian()
    kept = model.update(model.estimate(course, answered, {}, THEN), Observation(float(right), THEN, "item"))
    site = 1 / kept.variance - 1 / kept.base_variance
    mu = (kept.mean / kept.variance - kept.base_mean / kept.base_variance) / site
    tau, b = 1 / site + 0.004 * 30, -0.3
    precision = 1 / 0.3 + 1 / (1 + tau)
    general, doubt = (mu - b) / (1 + tau) / precision, 1 / precision
    gain = 1 / (1 + tau + doubt)
    own, c = gain * (mu - b - general), 1 - r * r + r * r * (1 - gain)
    found = model.estimate(course, asked, {answered: kept}, THEN + timedelta(days=30))
    assert found.mean == pytest.approx(b + general + (r * own / c) / (1 + (1 / c - 1)))
    assert found.variance == pytest.approx(c + doubt)


def test_memory_by_fsrs() -> None:
    factor, when = 0.9 ** (-1 / W[20]) - 1, THEN
    memory = review(None, 3, when)
    s, d = W[2], W[4] - math.exp(W[5] * 2) + 1
    for r, days in ((3, 2.5), (1, 3.4), (2, 1.7), (3, 0.3), (1, 0.2)):
        kept = (1 + factor * days / s) ** -W[20]
        if days < 1:
            grown = math.exp(W[17] * (r - 3 + W[18])) * s ** -W[19]
            after = s * (max(grown, 1) if r >= 2 else grown)
        elif r == 1:
            lost = W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * math.exp(W[14] * (1 - kept))
            after = min(lost, s * math.exp(-W[17] * W[18]))
        else:
            h = W[15] if r == 2 else 1
            after = s * (1 + math.exp(W[8]) * (11 - d) * s ** -W[9] * (math.exp(W[10] * (1 - kept)) - 1) * h)
        d = W[7] * (W[4] - math.exp(W[5] * 3) + 1) + (1 - W[7]) * (d - W[6] * (r - 3) * (10 - d) / 9)
        s, d, when = after, min(max(d, 1), 10), when + timedelta(days=days)
        memory = review(memory, r, when)
        assert (memory.stability, memory.difficulty) == pytest.approx((s, d))


def test_the_learners_own_curve() -> None:
    memory, when = review(None, 3, THEN), THEN + timedelta(days=3.3)
    x = inputs(memory, when)
    w = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    p = [[0.25 * (i == j) for j in range(SIZE)] for i in range(SIZE)]
    head: Recall = FRESH
    for y in (1, 0, 1):
        px = [sum(a * b for a, b in zip(row, x, strict=True)) for row in p]
        v, said = (
            sum(a * b for a, b in zip(px, x, strict=True)),
            logistic(sum(a * b for a, b in zip(w, x, strict=True))),
        )
        q = said * (1 - said)
        w = [each + a * (y - said) / (1 + q * v) for each, a in zip(w, px, strict=True)]
        p = [
            [p[i][j] - px[i] * px[j] * q / (1 + q * v) + 1e-5 * 0.25 * (i == j) for j in range(SIZE)]
            for i in range(SIZE)
        ]
        head = learnt(head, memory, bool(y), when)
    assert head.weights == pytest.approx(w)
    px = [sum(a * b for a, b in zip(row, x, strict=True)) for row in p]
    v = sum(a * b for a, b in zip(px, x, strict=True))
    logit = sum(a * b for a, b in zip(w, x, strict=True))
    assert recall(head, memory, when) == pytest.approx(logistic(logit / math.sqrt(1 + math.pi * v / 8)))
    assert due(FRESH, memory) == memory.due


@pytest.mark.parametrize("credit", [1.0, 0.0, 0.4])
def test_the_prediction_after_one_answer(credit: float) -> None:
    model: Parameters = begun(fresh({"a": 0.3}))
    before, seen = begin(), Seen("", ("a",), credit, guess=0.25, hints=1)
    t = 0.75 * 0.5
    ours = [0.25, 0.25 + 4.0, 0.3, 0.4 + 0.5]  # general; course with the base's; form; skill with its easiness's
    theirs = 1e-4 + 0.05 * 1.5**2  # no item, the skill's pace; the edges weigh 0 here
    eta, variance = 0.8 - 1.7 * 0.3, sum(ours) + theirs

    def told(e: float) -> float:
        chance = 1 - t + t * logistic(e)
        return credit * math.log(chance) + (1 - credit) * math.log(1 - chance)

    at, h = eta / math.sqrt(1 + math.pi * variance / 8), 1e-4
    a = (told(at + h) - told(at - h)) / (2 * h)
    w = max(0.0, -(told(at + h) - 2 * told(at) + told(at - h)) / h**2)
    after = step(before, model, seen)
    skill = after.skills["a"]
    means = [after.general.mean, after.course.mean, after.form.mean, skill.mean]
    variances = [after.general.variance, after.course.variance, after.form.variance, skill.variance]
    assert means == pytest.approx([v * a / (1 + w * variance) for v in ours], rel=1e-5)
    assert variances == pytest.approx([v - v * v * w / (1 + w * variance) for v in ours], rel=1e-5)


def test_the_terms_sum_to_the_logit() -> None:
    said = predict(begin(), begun(fresh({"a": 0.3})), Seen("", ("a",), 1.0, guess=0.25))
    assert said.chance == pytest.approx(logistic(sum(term.value for term in said.terms)))


def test_what_switches_the_residual_learner_on() -> None:
    chance = Random(3)
    held = {str(n): [Held(0.0, chance.gauss(0, 1), chance.random() < 0.5) for _ in range(n + 20)] for n in range(30)}

    def loss(logit: float, right: bool) -> float:
        return -math.log(logistic(logit) if right else 1 - logistic(logit))

    sums = [(sum(loss(a.base, a.right) - loss(a.corrected, a.right) for a in own), len(own)) for own in held.values()]
    n, k = sum(count for _, count in sums), len(sums)
    saved = sum(d for d, _ in sums) / n
    half = 1.96 * math.sqrt(k / (k - 1) * sum((d - saved * count) ** 2 for d, count in sums)) / n
    found = gains(held)
    assert (found.saved, found.high - found.saved) == pytest.approx((saved, half))
    assert not found.on


def test_where_a_trial_stands() -> None:
    chance, watch, least = Random(1), Watch(Design(("a", "b"))), 1.0
    arms: tuple[list[float], list[float]] = ([], [])
    for turn in range(80):
        arm = turn % 2
        arms[arm].append(chance.gauss(0.6 * arm, 1))
        watch = watch.told("ab"[arm], arms[arm][-1])
        if min(map(len, arms)) < 15:
            assert watch.read().p == 1
            continue
        squares = [sum((y - fmean(own)) ** 2 for y in own) for own in arms]
        pooled = sum(squares) / (len(arms[0]) + len(arms[1]) - 2)
        v = sum((ss + pooled) / len(own) / len(own) for ss, own in zip(squares, arms, strict=True))
        tau, d = 0.4**2 * pooled, fmean(arms[1]) - fmean(arms[0])
        ratio = math.sqrt(v / (v + tau)) * math.exp(tau * d * d / (2 * v * (v + tau)))
        least = min(least, 1 / ratio)
        half = math.sqrt(2 * v * (v + tau) / tau * (math.log((v + tau) / v) / 2 - math.log(0.05)))
        found = watch.read()
        assert (found.p, found.low, found.high) == pytest.approx((least, d - half, d + half))
