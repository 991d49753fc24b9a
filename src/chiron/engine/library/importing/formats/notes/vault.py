"""The notes of a folder, found by the names that links use, with their front matter."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import yaml

from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import controlled, decoded, in_one_line, started

ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
_NOTION = re.compile(r"(?<=\S) [0-9a-f]{32}$")
"""What Notion puts behind the name of a page when it gives pages out."""
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_LIMIT = 64 * 1024
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.{0,400}?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)*(`{3,}|~{3,})")


@dataclass(slots=True)
class Note:
    """One file: its text without front matter, and what that said."""

    name: str
    text: str
    title: str
    front: Mapping[str, Any] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    first: int = 1
    """The line of the file with which the text begins."""

    @property
    def key(self) -> str:
        """Its path without the ending."""
        return self.name.rpartition(".")[0]

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders around it."""
        return tuple(_NOTION.sub("", part) for part in posixpath.dirname(self.name).split("/") if part)

    def said(self, *names: str) -> str:
        """The first of these fields that holds a text, in one line."""
        for name in names:
            value = self.front.get(name)
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                return in_one_line(controlled(str(value)))
        return ""

    def listed(self, *names: str) -> tuple[str, ...]:
        """The texts of the first of these fields that is there, a list or one text with commas or spaces."""
        for name in names:
            value = self.front.get(name)
            if isinstance(value, list):
                return tuple(in_one_line(controlled(str(one))) for one in value if isinstance(one, str | int))
            if isinstance(value, str):
                return tuple(
                    part for part in re.split(r"[,\s]+" if "tag" in name else r"\s*,\s*", value.strip()) if part
                )
        return ()


class Vault:
    """All the notes and files, by path and by name alone, as wiki links find them."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        names = [name for name in opened.names() if not _hidden(name)]
        self.notes = [name for name in names if name.casefold().endswith(ENDINGS)]
        self.files = [name for name in names if not name.casefold().endswith(ENDINGS)]
        self._paths = {name.casefold(): name for name in reversed(names)}
        self._names: dict[str, str] = {}
        for name in sorted(names, key=lambda one: (one.count("/"), one)):
            base = posixpath.basename(name).casefold()
            self._names.setdefault(base, name)
            if base.endswith(ENDINGS):
                self._names.setdefault(base.rpartition(".")[0] + "\0", name)

    def find(self, target: str, folder: str = "") -> str | None:
        """The file that a link names: a path from the note or from the top, or a name alone; None where it is not."""
        asked = unquote(target).replace("\\", "/").strip().casefold()
        if not asked:
            return None
        for base in (folder, ""):
            path = posixpath.normpath(posixpath.join(base.casefold(), asked.lstrip("/")))
            for ending in ("", *ENDINGS):
                if path + ending in self._paths:
                    return self._paths[path + ending]
        name = posixpath.basename(asked)
        return self._names.get(name) or self._names.get(f"{name}\0")

    def note(self, name: str) -> Note:
        """A note, read. Raises Unusable."""
        data = self.opened.bytes(name)
        if data and not started(data[:65_536]):
            raise Unusable(f"{name} is no text.")
        text, encoding = decoded(data)
        text = controlled(text)
        lost: tuple[str, ...] = () if encoding.startswith("utf") else (f"It is read as {encoding}.",)
        front: Mapping[str, Any] = {}
        first = 1
        match = _FRONT.match(text)
        if match is not None:
            text = text[match.end() :]
            first += match[0].count("\n")
            front, told = _front(match[1])
            lost += told
        stem = _NOTION.sub("", posixpath.basename(name).rpartition(".")[0])
        note = Note(name, text, stem, front, lost, first)
        note.title = note.said("title") or _first_title(text) or stem
        return note


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _front(text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Front matter (YAML); anchors and tags are not read, as nothing here needs them."""
    if len(text) > _FRONT_LIMIT:
        return {}, ("Its front matter is too long to be read.",)
    try:
        if any(isinstance(token, yaml.AliasToken | yaml.TagToken) for token in yaml.scan(text, Loader=yaml.SafeLoader)):
            return {}, ("Its front matter holds references or tags of YAML and is not read.",)
        found = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, ("Its front matter is no YAML and is not read.",)
    if not isinstance(found, dict):
        return {}, ()
    return {str(name).casefold(): value for name, value in found.items()}, ()


def _first_title(text: str) -> str:
    """The heading with which a note begins, where it is its only one of the first level."""
    for line in text.split("\n"):
        if line.strip():
            match = _HEADING.match(line)
            return _bare(match[2]) if match is not None and len(match[1]) == 1 else ""
    return ""


def _bare(title: str) -> str:
    return in_one_line(re.sub(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]|[*`=]+", r"\1", title))


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a note below one heading, with the titles of those around it."""

    title: str
    level: int
    lines: tuple[str, ...]
    line: int


def parts_of(note: Note) -> list[Part]:
    """The beginning of a note and its sections of the highest level; deeper headings stay in the text."""
    lines = note.text.split("\n")
    heads = [(place, match) for place, match in _headings(lines)]
    if (
        heads
        and len(heads[0][1][1]) == 1
        and _bare(heads[0][1][2]) == note.title
        and not _any_text(lines[: heads[0][0]])
    ):
        lines[heads[0][0]] = ""
        heads.pop(0)
    top = min((len(match[1]) for _, match in heads), default=0)
    cuts = [(place, match) for place, match in heads if len(match[1]) == top]
    parts: list[Part] = []
    ends = [place for place, _ in cuts] + [len(lines)]
    parts.append(Part(note.title, 0, tuple(lines[: ends[0]]), note.first))
    for (place, match), end in zip(cuts, ends[1:], strict=True):
        parts.append(Part(_bare(match[2]) or note.title, top, tuple(lines[place + 1 : end]), note.first + place))
    return parts


def _any_text(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)


def _headings(lines: list[str]) -> list[tuple[int, re.Match[str]]]:
    found: list[tuple[int, re.Match[str]]] = []
    for place, line in enumerate(unfenced(lines)):
        if line is not None and (match := _HEADING.match(line)):
            found.append((place, match))
    return found


def unfenced(lines: list[str] | tuple[str, ...]) -> list[str | None]:
    """The lines, with None for those of blocks of code."""
    out: list[str | None] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if match is not None and not fence:
            fence = match[1]
            out.append(None)
        elif fence:
            if match is not None and match[1][0] == fence[0] and len(match[1]) >= len(fence):
                fence = "" if not line.strip().strip(fence[0]).strip("> ") else fence
            out.append(None)
        else:
            out.append(line)
    return out


def section_of(note: Note, heading: str) -> tuple[str, ...]:
    """The lines below a heading, up to the next of its level or above; empty where there is none."""
    lines = note.text.split("\n")
    wanted = _plain(heading.rpartition("#")[2])
    start: tuple[int, int] | None = None
    for place, match in _headings(lines):
        level = len(match[1])
        if start is not None and level <= start[1]:
            return tuple(lines[start[0] : place])
        if start is None and _plain(match[2]) == wanted:
            start = (place + 1, level)
    return tuple(lines[start[0] :]) if start is not None else ()


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", _bare(text).casefold()))


__all__ = ["ENDINGS", "Note", "Part", "Unusable", "Vault", "parts_of", "section_of", "unfenced"]
