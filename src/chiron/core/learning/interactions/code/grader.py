"""A Python function, judged by tests. What is pure is here; the program itself runs in ``engine/grading/sandbox``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import Blamed, Form, Kind, Typed, Unread, Words, only, plain_text
from chiron.core.learning.interactions.code import judging
from chiron.core.learning.interactions.code.values import expected, same
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

LIMIT = 20_000
"""Characters of a program."""


class WrongResult(Blamed):
    """A wrong result of one test that says which mistake was made."""

    gives: Words


class Test(Blamed):
    """One call with the result it must have, or the exception it must raise.

    ``misconception`` and ``feedback`` belong to whoever fails it.
    """

    call: Words = Field(min_length=1, max_length=1000)
    gives: Words | None = Field(None, max_length=4000)
    raises: str | None = Field(None, pattern=r"^[A-Za-z_]\w{0,60}$")
    tolerance: float = Field(0.0, ge=0)
    hidden: bool = False
    wrong: tuple[WrongResult, ...] = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> Test:
        if (self.gives is None) == (self.raises is None):
            raise ValueError("a test either gives a value or raises an exception")
        return self


class Fields(Part):
    """The authored fields."""

    function: str = Field(pattern=r"^[A-Za-z_]\w{0,60}$")
    tests: tuple[Test, ...] = Field(min_length=1, max_length=40)
    answer: Words = Field(min_length=1)
    """A program that passes every test, shown as the worked way."""
    starter: Words | None = None
    lines: int = Field(10, ge=3, le=40)
    seconds: int = Field(2, ge=1, le=10)


class Code(Kind):
    """See README.md beside this file."""

    kind = "code"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds the visible tests; the key holds all results and the hidden tests."""
        tests = [_made(test, values) for test in spec.tests if test.applies(values)]
        tests.sort(key=lambda test: test["hidden"])
        shown = [{"call": test["call"], "result": judging.wanted(test)} for test in tests if not test["hidden"]]
        task = {
            "function": spec.function,
            "starter": fill(spec.starter, values, plain=True) if spec.starter else "",
            "lines": spec.lines,
            "tests": shown,
            "hidden": len(tests) - len(shown),
            "limit": LIMIT,
        }
        return task, {"tests": tests, "seconds": spec.seconds, "answer": fill(spec.answer, values, plain=True)}

    def read(self, task: Json, form: Form) -> Json:
        """As typed, with one kind of line ending. Whether Python can read it is found in the sandbox."""
        typed = plain_text(only(form).replace("\r\n", "\n").replace("\r", "\n"), LIMIT)
        if typed.strip() == task["starter"].strip():
            raise Unread("empty")
        return {"typed": typed}

    def program(self, task: Json, key: Json, response: Json) -> Json:
        """What to run: ``source``, ``calls`` in order, the visible ones first, and ``seconds`` of processor time."""
        calls = [test["call"] for test in key["tests"]]
        return {"source": response["typed"], "calls": calls, "seconds": key["seconds"]}

    def judge(self, task: Json, key: Json, response: Json, run: Json) -> Verdict:
        """The verdict on what came of the run. Raises Unread for a program that cannot be run at all."""
        return judging.judge(self, task, key, response, run)

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Where nothing can be run a person reads it."""
        return Verdict(Outcome.PERSON, self.checker, note="code-not-run")

    def describe(self, task: Json, response: Json) -> str:
        """The program as a block of code."""
        return block(response["typed"])

    def answer(self, task: Json, key: Json) -> str:
        """The author's own program."""
        return block(key["answer"])

    def right(self, task: Json, key: Json) -> Typed | None:
        """Only running says so: see ``checks.rehearse``."""
        return None

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """No test to be seen, tests for another function, a mistake that is the right result."""
        found = [] if task["tests"] else ["Every test is hidden: a learner could not see what is wanted."]
        for test in key["tests"]:
            if not re.search(rf"\b{re.escape(spec.function)}\b", test["call"]):
                found.append(f"The test {test['call']} does not call {spec.function}.")
            if any(test["gives"] and same(test["gives"], entry["gives"], test["tolerance"]) for entry in test["wrong"]):
                found.append(f"A wrong result of {test['call']} is the right one.")
        if not re.search(rf"\bdef\s+{re.escape(spec.function)}\b|\b{re.escape(spec.function)}\s*=", key["answer"]):
            found.append(f"The answer does not define {spec.function}.")
        return found

    def guess(self, task: Json) -> float:
        """Nobody guesses a program."""
        return 0.0


def _made(test: Test, values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        "call": fill(test.call, values, plain=True),
        "gives": expected(fill(test.gives, values, plain=True)) if test.gives is not None else None,
        "raises": test.raises,
        "tolerance": test.tolerance,
        "hidden": test.hidden,
        "misconception": test.misconception,
        "feedback": fill(test.feedback, values) if test.feedback else None,
        "wrong": [
            {
                "gives": expected(fill(entry.gives, values, plain=True)),
                "misconception": entry.misconception,
                "feedback": fill(entry.feedback, values) if entry.feedback else None,
            }
            for entry in test.wrong
            if entry.applies(values)
        ],
    }


def block(source: str) -> str:
    """Code as Markdown that shows it unchanged, whatever it holds."""
    longest = max((len(run) for run in re.findall(r"`+", source)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{source.rstrip()}\n{fence}"
