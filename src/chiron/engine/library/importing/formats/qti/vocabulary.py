"""One vocabulary for every QTI: 2.0 to 2.2 write ``choiceInteraction``, 3.0 writes ``qti-choice-interaction``.

QTI 3.0 ASI binding, section 1.4: names are those of 2.x in kebab case behind ``qti-``, attributes in kebab case.
Namespaces are dropped but for MathML, SVG and XInclude: many files name a wrong one, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An ``lxml.etree._Element``: lxml's own types say no more."""

MATHML = "http://www.w3.org/1998/Math/MathML"
XINCLUDE = "http://www.w3.org/2001/XInclude"
_KEPT = (MATHML, "http://www.w3.org/2000/svg", XINCLUDE)
_OURS = re.compile("[\ue000-\ue003]")
"""Letters of nobody's script that stand for places while a text is made; a source has no business with them."""
_KEBAB = re.compile(r"-([a-z0-9])")
_RENAMED = {"stimulusBody": "itemBody"}
_PLAIN = ("data-", "aria-")

_ASKING = (
    "choice order associate match gapMatch inlineChoice textEntry extendedText hottext hotspot selectPoint slider media"
    " graphicOrder graphicAssociate graphicGapMatch positionObject drawing upload endAttempt custom portableCustom"
)
INTERACTIONS = frozenset(f"{name}Interaction" for name in _ASKING.split())
INLINE = frozenset({"inlineChoiceInteraction", "textEntryInteraction", "endAttemptInteraction"})


def space(element: Element) -> str:
    """The namespace of an element; empty where it has none, and for comments."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def local(element: Element) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def normalised(root: Element) -> Element:
    """The same tree in the vocabulary of 2.x, changed in place."""
    for element in root.iter():
        for part in ("text", "tail"):
            text = getattr(element, part)
            if text and _OURS.search(text):
                setattr(element, part, _OURS.sub("", text))
        name = local(element)
        if not name or space(element) in _KEPT:
            continue
        if name.startswith("qti-"):
            name = _camel(name.removeprefix("qti-"))
        element.tag = _RENAMED.get(name, name)
        for key in list(element.attrib):
            name = _camel(key)
            if name != key and "}" not in key and not key.startswith(_PLAIN) and name not in element.attrib:
                element.set(name, element.get(key))
    for body in list(root.iter("contentBody")):
        unwrap(body)
    return root


def _camel(name: str) -> str:
    return _KEBAB.sub(lambda found: found[1].upper(), name)


def children(element: Element, *names: str) -> list[Element]:
    """The child elements, of these names where some are said."""
    return [child for child in element if local(child) and (not names or local(child) in names)]


def child(element: Element, name: str) -> Element | None:
    """The first child of a name."""
    return next(iter(children(element, name)), None)


def below(element: Element, *names: str) -> Iterator[Element]:
    """Every element of these names below, in the order of the document."""
    return (each for each in element.iter() if each is not element and local(each) in names)


def words(element: Element) -> str:
    """All the text in it, without comments, as one line."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if local(element):
        yield element.text or ""
        for each in element:
            yield from _texts(each)
            yield each.tail or ""


def unwrap(element: Element) -> None:
    """Put the content of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    inner = list(element)
    _push(parent, at, element.text)
    for offset, each in enumerate(inner):
        parent.insert(at + offset, each)
    tail = element.tail
    parent.remove(element)
    if inner:
        inner[-1].tail = (inner[-1].tail or "") + (tail or "")
    else:
        _push(parent, at, tail)


def replace(element: Element, text: str) -> None:
    """Put a text in the place of an element."""
    parent = element.getparent()
    if parent is None:
        return
    _push(parent, parent.index(element), text + (element.tail or ""))
    element.tail = None
    parent.remove(element)


def remove(element: Element) -> None:
    """Take an element out, and leave what follows it."""
    replace(element, "")


def _push(parent: Element, at: int, text: str | None) -> None:
    if not text:
        return
    if at == 0:
        parent.text = (parent.text or "") + text
    else:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
