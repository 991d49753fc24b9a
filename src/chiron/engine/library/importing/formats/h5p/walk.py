"""Goes through the contents of a package, those within others too, and yields what comes of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chiron.engine.library.importing.arriving import Arrival, Media, Notes, Origin, Section
from chiron.engine.library.importing.formats.h5p.containers import CONTAINERS, DEEPEST, anything_inside
from chiron.engine.library.importing.formats.h5p.content import Content, Inner
from chiron.engine.library.importing.formats.h5p.packed import Packed, origin_of, text
from chiron.engine.library.importing.formats.h5p.pages import PAGES, READ, reading
from chiron.engine.library.importing.formats.h5p.questions import QUESTIONS
from chiron.engine.library.importing.formats.h5p.sets import SETS
from chiron.engine.library.importing.formats.moodle.drafting import Draft, lost
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.formats.moodle.making import Unmade

ORNAMENTS = {"H5P.ContinuousText", "H5P.Nil", "H5P.GoToQuestion", "H5P.IVHotspot", "H5P.ExportableTextArea"}
"""Parts of others that ask and tell nothing by themselves."""
BY_KEY = {
    "panels": "H5P.Accordion",
    "presentation": "H5P.CoursePresentation",
    "interactiveVideo": "H5P.InteractiveVideo",
    "chapters": "H5P.InteractiveBook",
    "choices": "H5P.SingleChoiceSet",
    "summaries": "H5P.Summary",
    "dialogs": "H5P.Dialogcards",
    "paragraphs": "H5P.SortParagraphs",
    "introPage": "H5P.QuestionSet",
    "content": "H5P.Column",
}
"""What only one type has, for a package that does not say its own."""


class Walk:
    """See the module."""

    def __init__(
        self, packed: Packed, keys: Keys, notes: Notes, title: str, language: str, origin: Origin | None
    ) -> None:
        self.packed = packed
        self.keys = keys
        self.notes = notes
        self.title = title
        self.language = language
        self.origin = origin
        self.media: list[Media] = []

    def content(
        self, library: str, params: Any, metadata: Any, key: str, place: str, section: Section = (), depth: int = 0
    ) -> Iterator[Arrival]:
        """What comes of one content."""
        machine = library.split(" ")[0]
        title = text(metadata, "title")
        own = "" if title.lower().startswith("untitled") else title
        content = Content(
            packed=self.packed,
            notes=self.notes,
            machine=machine,
            params=params if isinstance(params, dict) else {},
            key=self.keys.of(key, f"{self.packed.name}: {place}"),
            place=f"{self.packed.name}: {place}",
            title=own or (self.title if depth == 0 else ""),
            language=self.language,
            section=section,
            origin=origin_of(metadata, own or self.title, key) or self.origin,
            media=self.media,
        )
        yield from self._with_media(self._of(content, depth))

    def _with_media(self, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """Files before what shows them."""
        for arrival in arrivals:
            while self.media:
                yield self.media.pop(0)
            yield arrival

    def _of(self, content: Content, depth: int) -> Iterator[Arrival]:
        machine = content.machine
        if depth > DEEPEST:
            self.notes.left(content.key, content.place, "item", "It is nested too deeply.")
        elif machine in CONTAINERS:
            yield from self._some(content, self._inside(content, CONTAINERS[machine](content), depth))
        elif machine in READ:
            yield from self._read(content)
        elif machine in PAGES:
            yield from self._some(content, PAGES[machine](content))
        elif machine in QUESTIONS or machine in SETS:
            yield from self._asked(content)
        elif machine not in ORNAMENTS:
            yield from self._unknown(content, depth)

    def _some(self, content: Content, arrivals: Iterable[Arrival]) -> Iterator[Arrival]:
        """What comes; that nothing does is told."""
        found = False
        for arrival in arrivals:
            found = True
            yield arrival
        if not found:
            self.notes.left(content.key, content.place, "part", "There is nothing in it that can be asked or read.")

    def _unknown(self, content: Content, depth: int) -> Iterator[Arrival]:
        """The contents within what is not known; it is told itself."""
        guessed = next((name for key, name in BY_KEY.items() if key in content.params), "") if depth == 0 else ""
        if not content.machine and guessed:
            content.machine = guessed
            yield from self._of(content, depth)
            return
        why = f"There is nothing here for H5P's type {content.machine!r}."
        if not content.machine:
            why = "The package does not say what it is."
        inside = list(anything_inside(content.params))
        if inside:
            self.notes.changed(content.key, content.place, f"{why} What it holds comes by itself.")
            yield from self._some(content, self._inside(content, inside, depth))
        else:
            self.notes.left(content.key, content.place, "item", why)

    def _read(self, content: Content) -> Iterator[Arrival]:
        body = reading(content)
        if not body:
            self.notes.left(content.key, content.place, "page", "There is nothing in it to read or show.")
        yield from content.page(body)
        self._told(content)

    def _asked(self, content: Content) -> Iterator[Arrival]:
        make = QUESTIONS.get(content.machine) or SETS[content.machine]
        found = 0
        try:
            for name, draft in make(content):
                found += 1
                yield from self._one(content, name, draft)
        except Unmade as error:
            self.notes.left(content.key, content.place, "item", str(error))
            return
        if not found:
            self.notes.left(content.key, content.place, "item", "It holds no question.")

    def _one(self, content: Content, name: str, draft: Draft | Unmade) -> Iterator[Arrival]:
        key = f"{content.key}/{name}" if name else content.key
        place = f"{content.place}/{name}" if name else content.place
        if isinstance(draft, Unmade):
            self.notes.left(key, place, "item", str(draft))
            return
        if not draft.prompt and not draft.title:
            self.notes.left(key, place, "item", "It has no text.")
            return
        draft.changed += lost(list(content.texts.lost))
        yield draft.question(key, place, self.notes)

    def _told(self, content: Content) -> None:
        for sentence in lost(list(content.texts.lost)):
            self.notes.changed(content.key, content.place, sentence)

    # -- contents within a content

    def _inside(self, content: Content, every: Iterable[Inner], depth: int) -> Iterator[Arrival]:
        """The contents in order; texts and pictures that follow one another are one page."""
        together: list[Inner] = []
        for inner in every:
            if inner.library.split(" ")[0] in READ and not inner.section:
                together.append(inner)
                continue
            yield from self._page(content, together)
            together = []
            key = inner.id or f"{content.key}/{inner.name}"
            place = f"{content.place.removeprefix(f'{self.packed.name}: ')}/{inner.name}"
            section = (*content.section, *inner.section)
            yield from self.content(inner.library, inner.params, inner.metadata, key, place, section, depth + 1)
        yield from self._page(content, together)

    def _page(self, content: Content, together: list[Inner]) -> Iterator[Arrival]:
        bodies, origin, title = list[str](), None, ""
        for inner in together:
            one = Content(
                packed=self.packed,
                notes=self.notes,
                machine=inner.library.split(" ")[0],
                params=inner.params if isinstance(inner.params, dict) else {},
                key=content.key,
                place=content.place,
                title=text(inner.metadata, "title"),
                media=self.media,
            )
            bodies.append(reading(one))
            self._told(one)
            origin = origin or origin_of(inner.metadata, one.title or self.title, inner.id)
            title = title or ("" if one.title.lower().startswith("untitled") else one.title)
        body = "\n\n".join(one for one in bodies if one)
        if not body:
            return
        name = together[0].id or together[0].name
        for page in content.page(body, content.title or title or self.title, name):
            yield (
                page
                if origin is None
                else type(page)(page.key, page.place, page.title, page.text, page.section, origin=origin)
            )
