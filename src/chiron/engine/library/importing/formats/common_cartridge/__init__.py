"""IMS Common Cartridge 1.0 to 1.3 (``.imscc``): pages, links, discussions, and questions in QTI 1.2.

1EdTech Common Cartridge Profile 1.1, 1.2 and 1.3 implementation guides.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from chiron.engine.library.importing.arriving import Arrival, Notes
from chiron.engine.library.importing.formats.common_cartridge.cartridge import BLACKBOARD, QUESTIONS, Cartridge
from chiron.engine.library.importing.formats.qti.manifest import NAME
from chiron.engine.library.importing.opening import Opened, Unusable

_PLAIN = re.compile(rb"imsqti_xmlv1p[0-9]")
_SIGNS = re.compile(rb"imsccv1p[0-9]|imscc_xmlv1p[0-9]|IMS (?:Thin )?Common Cartridge", re.IGNORECASE)


class CartridgeReader:
    """Common Cartridge."""

    name = "common-cartridge"
    title = "Common Cartridge"

    def fits(self, opened: Opened) -> float:
        """By the manifest's schema; the name alone says less."""
        names = [each for each in opened.names() if posixpath.basename(each).lower() == NAME]
        for name in sorted(names, key=lambda each: each.count("/"))[:3]:
            start = _start(opened, name)
            if BLACKBOARD in start:
                return 1.0
            if _SIGNS.search(start):
                return 0.95
            if _PLAIN.search(start):
                return 0.7
        if names:
            return 0.5 if opened.name.lower().endswith(".imscc") else 0.0
        loose = [each for each in opened.names() if each.lower().endswith((".xml", ".qti"))][:50]
        return 0.7 if any(QUESTIONS.search(_start(opened, each)) for each in loose) else 0.0

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Pages and questions with their media. Raises Unusable where there is no manifest that can be read."""
        yield from Cartridge(opened, notes).arrivals()


def _start(opened: Opened, name: str) -> bytes:
    try:
        return opened.beginning(name, 16_384)
    except (KeyError, Unusable):
        return b""


READER = CartridgeReader()
