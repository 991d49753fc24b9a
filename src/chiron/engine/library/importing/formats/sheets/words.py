"""Cells as Chiron's Markdown: formulas between dollars or TeX brackets stay formulas, everything else stays plain."""

from __future__ import annotations

import re

from chiron.engine.library.importing.texts import plain

_MATHS = re.compile(
    r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$|(?<![\\$\d])\$(?! )([^$\n]+?)(?<![ \\])\$(?!\d)", re.DOTALL
)
_FORMULA = re.compile(r"[\\^_=+*/<>]|^[A-Za-z]$|^-?\d+([.,]\d+)?$|[A-Za-z]\(")
_TAGS = re.compile(
    r"</?(?:b|i|u|p|br|sub|sup|strong|em|span|div|img|ul|ol|li|table|math|script|a)\b[^>]*>", re.IGNORECASE
)

_ASKING: dict[str, dict[str, str]] = {
    "choice": {"en": "Pick the right one.", "de": "Wähle das Richtige.", "es": "Elige la correcta.",
               "fr": "Choisis la bonne."},
    "multiple-choice": {"en": "Pick all that are right.", "de": "Wähle alles Richtige.",
                        "es": "Elige todas las correctas.", "fr": "Choisis toutes les bonnes."},
    "order": {"en": "Put them in order.", "de": "Bringe es in die richtige Reihenfolge.", "es": "Ponlos en orden.",
              "fr": "Remets dans l'ordre."},
    "match": {"en": "Pair what belongs together.", "de": "Ordne zu, was zusammengehört.",
              "es": "Une lo que va junto.", "fr": "Relie ce qui va ensemble."},
    "cloze": {"en": "Fill in the gaps.", "de": "Fülle die Lücken.", "es": "Completa los huecos.",
              "fr": "Remplis les trous."},
    "": {"en": "Answer.", "de": "Antworte.", "es": "Responde.", "fr": "Réponds."},
}  # fmt: skip


def asking(kind: str, language: str) -> str:
    """What a step says whose problem holds the question."""
    words = _ASKING.get(kind, _ASKING[""])
    return words.get(language, words["en"])


def markdown(cell: str) -> tuple[str, tuple[str, ...]]:
    """A cell's text, and what of it was lost. HTML, which quiz programs export, is read as such."""
    if _TAGS.search(cell):
        from chiron.engine.library.importing.html import to_markdown

        told = to_markdown(cell)
        return told.text.strip(), told.lost
    pieces: list[str] = []
    at = 0
    for found in _MATHS.finditer(cell):
        tex = next(group for group in found.groups() if group is not None).strip()
        # $5 and $7 is money.
        if found.group(4) is not None and not _FORMULA.search(tex):
            continue
        pieces += [_plain(cell[at : found.start()]), f"$${tex}$$" if found.group(2) or found.group(3) else f"${tex}$"]
        at = found.end()
    return "".join([*pieces, _plain(cell[at:])]).strip(), ()


def _plain(text: str) -> str:
    """Plain words; spaces at the ends are kept, and each line of a cell is a paragraph."""
    core = text.strip()
    if not core:
        return " " if text else ""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return before + re.sub(r"\n+", "\n\n", plain(core)) + after
