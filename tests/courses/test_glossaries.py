"""Every name of a term finds that term, in English and in Spanish."""

from __future__ import annotations

import pytest

from chiron.core.language.reading import find_term, read
from chiron.core.language.rules.shape import Intent
from tests.courses.shelf import Shelved

SAME_STEM = {"factor", "factors", "factores"}
"""Words that are another term's name as well once their endings are taken away ("factored")."""
COURSES = [Shelved(name, range(1)) for name in ("foundations-of-algebra", "the-living-cell")]


@pytest.mark.parametrize("shelved", COURSES, ids=[shelved.name for shelved in COURSES])
def test_every_name_finds_its_own_term(shelved: Shelved) -> None:
    for entry in shelved.course.glossary:
        for name in {entry.term, *entry.also} - SAME_STEM:
            found = find_term(name, shelved.course.glossary)
            assert found is not None, name
            assert found.term == entry.term, name


@pytest.mark.parametrize(
    ("course", "word", "term"),
    [
        ("foundations-of-algebra", "incógnita", "unknown"),
        ("foundations-of-algebra", "términos semejantes", "like terms"),
        ("foundations-of-algebra", "máximo común divisor", "highest common factor"),
        ("foundations-of-algebra", "propiedad distributiva", "distributive law"),
        ("foundations-of-algebra", "factorizar", "factor out"),
        ("the-living-cell", "pared celular", "cell wall"),
        ("the-living-cell", "núcleo", "nucleus"),
        ("the-living-cell", "mitocondrias", "mitochondrion"),
        ("the-living-cell", "ósmosis", "osmosis"),
        ("the-living-cell", "transporte activo", "active transport"),
    ],
)
def test_a_learner_who_asks_in_spanish_finds_the_term(course: str, word: str, term: str) -> None:
    glossary = next(shelved for shelved in COURSES if shelved.name == course).course.glossary
    for asked in (f"¿Qué significa {word}?", f"que significa {word}"):
        reading = read(asked, "es", glossary)
        assert (reading.intent, reading.about) == (Intent.MEANING, term), asked
