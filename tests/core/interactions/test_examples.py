"""The examples beside each kind of step are its tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chiron.core.learning.interactions import Unread
from chiron.core.words import Json, Outcome

from .trying import FOLDER, every_example, form_of, made

EXAMPLES = list(every_example())
TRIES = [
    pytest.param(kind, example, attempt, id=f"{kind}: {example['name']}: {next(iter(attempt.values()))}")
    for kind, example in EXAMPLES
    for attempt in example["tries"]
]


@pytest.mark.parametrize(("kind", "example", "attempt"), TRIES)
def test_a_try_gets_its_verdict(kind: str, example: Json, attempt: Json) -> None:
    found, _, task, key = made(kind, example)
    form = form_of(task, attempt)
    if "unread" in attempt:
        with pytest.raises(Unread) as caught:
            found.read(task, form)
        assert caught.value.reason == attempt["unread"]
        assert "place" not in attempt or caught.value.place == attempt["place"]
        return
    response = found.read(task, form)
    verdict = found.grade(task, key, response)
    said: dict[str, Any] = {"outcome": str(verdict.outcome), "misconception": verdict.misconception}
    assert said == {"outcome": attempt["outcome"], "misconception": attempt.get("misconception")}
    assert verdict.note == attempt.get("note")
    assert verdict.checker == f"{kind}@{found.version}"
    assert verdict.credit == pytest.approx(attempt.get("credit", verdict.credit))
    assert attempt.get("feedback") in (None, verdict.feedback)
    assert (verdict.credit == 1) == (verdict.outcome is Outcome.CORRECT)


@pytest.mark.parametrize(("kind", "example", "attempt"), [t for t in TRIES if "unread" not in t.values[2]])  # type: ignore[operator]
def test_a_response_can_be_kept_and_shown_again(kind: str, example: Json, attempt: Json) -> None:
    found, _, task, key = made(kind, example)
    task, key = json.loads(json.dumps([task, key]))
    response = json.loads(json.dumps(found.read(task, form_of(task, attempt))))
    assert found.read(task, found.typed(response)) == response
    assert found.describe(task, response)
    assert found.grade(task, key, response) == found.grade(task, key, found.read(task, found.typed(response)))


@pytest.mark.parametrize(("kind", "example"), EXAMPLES, ids=[f"{k}: {e['name']}" for k, e in EXAMPLES])
@pytest.mark.parametrize("seed", range(5))
def test_the_key_is_right_and_mistakes_are_not(kind: str, example: Json, seed: int) -> None:
    found, spec, task, key = made(kind, example, seed)
    right = found.right(task, key)
    if right is not None:
        assert found.grade(task, key, found.read(task, right)).outcome is Outcome.CORRECT
    for wrong in found.mistakes(task, key):
        assert found.grade(task, key, found.read(task, wrong)).outcome is not Outcome.CORRECT
    assert found.answer(task, key)
    assert 0 <= found.guess(task) < 1
    assert found.faults(spec, task, key) == []
    assert not any(form and form in json.dumps(task) for form in found.forms(task, key)) or kind != "text"


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in EXAMPLES}))
def test_a_kind_has_its_folder_whole(kind: str) -> None:
    folder = FOLDER / kind.replace("-", "_")
    for name in ("__init__.py", "grader.py", "examples.yaml", "README.md", "widget.html"):
        assert (folder / name).is_file(), name
    assert len((folder / "README.md").read_text("utf-8").splitlines()) <= 40
