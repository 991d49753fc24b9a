"""Where a question stands in Moodle's tree of categories (docs.moodle.org/en/Moodle_XML_format, "category")."""

from __future__ import annotations

import re

from chiron.engine.library.importing.arriving import Section

_CONTEXT = re.compile(r"^\$(course|module|coursecat|cat\d*|system)\$$", re.IGNORECASE)
_SLASH = "\uf8fe"


def section_of(path: str) -> Section:
    """``$course$/top/Cells/Plants`` -> (Cells, Plants); ``//`` is a slash within a name."""
    parts = [part.replace(_SLASH, "/").strip() for part in path.strip().replace("//", _SLASH).split("/")]
    if parts and _CONTEXT.match(parts[0]):
        parts = parts[1:]
    if parts and parts[0].lower() == "top":
        parts = parts[1:]
    return tuple(part for part in parts if part)
