"""OATutor's answers: in which kind they arrive, and which answers their keys take."""

from __future__ import annotations

import pytest

from chiron.engine.library.importing.formats.oatutor.choices import choice_key
from chiron.engine.library.importing.formats.oatutor.matrices import matrix
from chiron.engine.library.importing.formats.oatutor.plans import licence_of, source_of
from chiron.engine.library.importing.formats.oatutor.pool import natural
from chiron.engine.library.importing.formats.oatutor.proof import Proof, made, proved
from tests.library.importing.oatutor_fakes import keyed, said

# -- keys


def test_numbers_are_compared_as_numbers_and_shown_as_they_are_written() -> None:
    key = keyed("$$-17.03$$")
    assert key.kind == "numeric"
    assert said(key, "-17.03", "-17.030", "17.03", "-16.03") == ["right", "right", "wrong", "wrong"]
    inter, task, answer = made(key.kind, key.fields) or (None, None, None)
    assert inter.answer(task, answer) == "$-17.03$"


@pytest.mark.parametrize(
    ("answer", "typed"),
    [
        ("$$7.158\\times{10}^9$$", ["7.158*10^9", "7.158e9", "7158000000", "7.158\\times10^{9}"]),
        ("$$9.4\\times{10}^{-13}$$", ["9.4*10^-13", "9.4 x 10^-13"]),
        ("$$2.4\\times{10}^{22}$$", ["2.4*10^22"]),
        ("$$1.5$$ * $${10}^4$$", ["15000", "1.5 \\times {10}^4"]),
        ("$$4\\ln\\left(x\\right)-\\ln\\left(7\\right)$$", ["4ln(x)-ln(7)", "ln(x^4)-ln 7"]),
        ("$$2\\sqrt[3]{4x}$$", ["2∛(4x)", "2(4x)^(1/3)"]),
        ("$$216{xy}^3$$", ["216xy^3", "216 x y^3"]),
        ("$$f(x)=\\left(x-6\\right)^2-4$$", ["f(x) = (x-6)^2-4", "(x-6)^2-4", "y=(x-6)^2 - 4"]),
        ("$$21{x'}^2+4x'-4\\sqrt{3} y'-6=0$$", ["21x'^2+4x'-4sqrt(3)y'-6=0", "21x′^2 + 4x′ - 4√3 y′ = 6"]),
        ("$$y=\\pm \\left(\\frac{2}{9}\\right) x$$", ["y=±(2/9)x", "y = ± 2x/9"]),
    ],
)
def test_what_says_the_same_is_right(answer: str, typed: list[str]) -> None:
    assert set(said(keyed(answer), *typed)) == {"right"}


def test_one_letter_alone_is_a_number_or_an_equation_as_the_words_ask() -> None:
    solved = keyed("$$x=\\frac{2}{7}$$", "Solve $$7x=2$$")
    assert solved.kind == "numeric"
    assert said(solved, "x=2/7", "2/7", "x=7/2") == ["right", "right", "wrong"]
    line = keyed("$$x=4$$", "Find the directrix.")
    assert line.kind == "expression"
    assert said(line, "x=4", "4") == ["right", "unread"]


def test_several_solutions_have_no_order_unless_one_is_asked_for() -> None:
    roots = keyed("2/3, -1/2", "$$2+z=6z^2$$", "string")
    assert roots.kind == "solution-set"
    assert said(roots, "-1/2, 2/3", "2/3", "z=2/3 or z=-1/2") == ["right", "partly", "right"]
    sizes = keyed("14,12", "Find the length and width (enter the answer as x,y).", "string")
    assert sizes.kind == "cloze"
    typed = {"answer.value1": "14", "answer.value2": "12"}
    assert proved(sizes.kind, sizes.fields, typed) is Proof.RIGHT
    assert proved(sizes.kind, sizes.fields, {"answer.value1": "12", "answer.value2": "14"}) is not Proof.RIGHT
    assert keyed("42,136", "Find the numbers.", "string").kind == "solution-set"
    assert keyed("2,2,3", "Factor $$12$$.", "string").kind == "cloze", "a set holds nothing twice"


def test_points_and_intervals_are_told_apart_by_what_is_asked() -> None:
    point = keyed("(3/2,1)", "$$2x+3y=6$$", "string")
    assert said(point, "(1.5, 1)", "(1, 1.5)", "x=3/2 and y=1") == ["right", "wrong", "right"]
    interval = keyed("(-5,2)", "$$|2x+3|<7$$", "string")
    assert said(interval, "(-5,2)", "-5 < x < 2", "[-5,2]") == ["right", "right", "partly"]
    assert said(keyed("[0,inf)", "Find the range.", "string"), "[0, oo)", "x >= 0") == ["right", "right"]
    many = keyed("(0,6), (-6,0), (-1,0)", "Find the intercepts.", "string")
    assert said(many, "(-6,0), (-1,0), (0,6)", "(0,6)") == ["right", "wrong"]


def test_none_is_a_solution_only_where_solutions_are_asked_for() -> None:
    assert said(keyed("DNE", "Solve $$\\sqrt{x}=-2$$", "string"), "DNE", "no solution", "none") == ["right"] * 3
    assert keyed("DNE", "What is the intercept?", "string").kind == "text"


def test_money_and_percentages_keep_their_sign() -> None:
    assert said(keyed("$1.79", "What does it cost?", "string"), "$1.79", "1.79 $", "$1.78") == [
        "right",
        "right",
        "wrong",
    ]
    assert said(keyed("0.12%", "In percent", "string"), "0.12%", "12%") == ["right", "wrong"]


def test_lines_of_a_program_are_compared_as_texts_with_their_brackets() -> None:
    key = keyed('make_array("a", np.mean(x))', "Blank 1", "string")
    assert key.kind == "text"
    assert said(key, 'make_array("a", np.mean(x))', 'make_array("a",np.mean(x))', "make_array") == [
        "right",
        "right",
        "person",
    ]
    assert keyed("group", "Blank 2", "string").kind == "text"
    assert keyed("N", "Is it geometric?", "string").kind == "text"
    assert keyed("num_evens=num_evens+1", "Blank", "string").kind == "text"


def test_a_matrix_is_a_table_of_its_entries() -> None:
    key = keyed("$$(-4/7)\\begin{bmatrix} \\frac{7}{2} & 1 \\\\ 0 & a+b \\end{bmatrix}$$")
    assert key.kind == "table"
    plain = keyed("$$\\begin{bmatrix} 1 & -\\frac{1}{2} \\\\ 0 & 3 \\end{bmatrix}$$")
    assert proved(plain.kind, plain.fields, plain.typed) is Proof.RIGHT
    assert proved(plain.kind, plain.fields, {**plain.typed, "answer.r1c2": "1/2"}) is not Proof.RIGHT
    assert matrix("\\begin{bmatrix} 1 & 2 \\\\ 3 \\end{bmatrix}") is None, "rows of different lengths"
    assert matrix("x+1") is None


def test_a_form_is_asked_for_where_the_words_do_and_the_answer_has_it() -> None:
    factored = keyed("$$\\left(x-2\\right)\\left(x-6\\right)$$", "$$x^2-8x+12$$", title="Factor the trinomial")
    assert said(factored, "(x-6)(x-2)", "x^2-8x+12", "(x-2)(x+6)") == ["right", "partly", "wrong"]
    # The words say factor, but the source's own answer is not: nothing is asked of its form.
    kept = keyed("$$x^2-8x+12$$", "$$y$$", title="A factor")
    assert "form" not in kept.fields


def test_what_the_step_shows_typed_again_is_no_answer() -> None:
    power = keyed("$$y^{\\frac{1}{3}}$$", "Write with a rational exponent: $$\\sqrt[3]{y}$$")
    assert said(power, "y^(1/3)", "∛y", "y^3") == ["right", "partly", "wrong"]
    sums = keyed("$$2x^3+7x^2-4x$$", "$$2x^3+5x^2-x+2x^2-3x$$", title="Adding Polynomials")
    assert said(sums, "2x^3+7x^2-4x", "2x^3+5x^2-x+2x^2-3x") == ["right", "partly"]


def test_what_could_mean_two_things_is_read_as_the_source_shows_it() -> None:
    key = keyed("p(p-4)/2(p-9)", "Divide.", "string", r"$$\frac{p\left(p-4\right)}{2\left(p-9\right)}$$")
    assert said(key, "(p(p-4))/(2(p-9))", "p(p-4)/2*(p-9)") == ["right", "wrong"]
    assert said(key, "p(p-4)/2(p-9)") == ["unread"], "asked which is meant, never marked wrong"


@pytest.mark.parametrize("answer", ["(3+sqrt(17)/4, (3-sqrt(17)/4", "Not a parabola", "@", "\\", "☃" * 600])
def test_whatever_cannot_be_read_is_an_accepted_text(answer: str) -> None:
    key = keyed(answer, "?", "string")
    assert key.kind == "text"
    assert made(key.kind, key.fields) is not None or len(answer) > 500


# -- choices


def test_a_choice_has_its_one_right_option() -> None:
    key = choice_key(["$$2$$"], ["$$1$$", "$$2$$", "$$ 2 $$"], str)
    assert key is not None
    assert key.fields["options"] == [{"text": "$1$"}, {"text": "$2$", "right": True}]
    assert any("same" in sentence for sentence in key.told)


def test_an_answer_that_is_no_choice_is_added() -> None:
    key = choice_key(["yes"], ["no", "perhaps"], str)
    assert key is not None
    assert {"text": "yes", "right": True} in key.fields["options"]
    assert any("not among" in sentence for sentence in key.told)


def test_options_worth_the_same_are_about_their_form() -> None:
    key = choice_key(["$$2(x+1)$$"], ["$$2(x+1)$$", "$$2x+2$$", "$$2x+1$$"], str)
    other = choice_key(["$$2x+2$$"], ["$$2x+2$$", "$$2x+1$$"], str)
    assert key is not None
    assert other is not None
    assert key.fields["form_matters"] is True
    assert "form_matters" not in other.fields


def test_several_answers_are_picked_together_and_too_many_options_told() -> None:
    several = choice_key(["a", "b"], ["a", "b", "c"], str)
    assert several is not None
    assert several.kind == "multiple-choice"
    many = choice_key(["x"], [*map(str, range(20)), "x"], str)
    assert many is not None
    assert len(many.fields["options"]) == 12
    assert {"text": "x", "right": True} in many.fields["options"]
    assert choice_key(["a"], ["a"], str) is None, "one option is no choice"


def test_options_about_the_others_stay_in_their_order() -> None:
    key = choice_key(["All of the above"], ["a", "b", "All of the above"], str)
    assert key is not None
    assert key.fields["shuffle"] is False


# -- names


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>", "CC-BY-4.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/3.0/", "CC-BY-NC-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ("https://example.org <House rules>", "House rules"),
        ("", ""),
    ],
)
def test_licences_are_named_as_spdx_names_them(text: str, licence: str) -> None:
    assert licence_of(text) == licence


def test_a_source_is_an_address_with_a_name() -> None:
    assert source_of("https://openstax.org/x <OpenStax: Algebra>") == ("OpenStax: Algebra", "https://openstax.org/x")
    assert source_of("openai") == ("openai", "")
    assert source_of("") == ("", "")


def test_numbers_in_names_count() -> None:
    assert sorted(["p10", "p2", "p1a"], key=natural) == ["p1a", "p2", "p10"]
