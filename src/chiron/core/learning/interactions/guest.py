"""A stranger's kind of step behind a wall: whatever it does wrong is its own fault, and never a page that fails.

Reading and grading happen in a worker process whatever the stranger says. The rest (making tasks, wording answers) is
called in the server itself: a package that an operator installs is trusted as code, and is not trusted to be right.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Interaction, Kind, Typed, escaped
from chiron.core.learning.interactions.manifest import Broken, one_line
from chiron.core.learning.unread import Unread
from chiron.core.words import Json, Outcome, Verdict

LARGEST = 64_000
"""Characters of a task or a key as JSON."""
LONGEST = 2_000
"""Characters of a feedback."""
_PARTS = ("make", "read", "typed", "grade", "describe", "answer", "right", "mistakes", "forms", "faults", "guess")
_T = TypeVar("_T")


class Guest(Kind):
    """A stranger's Interaction, with its faults kept in."""

    slow = True

    def __init__(self, inner: Any, kind: str, home: str) -> None:
        """Raises Broken where ``inner`` is no kind of step, or has another name."""
        missing = [name for name in _PARTS if not callable(getattr(inner, name, None))]
        if missing:
            raise Broken(f"its grader has no {', '.join(missing)}.")
        if getattr(inner, "kind", None) != kind:
            raise Broken(f"its grader calls itself {one_line(getattr(inner, 'kind', None))!r}.")
        version, spec = getattr(inner, "version", None), getattr(inner, "Spec", None)
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise Broken("its grader's version is no whole number from 1.")
        if not (isinstance(spec, type) and issubclass(spec, BaseModel)):
            raise Broken("its grader's Spec is no pydantic model.")
        self._inner, self.kind, self.version, self.home, self._spec = inner, kind, version, home, spec

    @property
    def Spec(self) -> type[BaseModel]:  # noqa: N802 - a class
        """The stranger's own."""
        return self._spec

    def make(self, spec: Any, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The stranger's task and key, if they are JSON objects of a fair size. Raises FormulaError."""
        try:
            task, key = self._inner.make(spec, values, chance, locale)
            texts = [json.dumps(each, allow_nan=False) for each in (task, key)]
        except FormulaError:
            raise
        except Exception as error:
            raise FormulaError(f"The kind {self.kind!r} cannot make this step: {_told(error)}.") from None
        if not (isinstance(task, dict) and isinstance(key, dict)) or max(map(len, texts)) > LARGEST:
            raise FormulaError(f"The kind {self.kind!r} makes tasks that are no JSON objects, or too large.")
        return json.loads(texts[0]), json.loads(texts[1])

    def read(self, task: Json, form: Form) -> Json:
        """The stranger's reading. Raises Unread, also where the stranger fails."""
        try:
            return self._inner.read(task, form)
        except (Unread, MemoryError):
            raise
        except Exception:
            raise Unread("unreadable") from None

    def typed(self, response: Json) -> Typed:
        """The form again; nothing where the stranger cannot say."""
        found = self._or(lambda: dict(self._inner.typed(response)), dict[Any, Any]())
        return {str(name): [str(value) for value in values] for name, values in found.items()}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """The stranger's verdict under its own name; for a person where it fails."""
        try:
            return self._fair(self._inner.grade(task, key, response))
        except (Unread, MemoryError):
            raise
        except Exception:
            return Verdict(Outcome.PERSON, self.checker, note="not-checked")

    def _fair(self, verdict: Verdict) -> Verdict:
        """A verdict whose every part is what it should be. Raises Exception."""
        if not isinstance(verdict, Verdict):
            raise TypeError("no verdict")
        texts = {name: getattr(verdict, name) for name in ("misconception", "feedback", "note")}
        parts = {str(name): bool(value) for name, value in verdict.parts.items()}
        said: dict[str, Any] = {name: None if text is None else str(text)[:LONGEST] for name, text in texts.items()}
        return replace(
            verdict,
            outcome=Outcome(verdict.outcome),
            checker=self.checker,
            credit=min(max(float(verdict.credit), 0.0), 1.0),
            parts=parts,
            proof=json.loads(json.dumps(dict(verdict.proof), allow_nan=False)),
            **said,
        )

    def describe(self, task: Json, response: Json) -> str:
        """The stranger's words, else the response as it is kept."""
        return self._or(lambda: _words(self._inner.describe(task, response)), _plain(response))

    def answer(self, task: Json, key: Json) -> str:
        """The stranger's words, else the key as it is kept."""
        return self._or(lambda: _words(self._inner.answer(task, key)), _plain(key))

    def right(self, task: Json, key: Json) -> Typed | None:
        """The stranger's; None where it fails, and ``faults`` then says so."""
        return self._or(lambda: cast("Typed | None", self._inner.right(task, key)), None)

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """The stranger's; none where it fails."""
        return self._or(lambda: list(self._inner.mistakes(task, key)), [])

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """The stranger's; none where it fails."""
        return self._or(lambda: tuple(str(form) for form in self._inner.forms(task, key)), ())

    def faults(self, spec: Any, task: Json, key: Json) -> list[str]:
        """What the stranger finds wrong, and where it fails itself: its parts are tried on this item."""
        found: list[str] = []

        def tried(name: str, *given: Any) -> Any:
            try:
                return getattr(self._inner, name)(*given)
            except Unread:
                return None
            except Exception as error:
                found.append(f"The kind {self.kind!r} fails in its {name}: {_told(error)}.")
                return None

        for name in ("answer", "mistakes", "forms"):
            tried(name, task, key)
        right = tried("right", task, key)
        response = None if right is None else tried("read", task, right)
        if response is not None:
            tried("describe", task, response)
            tried("typed", response)
            verdict = tried("grade", task, key, response)
            if verdict is not None and not isinstance(verdict, Verdict):
                found.append(f"The kind {self.kind!r} gives no Verdict in its grade.")
        return [*(str(one) for one in tried("faults", spec, task, key) or ()), *found]

    def guess(self, task: Json) -> float:
        """The stranger's, kept below 1."""
        return self._or(lambda: min(max(float(self._inner.guess(task)), 0.0), 0.99), super().guess(task))

    def _or(self, ask: Callable[[], _T], instead: _T) -> _T:
        try:
            return ask()
        except Exception:
            return instead


def guest(inner: Any, kind: str, home: str) -> Interaction:
    """The stranger's kind behind its wall. Raises Broken."""
    return Guest(inner, kind, home)


def _words(text: object) -> str:
    if not isinstance(text, str):
        raise TypeError("no text")
    return text[:LARGEST]


def _plain(value: Json) -> str:
    if isinstance(value, dict) and isinstance(value.get("typed"), str):
        return escaped(value["typed"])
    return escaped(json.dumps(value, ensure_ascii=False, default=str))


def _told(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return one_line(error.errors()[0]["msg"])
    return f"{type(error).__name__}: {one_line(error)}"
