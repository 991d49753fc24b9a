"""Pieces of pages that are made once."""

from __future__ import annotations

from chiron.faces.web import language
from chiron.faces.web.kept import HOLE, kept_piece


class Maker:
    """Makes a piece and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"<p>{language.tag()} {HOLE} {self.times}</p>"


def test_a_piece_is_made_once_for_what_it_is_made_of() -> None:
    maker = Maker()
    assert kept_piece("<b>1</b>", "test", 1, caller=maker) == "<p>en <b>1</b> 1</p>"
    assert kept_piece("<b>2</b>", "test", 1, caller=maker) == "<p>en <b>2</b> 1</p>", "each page with its own filling"
    assert kept_piece("", "test", 2, caller=maker).endswith("2</p>")


def test_a_piece_is_made_for_each_language_and_anew_where_asked() -> None:
    maker = Maker()
    kept_piece("x", "tongue", caller=maker)
    with language.using("es"):
        assert kept_piece("x", "tongue", caller=maker) == "<p>es x 2</p>"
    assert kept_piece("x", "tongue", caller=maker) == "<p>en x 1</p>"
    assert kept_piece("x", "tongue", None, caller=maker) == "<p>en x 3</p>"
    assert kept_piece("x", "tongue", None, caller=maker) == "<p>en x 4</p>"
