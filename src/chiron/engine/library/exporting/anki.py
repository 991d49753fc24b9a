"""Items of a course as an Anki package: notes in decks, to be imported by Anki 2.1 and later, AnkiDroid and AnkiMobile.

An ``.apkg`` of the first generation (anki/rslib/src/import_export/package/meta.rs): ``collection.anki2``, a SQLite
database of schema 11 (anki/rslib/src/storage/schema11.sql); ``media``, a JSON map; the media by their numbers. Anki
knows a note by its guid, which is made of the question's key: a card that comes again is updated and keeps its reviews,
where ``at`` is later than before or Anki is told to update always.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha1, sha256
from html import escape, unescape

from chiron.core.learning.course import Course, Origin, Skill, Unit
from chiron.core.words import Json
from chiron.engine.library.exporting.anki_cards import Content, content
from chiron.engine.library.exporting.anki_texts import unclozed, words
from chiron.engine.library.exporting.exported import Exported, Left, nothing
from chiron.engine.library.exporting.fixed import Fixed, fixed_items
from chiron.engine.library.exporting.xhtml import words as said

AT = 1_767_225_600
"""When everything was made, in seconds (1 January 2026): the same course gives the same bytes."""
_FIRST = 1_500_000_000_000
"""Ids are numbers like times in milliseconds; from here on they are those of decks and note types."""
_NOTES = 1_600_000_000_000
_EACH = 1_000_000
"""So many numbers has a course for its notes."""
QUESTION = "Chiron: question"
CLOZE = "Chiron: cloze"
_SOURCE = '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
_STYLE = """.card { font-family: sans-serif; font-size: 20px; text-align: start; max-width: 42em; margin: auto; }
.source { font-size: 12px; margin-top: 1em; }
.cloze { font-weight: bold; }
img { max-width: 100%; }
table { border-collapse: collapse; }
th, td { border: 1px solid; padding: 0.2em 0.5em; }
"""
_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL, left integer NOT NULL,
  odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_MEDIUM = re.compile(r"<img\b[^>]*?\bsrc=\"([^\"]*)\"[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def export(course: Course, seeds: int = 1, file: Callable[[str], bytes | None] = nothing, *, at: int = AT) -> Exported:
    """A course's items; ``file`` gives what texts show, by its name below ``media/``; ``at`` is when, in seconds."""
    return written(fixed_items(course, seeds), course, file, at=at).beside(course)


def written(
    every: Iterable[Fixed | Left], course: Course, file: Callable[[str], bytes | None] = nothing, *, at: int = AT
) -> Exported:
    """Fixed questions of a course as one package."""
    package, left = _Package(course, at), list[Left]()
    changed = list[Left]()
    for one in every:
        if isinstance(one, Left):
            left.append(one)
            continue
        made = content(one, course.locale, file, course.id)
        package.add(one, made)
        changed += [Left(one.key, sentence) for sentence in made.changed]
    return Exported(package.packed(), len(package.notes), tuple(left), tuple(changed))


def guid(course: str, key: str) -> str:
    """By what Anki knows a question again."""
    return urlsafe_b64encode(sha256(f"{course}\0{key}".encode()).digest()[:12]).decode("ascii")


def _number(*parts: str) -> int:
    """A stable id made of names."""
    return _FIRST + int.from_bytes(sha256("\0".join(parts).encode()).digest()[:8], "big") % 10**11


@dataclass(slots=True)
class _Package:
    course: Course
    at: int
    notes: list[tuple[Json, ...]] = field(default_factory=list)
    cards: list[tuple[Json, ...]] = field(default_factory=list)
    decks: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    places: Mapping[str, tuple[Unit, Skill]] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {skill.id: (unit, skill) for unit in self.course.units for skill in unit.skills}

    def add(self, one: Fixed, made: Content) -> None:
        """A note with its one card."""
        source = unclozed(self._source(one.key))
        fields = (made.question, made.solution, source) if made.gaps else (
            made.question, made.answer, made.solution, source
        )  # fmt: skip
        # Whoever reads notes by their ids has them in the order of the course. Anki gives one that is taken another.
        number = _NOTES + _number(self.course.id) % 100_000 * _EACH + len(self.notes)
        kind = _number(CLOZE if made.gaps else QUESTION)
        first = unescape(_TAG.sub("", _MEDIUM.sub(r" \1 ", fields[0]))).strip()
        check = int(sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        own = guid(self.course.id, one.key)
        held = "\x1f".join(fields)
        self.notes.append((number, own, kind, self.at, -1, self._tags(one.key), held, first, check, 0, ""))
        due = len(self.notes)
        self.cards.append((number, number, self._deck(one), 0, self.at, -1, 0, 0, due, *[0] * 8, ""))
        self.files |= made.files

    def _place(self, key: str) -> tuple[Unit, Skill] | None:
        return self.places.get(key.partition("/")[0])

    def _tags(self, key: str) -> str:
        place = self._place(key)
        return f" {place[0].id} {place[1].id} " if place else ""

    def _deck(self, one: Fixed) -> int:
        """Decks are told apart by their names, which hold plain words."""
        parts = [said(part).replace("::", ":").strip(" :") or "-" for part in (self.course.title, *one.section)]
        name = "::".join(parts)
        return self.decks.setdefault(name, _number("deck", self.course.id, name))

    def _source(self, key: str) -> str:
        """Where a question comes from and under which licence, as HTML."""
        course = self.course
        own = Origin(title=course.title, licence=course.licence, authors=course.authors)
        every = [own]
        if place := self._place(key):
            origins = {one.id: one.origin for one in place[1].templates}
            origin = origins.get(key.split("/")[1])
            every = [origin, own] if origin else every
        return "<br>".join(map(_told, every))

    # -- the file

    def packed(self) -> bytes:
        """The package's bytes."""
        names = sorted(self.files)
        media = json.dumps({str(place): name for place, name in enumerate(names)}, ensure_ascii=False)
        members = {"collection.anki2": self._collection(), "media": media.encode()}
        members |= {str(place): self.files[name] for place, name in enumerate(names)}
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for name, data in members.items():
                archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return held.getvalue()

    def _collection(self) -> bytes:
        base = sqlite3.connect(":memory:")
        try:
            base.executescript(_SCHEMA)
            base.execute(f"INSERT INTO col VALUES ({_marks(13)})", self._settings())
            base.executemany(f"INSERT INTO notes VALUES ({_marks(11)})", self.notes)
            base.executemany(f"INSERT INTO cards VALUES ({_marks(18)})", self.cards)
            base.commit()
            return base.serialize()
        finally:
            base.close()

    def _settings(self) -> tuple[Json, ...]:
        rtl = self.course.locale.direction == "rtl"
        question, cloze = _question(rtl), _cloze(rtl)
        models = {str(one["id"]): {**one, "mod": self.at} for one in (question, cloze)}
        decks = {str(number): _deck(number, name, self.at) for name, number in {"Default": 1, **self.decks}.items()}
        conf = {
            "activeDecks": [1], "curDeck": 1, "newSpread": 0, "collapseTime": 1200, "timeLim": 0, "estTimes": True,
            "dueCounts": True, "curModel": str(question["id"]), "nextPos": len(self.notes) + 1, "sortType": "noteFld",
            "sortBackwards": False, "addToCur": True, "dayLearnFirst": False, "schedVer": 2,
        }  # fmt: skip
        texts = [json.dumps(one, ensure_ascii=False) for one in (conf, models, decks, {"1": _options(self.at)}, {})]
        return (1, self.at, self.at * 1000, self.at * 1000, 11, 0, 0, 0, *texts)


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _told(origin: Origin) -> str:
    title = escape(said(origin.title), quote=False)
    if origin.url.startswith(("https://", "http://")):
        title = f'<a href="{escape(origin.url)}">{title}</a>'
    parts = [title, words(", ".join(origin.authors)), words(origin.licence)]
    return " · ".join(part for part in parts if part)


# -- what schema 11 holds as JSON


def _question(rtl: bool) -> dict[str, Json]:
    back = f'{{{{FrontSide}}}}\n{_SOURCE}\n<hr id="answer">\n{{{{Answer}}}}\n<div>{{{{hint:Solution}}}}</div>'
    return _kind(QUESTION, 0, ("Question", "Answer", "Solution", "Source"), "{{Question}}", back, rtl)


def _cloze(rtl: bool) -> dict[str, Json]:
    back = f'{{{{cloze:Text}}}}\n{_SOURCE}\n<hr id="answer">\n{{{{Solution}}}}'
    return _kind(CLOZE, 1, ("Text", "Solution", "Source"), "{{cloze:Text}}", back, rtl)


def _kind(name: str, kind: int, fields: tuple[str, ...], front: str, back: str, rtl: bool) -> dict[str, Json]:
    side = {"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "", "did": None}
    return {
        "id": _number(name),
        "name": name,
        "type": kind,
        "mod": 0,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [side],
        "flds": [
            {"name": each, "ord": place, "sticky": False, "rtl": rtl, "font": "Arial", "size": 20, "media": []}
            for place, each in enumerate(fields)
        ],
        "css": _STYLE,
        "latexPre": "\\documentclass[12pt]{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "latexsvg": False,
        "req": [] if kind else [[0, "any", [0]]],
        "tags": [],
        "vers": [],
    }


def _deck(number: int, name: str, at: int) -> dict[str, Json]:
    today: dict[str, Json] = {f"{each}Today": [0, 0] for each in ("new", "rev", "lrn", "time")}
    return today | {
        "id": number,
        "name": name,
        "mod": at,
        "usn": -1,
        "collapsed": False,
        "browserCollapsed": False,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "extendNew": 0,
        "extendRev": 0,
    }


def _options(at: int) -> dict[str, Json]:
    new = {"bury": False, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20}
    again = {"bury": False, "ease4": 1.3, "hardFactor": 1.2, "ivlFct": 1, "maxIvl": 36500, "perDay": 200}
    lapse = {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0}
    return {
        "id": 1, "name": "Default", "mod": at, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True,
        "dyn": False, "new": new, "rev": again, "lapse": lapse,
    }  # fmt: skip
