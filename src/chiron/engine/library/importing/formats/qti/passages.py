"""Words that several items share: XInclude in 2.x, stimuli in files of their own in 3.0."""

from __future__ import annotations

from collections.abc import Callable

from chiron.engine.library.importing.formats.qti.content import Content, passage
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.vocabulary import XINCLUDE, Element, child, children, local, remove
from chiron.engine.library.importing.opening import Unusable

Missing = Callable[[str, str], None]
DEEPEST = 8
MOST = 100
LARGEST = 1024**2


def included(root: Element, place: str, files: Files, missing: Missing) -> None:
    """Put included files in their places (XInclude 1.0); what is missing or goes in a circle is told and left out."""
    _include(root, place, files, missing, (place,), [MOST])


def _include(
    root: Element, place: str, files: Files, missing: Missing, above: tuple[str, ...], left: list[int]
) -> None:
    for element in list(root.iter(f"{{{XINCLUDE}}}include")):
        reference = element.get("href") or ""
        name = files.find(place, reference)
        left[0] -= 1
        if name is None:
            missing(f"included file {reference[:80]}", "The file is not in the source.")
        elif files.opened.size(name) > LARGEST:
            missing(f"included file {reference[:80]}", "It is too large to be put in.")
        elif name in above or len(above) > DEEPEST or left[0] < 0:
            missing(f"included file {reference[:80]}", "It includes itself, or too much.")
        else:
            try:
                found = files.document(name)
            except Unusable as error:
                missing(f"included file {reference[:80]}", str(error))
            else:
                _include(found, name, files, missing, (*above, name), left)
                _rebase(found, name, files)
                found.tail = element.tail
                element.getparent().replace(element, found)
                continue
        remove(element)


def _rebase(root: Element, place: str, files: Files) -> None:
    """Names of files in an included document are meant from where that lies."""
    for element in root.iter():
        for attribute in ("src", "data"):
            source = element.get(attribute) if local(element) else None
            name = files.find(place, source) if source else None
            if name:
                element.set(attribute, f"/{name}")


def stimuli(root: Element, place: str, files: Files, missing: Missing) -> str:
    """The shared passages that an item of 3.0 names (ASI 3.0, qti-assessment-stimulus-ref), as Markdown."""
    found = ""
    for reference in children(root, "assessmentStimulusRef"):
        href = reference.get("href") or ""
        name = files.find(place, href)
        try:
            document = files.document(name) if name else None
        except Unusable as error:
            missing(f"passage {href[:80]}", str(error))
            continue
        if document is None or name is None:
            missing(f"passage {href[:80]}", "The file is not in the source.")
            continue
        body = child(document, "itemBody")
        included(document, name, files, missing)
        content = Content(document, name, root.get("identifier") or name, files, files.notes)
        content.ready({}, ())
        found = passage(found, content.told(body if body is not None else document))
    return found
