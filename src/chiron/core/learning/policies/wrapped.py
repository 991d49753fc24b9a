"""A policy around another: what most of them pass on as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from chiron.core.learning.course import Course
from chiron.core.learning.mastery import Estimate
from chiron.core.learning.policies.view import CourseView, Policy, Purpose
from chiron.core.words import Move


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Does as the policy within does, under its version; see the ``Policy`` protocol. What differs is overridden."""

    inner: Policy

    @property
    def version(self) -> str:
        """The policy's own."""
        return self.inner.version

    def choose_skill(self, view: CourseView, purpose: Purpose, when: datetime, skill: str | None = None) -> Move:
        """As the policy does."""
        return self.inner.choose_skill(view, purpose, when, skill)

    def choose_template(
        self,
        course: Course,
        skill: str,
        purpose: Purpose,
        recent: Sequence[tuple[str, str]],
        estimate: Estimate,
        chance: Random,
    ) -> str:
        """As the policy does."""
        return self.inner.choose_template(course, skill, purpose, recent, estimate, chance)

    def ready(self, view: CourseView, when: datetime) -> frozenset[str]:
        """As the policy does."""
        return self.inner.ready(view, when)

    def next_diagnostic(self, view: CourseView, asked: Sequence[str], when: datetime) -> str | None:
        """As the policy does."""
        return self.inner.next_diagnostic(view, asked, when)

    def length(self, minutes: float | None = None) -> int:
        """As the policy does."""
        return self.inner.length(minutes)
