"""One module (``index.cnxml``) as Pages, Questions and Words: a Page for its beginning and for each of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from chiron.core.learning.course import Locale
from chiron.engine.library.importing.arriving import Origin, Page, Question, Word
from chiron.engine.library.importing.formats.cnxml.blocks import Blocks, as_title, quoted
from chiron.engine.library.importing.formats.cnxml.collection import child, origin_of
from chiron.engine.library.importing.formats.cnxml.exercises import Exercises
from chiron.engine.library.importing.formats.cnxml.labels import title_of
from chiron.engine.library.importing.formats.cnxml.scene import Scene
from chiron.engine.library.importing.formats.cnxml.words import Words
from chiron.engine.library.importing.xml import local, text_of

_ASKING = re.compile(
    r"exercise|review|practice|problem|question|critical|homework|assessment|quiz|test|free-response|discussion|try|"
    r"check|everyday|writing|mixed",
    re.I,
)
"""Classes of sections that are there for their exercises."""
_TITLED = re.compile(
    r"^(?:.{0,40}\b)?(?:exercises|questions|problems|homework|quiz|self-?check|free response|multiple choice|"
    r"practice makes perfect|(?:review|practice|discussion|conceptual|critical thinking) (?:questions|problems|test))"
    r"(?:\b.{0,20})?$",
    re.I,
)
_LEADS = re.compile(
    r"\bfollowing (?:\w+ )?(?:exercise|problem|question)s?\b|^(?:for|in|use|consider|refer)\b.*|:$", re.I
)
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_GOALS = re.compile(r"learning-objectives|chapter-objectives|objectives|learning-outcomes|abilities", re.I)
LONGEST = 6_000
"""Characters of instructions that go with each exercise of a run."""


@dataclass(slots=True)
class Piece:
    """A page that grows, with the exercises that stood in it."""

    key: str
    place: str
    title: str
    blocks: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


class Module:
    """Reads one module. ``pieces`` come in order; ``words`` are those of its glossary."""

    def __init__(self, scene: Scene, root: _Element, words: Words, locale: Locale, book: Origin | None) -> None:
        self.scene = scene
        self.root = root
        self.words = words
        self.book = book
        self.title = title_of(root, scene.entry)
        self.section = (*scene.entry.path, self.title)
        self.blocks = Blocks(scene, words, self._exercise)
        content = child(root, "content")
        self.content = content if content is not None else root
        titles = frozenset(
            as_title(self.blocks.title(one))
            for one in self.content.iter()
            if local(one) == "section" and not _asks(one)
        )
        plain = Blocks(scene, words)
        self.exercises = Exercises(scene, plain, locale, self.section, titles - {""})
        self._piece = Piece(scene.entry.module, scene.place, self.title)
        self._before = ""
        self._heading = ""
        self.objectives: list[str] = []

    def arrivals(self) -> Iterator[Page | Question | Word]:
        """Everything, in the order of the module."""
        origin = self._origin()
        self._abstract()
        pieces = list(self._pieces())
        told = False
        for piece in pieces:
            text = "\n\n".join(block for block in piece.blocks if block.strip())
            if text.strip():
                objectives = () if told else tuple(self.objectives)
                told = True
                yield Page(piece.key, piece.place, piece.title, text, self.section, objectives, origin)
            yield from piece.questions
        if self.objectives and not told:
            goals = "\n".join(f"- {goal}" for goal in self.objectives)
            lead = Page(self.scene.entry.module, self.scene.place, self.title, goals, self.section)
            yield replace(lead, objectives=tuple(self.objectives), origin=origin)
        yield from self._glossary()

    def _origin(self) -> Origin | None:
        """Of the module by itself, where it says more than the book."""
        metadata = child(self.root, "metadata")
        if metadata is None:
            return None
        own = origin_of(metadata, self.title)
        if self.book is None:
            return own
        other = (own.licence and own.licence != self.book.licence) or (own.authors and own.authors != self.book.authors)
        if not other and not own.id:
            return None
        return Origin(
            f"{self.book.title}: {own.title}",
            own.licence or self.book.licence,
            own.authors or self.book.authors,
            own.url or self.book.url,
            own.id,
        )

    def _abstract(self) -> None:
        metadata = child(self.root, "metadata")
        abstract = child(metadata, "abstract") if metadata is not None else None
        if abstract is None:
            return
        goals = self._goals_in(abstract)
        said = " ".join(text_of(abstract).split())
        if not goals and said:
            goals = [self.blocks.inline.line(abstract)]
        self.objectives += goals

    def _goals_in(self, element: _Element) -> list[str]:
        return [
            goal
            for item in element.iter()
            if local(item) == "item" and not any(local(inner) == "item" for inner in item.iterdescendants())
            if (goal := self.blocks.inline.line(item))
        ]

    def _pieces(self) -> Iterator[Piece]:
        """The beginning, the sections, and what stands loose between and after them."""
        for number, inner in enumerate(self.content):
            name = local(inner)
            if name in ("section", "note") and self._is_goals(inner):
                self._goals(inner)
            elif name == "section":
                yield from self._done(self._piece)
                yield from self._section(inner)
                self._piece = Piece(f"{self.scene.entry.module}#after-{number}", self.scene.at(inner), self.title)
            elif name == "exercise":
                self._exercise(inner, self._piece.blocks)
            elif name not in ("title", "metadata", "label", "glossary"):
                self._container(inner, self._piece.blocks)
        yield from self._done(self._piece)

    def _done(self, piece: Piece) -> Iterator[Piece]:
        if self.scene.footnotes:
            piece.blocks += self.scene.footnotes
            self.scene.footnotes.clear()
        if piece.blocks or piece.questions:
            yield piece

    def _section(self, element: _Element) -> Iterator[Piece]:
        title = as_title(self.blocks.title(element)) or self.title
        self._piece = Piece(self.scene.name(element), self.scene.at(element), title)
        self._inside(element, self._piece.blocks, 2)
        yield from self._done(self._piece)

    def _inside(self, element: _Element, out: list[str], depth: int) -> None:
        """A section's own children: instructions go with the exercises after them."""
        asking = _asks(element)
        before, heading = self._before, self._heading
        self._before, self._heading = (before if asking else ""), self._heading if asking else ""
        run: list[str] = []
        used = False
        for inner in element:
            name = local(inner)
            if name in ("title", "label", ""):
                continue
            if name == "exercise":
                if run:
                    self._before = self._instructions(run, asking)
                    out += run if asking and sum(map(len, run)) > LONGEST else []
                    used = asking
                    run = []
                self._exercise(inner, out)
                continue
            if self._is_heading(inner, asking) or used:
                self._before, used = "", False
            if name == "section":
                out += run if asking else []
                run = []
                self._nested(inner, out, depth)
            else:
                fresh: list[str] = []
                self._container(inner, fresh)
                if asking:
                    run += fresh
                else:
                    out += fresh
                    run = fresh[-1:]
        if asking:
            out += run
        self._before, self._heading = before, heading

    def _nested(self, element: _Element, out: list[str], depth: int) -> None:
        inner: list[str] = []
        self._inside(element, inner, depth + 1)
        title = self.blocks.title(element)
        out += [*([f"{'#' * min(depth, 6)} {title.replace('**', '')}"] if title and inner else []), *inner]

    def _is_heading(self, element: _Element, asking: bool) -> bool:
        """Whether a paragraph is a heading in bold between exercises; it names the skill of those after it."""
        if not asking or local(element) != "para":
            return False
        parts = [one for one in element if local(one)]
        alone = len(parts) == 1 and local(parts[0]) == "emphasis" and not (element.text or "").strip()
        if not alone or (parts[0].tail or "").strip() or parts[0].get("effect", "bold") != "bold":
            return False
        said = self.blocks.inline.line(element)
        if not _is_title(said):
            return False
        self._heading = as_title(said)
        return True

    def _instructions(self, run: list[str], asking: bool) -> str:
        """What goes before each exercise of a run: the texts since the last one, without headings in bold."""
        kept = [block for block in run if not _is_title(block.strip())]
        text = "\n\n".join(kept)
        if not asking and not _LEADS.search(text.replace("\n", " ")):
            return ""
        return text if len(text) <= LONGEST else ""

    def _container(self, element: _Element, out: list[str]) -> None:
        """A block of the lesson. A note that holds exercises gives them what else it says."""
        if local(element) != "note" or not _holds_exercises(element):
            out += self.blocks.of(element, 3)
            return
        title = self.blocks.title(element)
        before = self._before
        run: list[str] = []
        asked = len(self._piece.questions)
        fresh = False
        every: list[str] = []
        for inner in element:
            name = local(inner)
            if name == "exercise":
                self._before = "\n\n".join(run) if sum(map(len, run)) <= LONGEST else ""
                out += run if run and not self._before and fresh else []
                self._exercise(inner, run, title)
                fresh = False
            elif name not in ("title", "label", ""):
                run = run if fresh else []
                made = self.blocks.of(inner, 3)
                run += made
                every += made
                fresh = True
        if len(self._piece.questions) == asked and _says_much(every):
            out.append(quoted("\n\n".join([*([f"**{title}**"] if title else []), *every])))
        elif fresh:
            out += run
        elif run and len(self._piece.questions) == asked:
            self.scene.left(element, "instructions", "They belong to exercises that are not in the book.")
        self._before = before

    def _exercise(self, element: _Element, out: list[str], title: str = "") -> None:
        del out
        above = title or next(
            (
                found
                for one in element.iterancestors()
                if (found := self.blocks.title(one)) and local(one) != "document"
            ),
            self.title,
        )
        made = self.exercises.made(element, self._before, self._heading, as_title(above))
        if made is not None:
            self._piece.questions.append(made)

    def _is_goals(self, element: _Element) -> bool:
        named = _GOALS.search(str(element.get("class") or "")) is not None
        return named or self.blocks.title(element).casefold().strip(" :") in self.words.objectives

    def _goals(self, element: _Element) -> None:
        goals = self._goals_in(element)
        known = set(self.objectives)
        self.objectives += [goal for goal in goals if goal not in known]
        if not goals:
            self._container(element, self._piece.blocks)

    def _glossary(self) -> Iterator[Word]:
        for glossary in self.root.iter():
            if local(glossary) != "glossary":
                continue
            for definition in glossary.iter():
                if local(definition) == "definition":
                    word = self._word(definition)
                    if word is not None:
                        yield word
        for definition in self.content.iter():
            inside = any(local(one) == "glossary" for one in definition.iterancestors())
            if local(definition) == "definition" and not inside:
                word = self._word(definition)
                if word is not None:
                    yield word

    def _word(self, definition: _Element) -> Word | None:
        terms = [self.blocks.inline.line(one) for one in definition if local(one) == "term"]
        meanings = ["\n\n".join(self.blocks.inline.blocks(one)) for one in definition if local(one) == "meaning"]
        terms = [term.strip("* ") for term in terms if term.strip("* ")]
        meaning = "\n\n".join(part for part in meanings if part)
        if not terms or not meaning:
            self.scene.left(definition, "term", "Its term or its meaning is missing.")
            return None
        return Word(self.scene.name(definition), self.scene.at(definition), terms[0], meaning, tuple(terms[1:]))


def _is_title(block: str) -> bool:
    """Whether a block in bold is a heading and no instruction."""
    return _BOLD.fullmatch(block) is not None and len(block) <= 100 and not block.rstrip("*").endswith((".", ":", "?"))


def _asks(element: _Element) -> bool:
    """Whether a section is there for its exercises."""
    direct = sum(1 for one in element if local(one) == "exercise")
    if not direct and not any(_asks(one) for one in element if local(one) == "section"):
        return False
    title = child(element, "title")
    named = _ASKING.search(str(element.get("class") or "")) is not None
    if named or (title is not None and _TITLED.match(" ".join(text_of(title).split())) is not None):
        return True
    texts = sum(1 for one in element if local(one) in ("para", "figure", "table", "list", "example"))
    return direct >= 3 and direct > texts


def _says_much(blocks: list[str]) -> bool:
    """Whether blocks teach something without the exercises after them: code, a table, a picture, or many words."""
    text = "\n\n".join(blocks)
    return any(mark in text for mark in ("```", "| --- |", "![", "$$")) or len(text.split()) >= 25


def _holds_exercises(element: _Element) -> bool:
    return any(local(one) == "exercise" for one in element)
