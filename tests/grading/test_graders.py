"""What is judged in a worker process gets the verdict that it gets here; what gets no answer gets no grade."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import Value
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Form, Typed, Unread, interaction
from chiron.core.learning.interactions.base import Kind, only, plain_text
from chiron.core.words import Json, Outcome, Verdict
from chiron.engine.grading import checks, jobs
from chiron.engine.grading.checks import Graders, check, waits

from ..core.interactions.trying import every_example, form_of, made


class Stubborn(Kind):
    """A stranger's kind: checks for as long as it is told to."""

    kind = "stubborn"
    home = "nowhere"
    slow = True
    version = 3

    def make(self, spec: Any, values: dict[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        return {}, {}

    def read(self, task: Json, form: Form) -> Json:
        typed = plain_text(only(form), 99)
        while typed == "unreadable for ever":
            pass
        return {"typed": typed}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        while response["typed"] == "for ever":
            pass
        if response["typed"] == "a lot":
            bytearray(8 * 1024**3)
        return self.right_verdict()

    def typed(self, response: Json) -> Typed:
        return {"answer": [response["typed"]]}


STUBBORN = ItemStep("a", "stubborn", "s", "", (), "", {}, {})


def stubborn(kind: str) -> Any:
    return Stubborn()


def read(payload: Json) -> Json:
    jobs.interaction = stubborn  # type: ignore[assignment, attr-defined]
    return jobs.read(payload)


def read_and_grade(payload: Json) -> Json:
    jobs.interaction = stubborn  # type: ignore[assignment, attr-defined]
    return jobs.read_and_grade(payload)


@pytest.fixture
async def graders(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Graders]:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    opened = Graders(1, seconds=20)
    yield opened
    await opened.close()


@pytest.fixture
async def hurried(graders: Graders, monkeypatch: pytest.MonkeyPatch) -> Graders:
    """With the stubborn kind, after its worker has come up, and little time."""
    monkeypatch.setattr(checks, "interaction", stubborn)
    monkeypatch.setattr(checks, "READ", f"{__name__}:read")
    monkeypatch.setattr(checks, "READ_AND_GRADE", f"{__name__}:read_and_grade")
    await graders.judge(STUBBORN, {"answer": ["now"]})
    graders.seconds = 1
    return graders


async def test_a_slow_kind_is_judged_in_a_worker_as_it_is_here(graders: Graders) -> None:
    tried = 0
    for kind, example in every_example():
        if not getattr(interaction(kind), "slow", False):
            continue
        _, _, task, key = made(kind, example)
        step = ItemStep("a", kind, "s", "", (), "", task, key)
        assert waits(step)
        for attempt in example["tries"]:
            form = form_of(task, attempt)
            if "unread" in attempt:
                with pytest.raises(Unread) as caught:
                    await graders.judge(step, form)
                assert caught.value.reason == attempt["unread"]
                continue
            here, (response, verdict) = check(step, form), await graders.judge(step, form)
            assert json.loads(json.dumps([here[0], jobs.to_json(here[1])])) == [response, jobs.to_json(verdict)]
            tried += 1
    assert tried or not any(getattr(interaction(kind), "slow", False) for kind, _ in every_example())


async def test_a_quick_kind_starts_no_process(graders: Graders) -> None:
    _, _, task, key = made("numeric", {"step": {"answer": 3}})
    step = ItemStep("a", "numeric", "s", "", (), "", task, key)
    assert not waits(step)
    assert (await graders.judge(step, {"answer": ["3"]}))[1].outcome is Outcome.CORRECT
    assert len(graders.pool.processes) == 0


@pytest.mark.parametrize("typed", ["for ever", "a lot"])
async def test_a_check_that_takes_too_much_abstains_and_keeps_what_was_typed(hurried: Graders, typed: str) -> None:
    response, verdict = await hurried.judge(STUBBORN, {"answer": [typed]})
    assert response == {"typed": typed}
    assert (verdict.outcome, verdict.note, verdict.checker) == (Outcome.PERSON, "no-time", "stubborn@3")
    hurried.seconds = 20
    assert (await hurried.judge(STUBBORN, {"answer": ["now"]}))[1].outcome is Outcome.CORRECT


async def test_what_cannot_even_be_read_in_time_is_asked_again(hurried: Graders) -> None:
    with pytest.raises(Unread) as caught:
        await hurried.judge(STUBBORN, {"answer": ["unreadable for ever"]})
    assert caught.value.reason == "too-slow"
