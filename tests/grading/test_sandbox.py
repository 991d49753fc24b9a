"""The sandbox: a program that means harm is refused within its bounds, and the next one is judged right."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread
from chiron.core.learning.interactions.code import INTERACTION
from chiron.core.learning.interactions.code.grader import Code
from chiron.core.words import Outcome
from chiron.engine.grading.checks import Graders
from chiron.engine.grading.sandbox.outer import NotHere, Sandbox
from chiron.engine.grading.workers import Answered

from .hostile import ENDLESS, FILES, GONE, HERE, ODD, VICTIM

SECRET = "73011.25"
TASK: dict[str, Any] = {"function": "f", "tests": [{"call": "f()", "result": "1"}], "starter": "", "hidden": 1}
TEST: dict[str, Any] = {"raises": None, "tolerance": 0.0, "misconception": None, "feedback": None, "wrong": []}
KEY = {
    "tests": [
        {"call": "f()", "gives": ["int", "1"], "hidden": False, **TEST},
        {"call": "f() and f()", "gives": ["float", SECRET], "hidden": True, **TEST},
    ],
    "seconds": 1,
    "answer": "",
}
STEP = ItemStep("a", "code", "s", "", (), "", TASK, KEY)
RIGHT = f"turn = iter([1, 1, {SECRET}])\ndef f():\n    return next(turn)"


@pytest.fixture
def graders() -> Graders:
    return Graders(1)


@pytest.fixture
def victim() -> Iterator[Path]:
    """A file that anyone may remove, as far as the file system goes."""
    place = Path(VICTIM)
    place.touch()
    place.chmod(0o666)
    yield place
    place.unlink(missing_ok=True)


async def outcome(graders: Graders, source: str) -> tuple[Outcome, str | None]:
    _, verdict = await graders.judge(STEP, {"answer": [source]})
    return verdict.outcome, verdict.note


async def right_again(graders: Graders) -> bool:
    """No child is left, nothing was touched, and the next check is right."""
    assert psutil.Process().children() == [] or all(
        "chiron.engine.grading.sandbox" not in " ".join(child.cmdline()) for child in psutil.Process().children()
    )
    assert not os.path.exists(HERE)  # noqa: ASYNC240
    return (await outcome(graders, RIGHT))[0] is Outcome.CORRECT


@pytest.mark.parametrize("name", FILES)
async def test_harm_is_refused(graders: Graders, name: str, victim: Path) -> None:
    found = await graders.sandbox.run(FILES[name], ["f()"], 1)
    assert isinstance(found, Answered)
    assert "error" in found.json["calls"][0], "it came through"
    assert await outcome(graders, FILES[name]) == (Outcome.INCORRECT, "code-error")
    assert os.path.exists(victim)  # noqa: ASYNC240
    assert await right_again(graders)


@pytest.mark.parametrize("name", ODD)
async def test_what_is_odd_comes_to_an_end(graders: Graders, name: str) -> None:
    _, verdict = await graders.judge(STEP, {"answer": [ODD[name]]})
    assert (verdict.outcome, verdict.note) == (Outcome.INCORRECT, "code-other")
    json.dumps(verdict.proof["test"]).encode()
    assert await right_again(graders)


async def test_what_a_program_says_can_be_kept(graders: Graders) -> None:
    source = "def f():\n    print('a\\0b\\ud800')\n    raise ValueError('\\0\\udfff')"
    _, verdict = await graders.judge(STEP, {"answer": [source]})
    assert verdict.proof["test"]["stopped"]["message"] == "\ufffd\ufffd"
    assert verdict.proof["test"]["printed"] == "a\ufffdb\ufffd\n"


@pytest.mark.parametrize("name", ENDLESS)
async def test_what_never_ends_is_ended(graders: Graders, name: str) -> None:
    assert await outcome(graders, ENDLESS[name]) == (Outcome.INCORRECT, "code-time")
    assert await right_again(graders)


@pytest.mark.parametrize("name", GONE)
async def test_a_process_that_goes_or_talks_nonsense_has_given_nothing(graders: Graders, name: str) -> None:
    assert await outcome(graders, GONE[name]) == (Outcome.INCORRECT, "code-died")
    assert await right_again(graders)


async def test_a_forged_result_is_only_an_answer_of_ones_own(graders: Graders) -> None:
    """Saying "passed" in every way one can think of is worth nothing: results are compared on our side."""
    forged = [
        {"got": ["int", "2"], "passed": True, "outcome": "correct"},
        {"got": ["int", "1"], "visible": [1, 1], "hidden": [1, 1]},
        {"got": [["int"], "1"]},
        {"got": ["int", "1" * 5000]},
        {"got": {"a": 1}},
        {"got": None, "error": None},
        {"error": 7},
        {"error": {"type": ["x"], "message": {}, "line": "1", "syntax": True}, "printed": 4},
        {},
    ]
    for said in forged:
        line = json.dumps(said).encode() + b"\n"
        source = f"import os\ndef f():\n    os.write(1, {line!r} * 9)\n    os._exit(0)"
        assert (await outcome(graders, source))[0] in (Outcome.INCORRECT, Outcome.PARTLY)
    assert await right_again(graders)


SEEK = """
import gc, sys
def f():
    needle = "".join(["73", "011", ".2"])
    seen, todo = set(), [*gc.get_objects(), sys._getframe(), *sys.modules.values()]
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, (str, bytes, float)) and needle in str(one):
            return str(one)
        todo += gc.get_referents(one)
        if type(one).__name__ == "frame" and one.f_back is not None:
            todo.append(one.f_back)
    return len(seen)
"""


async def test_no_expected_result_and_no_later_call_is_in_the_learners_process(graders: Graders) -> None:
    found = await graders.sandbox.run(SEEK, ["f()", f"f() or {SECRET}"])
    assert isinstance(found, Answered)
    kind, number = found.json["calls"][0]["got"]
    assert kind == "int"
    assert int(number) > 1000
    # The search is able to find: it does once a call that holds the number has come in.
    assert found.json["calls"][1]["got"][0] == "str"
    assert gc.isenabled()


async def test_what_is_known_inside_is_nothing(graders: Graders) -> None:
    os.environ["CHIRON_PLANTED"] = "secret"
    try:
        source = "import os, sys\ndef f():\n    return [dict(os.environ), sys.argv, sys.path, os.getpid() == 1]"
        found = await graders.sandbox.run(source, ["f()"])
    finally:
        del os.environ["CHIRON_PLANTED"]
    assert isinstance(found, Answered)
    # Python itself names the encoding; nothing else is there.
    assert [name for name, _ in found.json["calls"][0]["got"][1][0][1]] in ([], [["str", "LC_CTYPE"]])
    assert "secret" not in str(found.json)


async def test_unicode_is_welcome_and_a_long_program_is_not(graders: Graders) -> None:
    assert await graders.judge(STEP, {"answer": [f"π = [1, 1, {SECRET}]\ndef f():\n    return π.pop(0)  # 👩‍🔬"]})
    for source, reason in {"x" * 100_000: "too-long", "f = 1\0": "unreadable", "f = '\ud800'": "unreadable"}.items():
        with pytest.raises(Unread) as caught:
            await graders.judge(STEP, {"answer": [source]})
        assert caught.value.reason == reason
    with pytest.raises(Unread) as caught:
        await graders.judge(STEP, {"answer": ["f = " + "(" * 9000]})
    assert caught.value.reason in ("code-syntax", "code-stopped")
    assert await right_again(graders)


async def test_every_layer_that_is_claimed_was_tried(graders: Graders) -> None:
    locks = await graders.sandbox.locks()
    assert locks.whole
    assert {"limits", "seccomp"} <= set(locks.layers)


async def test_where_the_locks_do_not_hold_nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chiron.engine.grading.sandbox.outer.NEEDED", frozenset({"files", "a-lock-nobody-has"}))
    assert await Sandbox().run("def f(): return 1", ["f()"]) == NotHere()
    assert isinstance(await Sandbox("trust").run("def f(): return 1", ["f()"]), Answered)


def test_the_kind_is_pure_and_abstains_by_itself() -> None:
    assert isinstance(INTERACTION, Code)
    assert INTERACTION.grade(TASK, KEY, {"typed": "f = 1"}).outcome is Outcome.PERSON
