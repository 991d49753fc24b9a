"""The reader of Markdown folders: notes as Pages, flashcards as Questions, pictures as Media."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from chiron.core.learning.course import Locale
from chiron.core.words import Json
from chiron.engine.library.importing.answering import Key, holds, key_of
from chiron.engine.library.importing.arriving import About, Arrival, Asked, Notes, Origin, Page, Question
from chiron.engine.library.importing.formats.notes.cards import CARD_TAG, Card, Gapped, cards_in, gapped_in
from chiron.engine.library.importing.formats.notes.text import Writer
from chiron.engine.library.importing.formats.notes.vault import ENDINGS, Note, Vault, parts_of, unfenced
from chiron.engine.library.importing.given_out import GivenOut
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import escaped, free, identifier, title

_READ = frozenset(
    (
        "title",
        "tags",
        "tag",
        "author",
        "authors",
        "licence",
        "license",
        "lang",
        "language",
        "description",
        "summary",
        "source",
        "url",
        "aliases",
        "alias",
        "cssclass",
        "cssclasses",
        "date",
        "created",
        "updated",
        "modified",
        "publish",
        "id",
    )
)
_FRONT_PAGES = ("index.md", "readme.md", "home.md")


@dataclass(slots=True)
class _Reading:
    vault: Vault
    files: GivenOut
    notes: Notes
    locale: Locale
    keys: set[str] = field(default_factory=set)

    def own(self, key: str, place: str) -> str:
        """The key, or one with a suffix where it was given out already."""
        found = key if key not in self.keys else f"{key}~{free(lambda number: f'{key}~{number}' in self.keys)}"
        self.keys.add(found)
        if found != key:
            self.notes.changed(found, place, "The same stands twice in the note: it gets another key here.")
        return found


class Markdown:
    """Folders of Markdown, vaults of Obsidian, and single files."""

    name = "markdown"
    title = "Markdown and Obsidian notes"

    def fits(self, opened: Opened) -> float:
        """By the endings of the files, and by Obsidian's own folder."""
        names = opened.names()
        notes = sum(1 for name in names if name.casefold().endswith(ENDINGS))
        if not notes:
            return 0.0
        if any(name.startswith(".obsidian/") or "/.obsidian/" in name for name in names):
            return 0.9
        others = sum(
            1 for name in names if name.casefold().endswith((".json", ".xml", ".html", ".csv", ".yaml", ".cnxml"))
        )
        return 0.75 if notes > others else 0.3

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every note in the order of the folder."""
        for name, why in opened.refused():
            notes.left(name, name, "file", why)
        vault = Vault(opened)
        if not vault.notes:
            raise Unusable("No Markdown file (.md) is in this.")
        yield self._about(vault)
        reading = _Reading(vault, GivenOut(vault.opened), notes, Locale())
        for name in sorted(vault.notes, key=_in_order):
            try:
                note = vault.note(name)
            except Unusable as error:
                notes.left(name, name, "page", error.message)
                continue
            yield from _of_note(note, reading)

    def _about(self, vault: Vault) -> About:
        name = posixpath.basename(vault.opened.name.rstrip("/")) or "Notes"
        front = next((one for one in vault.notes if one.casefold() in _FRONT_PAGES), None)
        if front is None:
            front = vault.notes[0] if len(vault.notes) == 1 else None
        note = None
        if front is not None:
            try:
                note = vault.note(front)
            except Unusable:
                note = None
        if note is None:
            return About(title(name))
        language = note.said("lang", "language")[:12]
        whole = note.said("title") or (note.title if len(vault.notes) == 1 else name)
        return About(title(whole), language, note.said("description", "summary"), _origin(note, whole))


READER = Markdown()


def _in_order(name: str) -> tuple[str, int, list[tuple[int, str]]]:
    """Folder by folder, front pages first, numbers by their size."""
    folder, base = posixpath.split(name)
    parts = [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in re.split(r"(\d{1,9})", base)]
    return folder, 0 if base.casefold() in _FRONT_PAGES else 1, parts


def _origin(note: Note, whole: str) -> Origin | None:
    licence, authors = note.said("licence", "license"), note.listed("authors", "author")
    url = note.said("source", "url")
    url = url if url.startswith(("http://", "https://")) else ""
    return Origin(title(whole), licence, authors, url) if licence or authors or url else None


def _of_note(note: Note, reading: _Reading) -> Iterator[Arrival]:
    notes = reading.notes
    for said in note.lost:
        notes.changed(note.key, note.name, said)
    unread = sorted(set(note.front) - _READ)
    if unread:
        place = f"{note.name} ({', '.join(unread)[:200]})"
        notes.changed(note.key, place, "Fields of its front matter that are not known here do not come.")
    tagged, deck = _deck(note)
    section = (*note.folders, title(note.title))
    for number, part in enumerate(parts_of(note)):
        key = note.key if number == 0 else f"{note.key}#{identifier(part.title, (), 'part')}"
        writer = Writer(reading.vault, reading.files, notes, note.key, note.name)
        cards, lines, scheduled = cards_in(part.lines, tagged=tagged, first=part.line + (part.level > 0))
        if scheduled:
            writer.changed("When its cards are due is not brought along.")
        clozes = list(gapped_in(lines, tagged=tagged, first=part.line + (part.level > 0)))
        try:
            text = writer.of(lines)
        except RecursionError:
            notes.left(key, note.name, "page", "It is nested too deeply to be read.")
            continue
        if text.strip():
            own = reading.own(key, note.name)
            head = title(part.title)
            page = Page(own, f"{note.name}:{part.line}", head, text, section, (), _origin(note, note.title))
            yield from reading.files.waiting()
            yield page
        skills = (deck,) if deck else ()
        for card in cards:
            question = _of_card(card, note, writer, reading, section, skills)
            yield from reading.files.waiting()
            if question is not None:
                yield question
        for gapped in clozes:
            yield from _of_gaps(gapped, note, writer, reading, section, skills)


def _deck(note: Note) -> tuple[bool, str]:
    """Whether a note holds cards by its tags, and the deck that they name."""
    tags = " ".join(f"#{tag.lstrip('#')}" for tag in note.listed("tags", "tag"))
    body = "\n".join(line for line in unfenced(note.text.split("\n")) if line is not None)
    for text in (tags, body):
        found = CARD_TAG.search(text)
        if found is not None:
            name = found[2].strip("/").rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
            return True, title(name[:1].upper() + name[1:])
    return False, ""


def _key(note: Note, name: str, text: str) -> str:
    return f"{note.key}^{name}" if name else f"{note.key}?{sha256(text.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _of_card(
    card: Card, note: Note, writer: Writer, reading: _Reading, section: tuple[str, ...], skills: tuple[str, ...]
) -> Question | None:
    place = f"{note.name}:{card.line}"
    front, back = writer.line(card.front), writer.line(card.back)
    if not front or not back:
        reading.notes.left(_key(note, card.name, card.front), place, "item", "It has no question or no answer.")
        return None
    key = reading.own(_key(note, card.name, f"{card.front}\0{card.back}"), place)
    whole = back if re.search(r"\n\s*(?:\n|[-*+>|]|\d+[.)])", back) else " ".join(back.split())
    found = key_of(whole, front, reading.locale) or Key("open", {"rubric": escaped(back)})
    if found.kind == "open":
        reading.notes.changed(
            key, place, "A person reads its answer: it is no number, expression, choice or short phrase."
        )
    asked = Asked(key, found.kind, found.asks, found.fields, (), back)
    return Question(key, place, title(card.front, 60), front, (asked,), section, skills, back)


def _of_gaps(
    gapped: Gapped, note: Note, writer: Writer, reading: _Reading, section: tuple[str, ...], skills: tuple[str, ...]
) -> Iterator[Question]:
    place = f"{note.name}:{gapped.line}"
    parts: list[str] = []
    gaps: dict[str, Json] = {}
    end = 0
    for number, (start, stop, word, hint) in enumerate(gapped.gaps, 1):
        parts += [gapped.text[end:start], f"\x02{number}\x02"]
        gaps[f"g{number}"] = {"accept": [escaped(" ".join(re.sub(r"[*_`$\\]", "", word).split()))]}
        if hint:
            parts.append(f" ({hint})")
        end = stop
    whole = "".join((*parts, gapped.text[end:]))
    text = re.sub(r"(?<!\\)\[", r"\\[", writer.line(whole))
    text = re.sub("\x02(\\d+)\x02", r"[g\1]", text)
    wanted = _key(note, gapped.name, f"{gapped.text}\0{gapped.gaps}")
    fields: dict[str, Json] = {"text": escaped(text), "gaps": gaps}
    if not holds(Key("cloze", fields), reading.locale):
        reading.notes.left(wanted, place, "item", "Its gaps cannot be made into a text with gaps.")
        return
    key = reading.own(wanted, place)
    solution = writer.line(gapped.text)
    head = title(re.sub(r"\[g\d+\]", "…", text), 60)
    yield Question(key, place, head, "", (Asked(key, "cloze", "", fields, (), solution),), section, skills, solution)


__all__ = ["READER", "Markdown"]
