"""XML of strangers: no entities of its own, nothing fetched, depth and size bounded (XML 1.0, 4.1 and 4.6)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5

from lxml import etree

from chiron.engine.library.importing.bounds import Bounds, Unusable, megabytes, shown
from chiron.engine.library.importing.texts import decoded

_REFERENCE = re.compile(r"(<!\[CDATA\[.*?\]\]>|<!--.*?-->)|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORBIDDEN_REFERENCE = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.IGNORECASE)


def parse(data: bytes, place: str, declared: Callable[[str], None] | None = None) -> etree._Element:
    """The root element, with ``sourceline`` on every one.

    A wrong or missing declaration of the encoding, control characters, and HTML's entities used without a declaration
    (``&nbsp;``) are put up with. Entities that the document declares itself are never put in: where it uses one,
    ``declared`` hears of it and it is left out, and without ``declared`` that is an error. Raises Unusable with place
    and line.
    """
    if len(data) > Bounds().file:
        raise Unusable(f"{shown(place)} is {megabytes(len(data))} of XML, more than is read at once.")
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as first:
        try:
            root = etree.fromstring(_mended(data).encode(), _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _broken(first if isinstance(first, etree.XMLSyntaxError) else error, place) from error
    _without_entities(root, place, declared)
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All the text within, without comments, as it stands."""
    return "".join(str(text) for text in element.itertext("*"))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def _mended(data: bytes) -> str:
    """The text of what is not quite XML: as UTF-8 in truth, without forbidden characters, HTML's entities spelt out."""
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([\w.-]+)", data)
    text, _ = decoded(data, declared[1].decode("ascii", "replace") if declared else "")
    text = _DECLARATION.sub("", text, count=1).lstrip()
    return _REFERENCE.sub(_spelt, _FORBIDDEN_REFERENCE.sub("\ufffd", _FORBIDDEN.sub("\ufffd", text)))


def _spelt(found: re.Match[str]) -> str:
    name = found[2]
    if not name or name in _OWN:
        return found[0]
    return "".join(f"&#{ord(char)};" for char in html5.get(f"{name};", "")) or found[0]


def _broken(error: Exception, place: str) -> Unusable:
    line = getattr(error, "lineno", None)
    why = str(getattr(error, "msg", "") or error).partition(", line ")[0]
    if "Excessive depth" in why:
        why = "it is nested deeper than 256 elements"
    if "amplification" in why:
        why = "its entities unfold without end"
    return Unusable(f"{shown(place)}{f', line {line}' if line else ''}: this is not well-formed XML ({shown(why)}).")


def _without_entities(root: etree._Element, place: str, declared: Callable[[str], None] | None) -> None:
    """Put characters in place of HTML's entities; what else is left of a declared one goes, and is told."""
    for entity in list(root.iter(etree.Entity)):
        name = str(getattr(entity, "name", ""))
        char = html5.get(f"{name};", "")
        if not char:
            said = f"the entity &{shown(name)}; is declared in the document itself, and such are not read"
            if declared is None:
                raise Unusable(f"{shown(place)}, line {entity.sourceline}: {said}. Write out what it stands for.")
            declared(said)
        _replace(entity, char)


def _replace(node: etree._Element, text: str) -> None:
    parent, before = node.getparent(), node.getprevious()
    text += node.tail or ""
    if parent is None:
        return
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    node.tail = None
    parent.remove(node)
