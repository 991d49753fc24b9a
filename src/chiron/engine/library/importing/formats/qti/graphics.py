"""Interactions on pictures: their places are named, by their labels or by where they lie, and then picked by name."""

from __future__ import annotations

from chiron.engine.library.importing.formats.qti.areas import told
from chiron.engine.library.importing.formats.qti.case import Case, Lost, Made, joined
from chiron.engine.library.importing.formats.qti.choosing import Options, chosen, whole
from chiron.engine.library.importing.formats.qti.content import Content
from chiron.engine.library.importing.formats.qti.pairing import associated, matched, ordered
from chiron.engine.library.importing.formats.qti.values import Declared
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children, local

PICTURES = ("img", "picture", "object")
WORDLESS = "Its places are known by a picture alone, and the picture is missing."


def picture(content: Content, element: Element) -> tuple[str, Element | None]:
    """The picture of an interaction as Markdown, empty where its file is missing, and its element."""
    found = next(iter(children(element, *PICTURES)), None)
    if found is None:
        return "", None
    source = found.get("src") or found.get("data") or ""
    if not source or content.files.picture(content.place, source, content.key) is None:
        return "", found
    return content.told(found), found


def places(case: Case, element: Element, shown: str, of: Element | None, kind: str) -> Options:
    """The places on a picture with names. Raises Lost where nothing names them."""
    spots = children(element, kind)
    labels = [(each.get("hotspotLabel") or each.get("label") or "").strip() for each in spots]
    if all(labels) and len(set(labels)) == len(labels):
        return [(spot.get("identifier") or "", label) for spot, label in zip(spots, labels, strict=True)]
    if not shown:
        raise Lost(WORDLESS, source=True)
    areas = [(each.get("shape") or "default", _coords(each.get("coords") or "")) for each in spots]
    width, height = _size(of, [coords for _, coords in areas])
    found: list[tuple[str, str]] = []
    for number, (spot, (shape, coords)) in enumerate(zip(spots, areas, strict=True), 1):
        where = told(shape, coords, width, height)
        if not where:
            raise Lost("A place on its picture has no position.")
        found.append((spot.get("identifier") or "", f"{number}: {where}"))
    case.changed("Its places on the picture have no names: they are told by where they lie.")
    return found


def _coords(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.replace(" ", "").split(",") if part)
    except ValueError:
        return ()


def _size(of: Element | None, areas: list[tuple[float, ...]]) -> tuple[float, float]:
    """Width and height of the picture; as far as its places reach where it does not say."""
    width, height = (whole(of, name, 0) if of is not None else 0 for name in ("width", "height"))
    xs = [x for coords in areas for x in coords[::2]]
    ys = [y for coords in areas for y in coords[1::2]]
    return width or max(xs, default=0), height or max(ys, default=0)


def on_picture(case: Case, content: Content, own: Declared, element: Element, prompt: str) -> Made:
    """Hotspots picked, ordered, paired, or labelled. Raises Lost."""
    name = local(element)
    shown, of = picture(content, element)
    if name == "graphicGapMatchInteraction":
        made = _labelled(case, content, own, element, shown, of)
    elif name == "graphicAssociateInteraction":
        options = places(case, element, shown, of, "associableHotspot")
        made = associated(case, own, options, limits(children(element, "associableHotspot")))
    else:
        options = places(case, element, shown, of, "hotspotChoice")
        fixed = name == "hotspotInteraction"
        made = chosen(case, own, options, element, fixed=True) if fixed else ordered(case, own, options)
    made.prompt = joined([prompt, shown, made.prompt])
    return made


def _labelled(case: Case, content: Content, own: Declared, element: Element, shown: str, of: Element | None) -> Made:
    spots = places(case, element, shown, of, "associableHotspot")
    labels = gap_choices(content, element)
    every = children(element, "associableHotspot") + children(element, "gapImg", "gapText")
    return matched(case, own, spots, labels, limits(every))


def gap_choices(content: Content, element: Element) -> Options:
    """The words and pictures that go into gaps."""
    found = []
    for each in children(element, "gapText", "gapImg"):
        text = content.told(each)
        label = (each.get("objectLabel") or "").strip()
        found.append((each.get("identifier") or "", text if text and "media:" in text else label or text))
    return found


def limits(every: list[Element]) -> dict[str, int]:
    """How often each thing may be used; 0 is as often as one likes (QTI 2.1: matchMax, 1 where nothing says it)."""
    return {each.get("identifier") or "": whole(each, "matchMax", 1) for each in every}
