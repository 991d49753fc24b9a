"""Finding the article that answers a question, by words and, where vectors are at hand, by meaning. Pure.

The search is that of a course's lessons (:mod:`chiron.core.language.answering.retrieval`): an article is cut into
passages under its title and their headings, the short questions that its author gives it are one passage more, and an
article ranks as its best passage does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.passages import cut
from chiron.core.language.answering.retrieval import Found, Index
from chiron.core.words import Passage

LOOKED = 20
"""How many of the best passages are looked through for different articles."""


class Text(Protocol):
    """What is searched of an article; its words are Markdown."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """What it is about."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def questions(self) -> Sequence[str]:
        """Short questions that it answers."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An article for a question; ``found`` is the passage of it that answers best."""

    article: str
    found: Found


def passages(articles: Iterable[Text]) -> list[Passage]:
    """The passages of articles: each one's own are marked with its id (``skill``) and stand under its title."""
    every: list[Passage] = []
    for article in articles:
        mine = cut(article.id, article.title, article.text)
        for each in mine:
            heading = each.heading if each.heading == article.title else f"{article.title}: {each.heading}"
            every.append(Passage(article.id, heading, each.text, each.number))
        if article.questions:
            asked = "\n\n".join(each if each.endswith("?") else f"{each}." for each in article.questions)
            every.append(Passage(article.id, article.title, asked, len(mine)))
    return every


def library(articles: Iterable[Text], language: str = "en") -> Index:
    """Articles laid out for search. What is compared by meaning: ``pieces`` of its passages
    (:mod:`chiron.core.language.answering.meaning`)."""
    return Index.build(passages(articles), language)


def best(
    index: Index, question: str, limit: int = 3, near: Nearness | None = None, spoken: str | None = None
) -> list[Answered]:
    """The best articles for a question, best first, whether or not they are enough for an answer: ask ``found.enough``.

    ``near``: the cosines of the pieces with the question, by digest; ``spoken``: the question's language.
    """
    kept: dict[str, Answered] = {}
    for found in index.find(question, LOOKED, near=near, spoken=spoken):
        kept.setdefault(found.passage.skill, Answered(found.passage.skill, found))
    return list(kept.values())[:limit]
