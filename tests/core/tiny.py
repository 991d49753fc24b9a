"""A course of three skills for tests: small, whole and quick."""

from __future__ import annotations

from typing import Any

from chiron.core.learning.course import Course

HINTS = {
    "point": "Look at the sign.",
    "principle": "Undo what was done.",
    "next_step": "Take @b from both sides.",
    "worked_example": "From x + 2 = 5 take 2: x is 3.",
}


def template(name: str, difficulty: float = 0.0) -> dict[str, Any]:
    """x + b = c, in one step."""
    return {
        "id": name,
        "difficulty": difficulty,
        "parameters": {
            "a": {"integer": [2, 40]},
            "b": {"integer": [41, 99]},
            "c": {"compute": "a + b"},
        },
        "prompt": "Solve $x + @b = @c$.",
        "steps": [
            {
                "id": "solve",
                "kind": "numeric",
                "prompt": "What is x?",
                "variable": "x",
                "answer": "a",
                "wrong": [{"answer": "c + b", "misconception": "adds"}],
                "hints": HINTS,
                "solution": "$x = @c - @b$",
            }
        ],
        "solution": "$x = @a$",
    }


def two_steps() -> dict[str, Any]:
    """The same with a step before it."""
    made = template("two")
    first = {**made["steps"][0], "id": "take", "prompt": "What is taken from both sides?", "answer": "b", "wrong": []}
    return {**made, "steps": [first, made["steps"][0]]}


def skill(name: str, *needs: str) -> dict[str, Any]:
    """A skill with three templates."""
    return {
        "id": name,
        "title": name.title(),
        "objective": f"Do {name}.",
        "prerequisites": list(needs),
        "difficulty": -0.6,  # more likely right than not: no worked example comes before a first item
        "misconceptions": [{"id": "adds", "title": "Adds instead", "feedback": "Take away instead."}],
        "templates": [template("one"), two_steps(), template("three", 0.3)],
        "lesson": "## Balance\n\nAn equation is a balance.\n",
    }


def tiny() -> Course:
    """The course: first, second (needs first), third (needs second)."""
    line = ["Shall we?"]
    return Course.model_validate(
        {
            "format": 1,
            "id": "tiny",
            "title": "Tiny",
            "summary": "Three skills.",
            "licence": "CC-BY-4.0",
            "authors": ["Chiron"],
            "audience": {"ages": (11, 16)},
            "scope": "Tests.",
            "objectives": ["Solve"],
            "goals": [{"id": "all", "title": "All of it", "skills": ["third"]}],
            "flows": {"opening": line, "check_in": ("How is it going?",), "ending": ("Rest well.",)},
            "units": [
                {
                    "id": "unit",
                    "title": "Unit",
                    "summary": "One unit.",
                    "skills": [skill("first"), skill("second", "first"), skill("third", "second")],
                }
            ],
        }
    )


def asking(step: dict[str, Any], prompt: str) -> Course:
    """The tiny course with this one step for every problem."""
    body = tiny().model_dump(mode="json")
    for each in (each for unit in body["units"] for skill in unit["skills"] for each in skill["templates"]):
        each.update(parameters={}, prompt=prompt, steps=[step], solution=step["solution"])
    return Course.model_validate(body)
