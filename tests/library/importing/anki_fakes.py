"""Anki packages of every generation, made from a few lines, and how tests read them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import zstandard

from chiron.engine.library.importing.arriving import Arrival, Question
from chiron.engine.library.importing.formats.anki import READER
from chiron.engine.library.importing.opening import open_bytes
from chiron.engine.library.importing.reporting import Report

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


OLD_TABLES = """
CREATE TABLE col (id integer primary key, crt, mod, scm, ver integer, dty, usn, ls, conf text, models text, decks text,
  dconf text, tags text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, mod, usn, tags text, flds text, sfld, csum, flags,
  data);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod, usn, type, queue, due, ivl,
  factor, reps, lapses, left, odue, odid integer, flags, data);
CREATE TABLE revlog (id integer primary key, cid integer, usn, ease integer, ivl integer, lastIvl, factor, time integer,
  type integer);
"""
NEW_TABLES = """
CREATE TABLE notetypes (id integer primary key, name text NOT NULL COLLATE unicase, mtime_secs, usn, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob, PRIMARY KEY (ntid, ord))
  without rowid;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs, usn, config blob,
  PRIMARY KEY (ntid, ord)) without rowid;
CREATE TABLE decks (id integer primary key, name text COLLATE unicase, mtime_secs, usn, common blob, kind blob);
CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);
"""


@dataclass
class Kind:
    """A note type as the tests write it."""

    name: str
    fields: Sequence[str]
    cards: Sequence[tuple[str, str]]
    cloze: bool = False
    stock: int = 0


BASIC = Kind("Basic", ("Front", "Back"), [("{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}")])
BOTH = Kind("Both", ("Front", "Back"), [*BASIC.cards, ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")])
CLOZE = Kind("Cloze", ("Text", "Back Extra"), [("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}")], cloze=True)


@dataclass
class Deck:
    """Notes, and what lies around them, for a package."""

    notes: list[tuple[Kind, Sequence[str], Sequence[int]]] = field(default_factory=list)
    """(type, contents of the fields, numbers of the cards)."""
    media: dict[str, bytes] = field(default_factory=dict)
    log: list[tuple[int, ...]] = field(default_factory=list)
    deck: str = "Biology::Cells"
    version: int = 0
    guids: Sequence[str] = ()
    extra: str = ""
    tags: str = ""

    def add(self, kind: Kind, *contents: str, cards: Sequence[int] = (0,)) -> Deck:
        self.notes.append((kind, contents, cards))
        return self

    def kinds(self) -> list[Kind]:
        return list({kind.name: kind for kind, _, _ in self.notes}.values())


def message(*parts: tuple[int, int | bytes | str]) -> bytes:
    """A message of protobuf."""
    out = b""
    for number, value in parts:
        if isinstance(value, int):
            out += _varint(number << 3) + _varint(value)
        else:
            raw = value.encode() if isinstance(value, str) else value
            out += _varint(number << 3 | 2) + _varint(len(raw)) + raw
    return out


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def collection(deck: Deck, *, modern: bool, path: Path) -> bytes:
    """The database of a deck: schema 11, or 18 with its tables, collation and protobuf."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    base.executescript(OLD_TABLES)
    kinds = deck.kinds()
    models, decks = "", ""
    if modern:
        base.executescript(NEW_TABLES)
        for number, kind in enumerate(kinds):
            config = message((1, int(kind.cloze)), (3, ".card {}"), (9, kind.stock))
            base.execute("INSERT INTO notetypes VALUES (?,?,0,0,?)", (100 + number, kind.name, config))
            for place, name in enumerate(kind.fields):
                base.execute("INSERT INTO fields VALUES (?,?,?,?)", (100 + number, place, name, b""))
            for place, (front, back) in enumerate(kind.cards):
                config = message((1, front), (2, back))
                base.execute(
                    "INSERT INTO templates VALUES (?,?,?,0,0,?)", (100 + number, place, f"Card {place}", config)
                )
        base.execute("INSERT INTO decks VALUES (1,'Default',0,0,?,?)", (b"", b""))
        base.execute("INSERT INTO decks VALUES (2,?,0,0,?,?)", (deck.deck.replace("::", "\x1f"), b"", b""))
    else:
        models = json.dumps({
            str(100 + number): {
                "name": kind.name, "type": int(kind.cloze), "flds": [{"name": name} for name in kind.fields],
                "tmpls": [{"name": "Card", "qfmt": front, "afmt": back} for front, back in kind.cards],
                "originalStockKind": kind.stock,
            }
            for number, kind in enumerate(kinds)
        })  # fmt: skip
        decks = json.dumps({"1": {"name": "Default"}, "2": {"name": deck.deck}})
    base.execute(
        "INSERT INTO col VALUES (1,0,0,0,?,0,0,0,'{}',?,?,'{}','')",
        (deck.version or (18 if modern else 11), models, decks),
    )
    names = [kind.name for kind in kinds]
    for number, (kind, contents, cards) in enumerate(deck.notes):
        guid = deck.guids[number] if deck.guids else f"note{number}"
        row = (1000 + number, guid, 100 + names.index(kind.name), deck.tags, "\x1f".join(contents))
        base.execute("INSERT INTO notes (id, guid, mid, tags, flds) VALUES (?,?,?,?,?)", row)
        for place in cards:
            card = (10_000 + 10 * number + place, 1000 + number, 2, place)
            base.execute("INSERT INTO cards (id, nid, did, ord, odid) VALUES (?,?,?,?,0)", card)
    base.executemany("INSERT INTO revlog (id, cid, ease, ivl, time, type) VALUES (?,?,?,?,?,?)", deck.log)
    base.executescript(deck.extra)
    base.commit()
    base.close()
    return path.read_bytes()


def stub(path: Path) -> bytes:
    """What lies in a modern package for old programs."""
    told = Deck().add(BASIC, "Please update to the latest Anki version, then import the .colpkg/.apkg file again.", "")
    return collection(told, modern=False, path=path)


def packed(deck: Deck, generation: int, folder: Path) -> bytes:
    """The package of a deck as Anki's generation 1, 2 or 3 writes it."""
    squeeze = zstandard.ZstdCompressor().compress
    path = folder / "made.db"
    data = collection(deck, modern=generation == 3, path=path)
    names = list(deck.media)
    files: dict[str, bytes] = {}
    if generation == 3:
        entries = message(*((1, message((1, name), (2, len(deck.media[name])), (3, b"\0" * 20))) for name in names))
        files = {"meta": message((1, 3)), "collection.anki21b": squeeze(data), "collection.anki2": stub(path)}
        files["media"] = squeeze(entries)
        files |= {str(number): squeeze(deck.media[name]) for number, name in enumerate(names)}
    else:
        files = (
            {"collection.anki21": data, "collection.anki2": stub(path)}
            if generation == 2
            else {"collection.anki2": data}
        )
        files["media"] = json.dumps({str(number): name for number, name in enumerate(names)}).encode()
        files |= {str(number): deck.media[name] for number, name in enumerate(names)}
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(data: bytes, name: str = "deck.apkg") -> tuple[list[Arrival], Report]:
    report = Report(source=name)
    opened = open_bytes(name, data)
    assert READER.fits(opened) == 1.0
    return list(READER.read(opened, report)), report


def questions(deck: Deck, folder: Path, generation: int = 3) -> tuple[list[Question], Report]:
    found, report = read(packed(deck, generation, folder))
    return [one for one in found if isinstance(one, Question)], report


def one(deck: Deck, folder: Path) -> Question:
    (found,), _ = questions(deck, folder)
    return found


def kinds(found: Sequence[Question]) -> list[tuple[str, dict[str, Any]]]:
    return [(one.steps[0].kind, dict(one.steps[0].fields)) for one in found]
