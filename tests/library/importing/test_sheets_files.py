"""Sheets as files: workbooks, formulas, dates, pictures beside them, and cells that mean harm."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import Media, Question
from chiron.engine.library.importing.formats.sheets import READER
from chiron.engine.library.importing.formats.sheets.heads import heads
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.fakes import composed
from tests.library.importing.sheets_fakes import OPTIONS, openpyxl, questions, read, workbook


def test_formulas_count_by_their_result_and_never_run() -> None:
    hostile = "=cmd|' /C calc'!A0"
    (found,) = questions(f'Question,Answer\n"{hostile}","=HYPERLINK(""http://evil"",""x"")"\n')
    assert found.steps[0].fields == {"accept": ['=HYPERLINK("http://evil","x")']}
    # openpyxl writes formulas without results: there is nothing to count by.
    arrivals, report = read(workbook([["Question", "Answer"], ["1+1?", 2], ["2+3?", "=2+3"]]), "sums.xlsx")
    assert [each.steps[0].kind for each in arrivals if isinstance(each, Question)] == ["numeric", "open"]
    assert "No right answer" in str(report.changes)


def test_a_cell_that_became_a_date_is_told() -> None:
    data = workbook([["Question", "Answer"], ["Three quarters?", date(2026, 4, 3)], ["Half?", 0.5]])
    arrivals, report = read(data, "dates.xlsx")
    assert len([each for each in arrivals if isinstance(each, Question)]) == 1
    (line,) = report.lines
    assert line.place == "dates.xlsx, row 2"
    assert "In column B a date stands here" in line.why


def test_numbers_of_a_workbook_are_what_a_person_sees() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Question", "Answer"])
    sheet.append(["A third of 0.9?", 0.1 + 0.2])
    sheet.append(["Half in per cent?", 0.5])
    sheet["B3"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    third, half = questions(out.getvalue(), "n.xlsx")
    assert third.steps[0].fields == {"answer": "0.3"}
    assert half.steps[0].fields == {"answer": "50", "unit": "%"}


def test_rows_are_counted_as_a_spreadsheet_shows_them() -> None:
    text = 'sep=;\nQuestion;Answer\n"Two\nlines?";1\n\nNext?;2\n'
    assert [each.place for each in questions(text)] == ["quiz.csv, row 2", "quiz.csv, row 4"]


def test_an_enormous_cell_is_told_and_the_rest_comes() -> None:
    arrivals, report = read("Question,Answer\n" + "x" * 200_000 + ",1\nNext?,2\n")
    assert [each.prompt for each in arrivals if isinstance(each, Question)] == ["Next?"]
    assert [line.place for line in report.lines] == ["quiz.csv, row 2"]


def test_several_sheets_are_sections_and_hidden_ones_are_told() -> None:
    book = openpyxl.Workbook()
    book.active.title = "One"
    for name in ("Two", "Three"):
        book.create_sheet(name)
    for sheet in book:
        sheet.append(["Question", "Answer"])
        sheet.append([f"In {sheet.title}?", 1])
    book["Three"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    arrivals, report = read(out.getvalue(), "book.xlsx")
    found = [each for each in arrivals if isinstance(each, Question)]
    assert [(each.section, each.place) for each in found] == [
        (("One",), "book.xlsx, sheet One, row 2"),
        (("Two",), "book.xlsx, sheet Two, row 2"),
    ]
    assert [(line.key, line.what) for line in report.lines] == [("Three", "sheet")]


def test_keys_are_stable_and_unique() -> None:
    first = questions("Question,Answer\nA?,1\nB?,2\nA?,3\n")
    later = questions("Question,Answer\nNew?,0\nA?,1\nB?,2\nA?,3\n")
    assert [each.key for each in first] == [each.key for each in later[1:]]
    assert len({each.key for each in later}) == 4
    named = questions("Id,Question,Answer\nQ-7,A?,1\nQ-7,B?,2\n")
    assert [each.key for each in named] == ["q-7", "q-7-2"]


def test_plain_text_stays_plain_and_formulas_stay_formulas() -> None:
    (found,) = questions('Question,Answer\n"It costs $5, or $7 *today*; mail a@b.c. Solve \\(x^2\\) or $y_1$.",1\n')
    assert found.prompt == "It costs \\$5, or \\$7 \\*today\\*; mail a@b.c. Solve $x^2$ or $y_1$."
    (told,) = questions("Question,Option A,Option B,Answer\nWho?,@ada,ben,A\n")
    assert told.steps[0].fields["options"][0] == {"text": "@@ada", "right": True}


def test_pictures_beside_the_sheet_come_and_nothing_else_is_read(tmp_path: Path) -> None:
    (tmp_path / "q.csv").write_text("Question,Answer,Image\nWhat?,1,dot.png\nWho?,2,../secret.png\nBoth?,3,dot.png\n")
    (tmp_path / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = Report()
    arrivals = list(READER.read(open_path(tmp_path), report))
    media = [each for each in arrivals if isinstance(each, Media)]
    found = [each for each in arrivals if isinstance(each, Question)]
    assert [each.name for each in media] == ["dot.png"]
    assert found[0].prompt.endswith(f"(media:{media[0].key})")
    assert "media:" not in found[1].prompt
    assert found[2].prompt.endswith(f"(media:{media[0].key})")
    assert [line.what for line in report.lines] == ["picture"]


def test_what_is_no_sheet_of_questions_says_what_the_heads_must_be() -> None:
    with pytest.raises(Unusable, match="Option A"):
        read("name,age\nAda,36\n")
    with pytest.raises(Unusable, match="Save it as"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls")
    with pytest.raises(Unusable, match="broken or cut off"):
        read(b"not a zip at all", "cut.xlsx")


def test_a_cut_off_workbook_and_one_with_entities_are_unusable() -> None:
    data = workbook([["Question", "Answer"], ["A?", 1]])
    with pytest.raises(Unusable):
        read(data[: len(data) // 2], "cut.xlsx")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/workbook.xml":
                text = b'<!DOCTYPE a [<!ENTITY b "' + b"c" * 99 + b'">]>' + text
            new.writestr(name, text)
    with pytest.raises(Unusable, match="entities"):
        read(out.getvalue(), "bomb.xlsx")


def test_ods() -> None:
    cells = "".join(
        f'<table:table-row>{"".join(row)}</table:table-row>'
        for row in [
            ["<table:table-cell><text:p>Question</text:p></table:table-cell>",
             "<table:table-cell><text:p>Answer</text:p></table:table-cell>"],
            ["<table:table-cell><text:p>Half?</text:p></table:table-cell>",
             '<table:table-cell office:value-type="float" office:value="0.5"><text:p>0,50</text:p></table:table-cell>'],
        ]
    )  # fmt: skip
    xml = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", xml)
    (found,) = questions(out.getvalue(), "quiz.ods")
    assert found.steps[0].fields == {"answer": "0.5"}


def test_a_sheet_becomes_a_course() -> None:
    text = OPTIONS + "Capital of Italy?,Paris,Madrid,Rome,Bern,C\nPrime?,2,4,5,9,A;C\n"
    made, report = composed(*(each for each in read(text)[0] if isinstance(each, Question)))
    assert (report.steps, report.gradable) == (2, 2)
    assert made.content["units"]


def test_heads_of_options_and_feedback() -> None:
    found = heads(["Frage", "Antwort A", "Antwort B", "Feedback A", "Falsche Antwort 1", "Tipp 2"])
    assert (found.options, found.told, found.wrong, found.hints) == ({0: 1, 1: 2}, {0: 3}, (4,), (5,))


def test_fits_by_name_and_heads() -> None:
    assert READER.fits(open_bytes("a.csv", b"Question,Answer\n")) > 0.5
    assert READER.fits(open_bytes("a.txt", b"Question\tAnswer\tHint\nA?\t1\t\n")) > 0.5
    assert READER.fits(open_bytes("a.txt", b"::T:: Who? {=Ada ~Ben}\n")) == 0
    assert READER.fits(open_bytes("a.xlsx", workbook([["Question", "Answer"]]))) > 0.5
