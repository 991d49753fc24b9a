"""Anki decks and collections, ``.apkg`` and ``.colpkg`` of every generation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chiron.core.learning.course import Locale
from chiron.engine.library.importing.arriving import About, Arrival, Media, Notes, Review
from chiron.engine.library.importing.embedded import embedded
from chiron.engine.library.importing.formats.anki import cards, package
from chiron.engine.library.importing.formats.anki.collection import SCHEMAS, Card, Collection, Damaged, Note
from chiron.engine.library.importing.formats.anki.inside import collection_in
from chiron.engine.library.importing.formats.anki.keys import Keys
from chiron.engine.library.importing.formats.anki.package import MediaFiles
from chiron.engine.library.importing.opening import Opened, Unusable, open_bytes
from chiron.engine.library.importing.texts import identifier, in_one_line

_SHOWN = frozenset(["png", "jpg", "jpeg", "gif", "webp", "svg", "mp3", "ogg", "oga", "mp4", "webm", "vtt"])
_PACKED = (".apkg", ".colpkg")
_LONGEST_TITLE = 200
_BY_HAND = 4
"""From this kind of line of the review log on nothing was answered: set by hand, or planned anew."""


class Anki:
    """Reads a deck or a whole collection; also those that lie in a folder."""

    name = "anki"
    title = "Anki"

    def fits(self, opened: Opened) -> float:
        """Sure where a collection lies in it."""
        if package.collection_of(opened):
            return 1.0
        return 0.9 if any(name.lower().endswith(_PACKED) for name in opened.names()) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Cards as questions, decks as sections, media, and the learner's own reviews."""
        taken = Keys()
        if package.collection_of(opened):
            yield from _Reading(opened, notes, taken).arrivals()
            return
        inner = [name for name in opened.names() if name.lower().endswith(_PACKED)]
        if not inner:
            raise Unusable(f"{opened.name} holds no Anki collection.")
        yield About(opened.name)
        for name in inner:
            try:
                for arrival in _Reading(open_bytes(name, opened.bytes(name)), notes, taken).arrivals():
                    if not isinstance(arrival, About):
                        yield arrival
            except Unusable as error:
                notes.left(name, name, "file", error.message)


READER = Anki()


class _Reading:
    """One package being read."""

    def __init__(self, opened: Opened, notes: Notes, taken: Keys) -> None:
        self._opened = opened
        self._notes = notes
        self._media = MediaFiles(opened)
        self._keys: dict[str, str] = {}
        """A medium's name -> its key."""
        self._waiting: list[Media] = []
        self._refused: set[str] = set()
        self._tags: set[str] = set()
        self._taken = taken
        self._questions: dict[int, str] = {}
        """A card's id -> the key of its question."""

    def arrivals(self) -> Iterator[Arrival]:
        """Everything, in order."""
        with collection_in(self._opened) as collection:
            self._versions(collection)
            yield About(self._title(collection))
            yield from self._all_notes(collection)
            yield from self._reviews(collection)
        self._unused()

    def _versions(self, collection: Collection) -> None:
        oldest, newest = SCHEMAS
        place = self._opened.name
        if not oldest <= collection.version <= newest or package.version_of(self._opened) > package.NEWEST:
            self._notes.changed(
                place, place, f"It is of a schema that is not known here ({collection.version}); read as the nearest."
            )
        if self._media.broken:
            self._notes.left("media", place, "media", f"The list of media cannot be read ({self._media.broken}).")

    def _title(self, collection: Collection) -> str:
        tops = {path[0] for number, path in collection.decks.items() if path and number != 1}
        return tops.pop() if len(tops) == 1 else self._opened.name.rpartition(".")[0] or self._opened.name

    # -- cards

    def _all_notes(self, collection: Collection) -> Iterator[Arrival]:
        setting = cards.Setting(
            self._opened.name, headed(self._title(collection)), collection.decks, self._medium, Locale()
        )
        place = self._opened.name
        try:
            of_note = collection.cards()
        except Damaged as error:
            raise Unusable(f"{place}: its cards cannot be read ({error}). Export it from Anki again.") from error
        try:
            for note in collection.notes():
                yield from self._note(note, of_note.pop(note.id, []), setting)
        except Damaged as error:
            self._notes.left("notes", place, "items", f"The collection is broken from here on ({error}).")
        for tag in sorted(self._tags):
            self._notes.left(tag, place, "tag", "Questions have no tags here: decks are their sections.")
        for number, lost in of_note.items():
            for card in lost:
                self._notes.left(f"card {card.id}", f"{place}: note {number}", "item", "Its note is missing.")

    def _note(self, note: Note, found: list[Card], setting: cards.Setting) -> Iterator[Arrival]:
        self._tags.update(note.tags)
        if not found:
            self._notes.left(
                self._own(note.guid or str(note.id)), f"{setting.name}: note {note.id}", "note", "No card."
            )
        for card in found:
            key = self._own(f"{note.guid or note.id}:{card.number + 1}")
            made = cards.made(note, card, key, setting)
            place = f"{setting.name}: note {note.id}, card {card.number + 1}"
            yield from self._shown()
            if made.question is None:
                self._notes.left(key, place, "item", f"{made.why[:1].upper()}{made.why[1:]}.")
                continue
            for sentence in made.changed:
                self._notes.changed(key, place, sentence)
            self._questions[card.id] = key
            yield made.question

    def _own(self, key: str) -> str:
        """A key that no other thing has."""
        own = self._taken.own(key)
        if own != key:
            self._notes.changed(own, self._opened.name, "Another note of the package has its id, too.")
        return own

    # -- media

    def _medium(self, address: str) -> str | None:
        """The key of a file that a card shows; it arrives before the card does."""
        inside = embedded(address)
        name = inside[0] if inside else self._media.named(address)
        if name in self._keys:
            return self._keys[name]
        why = "" if inside else _unfit(name, address)
        try:
            data = b"" if why else inside[1] if inside else self._media.read(name)
        except KeyError:
            why = "It is missing in the package."
        except Unusable as error:
            why = error.message
        if not why:
            return self._arriving(name, data)
        if address not in self._refused:
            self._refused.add(address)
            self._notes.left(address[:200], self._opened.name, "media", why)
        return None

    def _arriving(self, name: str, data: bytes) -> str:
        stem, _, kind = name.rpartition(".")
        stem = identifier(stem, self._taken.stems, "media")
        self._taken.stems.add(stem)
        key = f"{stem}.{kind.lower()}"
        self._keys[name] = key
        self._waiting.append(Media(key, f"{self._opened.name}: {name}", name, data))
        return key

    def _shown(self) -> Iterator[Media]:
        waiting, self._waiting = self._waiting, []
        yield from waiting

    def _unused(self) -> None:
        for name in self._media.names():
            if name not in self._keys and name not in self._refused:
                self._notes.left(name, self._opened.name, "media", "No card that came shows it.")

    # -- reviews

    def _reviews(self, collection: Collection) -> Iterator[Review]:
        left: Counter[str] = Counter()
        try:
            for one in collection.answers():
                key = self._questions.get(one.card)
                if key is None:
                    left["Their cards did not come."] += 1
                elif one.kind >= _BY_HAND or not 1 <= one.rating <= 4:
                    left["Nothing was answered: they were set by hand or planned anew."] += 1
                else:
                    days = one.interval if one.interval >= 0 else -one.interval / 86_400
                    yield Review(f"review {one.at}", key, one.at, one.rating, max(one.took, 0) / 1000, days)
        except Damaged as error:
            left[f"The review log is broken from there on ({error})."] += 1
        for why, count in left.items():
            self._notes.left(f"{count} of the log", self._opened.name, "review", why)


def headed(title: str) -> str:
    """A title that can stand at every item."""
    return in_one_line("".join(sign for sign in title if sign.isprintable()))[:_LONGEST_TITLE] or "Anki"


def _unfit(name: str, address: str) -> str:
    """Why a file cannot be shown; "" where it can."""
    if "://" in address:
        return "It is on another site and not in the package."
    if address.startswith("data:"):
        return "What stands in the text itself is of a kind that is not shown here, or broken."
    if not name:
        return "It is missing in the package."
    return "" if address.rpartition(".")[2].lower() in _SHOWN else "Files of its kind are not shown here."
