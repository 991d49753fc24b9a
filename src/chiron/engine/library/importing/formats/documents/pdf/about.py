"""What a PDF says of itself: title, authors, language, rights; and what is in it beside its pages."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

from chiron.engine.library.importing.arriving import About, Origin
from chiron.engine.library.importing.formats.documents.rights import licence
from chiron.engine.library.importing.opening import Unusable
from chiron.engine.library.importing.texts import in_one_line, title
from chiron.engine.library.importing.xml import local, parse, text_of

_MOST_XMP = 1024**2
_NO_TITLE = re.compile(r"untitled|microsoft word|document\d*|.*\.(?:docx?|indd|tex|dvi|pdf|qxd)$", re.IGNORECASE)


def about(document: Any, data: bytes, name: str) -> About:
    """From the file's information (ISO 32000-1, 14.3.3), its XMP (ISO 16684-1) and its catalog. Hold LOCK."""
    info = {key: in_one_line(value.replace("\0", "")) for key, value in document.get_metadata_dict().items()}
    xmp = _xmp(data)
    said = title(info.get("Title") or xmp.get("title", ""))
    if not said or _NO_TITLE.match(said):
        said = name
    authors = tuple(
        author.strip()
        for author in re.split(r";|\band\b|&", info.get("Author") or xmp.get("creator", ""))
        if author.strip()
    )
    rights = " ".join(xmp.get(key, "") for key in ("license", "WebStatement", "UsageTerms", "rights"))
    stated = licence(rights) or in_one_line(xmp.get("rights", ""))[:200]
    return About(said, _language(document), info.get("Subject", ""), Origin(said, stated, authors))


def _language(document: Any) -> str:
    import pypdfium2.raw as raw

    length = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length < 200:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    said = buffer.raw.decode("utf-16-le", "replace").strip("\0 ")
    return said.partition("-")[0].lower() if re.fullmatch(r"[A-Za-z]{2,3}(?:-\w+)*", said) else ""


def _xmp(data: bytes) -> dict[str, str]:
    """What the last packet of metadata says, where it is not packed away."""
    start = data.rfind(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    if start < 0 or not 0 < end - start < _MOST_XMP:
        return {}
    try:
        root = parse(data[start : end + len(b"</x:xmpmeta>")], "XMP")
    except Unusable:
        return {}
    found: dict[str, str] = {}
    for element in root.iter():
        name = local(element)
        if name in ("title", "creator", "rights", "WebStatement", "UsageTerms", "license"):
            resource = next((str(value) for key, value in element.attrib.items() if str(key).endswith("resource")), "")
            found.setdefault(name, in_one_line(text_of(element)) or resource)
    return found


def beside(document: Any) -> Iterator[tuple[str, str]]:
    """(what, why) of what a PDF may hold and Chiron never takes. Hold LOCK."""
    import pypdfium2.raw as raw

    count = raw.FPDFDoc_GetJavaScriptActionCount(document.raw)
    if count > 0:
        yield "script", f"{count} of the file's scripts: no script is ever run or kept."
    count = raw.FPDFDoc_GetAttachmentCount(document.raw)
    if count > 0:
        yield "attachment", f"{count} files are attached to it; import them by themselves."
    if document.get_formtype():
        yield "form", "It is a form: what its fields hold is not read."
    # Bit 5: copying is allowed (ISO 32000-1, table 22).
    if not raw.FPDF_GetDocPermissions(document.raw) & 16:
        yield "rights", ""
