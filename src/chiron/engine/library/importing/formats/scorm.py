"""SCORM 1.2 and 2004 packages by their ``imsmanifest.xml`` (SCORM Content Aggregation Model 1.2 and 1.3; IMS CP 1.1).

A package is played and not taken apart. It is packed again, of the files that came, the same byte for byte at every
import; what is hostile or broken in the source's zip never reaches the course.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from chiron.engine.library.importing.arriving import About, Arrival, Notes, Origin, Package
from chiron.engine.library.importing.bounds import megabytes, shown
from chiron.engine.library.importing.opening import Opened, Unusable
from chiron.engine.library.importing.texts import title
from chiron.engine.library.importing.xml import local, parse, text_of
from chiron.engine.library.packages.looking import LARGEST_UNPACKED, MOST_FILES, look
from chiron.engine.library.packages.manifest import MANIFEST, Unplayable, contents_of, every, lom, standard_of, titled

_SCORM = re.compile(rb"adlcp|ADL\s+SCORM|scormtype", re.IGNORECASE)
_OTHERS = re.compile(rb"imsqti|imscc_|imsccv|common cartridge", re.IGNORECASE)
_WHEN = (1980, 1, 1, 0, 0, 0)
"""The time of every file: when it was packed is no part of it."""
_PLAIN_FILE = 0o100644 << 16
_PACKED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".mp4", ".m4a", ".m4v", ".ogg", ".webm", ".woff2", ".zip")
"""What is packed already stays as it is, so that a player can seek in it."""


class Scorm:
    """Reads SCORM packages."""

    name = "scorm"
    title = "SCORM"

    def fits(self, opened: Opened) -> float:
        """Sure where the manifest speaks of SCORM; perhaps, where there is one that says next to nothing."""
        found = _manifest(opened)
        if not found:
            return 0.0
        start = opened.beginning(found, 262_144)
        if _OTHERS.search(start):
            return 0.3 if _SCORM.search(start) else 0.0
        if _SCORM.search(start):
            return 1.0
        return 0.55 if len(start) < 500 else 0.2

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """What it says of itself, and the package. Raises Unusable where nothing of it can be started."""
        found = _manifest(opened)
        if not found:
            raise Unusable(f"{opened.name} holds no {MANIFEST}: it is no SCORM package.")
        root = parse(opened.bytes(found), found, lambda said: notes.changed(found, found, f"{said}."))
        if local(root) != "manifest":
            raise Unusable(f"{found} in {opened.name} is no manifest: its root is <{shown(local(root))}>.")
        files = _files(opened, found, notes)
        try:
            contents_of(root, files, found, notes)
        except Unplayable as why:
            raise Unusable(f"{opened.name} {str(why).removeprefix('It ')}") from None
        about = _about(root, opened.name)
        yield about
        key = (root.get("identifier") or "").strip()[:200] or "package"
        yield Package(key, found, about.title, standard_of(root), _whole(opened, files, root), about.origin)


READER = Scorm()


def _manifest(opened: Opened) -> str:
    """The manifest's name: at the root, as it must be, or in the one folder that was packed with it."""
    found = [name for name in opened.names() if posixpath.basename(name).lower() == MANIFEST]
    found.sort(key=lambda name: (name.count("/"), name))
    return found[0] if found and found[0].count("/") <= 1 else ""


def _files(opened: Opened, manifest: str, notes: Notes) -> dict[str, str]:
    """The files that can be read: name in the package -> name in what was opened."""
    folder = posixpath.dirname(manifest)
    if folder:
        notes.changed(manifest, manifest, "The manifest stands in a folder and not at the root; it is read from there.")
    inside: dict[str, str] = {}
    for name in opened.names():
        if folder and not name.startswith(f"{folder}/"):
            continue
        try:
            opened.bytes(name)
        except Unusable as error:
            notes.left(name, name, "file", error.message)
            continue
        inside[name[len(folder) + 1 :] if folder else name] = name
    return inside


def _whole(opened: Opened, files: Mapping[str, str], root: etree._Element) -> bytes:
    """The package's zip. Raises Unusable where it is more than can be played."""
    if len(files) > MOST_FILES or sum(opened.size(name) for name in files.values()) > LARGEST_UNPACKED:
        most = f"{MOST_FILES:,} files or {megabytes(LARGEST_UNPACKED)}"
        raise Unusable(f"{opened.name} has more than {most}. Make its films smaller, or link them.")
    data = _zipped({name: opened.bytes(where) for name, where in files.items()})
    try:
        look(data)
    except Unplayable as first:
        # A manifest that readers put up with is written out as it was understood.
        manifest = next(name for name in files if name.lower() == MANIFEST)
        mended = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        data = _zipped({name: mended if name == manifest else opened.bytes(files[name]) for name in files})
        try:
            look(data)
        except Unplayable:
            raise Unusable(f"{opened.name} cannot be played. {first}") from None
    return data


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _WHEN)
            member.external_attr, member.create_system = _PLAIN_FILE, 3
            member.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_PACKED) else zipfile.ZIP_DEFLATED
            packed.writestr(member, files[name])
    return out.getvalue()


def _about(root: etree._Element, name: str) -> About:
    """The title of the organization, and what the metadata say (IEEE LOM)."""
    general = next(every(root, "general"), None)
    called = titled(root) or name.rpartition(".")[0] or name
    licence = lom(next(every(root, "rights"), None), "description")[:200]
    language = (
        next((text_of(one).strip() for one in general if local(one) == "language"), "") if general is not None else ""
    )
    language = language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", language) else ""
    origin = Origin(title(called), licence, id=(root.get("identifier") or "")[:500])
    return About(title(called), language, lom(general, "description"), origin)
