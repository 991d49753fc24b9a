"""Moodle XML: what each type keeps beyond its key, gaps of every kind, files, formulas, and broken or hostile files."""

from __future__ import annotations

import base64
import io
import zipfile
from fractions import Fraction

import pytest
from benchmarks.importing_moodle import made_once
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.learning.course import Locale
from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Media, Page, Question
from chiron.engine.library.importing.formats.moodle import READER
from chiron.engine.library.importing.formats.moodle.categories import section_of
from chiron.engine.library.importing.opening import Unusable, open_bytes
from tests.library.importing.fakes import composed, templates
from tests.library.importing.moodle_fakes import arrivals, changed, graded, item, left, questions

RIGHT, WRONG, PARTLY, PERSON = Outcome.CORRECT, Outcome.INCORRECT, Outcome.PARTLY, Outcome.PERSON
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 20).decode()


def quiz(*inner: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(inner) + "\n</quiz>\n"


def asked(kind: str, text: str, inner: str = "", name: str = "q", files: str = "") -> str:
    return (
        f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html"><text><![CDATA[{text}]]>'
        f"</text>{files}</questiontext>{inner}</question>"
    )


def answer(text: str, fraction: float, feedback: str = "", more: str = "") -> str:
    told = f"<feedback format='html'><text><![CDATA[{feedback}]]></text></feedback>"
    return f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>{told}{more}</answer>'


def one(*question: str) -> Question:
    (found,) = questions(READER, quiz(*question), "q.xml")
    return found


def cloze(text: str) -> Question:
    return one(asked("cloze", text))


def test_what_belongs_to_a_question_comes_with_it() -> None:
    inner = (
        "<generalfeedback format='html'><text>Because.</text></generalfeedback><single>true</single>"
        "<incorrectfeedback format='html'><text>Read again.</text></incorrectfeedback>"
        "<hint format='html'><text>Look left.</text></hint><hint format='html'><text></text></hint>"
        "<tags><tag><text>fish</text></tag><tag><text>sea</text></tag></tags><idnumber>F-1</idnumber>"
        "<defaultgrade>2</defaultgrade><penalty>0.5</penalty>"
    )
    found, report = arrivals(
        READER, quiz(asked("multichoice", "Which?", inner + answer("a", 100, "Yes.") + answer("b", 0))), "q.xml"
    )
    question = found[1]
    assert isinstance(question, Question)
    assert (question.key, question.skills, question.solution) == ("F-1", ("fish", "sea"), "Because.\n\nYes.")
    assert [hint.text for hint in question.steps[0].hints] == ["Look left."]
    assert "Read again." in str(item(question).steps[0].key["wrong"])
    assert "marks of its own" in changed(report, "F-1")
    assert "further try" in changed(report, "F-1")


def test_the_number_of_a_question_names_it() -> None:
    inner = "<single>1</single>" + answer("a", 100) + answer("b", 0)
    assert one("<!-- question: 4711  -->", asked("multichoice", "Which?", inner)).key == "question-4711"
    assert one("<!-- question: 0  -->", asked("multichoice", "Which?", inner, "Fish")).key == "fish"


@pytest.mark.parametrize(
    ("form", "text", "shown"),
    [
        ("html", "a<br/>b &lt; <b>c</b>", "a  \nb < **c**"),
        ("plain_text", "a * b $5 <i>", r"a \* b \$5 \<i>"),
        ("markdown", r"**a** costs $5 and \\(x^2\\) or $$y$$", r"**a** costs \$5 and $x^2$ or $$y$$"),
        ("moodle_auto_format", "a <b>c</b> \\(x\\)", "a **c** $x$"),
    ],
)
def test_the_four_formats_of_a_text(form: str, text: str, shown: str) -> None:
    question = asked("shortanswer", text, answer("x", 100)).replace('format="html"', f'format="{form}"', 1)
    assert one(question).prompt == shown


def test_categories_say_where_and_what_of() -> None:
    category = (
        '<question type="category"><category><text>$course$/top/A//B/C</text></category>'
        '<info format="html"><text><![CDATA[<p>All of C.</p>]]></text></info></question>'
    )
    found, _ = arrivals(READER, quiz(category, asked("description", "Read.")), "q.xml")
    assert [(each.text, each.section) for each in found if isinstance(each, Page)] == [
        ("All of C.", ("A/B", "C")),
        ("Read.", ("A/B", "C")),
    ]
    assert section_of("$system$/top/x") == ("x",)
    assert section_of(" $course$ ") == ()


def test_files_come_once_and_stand_where_they_are_shown() -> None:
    file = f'<file name="a b.png" encoding="base64">{PNG}</file>'
    text = '<img src="@@PLUGINFILE@@/a%20b.png" alt="A dot">'
    inner = "<single>1</single>" + answer("a", 100, text) + answer("b", 0)
    found, report = arrivals(
        READER,
        quiz(asked("multichoice", text, inner, "one", file), asked("multichoice", text, inner, "two", file)),
        "q.xml",
    )
    (media,) = [each for each in found if isinstance(each, Media)]
    assert media.name == "a b.png"
    for question in (each for each in found if isinstance(each, Question)):
        assert question.prompt == f"![A dot](media:{media.key})"
        assert question.solution == f"![A dot](media:{media.key})"
    assert not left(report)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ('<file name="x.png" encoding="base64">@@@</file>', "Its base64 is broken."),
        ('<file name="x.png" encoding="base64"></file>', "It is empty."),
        (f'<file name="x.exe" encoding="base64">{PNG}</file>', "A file of the kind 'exe' cannot be shown."),
    ],
)
def test_a_file_that_cannot_come_is_told_once(file: str, why: str) -> None:
    inner = "<single>1</single>" + answer("a", 100) + answer("b", 0)
    question = asked("multichoice", '<img src="@@PLUGINFILE@@/x.png" alt="gone">', inner, "q", file)
    found, report = arrivals(READER, quiz(question), "q.xml")
    assert list(left(report).values()) == [why]
    assert len(report.lines) == 1
    assert isinstance(found[-1], Question)


def test_options_that_chiron_has_no_place_for_are_told() -> None:
    two_right = "<single>true</single>" + answer("a", 100) + answer("b", 100) + answer("c", 50) + answer("d", 0)
    found, report = arrivals(READER, quiz(asked("multichoice", "Which?", two_right)), "q.xml")
    assert graded(found[1], "a") == [RIGHT]
    assert graded(found[1], "c") == [WRONG]
    assert "Of several right options one is kept" in changed(report, "q")
    many = "<single>true</single>" + answer("right", 100) + "".join(answer(str(n), 0) for n in range(20))
    found, report = arrivals(READER, quiz(asked("multichoice", "Which?", many)), "q.xml")
    assert len(found[1].steps[0].fields["options"]) == 12
    assert graded(found[1], "right") == [RIGHT]
    assert "more than 12 options" in changed(report, "q")


def test_units_count_where_they_are_graded_and_known() -> None:
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>{}</unit_name></unit></units>"
        "<unitgradingtype>{}</unitgradingtype><showunits>0</showunits>"
    )
    number_ = answer("2", 100, "", "<tolerance>0</tolerance>")
    assert one(asked("numerical", "How?", number_ + units.format("m", 1))).steps[0].kind == "quantity"
    shown = one(asked("numerical", "How?", number_ + units.format("m", 0)))
    assert (shown.steps[0].kind, shown.steps[0].fields["unit"]) == ("numeric", "m")
    assert graded(shown, "2 m") == [RIGHT]
    assert one(asked("numerical", "How?", number_ + units.format("smoots", 1))).steps[0].kind == "numeric"


def test_long_pairs_and_orders_come_in_parts() -> None:
    pair = "<subquestion format='html'><text>l{0}</text><answer><text>r{0}</text></answer></subquestion>"
    found = one(asked("matching", "Pair.", "".join(pair.format(n) for n in range(30))))
    assert [len(step.fields["pairs"]) for step in found.steps] == [10, 10, 10]
    assert all(len(step.fields["extra"]) == 20 for step in found.steps)
    assert graded(found, *({f"l{n}": f"r{n}" for n in range(s, s + 10)} for s in (0, 10, 20))) == [RIGHT] * 3
    found = one(asked("ordering", "Order.", "".join(answer(f"t{n}", n) for n in range(1, 24))))
    assert sum(len(step.fields["items"]) for step in found.steps) == 23


def test_gaps_within_lines_are_one_cloze() -> None:
    found = cloze("<p>First read.</p><ul><li>Rome: {1:SA:=Italy}</li><li>Two: {1:MC:=even~odd#no}</li></ul>")
    assert found.prompt == "First read."
    assert found.steps[0].fields["text"] == "• Rome: [gap-1]\n\n• Two: [gap-2]"
    assert graded(found, ["Italy", "even"]) == [RIGHT]
    assert graded(found, ["Italy", "odd"]) == [PARTLY]
    assert graded(found, ["Spain", "even"]) == [PERSON]


def test_gaps_with_a_tolerance_stand_beside_the_text() -> None:
    found = cloze("x is {1:NM:=2:0.1} and {1:SA:=y}(cm)")
    assert found.prompt == "x is **(1)** and **(2)**(cm)"
    assert graded(found, ["2.05", "y"]) == [RIGHT]
    assert graded(found, ["2.2", "y"]) == [PARTLY]


def test_gaps_with_several_right_answers_are_answered_one_by_one() -> None:
    found = cloze("Even: {1:MR:=2~=4~3}. Odd: {1:SA:=one}")
    assert found.prompt == "Even: **(1)**. Odd: **(2)**"
    assert graded(found, ["2", "4"], "one") == [RIGHT, RIGHT]
    assert graded(found, ["2"], "one") == [PARTLY, RIGHT]


def test_more_than_twelve_gaps_are_cut_between_sentences() -> None:
    found = cloze(" ".join(f"{n} is {{1:NM:={n}}}." for n in range(1, 31)))
    assert [len(step.fields["gaps"]) for step in found.steps] == [12, 12, 6]
    assert all(step.fields["text"].endswith(".") for step in found.steps)
    assert (
        graded(found, *([str(n) for n in part] for part in (range(1, 13), range(13, 25), range(25, 31)))) == [RIGHT] * 3
    )


def test_signs_within_gaps() -> None:
    found = cloze(r"{1:MC:=a\~b#x\~y~c\}d~5&gt;3} {1:SA:=\#1~=f(x)} [a] $5 {1:NM:=1,5}(m) and {x}")
    assert graded(found, ["a~b", "#1", "1.5"]) == [RIGHT]
    assert graded(found, ["a~b", "f(x)", "1.5"]) == [RIGHT]
    assert graded(found, ["c}d", "#1", "1.5"]) == [PARTLY]
    assert found.steps[0].fields["text"].endswith(r"\[a\] \$5 [gap-3] (m) and {x}")


def test_a_table_of_gaps_is_a_table() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{{1:NM:={n * n}:0.5}}</td><td>so</td></tr>" for n in (2, 3))
    found = cloze(f"<p>Fill.</p><table><tr><th>n</th><th>square</th><th>is</th></tr>{rows}</table>")
    assert (found.prompt, found.steps[0].kind, found.steps[0].fields["corner"]) == ("Fill.", "table", "n")
    assert found.steps[0].fields["columns"] == ["square", "is"]
    assert graded(found, ["4.2", "9"]) == [RIGHT]


@pytest.mark.parametrize("text", ["{1:MC:a~b}", "{1:FOO:=x}", "{1:SA:=x", "{1:NM:=x}", "{1:SA:}", "no gap"])
def test_a_broken_gap_is_told(text: str) -> None:
    found, report = arrivals(READER, quiz(asked("cloze", text), asked("truefalse", "x", _TRUE, "y")), "q.xml")
    assert [each.title for each in found] == ["q", "y"]
    assert list(left(report)) == ["q"]


_TRUE = answer("true", 100) + answer("false", 0)
_DATA = "<dataset_definitions>{}</dataset_definitions>"
_SET = "<dataset_definition><name><text>{}</text></name><dataset_items>{}</dataset_items></dataset_definition>"
_VALUE = "<dataset_item><number>{}</number><value>{}</value></dataset_item>"


def data(**values: list[float]) -> str:
    sets = (
        _SET.format(name, "".join(_VALUE.format(n, v) for n, v in enumerate(every))) for name, every in values.items()
    )
    return _DATA.format("".join(sets))


def calculated(text: str, right: str, kind: int, tolerance: float, **values: list[float]) -> Question:
    more = (
        f"<tolerance>{tolerance}</tolerance><tolerancetype>{kind}</tolerancetype>"
        "<correctanswerformat>1</correctanswerformat><correctanswerlength>2</correctanswerlength>"
    )
    return one(asked("calculated", text, answer(right, 100, "It is {=2*{a}}/2.", more) + data(**values)))


def test_formulas_are_worked_out_for_each_set_of_values() -> None:
    found = calculated("{a} by {b}, a@b?", "{a}/{b}", 2, 0.01, a=[1, 3, 5], b=[8, 0, 4])
    records = found.parameters["case"]["choice"]
    assert [(each["answer"], each["tolerance"]) for each in records] == [(0.13, 0.01), (1.25, 0.01)]
    made = item(found)
    case = made.parameters["case"]
    assert made.prompt == f"{case['w0']} by {case['w1']}, a@b?"
    assert "It is" in made.solution


@pytest.mark.parametrize(("kind", "far"), [(1, "101"), (2, "100.01"), (3, "101")])
def test_tolerances_are_relative_or_not(kind: int, far: str) -> None:
    found = calculated("{a} times 10?", "{a}*10", kind, 0.01, a=[10])
    assert graded(found, far) == [RIGHT]
    assert graded(found, str(Fraction(far) + 1)) in ([WRONG], [PARTLY])


@pytest.mark.parametrize("right", ["{a}/0", "{c}", "__import__('os')", "{a}.real", "a", "1e999*{a}", "9**9**9", "("])
def test_a_formula_that_cannot_be_worked_out_is_told(right: str) -> None:
    question = asked("calculated", "x", answer(right, 100) + data(a=[1]))
    _, report = arrivals(READER, quiz(question, asked("truefalse", "x", _TRUE, "y")), "q.xml")
    assert list(left(report)) == ["q"]


@pytest.mark.parametrize("kind", ["random", "randomsamatch", "ddimageortext", "ddmarker", "stack", "", "description"])
def test_what_does_not_come_is_named(kind: str) -> None:
    found, report = arrivals(READER, quiz(asked(kind, ""), asked("truefalse", "x", _TRUE, "y")), "q.xml")
    assert len(found) == 2
    assert list(left(report)) == ["q"]


def test_hidden_questions_stay_away() -> None:
    _, report = arrivals(READER, quiz(asked("truefalse", "x", _TRUE + "<hidden>1</hidden>")), "q.xml")
    assert "hidden" in left(report)["q"]


def test_of_a_broken_file_its_whole_questions_come() -> None:
    text = quiz(asked("truefalse", "x", _TRUE, "a"), asked("truefalse", "x", _TRUE, "b"))
    found, report = arrivals(READER, text[: text.index("</question>", text.index("</question>") + 5)], "q.xml")
    assert [each.title for each in found[1:]] == ["a"]
    assert "ends within" in str(report.lines)
    middle = quiz(
        asked("truefalse", "x", _TRUE, "a"), "<question type='truefalse'><name>", asked("truefalse", "x", _TRUE, "b")
    )
    found, report = arrivals(READER, middle, "q.xml")
    assert [each.title for each in found[1:]] == ["a", "b"]
    assert "Its end is missing." in str(report.lines)
    with pytest.raises(Unusable):
        arrivals(READER, "<quiz><question type='x'>", "q.xml")


def test_hostile_files() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        + quiz(asked("truefalse", "x", _TRUE, "y").replace("<text>y", "<text>&b;y")).partition("\n")[2]
    )
    assert [each.title for each in arrivals(READER, bomb, "q.xml")[0]][1:] in (["y"], ["q"])
    script = asked("truefalse", "<p onclick='x()'>Q<script>alert(1)</script><iframe src='//e'></iframe></p>", _TRUE)
    found, report = arrivals(READER, quiz(script), "q.xml")
    assert found[1].prompt.startswith("Q")
    assert not {"alert", "onclick", "<"} & set(found[1].prompt.replace("(", " ").split())
    assert "script" in changed(report, "q")
    outside = asked("truefalse", '<img src="file:///etc/passwd"><img src="@@PLUGINFILE@@/../../x.png">', _TRUE)
    assert "passwd" not in str(arrivals(READER, quiz(outside), "q.xml")[0][1])


def test_a_zip_of_several_banks_and_other_files() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.xml", quiz(asked("truefalse", "x", _TRUE, "same")))
        archive.writestr("b.xml", quiz(asked("truefalse", "y", _TRUE, "same")))
        archive.writestr("c.xml", "<other/>")
    found, report = arrivals(READER, kept.getvalue(), "q.zip")
    assert [each.key for each in found[1:]] == ["same", "same-2"]
    assert left(report) == {"c.xml": "It is no Moodle XML."}


def test_embedded_answers_in_a_text_file() -> None:
    text = "Rome is in {1:SA:=Italy~*#No.}\n\nTwo is {1:MC:=even\n~odd}"
    assert READER.fits(open_bytes("q.txt", text.encode())) > 0.5
    (found,) = questions(READER, text, "cities.txt")
    assert (found.title, graded(found, ["Italy", "even"])) == ("cities", [RIGHT])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="{}:=~#%1*aS()[]$\\<>b ", max_size=80))
def test_no_text_with_gaps_breaks_the_reader(text: str) -> None:
    source = "{1:SA:=x} " + text.replace("]]>", "")
    found, report = arrivals(READER, quiz(asked("cloze", source)), "q.xml")
    assert (len(found) == 2) != bool(left(report))
    for question in found[1:]:
        item(question)


def test_types_that_others_wrote_for_moodle() -> None:
    rows = "".join(
        f'<row number="{n}"><optiontext><text>{text}</text></optiontext><feedbacktext><text/></feedbacktext></row>'
        for n, text in ((1, "1=1"), (2, "1=2"))
    )
    columns = "".join(
        f'<column number="{n}"><responsetext><text>{text}</text></responsetext></column>'
        for n, text in ((1, "T"), (2, "F"))
    )
    weights = "".join(
        f'<weight rownumber="{row}" columnnumber="{column}"><value>{value}</value></weight>'
        for row, column, value in ((1, 1, 1), (1, 2, 0), (2, 1, 0), (2, 2, 1))
    )
    found = one(asked("kprime", "Which?", rows + columns + weights))
    assert graded(found, {"1=1": "T", "1=2": "F"}) == [RIGHT]
    assert graded(found, {"1=1": "F", "1=2": "F"}) == [PARTLY]
    inner = answer("cat", 100) + answer("mat|rug", 100) + "<answerdisplay>{}</answerdisplay>"
    typed = one(asked("gapfill", "The [cat] sat on the [mat|rug].", inner.format("gapfill")))
    assert graded(typed, ["cat", "rug"]) == [RIGHT]
    shown = one(asked("gapfill", "The [cat] sat on the [mat|rug].", inner.format("dragdrop")))
    assert graded(shown, ["cat", "mat"]) == [RIGHT]
    assert graded(shown, ["mat", "cat"]) == [WRONG]


def test_one_set_of_values_is_a_question_without_parameters() -> None:
    found = calculated("{a} by {b}, a@b?", "{a}/{b}", 2, 0.01, a=[3], b=[8])
    assert not found.parameters
    assert (found.prompt, found.steps[0].fields) == ("3 by 8, a@b?", {"answer": "0.38", "tolerance": "0.01"})
    assert found.solution == "It is 6/2.\n\nThe answer is $0.38$."


def test_each_draw_has_its_own_solution() -> None:
    found = calculated("{a} times 2?", "{a}*2", 2, 0, a=[3, 4, 5])
    made, _ = composed(found)
    ((_, template),) = templates(made)
    for seed in range(3):
        each = made_once(template, Locale(), seed)
        assert f"${Fraction(each.steps[0].key['answer'])}$" in each.solution
        assert each.steps[0].solution == f"The answer is ${Fraction(each.steps[0].key['answer'])}$."
