"""The article that answers a question."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.language.answering.meaning import pieces
from chiron.core.support.articles import best, library, passages


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
INDEX = library([RETURNS, CARE, POINTS])


def first(question: str) -> str:
    """The best article for a question."""
    return best(INDEX, question)[0].article


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
    found = [each.article for each in best(INDEX, "days boots jacket points", 10)]
    assert len(found) == len(set(found))


def test_meaning_finds_what_shares_no_word() -> None:
    every = pieces(INDEX.passages)
    near = {digest: 0.9 if "tennis" in text else 0.05 for digest, text in every.items()}
    assert best(INDEX, "tumbling my parka", near=near)[0].article == "care"


def test_nothing_asked_finds_nothing() -> None:
    assert best(INDEX, "") == []
    assert best(library([]), "where is it?") == []


@settings(max_examples=50, deadline=None)
@given(question=st.text(max_size=500))
def test_no_question_raises(question: str) -> None:
    assert len(best(INDEX, question, 2)) <= 2
