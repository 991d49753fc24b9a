"""One question of a Moodle XML file: its texts in Markdown, its files, its answers.

Source: docs.moodle.org/en/Moodle_XML_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from lxml import etree

from chiron.engine.library.importing.arriving import Media, Notes, Section
from chiron.engine.library.importing.formats.moodle.files import PICTURES, media_key, plugin_name, suffix, unpacked
from chiron.engine.library.importing.formats.moodle.making import Answer
from chiron.engine.library.importing.formats.moodle.numbers import number
from chiron.engine.library.importing.formats.moodle.texts import Texts
from chiron.engine.library.importing.xml import local, text_of

MOST_BYTES = 100 * 1024**2
_ID = re.compile(r"question:\s*([1-9]\d*)")
_STANDARD = {
    "",
    "your answer is correct.",
    "your answer is partially correct.",
    "your answer is incorrect.",
    "well done!",
    "correct",
    "incorrect",
}


class Source:
    """See the module. ``media`` are its files, in their order."""

    def __init__(self, element: etree._Element, name: str, notes: Notes, section: Section = ()) -> None:
        self.element = element
        self.name = name
        self.notes = notes
        self.section = section
        self.kind = (element.get("type") or "").strip().lower()
        self.place = f"{name}, line {element.get('line') or element.sourceline or 1}"
        self.media: dict[str, Media] = {}
        self._files: dict[str, str] = {}
        self._own: dict[str, str] = {}
        self._seen: dict[etree._Element, dict[str, str]] = {}
        self.texts = Texts(self._key)

    # -- its parts

    def child(self, name: str) -> etree._Element | None:
        """The first part of this name."""
        return next(self.children(name), None)

    def children(self, name: str, of: etree._Element | None = None) -> Iterator[etree._Element]:
        """Every part of this name, in order."""
        return (each for each in (self.element if of is None else of) if local(each) == name)

    def raw(self, name: str, of: etree._Element | None = None) -> str:
        """What stands in a part as it stands: in its ``text``, else in itself."""
        part = next(self.children(name, of), None)
        return "" if part is None else inner_text(part)

    def yes(self, name: str, default: bool = False) -> bool:
        """Whether a part says yes."""
        part = self.child(name)
        said = "" if part is None else text_of(part).strip().lower()
        return said in ("1", "true") if said else default

    def told(self, name: str, of: etree._Element | None = None) -> str:
        """A part as Markdown."""
        part = next(self.children(name, of), None)
        return "" if part is None else self.markdown(part)

    def markdown(self, part: etree._Element) -> str:
        """The text of a part as Markdown, its pictures by the keys of its files."""
        self._own = self._kept(part)
        text, form = inner_text(part), part.get("format") or self._form()
        return self.texts.of(text, form)

    def _form(self) -> str:
        """The format that holds where a part says none: that of the question's text."""
        part = self.child("questiontext")
        return "" if part is None else part.get("format") or ""

    def form(self, part: etree._Element) -> str:
        """The format of a part."""
        return part.get("format") or self._form()

    # -- what every question has

    @property
    def id(self) -> str:
        """The number that its site gave it, from the comment before it; "" where there is none."""
        before = self.element.getprevious()
        found = _ID.search(before.text or "") if isinstance(before, etree._Comment) else None
        return found[1] if found else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """Its tags."""
        part = self.child("tags")
        found = [] if part is None else [inner_text(tag).strip() for tag in self.children("tag", part)]
        return tuple(dict.fromkeys(tag for tag in found if tag))

    @property
    def hints(self) -> list[str]:
        """Its hints."""
        return [text for text in (self.markdown(hint) for hint in self.children("hint")) if text]

    def answers(self, rich: bool = True) -> list[Answer]:
        """Its answers; ``rich`` ones as Markdown, others as they are typed."""
        return [self.answer(part, rich) for part in self.children("answer")]

    def answer(self, part: etree._Element, rich: bool = True) -> Answer:
        """One answer."""
        text = self.markdown(part) if rich else inner_text(part).strip()
        return Answer(text, share(part.get("fraction")), self.told("feedback", part))

    def combined(self) -> tuple[str, str]:
        """What is said of any right and of any wrong answer; "" for what every site says of itself."""
        found = []
        for name in ("correctfeedback", "incorrectfeedback"):
            text = self.told(name)
            found.append("" if text.strip().lower() in _STANDARD else text)
        return found[0], found[1]

    # -- its files

    def shorter(self, text: str) -> str:
        """A few words without a format of their own, as Markdown."""
        return self.texts.short(text)

    def _kept(self, part: etree._Element) -> dict[str, str]:
        """The files of a part, by their names; kept once each."""
        if part in self._seen:
            return self._seen[part]
        found = self._seen[part] = dict[str, str]()
        for file in self.children("file", part):
            name = (file.get("path") or "/").strip("/") + "/" + (file.get("name") or "")
            name = name.strip("/")
            key = self._file(name, file)
            if key:
                found[name] = key
        self._files |= found
        return found

    def _file(self, name: str, file: etree._Element) -> str | None:
        if suffix(name) not in PICTURES:
            self.notes.left(name, self.place, "file", f"A file of the kind {suffix(name) or name!r} cannot be shown.")
            return None
        try:
            data = unpacked(text_of(file), MOST_BYTES)
        except ValueError as error:
            self.notes.left(name, self.place, "picture", str(error))
            return None
        key = media_key(name, data)
        self.media.setdefault(key, Media(key, self.place, name, data))
        return key

    def _key(self, src: str) -> str | None:
        """The key of the file that a text names."""
        name = plugin_name(src)
        if name is None and src.startswith("data:"):
            return self._inline(src)
        if name is None:
            return None
        if not self._files:
            for part in self.element.iter():
                holder = part.getparent()
                if local(part) == "file" and holder is not None:
                    self._kept(holder)
        return self._own.get(name) or self._files.get(name)

    def _inline(self, src: str) -> str | None:
        head, comma, body = src.partition(",")
        kind = head[5:].partition(";")[0].strip().lower()
        ending = {"image/svg+xml": "svg", "image/jpeg": "jpg"}.get(kind, kind.partition("/")[2])
        if not comma or not head.endswith(";base64") or ending not in PICTURES:
            return None
        try:
            data = unpacked(body, MOST_BYTES)
        except ValueError:
            return None
        name = f"picture.{ending}"
        key = media_key(name, data)
        self.media.setdefault(key, Media(key, self.place, name, data))
        return key


def inner_text(part: etree._Element) -> str:
    """The text in a part's ``text``, else its own; markup that was left unescaped comes as markup."""
    inner = next((each for each in part if local(each) == "text"), None)
    holder = part if inner is None else inner
    if inner is not None and any(local(each) for each in holder):
        return (holder.text or "") + "".join(
            etree.tostring(each, encoding="unicode", with_tail=True) for each in holder
        )
    if inner is None:
        return holder.text or ""
    return text_of(holder)


def share(said: str | None) -> Fraction:
    """A share of the mark, said in hundredths."""
    return (number(said or "0") or Fraction(0)) / 100
