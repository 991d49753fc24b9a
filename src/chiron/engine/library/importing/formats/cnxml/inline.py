"""Text in a line: CNXML's inline elements (0.7: emphasis, term, link, code, sub, sup, footnote ...) as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from lxml.etree import _Element

from chiron.engine.library.importing.formats.cnxml.scene import Scene
from chiron.engine.library.importing.mathml import to_latex
from chiron.engine.library.importing.texts import guarded, plain_inside
from chiron.engine.library.importing.xml import local, text_of

BREAK = "\\\n"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISES = re.compile(r"[0-9+\-−=()n]+")
_LOWERS = re.compile(r"[0-9+\-−=()]+")
_MARKS = {"bold": "**", "italics": "*", "italic": "*", "underline": "*", "normal": "", "smallcaps": "", "": "**"}
_TOKEN = re.compile("(\x00\\d+\x00)")
_SAFE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.I)
BLOCKS = frozenset(
    (
        "list",
        "figure",
        "table",
        "equation",
        "note",
        "quote",
        "example",
        "exercise",
        "media",
        "image",
        "code",
        "preformat",
        "definition",
        "rule",
        "section",
        "para",
        "div",
        "iframe",
        "video",
        "audio",
        "flash",
        "object",
        "problem",
        "solution",
        "proof",
        "statement",
    )
)
Block = Callable[[_Element], list[str]]
_HANDLED = {
    **{
        name: f"_{name}"
        for name in ("emphasis", "term", "foreign", "sub", "sup", "newline", "space", "footnote", "link")
    },
    "cite-title": "_foreign",
    "cnxn": "_link",
}


def maths(element: _Element, scene: Scene) -> str:
    """The LaTeX of ``m:math``; its plain text where MathML says what LaTeX here cannot."""
    try:
        return to_latex(element).strip()
    except ValueError as error:
        scene.changed(element, f"A formula comes as plain text: {error}")
        text = "".join(char for char in " ".join(text_of(element).split()) if char not in "\\{}$#%&~^_")
        return f"\\text{{{text}}}" if text else ""


class Inline:
    """Renders what stands in a line. ``block`` renders a block that CNXML allows within a paragraph."""

    def __init__(self, scene: Scene, block: Block) -> None:
        self.scene = scene
        self._block = block
        self._held: dict[str, list[str]] = {}
        self._count = 0

    def of(self, element: _Element, marks: frozenset[str] = frozenset()) -> str:
        """The Markdown of all that an element holds. Blocks within stand apart by blank lines."""
        out = [self._text(element.text)]
        for child in element:
            name = local(child)
            if name == "title" and local(element) in ("para", "note", "list", "table", "problem", "solution"):
                out.append(self._text(child.tail))
                continue
            if name:
                self._element(name, child, marks, out)
            out.append(self._text(child.tail))
        return tidy("".join(out))

    def line(self, element: _Element) -> str:
        """The same in one line, for titles, captions and terms."""
        return " ".join(" ".join(self.blocks(element)).replace(BREAK, " ").split())

    def blocks(self, element: _Element) -> list[str]:
        """The same as blocks: its text, and what stands within it."""
        out: list[str] = []
        for part in _TOKEN.split(self.of(element)):
            if part in self._held:
                out += self._held.pop(part)
            else:
                out += [guarded(bare) for one in part.split("\n\n") if (bare := _without_breaks(one.strip()))]
        return out

    def _hold(self, blocks: list[str]) -> str:
        """Keep blocks out of the way while the line around them is put together."""
        self._count += 1
        token = f"\x00{self._count}\x00"
        self._held[token] = blocks
        return f"\n\n{token}\n\n"

    def _text(self, text: str | None) -> str:
        return plain_inside(_SPACE.sub(" ", text)) if text else ""

    def _element(self, name: str, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        if name == "code" and not _is_block_code(child):
            out.append(code(text_of(child)))
        elif name in BLOCKS:
            out.append(self._hold(self._block(child)))
        elif name == "math":
            self._math(child, out)
        else:
            handler = getattr(self, _HANDLED[name]) if name in _HANDLED else partial(self._other, name)
            handler(child, marks, out)

    def _math(self, child: _Element, out: list[str]) -> None:
        latex = maths(child, self.scene)
        if not latex:
            return
        if child.get("display") == "block" or child.get("mode") == "display":
            out.append(self._hold([f"$${latex}$$"]))
        else:
            # A formula against a formula would read as $$.
            gap = " " if out and re.search(r"(?<!\\)\$$", out[-1]) else ""
            out.append(f"{gap}${latex}$")

    def _emphasis(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        effect = str(child.get("effect") or "bold").casefold()
        self._marked(child, _MARKS.get(effect, "*"), marks, out)

    def _term(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        plain = "no-emphasis" in str(child.get("class") or "").split()
        self._marked(child, "" if plain else "**", marks, out)

    def _foreign(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        self._marked(child, "*", marks, out)

    def _marked(self, child: _Element, mark: str, marks: frozenset[str], out: list[str]) -> None:
        inner = self.of(child, marks | {mark})
        bare = inner.strip()
        before = next((part[-1] for part in reversed(out) if part), " ")
        after = (child.tail or " ")[:1]
        fits = not (before.isalnum() and not _word(bare[:1])) and not (after.isalnum() and not _word(bare[-1:]))
        if not bare or not mark or mark in marks or not fits or "\x00" in bare or "\n\n" in bare or before == "*":
            out.append(inner)
            return
        left = inner[: len(inner) - len(inner.lstrip())]
        out.append(f"{left}{mark}{bare}{mark}{inner[len(left) + len(bare) :]}")

    def _sub(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        del marks
        self._shifted(child, "_", _LOWERS, _LOWERED, out)

    def _sup(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        del marks
        if text_of(child).strip() in ("st", "nd", "rd", "th"):
            out.append(text_of(child).strip())
            return
        self._shifted(child, "^", _RAISES, _RAISED, out)

    def _shifted(
        self, child: _Element, sign: str, fits: re.Pattern[str], signs: dict[int, int], out: list[str]
    ) -> None:
        text = " ".join(text_of(child).split())
        if any(local(inner) in ("math", "footnote", "link") for inner in child.iter()):
            out.append(self.of(child))
        elif fits.fullmatch(text):
            out.append(text.translate(signs))
        elif text:
            bare = "".join(char for char in text if char not in "\\{}$#%&~^_")
            out.append(f"${sign}{{\\text{{{bare}}}}}$" if bare else plain_inside(text))

    def _newline(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        del marks
        out.append(BREAK * min(_count(child), 2))

    def _space(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        del marks
        out.append(" " * min(_count(child), 4))

    def _footnote(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        del marks
        number = str(len(self.scene.footnotes) + 1).translate(_RAISED)
        self.scene.footnotes.append("")
        place = len(self.scene.footnotes) - 1
        self.scene.footnotes[place] = f"{number} {' '.join(self.blocks(child))}"
        out.append(number)

    def _link(self, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        said = self.of(child, marks).strip()
        url = str(child.get("url") or child.get("src") or "")
        if url:
            self._away(child, said, url, out)
            return
        module = str(child.get("document") or "") or self.scene.entry.module
        target = str(child.get("target-id") or "")
        if said:
            out.append(said)
            return
        title = self.scene.labels.module(module)
        found = plain_inside(self.scene.labels.of(module, target) if target else "")
        if not found and title:
            found = f"“{plain_inside(title)}”"
        if not found:
            self.scene.changed(child, "A reference leads to something that is not in the book.")
            found = str(child.get("resource") or target or module)
            found = plain_inside(found)
        out.append(found)

    def _away(self, child: _Element, said: str, url: str, out: list[str]) -> None:
        if "os-embed" in str(child.get("class") or "") or url.startswith(("#exercise/", "#ost/")):
            self.scene.left(
                child, "exercise", "Its text is in the publisher's bank of exercises, not in the book.", url
            )
            out.append(said)
        elif "\x00" in said:
            # A picture that is a link: the picture stays, the address goes with its words.
            out.append(f"\n\n{said}\n\n")
        elif _SAFE.fullmatch(url.strip()):
            address = url.strip().replace("(", "%28").replace(")", "%29")
            words = "" if said else plain_inside(url.strip())
            out.append(f"[{said.replace('](', '] (') or words}]({address})" if "\n\n" not in said else said)
        else:
            if not url.startswith("#"):
                self.scene.changed(child, "A link within the package comes as its words alone.")
            out.append(said or plain_inside(url))

    def _other(self, name: str, child: _Element, marks: frozenset[str], out: list[str]) -> None:
        if name not in ("span", "cite", "label", "name", "author", "quote", "item", "caption", "meaning", "download"):
            self.scene.changed(child, f"The element <{name[:40]}> is not known here: its words come alone.")
        out.append(self.of(child, marks))


def tidy(text: str) -> str:
    """Spaces and lines put in order: blocks apart by one blank line, no space at the ends of lines."""
    if "\n" not in text:
        return text
    parts = [part.strip(" ") for part in re.split(r"\n{2,}", text)]
    kept = [_without_breaks(part) for part in parts]
    return "\n\n".join(re.sub(r" *\\\n *", BREAK, part).strip("\n") for part in kept if part.strip(" \\\n"))


def _without_breaks(part: str) -> str:
    """A block without breaks at its beginning and its end."""
    start, end = 0, len(part)
    while part.startswith(BREAK, start):
        start += len(BREAK)
        while part.startswith(" ", start):
            start += 1
    while end > start and part.endswith(BREAK, start, end):
        end -= len(BREAK)
        while end > start and part[end - 1] == " ":
            end -= 1
    return part[start:end]


def code(text: str) -> str:
    """Words of code in a line."""
    bare = " ".join(text.split())
    longest = max((len(run) for run in re.findall(r"`+", bare)), default=0)
    fence = "`" * (longest + 1)
    gap = " " if bare[:1] == "`" or bare[-1:] == "`" else ""
    return f"{fence}{gap}{bare}{gap}{fence}" if bare else ""


def _is_block_code(element: _Element) -> bool:
    if element.get("display") == "block":
        return True
    if "inline-code" in str(element.get("class") or ""):
        return False
    return "\n" in text_of(element).strip() or any(local(child) == "newline" for child in element)


def _count(element: _Element) -> int:
    count = str(element.get("count") or "1")
    return int(count) if count.isdecimal() and len(count) < 4 else 1


def _word(char: str) -> bool:
    return char.isalnum()
