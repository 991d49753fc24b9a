"""Grams, slips of the pen and their mending."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.language.classify.grams import LONGEST_WORD, Grams, by_letters, by_words, said
from chiron.core.language.classify.spelling import Speller
from chiron.core.language.classify.typos import mistyped

TEXTS = (
    "Where is my parcel?", "My parcel has not arrived yet", "I want to return the boots", "Can I return a parcel",
    "The zip of my jacket is broken", "How do I wash my jacket?", "return the jacket please",
)  # fmt: skip


def test_words_come_folded_and_bounded() -> None:
    assert said("Sooooo LATE, isn’t it?") == ["soo", "late", "isn't", "it"]
    assert max(map(len, said("x" * 900))) <= LONGEST_WORD
    assert said("?!") == []


def test_pairs_hold_the_ends() -> None:
    assert by_words(["my", "parcel"]) == ["my", "parcel", " my", "my parcel", "parcel "]
    assert by_words([]) == []


def test_pieces_stay_within_a_word() -> None:
    assert by_letters(["ab"], 2, 3) == [" a", "ab", "b ", " ab", "ab "]
    assert all(" " not in piece.strip() for piece in by_letters(["one", "two"]))


def test_words_and_pieces_weigh_one_each() -> None:
    grams = Grams.learnt(TEXTS)
    row = grams.weights("where is the parcel")
    past = len(grams.words.terms)
    for part in ([at for at in row if at < past], [at for at in row if at >= past]):
        assert sum(row[at] ** 2 for at in part) == pytest.approx(1)


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    grams = Grams.learnt(TEXTS)
    row = grams.weights("parcel boots")
    assert row[grams.words.terms["boots"]] > row[grams.words.terms["parcel"]]


def test_rows_are_the_weights_and_survive_keeping() -> None:
    grams = Grams.learnt(TEXTS)
    again = Grams.from_kept(grams.kept())
    table = again.rows([*TEXTS, "", "zzz"]).toarray()
    for text, row in zip(TEXTS, table, strict=False):
        assert {at: pytest.approx(value, abs=1e-6) for at, value in grams.weights(text).items()} == {
            int(at): float(row[at]) for at in np.flatnonzero(row)
        }
    assert not table[-2].any()


@given(st.text(max_size=200))
def test_any_text_has_weights(text: str) -> None:
    grams = Grams.learnt(TEXTS)
    assert all(0 <= at < len(grams) and 0 < value <= 1.0001 for at, value in grams.weights(text).items())


def test_slips_come_as_often_as_asked() -> None:
    text = "abcdefghij " * 200
    assert mistyped(text, 0.0, Random(1)) == text
    slipped = sum(
        one != other for one, other in zip(text.split(), mistyped(text, 0.06, Random(1)).split(), strict=False)
    )
    assert 60 < slipped < 130, "1 - .94 ** 10 is .46 of 200 words"
    assert mistyped(text, 0.3, Random(1)) == mistyped(text, 0.3, Random(1))
    assert mistyped("12 34 !?", 1.0, Random(1)) == "12 34 !?"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("parcle", "parcel"), ("jcket", "jacket"), ("brokn", "broken"), ("retturn", "return"), ("arived", "arrived")],
)
def test_one_slip_is_mended(written: str, meant: str) -> None:
    assert Speller.learnt(TEXTS).meant(written) == meant


def test_what_is_no_slip_stays() -> None:
    speller = Speller.learnt(TEXTS)
    for word in ("parcel", "parcels", "thank", "hello", "x", "4711", "giraffe", "", "because"):
        assert speller.meant(word) == word


def test_the_neighbour_decides_between_two() -> None:
    speller = Speller.learnt(["my card is lost", "my card", "the cart is full", "the cart", "cart", "card"])
    assert speller.meant("carx", before="my") == "card"
    assert speller.meant("carx", before="the") == "cart"


def test_a_text_without_slips_comes_back_as_it_was() -> None:
    speller = Speller.learnt(TEXTS)
    assert speller.mended("Where IS my Parcel?!") == "Where IS my Parcel?!"
    assert speller.mended("Where is my parcle?!") == "where is my parcel?!"


@given(st.text(max_size=120))
def test_mending_is_safe_and_settles(text: str) -> None:
    speller = Speller.learnt(TEXTS)
    once = speller.mended(text)
    assert said(speller.mended(once)) == said(once)


def test_another_language_is_not_mended() -> None:
    speller = Speller.learnt(TEXTS)
    assert speller.mended("retorn mit dem zipp washh") == "retorn mit dem zipp washh"
    assert speller.mended("retorn my jackett please") == "return my jacket please"


def test_nothing_learnt_mends_nothing() -> None:
    assert Speller.learnt([]).mended("Hullo wrld") == "Hullo wrld"
