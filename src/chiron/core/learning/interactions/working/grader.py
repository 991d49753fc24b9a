"""Working shown line by line: any right way to the goal is accepted, and a wrong line is told why."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Annotated, NamedTuple

from pydantic import Field, field_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words
from chiron.core.learning.interactions.mathematics import understood
from chiron.core.learning.maths.effort import Spent, effort
from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex, typed
from chiron.core.learning.maths.tree import Both, Node, names
from chiron.core.learning.replacement import fill
from chiron.core.learning.working.goals import MOST_STEPS, Goal, Working
from chiron.core.learning.working.judging import Judged, State, judge
from chiron.core.learning.working.next_step import NextStep
from chiron.core.learning.working.rules import RULES, SLIPS
from chiron.core.learning.working.witness import Witness
from chiron.core.learning.working.wording import idea_feedback, step_words, witness_words
from chiron.core.words import Json, Outcome, Verdict

MOST_LINES = 20
MOST_LETTERS = 3000
"""Of all lines together."""
ENOUGH_TO_READ = 10**9
"""Effort for an author's line, which is bounded in its length."""
_LETTER = Annotated[str, Field(pattern="^[A-Za-z]$")]
_RULES = frozenset(rule.id for rule in (*RULES, *SLIPS))


class Fields(Part):
    """The authored fields."""

    start: Words | tuple[Words, ...]
    goal: Goal
    letters: tuple[_LETTER, ...] = Field(default=(), max_length=4)
    ideas: Mapping[str, Identifier] = Field(default_factory=dict)

    @field_validator("ideas")
    @classmethod
    def _known(cls, ideas: Mapping[str, str]) -> Mapping[str, str]:
        unknown = sorted(set(ideas) - _RULES)
        if unknown:
            raise ValueError(f"there is no wrong idea called {unknown[0]!r}; docs/reference/wrong-ideas.md lists them")
        return ideas


class ShownWorking(Kind):
    """See README.md beside this file."""

    kind = "working"
    version = 2
    home = __package__ or ""
    Spec = Fields
    slow = True

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The task holds the first line as it would be typed; nothing else is needed to judge."""
        starts = (spec.start,) if isinstance(spec.start, str) else spec.start
        lines = [fill(text, values, plain=True) for text in starts]
        letters = spec.letters or (("x",) if spec.goal is Goal.SOLVE else ())
        task = {
            "start": lines,
            "goal": str(spec.goal),
            "letters": list(letters),
            "decimal": locale.decimal,
            "language": locale.language,
        }
        key: dict[str, Json] = {
            "ideas": [{"rule": rule, "misconception": name} for rule, name in sorted(spec.ideas.items())]
        }
        key["next"] = _said(_first_step(_Task.of(task)), task)
        return {**task, "shown": [tex(_authored(line), locale.decimal, locale.language) for line in lines]}, key

    def read(self, task: Json, form: Form) -> Json:
        """Every line as typed and as read, empty ones left out. Unread names the line's place among all sent."""
        fields = enumerate(form.get("answer", ()))
        lines = [(n, line) for n, value in fields for line in value.splitlines() if line.strip()]
        if not lines:
            raise Unread("empty")
        if len(lines) > MOST_LINES or sum(len(line) for _, line in lines) > MOST_LETTERS:
            raise Unread("too-long")
        return {"lines": [{"typed": line, "read": self._shown(task, line, n)} for n, line in lines]}

    def _shown(self, task: Json, line: str, field: int) -> str:
        return tex(_line(task, line, f"answer.{field}"), task["decimal"], task["language"])

    def typed(self, response: Json) -> Typed:
        """The lines as typed."""
        return {"answer": [line["typed"] for line in response["lines"]]}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right when the last line is the goal; right so far while every line is; wrong at the first that is not."""
        with effort():
            return self._graded(task, key, response)

    def _graded(self, task: Json, key: Json, response: Json) -> Verdict:
        lines = [_line(task, line["typed"]) for line in response["lines"]]
        working = _task(task)
        found = judge(working, lines)
        last = found[-1]
        proof = self._proof(task, found)
        right = [each.line for each in found if each.state in (State.ONWARD, State.IDLE)]
        proof["next"] = _next_words(task, working, right[-1] if right else working.start)
        if last.state is State.UNSURE:
            return Verdict(Outcome.PERSON, self.checker, proof=proof)
        if last.state is State.WRONG:
            return self._wrong(task, key, last, proof)
        if last.state is State.FINAL:
            return Verdict(Outcome.CORRECT, self.checker, credit=1.0, proof=proof)
        note = {State.IDLE: "working-idle", State.PART: "working-part"}.get(last.state, "working-onward")
        return Verdict(Outcome.ONWARD, self.checker, note=note, proof=proof)

    def _wrong(self, task: Json, key: Json, last: Judged, proof: Mapping[str, Json]) -> Verdict:
        misconception, said = None, None
        if last.ideas:
            rule = last.ideas[0].rule
            named = {entry["rule"]: entry["misconception"] for entry in key["ideas"]}
            misconception = named.get(rule)
            said = key.get("misconceptions", {}).get(misconception) or idea_feedback(rule, task["language"])
        elif last.witness is not None:
            said = witness_words(last.witness, task["language"], task["decimal"])
        note = None if said else "working-wrong"
        return Verdict(
            Outcome.INCORRECT, self.checker, misconception=misconception, feedback=said, note=note, proof=proof
        )

    def _proof(self, task: Json, found: tuple[Judged, ...]) -> dict[str, Json]:
        last = found[-1]
        proof: dict[str, Json] = {"lines": [str(line.state) for line in found]}
        if last.ideas:
            proof["ideas"] = [idea.rule for idea in last.ideas]
            proof["made"] = tex(last.ideas[0].line, task["decimal"], task["language"])
        if last.witness is not None:
            proof["counterexample"] = _kept(last.witness)
        return proof

    def describe(self, task: Json, response: Json) -> str:
        """The lines as read, one under the other."""
        return "  \n".join(f"${line['read']}$" for line in response["lines"])

    def answer(self, task: Json, key: Json) -> str:
        """The way that Chiron would go."""
        return "  \n".join(f"${tex(line, task['decimal'], task['language'])}$" for line in _way(task))

    def right(self, task: Json, key: Json) -> Typed:
        """The lines of Chiron's way, as typed."""
        return {"answer": [typed(line, task["decimal"], task["language"]) for line in _way(task)]}

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The last line, with and without spaces."""
        last = self.right(task, key)["answer"][-1]
        return tuple(sorted({last, last.replace(" ", ""), last.replace("-", "−")}))

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """A first line that is the last already, or one that no known way leads from."""
        working = _task(task)
        if working.final(working.start):
            return ["The line to begin with is already the goal."]
        if not working.final(_way(task)[-1]):
            return ["No way is known from the line to begin with to the goal."]
        return []


def _next_words(task: Json, working: Working, line: Node) -> str | None:
    """What to do next from a right line; None where no step is known."""
    try:
        return _said(working.next_step(line), task)
    except Spent:
        return None


def _said(step: NextStep | None, task: Json) -> str | None:
    return None if step is None else step_words(step, task["language"], task["decimal"])


def _kept(witness: Witness) -> dict[str, Json]:
    return {
        "kind": witness.kind,
        "at": {letter: str(value) for letter, value in witness.at.items()},
        "left": _number(witness.left),
        "right": _number(witness.right),
    }


def _number(value: Fraction | float | None) -> str | None:
    return None if value is None else str(value)


@lru_cache(maxsize=1024)
def _authored(text: str) -> Node:
    """A line as the author gave it. What was read before costs no later check its effort."""
    try:
        with effort(ENOUGH_TO_READ, own=True):
            return read(text, Reading()).tree
    except Unread as unread:
        place = "" if unread.place is None else f" at character {unread.place + 1}"
        raise FormulaError(f"{text!r} cannot be read{place}: {unread.message}") from None


class _Task(NamedTuple):
    """What Chiron's way hangs on."""

    start: tuple[str, ...]
    goal: str
    letters: tuple[str, ...]

    @classmethod
    def of(cls, task: Json) -> _Task:
        return cls(tuple(task["start"]), task["goal"], tuple(task["letters"]))

    @property
    def working(self) -> Working:
        lines = [_authored(line) for line in self.start]
        start = lines[0] if len(lines) == 1 else Both(tuple(lines))
        return Working(start, Goal(self.goal), self.letters)


def _task(task: Json) -> Working:
    return _Task.of(task).working


@lru_cache(maxsize=256)
def _first_step(task: _Task) -> NextStep | None:
    working = task.working
    return working.next_step(working.start)


def _line(task: Json, text: str, field: str = "answer") -> Node:
    letters = {part for line in task["start"] for part in names(_authored(line))} | set(task["letters"])
    reading = Reading(task["decimal"], tuple(sorted(letters)), language=task["language"])
    return understood(text.lstrip().removeprefix("=") if task["goal"] != "solve" else text, reading, field)


def _way(task: Json) -> tuple[Node, ...]:
    return _lines_ahead(_Task.of(task))


@lru_cache(maxsize=256)
def _lines_ahead(task: _Task) -> tuple[Node, ...]:
    """Chiron's way from the line to begin with, which is all there is where no step is known."""
    first = _first_step(task)
    if first is None:
        return (task.working.start,)
    return (first.line, *(step.line for step in islice(task.working.ahead(first.line), MOST_STEPS - 1)))
