"""What an item shows, made ready to be told in Markdown: variants and feedback apart, files found, values put in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chiron.engine.library.importing.arriving import Notes
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.printing import printed
from chiron.engine.library.importing.formats.qti.values import Value, members
from chiron.engine.library.importing.formats.qti.vocabulary import (
    INTERACTIONS,
    MATHML,
    Element,
    below,
    child,
    local,
    remove,
    replace,
    space,
    unwrap,
    words,
)
from chiron.engine.library.importing.html import to_markdown

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of what stands in a text and is put in once that is Markdown: letters of nobody's script."""
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_DELIMITED = re.compile(r"^\s*(?:\\\[|\\\(|\${1,2})\s*(.*?)\s*(?:\\\]|\\\)|\${1,2})\s*$", re.DOTALL)
_EMPTY = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_ASIDE = {
    "stylesheet": "style sheet",
    "apipAccessibility": "APIP accessibility information",
    "catalogInfo": "catalogue of supports",
    "companionMaterialsInfo": "list of companion materials",
}
_FEEDBACK = ("feedbackInline", "feedbackBlock", "modalFeedback")
_FOR_LEARNERS = ("candidate", "")


@dataclass(frozen=True, slots=True)
class Feedback:
    """Something said when an outcome has a value, or when it has not."""

    element: Element
    outcome: str
    name: str
    shows: bool

    def holds(self, outcomes: Mapping[str, Value]) -> bool:
        """Whether it is shown after these outcomes."""
        found = [_word(each) for each in members(outcomes.get(self.outcome))]
        return (self.name in found) == self.shows


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class Content:
    """One document's texts. Feedback, rubrics and helps are taken out of its body and kept."""

    def __init__(self, root: Element, place: str, key: str, files: Files, notes: Notes) -> None:
        self.root, self.place, self.key = root, place, key
        self.files, self.notes = files, notes
        self.feedback: list[Feedback] = []
        self.rubrics: list[str] = []
        self.helps: list[str] = []
        self._marks: list[str] = []
        self._lost: set[str] = set()

    # -- Markdown

    def render(self, element: Element) -> str:
        """The content of an element as Markdown."""
        copy = deepcopy(element)
        copy.tail = None
        if local(copy) not in ("img", "picture", "table", "math"):
            copy.tag = "div"
            copy.attrib.clear()
        whole = holder()
        whole.append(copy)
        told = to_markdown(whole, self.files.media(self.place, self.key))
        for what in told.lost:
            # Missing pictures are told where they are looked for.
            if what not in self._lost and not what.startswith("the picture"):
                self._lost.add(what)
                self.notes.changed(self.key, self.place, f"Left out of its text: {what}.")
        return told.text.strip()

    def mark(self, text: str = "") -> str:
        """A sign for a place in a text, which ``filled`` replaces by ``text``."""
        self._marks.append(text)
        return f"{OPEN}{len(self._marks) - 1}{CLOSE}"

    def filled(self, text: str, instead: Mapping[int, str] | None = None) -> str:
        """A text with what its signs stand for; ``instead`` says it for some."""
        other = instead or {}

        def put(found: re.Match[str]) -> str:
            number = int(found[1])
            if number in other:
                return other[number]
            return self._marks[number] if number < len(self._marks) else ""

        return _EMPTY.sub("\n\n", MARK.sub(put, text)).strip("\n")

    def told(self, element: Element) -> str:
        """Markdown with every sign filled."""
        return self.filled(self.render(element)).strip()

    # -- making ready

    def ready(self, templates: Mapping[str, Value], maths: Iterable[str]) -> None:
        """Put in what the template drew, and take out of the body what is not asked."""
        for name, told in _ASIDE.items():
            found = list(self.root.iter(name))
            for element in found:
                remove(element)
            if found:
                self.notes.changed(self.key, self.place, f"Its {told} is left out.")
        self._variants(templates)
        self._print(templates, set(maths))
        self._objects()
        self._controls()
        self._rubrics()

    def _variants(self, templates: Mapping[str, Value]) -> None:
        for element in list(self.root.iter()):
            name = element.get("templateIdentifier") if local(element) else None
            if not name:
                continue
            found = [_word(each) for each in members(templates.get(name))]
            shows = (element.get("showHide") or "show") == "show"
            if (element.get("identifier") in found) != shows:
                remove(element)
            elif local(element) in ("templateInline", "templateBlock"):
                unwrap(element)

    def _print(self, templates: Mapping[str, Value], maths: set[str]) -> None:
        for element in list(self.root.iter("printedVariable")):
            name = (element.get("identifier") or "").strip()
            if name in templates:
                replace(element, printed(templates[name], element))
            else:
                replace(element, "…")
                self.notes.changed(
                    self.key, self.place, f"The value of {name} in its text is known only later: … here."
                )
        for element in self.root.iter(f"{{{MATHML}}}annotation"):
            element.text = _DELIMITED.sub(r"\1", element.text or "")
        if maths:
            # The same formula in TeX beside the MathML would still hold the names.
            for element in list(self.root.iter(f"{{{MATHML}}}annotation", f"{{{MATHML}}}annotation-xml")):
                remove(element)
        for element in list(self.root.iter(f"{{{MATHML}}}mi")):
            name = words(element)
            if name in maths and name in templates:
                element.tag = f"{{{MATHML}}}mn"
                element.text = printed(templates[name], element)

    def _objects(self) -> None:
        for element in list(self.root.iter("object")):
            self._object(element)
        for element in list(self.root.iter("audio", "video")):
            source = element.get("src") or next((each.get("src") or "" for each in below(element, "source")), "")
            self._recording(element, source, "Recording" if local(element) == "audio" else "Film")

    def _object(self, element: Element) -> None:
        source, kind = (element.get("data") or "").strip(), (element.get("type") or "").lower()
        ending = source.rpartition(".")[2].lower()
        if kind.startswith("image/") or ending in ("png", "jpg", "jpeg", "gif", "svg", "webp"):
            element.set("src", source)
            element.set("alt", words(element) or element.get("alt") or "")
            for inner in list(element):
                element.remove(inner)
            element.text = None
            element.tag = "img"
        elif kind.startswith(("audio/", "video/")):
            self._recording(element, source, "Recording" if kind.startswith("audio/") else "Film")
        elif kind in ("text/html", "application/xhtml+xml") or ending in ("html", "htm", "xhtml"):
            self._page(element, source)
        else:
            place, why = f"{self.place}, {source[:80]}", f"{kind or 'Its type'} cannot be shown."
            self.notes.left(self.key, place, "picture", why)
            unwrap(element)

    def _recording(self, element: Element, source: str, what: str) -> None:
        key = self.files.picture(self.place, source, self.key) if source else None
        replace(element, self.mark(f"[{words(element) or what}](media:{key})") if key else words(element))

    def _page(self, element: Element, source: str) -> None:
        """A passage in a file of its own."""
        name = self.files.find(self.place, source)
        if name is None:
            self.notes.left(self.key, f"{self.place}, {source[:80]}", "passage", "The file is not in the source.")
            unwrap(element)
            return
        text = self.files.opened.bytes(name).decode("utf-8", "replace")
        told = to_markdown(text, self.files.media(name, self.key))
        holder = element.makeelement("div")
        holder.text, holder.tail = self.mark(told.text.strip()), element.tail
        element.getparent().replace(element, holder)

    def _controls(self) -> None:
        """Help that a learner may open at will (QTI 2.1, section 4.7: infoControl)."""
        for element in list(self.root.iter("infoControl")):
            title = " ".join((element.get("title") or "").split())
            text = self.told(element)
            self.helps.append(f"**{title}** {text}" if title and text else text or title)
            remove(element)

    def _rubrics(self) -> None:
        for element in list(self.root.iter("rubricBlock")):
            views = (element.get("view") or "").split() or [""]
            if any(view in _FOR_LEARNERS for view in views):
                element.tag = "div"
                continue
            self.rubrics.append(self.told(element))
            remove(element)

    def split_feedback(self, outcomes: Mapping[str, Value]) -> bool:
        """Take feedback out that does not stand there from the start. Whether a part that asks came only later."""
        later = False
        for element in list(self.root.iter(*_FEEDBACK)):
            one = Feedback(
                element,
                element.get("outcomeIdentifier") or "",
                element.get("identifier") or "",
                (element.get("showHide") or "show") == "show",
            )
            if local(element) != "modalFeedback" and one.holds(outcomes):
                unwrap(element)
            elif any(True for _ in below(element, *INTERACTIONS)):
                later = True
                unwrap(element)
            else:
                self.feedback.append(one)
                if local(element) != "modalFeedback":
                    remove(element)
        return later

    def said(self, one: Feedback) -> str:
        """What a feedback says, its title before it."""
        text, title = self.told(one.element), " ".join((one.element.get("title") or "").split())
        return f"**{title}** {text}" if title and title not in text else text


def passage(text: str, after: str) -> str:
    """Two texts as paragraphs of one."""
    return "\n\n".join(part for part in (text.strip(), after.strip()) if part)


def holder() -> Element:
    """An empty element to put things in."""
    return etree.Element("div")


def prompt_of(content: Content, element: Element) -> str:
    """The words that an interaction begins with."""
    found = child(element, "prompt")
    return content.told(found) if found is not None else ""


def is_maths(element: Element) -> bool:
    """Whether an element is MathML."""
    return space(element) == MATHML
