"""The article that answers a question."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.support.articles import Library, passages


@dataclass(frozen=True)
class Article:
    """As a playbook has it."""

    id: str
    title: str
    text: str
    questions: tuple[str, ...] = ()


RETURNS = Article(
    "returns", "Returning things", "You have 60 days.\n\n## Worn boots\n\nBoots that were worn outside come back too.",
    ("Can I send it back?", "Something does not fit"),
)  # fmt: skip
CARE = Article(
    "care", "Washing a down jacket", "Wash it alone at 30 degrees.\n\n## Drying\n\nDry it with tennis balls."
)
POINTS = Article("points", "Loyalty points", "A point is worth one cent. Points expire after two years.")
INDEX = Library.build([RETURNS, CARE, POINTS])


def first(question: str) -> str:
    """The best article for a question."""
    return INDEX.best(question)[0].article


def test_the_article_that_says_it_comes_first() -> None:
    assert first("when do my points expire?") == "points"
    assert first("how do I wash my jacket") == "care"
    assert first("may worn boots come back?") == "returns"


def test_an_authors_question_finds_its_article() -> None:
    assert first("it does not fit me") == "returns"


def test_a_title_counts_in_every_section() -> None:
    assert first("drying a down jacket") == "care"
    assert {each.heading for each in passages([RETURNS])} == {"Returning things", "Returning things: Worn boots"}


def test_each_article_comes_once() -> None:
    found = [each.article for each in INDEX.best("days boots jacket points", 10)]
    assert len(found) == len(set(found))


def test_meaning_finds_what_shares_no_word() -> None:
    near = {digest: 0.9 if "tennis" in text else 0.05 for digest, text in INDEX.texts.items()}
    assert INDEX.best("tumbling my parka", near=near)[0].article == "care"


def test_what_an_article_is_about_counts_beside_its_sentences() -> None:
    near = dict.fromkeys(INDEX.texts, 0.2)
    assert INDEX.best("what about days", near=near)[0].article == "returns"
    closer = near | {INDEX.wholes["points"]: 0.9}
    before, after = (
        {each.article: each.score for each in INDEX.best("points and days", near=each)} for each in (near, closer)
    )
    assert after["points"] - before["points"] == pytest.approx(4 * 0.7)
    assert after["returns"] == before["returns"]


def test_nothing_asked_finds_nothing() -> None:
    assert INDEX.best("") == []
    assert Library.build([]).best("where is it?") == []


@settings(max_examples=50, deadline=None)
@given(question=st.text(max_size=500))
def test_no_question_raises(question: str) -> None:
    assert len(INDEX.best(question, 2)) <= 2
