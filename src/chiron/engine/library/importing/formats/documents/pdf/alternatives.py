"""What a tagged PDF says that its pictures show (ISO 32000-1, 14.7 and 14.9.3)."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

MOST = 5_000
"""Elements of one page that are looked at."""
_LONGEST = 4_000


def alternatives(page: Any) -> dict[int, str]:
    """Number of the marked content -> the words for it. Hold LOCK."""
    import pypdfium2.raw as raw

    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        found: dict[int, str] = {}
        waiting = [
            raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(_few(raw.FPDF_StructTree_CountChildren(tree)))
        ]
        looked = 0
        while waiting and looked < MOST:
            element = waiting.pop()
            looked += 1
            if not element:
                continue
            if words := _said(raw, element):
                found.update(dict.fromkeys(_numbers(raw, element, 0), words))
            else:
                count = _few(raw.FPDF_StructElement_CountChildren(element))
                waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(count)]
        return found
    finally:
        raw.FPDF_StructTree_Close(tree)


def _few(count: int) -> int:
    return max(0, min(count, MOST))


def _said(raw: Any, element: Any) -> str:
    length = raw.FPDF_StructElement_GetAltText(element, None, 0)
    if not 2 < length <= 2 * _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetAltText(element, buffer, length)
    return " ".join(buffer.raw.decode("utf-16-le", "replace").replace("\0", "").split())


def _numbers(raw: Any, element: Any, depth: int) -> Iterator[int]:
    """The marked contents of an element and of those in it."""
    for index in range(_few(raw.FPDF_StructElement_GetMarkedContentIdCount(element))):
        yield raw.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
    if depth < 8:
        for index in range(min(64, _few(raw.FPDF_StructElement_CountChildren(element)))):
            inner = raw.FPDF_StructElement_GetChildAtIndex(element, index)
            if inner:
                yield from _numbers(raw, inner, depth + 1)
