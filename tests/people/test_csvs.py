"""CSV that no spreadsheet runs, and that comes back as it went."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.errors import InvalidInput
from chiron.engine.people import csvs

cells = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=30)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "＝1", "'=1"])
def test_what_could_be_a_formula_is_made_text(cell: str) -> None:
    assert csvs.safe(cell) == "'" + cell


def test_numbers_and_words_stay_as_they_are() -> None:
    assert [csvs.safe(cell) for cell in (-3, 2.5, None, "3x - 4", "")] == ["-3", "2.5", "", "3x - 4", ""]


@given(cells)
def test_no_written_cell_begins_like_a_formula(cell: str) -> None:
    assert not csvs.safe(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.lists(st.tuples(cells, cells), max_size=6))
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    data = csvs.write(("a", "b"), rows)
    assert data.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [[csvs.bare(cell) for cell in row] for row in back[1:]] == [list(row) for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_and_the_encoding_are_found(delimiter: str) -> None:
    text = f"name{delimiter}roles\r\nZoë{delimiter}learner\r\n\r\n"
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        assert csvs.read(data) == [(1, ["name", "roles"]), (2, ["Zoë", "learner"])]


def test_a_cell_of_two_lines_counts_lines_as_an_editor_does() -> None:
    assert csvs.read(b'name\n"Ada\nLovelace"\nBen\n') == [(1, ["name"]), (3, ["Ada\nLovelace"]), (4, ["Ben"])]


def test_what_is_no_csv_is_refused_with_its_line() -> None:
    with pytest.raises(InvalidInput, match=r"Line 3: a character is not UTF-8"):
        csvs.read("name\nAda\nZoë\n".encode("latin-1"))
    with pytest.raises(InvalidInput, match=r"Line 2: this is not CSV"):
        csvs.read(b'name\n"Ada" Lovelace\n')
    with pytest.raises(InvalidInput, match="not text"):
        csvs.read(b"PK\x03\x04\x00\x00")
    with pytest.raises(InvalidInput, match="larger"):
        csvs.read(b"a" * 2_000_001)
