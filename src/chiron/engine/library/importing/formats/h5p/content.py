"""One content of a package: its parameters, and its texts and pictures as Chiron writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chiron.engine.library.importing.arriving import Media, Notes, Origin, Page, Section
from chiron.engine.library.importing.formats.h5p.packed import Packed, part, text
from chiron.engine.library.importing.formats.h5p.starred import bare
from chiron.engine.library.importing.formats.moodle.drafting import Draft
from chiron.engine.library.importing.formats.moodle.gapped import Steps
from chiron.engine.library.importing.formats.moodle.said import Said, said
from chiron.engine.library.importing.formats.moodle.texts import HTML, Texts
from chiron.engine.library.importing.texts import plain
from chiron.engine.library.importing.texts import title as heading


@dataclass(frozen=True, slots=True)
class Inner:
    """A content within another: ``name`` is its key within its parent where it says none of its own."""

    library: str
    params: Any
    name: str
    metadata: Any = None
    id: str = ""
    section: Section = ()

    @classmethod
    def of(cls, said_of: Any, name: str, section: Section = ()) -> Inner | None:
        """From ``{library, params, subContentId, metadata}``; None for what is none."""
        library = text(said_of, "library")
        if not library:
            return None
        found = said_of.get("params")
        return cls(library, found, name, part(said_of, "metadata"), text(said_of, "subContentId"), section)


@dataclass(slots=True)
class Content:
    """See the module. ``media`` are files that were asked for and are still to be yielded."""

    packed: Packed
    notes: Notes
    machine: str
    params: Any
    key: str
    place: str
    title: str = ""
    language: str = ""
    section: Section = ()
    origin: Origin | None = None
    media: list[Media] = field(default_factory=list)
    texts: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.texts = Texts(self.file)

    @property
    def words(self) -> Said:
        """What the program says, in the content's language."""
        return said(self.language)

    def file(self, path: str) -> str | None:
        """The key of a file of the package."""
        if path.startswith(("http:", "https:", "//", "data:")):
            return None
        key, media = self.packed.media(path, self.place)
        if media is not None:
            self.media.append(media)
        return key

    def html(self, markup: str) -> str:
        """Markup as Markdown."""
        return self.texts.of(markup, HTML)

    def told(self, name: str, of: Any = None) -> str:
        """A parameter as Markdown."""
        return self.html(text(self.params if of is None else of, name))

    def picture(self, file: Any, alt: str = "") -> str:
        """An image's file as Markdown; "" where there is none."""
        path = text(file, "path")
        if not path:
            return ""
        said_of = plain(bare(alt)).replace("\n", " ")
        if path.startswith(("https://", "http://")):
            return f"[{said_of or 'picture'}](<{path}>)" if ">" not in path else ""
        key = self.file(path)
        return f"![{said_of}](media:{key})" if key else ""

    def recording(self, files: Any, words: str) -> str:
        """The first file of a sound or film that can be played, as a link."""
        for file in files if isinstance(files, list) else [files]:
            path = text(file, "path")
            if path.startswith(("https://", "http://")) and not set(path) & set("<> \n"):
                return f"[{words}](<{path}>)"
            key = self.file(path) if path else None
            if key:
                return f"[{words}](media:{key})"
        return ""

    def shown(self, sub: Any) -> str:
        """A picture, sound, film or text that stands within a question, as Markdown."""
        library, params = text(sub, "library").split(" ")[0], part(sub, "params")
        if library == "H5P.Image":
            return self.picture(part(params, "file"), text(params, "alt"))
        if library == "H5P.Video":
            return self.recording(params.get("sources"), "Video")
        if library == "H5P.Audio":
            return self.recording(params.get("files"), "Audio")
        return self.html(text(params, "text"))

    def medium(self) -> str:
        """What a question shows above its text."""
        found = part(self.params, "media")
        return self.shown(part(found, "type") if "type" in found else found)

    # -- what comes of it

    def draft(self, prompt: str, steps: Steps, **more: Any) -> Draft:
        """A question of this content, with what it shows."""
        medium = self.medium()
        return Draft(
            prompt="\n\n".join(one for one in (medium, prompt) if one),
            steps=steps,
            title=more.pop("title", "") or heading(self.title),
            section=self.section,
            origin=self.origin,
            language=self.language,
            **more,
        )

    def page(self, body: str, title: str = "", name: str = "") -> Iterator[Page]:
        """Something to read, if there is something."""
        if body.strip():
            key = f"{self.key}/{name}" if name else self.key
            shown = heading(bare(title or self.title)) or key
            yield Page(key, self.place, shown, body.strip(), self.section, origin=self.origin)
