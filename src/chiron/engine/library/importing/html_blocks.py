"""Blocks of HTML as blocks of Markdown: paragraphs, headings, lists, tables, quotations, code, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from chiron.engine.library.importing import html_lines
from chiron.engine.library.importing.inline import Atom, code, line, lines
from chiron.engine.library.importing.mathml import tag

_NAMES = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
    "caption menu legend"
)
_BLOCKS = frozenset(_NAMES.split())
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SHOWN = frozenset({"img", "svg", "math", "audio", "video", "table"})
_LEVELS = frozenset({"ul", "ol", "menu", "blockquote"})
_MOST_LEVELS = 7
_WIDEST = 64
_DEEPEST = 60


class Writer:
    """Writes one document."""

    def __init__(self, media: Callable[[str], str | None], lost: dict[str, None]) -> None:
        self._lost = lost
        self._inline = html_lines.Lines(media, lost)
        self._holding: set[etree._Element] = set()
        self._levels = 0

    def document(self, root: etree._Element) -> str:
        """The whole, blank lines between its blocks."""
        for element in root.iter(etree.Element):
            if tag(element) in _BLOCKS:
                above = element.getparent()
                while above is not None and above not in self._holding:
                    self._holding.add(above)
                    above = above.getparent()
        blocks = self._element(root, 0) if tag(root) in _BLOCKS - {"body", "html"} else self._inside(root, 0)
        return _parted(blocks)

    def plain(self, text: str) -> str:
        """A text without any markup, as a paragraph."""
        return "\n\n".join(lines(self._inline.words(text)))

    def _inside(self, element: etree._Element, depth: int) -> list[str]:
        """What is in an element as blocks: runs of words between blocks are paragraphs."""
        blocks: list[str] = []
        run: list[Atom] = self._inline.words(element.text)
        for child in element:
            if self._is_block(child):
                blocks += lines(run)
                run = []
                blocks += self._element(child, depth + 1)
            else:
                run += self._inline.atoms(child)
            run += self._inline.words(child.tail)
        return blocks + lines(run)

    def _is_block(self, element: etree._Element) -> bool:
        name = tag(element)
        return bool(name) and (name in _BLOCKS or (element in self._holding and not self._inline.whole(element)))

    def _element(self, element: etree._Element, depth: int) -> list[str]:
        name = tag(element)
        if self._inline.gone(element):
            return []
        if depth > _DEEPEST:
            return lines(self._inline.atoms(element))
        if name in _HEADINGS:
            return self._heading(element, name)
        write = _WRITERS.get(name)
        if write is not None and name in _LEVELS:
            return self._level(write, element, depth)
        if write is not None:
            return write(self, element, depth)
        atoms = self._inline.formula(element)
        if atoms is not None:
            return lines(atoms)
        return self._inside(element, depth)

    def _level(self, write: _Write, element: etree._Element, depth: int) -> list[str]:
        """A list or quotation within others; markdown-it reads about ten of them in one another and no more."""
        if self._levels >= _MOST_LEVELS:
            self._lost["the deepest levels of lists"] = None
            return self._inside(element, depth)
        self._levels += 1
        try:
            return write(self, element, depth)
        finally:
            self._levels -= 1

    def _heading(self, element: etree._Element, name: str) -> list[str]:
        text = line(self._inline.children(element))
        return [f"{_HEADINGS[name]} {re.sub(r'(#+)$', _HASHES, text)}"] if text else []

    def _listed(self, element: etree._Element, depth: int) -> list[str]:
        """A list. What stands in it outside of its items becomes one; a list in a list belongs to the item before."""
        start = element.get("start") or ""
        first = int(start) if re.fullmatch(r"\d{1,8}", start) else 1
        items: list[list[str]] = []
        run = self._inline.words(element.text)
        for child in element:
            if not self._is_block(child):
                run += self._inline.atoms(child) + self._inline.words(child.tail)
                continue
            items.append(lines(run))
            blocks = self._element(child, depth + 1)
            if tag(child) in {"ul", "ol", "menu"} and any(items):
                next(item for item in reversed(items) if item).extend(blocks)
            else:
                items.append(blocks)
            run = self._inline.words(child.tail)
        items.append(lines(run))
        ordered = tag(element) == "ol"
        written = [
            _item(f"{number}." if ordered else "-", blocks) for number, blocks in enumerate(filter(None, items), first)
        ]
        loose = any("\n\n" in item for item in written)
        return [_List(("\n\n" if loose else "\n").join(written))] if written else []

    def _described(self, element: etree._Element, depth: int) -> list[str]:
        blocks: list[str] = []
        for child in element:
            if tag(child) == "dt" and child not in self._holding:
                blocks += self._strong(child)
            elif self._is_block(child):
                blocks += self._element(child, depth + 1)
            else:
                blocks += lines(self._inline.atoms(child))
            blocks += lines(self._inline.words(child.tail))
        return lines(self._inline.words(element.text)) + blocks

    def _strong(self, element: etree._Element) -> list[str]:
        return lines([Atom(atom.text, atom.marks | {"strong"}, atom.kind) for atom in self._inline.children(element)])

    def _quoted(self, element: etree._Element, depth: int) -> list[str]:
        inside = _parted(self._inside(element, depth))
        return ["\n".join(f"> {one}" if one else ">" for one in inside.split("\n"))] if inside else []

    def _code(self, element: etree._Element, depth: int) -> list[str]:
        if any(tag(one) in _SHOWN for one in element.iter(etree.Element)):
            self._lost["the lines of preformatted text with pictures"] = None
            return self._inside(element, depth)
        text = "".join(_lined(element)).strip("\n")
        if not text.strip():
            return []
        language = ""
        for one in element.iter(etree.Element):
            found = re.search(r"(?:^|\s)(?:language|lang|brush:?)-?\s*([\w+#-]{1,20})", one.get("class") or "")
            language = language or (found[1] if found and tag(one) in {"pre", "code"} else "")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", text)), 3)
        return [f"{fence}{re.sub(r'[^A-Za-z0-9_]', '', language)}\n{text}\n{fence}"]

    def _rule(self, element: etree._Element, depth: int) -> list[str]:
        return ["---", *self._inside(element, depth)]

    def _summary(self, element: etree._Element, depth: int) -> list[str]:
        if element in self._holding:
            return self._inside(element, depth)
        return self._strong(element)

    def _form(self, element: etree._Element, depth: int) -> list[str]:
        self._lost["a form's fields"] = None
        return self._inside(element, depth)

    def _table(self, element: etree._Element, depth: int) -> list[str]:
        rows = list(_rows(element))
        before = self._beside(element, depth)
        widest = max((len(row) for row in rows), default=0)
        if widest <= 1 or element.get("role") == "presentation":  # laid out by a table, and nothing to compare
            cells = [cell for row in rows for cell in row]
            return before + [block for cell in cells for block in self._inside(cell, depth + 1)]
        grid = self._grid(rows, depth)
        head = grid[0] if _headed(element, rows[0]) else None
        width = max(len(row) for row in grid)
        body = grid[1:] if head is not None else grid
        texts = [_tabled(head or [], width), f"|{' --- |' * width}", *(_tabled(row, width) for row in body)]
        return [*before, "\n".join(texts)]

    def _beside(self, part: etree._Element, depth: int) -> list[str]:
        """What stands in a table but in no cell, as its caption: browsers show it before the table."""
        blocks = lines(self._inline.words(part.text))
        for child in part:
            name = tag(child)
            if name in {"thead", "tbody", "tfoot"} or (name == "tr" and tag(part) != "tr"):
                blocks += self._beside(child, depth)
            elif self._is_block(child) and name not in {"td", "th"}:
                blocks += self._element(child, depth + 1)
            elif name not in {"td", "th"}:
                blocks += lines(self._inline.atoms(child))
            blocks += lines(self._inline.words(child.tail))
        return blocks

    def _grid(self, rows: list[list[etree._Element]], depth: int) -> list[list[str]]:
        """Cells' texts at their places; what spans several leaves the others empty (HTML, 4.9.11)."""
        grid: list[list[str]] = []
        below: dict[int, int] = {}
        for row in rows:
            texts: list[str] = []
            spans: dict[int, int] = {}
            for cell in row:
                while below.get(len(texts), 0) > 0:
                    texts.append("")
                across, down = _span(cell, "colspan"), _span(cell, "rowspan")
                for place in range(across):
                    if down > 1:
                        spans[len(texts)] = down
                    texts.append("" if place else self._cell(cell, depth))
                if len(texts) > _WIDEST:
                    self._lost["a table's columns beyond 64"] = None
                    break
            grid.append(texts)
            below = {place: count - 1 for place, count in (below | spans).items() if count > 1}
        return grid

    def _cell(self, cell: etree._Element, depth: int) -> str:
        if cell not in self._holding:
            return line(self._inline.children(cell))
        blocks = self._inside(cell, depth + 1)
        if any("\n" in block or isinstance(block, _List) for block in blocks):
            self._lost["the layout within a table's cells"] = None
        return " ".join(_flat(block) for block in blocks)


class _List(str):
    """A list: another one after it needs other marks, else they become one."""

    __slots__ = ()


def _HASHES(found: re.Match[str]) -> str:  # noqa: N802 - stands where a constant would
    return "\\" + found[1]


def _parted(blocks: list[str]) -> str:
    out: list[str] = []
    other = False
    for place, block in enumerate(blocks):
        other = isinstance(block, _List) and place > 0 and isinstance(blocks[place - 1], _List) and not other
        out.append(_remarked(block) if other else block)
    return "\n\n".join(out)


def _remarked(block: str) -> str:
    return re.sub(
        r"^(?:-(?= )|(\d+)\.(?= ))", lambda found: f"{found[1]})" if found[1] else "+", block, flags=re.MULTILINE
    )


def _item(mark: str, blocks: list[str]) -> str:
    tight = len(blocks) == 2 and isinstance(blocks[1], _List) and "\n" not in blocks[0]
    text = "\n".join(blocks) if tight else _parted(blocks)
    return f"{mark} {_indented(text, len(mark) + 1).lstrip()}"


def _indented(text: str, count: int) -> str:
    return "\n".join(" " * count + one if one.strip() else one for one in text.split("\n"))


def _lined(element: etree._Element) -> Iterator[str]:
    """Text as it stands, with a line's end for ``<br>``."""
    if not tag(element) or tag(element) in {"script", "style"}:
        return
    yield "\n" if tag(element) == "br" else element.text or ""
    for child in element:
        yield from _lined(child)
        yield child.tail or ""


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for part in table:
        if tag(part) in {"thead", "tbody", "tfoot"}:
            yield from _rows(part)
        elif tag(part) == "tr":
            cells = [cell for cell in part if tag(cell) in {"td", "th"}]
            if cells:
                yield cells
        elif tag(part) in {"td", "th"}:
            yield [part]


def _headed(table: etree._Element, first: list[etree._Element]) -> bool:
    return any(tag(part) == "thead" for part in table) or all(tag(cell) == "th" for cell in first)


def _span(cell: etree._Element, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return min(max(int(written), 1), _WIDEST) if re.fullmatch(r"\d{1,6}", written) else 1


def _tabled(cells: list[str], width: int) -> str:
    padded = [*cells, *[""] * (width - len(cells))]
    return f"| {' | '.join(_BAR.sub('|', cell).replace('|', _ESCAPED_BAR) for cell in padded)} |"


_BAR = re.compile(r"\\\|")
_ESCAPED_BAR = r"\|"


_MARKS = re.compile(r"^\s*(?:(?:[-+]|\d+[.)]|>|#{1,6})(?:\s+|$))+|^---$")
_BARS = re.compile(r"(?<!\\)\|")


def _flat(block: str) -> str:
    """A block within a cell: its lines in a row, code as code and the cells of a table one after another."""
    found = block.split("\n")
    if block.startswith("```"):
        parts = [code(one) for one in found[1:-1]]
    elif block.startswith("| "):
        parts = [part.strip() for row in (found[0], *found[2:]) for part in _BARS.split(row)]
    else:
        parts = [_MARKS.sub("", one).strip() for one in found]
    return " ".join(part for part in parts if part)


_Write = Callable[[Writer, etree._Element, int], list[str]]
_WRITERS: dict[str, _Write] = {
    "ul": Writer._listed,
    "ol": Writer._listed,
    "menu": Writer._listed,
    "dl": Writer._described,
    "blockquote": Writer._quoted,
    "pre": Writer._code,
    "hr": Writer._rule,
    "table": Writer._table,
    "summary": Writer._summary,
    "form": Writer._form,
}
