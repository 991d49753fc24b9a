"""Course graphs for tests: small real Course values without lessons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chiron.core.learning.course import Course

HINTS = {"point": "Look.", "principle": "Think.", "next_step": "Do."}


def course(
    graph: Mapping[str, Sequence[str]],
    difficulty: Mapping[str, float] | None = None,
    templates: int = 3,
    uses: Sequence[str] = ("practice", "diagnostic", "review"),
) -> Course:
    """A course whose skills have the prerequisites given, in the order given."""
    hard = difficulty or {}
    step = {"id": "s", "kind": "numeric", "prompt": "?", "hints": HINTS, "solution": "1", "answer": "1"}
    skills = [
        {
            "id": name,
            "title": name,
            "objective": name,
            "prerequisites": list(before),
            "difficulty": hard.get(name, 0.0),
            "templates": [
                {"id": f"t{i}", "prompt": "?", "steps": [step], "solution": "1", "use": list(uses), "difficulty": d}
                for i, d in zip(range(templates), (-0.3, 0.0, 0.4, 0.2, -0.1), strict=False)
            ],
        }
        for name, before in graph.items()
    ]
    return Course.model_validate(
        {
            "format": 1,
            "id": "c",
            "title": "C",
            "summary": "C",
            "licence": "CC0-1.0",
            "authors": ["A"],
            "audience": {"ages": (11, 14)},
            "scope": "s",
            "objectives": ["o"],
            "goals": [{"id": "g", "title": "g", "skills": [list(graph)[-1]]}],
            "flows": {"opening": ["a"], "check_in": ["a"], "ending": ["a"]},
            "units": [{"id": "u", "title": "U", "summary": "u", "skills": skills}],
        }
    )


LADDER = {f"s{i}": [f"s{i - 1}"] if i else [] for i in range(12)}
WEB = {
    "count": [],
    "add": ["count"],
    "minus": ["add"],
    "times": ["add"],
    "divide": ["times"],
    "signed": ["minus"],
    "fraction": ["divide"],
    "like-terms": ["signed", "times"],
    "brackets": ["like-terms"],
    "one-step": ["signed", "divide"],
    "two-step": ["one-step", "like-terms"],
    "both-sides": ["two-step", "brackets"],
    "fraction-equations": ["two-step", "fraction"],
    "inequalities": ["two-step"],
}
