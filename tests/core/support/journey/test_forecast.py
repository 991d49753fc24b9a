"""What is learnt of what comes next."""

from __future__ import annotations

import json
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
import pytest

from chiron.core.errors import InvalidInput
from chiron.core.support.journey import forecast
from chiron.core.support.journey.boosting import Growing, grown, softmax
from chiron.core.support.journey.contexts import counted
from chiron.core.support.journey.features import CODED, LOOKED, row, words_of
from chiron.core.support.journey.forecast import Forecast, fit, next_step
from chiron.core.support.journey.packed import FORMAT, packed, unpacked
from chiron.core.support.journey.traces import Step, Trace
from tests.core.support.journey.walks import trace

SMALL = Growing(rounds=30, rate=0.2, depth=3, least=5)


def shop(many: int, seed: int) -> list[Trace]:
    """After ``wait`` a customer who has waited for days complains; how long it was cannot be told from the steps."""
    chance, traces = Random(seed), []
    for number in range(many):
        slow = chance.random() < 0.4
        start, gap = chance.random() * 5000, timedelta(days=5) if slow else timedelta(hours=2)
        found = trace(f"see {'buy' if chance.random() < 0.5 else 'ask'} wait", f"c{number}", 1, start)
        last = found.steps[-1]
        moved = Step(last.at + gap, last.key, last.activity)
        end = Step(moved.at + timedelta(hours=1), "end", "complain" if slow else "thank")
        traces.append(Trace(found.who, (*found.steps[:-1], moved, end)))
    return traces


MODEL = fit(shop(300, 1), SMALL)


def ask(days: float) -> Forecast:
    found = trace("see buy wait")
    last = found.steps[-1]
    return next_step(MODEL, Trace("x", (*found.steps[:-1], Step(last.at + timedelta(days=days), "w", "wait"))))


def test_time_tells_what_the_steps_do_not() -> None:
    slow, fast = ask(5), ask(0.08)
    assert slow.steps[0].activity == "complain"
    assert fast.steps[0].activity == "thank"
    assert min(slow.confidence, fast.confidence) > 0.8
    assert slow.ends < 0.1
    assert MODEL.forest is not None


def test_chances_sum_to_one_and_the_likeliest_is_first() -> None:
    found = ask(1)
    assert sum(step.chance for step in found.steps) == pytest.approx(1)
    assert [step.chance for step in found.steps] == sorted((step.chance for step in found.steps), reverse=True)
    assert found.met > 100


def test_after_the_last_step_the_end_is_told() -> None:
    ended = next_step(MODEL, shop(1, 5)[0])
    assert ended.ends > 0.9


def test_the_order_of_the_traces_and_the_machine_change_nothing() -> None:
    shuffled = shop(300, 1)
    Random(3).shuffle(shuffled)
    again = fit(shuffled, SMALL)
    asked = [trace("see buy wait"), trace("see")]
    spans = [range(1, 4), range(1, 2)]
    assert np.array_equal(MODEL.chances(asked, spans), again.chances(asked, spans))


def test_what_was_never_met_and_what_has_not_begun() -> None:
    strange = next_step(MODEL, trace("dance sing"))
    assert strange.met == 0
    assert sum(step.chance for step in strange.steps) == pytest.approx(1)
    assert next_step(MODEL, Trace("x")) == Forecast((), 0.0, 0)
    assert next_step(MODEL, Trace("x")).confidence == 0.0


def test_few_traces_are_counted_only() -> None:
    model = fit([trace("a b c", "x"), trace("a b d", "y"), trace("a b c", "z")])
    assert model.forest is None
    found = next_step(model, trace("a b"))
    assert [step.activity for step in found.steps[:2]] == ["c", "d"]
    with pytest.raises(ValueError, match="No trace"):
        fit([trace("a")])


def test_an_open_journey_is_no_end() -> None:
    going = [Trace(str(number), trace("a b", every=2).steps, open=True) for number in range(20)]
    assert (
        next_step(fit(going), trace("a b")).ends
        < next_step(fit([trace("a b", str(n)) for n in range(20)]), trace("a b")).ends
    )


def test_nothing_in_a_row_looks_ahead() -> None:
    codes, times = [1, 2, 2, 3], [0.0, 10.0, 20.0, 99.0]
    assert row(codes[:3], times[:3]) == row([*codes[:3]], [*times[:3]])
    words = words_of([trace("a b b c")])
    long, short = trace("a b b c"), trace("a b")
    assert forecast.prefixes(long, words, range(1, 3)) == forecast.prefixes(short, words, range(1, 3))


def test_more_activities_than_codes_share_the_last() -> None:
    traces = [trace(" ".join(f"a{(number + place) % 90}" for place in range(6)), f"t{number}") for number in range(90)]
    model = fit(traces, Growing(rounds=3))
    found = next_step(model, traces[0])
    assert len(found.steps) == CODED - 1
    assert sum(step.chance for step in found.steps) < 1


def test_of_a_long_log_the_latest_is_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecast, "MOST", 60)
    old = [trace("a b", f"old{number}", start=number) for number in range(50)]
    new = [trace("a c", f"new{number}", start=1000 + number) for number in range(30)]
    assert [step.activity for step in next_step(fit([*new, *old]), trace("a")).steps[:1]] == ["c"]
    assert fit([*new, *old]).words.names == ("a", "c")


def test_a_flood_of_events_costs_no_more_than_its_length() -> None:
    flood = trace(" ".join(["see"] * 3000), "bot", 0.001)
    assert len(forecast.prefixes(flood, MODEL.words, range(1, 3001))) == 3000
    assert forecast.prefixes(flood, MODEL.words, range(3000, 3001))[0][0] == LOOKED
    assert next_step(MODEL, flood).met >= 0
    assert len(fit([flood, *shop(5, 1)]).words.names) == 6


def test_contexts_by_hand() -> None:
    found = counted([[1, 2, 0], [1, 2, 0], [1, 1, 0]], 3, 2)
    # After nothing: 0 three times, 1 once, 2 twice of 6, three kinds. After (1,): 2 twice, 1 and 0 once each of 4.
    none = [(3 + 3 / 3) / 9, (1 + 1) / 9, (2 + 1) / 9]
    assert found.chances([]) == pytest.approx(none)
    assert found.chances([1]) == pytest.approx([(1 + 3 * none[0]) / 7, (1 + 3 * none[1]) / 7, (2 + 3 * none[2]) / 7])
    assert found.seen([1, 2], 2) == 2


def test_trees_find_what_no_single_feature_tells() -> None:
    chance = np.random.Generator(np.random.PCG64(1))
    rows = chance.random((600, 4))
    kinds = ((rows[:, 0] > 0.5) ^ (rows[:, 1] > 0.5)).astype(int) + (rows[:, 2] > 0.7)
    forest = grown(rows[:400], kinds[:400], 3, Growing(rounds=60, rate=0.2, depth=4, features=1.0, mixtures=2, least=3))
    found = softmax(forest.scores(rows[400:]))
    assert (found.argmax(axis=1) == kinds[400:]).mean() > 0.85
    alone = np.vstack([softmax(forest.scores(one)) for one in rows[400:420]])
    assert np.allclose(alone, found[:20])


def test_weights_turn_a_forest() -> None:
    rows, kinds = np.zeros((100, 1)), np.array([0, 1] * 50)
    heavy = grown(rows, kinds, 2, Growing(rounds=5), weight=np.where(kinds == 1, 9.0, 1.0))
    assert softmax(heavy.scores(rows[:1]))[0, 1] == pytest.approx(0.9, abs=0.02)


def test_a_packed_model_forecasts_as_before() -> None:
    again = unpacked(json.loads(json.dumps(packed(MODEL))))
    asked = [trace("see buy wait"), trace("dance")]
    spans = [range(1, 4), range(1, 2)]
    assert np.array_equal(again.chances(asked, spans), MODEL.chances(asked, spans))
    few = fit([trace("a b c")])
    assert unpacked(json.loads(json.dumps(packed(few)))) == few


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"format": "journey@0"},
        {"format": FORMAT},
        {**packed(MODEL), "mix": "much"},
        {**packed(MODEL), "forest": {**packed(MODEL)["forest"], "base": [0.0]}},
    ],
)
def test_a_broken_model_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="fit it again"):
        unpacked(broken)
