"""What the guard works out from words, signs and letters: the parts behind the rules, each by what it reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from chiron.core.language.guard import counted_out, lettered, properties, sequences, steps, units, values
from chiron.core.language.guard.phrasebook import english
from chiron.core.language.guard.spoken import signed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Le nombre qui vient après six.", "the number that comes after 6."),
        ("La moitié de quatorze.", "the half of 14."),
        ("So viele wie die Woche Tage hat.", "so many as the week days has."),
        ("Drei Viertel.", "3/4."),
        ("Do the same on both sides.", "do the same on both sides."),
        ("Take six minutes and read on.", "take 6 minutes and read on."),
    ],
)
def test_small_words_of_other_languages_come_to_english_and_english_stays(text: str, told: str) -> None:
    assert english(text) == told


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("take ten and remove three", "10-3"),
        ("two short of nine", "9-2"),
        ("thrice x, less six", "3*x-6"),
        ("midway from two to three", "(2+3)/2"),
        ("cinquante moins deux", "50-2"),
        ("half a dozen", "6"),
    ],
)
def test_sums_in_words_come_to_signs(text: str, signs: str) -> None:
    assert signed(text).replace(" ", "") == signs


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hours in 2 days", Fraction(48)),
        ("45 minutes of an hour", Fraction(3, 4)),
        ("as many as the week has days", Fraction(7)),
        ("legs of 3 spiders", Fraction(24)),
    ],
)
def test_what_everybody_counts_is_known_in_any_number_of_wholes(text: str, number: Fraction) -> None:
    assert number in [value for value, _, _ in units.counts(text)]
    assert list(units.counts("take your time and look at each line")) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("begin with 20, halve it, then lose 3", 7),
        ("its triple is 21", 7),
        ("add 5 to it and you have 12", 7),
        ("times itself it gives 49", 7),
    ],
)
def test_steps_are_taken_forwards_and_back(text: str, number: int) -> None:
    assert number in [value for value, _ in steps.found(text)]


def test_a_number_told_by_what_is_true_of_it_alone_is_found_and_one_of_many_is_not() -> None:
    assert list(properties.found("the largest one-digit prime")) == [7]
    assert list(properties.found("its factors are 2, 2 and 3")) == [12]
    assert list(properties.found("the only odd number below 9")) == []


def test_a_row_goes_on_where_it_is_not_on_the_screen() -> None:
    assert sequences.leads_to("4, 5, 6 and what comes next", Fraction(7), frozenset())
    assert sequences.leads_to("2, 4, 8, then what comes next", Fraction(16), frozenset())
    assert not sequences.leads_to("4, 5, 6 and what comes next", Fraction(7), frozenset(map(Fraction, (4, 5, 6))))
    assert not sequences.leads_to("4, 5, 6 and what comes next", Fraction(8), frozenset())


@pytest.mark.parametrize(
    "text", ["s, then e, then v, then e, then n", "'even' with an s in front", "s_v_n", "sev plus en"]
)
def test_a_word_in_its_letters_is_found(text: str) -> None:
    assert lettered.hides(text, ("seven",), frozenset())
    assert not lettered.hides(text, ("eleven",), frozenset())


def test_a_number_of_what_is_asked_answers_and_another_does_not() -> None:
    asked = "How many questions were asked in the competition?"
    for text, answers in (
        ("there were 52 questions", True),
        ("there were 52 answers", False),
        ("if there were 52 questions, what then?", False),
        ("you said that there were 52 questions", False),
    ):
        (number,) = values.spoken(text)
        assert counted_out.states(number, text, asked) is answers


def test_a_rounded_number_says_the_one_that_it_rounds_and_a_whole_one_is_rounded_to_by_nothing() -> None:
    assert values.rounded("about 0.667", frozenset({Fraction(2, 3)})) == {Fraction(667, 1000)}
    assert values.rounded("about 0.7", frozenset({Fraction(2, 3)})) == frozenset()
    assert values.rounded("about 6.98", frozenset({Fraction(7)})) == frozenset()
    assert values.in_thousands("7,000 sweets", frozenset({Fraction(7000)})) == "7000 sweets"
    assert values.in_thousands("7,000 sweets", frozenset()) == "7,000 sweets"
