"""What learners say of themselves to the tutor, as typed facts: noticed by rules, or proposed by a model."""

from __future__ import annotations

from chiron.core.language.facts.fold import KINDS, Remembered, fold
from chiron.core.language.facts.notice import notice
from chiron.core.language.facts.shape import Fact, FactKind, Noticed

__all__ = ["KINDS", "Fact", "FactKind", "Noticed", "Remembered", "fold", "notice"]
