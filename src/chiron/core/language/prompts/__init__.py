"""Prompts by which a language model words a decided move. Pure; nothing here has a field for a key or a solution."""

from __future__ import annotations

from chiron.core.language.prompts.build import Part, build
from chiron.core.language.prompts.ground import Ground, Learner, Shown, Try, Turn

__all__ = ["Ground", "Learner", "Part", "Shown", "Try", "Turn", "build"]
