"""What a course has from elsewhere or beside its texts, as shapes: origins, resources, files and packages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chiron.core.learning.parts import Identifier, Part


class Origin(Part):
    """Where something comes from that others wrote; it travels with it to the page.

    ``licence`` is an SPDX name or the source's own words, ``id`` the name that the source gives it.
    """

    title: Annotated[str, Field(min_length=1, max_length=500)]
    licence: Annotated[str, Field(max_length=200)] = ""
    authors: tuple[str, ...] = ()
    url: Annotated[str, Field(max_length=2_000)] = ""
    id: Annotated[str, Field(max_length=500)] = ""
    changed: bool = False
    """Whether it was changed here, which most licences ask to be told."""


MediaName = Annotated[str, Field(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$", max_length=100)]
"""A file of the folder ``media``: lower-case letters and digits, joined by ``.``, ``-`` or ``_``."""
PackageName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""A package of the folder ``packages``, without its ``.zip``."""


class Resource(Part):
    """Something beside the course's own items that helps to learn, with its licence.

    It lies elsewhere (``url``), among the files of ``media``, or in a package that is played. ``skills`` are those that
    it helps with, beside the one that it stands at; ``level`` is how hard it is on the probit scale; ``language`` that
    of the course where nothing else is said. Without an ``id`` it is listed, and the tutor never offers it.
    """

    id: Identifier | None = None
    title: str
    kind: Literal["book", "video", "audio", "page", "activity", "simulation", "data"] = "page"
    url: str | None = None
    media: MediaName | None = None
    package: PackageName | None = None
    skills: tuple[Identifier, ...] = ()
    level: float | None = Field(None, ge=-3, le=3)
    language: Annotated[str, Field(max_length=35)] = ""
    minutes: int | None = Field(None, ge=1, le=600)
    captions: MediaName | None = None
    """A ``text/vtt`` file of ``media``."""
    transcript: Annotated[str, Field(max_length=100_000)] = ""
    """What is said, as a text: Markdown."""
    licence: str
    origin: Origin | None = None
    note: str = ""


MediaType = Literal[
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "image/svg+xml",
    "audio/mpeg",
    "audio/ogg",
    "audio/mp4",
    "video/mp4",
    "video/webm",
    "text/vtt",
]
"""What a file of ``media`` may be, by its first bytes."""


class MediaFile(Part):
    """A picture, sound, film or captions that texts of the course name; its bytes are kept beside the course.

    ``width`` and ``height`` are those of a picture as it is shown, in pixels or a drawing's own units.
    """

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    type: MediaType
    size: int = Field(ge=1, le=50 * 1024**2)
    width: int | None = Field(None, ge=1, le=100_000)
    height: int | None = Field(None, ge=1, le=100_000)


class PackageFile(Part):
    """A package that a resource of the course names: a zip whose bytes are kept beside the course."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: int = Field(ge=1, le=200 * 1024**2)
