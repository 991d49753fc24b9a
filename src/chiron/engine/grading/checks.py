"""Reads a typed answer and runs its check. The verdict is data.

``check`` is for what is quick and pure, here and now. ``Graders.judge`` is for every kind: what can be slow or hostile
goes to a worker process, a learner's program to the sandbox. A check without an answer in time abstains: it never
grades.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Protocol, runtime_checkable

from chiron.core.errors import Unavailable
from chiron.core.learning.answers.decisions import Decision
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Interaction, Unread, interaction
from chiron.core.words import Json, Outcome, Verdict
from chiron.engine.grading.jobs import READ, READ_AND_GRADE, from_json
from chiron.engine.grading.sandbox.outer import Locks, NotHere, Sandbox, Trust
from chiron.engine.grading.workers import SECONDS, Answered, Pool, Result

Form = Mapping[str, Sequence[str]]


@runtime_checkable
class Programs(Protocol):
    """A kind whose answers are programs: what to run is data, and so is what came of it."""

    def program(self, task: Json, key: Json, response: Json) -> Json:
        """``source``, ``calls`` in order, ``seconds`` of processor time."""

    def judge(self, task: Json, key: Json, response: Json, run: Json) -> Verdict:
        """The verdict on what came of the run. Raises Unread."""


@runtime_checkable
class Recalls(Protocol):
    """A kind whose checker, before it leaves an answer to a person, looks at what people decided of earlier ones."""

    def asks(self, task: Json, key: Json) -> Json:
        """What makes two steps the same question."""

    def recalled(
        self, task: Json, key: Json, response: Json, verdict: Verdict, decisions: Sequence[Decision]
    ) -> Verdict:
        """The verdict after people's decisions of answers to the same question, given oldest first."""


@cache
def _runs_programs(kind: type) -> bool:
    # Asked of every answer, which each time would look through all that the protocol has.
    return issubclass(kind, Programs)


def check(step: ItemStep, form: Form) -> tuple[Json, Verdict]:
    """The response that the form holds and what the checker says of it, in this process.

    Raises ``core.learning.interactions.Unread`` with the place when the answer cannot be read.
    """
    kind = interaction(step.kind)
    response = kind.read(step.task, form)
    return response, kind.grade(step.task, step.key, response)


def waits(step: ItemStep) -> bool:
    """Whether checking this step must wait for another process, so that no transaction may be open meanwhile."""
    kind = interaction(step.kind)
    return isinstance(kind, Programs) or bool(getattr(kind, "slow", False))


class Graders:
    """The workers and the sandbox of one app. Nothing starts before it is needed; close it with the app."""

    def __init__(self, size: int | None = None, trust: Trust = "sandbox", seconds: float = SECONDS) -> None:
        self.pool, self.sandbox, self.seconds = Pool(size), Sandbox(trust, size), seconds

    async def judge(self, step: ItemStep, form: Form) -> tuple[Json, Verdict]:
        """The response and the verdict. Call it while no transaction is open where ``waits(step)``.

        Raises Unread with the place, and Unavailable when too many wait.
        """
        kind = interaction(step.kind)
        if _runs_programs(type(kind)):
            response = kind.read(step.task, form)
            return response, await self._ran(kind, step, response)
        if getattr(kind, "slow", False):
            return await self._slowly(kind, step, form)
        return check(step, form)

    async def read(self, step: ItemStep, form: Form) -> Json:
        """The response that the form holds, nothing judged. Raises Unread with the place, and Unavailable."""
        kind = interaction(step.kind)
        if not getattr(kind, "slow", False):
            return kind.read(step.task, form)
        asked = {"kind": step.kind, "task": step.task, "form": {name: list(values) for name, values in form.items()}}
        found = _answer(await self.pool.run(READ, asked, self.seconds))
        if found is None:
            raise Unread("too-slow")
        return found["response"]

    async def rehearse(self, step: ItemStep) -> Verdict | None:
        """What the checker says of the author's own program; None for a kind without programs or where none are run."""
        kind = interaction(step.kind)
        if not isinstance(kind, Programs):
            return None
        verdict = await self._ran(kind, step, {"typed": step.key["answer"]})
        return None if verdict.outcome is Outcome.PERSON else verdict

    async def _ran(self, kind: Any, step: ItemStep, response: Json) -> Verdict:
        wanted = kind.program(step.task, step.key, response)
        result = await self.sandbox.run(wanted["source"], wanted["calls"], wanted["seconds"])
        if isinstance(result, Answered):
            verdict: Verdict = kind.judge(step.task, step.key, response, result.json)
            return verdict
        if isinstance(result, NotHere):
            found: Verdict = kind.grade(step.task, step.key, response)
            return found
        # Nobody knows whether the program or a busy machine was slow: no grade, and the learner may send it again.
        raise Unread("code-answer")

    async def _slowly(self, kind: Interaction, step: ItemStep, form: Form) -> tuple[Json, Verdict]:
        asked = {"kind": step.kind, "task": step.task, "form": {name: list(values) for name, values in form.items()}}
        result = await self.pool.run(READ_AND_GRADE, {**asked, "key": step.key}, self.seconds)
        found = _answer(result)
        if found is not None:
            return found["response"], from_json(found["verdict"])
        # No grade came. What was typed is kept for a person, if it can be read at all.
        read = _answer(await self.pool.run(READ, asked, self.seconds))
        if read is None:
            raise Unread("too-slow")
        return read["response"], Verdict(Outcome.PERSON, f"{kind.kind}@{kind.version}", note="no-time")

    async def close(self) -> None:
        """End the workers."""
        await self.pool.close()


def _answer(result: Result) -> Json | None:
    if not isinstance(result, Answered):
        return None
    if "unread" in result.json:
        raise Unread(*result.json["unread"])
    return result.json


def guess(step: ItemStep) -> float:
    """The chance in [0, 1) that a guess is right."""
    return interaction(step.kind).guess(step.task)


__all__ = ["Graders", "Locks", "Recalls", "Unavailable", "check", "guess", "waits"]
