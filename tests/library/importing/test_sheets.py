"""Sheets of questions: heads in four languages, keys that the grader agrees with, and cells that mean harm."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import About, Arrival, Media, Question
from chiron.engine.library.importing.formats.sheets import READER
from chiron.engine.library.importing.formats.sheets.heads import heads
from chiron.engine.library.importing.formats.sheets.values import number, tolerance
from chiron.engine.library.importing.opening import Unusable, open_bytes, open_path
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.fakes import composed

openpyxl = pytest.importorskip("openpyxl")


def read(text: str | bytes, name: str = "quiz.csv") -> tuple[list[Arrival], Report]:
    data = text.encode() if isinstance(text, str) else text
    report = Report()
    return list(READER.read(open_bytes(name, data), report)), report


def questions(text: str | bytes, name: str = "quiz.csv") -> list[Question]:
    return [arrival for arrival in read(text, name)[0] if isinstance(arrival, Question)]


def one(answer: str, **columns: str) -> Question:
    """The question of a sheet with one row."""
    names = ["Question", "Answer", *columns]
    cells = ["What is it?", answer, *columns.values()]
    (found,) = questions("\t".join(names).replace("_", " ") + "\n" + "\t".join(cells) + "\n", "quiz.tsv")
    return found


def verdict(question: Question, typed: dict[str, list[str]] | str, decimal: str = ".") -> Outcome | str:
    """What Chiron's own grader says of a form."""
    step = question.steps[0]
    kind = interaction(step.kind)
    spec = kind.Spec.model_validate(step.fields)
    task, key = kind.make(spec, {}, Chance(1), Locale(decimal=decimal))
    form = {"answer": [typed]} if isinstance(typed, str) else typed
    try:
        return kind.grade(task, key, kind.read(task, form)).outcome
    except Unread:
        return "asked again"


def pick(question: Question, *texts: str) -> Outcome | str:
    """The verdict on options picked by their words."""
    step = question.steps[0]
    kind = interaction(step.kind)
    task, key = kind.make(kind.Spec.model_validate(step.fields), {}, Chance(1), Locale())
    ids = [option["id"] for option in task["options"] if option["text"] in texts]
    assert len(ids) == len(texts)
    return kind.grade(task, key, kind.read(task, {"answer": ids})).outcome


def workbook(rows: list[list[object]], title: str = "Quiz") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("answer", "kind", "right", "wrong"),
    [
        ("12", "numeric", "12", "13"),
        ("-3.5", "numeric", "-7/2", "3.5"),
        ("3/4", "numeric", "0.75", "4/3"),
        ("1 1/2", "numeric", "1.5", "11/2"),
        ("1,000", "numeric", "1000", "1"),
        ("2.5e-3", "numeric", "0.0025", "2500"),
        ("4 ± 0.1", "numeric", "4.05", "4.2"),
        ("0.5; 1/2", "numeric", "0.5", "5"),
        ("12 cm", "quantity", "0.12 m", "12 m"),
        ("50%", "quantity", "50%", "5%"),
        ("x = 2", "numeric", "x=2", "x = 3"),
        ("$x^2$", "expression", "x*x", "2x"),
        (r"\(\frac{1}{2}\)", "expression", "1/2", "2"),
        ("{1, 2}", "solution-set", "2, 1", "1, 3"),
        ("x = 0,5", "numeric", "1/2", "5"),
        ("2x + 3", "expression", "3 + 2x", "2x - 3"),
        ("y = 2x + 1", "expression", "y - 1 = 2x", "y = x + 2"),
        ("x = 2; x = -2", "solution-set", "x = -2 or x = 2", "x = 2 or x = 3"),
    ],
)
def test_typed_answers_get_their_kind_and_a_true_key(answer: str, kind: str, right: str, wrong: str) -> None:
    found = one(answer)
    assert found.steps[0].kind == kind
    assert verdict(found, right) == Outcome.CORRECT
    assert verdict(found, wrong) not in (Outcome.CORRECT, "asked again")


@pytest.mark.parametrize("answer", ["Paris", "the cell membrane", "H2O", "e-mail", "a", "CO2", "well-known"])
def test_words_are_words_and_no_mathematics(answer: str) -> None:
    found = one(answer)
    assert found.steps[0].kind == "text"
    assert verdict(found, answer.upper()) == Outcome.CORRECT
    assert verdict(found, "something else") == Outcome.PERSON


def test_several_right_words_are_each_accepted() -> None:
    found = one("colour | color; hue")
    assert [verdict(found, each) for each in ("Color", "hue")] == [Outcome.CORRECT, Outcome.CORRECT]


def test_an_equation_written_back_is_no_solution() -> None:
    assert verdict(one("x = 2"), "2x + 3 = 7") != Outcome.CORRECT


@pytest.mark.parametrize(
    "kind", ["", "numeric", "expression", "solution set", "match", "order", "true/false", "choice"]
)
def test_an_answer_without_words_is_told_with_its_row(kind: str) -> None:
    text = f"Question,Type,Answer\nGood?,,1\nOdd?,{kind},?\nOdder?,{kind},;\n"
    arrivals, report = read(text)
    assert len([each for each in arrivals if isinstance(each, Question)]) == 1
    assert [line.place for line in report.lines] == ["quiz.csv, row 3", "quiz.csv, row 4"]


def test_without_openpyxl_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["Question", "Answer"], ["A?", 1]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(Unusable, match="pip install"):
        read(data, "quiz.xlsx")


def test_tolerance_and_unit_columns() -> None:
    near = one("9.81", Tolerance="1 %", Unit="m/s^2")
    assert near.steps[0].kind == "quantity"
    assert verdict(near, "9.8 m/s^2") == Outcome.CORRECT
    assert verdict(near, "9.5 m/s^2") != Outcome.CORRECT
    chapter = one("9", Unit="Unit 3: Falling")
    assert chapter.steps[0].kind == "numeric"
    assert chapter.section == ("Unit 3: Falling",)


OPTIONS = "Question,Answer A,Answer B,Answer C,Answer D,Correct answer\n"


@pytest.mark.parametrize("answer", ["C", "c)", "3", "Rome", " rome. "])
def test_a_right_option_by_letter_number_or_text(answer: str) -> None:
    (found,) = questions(OPTIONS + f"Capital of Italy?,Paris,Madrid,Rome,Bern,{answer}\n")
    assert found.steps[0].kind == "choice"
    assert pick(found, "Rome") == Outcome.CORRECT
    assert [pick(found, wrong) for wrong in ("Paris", "Madrid", "Bern")] == [Outcome.INCORRECT] * 3


def test_options_that_are_numbers_go_by_what_the_rest_of_the_column_means() -> None:
    by_text, _ = questions(OPTIONS + "1+1?,1,2,3,4,2\n2+3?,3,4,5,6,5\n")
    assert pick(by_text, "2") == Outcome.CORRECT
    by_number, other = questions(OPTIONS + "1+2?,2,3,4,5,2\nCapital?,Paris,Rome,Oslo,Bern,2\n")
    assert pick(other, "Rome") == Outcome.CORRECT
    assert pick(by_number, "3") == Outcome.CORRECT


def test_heads_written_together() -> None:
    (found,) = questions("QuestionText,Option1,Option2,Option3,CorrectAnswer\nWhich is 2?,1,2,3,Option 2\n")
    assert pick(found, "2") == Outcome.CORRECT
    assert pick(found, "3") == Outcome.INCORRECT


@pytest.mark.parametrize(
    "row",
    [
        "Capital of Italy? A) Paris B) Rome C) Bern\t\tB",
        "Capital of Italy?\tA. Paris B. Rome C. Bern\tb",
        "Capital of Italy?\tParis; Rome; Bern\tRome",
        "Capital of Italy?\tParis|Rome|Bern\t2",
    ],
)
def test_options_in_one_cell(row: str) -> None:
    (found,) = questions(f"Question\tOptions\tAnswer\n{row}\n", "quiz.tsv")
    assert found.prompt == "Capital of Italy?"
    assert pick(found, "Rome") == Outcome.CORRECT
    assert pick(found, "Bern") == Outcome.INCORRECT


def test_a_number_of_things() -> None:
    found = one("12 apples")
    assert found.steps[0].kind == "numeric"
    assert [verdict(found, each) for each in ("12", "12 apples")] == [Outcome.CORRECT] * 2
    assert verdict(found, "11 apples") == Outcome.INCORRECT


def test_several_right_options() -> None:
    for answer in ("A;C", "A and C", "AC", "2;5", "1 und 3"):
        assert pick(questions(OPTIONS + f"Which are prime?,2,4,5,9,{answer}\n")[0], "2", "5") == Outcome.CORRECT
    (found,) = questions(OPTIONS + "Which are prime?,2,4,5,9,A;C\n")
    assert found.steps[0].kind == "multiple-choice"
    assert pick(found, "2", "5") == Outcome.CORRECT
    assert pick(found, "2") != Outcome.CORRECT
    assert pick(found, "2", "5", "9") != Outcome.CORRECT


def test_a_right_answer_that_is_no_option_is_left_out_with_its_row() -> None:
    report = Report()
    with pytest.raises(Unusable):
        list(READER.read(open_bytes("quiz.csv", (OPTIONS + "Capital?,Paris,Rome,,,Oslo\n").encode()), report))
    (line,) = report.lines
    assert (line.place, line.what) == ("quiz.csv, row 2", "item")
    assert "'Oslo' is none of the options" in line.why


def test_wrong_answers_in_columns_or_in_one_cell() -> None:
    many, single = (
        questions("Question\tCorrect Answer\tIncorrect Answer 1\tIncorrect Answer 2 (Optional)\n2+2?\t4\t5\t22\n")[0],
        questions("Question\tAnswer\tWrong answers\n2+2?\t4\t5; 22\n")[0],
    )
    for found in (many, single):
        assert pick(found, "4") == Outcome.CORRECT
        assert pick(found, "22") == Outcome.INCORRECT


SHEETS = {
    "en": "Question,Answer,Hint,Explanation,Topic,Chapter\n2+2?,4,Count.,Two and two.,Sums,Numbers\n",
    "de": "Frage;Richtige Antwort;Tipp;Erklärung;Thema;Kapitel\n2+2?;4;Count.;Two and two.;Sums;Numbers\n",
    "es": "Pregunta;Respuesta correcta;Pista;Explicación;Tema;Capítulo\n2+2?;4;Count.;Two and two.;Sums;Numbers\n",
    "fr": "Énoncé;Bonne réponse;Indice;Explication;Sujet;Chapitre\n2+2?;4;Count.;Two and two.;Sums;Numbers\n",
}


@pytest.mark.parametrize("language", SHEETS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_heads_in_four_languages_and_encodings(language: str, encoding: str) -> None:
    arrivals, report = read(SHEETS[language].encode(encoding))
    (found,) = [each for each in arrivals if isinstance(each, Question)]
    (step,) = found.steps
    assert (found.prompt, step.fields["answer"], step.solution) == ("2+2?", "4", "Two and two.")
    assert ([hint.text for hint in step.hints], found.skills, found.section) == (["Count."], ("Sums",), ("Numbers",))
    assert [each.language for each in arrivals if isinstance(each, About)][-1] == language
    assert not report.lines


def test_a_decimal_comma_is_read_where_the_table_writes_one() -> None:
    half, thousand, *_ = questions("Frage;Antwort\nHalb?;0,5\nViel?;1.250\nPi?;3,14\n")
    assert verdict(half, "0,5", ",") == Outcome.CORRECT
    assert verdict(half, "5", ",") != Outcome.CORRECT
    assert verdict(thousand, "1250", ",") == Outcome.CORRECT


@pytest.mark.parametrize(
    ("text", "comma", "formula"),
    [
        ("1.234,5", True, "1234.5"),
        ("1,234.5", False, "1234.5"),
        ("12 000", False, "12000"),
        ("-1 1/2", False, "-(1 + 1/2)"),
        ("−3", False, "-3"),
        (".5", False, "0.5"),
        ("3·10^8", False, "3*10^8"),
        ("1/0", False, None),
        ("3-4", False, None),
        ("1.2.3", False, None),
        ("10:30", False, None),
    ],
)
def test_numbers(text: str, comma: bool, formula: str | None) -> None:
    assert number(text, comma) == formula


def test_a_tolerance_in_per_cent_is_of_the_answer() -> None:
    assert tolerance("±5 %", "200", False) == "abs(200)*(5)/100"


@pytest.mark.parametrize(
    ("answer", "right", "wrong"), [("true", "True", "False"), ("Falsch", "Falsch", "Wahr"), ("VRAI", "Vrai", "Faux")]
)
def test_true_and_false(answer: str, right: str, wrong: str) -> None:
    found = one(answer)
    assert pick(found, right) == Outcome.CORRECT
    assert pick(found, wrong) == Outcome.INCORRECT


def test_t_and_f_where_the_type_says_so() -> None:
    found = one("F", Type="True/False")
    assert pick(found, "False") == Outcome.CORRECT


def test_pairs_and_orders() -> None:
    pairs = one("dog -> Hund; cat -> Katze; bird -> Vogel")
    assert pairs.steps[0].kind == "match"
    assert pairs.steps[0].fields["pairs"][1] == {"left": "cat", "right": "Katze"}
    order = one("egg; larva; pupa; beetle", Type="ordering")
    assert order.steps[0].fields == {"items": ["egg", "larva", "pupa", "beetle"]}
    (lettered,) = questions('Question,Type,A,B,C,Answer\nSort,Reihenfolge,two,three,one,"C, A, B"\n')
    assert lettered.steps[0].fields == {"items": ["one", "two", "three"]}
    assert interaction("match").Spec.model_validate(pairs.steps[0].fields)


def test_gaps_get_one_answer_each() -> None:
    (found,) = questions("Question,Answer\nThe ___ of Italy is ____.,capital;Rome\n")
    assert found.steps[0].kind == "cloze"
    assert verdict(found, {"answer.gap-1": ["Capital"], "answer.gap-2": ["Rome"]}) == Outcome.CORRECT
    assert verdict(found, {"answer.gap-1": ["Rome"], "answer.gap-2": ["capital"]}) != Outcome.CORRECT


def test_kahoots_template() -> None:
    rows: list[list[object]] = [[None]] * 7
    rows += [
        [None, "Question - max 120 characters", *(f"Answer {n} - max 75 characters" for n in range(1, 5)),
         "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one"],
        [1, "Which is 3?", 2, 3, 4, 5, 20, 2],
        [2, "Which are even?", 1, 2, 3, 4, 20, "2,4"],
    ]  # fmt: skip
    arrivals, report = read(workbook(rows), "kahoot.xlsx")
    three, even = [each for each in arrivals if isinstance(each, Question)]
    assert pick(three, "3") == Outcome.CORRECT
    assert pick(three, "2") == Outcome.INCORRECT
    assert pick(even, "2", "4") == Outcome.CORRECT
    assert [(line.what, line.key) for line in report.lines] == [("column", "time")]
    assert three.place == "kahoot.xlsx, row 9"


def test_quizizz_and_blooket() -> None:
    quizizz = (
        "Question Text,Question Type,Option 1,Option 2,Option 3,Option 4,Option 5,Correct Answer,Time in seconds,"
        "Image Link,Answer explanation\n"
        "Which is 2?,Multiple Choice,4,3,2,1,,3,20,https://example.org/a.png,Because.\n"
        'Evens?,Checkbox,2,3,4,5,,"1,3",20,,\n'
        "Say hello,Fill-in-the-Blank,hello,hi,,,,,30,,\n"
        "What do you think?,Open-Ended,,,,,,,60,,\n"
        "Mood?,Poll,good,bad,,,,,20,,\n"
    )
    arrivals, report = read(quizizz)
    two, evens, hello, think = [each for each in arrivals if isinstance(each, Question)]
    assert pick(two, "2") == Outcome.CORRECT
    assert two.steps[0].solution == "Because."
    assert pick(evens, "2", "4") == Outcome.CORRECT
    assert verdict(hello, "Hi") == Outcome.CORRECT
    assert think.steps[0].kind == "open"
    whys = {line.what: line.why for line in report.lines}
    assert "nothing is fetched" in whys["picture"]
    assert "no right answer" in whys["item"]
    blooket = (
        '"Blooket\nImport Template",,,,,,,\n'
        'Question #,Question Text,Answer 1,Answer 2,"Answer 3\n(Optional)","Answer 4\n(Optional)",'
        '"Time Limit (sec)\n(Max: 300 seconds)","Correct Answer(s)\n(Only include Answer #)"\n'
        "1,Which is 3?,1,2,3,4,20,3\n"
    )
    (found,) = questions(blooket)
    assert pick(found, "3") == Outcome.CORRECT


def test_two_columns_without_heads() -> None:
    arrivals, report = read("perro\tdog\ngato\tcat\nave\tbird\n", "words.tsv")
    found = [each for each in arrivals if isinstance(each, Question)]
    words = [(each.prompt, each.steps[0].fields["accept"]) for each in found]
    assert words == [("perro", ["dog"]), ("gato", ["cat"]), ("ave", ["bird"])]
    report.close()
    assert any("no heads" in line.why for line in report.lines)


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
