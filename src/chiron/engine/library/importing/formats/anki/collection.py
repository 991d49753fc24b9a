"""An Anki collection: a SQLite database of schema 11 (all in JSON) or 15 to 18 (tables and protobuf).

It comes from a stranger: it is opened read-only, its views, triggers and functions are never used, and a bound on the
steps of the database's machine ends what would not end (https://www.sqlite.org/security.html).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from chiron.engine.library.importing.bounds import shown
from chiron.engine.library.importing.formats.anki import protobuf
from chiron.engine.library.importing.opening import Unusable

SCHEMAS = (11, 18)
"""The oldest and newest schema whose tables are known here."""
_EVERY, _MOST = 100_000, 40_000
"""The machine's steps between two looks, and how many looks there are."""
_OCCLUSION = 6
"""``Notetype.Config.OriginalStockKind`` of image occlusion."""
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})


class Damaged(Exception):
    """The database is broken here; what was read before stands."""


@dataclass(frozen=True, slots=True)
class Side:
    """A card template."""

    number: int
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """How the fields of a note become cards."""

    name: str
    cloze: bool
    occlusion: bool
    fields: tuple[str, ...]
    sides: Mapping[int, Side]


@dataclass(frozen=True, slots=True)
class Note:
    """One note with the contents of its fields, as HTML."""

    id: int
    guid: str
    kind: NoteType | None
    tags: tuple[str, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a note: by a side of its type, or for a number of its gaps."""

    id: int
    number: int
    deck: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the review log. ``interval`` is in days, in seconds where it is negative; ``kind`` and ``factor`` tell
    what it is (``history``).
    """

    at: int
    card: int
    rating: int
    interval: int
    took: int
    kind: int
    factor: int = 0


class Collection:
    """Opened for reading; a context manager. Raises Unusable where it is no collection."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._steps = 0
        try:
            self._base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            self._guard()
            self._tables = self._real_tables()
            self.version = int(self._one("SELECT ver FROM col"))
            newer = "notetypes" in self._tables
            self.kinds = dict(self._tabled_kinds() if newer else self._written_kinds())
            self.decks = dict(self._tabled_decks() if "decks" in self._tables else self._written_decks())
        except (sqlite3.Error, Damaged, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            self.close()
            raise Unusable(
                f"{name} is broken or no Anki collection ({shown(str(error))}). Export it from Anki again."
            ) from error

    def __enter__(self) -> Collection:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        if hasattr(self, "_base"):
            self._base.close()

    def notes(self) -> Iterator[Note]:
        """Every note, the oldest first. Raises Damaged where no more can be read."""
        for number, guid, kind, tags, fields in self._rows("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
            contents = tuple(_text(fields).split("\x1f"))
            yield Note(_whole(number), _text(guid), self.kinds.get(_whole(kind)), tuple(_text(tags).split()), contents)

    def guids(self) -> Iterator[tuple[int, str]]:
        """The ids of every note, as ``notes`` gives them. Raises Damaged."""
        for number, guid in self._rows("SELECT id, guid FROM notes ORDER BY id"):
            yield _whole(number), _text(guid)

    def is_note_to_update(self) -> bool:
        """Whether it is the one note that Anki writes for its older versions in the place of a collection."""
        try:
            found = [fields for (fields,) in self._rows("SELECT flds FROM notes LIMIT 2")]
        except Damaged:
            return False
        return len(found) == 1 and ".colpkg" in _text(found[0])  # In every language it names the file.

    @property
    def scheduler(self) -> int:
        """The generation of the scheduler that wrote the log: 1 rated in other steps. 0 where nothing says."""
        try:
            if "config" in self._tables:
                found = [value for key, value in self._rows("SELECT key, val FROM config") if key == "schedVer"]
                return int(json.loads(_text(found[0]))) if found else 0
            return int(json.loads(_text(self._one("SELECT conf FROM col"))).get("schedVer", 0))
        except (Damaged, ValueError, TypeError, AttributeError, RecursionError):
            return 0

    def cards(self) -> dict[int, list[Card]]:
        """The cards of each note, by its id. Raises Damaged."""
        found: dict[int, list[Card]] = {}
        for number, note, deck, home, place in self._rows("SELECT id, nid, did, odid, ord FROM cards"):
            # A card that is in a filtered deck for a while belongs to the one that it came from.
            found.setdefault(_whole(note), []).append(Card(_whole(number), _whole(place), _whole(home) or _whole(deck)))
        return {note: sorted(cards, key=lambda card: card.number) for note, cards in found.items()}

    def answers(self) -> Iterator[Answer]:
        """The review log, the oldest first. Raises Damaged."""
        if "revlog" in self._tables:
            for row in self._rows("SELECT id, cid, ease, ivl, time, type, factor FROM revlog ORDER BY id"):
                yield Answer(*(_whole(value) for value in row))

    # -- guarding

    def _guard(self) -> None:
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0", "temp_store=MEMORY"):
            self._base.execute(f"PRAGMA {pragma}")
        self._base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64 * 1024**2)
        self._base.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._base.create_collation("unicase", _unicase)
        self._base.set_progress_handler(self._tired, _EVERY)
        self._base.set_authorizer(_allowed)

    def _tired(self) -> int:
        self._steps += 1
        return int(self._steps > _MOST)

    def _real_tables(self) -> set[str]:
        """Tables, and neither views nor virtual ones."""
        found = set()
        for kind, name, made in self._rows("SELECT type, name, sql FROM sqlite_master"):
            words = _text(made).upper().split(None, 2)
            if kind == "table" and words[:2] != ["CREATE", "VIRTUAL"]:
                found.add(_text(name).lower())
        if not {"col", "notes", "cards"} <= found:
            raise Damaged("it has no tables of notes and cards")
        return found

    def _rows(self, question: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._base.execute(question)
        except sqlite3.Error as error:
            raise Damaged(str(error)) from error

    def _one(self, question: str) -> Any:
        for row in self._rows(question):
            return row[0]
        raise Damaged("its table col is empty")

    # -- schema 11: everything about types and decks stands as JSON in the table col

    def _written_kinds(self) -> Iterator[tuple[int, NoteType]]:
        for number, model in json.loads(_text(self._one("SELECT models FROM col"))).items():
            sides = {
                place: Side(place, _text(side.get("name")), _text(side.get("qfmt")), _text(side.get("afmt")))
                for place, side in enumerate(model["tmpls"])
            }
            names = tuple(_text(field["name"]) for field in model["flds"])
            occlusion = model.get("originalStockKind") == _OCCLUSION
            yield int(number), NoteType(_text(model["name"]), model.get("type") == 1, occlusion, names, sides)

    def _written_decks(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, deck in json.loads(_text(self._one("SELECT decks FROM col"))).items():
            yield int(number), _path(_text(deck["name"]))

    # -- schema 15 to 18

    def _tabled_kinds(self) -> Iterator[tuple[int, NoteType]]:
        names: dict[int, list[str]] = {}
        sides: dict[int, dict[int, Side]] = {}
        for kind, _, name in sorted(self._rows("SELECT ntid, ord, name FROM fields"), key=lambda row: row[:2]):
            names.setdefault(_whole(kind), []).append(_text(name))
        for kind, place, name, config in self._rows("SELECT ntid, ord, name, config FROM templates"):
            side = Side(_whole(place), _text(name), protobuf.text(_raw(config), 1), protobuf.text(_raw(config), 2))
            sides.setdefault(_whole(kind), {})[_whole(place)] = side
        for number, name, config in self._rows("SELECT id, name, config FROM notetypes"):
            kind, raw = _whole(number), _raw(config)
            occlusion = protobuf.whole(raw, 9) == _OCCLUSION
            cloze = protobuf.whole(raw, 1) == 1
            yield kind, NoteType(_text(name), cloze, occlusion, tuple(names.get(kind, ())), sides.get(kind, {}))

    def _tabled_decks(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, name in self._rows("SELECT id, name FROM decks"):
            yield _whole(number), _path(_text(name))


def _allowed(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _unicase(one: str, other: str) -> int:
    left, right = one.casefold(), other.casefold()
    return (left > right) - (left < right)


def _path(name: str) -> tuple[str, ...]:
    """A deck's path: parted by ``::``, since schema 15 by a control character."""
    return tuple(part.strip() for part in name.replace("\x1f", "::").split("::") if part.strip())


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _raw(value: object) -> bytes:
    return value if isinstance(value, bytes) else _text(value).encode()


def _whole(value: object) -> int:
    """A number of a column, whatever its type says."""
    if isinstance(value, int):
        return value
    try:
        return int(float(_text(value)))
    except (ValueError, OverflowError):
        return 0
