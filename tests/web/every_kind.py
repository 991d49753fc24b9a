"""A course with one skill for every kind of step, so that each kind's widget can be tried on the practice page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiron.core.learning.course import Course

HINTS = {
    "point": "Look at the question again.",
    "principle": "Do the same to both sides.",
    "next_step": "Take away first.",
    "worked_example": "From $x + 2 = 5$ take 2: $x = 3$.",
}

STEPS: Mapping[str, Mapping[str, Any]] = {
    "numeric": {"prompt": "What is $3 \\cdot 4$?", "answer": "12"},
    "expression": {"prompt": "Multiply out $2(x + 3)$.", "answer": "2x + 6", "variables": ["x"], "form": "expanded"},
    "quantity": {"prompt": "How many centimetres is half a metre?", "answer": "50", "unit": "cm", "accept": "asked"},
    "solution-set": {"prompt": "Solve $x^2 = 9$.", "given": "x^2 = 9"},
    "working": {"prompt": "Solve it, line by line.", "start": "3x + 5 = 20", "goal": "solve", "letters": ["x"]},
    "choice": {
        "prompt": "Which number solves $x + 2 = 5$?",
        "options": [{"text": "$x = 3$", "right": True}, {"text": "$x = 7$"}, {"text": "None"}],
    },
    "multiple-choice": {
        "prompt": "Which are even?",
        "options": [{"text": "2", "right": True}, {"text": "3"}, {"text": "4", "right": True}],
    },
    "order": {"prompt": "From the smallest to the largest.", "items": ["one", "two", "three"]},
    "match": {
        "prompt": "What belongs together?",
        "pairs": [{"left": "root", "right": "takes in water"}, {"left": "leaf", "right": "takes in light"}],
        "extra": ["carries seeds"],
    },
    "cloze": {
        "prompt": "Fill in.",
        "text": "Plants make [sugar] from [light].",
        "gaps": {"sugar": {"accept": ["sugar"]}, "light": {"accept": ["light"], "bank": ["light", "soil"]}},
    },
    "text": {"prompt": "What carries water in a plant?", "accept": ["xylem"]},
    "open": {"prompt": "Why do both sides stay equal?", "rubric": "Says that the same was done to both."},
    "code": {
        "prompt": "Give back twice the number.",
        "function": "twice",
        "starter": "def twice(n):\n    ",
        "tests": [{"call": "twice(2)", "gives": "4"}],
        "answer": "def twice(n):\n    return 2 * n",
    },
    "short-text": {
        "prompt": "What does a root take in?",
        "context": "What does the root of a plant take in?",
        "reference": ["Roots take in water from the soil.", "Water and minerals are taken in."],
    },
}
"""The authored fields of one step of each kind."""


def every_kind(more: Mapping[str, Mapping[str, Any]] | None = None) -> Course:
    """The course: a skill by the name of each kind, none needing another."""
    line = ["Shall we?"]
    steps = {**STEPS, **(more or {})}
    return Course.model_validate(
        {
            "format": 1,
            "id": "every-kind",
            "title": "Every kind of step",
            "summary": "One skill for each kind of step.",
            "licence": "CC-BY-4.0",
            "authors": ["Chiron"],
            "audience": {"ages": (11, 16)},
            "scope": "Tests.",
            "objectives": ["Answer."],
            "goals": [{"id": "all", "title": "All of it", "skills": list(steps)}],
            "flows": {"opening": line, "check_in": ("How is it going?",), "ending": ("Rest well.",)},
            "units": [
                {"id": "unit", "title": "Unit", "summary": "One.", "skills": [_skill(k, f) for k, f in steps.items()]}
            ],
        }
    )


def _skill(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    made = {k: v for k, v in fields.items() if k != "whole"}
    step = {"id": "one", "kind": kind, "hints": HINTS, "solution": "That is how.", **made}
    return {
        "id": kind,
        "title": kind.replace("-", " ").capitalize(),
        "objective": f"Answer by {kind}.",
        "templates": [
            {"id": name, "prompt": "Read and answer.", "steps": [step], "solution": "Done."} for name in "abc"
        ],
        "lesson": "## How\n\nRead, then answer.\n",
    }
