"""CNXML's blocks (0.7: para, list, note, example, figure, table, equation, code, rule ...) as blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element

from chiron.engine.library.importing.formats.cnxml.collection import child
from chiron.engine.library.importing.formats.cnxml.inline import BREAK, Inline, maths, tidy
from chiron.engine.library.importing.formats.cnxml.scene import Scene, in_words
from chiron.engine.library.importing.formats.cnxml.tables import flat, markdown_table, rows_of
from chiron.engine.library.importing.formats.cnxml.words import Words
from chiron.engine.library.importing.texts import guarded, plain_inside
from chiron.engine.library.importing.xml import local, text_of

_CIRCLED = "ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩ"
_MARKED = re.compile(r"\s*(?:[ⓐ-ⓩ]|\(?[a-zA-Z]\)|[a-z]\.\s)")
_SKIPPED = frozenset(("title", "label", "caption", "metadata", "tgroup", "longdesc", "featured-links"))
_PLAYED = {
    "audio": "recording",
    "video": "film",
    "iframe": "interactive",
    "flash": "interactive",
    "object": "interactive",
    "java-applet": "interactive",
    "labview": "interactive",
    "download": "file",
    "text": "file",
}
_HANDLED = {
    **{
        name: f"_{name}"
        for name in (
            "para",
            "section",
            "div",
            "list",
            "note",
            "quote",
            "example",
            "exercise",
            "problem",
            "rule",
            "definition",
            "equation",
            "code",
            "figure",
            "media",
            "image",
            "table",
        )
    },
    **{"content": "_div", "preformat": "_code", "subfigure": "_figure"},
    **dict.fromkeys(("solution", "commentary", "statement", "proof"), "_problem"),
}
_PLAIN = frozenset(
    (
        "item",
        "entry",
        "span",
        "math",
        "link",
        "emphasis",
        "term",
        "meaning",
        "seealso",
        "cite",
        "newline",
        "footnote",
        "sub",
        "sup",
        "space",
        "foreign",
        "cite-title",
        "hint",
    )
)
Exercise = Callable[[_Element, list[str]], None]


class Blocks:
    """Renders blocks. ``exercise`` takes the exercises that stand outside examples, with the blocks before them."""

    def __init__(self, scene: Scene, words: Words, exercise: Exercise | None = None) -> None:
        self.scene = scene
        self.words = words
        self.inline = Inline(scene, self.of)
        self._take = exercise

    def of(self, element: _Element, depth: int = 2) -> list[str]:
        """The blocks of one element."""
        name = local(element)
        if not name or name in _SKIPPED:
            return []
        if name in _HANDLED:
            found: list[str] = getattr(self, _HANDLED[name])(element, depth)
            return found
        if name in _PLAYED:
            return self._played(element, _PLAYED[name])
        if name == "problemset":
            self.scene.left(element, "exercise", "Questions in QML inside a module are not read.")
            return []
        if name not in _PLAIN:
            self.scene.changed(element, f"The element <{name[:40]}> is not known here: its words come alone.")
        return self._text_of(element)

    def within(self, element: _Element, depth: int = 2) -> list[str]:
        """The blocks of all that an element holds, its loose text too."""
        out: list[str] = []
        if (element.text or "").strip():
            out.append(guarded(plain_inside(" ".join((element.text or "").split()))))
        for inner in element:
            if local(inner) == "exercise" and self._take is not None:
                self._take(inner, out)
            else:
                out += self.of(inner, depth)
            if (inner.tail or "").strip():
                out.append(guarded(plain_inside(" ".join((inner.tail or "").split()))))
        return out

    def _text_of(self, element: _Element) -> list[str]:
        return self.inline.blocks(element)

    def _para(self, element: _Element, depth: int) -> list[str]:
        del depth
        return _headed(self.title(element), self._text_of(element), " ")

    def title(self, element: _Element) -> str:
        """The title of an element in a line; empty where it has none."""
        title = child(element, "title")
        return self.inline.line(title) if title is not None else ""

    def _section(self, element: _Element, depth: int) -> list[str]:
        title = self.title(element)
        inner = self.within(element, depth + 1)
        heading = [f"{'#' * min(depth, 6)} {_unbold(title)}"] if title and inner else []
        return [*heading, *inner]

    def _div(self, element: _Element, depth: int) -> list[str]:
        return self.within(element, depth)

    def _list(self, element: _Element, depth: int) -> list[str]:
        del depth
        items = [one for one in element if local(one) == "item"]
        title = self.title(element)
        head = [f"**{_unbold(title)}**"] if title else []
        if element.get("display") == "inline":
            return ["; ".join([*([title] if title else []), *(self.inline.line(one) for one in items)])]
        lines = [self._item(one, self._marker(element, one, number)) for number, one in enumerate(items)]
        loose = any("\n\n" in line for line in lines)
        return [*head, ("\n\n" if loose else "\n").join(lines)] if lines else head

    def _marker(self, element: _Element, item: _Element, number: int) -> str:
        label = child(item, "label")
        if label is not None and text_of(label).strip():
            return f"- **{self.inline.line(label)}** "
        kind, style = str(element.get("list-type") or "bulleted"), str(element.get("number-style") or "arabic")
        start = str(element.get("start-value") or element.get("start") or "1")
        place = number + (int(start) if start.isdecimal() and len(start) < 5 else 1)
        if kind != "enumerated":
            return "- "
        if "alpha" in style or "circled" in str(element.get("class") or ""):
            if _MARKED.match(text_of(item)):
                return "- "
            if "circled" in str(element.get("class") or "") and place <= len(_CIRCLED):
                return f"- {_CIRCLED[place - 1]} "
            letter = chr(96 + place) if place <= 26 else str(place)
            return f"- ({letter.upper() if style == 'upper-alpha' else letter}) "
        return f"{place}. "

    def _item(self, item: _Element, marker: str) -> str:
        text = "\n\n".join(self._text_of(item)) or " "
        indent = " " * (len(marker) if marker[0].isdecimal() else 2)
        return marker + text.replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")

    def _note(self, element: _Element, depth: int) -> list[str]:
        label = child(element, "label")
        title = self.title(element) or (self.inline.line(label) if label is not None else "") or _of_class(element)
        inner = _headed(title, self.within(element, depth + 1), "\n\n")
        if not inner or (len(inner) == 1 and title and inner[0].strip("*") == _unbold(title)):
            return []
        return [quoted("\n\n".join(inner))]

    def _quote(self, element: _Element, depth: int) -> list[str]:
        inner = self._text_of(element) if not any(local(one) == "para" for one in element) else None
        inner = inner if inner is not None else self.within(element, depth)
        return [quoted("\n\n".join(inner))] if inner else []

    def _example(self, element: _Element, depth: int) -> list[str]:
        label = self.scene.labels.of(self.scene.entry.module, str(element.get("id") or "")) or self.words.example
        title = self.title(element)
        own, self._take = self._take, None
        inner = self.within(element, depth + 1)
        self._take = own
        head = f"**{label}: {_unbold(title)}**" if title and title != label else f"**{label}**"
        return [head, *inner]

    def _exercise(self, element: _Element, depth: int) -> list[str]:
        """An exercise within an example: a worked example, with its solution."""
        out: list[str] = []
        for inner in element:
            name = local(inner)
            if name in ("solution", "commentary"):
                title = self.title(inner) or self.words.solution
                out += [f"**{_unbold(title)}**", *self.within(inner, depth)]
            elif name == "problem":
                out += _headed(self.title(inner), self.within(inner, depth), "\n\n")
            else:
                out += self.of(inner, depth)
        self.scene.changed(element, "It comes as a worked example in the lesson, with its solution.")
        return out

    def _problem(self, element: _Element, depth: int) -> list[str]:
        return _headed(self.title(element), self.within(element, depth), "\n\n")

    def _rule(self, element: _Element, depth: int) -> list[str]:
        kind = str(element.get("type") or "").strip().capitalize()
        title = ": ".join(part for part in (kind, self.title(element)) if part)
        return [quoted("\n\n".join(_headed(title, self.within(element, depth), "\n\n")))]

    def _definition(self, element: _Element, depth: int) -> list[str]:
        del depth
        term = child(element, "term")
        meanings = [" ".join(self._text_of(one)) for one in element if local(one) in ("meaning", "example", "seealso")]
        said = f"**{_unbold(self.inline.line(term))}**: " if term is not None else ""
        return [said + " ".join(part for part in meanings if part)]

    def _equation(self, element: _Element, depth: int) -> list[str]:
        del depth
        title = self.title(element)
        out = [f"**{_unbold(title)}**"] if title else []
        for inner in element:
            if local(inner) == "math":
                latex = maths(inner, self.scene)
                out += [f"$${latex}$$"] if latex else []
            elif local(inner) not in _SKIPPED and local(inner):
                out += self.of(inner)
        loose = plain_inside(" ".join(" ".join([element.text or "", *(one.tail or "" for one in element)]).split()))
        return [*out, *([guarded(loose)] if loose.strip() else [])]

    def _code(self, element: _Element, depth: int) -> list[str]:
        del depth
        lines: list[str] = [element.text or ""]
        for inner in element.iter():
            if inner is not element and local(inner):
                lines += ["\n" if local(inner) == "newline" else "", inner.text or ""]
            if inner is not element:
                lines.append(inner.tail or "")
        return fenced("".join(lines), str(element.get("lang") or ""))

    def _figure(self, element: _Element, depth: int) -> list[str]:
        inner: list[str] = []
        for one in element:
            inner += self.of(one, depth)
        caption = child(element, "caption")
        said = self.inline.line(caption) if caption is not None else ""
        label = self.scene.labels.of(self.scene.entry.module, str(element.get("id") or ""))
        title = self.title(element)
        parts = dict.fromkeys(part for part in (label, title, said) if part)
        if parts:
            inner.append(_italic(": ".join(parts)))
        return inner

    def _media(self, element: _Element, depth: int) -> list[str]:
        out: list[str] = []
        parts = [one for one in element if local(one)]
        shown = [one for one in parts if local(one) == "image" and one.get("for") != "pdf"] or parts
        for one in shown:
            if local(one) == "image":
                out += self._picture(one, str(element.get("alt") or one.get("alt") or ""))
            elif local(one) in _PLAYED:
                out += self._played(one, _PLAYED[local(one)], str(element.get("alt") or ""))
            else:
                out += self.of(one, depth)
        return out

    def _image(self, element: _Element, depth: int) -> list[str]:
        del depth
        return self._picture(element, str(element.get("alt") or ""))

    def _picture(self, element: _Element, alt: str) -> list[str]:
        words = in_words(alt)
        if words.strip(".") == "":
            words = ""
        key = self.scene.media(element, str(element.get("src") or ""), "picture")
        if key:
            if not words:
                self.scene.changed(element, "The book says nothing of what this picture shows.")
            return [f"![{words or self.words.picture}](media:{key})"]
        return [_italic(plain_inside(f"{self.words.picture}: {words}"))] if words else []

    def _played(self, element: _Element, what: str, alt: str = "") -> list[str]:
        source = str(element.get("src") or element.get("url") or "")
        words = plain_inside(in_words(alt or str(element.get("title") or ""))) or source[:200]
        if re.match(r"https?://", source):
            self.scene.changed(element, f"What plays here ({what}) is on another site: it comes as a link.")
            address = source.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            return [f"[{words}]({address})"]
        if what in ("recording", "film"):
            key = self.scene.media(element, source, what)
            return [f"[{words}](media:{key})"] if key else []
        self.scene.left(element, what, "What runs by itself inside a book is not brought along.")
        return []

    def _table(self, element: _Element, depth: int) -> list[str]:
        del depth
        label = self.scene.labels.of(self.scene.entry.module, str(element.get("id") or ""))
        caption = child(element, "caption")
        parts = [label, self.title(element), self.inline.line(caption) if caption is not None else ""]
        out: list[str] = []
        for group in (one for one in element if local(one) == "tgroup"):
            head, body = rows_of(group, self._cell)
            text, across = markdown_table(head, body)
            parts += across
            out += [text] if text else []
        named = [part for part in dict.fromkeys(parts) if part]
        return [*([_italic(": ".join(named))] if named and out else []), *out]

    def _cell(self, entry: _Element) -> str:
        if local(entry) == "entrytbl":
            head, body = rows_of(entry, self._cell)
            return "; ".join(", ".join(filter(None, row)) for row in (*head, *body))
        return flat(tidy("\n\n".join(self._text_of(entry))))


def _headed(title: str, blocks: list[str], between: str) -> list[str]:
    """Blocks below a title in bold, in the line of the first where ``between`` is a space and that is text."""
    if not title:
        return blocks
    head = f"**{_unbold(title)}**"
    if between == " " and blocks and not _structured(blocks[0]):
        return [f"{head} {blocks[0]}", *blocks[1:]]
    return [head, *blocks]


def _structured(block: str) -> bool:
    return bool(re.match(r"\s*(?:[-*] |\d+\. |\||>|```|\$\$|!\[|#{1,6} )", block)) and "\\" not in block[:1]


def _of_class(element: _Element) -> str:
    """What a note without a title is called by its class: the publisher sets ``everyday-connection`` as a title."""
    last = (str(element.get("class") or "").split() or [""])[-1]
    return last.replace("-", " ").capitalize() if re.fullmatch(r"[a-z]{2,}(?:-[a-z]{2,}){1,3}", last) else ""


def as_title(text: str) -> str:
    r"""A line of Markdown as a title, which knows formulas and no other marks."""
    parts = re.split(r"((?<!\\)\$(?:\\.|[^$\\])+\$)", text)
    bare = [re.sub(r"\\([^\w\s$])", r"\1", re.sub(r"(?<!\\)[*`]+", "", part)) for part in parts[::2]]
    return "".join(one for pair in zip(bare, [*parts[1::2], ""], strict=True) for one in pair).strip()


def _unbold(text: str) -> str:
    return text.replace("**", "")


def _italic(text: str) -> str:
    return f"*{text}*" if "*" not in text else text


def quoted(text: str) -> str:
    """A block of quotation."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def fenced(text: str, language: str = "") -> list[str]:
    """A block of code, without what all its lines are indented by."""
    lines = text.replace("\t", "    ").strip("\n").rstrip().split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return []
    shared = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    body = "\n".join(line[shared:].rstrip() for line in lines)
    longest = max((len(run) for run in re.findall(r"`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    name = language if re.fullmatch(r"[A-Za-z0-9+#-]{1,20}", language) else ""
    return [f"{fence}{name}\n{body}\n{fence}"]


__all__ = ["BREAK", "Blocks", "fenced", "quoted"]
