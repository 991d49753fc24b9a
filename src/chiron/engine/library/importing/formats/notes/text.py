"""The Markdown of notes as Chiron's: wiki links, embeds, callouts, highlights, footnotes and HTML put into its words.

Obsidian's own marks are those of https://help.obsidian.md (Obsidian Flavored Markdown); the rest is CommonMark.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from chiron.engine.library.importing.arriving import Notes
from chiron.engine.library.importing.formats.notes.cards import cards_in
from chiron.engine.library.importing.formats.notes.vault import ENDINGS, Vault, section_of, unfenced
from chiron.engine.library.importing.given_out import GivenOut
from chiron.engine.library.importing.html import to_markdown
from chiron.engine.library.importing.opening import Unusable

DEEPEST = 3
"""Embeds within embeds."""
LONGEST = 200_000
"""Characters that one page may grow to through what it embeds."""
SHOWN = frozenset(("png", "jpg", "jpeg", "gif", "webp", "svg"))
PLAYED = frozenset(("mp3", "ogg", "mp4", "webm"))
_KEPT = re.compile(
    r"(?<!`)(`+)(?!`).{1,2000}?(?<!`)\1(?!`)"  # code in a line
    r"|\$\$.{1,4000}?\$\$"  # a formula of its own
    r"|(?<![\\$])\$(?![\s$])(?:\\.|[^$\\\n]){0,2000}?(?<![\s\\])\$(?!\d)"  # a formula in a line, as Obsidian takes one
    r"|\\[^\w\s]",  # what is escaped already
    re.DOTALL,
)
_TEX = re.compile(r"\\\(((?:(?!\\\()[^\n]){1,2000}?)\\\)|\\\[((?:(?!\\\[).){1,4000}?)\\\]", re.DOTALL)
_EMBED = re.compile(r"!\[\[([^\[\]\n]{1,400})\]\]")
_WIKI = re.compile(r"\[\[([^\[\]\n]{1,400})\]\]")
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+[\"'][^)]*[\"'])?\s*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+[\"'][^)]*[\"'])?\s*\)")
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]+?)(?<=\S)==")
_CLOZED = re.compile(r"\{\{c\d+::(.{1,400}?)(?:::[^{}]{0,200})?\}\}|\{\{([^{}\n]{1,400})\}\}")
_CALLOUT = re.compile(r"^((?:>[ \t]?)+)\[!([\w-]+)\][+-]?[ \t]*(.*)$", re.MULTILINE)
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d+[.)])[ \t]+)\[([ xX])\][ \t]+", re.MULTILINE)
_BLOCK = re.compile(r"[ \t]{1,4}\^[A-Za-z0-9-]+[ \t]{0,4}$|^\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_FOOT = re.compile(r"^\[\^([^\]\s]{1,60})\]:[ \t]*(.+(?:\n(?:[ \t]{2,}|\t).+)*)", re.MULTILINE)
_FOOT_USED = re.compile(r"\[\^([^\]\s]{1,60})\]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>")
_HTML_BLOCK = re.compile(
    r"^<(/?)(?:div|p|table|details|figure|section|article|center|iframe|script|style|svg|form|ul|ol|dl|"
    r"video|audio|object|embed|h[1-6]|blockquote|pre)\b.*?(?=\n[ \t]*\n|\Z)",
    re.DOTALL | re.MULTILINE | re.I,
)
_RUNS = re.compile(r"<(script|style|iframe|object|embed|form|svg)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_LOST_CODE = frozenset(("dataview", "dataviewjs", "query", "tasks", "button", "templater"))
_FENCED = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?([\w-]*)")
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*", "u": "", "mark": "**", "del": "~~", "s": "~~", "kbd": "`"}
_SHIFTED = re.compile(r"<(sub|sup)>([^<>]{1,40})</\1>", re.I)
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class Writer:
    """Turns the lines of one note into Markdown. ``key`` and ``place`` are the note's, for what is told."""

    vault: Vault
    files: GivenOut
    notes: Notes
    key: str
    place: str
    _told: set[str] = field(default_factory=set)

    def of(self, lines: tuple[str, ...] | list[str], within: tuple[str, ...] = ()) -> str:
        """The Markdown of some lines. ``within``: the notes that embed this one, from the outermost."""
        out: list[str] = []
        run: list[str] = []
        code = False
        skipped = False
        for line, plain in zip(lines, unfenced(lines), strict=True):
            if plain is None and not code:
                out += [self._text("\n".join(run), within)]
                run, code = [], True
                named = _FENCED.match(line)
                skipped = named is not None and named[1].casefold() in _LOST_CODE
                if skipped and named is not None:
                    self.left(named[1], "query", "What is worked out by a plug-in is not in the notes.")
            elif plain is not None and code:
                out += [] if skipped else ["\n".join(run)]
                run, code = [], False
            run.append(line)
        out += [] if code and skipped else ["\n".join(run) if code else self._text("\n".join(run), within)]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")

    def line(self, text: str) -> str:
        """The Markdown of a line or a few, for cards."""
        return self._text(text, ()).strip()

    def left(self, what: str, kind: str, why: str) -> None:
        """Tell once that something of the note does not come."""
        if f"{what} {kind}" not in self._told:
            self._told.add(f"{what} {kind}")
            self.notes.left(f"{self.key}!{what[:80]}", self.place, kind, why)

    def changed(self, what: str) -> None:
        """Tell once that something comes otherwise."""
        if what not in self._told:
            self._told.add(what)
            self.notes.changed(self.key, self.place, what)

    def _text(self, text: str, within: tuple[str, ...]) -> str:
        kept: list[str] = []

        def hold(made: str) -> str:
            kept.append(made)
            return f"\x00{len(kept) - 1}\x00"

        text = _TEX.sub(_dollars, text)
        text = _KEPT.sub(lambda match: hold(match[0]), text)
        if "<!--" in text or "%%" in text:
            text = _without(_without(text, "<!--", "-->"), "%%", "%%")
            self.changed("Comments in it do not come.")
        text = text.replace("$", r"\$")
        text = self._html(text, hold)
        text = _CALLOUT.sub(_callout, text)
        text = _EMBED.sub(lambda match: hold(self._embed(match[1], within)), text)
        text = _IMAGE.sub(lambda match: hold(self._image(match[1], match[2])), text)
        text = _WIKI.sub(lambda match: _spoken(match[1]), text)
        text = _LINK.sub(self._link, text)
        text = _HIGHLIGHT.sub(r"**\1**", text)
        text = _CLOZED.sub(lambda match: f"**{match[1] or match[2]}**", text)
        text = _TASK.sub(lambda match: match[1] + ("☐ " if match[2] == " " else "☑ "), text)
        text = _BLOCK.sub("", "\n".join("" if _only_tags(line) else line for line in text.split("\n")))
        text = self._footnotes(text)
        for _ in range(3):
            text = re.sub(
                r"\x00(\d{1,6})\x00", lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else "", text
            )
        return text

    def _footnotes(self, text: str) -> str:
        feet: dict[str, str] = {}

        def take(match: re.Match[str]) -> str:
            feet[match[1]] = " ".join(match[2].split())
            return ""

        text = _FOOT.sub(take, text)
        if not feet:
            return text
        numbers = {name: str(number).translate(_SUPERSCRIPTS) for number, name in enumerate(feet, 1)}
        text = _FOOT_USED.sub(lambda match: numbers.get(match[1], match[0]), text)
        return "\n\n".join([text.rstrip(), *(f"{numbers[name]} {said}" for name, said in feet.items())])

    def _html(self, text: str, hold: Callable[[str], str]) -> str:
        """HTML of the notes: whole blocks as ``html`` makes Markdown of them, tags in a line one by one."""
        if "<" not in text or _TAG.search(text) is None:
            return text
        text = _RUNS.sub(self._running, text)
        text = _HTML_BLOCK.sub(lambda match: hold(self._html_block(match)), text)
        text = _SHIFTED.sub(_shifted, text)
        return _TAG.sub(self._html_tag, text)

    def _running(self, match: re.Match[str]) -> str:
        self.left(f"<{match[1].casefold()}>", "markup", "What runs or is drawn by HTML in a note is left out.")
        return ""

    def _html_block(self, match: re.Match[str]) -> str:
        told = to_markdown(match[0], lambda source: self._file(source, "picture") or None)
        for lost in told.lost:
            self.changed(f"HTML in it lost: {lost}.")
        return told.text

    def _html_tag(self, match: re.Match[str]) -> str:
        name = match[2].casefold()
        if name == "br":
            return "\\\n"
        if name == "img":
            told = to_markdown(match[0], lambda source: self._file(source, "picture") or None)
            return told.text.strip()
        if name not in _INLINE:
            self.changed(f"The HTML tag <{name[:30]}> is left out; its words stay.")
        return _INLINE.get(name, "")

    def _link(self, match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if re.match(r"(?:https?:|mailto:)", target, re.I):
            return match[0]
        if re.match(r"[a-z][a-z0-9+.-]*:", target, re.I) and not target.casefold().startswith("media:"):
            self.changed("A link that a page must not follow comes as its words alone.")
            return words
        if target.startswith("media:"):
            return match[0]
        name = self.vault.find(target.partition("#")[0], posixpath.dirname(self.place))
        if name is not None and name.rpartition(".")[2].casefold() in PLAYED:
            return f"[{words}](media:{self.files.key_of(name)})"
        return words

    def _image(self, words: str, target: str) -> str:
        alt = words.partition("|")[0].strip()
        if re.match(r"https?:", target, re.I):
            self.left(target, "picture", "It lies on another site; pictures from elsewhere are not fetched.")
            return f"*{alt}*" if alt else ""
        if target.startswith("media:"):
            return f"![{words}]({target})"
        if posixpath.basename(target).casefold().endswith(ENDINGS):
            return words
        key = self._file(target, "picture")
        return f"![{alt or _stem(target)}](media:{key})" if key else (f"*{alt}*" if alt else "")

    def _file(self, target: str, kind: str) -> str:
        """The key of a picture by how the note names it; empty where it cannot come, which is told."""
        if target.startswith("data:"):
            self.left("data:", kind, "A picture written into the text of a note is not read.")
            return ""
        name = self.vault.find(unquote(target.partition("#")[0]), posixpath.dirname(self.place))
        if name is None:
            self.left(target, kind, "The file is not in the folder.")
            return ""
        if name.rpartition(".")[2].casefold() not in SHOWN:
            self.left(target, kind, "Files of this kind are not shown here.")
            return ""
        try:
            return self.files.key_of(name)
        except Unusable as error:
            self.left(target, kind, error.message)
            return ""

    def _embed(self, inner: str, within: tuple[str, ...]) -> str:
        target, _, words = inner.partition("|")
        path, _, heading = target.partition("#")
        name = self.vault.find(path, posixpath.dirname(self.place)) if path.strip() else self.place
        ending = (name or path).rpartition(".")[2].casefold()
        if ending in SHOWN or (name is None and "." in path):
            key = self._file(path.strip(), "picture")
            alt = "" if re.fullmatch(r"\s*\d+(?:x\d+)?\s*", words) else words.strip()
            return f"![{alt or _stem(path)}](media:{key})" if key else alt
        if name is None:
            self.left(path, "note", "A note that is embedded is not in the folder.")
            return _spoken(inner)
        if ending in PLAYED:
            return f"[{words or _stem(path)}](media:{self.files.key_of(name)})"
        if not name.casefold().endswith(ENDINGS):
            self.left(path, "file", "Files of this kind are not shown here.")
            return words or path
        return self._note(name, heading, inner, within)

    def _note(self, name: str, heading: str, inner: str, within: tuple[str, ...]) -> str:
        around = (*within, self.place) if self.place not in within else within
        if name in around and not (heading and name == self.place and len(around) < 2):
            self.changed("Notes that embed one another in a circle: the circle ends at its first note.")
            return _spoken(inner)
        if len(around) > DEEPEST:
            self.changed("Notes embedded more than three deep come as their names.")
            return _spoken(inner)
        try:
            note = self.vault.note(name)
        except Unusable as error:
            self.left(name, "note", error.message)
            return _spoken(inner)
        lines = section_of(note, heading) if heading and not heading.startswith("^") else tuple(note.text.split("\n"))
        if heading.startswith("^"):
            lines = _block_of(note.text, heading)
        # The cards of an embedded note are its own: here they would give their answers away.
        _, rest, _ = cards_in(lines, tagged=True)
        lines = tuple(rest)
        own = self.place
        self.place = name
        text = self.of(lines, (*around, name)) if name not in around else self.of(lines, (*around, name, name))
        self.place = own
        if len(text) > LONGEST:
            self.changed("What it embeds is too long and comes as its name.")
            return _spoken(inner)
        return f"\n\n{text}\n\n"


def _without(text: str, start: str, end: str) -> str:
    """A text without what stands between two marks; a mark that nothing closes stays."""
    out: list[str] = []
    place = 0
    while (first := text.find(start, place)) >= 0 and (last := text.find(end, first + len(start))) >= 0:
        out.append(text[place:first])
        place = last + len(end)
    return "".join((*out, text[place:]))


def _only_tags(line: str) -> bool:
    """Whether a line holds tags and nothing else."""
    words = line.split()
    return (
        bool(words)
        and all(len(word) > 1 and word[0] == "#" and "#" not in word[1:] for word in words)
        and any(not word[1:].isdecimal() for word in words)
    )


def _dollars(match: re.Match[str]) -> str:
    r"""``\(..\)`` and ``\[..\]`` as formulas, where they hold one; else they are escaped brackets."""
    inner = match[1] or match[2]
    if not re.search(r"[\\^_=+]|\d\s*[-*/]", inner):
        return match[0]
    return f"${inner.strip()}$" if match[1] else f"$${inner.strip()}$$"


def _callout(match: re.Match[str]) -> str:
    title = match[3].strip() or match[2].replace("-", " ").capitalize()
    return f"{match[1]}**{title}**\n{match[1].rstrip()}"


def _shifted(match: re.Match[str]) -> str:
    """Subscripts and superscripts: signs of their own where there are, else a formula."""
    low = match[1].casefold() == "sub"
    if re.fullmatch(r"[0-9+\-−=()]+" if low else r"[0-9+\-−=()n]+", match[2]):
        return match[2].translate(_LOWERED if low else _RAISED)
    bare = re.sub(r"[\\{}$#%&~^_\x00]", "", match[2])
    return f"${'_' if low else '^'}{{\\text{{{bare}}}}}$" if bare.strip() else match[2]


def _spoken(inner: str) -> str:
    """What a wiki link says: its words, else the name of the note and the heading."""
    target, bar, words = inner.partition("|")
    if bar and words.strip() and not re.fullmatch(r"\s*\d+(?:x\d+)?\s*", words):
        return words.strip()
    path, _, heading = target.partition("#")
    name = _stem(path.strip())
    heading = "" if heading.startswith("^") else heading.strip()
    return ": ".join(part for part in (name, heading) if part)


def _stem(path: str) -> str:
    base = posixpath.basename(path)
    stem, dot, ending = base.rpartition(".")
    return stem if dot and len(ending) <= 8 and ending.isalnum() and not ending.isdecimal() and stem else base


def _block_of(text: str, name: str) -> tuple[str, ...]:
    """The paragraph that ends with a block's name."""
    found = next((part for part in re.split(r"\n\s*\n", text) if re.search(rf"\{name}[ \t]*$", part)), "")
    return tuple(found.split("\n"))
