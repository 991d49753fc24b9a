"""Words of QTI 1.2 material and of pages, as Markdown, with the files of a cartridge found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from chiron.engine.library.importing.arriving import Notes
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children, local
from chiron.engine.library.importing.html import to_markdown
from chiron.engine.library.importing.texts import plain

_FILEBASE = re.compile(r"\$?IMS[-_]CC[-_]FILEBASE\$?/?")
_QUERY = re.compile(r"\?.*$")
_FOLDERS = ("", "web_resources/")
_STOP = ("response_lid", "response_str", "response_num", "response_grp", "response_xy", "render_choice", "render_fib")


class Texts:
    """Texts of one file of a cartridge."""

    def __init__(self, files: Files, place: str, key: str, notes: Notes) -> None:
        self.files, self.place, self.key, self.notes = files, place, key, notes
        self._lost: set[str] = set()

    def picture(self, source: str) -> str | None:
        """The key of a file that a text shows: ``$IMS-CC-FILEBASE$`` is the cartridge's own folder (CC 1.1, 4.8)."""
        name = unquote(source)
        if not _FILEBASE.search(name):
            return self.files.picture(self.place, source, self.key)
        path = _QUERY.sub("", _FILEBASE.sub("", name)).lstrip("./")
        for folder in _FOLDERS:
            found = self.files.find("", folder + path)
            if found is not None:
                return self.files.picture("", found, self.key)
        return self.files.picture("", path, self.key)

    def html(self, markup: str) -> str:
        """HTML as Markdown; what is lost is noted once."""
        told = to_markdown(markup, self.picture)
        for what in told.lost:
            if what not in self._lost and not what.startswith("the picture"):
                self._lost.add(what)
                self.notes.changed(self.key, self.place, f"Left out of its text: {what}.")
        return told.text.strip()

    def own(self, element: Element) -> list[str]:
        """The material of an element, without that of responses within it."""
        return [text for each in self._materials(element) if (text := self._material(each))]

    def _materials(self, element: Element) -> Iterator[Element]:
        for each in children(element):
            if local(each) == "material":
                yield each
            elif local(each) not in _STOP:
                yield from self._materials(each)

    def told(self, element: Element) -> str:
        """All the material in an element."""
        return "\n\n".join(text for each in element.iter("material") if (text := self._material(each)))

    def flat(self, element: Element) -> str:
        """The same in one line where it is one paragraph."""
        return self.told(element).strip()

    def _material(self, material: Element) -> str:
        parts = []
        for each in children(material):
            name = local(each)
            if name in ("mattext", "matemtext"):
                parts.append(self._mattext(each))
            elif name == "matimage":
                key = self.picture(each.get("uri") or "")
                parts.append(f"![{plain(each.get('label') or '')}](media:{key})" if key else "")
            elif name == "matbreak":
                parts.append("\n\n")
            elif name == "mat_extension":  # Blackboard's own
                parts += [self.html("".join(inner.itertext())) for inner in each.iter("mat_formattedtext")]
        return "".join(parts).strip()

    def _mattext(self, element: Element) -> str:
        text = "".join(element.itertext())
        kind = (element.get("texttype") or "text/plain").lower()
        if "html" in kind or "xml" in kind or re.search(r"</?(?:p|div|br|span|img|b|i|em|strong|sub|sup)\b", text):
            return self.html(text)
        return plain(" ".join(text.split()))
