"""What H5P shows to be read, seen or heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from chiron.engine.library.importing.arriving import Arrival, Word
from chiron.engine.library.importing.formats.h5p.content import Content
from chiron.engine.library.importing.formats.h5p.packed import listed, part, text
from chiron.engine.library.importing.formats.h5p.sets import short, written
from chiron.engine.library.importing.formats.h5p.starred import bare
from chiron.engine.library.importing.formats.moodle.making import Unmade
from chiron.engine.library.importing.texts import plain


def reading(content: Content) -> str:
    """The content as Markdown where it is one of those that are read, seen or heard; "" else."""
    make = READ.get(content.machine)
    return make(content) if make else ""


def _text(content: Content) -> str:
    return content.told("text")


def _image(content: Content) -> str:
    params = content.params
    caption = text(params, "title") if text(params, "title") != text(params, "alt") else ""
    shown = content.picture(part(params, "file"), text(params, "alt") or content.title)
    return "\n\n".join(one for one in (shown, plain(bare(caption))) if one)


def _video(content: Content) -> str:
    film = content.recording(content.params.get("sources"), plain(bare(content.title)) or "Video")
    captions = [
        content.recording(part(one, "track"), plain(bare(text(one, "label"))) or "Captions")
        for one in listed(content.params, "a11y")
    ]
    return "\n\n".join(one for one in (film, *captions) if one)


def _audio(content: Content) -> str:
    return content.recording(content.params.get("files"), plain(bare(content.title)) or "Audio")


def _link(content: Content) -> str:
    widget = part(content.params, "linkWidget")
    url = f"{text(widget, 'protocol')}{text(widget, 'url')}"
    if not url.startswith(("https://", "http://")) or set(url) & set("<> \n"):
        return ""
    return f"[{plain(bare(text(content.params, 'title'))) or url}](<{url}>)"


def _hotspots(content: Content) -> str:
    parts = [content.picture(part(content.params, "image"), text(content.params, "backgroundImageAltText"))]
    for spot in listed(content.params, "hotspots"):
        parts.append(f"**{plain(bare(text(spot, 'header')))}**" if text(spot, "header") else "")
        parts += [content.shown(one) for one in listed(spot, "content")]
    return "\n\n".join(one for one in parts if one)


def _timeline(content: Content) -> str:
    inner = part(content.params, "timeline")
    parts = [content.told("text", inner)]
    for date in listed(inner, "date"):
        head = " ".join(one for one in (text(date, "startDate"), bare(text(date, "headline"))) if one)
        parts += [f"**{plain(head)}**" if head else "", content.told("text", date)]
    return "\n\n".join(one for one in parts if one)


def _wall(content: Content) -> str:
    parts = [content.told("header")]
    for panel in listed(content.params, "panels"):
        parts += [content.html(text(entry, "text")) for entry in listed(panel, "entries")]
    return "\n\n".join(one for one in parts if one)


READ: Mapping[str, Callable[[Content], str]] = {
    "H5P.Text": _text,
    "H5P.AdvancedText": _text,
    "H5P.Table": _text,
    "H5P.Image": _image,
    "H5P.Video": _video,
    "H5P.Audio": _audio,
    "H5P.Link": _link,
    "H5P.ImageHotspots": _hotspots,
    "H5P.Timeline": _timeline,
    "H5P.InformationWall": _wall,
}


def dialogcards(content: Content) -> Iterator[Arrival]:
    """H5P.Dialogcards: what has a short back is asked, a term with its meaning is a word, the rest is read."""
    cards = listed(content.params, "dialogs") or [
        card for deck in listed(content.params, "decks") for card in listed(part(deck, "params"), "dialogs")
    ]
    for number, card in enumerate(cards, 1):
        place, name = f"{content.place}, card {number}", f"{content.key}/{number}"
        front, back = content.told("text", card), bare(text(card, "answer"))
        picture = content.picture(part(card, "image"), text(card, "imageAltText"))
        tips = [content.told(side, part(card, "tips")) for side in ("front", "back")]
        if short(back):
            yield from _asked(content, card, name, place, "\n\n".join(x for x in (picture, front) if x), tips)
        elif back and short(bare(text(card, "text"))):
            yield Word(name, place, bare(text(card, "text")), content.told("answer", card))
        elif front or picture or back:
            body = "\n\n".join(one for one in (front, picture, content.told("answer", card)) if one)
            yield from content.page(body, bare(text(card, "text")), str(number))
        else:
            content.notes.left(name, place, "item", "The card is empty.")


def _asked(content: Content, card: Any, name: str, place: str, prompt: str, tips: list[str]) -> Iterator[Arrival]:
    found = written(content, prompt, [bare(text(card, "answer"))], hints=[tip for tip in tips if tip])
    if isinstance(found, Unmade):
        content.notes.left(name, place, "item", str(found))
        return
    found.changed.append("The card was turned over; here its back is typed.")
    yield found.question(name, place, content.notes)


def accordion(content: Content) -> Iterator[Arrival]:
    """H5P.Accordion: a page for each panel."""
    for number, panel in enumerate(listed(content.params, "panels"), 1):
        body = content.shown(part(panel, "content"))
        inner = text(part(panel, "content"), "subContentId")
        if not body:
            content.notes.left(f"{content.key}/{number}", content.place, "page", "The panel has no text.")
        yield from content.page(body, text(panel, "title"), inner or str(number))


PAGES: Mapping[str, Callable[[Content], Iterator[Arrival]]] = {
    "H5P.Dialogcards": dialogcards,
    "H5P.Accordion": accordion,
}
