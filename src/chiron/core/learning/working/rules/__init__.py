"""Wrong ideas as rewriting rules: what each makes of a right line. ``RULES`` holds them, the more telling first."""

from __future__ import annotations

from chiron.core.learning.working.rules import brackets, fractions, powers, sides, terms
from chiron.core.learning.working.rules.rule import Rule

__all__ = ["RULES", "SLIPS", "Rule"]

RULES: tuple[Rule, ...] = (*sides.RULES, *fractions.RULES, *powers.RULES, *brackets.RULES, *terms.RULES)
SLIPS: tuple[Rule, ...] = terms.SLIPS
"""Slips of the pen, named only where no idea explains a line."""
