"""Where a model's sentence would be said: what the rules of the guard look at. It holds the key, and stays here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from chiron.core.language.guard.keys import OPEN_RUNG, StepKeys
from chiron.core.words import Outcome

Age = Literal["child", "teen", "adult"]
"""Under 13, 13 to 17, and older."""


@dataclass(frozen=True)
class Scene:
    """What stands around a sentence.

    ``keys`` and ``rung`` as in :func:`chiron.core.language.guard.check`; ``kept`` are the texts that the ladder still
    keeps back: rungs to come and the solution. ``outcome`` is what the checker said of the last try at the open step.
    ``heard`` is what learner and tutor said on this page, ``asked`` the learner's last message, ``cited`` the passages
    that the model was given. ``language`` is the language to be spoken.
    """

    keys: StepKeys | None = None
    rung: str | None = None
    kept: tuple[str, ...] = ()
    outcome: Outcome | None = None
    heard: tuple[str, ...] = ()
    asked: str = ""
    cited: tuple[str, ...] = ()
    language: str = "en"
    age: Age = "adult"
    marks: dict[str, str] = field(default_factory=dict)
    """Names of people that stand for placeholders; none of them may be said by a model of its own accord."""

    @property
    def closed(self) -> StepKeys | None:
        """The keys while nothing may give the step away; None when anything may be said."""
        return None if self.keys is None or self.rung == OPEN_RUNG else self.keys

    @cached_property
    def screen(self) -> str:
        """Everything on the learner's screen."""
        shown = self.keys.shown if self.keys else ""
        return "\n".join([shown, *self.heard, self.asked, *self.cited])

    @cached_property
    def watched(self) -> StepKeys | None:
        """The closed keys with the whole screen as what is shown."""
        return None if self.closed is None else replace(self.closed, shown=self.screen)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a model, and what it said before it in the same message."""

    text: str
    before: str = ""

    @property
    def whole(self) -> str:
        """Both, as they would stand there."""
        return f"{self.before} {self.text}" if self.before else self.text


Rule = Callable[[Line, Scene], str | None]
"""The words that may not be said, None where all may."""
