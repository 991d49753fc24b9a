"""The shapes of a slide as Markdown, in the order in which they are read (PresentationML, ECMA-376 part 1, 19)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from chiron.engine.library.importing.formats.documents import omml
from chiron.engine.library.importing.formats.documents.ooxml import Related, relation
from chiron.engine.library.importing.texts import in_one_line, plain_inside
from chiron.engine.library.importing.xml import local

_SHAPES = ("sp", "pic", "graphicFrame", "grpSp", "cxnSp", "contentPart")
_RUNNING = ("dt", "ftr", "sldNum", "hdr")
_TITLES = ("title", "ctrTitle")


@dataclass(slots=True)
class Slide:
    """Reads the shapes of one slide."""

    related: dict[str, Related]
    media: Callable[[str], str | None]
    """The key of a part that is a picture, recording or film."""
    layout: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """(type, number) of a placeholder -> where the layout puts it."""
    title: str = ""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """(what, why)."""
    changed: list[str] = field(default_factory=list)

    def text(self, tree: etree._Element) -> str:
        """What stands on the slide below its title."""
        placed: list[tuple[tuple[int, int], int, str]] = []
        for shape in _shapes(tree):
            kind, number = placeholder(shape)
            if kind in _RUNNING:
                continue
            words = self._said(shape, kind)
            if kind in _TITLES and not self.title:
                self.title = in_one_line(_plain(shape))
            elif words:
                placed.append((self._where(shape, kind, number), len(placed), words))
        return "\n\n".join(words for _, _, words in sorted(_rowed(placed), key=lambda each: each[:2]))

    def _where(self, shape: etree._Element, kind: str, number: str) -> tuple[int, int]:
        own = offset(shape)
        found = own or self.layout.get((kind, number)) or self.layout.get((kind, "")) or self.layout.get(("", number))
        return found or (0, 0)

    def _said(self, shape: etree._Element, kind: str) -> str:
        name = local(shape)
        if name == "pic":
            return self._picture(shape)
        if name == "graphicFrame":
            return self._frame(shape)
        body = next((child for child in shape if local(child) == "txBody"), None)
        listed = kind in ("body", "obj") or (not kind and _is_placeholder(shape))
        return self.paragraphs(body, listed) if body is not None else ""

    def paragraphs(self, body: etree._Element, listed: bool) -> str:
        """The paragraphs of a box. ``listed``: whether they have bullets unless they say otherwise."""
        found: list[tuple[str, str]] = []
        paragraphs = [child for child in body if local(child) == "p"]
        for paragraph in paragraphs:
            words = "".join(self._runs(paragraph)).strip()
            if not words:
                continue
            properties = next((child for child in paragraph if local(child) == "pPr"), None)
            bullet = _bullet(properties, listed and len(paragraphs) > 1)
            level = (
                int(properties.get("lvl") or 0)
                if properties is not None and (properties.get("lvl") or "0").isdigit()
                else 0
            )
            indent = "  " * min(level, 8)
            found.append((bullet, f"{indent}{bullet} {words}" if bullet else words))
        text = ""
        for number, (bullet, line) in enumerate(found):
            together = number and bullet and found[number - 1][0]
            text += ("\n" if together else "\n\n" if number else "") + line
        return text

    def _runs(self, paragraph: etree._Element) -> Iterator[str]:
        for child in paragraph:
            name = local(child)
            if name in ("r", "fld"):
                yield self._run(child)
            elif name == "br":
                yield "\n"
            elif name in ("AlternateContent", "m", "oMath", "oMathPara"):
                yield self._formula(child)

    def _formula(self, element: etree._Element) -> str:
        formula = next((each for each in element.iter() if local(each) == "oMath"), None)
        if formula is None:
            return ""
        try:
            return f"${omml.to_latex(formula)}$"
        except ValueError as error:
            self.lost.append(("formula", f"It cannot be written as LaTeX: {error}."))
            return ""

    def _run(self, run: etree._Element) -> str:
        words = "".join(each.text or "" for each in run if local(each) == "t")
        properties = next((child for child in run if local(child) == "rPr"), None)
        if not words.strip() or properties is None:
            return plain_inside(words)
        said = plain_inside(words)
        raised = properties.get("baseline") or "0"
        if raised not in ("0", "0%") and words.strip().isalnum():
            return f"$_{{{words.strip()}}}$" if raised.startswith("-") else f"$^{{{words.strip()}}}$"
        core = said.strip()
        for mark, wanted in (("**", properties.get("b")), ("*", properties.get("i"))):
            core = f"{mark}{core}{mark}" if wanted in ("1", "true") else core
        link = next((relation(child) for child in properties if local(child) == "hlinkClick"), "")
        target = self.related.get(link)
        if target and target.external and target.target.startswith(("http://", "https://")):
            core = f"[{core}]({target.target.replace(')', '%29').replace(' ', '%20')})"
        lead, tail = len(said) - len(said.lstrip()), len(said) - len(said.rstrip())
        return f"{said[:lead]}{core}{said[len(said) - tail :]}"

    def _picture(self, shape: etree._Element) -> str:
        about = next((each for each in shape.iter() if local(each) == "cNvPr"), None)
        alt = in_one_line((about.get("descr") or "") if about is not None else "")
        played = [each for each in shape.iter() if local(each) in ("videoFile", "audioFile", "media")]
        for element in played:
            part = self.related.get(relation(element, "embed") or relation(element, "link"))
            key = self.media(part.target) if part and not part.external else None
            if key:
                return f"[{plain_inside(alt) or 'media'}](media:{key})"
            self.lost.append(("film", f"It lies elsewhere or cannot be played: {part.target[:120] if part else ''}"))
        blips = [relation(each, "embed") for each in shape.iter() if local(each) in ("blip", "svgBlip")]
        for blip in blips:
            part = self.related.get(blip)
            key = self.media(part.target) if part and not part.external else None
            if key:
                if not alt:
                    self.changed.append("A picture has no description for those who do not see it.")
                return f"![{plain_inside(alt) or 'A picture'}](media:{key})"
        part = self.related.get(blips[0]) if blips else None
        where = part.target.rpartition("/")[2] if part else "linked"
        self.lost.append(("picture", f"Its kind cannot be shown, or it lies elsewhere: {where[:120]}."))
        return ""

    def _frame(self, shape: etree._Element) -> str:
        table = next((each for each in shape.iter() if local(each) == "tbl"), None)
        if table is None:
            kind = next(
                (
                    str(each.get("uri") or "").rpartition("/")[2]
                    for each in shape.iter()
                    if local(each) == "graphicData"
                ),
                "",
            )
            self.lost.append((kind or "drawing", "Charts and diagrams are not read; their text, if any, is left out."))
            return ""
        rows = [
            [
                "" if cell.get("hMerge") or cell.get("vMerge") else self._cell(cell)
                for cell in row
                if local(cell) == "tc"
            ]
            for row in table
            if local(row) == "tr"
        ]
        rows = [row for row in rows if row]
        if not rows:
            return ""
        wide = max(map(len, rows))
        lines = [f"| {' | '.join(row + [''] * (wide - len(row)))} |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * wide, *lines[1:]])

    def _cell(self, cell: etree._Element) -> str:
        body = next((child for child in cell if local(child) == "txBody"), None)
        words = self.paragraphs(body, False) if body is not None else ""
        return in_one_line(words).replace("|", "\\|")


def _shapes(tree: etree._Element) -> Iterator[etree._Element]:
    """Shapes in the order of the slide, those of groups in their place."""
    for child in tree:
        name = local(child)
        if name == "grpSp":
            yield from _shapes(child)
        elif name in _SHAPES:
            yield child
        elif name == "AlternateContent":
            choices = [each for each in child if local(each) in ("Choice", "Fallback")]
            yield from _shapes(choices[0]) if choices else ()


def placeholder(shape: etree._Element) -> tuple[str, str]:
    """The type and number of a placeholder; ("", "") for what is none."""
    found = next((each for each in shape.iter() if local(each) == "ph"), None)
    return ((found.get("type") or ""), found.get("idx") or "") if found is not None else ("", "")


def _is_placeholder(shape: etree._Element) -> bool:
    return any(local(each) == "ph" for each in shape.iter())


def offset(shape: etree._Element) -> tuple[int, int] | None:
    """Where a shape says that it stands: down and along, in EMU."""
    found = next((each for each in shape.iter() if local(each) == "off"), None)
    try:
        return (int(found.get("y") or 0), int(found.get("x") or 0)) if found is not None else None
    except ValueError:
        return None


def _rowed(placed: list[tuple[tuple[int, int], int, str]]) -> list[tuple[tuple[int, int], int, str]]:
    """What stands at nearly the same height is one row, read from left to right."""
    rows: list[int] = []
    found = []
    for (down, along), number, words in sorted(placed):
        near = next((row for row in rows if abs(row - down) < 300_000), None)
        if near is None:
            rows.append(down)
            near = down
        found.append(((near, along), number, words))
    return found


def _bullet(properties: etree._Element | None, usual: bool) -> str:
    names = {local(child) for child in properties} if properties is not None else set()
    if "buNone" in names:
        return ""
    if "buAutoNum" in names:
        return "1."
    return "-" if usual or {"buChar", "buBlip"} & names else ""


def _plain(shape: etree._Element) -> str:
    body = next((child for child in shape if local(child) == "txBody"), None)
    if body is None:
        return ""
    return " ".join(
        "".join(
            " " if local(each) == "br" else each.text or "" for each in paragraph.iter() if local(each) in ("t", "br")
        )
        for paragraph in body
        if local(paragraph) == "p"
    )
