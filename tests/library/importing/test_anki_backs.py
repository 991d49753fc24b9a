"""The backs of cards as their writers mean them, and what the lines of Anki's review log are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chiron.engine.library.importing.formats.anki.history import history
from chiron.engine.library.importing.opening import open_bytes
from tests.library.importing.anki_fakes import BASIC, Deck, kinds, one, packed


@pytest.mark.parametrize(
    ("back", "kind", "fields"),
    [
        ("6 g", "quantity", {"answer": "6", "unit": "g"}),
        ("24&nbsp;h", "quantity", {"answer": "24", "unit": "h"}),
        ("3 x 10^8 m/s", "quantity", {"answer": "3*10^(8)", "unit": "m/s"}),
        ("6.02 × 10<sup>23</sup> mol", "quantity", {"answer": "6.02*10^(23)", "unit": "mol"}),
        ("-5 °C", "quantity", {"answer": "-5", "unit": "°C"}),
        ("5 cells", "numeric", {"answer": "5", "unit": "cells"}),
        (r"\(6 g\)", "expression", {"answer": "6 g", "variables": ["g"]}),
        ("2x", "expression", {"answer": "2x", "variables": ["x"]}),
        ("p53", "text", {"accept": ["p53"]}),
        ("COVID-19", "text", {"accept": ["COVID-19"]}),
        ("1914–1918", "text", {"accept": ["1914-1918", "1914 - 1918", "1914 to 1918"]}),
        ("H<sub>2</sub>O", "text", {"accept": ["H₂O", "H2O"]}),
        ("Na<sup>+</sup>", "text", {"accept": ["Na⁺", "Na+"]}),
        ("la vaca", "text", {"accept": ["la vaca"]}),
    ],
)
def test_a_back_is_read_as_its_writer_means_it(back: str, kind: str, fields: Any, tmp_path: Path) -> None:
    found = one(Deck().add(BASIC, "What is it?", back), tmp_path)
    assert kinds([found]) == [(kind, fields)]


def test_a_letter_of_the_fronts_formulas_is_no_unit(tmp_path: Path) -> None:
    found = one(Deck().add(BASIC, r"Add \(2g + 4g\)", "6 g"), tmp_path)
    assert found.steps[0].kind == "expression"


def test_how_many_of_a_unit_is_asked_in_that_unit(tmp_path: Path) -> None:
    found = one(Deck().add(BASIC, "How many minutes has an hour?", "60 min"), tmp_path)
    assert kinds([found]) == [("quantity", {"answer": "60", "unit": "min", "accept": "asked"})]


def test_a_back_that_only_begins_as_the_front_does_stays_whole(tmp_path: Path) -> None:
    assert one(Deck().add(BASIC, "v", "v = d/t"), tmp_path).steps[0].solution == "v = d/t"


def test_what_the_log_says_of_a_line_decides_whether_it_is_a_review(tmp_path: Path) -> None:
    deck = Deck().add(BASIC, "a?", "b").add(BASIC, "c?", "d")
    day = 86_400_000
    lines = [  # time, card, rating, interval, milliseconds, kind, factor
        (1, 10_000, 3, 1, 900, 0, 0),
        (2, 10_000, 0, 0, 0, 4, 0),  # begun afresh: what was before says nothing of today
        (3, 10_000, 2, 1, 1500, 1, 2500),
        (4, 10_000, 3, 1, 1500, 3, 2500),  # a filtered deck that reschedules
        (5, 10_000, 3, 1, 1500, 3, 0),  # cramming
        (6, 10_010, 0, 9, 0, 5, 2500),  # planned anew
        (7, 10_010, 4, 9, -5, 2, 2500),
    ]
    rows = ",".join(str((1_700_000_000_000 + n * day, *rest)) for n, *rest in lines)
    deck.extra = f"INSERT INTO revlog (id, cid, ease, ivl, time, type, factor) VALUES {rows};"
    for generation in (1, 3):
        log = history(open_bytes("deck.apkg", packed(deck, generation, tmp_path)))
        assert {card: [(one[1], one[2]) for one in every] for card, every in log.reviews.items()} == {
            "note0:1": [(2, 1.5), (3, 1.5)],
            "note1:1": [(4, 0.0)],
        }
        assert log.left == {"begun-afresh": 1, "by-hand": 2, "cramming": 1}


def test_ratings_of_the_first_scheduler_are_brought_to_todays(tmp_path: Path) -> None:
    deck = Deck(log=[(1, 10_000, 2, 1, 0, 0), (2, 10_000, 3, 1, 0, 1), (3, 10_000, 1, 1, 0, 2)]).add(BASIC, "a?", "b")
    deck.extra = """UPDATE col SET conf = '{"schedVer": 1}'"""
    log = history(open_bytes("deck.apkg", packed(deck, 1, tmp_path)))
    assert [rating for _, rating, _ in log.reviews["note0:1"]] == [3, 3, 1]
