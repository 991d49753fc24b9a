"""Sheets of questions: heads in four languages, and keys that the grader agrees with."""

from __future__ import annotations

import sys

import pytest

from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import About, Question
from chiron.engine.library.importing.formats.sheets import READER
from chiron.engine.library.importing.formats.sheets.values import number, tolerance
from chiron.engine.library.importing.opening import Unusable, open_bytes
from chiron.engine.library.importing.reporting import Report
from tests.library.importing.sheets_fakes import OPTIONS, one, pick, questions, read, verdict, workbook


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
