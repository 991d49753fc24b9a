"""A reader of one's own shapes, and a source that holds what a test puts in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chiron.engine.library.importing.arriving import About, Arrival, Asked, Hint, Question
from chiron.engine.library.importing.composing import Composed, Composer
from chiron.engine.library.importing.reporting import Report


def choice(key: str, *texts: str, prompt: str = "Which one?", **more: Any) -> Question:
    """A question with one choice, the first text being right."""
    options = [{"text": text, **({"right": True} if number == 0 else {})} for number, text in enumerate(texts)]
    return Question(
        key, f"q.txt:{key}", key, prompt, (Asked(f"{key}-1", "choice", "Pick.", {"options": options}),), **more
    )


def number(key: str, answer: str, hints: Sequence[str] = (), **more: Any) -> Question:
    """A question with one number."""
    asked = Asked(f"{key}-1", "numeric", "How many?", {"answer": answer}, tuple(Hint(text) for text in hints))
    return Question(key, f"q.txt:{key}", key, "Count.", (asked,), **more)


def composed(*arrivals: Arrival, language: str = "en", known: dict[str, str] | None = None) -> tuple[Composed, Report]:
    """What is composed of these."""
    report = Report(source="source")
    composer = Composer(report, known=known)
    composer.take(About("A bank", language))
    composer.take_all(arrivals)
    made = composer.compose()
    report.close()
    return made, report


def templates(made: Composed) -> Iterator[tuple[str, dict[str, Any]]]:
    """(skill, template) of everything composed."""
    for unit in made.content["units"]:
        for skill in unit["skills"]:
            yield from ((skill["id"], one) for one in skill["templates"])
