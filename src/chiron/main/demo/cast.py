"""Who is in the demo school, and how each of them works. All names and figures are invented."""

from __future__ import annotations

from dataclasses import dataclass

SCHOOL, CLASS, TERM = "Hillside School", "8B", "Autumn 2026"
TEACHER, AMARA = "Ms Okoro", "Amara"
COLLEAGUE = "Mr Brandt"
AUTHOR = "Noor"
"""Writes and brings in courses."""
ASSIGNED = "equations"
"""The unit that the class has until the end of the week after."""
GOAL = "solve-any-linear-equation"
"""What all of the class want to be ready for."""
COURSE, PROSE = "foundations-of-algebra", "the-living-cell"


@dataclass(frozen=True, slots=True)
class Part:
    """One learner. ``ability`` is on the probit scale at the start and grows by ``growth`` a sitting;

    ``sittings`` are days ago, oldest first; ``leaves`` how the last one ends: done, in the middle, or stuck.
    """

    name: str
    ability: float
    growth: float
    sittings: tuple[int, ...]
    leaves: str = "done"
    misled: float = 0.5
    """How often a wrong answer is one that a misconception explains."""
    moment: str = ""
    """What they did besides: one of ``moments.MOMENTS``."""


CAST = (
    Part(AMARA, 0.1, 0.15, (19, 14, 9, 4, 1, 0), "middle", 0.7),
    Part("Ben", 0.1, 0.1, (18, 13, 8, 2)),
    Part("Chidi", -0.2, 0.1, (20, 15, 9, 3)),
    Part("Dilan", -0.6, 0.02, (19, 12, 6, 0), "stuck", 0.9, "alert"),
    Part("Elif", 0.9, 0.15, (21, 14, 9, 3, 1)),
    Part("Farah", 1.2, 0.1, (20, 16, 10, 5, 2)),
    Part("Goran", -0.4, 0.06, (17, 10, 4)),
    Part("Hana", 0.8, 0.12, (19, 13, 7, 2), moment="doubt"),
    Part("Ines", 0.4, 0.1, (24, 20, 16, 12)),
    Part("Jonas", 0.0, 0.08, (16, 9, 5)),
    Part("Kofi", 0.6, 0.1, (18, 11, 6, 1), "done", 0.9, "contest"),
    Part("Lena", 0.2, 0.1, (15, 8, 3), "done", 0.9),
)
