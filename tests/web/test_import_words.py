"""What an import's report says, in the person's language, and where a fault stands, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chiron.engine.library import importing
from chiron.faces.web.fault_words import fault_words
from chiron.faces.web.teacher import import_words
from chiron.faces.web.teacher.import_words import REASONS, place_words, reason_words

SOURCE = "\n".join(path.read_text("utf-8") for path in Path(importing.__file__).parent.rglob("*.py"))
JOINED = re.sub(r'"\s*\n\s*f?"', "", SOURCE)


@pytest.mark.parametrize("reason", REASONS)
def test_every_sentence_is_still_said_somewhere(reason: str) -> None:
    longest = max(re.split(r"\{\d\}", reason), key=len).strip()
    assert longest in JOINED or longest.replace("\\", "\\\\") in JOINED


def test_sentences_that_stand_together_are_said_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"It is empty.": "Está vacío.", "No text shows it.": "Ningún texto lo muestra."}
    monkeypatch.setattr(import_words, "fault_words", lambda text: said.get(text, text))
    import_words._said.cache_clear()
    assert reason_words("It is empty. No text shows it. Nobody said this.") == (
        "Está vacío. Ningún texto lo muestra. Nobody said this."
    )
    import_words._said.cache_clear()
    assert fault_words("It is empty.") == "It is empty."


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("course.yaml", "In what is said of the course as a whole"),
        ("glossary.yaml", "In the glossary"),
        ("units/cells/unit.yaml", "In the unit cells"),
        ("units/cells/osmosis.yaml", "In the skill osmosis, line 7"),
        ("units/cells/readings/water.md", "In the text water"),
        ("other.txt", "other.txt, 7"),
    ],
)
def test_places_are_told_in_words(file: str, told: str) -> None:
    assert place_words(file, 7) == told
