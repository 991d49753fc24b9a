"""GIFT and Aiken: every type and sign of the formats, what is broken, and what means harm."""

from __future__ import annotations

import pytest
from benchmarks.importing_moodle import looked_at
from benchmarks.importing_moodle_made import AIKEN, BANKS, GIFT
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.words import Outcome
from chiron.engine.library.importing.arriving import Page
from chiron.engine.library.importing.formats import aiken, gift
from chiron.engine.library.importing.opening import Unusable, open_bytes
from tests.library.importing.moodle_fakes import arrivals, changed, graded, item, left, questions

RIGHT, WRONG, PERSON = Outcome.CORRECT, Outcome.INCORRECT, Outcome.PERSON


def one(text: str) -> object:
    (found,) = questions(gift.READER, text, "q.gift")
    return found


@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.name)
def test_every_type_is_graded_truly(bank) -> None:
    assert {title: wrong for title, wrong in looked_at(bank) if wrong} == {}


def test_what_is_said_of_a_question_comes_with_it() -> None:
    found = {question.title: question for question in questions(gift.READER, GIFT, "q.gift")}
    true = found["True"]
    assert (true.key, true.skills, true.section) == ("tf-1", ("astronomy", "moon"), ("Made", "GIFT"))
    assert true.solution == "See any calendar.\n\nYes."
    assert item(true).steps[0].key["wrong"]["2"]["feedback"] == "It does, once in 27 days."
    (options,) = (step.fields["options"] for step in found["One"].steps)
    assert [option.get("feedback") for option in options] == [None, "too far", "too far"]
    assert found["One"].solution == "right = good"
    assert found["Missing"].prompt == r"Mahatma Gandhi was born in \_\_\_\_\_ in Porbandar."
    assert found["Lines"].prompt.split("\n")[0].strip("\\ ") == "First line"
    assert found["Maths"].prompt == r"What is $$\sqrt{9}$$?"
    assert found["False"].prompt == "The sun is a *planet*."
    (page,) = [each for each in arrivals(gift.READER, GIFT, "q.gift")[0] if isinstance(each, Page)]
    assert page.text == "Here begins the **second** part."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("::x:: a {#abc}", "'abc' is no number, tolerance or range."),
        ("::x:: a {=b ~c", "A brace of its answers is missing"),
        ("::x:: a =b ~c}", "A brace of its answers is missing"),
        ("::x:: {=a} and {=b}", "braces beyond its answers"),
        (r"::x:: {=\frac{1}{2}}", "brace stands within"),
        ("::x:: a {=b -> c =d}", "has no ->"),
        ("::x:: a {~b ~c}", "None of its options is right."),
        ("::x:: a {=b ~b}", "The same option is right and wrong."),
        ("::x a {=b}", "Its title is not closed"),
        ("::x:: a {=b -> c =b -> d}", "The same thing has two partners."),
    ],
)
def test_a_broken_question_is_told_with_its_line_and_the_rest_comes(text: str, why: str) -> None:
    found, report = arrivals(gift.READER, f"// first\n\n{text}\n\n::y:: Is it so?{{T}}\n", "q.gift")
    assert [getattr(each, "title", "") for each in found][-1] == "y"
    (line,) = [line for line in report.lines if line.fate == "left out"]
    assert line.place == "q.gift, line 3"
    assert why in line.why


def test_ids_and_titles_name_a_question_and_twice_is_told() -> None:
    text = "// question: 17  name: b\n::a:: Q?{T}\n\n::a:: Q?{T}\n\n::a:: Q?{F}\n\nWhat is it?{=it}\n"
    found, report = arrivals(gift.READER, text, "q.gift")
    assert [each.key for each in found[1:]] == ["question-17", "a", "a-2", "what-is-it"]
    assert "same name" in changed(report, "a-2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_any_encoding(encoding: str) -> None:
    data = "::Größe:: Wie heißt „groß“ auf Spanisch? {=grande}\n".encode(encoding)
    (found,) = questions(gift.READER, data, "q.gift")
    assert (found.title, found.prompt) == ("Größe", "Wie heißt „groß“ auf Spanisch?")


def test_answers_are_graded_as_the_source_says() -> None:
    assert graded(one("a {=Frog#Good! =%50%Cat#Half =%0%Dog#No =%0%*#Never}"), "frog") == [RIGHT]
    assert graded(one("a {=Frog#Good! =%50%Cat#Half =%0%Dog#No =%0%*#Never}"), "cat") == [WRONG]
    assert graded(one("a {=Frog =%0%*#Never}"), "newt") == [PERSON]
    assert graded(one("a {#=1822 =1823}"), "1823") == [RIGHT], "whole numbers that lie beside one another"
    assert graded(one("a {#=2 =-2}"), "-2") == [RIGHT]
    assert graded(one("a {#1,5:0,1}"), "1.6") == [RIGHT]
    assert graded(one("a {#-3..-1}"), "-2") == [RIGHT]
    assert graded(one("a {#1e3}"), "1000") == [RIGHT]
    assert graded(one("a {=a\\~b}"), "a~b") == [RIGHT]
    assert graded(one("a {=x@y.org}"), "x@y.org") == [RIGHT]
    assert graded(one("Mail a@b or pay \\$5? {=@x ~$5}"), "@x") == [RIGHT]


def test_signs_behind_the_answers_are_no_word() -> None:
    assert one('Is it so?{T}";').prompt == "Is it so?"
    assert one("It is {=so ~not}.").prompt == r"It is \_\_\_\_\_."


def test_scripts_go_and_plain_text_stays_plain() -> None:
    found = one("[html]<p onclick='x()'>Which?<script>alert(1)</script></p> {=[plain]<b> & *c* ~[html]<i>d</i>}")
    assert "alert" not in found.prompt
    assert "onclick" not in found.prompt
    assert [option["text"] for option in found.steps[0].fields["options"]] == [r"\<b> & \*c\*", "*d*"]


def test_fits_by_what_it_holds() -> None:
    assert gift.READER.fits(open_bytes("a.txt", GIFT.encode())) > 0.5
    assert aiken.READER.fits(open_bytes("a.txt", AIKEN.encode())) > 0.5
    assert gift.READER.fits(open_bytes("a.txt", AIKEN.encode())) < 0.5
    assert aiken.READER.fits(open_bytes("a.txt", GIFT.encode())) < 0.5
    for other in ("Only words.", "{}", '{"a": 1}', "<quiz></quiz>"):
        assert gift.READER.fits(open_bytes("a.txt", other.encode())) < 0.5
    for reader in (gift.READER, aiken.READER):
        with pytest.raises(Unusable):
            arrivals(reader, "Only words.", "a.txt")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab {}=~#%:\\-> \n/$[]@*T1.0é", max_size=120))
def test_gift_never_fails_and_loses_nothing_unsaid(text: str) -> None:
    found, report = arrivals(gift.READER, f"::first:: Is it so?{{T}}\n\n{text}\n\n::last:: 1?{{#1}}\n", "q.gift")
    kept = [each.key for each in found[1:]]
    assert kept[0] == "first"
    assert len({*kept, *left(report)}) == len(kept) + len(left(report))
    for question in found[1:]:
        if not isinstance(question, Page):
            item(question)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="AB).: \nANSWERab@", max_size=120))
def test_aiken_never_fails(text: str) -> None:
    found, _ = arrivals(aiken.READER, f"Which?\nA) a\nB) b\nANSWER: B\n\n{text}", "q.txt")
    assert graded(found[1], "b") == [RIGHT]


def test_aiken_tells_what_is_broken() -> None:
    text = "Q\nA) a\nANSWER: A\n\nA) a\n\nANSWER: A\n\nQ1\nA) a\nB) b\n\nQ2\nA) a\nB) b\nANSWER: D\n\n"
    text += "Q3\nA)a\nB)b\nANSWER: B"
    found, report = arrivals(aiken.READER, text, "q.txt")
    assert [(line.place, line.why) for line in report.lines] == [
        ("q.txt, line 1", "It has fewer than two options."),
        ("q.txt, line 5", "It has options and no text before them."),
        ("q.txt, line 9", "It has no line ANSWER: after its options."),
        ("q.txt, line 13", "Its answer names option D, which it does not have."),
    ]
    assert [each.title for each in found] == ["q", "Q3"]


def test_aiken_is_plain_text() -> None:
    (found,) = questions(aiken.READER, "Is <b>x</b> & $y$ *z*?\nA) <i>\nB) [a](b)\nANSWER: A\n", "q.txt")
    assert found.prompt == r"Is \<b>x\</b> & \$y\$ \*z\*?"
    assert found.steps[0].fields["options"][1]["text"] == r"\[a\](b)"
