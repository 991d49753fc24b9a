"""What is said of a "not yet": always something, never the solution; and what a next try begins with."""

from __future__ import annotations

import pytest

from chiron.core.learning.interactions import kinds
from chiron.faces.web import wording


@pytest.mark.parametrize("kind", [*sorted(kinds()), "a-kind-of-a-stranger"])
def test_a_not_yet_says_why_in_one_or_two_sentences(kind: str) -> None:
    alone, again = wording.not_yet_words(kind, again=False), wording.not_yet_words(kind, again=True)
    assert alone
    assert again
    assert "hint" in again
    assert "hint" not in alone
    assert again.count(".") <= 2


def test_partly_counts_what_is_right_and_not_which() -> None:
    assert wording.partly_words({"a": True, "b": False, "c": True}) == "2 of 3 are right."
    assert wording.partly_words({"a": False, "b": False}) == "Some of this is right."
    assert wording.partly_words({}) == "Some of this is right."


def test_a_long_answer_is_mended_and_a_short_one_written_anew() -> None:
    assert wording.typed_again("text", {"typed": "ribosome"}) == {"answer": ["ribosome"]}
    assert wording.typed_again("numeric", {"typed": "3"}) == {}
    assert wording.typed_again("text", None) == {}
