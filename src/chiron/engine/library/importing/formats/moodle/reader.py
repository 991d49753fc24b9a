"""The reader of Moodle XML (docs.moodle.org/en/Moodle_XML_format)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Page, Section
from chiron.engine.library.importing.formats.moodle.categories import section_of
from chiron.engine.library.importing.formats.moodle.cloze import LIKELY
from chiron.engine.library.importing.formats.moodle.drafting import Draft, lost, titled
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.formats.moodle.kinds import MAKERS, NOT_ASKED
from chiron.engine.library.importing.formats.moodle.making import Unmade
from chiron.engine.library.importing.formats.moodle.numbers import number
from chiron.engine.library.importing.formats.moodle.source import Source
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import controlled, decoded, identifier, started
from chiron.engine.library.importing.texts import title as heading
from chiron.engine.library.importing.xml import local, parse

MOST_LOOKED_AT = 100
_QUIZ = re.compile(r"<quiz[\s>/]")
_QUESTION = re.compile(r"<question\s+type\s*=")
_WHOLE = re.compile(r"<question\b[^>]*>.*?</question\s*>", re.DOTALL)
_BEGUN = re.compile(r"<question\b[^>]*>")
_USUAL_PENALTIES = {Fraction(0), Fraction(1), Fraction(1, 10), Fraction("0.3333333")}


class MoodleXml:
    """See the module."""

    name = "moodle"
    title = "Moodle XML"

    def fits(self, opened: Opened) -> float:
        """By the root element near the beginning of a file ``.xml``."""
        for name in _named(opened)[:MOST_LOOKED_AT]:
            start = started(opened.beginning(name))
            if _QUIZ.search(start):
                return 0.95 if _QUESTION.search(start) else 0.6
        starts = (started(opened.beginning(name)) for name in _texts(opened)[:MOST_LOOKED_AT])
        return 0.8 if any(LIKELY.search(start) for start in starts) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every quiz in it. Raises Unusable where there is none."""
        yield About(opened.name.rpartition("/")[2].rpartition(".")[0] or opened.name)
        file, found = _File(notes), False
        for name in _texts(opened):
            text = decoded(opened.bytes(name))[0]
            if LIKELY.search(text):
                found = True
                yield from file.embedded(text, name)
        for name in _named(opened):
            if name in _texts(opened):
                continue
            if not _QUIZ.search(started(opened.beginning(name, 65536))):
                notes.left(name, name, "file", "It is no Moodle XML.")
                continue
            found = True
            yield from file.read(opened.bytes(name), name)
        if not found:
            raise Unusable(f"{opened.name} holds no Moodle XML: no file .xml begins with <quiz>.")


def _texts(opened: Opened) -> list[str]:
    """Files in Moodle's format "embedded answers": one question with gaps each."""
    return [name for name in opened.names() if name.lower().endswith((".txt", ".cloze"))]


def _named(opened: Opened) -> list[str]:
    names = opened.names()
    return list(names) if len(names) == 1 else [name for name in names if name.lower().endswith(".xml")]


class _File:
    """Reads quizzes one after another; keys and files are those of all of them."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.keys = Keys(notes)
        self.shown: set[str] = set()
        self.section: Section = ()

    def read(self, data: bytes, name: str) -> Iterator[Arrival]:
        """The questions of one file, in order. Raises Unusable where none can be read."""
        self.section = ()
        for element in self._elements(data, name):
            if local(element) == "question":
                yield from self._question(element, name)
            elif local(element):
                self.notes.left(local(element), f"{name}, line {element.sourceline}", "part", "It is no question.")

    def _elements(self, data: bytes, name: str) -> Iterator[etree._Element]:
        """The parts of the quiz; where the file is broken, each question that is whole."""
        try:
            root = parse(data, name, lambda said: self.notes.changed(name, name, f"In {name} {said}."))
        except Unusable as broken:
            yield from self._saved(data, name, broken)
            return
        yield from root

    def _saved(self, data: bytes, name: str, broken: Unusable) -> Iterator[etree._Element]:
        text = decoded(data)[0]
        at, any_whole = 0, False
        for found in _WHOLE.finditer(text):
            place = f"{name}, line {text.count(chr(10), 0, found.start()) + 1}"
            # What begins before the last beginning never ended.
            begun = [each.start() for each in _BEGUN.finditer(found[0])]
            for _ in begun[1:]:
                self.notes.left(f"{place}, broken", place, "item", "Its end is missing.")
            at = found.end()
            try:
                element = parse(found[0][begun[-1] :].encode(), place)
            except Unusable as error:
                self.notes.left(f"{place}, broken", place, "item", error.message)
                continue
            any_whole = True
            element.set("line", str(text.count("\n", 0, found.start() + begun[-1]) + 1))
            yield element
        if _BEGUN.search(text, at):
            line = text.count("\n", 0, len(text)) + 1
            self.notes.left(f"{name}, end", f"{name}, line {line}", "item", "The file ends within it.")
        if not any_whole:
            raise broken
        self.notes.changed(name, name, f"The file is broken ({broken.message}): its whole questions come.")

    def embedded(self, text: str, name: str) -> Iterator[Arrival]:
        """A file of plain text that is one question with gaps (docs.moodle.org/en/Embedded_answers_(Cloze)_format)."""
        element = etree.Element("question", type="cloze")
        body = etree.SubElement(element, "questiontext", format="moodle_auto_format")
        etree.SubElement(body, "text").text = controlled(text)
        etree.SubElement(etree.SubElement(element, "name"), "text").text = name.rpartition("/")[2].rpartition(".")[0]
        self.section = ()
        yield from self._question(element, name)

    # -- one question

    def _question(self, element: etree._Element, name: str) -> Iterator[Arrival]:
        source = Source(element, name, self.notes, self.section)
        if source.kind == "category":
            yield from self._category(source)
            return
        title = source.raw("name").strip()
        wanted = source.raw("idnumber").strip() or (f"question-{source.id}" if source.id else "")
        named = title or titled(source.told("questiontext"))
        key = self.keys.of(wanted or identifier(" ".join((*self.section, named)), (), "question"), source.place)
        try:
            made = self._made(source, key, title)
        except Unmade as error:
            self.notes.left(key, source.place, "item", str(error))
            return
        yield from (media for media in source.media.values() if media.key not in self.shown)
        self.shown |= source.media.keys()
        yield made

    def _made(self, source: Source, key: str, title: str) -> Arrival:
        """The question or page. Raises Unmade."""
        if source.yes("hidden"):
            raise Unmade("It is hidden in Moodle: deleted there, and kept for attempts that were made before.")
        if source.kind == "description":
            return self._page(source, key, title)
        if source.kind in NOT_ASKED:
            raise Unmade(NOT_ASKED[source.kind])
        maker = MAKERS.get(source.kind)
        if maker is None:
            raise Unmade(f"It is of Moodle's type {source.kind[:40]!r}, for which there is no kind of step here.")
        asks = maker(source)
        solution = source.told("generalfeedback") if asks.solution is None else asks.solution
        hints = source.hints if asks.hints is None else asks.hints
        if not asks.prompt and len(asks.steps) != 1 and not title:
            raise Unmade("It has no text.")
        draft = Draft(
            prompt=asks.prompt,
            steps=asks.steps,
            title=heading(title),
            section=source.section,
            solution=solution,
            answer=asks.answer,
            hints=hints,
            skills=source.tags,
            parameters=asks.parameters,
            changed=[*asks.changed, *_worth(source), *lost(list(source.texts.lost))],
        )
        return draft.question(key, source.place, self.notes)

    def _page(self, source: Source, key: str, title: str) -> Page:
        text = source.told("questiontext")
        if not text:
            raise Unmade("It has no text.")
        for sentence in lost(list(source.texts.lost)):
            self.notes.changed(key, source.place, sentence)
        return Page(key, source.place, heading(title) or titled(text), text, source.section)

    def _category(self, source: Source) -> Iterator[Arrival]:
        """The place of the questions that follow; what is said of it is a page."""
        self.section = section_of(source.raw("category"))
        said = source.told("info")
        if said:
            key = self.keys.of(f"category-{identifier(' '.join(self.section))}", source.place)
            yield from source.media.values()
            self.shown |= source.media.keys()
            yield Page(key, source.place, heading(self.section[-1] if self.section else said), said, self.section)


def _worth(source: Source) -> list[str]:
    """What marks and penalties are otherwise than every new question has them."""
    found = []
    grade, penalty = number(source.raw("defaultgrade") or "1"), number(source.raw("penalty") or "0")
    if grade not in (None, 1):
        found.append("It had marks of its own; here every item counts alike.")
    if penalty is not None and penalty not in _USUAL_PENALTIES:
        found.append("A further try cost marks; here it does not.")
    return found
