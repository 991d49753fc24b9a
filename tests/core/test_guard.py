"""No sentence gives an open step away; the examples beside the rule say what counts."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chiron.core.language.guard import OPEN_RUNG, RULES, StepKeys, check, step_keys
from chiron.core.language.guard.algebra import written
from chiron.core.language.guard.numbers import value_of
from chiron.core.language.guard.plain import plain
from chiron.core.words import Passage, Source, Utterance
from tests.core.language_data import LANGUAGE, rows

EXAMPLES = [tuple(row) for row in rows(LANGUAGE / "guard" / "answer_leak.examples.txt", 6)]
WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def said(text: str, quoted: bool = False) -> Utterance:
    return Utterance(text, Source.COURSE, quote=Passage("skill", "Heading", text, 0) if quoted else None)


def keys_of(kind: str, forms: str, screen: str) -> StepKeys:
    options: tuple[str, ...] = ()
    if kind == "choice" and (found := re.search(r"\[(.*)\]$", screen)):
        options = tuple(option.strip() for option in found[1].split("/"))
        screen = "\n".join([screen[: found.start()], *options])
    return StepKeys(kind, tuple(form.strip() for form in forms.split(";")), screen, options)


@pytest.mark.parametrize(("verdict", "kind", "forms", "screen", "how", "words"), EXAMPLES)
def test_an_example_is_judged_as_it_says(
    verdict: str, kind: str, forms: str, screen: str, how: str, words: str
) -> None:
    found = check(said(words, how == "quoted"), keys_of(kind, forms, screen))
    assert found.allowed == (verdict == "allow"), found
    assert (found.rule is None) == found.allowed


def test_every_rule_has_its_examples_beside_it() -> None:
    for name in RULES:
        assert (LANGUAGE / "guard" / f"{name.replace('-', '_')}.examples.txt").exists()


def test_nothing_is_stopped_when_no_step_is_open_or_the_solution_is_shown() -> None:
    keys = StepKeys("numeric", ("7",), "Solve x + 4 = 11")
    assert check(said("x = 7"), None)
    assert check(said("x = 7"), keys, OPEN_RUNG)
    for rung in (None, "point", "principle", "next_step", "worked_example"):
        assert not check(said("x = 7"), keys, rung)


# Each way of saying a value outright. A key in any of its forms in any of them is stopped before the last rung.
FRAMES = (
    "x = {}", "$x = {}$", "The answer is {}.", "the answer: {}", "You get {}.", "So it is {}, as you see.",
    "It equals {}!", "{} is the answer", "$2 + y = {}$, and that is all.", "{}", "That makes {}.",
    "$\\boxed{{{}}}$", "La respuesta es {}.",
    "Write {} in the box.", "${} = x$", "Therefore x → {}", "I think it must be {}", "x is {} cm",
)  # fmt: skip


def shapes(value: Fraction) -> list[str]:
    """A value in the forms in which it may be said."""
    found = [str(value), str(value).replace("-", "−")]
    if value.denominator > 1:
        sign = "-" if value < 0 else ""
        found.append(f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}")
        whole, rest = divmod(abs(value.numerator), value.denominator)
        if whole and sign == "":
            found.append(f"{whole} {rest}/{value.denominator}")
    if value.denominator in (1, 2, 4, 5, 10):
        found.append(f"{float(value):g}")
    if value.denominator == 1 and abs(value) < len(WORDS):
        found.append(("minus " if value < 0 else "") + WORDS[abs(int(value))])
    return found


VALUES = st.one_of(
    st.integers(-99, 999).map(Fraction),
    st.builds(Fraction, st.integers(-30, 30), st.sampled_from([2, 3, 4, 5, 8, 10])).filter(
        lambda value: value.denominator > 1
    ),
)


@settings(deadline=None)
@given(VALUES, st.sampled_from(FRAMES), st.data())
def test_a_value_said_outright_is_stopped_in_every_form(value: Fraction, frame: str, data: st.DataObject) -> None:
    shape = data.draw(st.sampled_from(shapes(value)))
    keys = StepKeys("numeric", (str(value),), "Find the number that is meant.")
    assert not check(said(frame.format(shape)), keys), frame.format(shape)


@settings(deadline=None)
@given(VALUES, VALUES, st.sampled_from(FRAMES))
def test_another_value_is_not_stopped(value: Fraction, other: Fraction, frame: str) -> None:
    assume(abs(value) not in (abs(other), abs(other) / 100, abs(other) * 100, 2))
    keys = StepKeys("numeric", (str(value),), "Find the number that is meant.")
    assert check(said(frame.format(other)), keys), frame.format(other)


@settings(deadline=None)
@given(st.integers(-12, 12), st.integers(2, 9), st.integers(-20, 20))
def test_the_equation_on_the_screen_may_be_said(x: int, a: int, b: int) -> None:
    """A digit that already stands in the prompt is no leak, not even where it is the answer too."""
    sign = f"+ {b}" if b >= 0 else f"- {-b}"
    prompt = f"${a}x {sign} = {a * x + b}$"
    keys = StepKeys("numeric", (str(a * x + b),), f"Look at {prompt}. What is the right side?")
    assert check(said(f"Read {prompt} once more."), keys)
    assert not check(said(f"The answer is {a * x + b}."), keys)


@settings(deadline=None)
@given(st.integers(2, 9), st.integers(-9, 9).filter(bool))
def test_an_expression_is_known_in_any_order(a: int, b: int) -> None:
    keys = StepKeys("expression", (f"{a}*x + {b * a}",), f"Expand ${a}(x {'+' if b > 0 else '-'} {abs(b)})$")
    turned = f"{b * a} + {a}x"
    sign = "+" if b > 0 else "-"
    assert not check(said(f"You get ${a}x {sign} {abs(a * b)}$."), keys)
    assert not check(said(f"You get ${turned}$."), keys)
    assert check(said(f"Multiply ${a}$ by each term in ${a}(x {sign} {abs(b)})$."), keys)
    assert check(said(f"Another one: ${a}(x + 20) = {a}x + {a * 20}$."), keys) or b == 20


def test_the_keys_come_from_tasks_and_keys() -> None:
    options = [{"id": "1", "text": "nucleus"}, {"id": "2", "text": "ribosome"}]
    choice = step_keys("choice", {"options": options}, {"right": ["2"]}, (), ("Which builds proteins?",))
    assert choice.forms == ("ribosome",)
    assert choice.options == ("nucleus", "ribosome")
    assert "Which builds" in choice.shown
    order = step_keys("order", {"items": options}, {"ranks": {"1": 1, "2": 0}}, (), ("Order.",))
    assert order.sequence == ("ribosome", "nucleus")
    match = step_keys("match", {"lefts": options[:1], "rights": options[1:]}, {"pairs": {"1": "2"}}, (), ("Pair.",))
    assert match.pairs == (("nucleus", "ribosome"),)
    pieces = [{"text": "It is called "}, {"gap": "name", "bank": None}, {"text": "."}]
    cloze = step_keys("cloze", {"pieces": pieces}, {"gaps": {"name": {"accept": ["osmosis"]}}}, (), ("Fill.",))
    assert cloze.forms == ("osmosis",)
    assert cloze.whole == "It is called osmosis."
    assert step_keys("numeric", {}, {}, ("7",), ("Solve.",)).forms == ("7",)


def test_a_pair_and_an_order_are_not_told() -> None:
    match = StepKeys("match", pairs=(("nucleus", "keeps the DNA"), ("ribosome", "builds proteins")))
    assert not check(said("The nucleus keeps the DNA of the cell.", quoted=True), match)
    assert check(said("DNA is a long molecule.", quoted=True), match)
    order = StepKeys("order", sequence=("Hooke sees boxes", "Brown names the nucleus", "Virchow speaks of origin"))
    assert not check(said("Hooke sees boxes. Brown names the nucleus. Virchow speaks of origin.", quoted=True), order)
    assert check(said("Virchow speaks of origin. Brown names the nucleus. Hooke sees boxes.", quoted=True), order)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$\\frac{3}{4}$", "3/4"), ("x − 3", "x - 3"), ("twenty-one", "21"), ("two thirds", "2/3"), ("1½", "1 1/2"),
        ("treinta y cinco", "35"), ("one hundred and five", "105"), ("a half", "1/2"), ("３", "3"),
        ("$2 \\cdot 3$", "2 * 3"),
    ],
)  # fmt: skip
def test_text_becomes_plain(text: str, expected: str) -> None:
    assert re.sub(r"\s+", " ", plain(text)).strip() == re.sub(r"\s+", " ", expected) or plain(text).replace(
        " ", ""
    ) == expected.replace(" ", "")


def test_numbers_have_their_values() -> None:
    assert value_of("1 1/2") == (Fraction(3, 2),)
    assert value_of("75%") == (Fraction(75), Fraction(3, 4))
    assert value_of("1,000") == (Fraction(1), Fraction(1000))
    assert value_of("3/0") == ()
    assert value_of("three") == ()


def test_expressions_of_hostile_length_are_no_expressions() -> None:
    assert written("(" * 100 + "x" + ")" * 100) is None
    assert written("x" * 5_000) is None
    assert written("x^99999999") is None
    assert written("x + ") is None


NOISE = st.text(alphabet=st.sampled_from("x3+-*/^()=.,$ is the \\{}½三\u202e\n*_|%"), max_size=300)


@settings(deadline=None)
@given(
    st.text(max_size=500) | NOISE,
    st.sampled_from(["numeric", "expression", "text", "choice", "open", "other"]),
    st.booleans(),
)
def test_no_text_raises(text: str, kind: str, quoted: bool) -> None:
    keys = StepKeys(kind, ("3x - 6", "7", "nucleus"), "Look at 3(x - 2)", ("nucleus", "7"))
    found = check(said(text, quoted), keys)
    assert found.allowed or found.rule == "answer-leak"


@pytest.mark.parametrize(
    "sequence",
    [
        ("picture D", "picture A", "picture B"),
        ("$-7x^6$", "$2x^3$", "$-7x$"),
        ("The DNA is copied", "The partners lie side by side", "The partners part"),
    ],
)
def test_an_order_said_outright_is_stopped(sequence: tuple[str, ...]) -> None:
    keys = StepKeys("order", sequence=sequence, options=sequence)
    assert not check(said(f"The answer is {' → '.join(sequence)}."), keys)
    assert check(said(f"Compare these: {', '.join(sequence[::-1])}."), keys)
