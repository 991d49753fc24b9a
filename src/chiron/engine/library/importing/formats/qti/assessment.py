"""Assessment tests: sections become the path of their items; what a test does with them is told (QTI 2.2, part 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chiron.engine.library.importing.arriving import Notes, Section
from chiron.engine.library.importing.formats.qti.content import Content, passage
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, children, local
from chiron.engine.library.importing.opening import Unusable

_NOT_KEPT = {
    "selection": "Its selection of some of the items is not kept: all come.",
    "ordering": "Its order by chance is not kept.",
    "branchRule": "Its branches are not kept.",
    "preCondition": "Its conditions for parts are not kept.",
    "timeLimits": "Its time limits are not kept.",
    "itemSessionControl": "Its limits of attempts and its display of feedback are not kept.",
    "weight": "Its weights of items are not kept.",
    "outcomeProcessing": "Its own reckoning of points is not kept.",
    "templateDefault": "Values that it sets in templates of items are not kept.",
}
DEEPEST = 24


@dataclass(frozen=True, slots=True)
class Listed:
    """An item as a test lists it."""

    file: str
    section: Section
    leading: str


def title_of(element: Element) -> str:
    """A title in one line; the identifier where there is none."""
    return " ".join((element.get("title") or element.get("identifier") or "").split())


class Assessment:
    """One test: told once of what it does that is not kept, then its items in order."""

    def __init__(self, root: Element, place: str, files: Files, notes: Notes) -> None:
        self.root, self.place = root, place
        self.files, self.notes = files, notes
        self.key = root.get("identifier") or place
        self.title = title_of(root)

    def items(self) -> Iterator[Listed]:
        """The items in the order of the test."""
        for name, told in _NOT_KEPT.items():
            if any(True for _ in below(self.root, name)):
                self.notes.changed(self.key, self.place, told)
        for feedback in list(below(self.root, "testFeedback")):
            what = feedback.get("title") or feedback.get("identifier") or ""
            self.notes.left(self.key, self.place, f"feedback {what}".strip(), "A test as a whole says nothing here.")
        top = (self.title,) if self.title else ()
        if local(self.root) == "assessmentSection":
            yield from self._section(self.root, self.place, (), "", (self.place,))
            return
        for part in children(self.root, "testPart"):
            yield from self._inner(part, self.place, top, "", (self.place,))

    def _inner(
        self, element: Element, place: str, section: Section, leading: str, above: tuple[str, ...]
    ) -> Iterator[Listed]:
        for each in children(element):
            name = local(each)
            if name == "assessmentSection":
                yield from self._section(each, place, section, leading, above)
            elif name == "assessmentSectionRef":
                yield from self._elsewhere(each, place, section, leading, above)
            elif name == "assessmentItemRef":
                href = each.get("href") or ""
                found = self.files.find(place, href)
                if found is None:
                    self.notes.left(
                        each.get("identifier") or href, place, "item", f"The file {href[:120]} is not in the source."
                    )
                else:
                    yield Listed(found, section, leading)

    def _section(
        self, element: Element, place: str, section: Section, leading: str, above: tuple[str, ...]
    ) -> Iterator[Listed]:
        # A section that is not visible is none to the learner (2.2, section 3.4: visible).
        visible = (element.get("visible") or "true") not in ("false", "0")
        title = " ".join((element.get("title") or "").split())
        inner = (*section, title) if visible and title and title != (section[-1:] or ("",))[0] else section
        words = passage(leading, self._leading(element, place))
        yield from self._inner(element, place, inner, words, above)

    def _leading(self, element: Element, place: str) -> str:
        """What stands before the items of a section, for the learner."""
        found = ""
        content = Content(element, place, self.key, self.files, self.notes)
        for block in children(element, "rubricBlock"):
            if "candidate" in (block.get("view") or "candidate").split():
                found = passage(found, content.told(block))
            else:
                self.notes.left(self.key, place, "words for staff", "They are not for learners.")
        return found

    def _elsewhere(
        self, element: Element, place: str, section: Section, leading: str, above: tuple[str, ...]
    ) -> Iterator[Listed]:
        href = element.get("href") or ""
        name = self.files.find(place, href)
        key = element.get("identifier") or href
        if name is None:
            self.notes.left(key, place, "section", f"The file {href[:120]} is not in the source.")
            return
        if name in above or len(above) > DEEPEST:
            self.notes.left(key, place, "section", f"{name} refers to itself.")
            return
        try:
            root = self.files.document(name)
        except Unusable as error:
            self.notes.left(key, place, "section", str(error))
            return
        yield from self._section(root, name, section, leading, (*above, name))
