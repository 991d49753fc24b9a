"""Finding the article that answers a question, by words and, where vectors are at hand, by meaning. Pure.

The search is that of a course's lessons (:mod:`chiron.core.language.answering.retrieval`): an article is cut into
passages under its title and their headings, and the short questions that its author gives it are one passage more. An
article ranks by its best passage and, where meaning is compared, by the cosine of its beginning as well: a sentence
says what is asked, the whole what it is about. What that counts for lies on a plateau (2 to 8) that both
halves of the articles of ``benchmarks/support_articles.py`` showed while it was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from chiron.core.language.answering.meaning import Nearness, pieces
from chiron.core.language.answering.passages import cut
from chiron.core.language.answering.retrieval import Found, Index
from chiron.core.words import Passage

LOOKED = 40
"""How many of the best passages are looked through for different articles."""
WHOLE = 4.0
"""What the cosine of an article's beginning counts for, beside the score of its best passage."""
LONGEST = 1_500
"""Characters of an article, its title first, that are embedded as a whole; models read some 256 tokens."""


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
    """An article for a question; ``found`` is the passage of it that answers best, ``score`` ranks."""

    article: str
    found: Found
    score: float


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


def whole(article: Text) -> tuple[str, str]:
    """An article's beginning as it is embedded: digest and text."""
    text = f"{article.title}. {article.text}"[:LONGEST]
    return sha256(text.encode("utf-8", "replace")).hexdigest(), text


@dataclass(frozen=True, slots=True)
class Library:
    """Articles laid out for search; what it finds never changes. ``wholes``: the digest of each article's beginning.

    ``texts``: what is to be embedded where meaning is compared, by digest.
    """

    index: Index
    wholes: Mapping[str, str]
    texts: Mapping[str, str]

    @classmethod
    def build(cls, articles: Iterable[Text], language: str = "en") -> Library:
        """Lay articles out."""
        every = list(articles)
        index = Index.build(passages(every), language)
        beginnings = {article.id: whole(article) for article in every}
        wholes = {name: digest for name, (digest, _) in beginnings.items()}
        return cls(index, wholes, pieces(index.passages) | dict(beginnings.values()))

    def best(
        self, question: str, limit: int = 3, near: Nearness | None = None, spoken: str | None = None
    ) -> list[Answered]:
        """The best articles for a question, best first, whether or not they are enough for an answer: ask
        ``found.enough``.

        ``near``: the cosines of ``texts`` with the question, by digest, where its meaning was compared; ``spoken``: the
        question's language.
        """
        kept: dict[str, Answered] = {}
        for found in self.index.find(question, LOOKED, near=near, spoken=spoken):
            name = found.passage.skill
            if name not in kept:
                nearer = (near or {}).get(self.wholes[name], 0.0)
                kept[name] = Answered(name, found, found.score + WHOLE * nearer)
        return sorted(kept.values(), key=lambda each: -each.score)[:limit]
