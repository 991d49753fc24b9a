"""The examples beside the kind ``code`` are its tests, run in the real sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread
from chiron.core.words import Json, Outcome
from chiron.engine.grading.checks import Graders

from ..core.interactions.trying import examples_of, made

EXAMPLES = list(examples_of("code"))
TRIES = [
    pytest.param(example, attempt, id=f"{example['name']}: {n}")
    for example in EXAMPLES
    for n, attempt in enumerate(example["tries"])
]


def step_of(example: Json) -> ItemStep:
    _, _, task, key = made("code", example)
    return ItemStep("a", "code", "s", "", (), "", task, key)


@pytest.mark.parametrize(("example", "attempt"), TRIES)
async def test_a_try_gets_its_verdict(example: Json, attempt: Json) -> None:
    graders, form = Graders(1), {"answer": [attempt["answer"]]}
    if "unread" in attempt:
        with pytest.raises(Unread) as caught:
            await graders.judge(step_of(example), form)
        assert caught.value.reason == attempt["unread"]
        assert "place" not in attempt or caught.value.place == attempt["place"]
        return
    _, verdict = await graders.judge(step_of(example), form)
    said: dict[str, Any] = {"outcome": str(verdict.outcome), "misconception": verdict.misconception}
    assert said == {"outcome": attempt["outcome"], "misconception": attempt.get("misconception")}
    assert verdict.note == attempt.get("note")
    assert verdict.credit == pytest.approx(attempt.get("credit", verdict.credit))
    assert (verdict.credit == 1) == (verdict.outcome is Outcome.CORRECT)
    for name in ("visible", "hidden", "test"):
        assert name not in attempt or verdict.proof[name] == attempt[name]


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["name"] for each in EXAMPLES])
async def test_the_authors_program_is_right_and_is_no_part_of_the_task(example: Json) -> None:
    verdict = await Graders(1).rehearse(step_of(example))
    assert verdict is not None
    assert verdict.outcome is Outcome.CORRECT
    found, spec, task, key = made("code", example)
    assert found.faults(spec, task, key) == []
    hidden = [test["call"] for test in key["tests"] if test["hidden"]]
    assert hidden
    assert not any(call in str(task) for call in (*hidden, key["answer"]))


async def test_where_nothing_may_run_a_person_reads_it() -> None:
    _, verdict = await Graders(1, trust="person").judge(step_of(EXAMPLES[0]), {"answer": ["def mean(n): return 2"]})
    assert (verdict.outcome, verdict.note) == (Outcome.PERSON, "code-not-run")
