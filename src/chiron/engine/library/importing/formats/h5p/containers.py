"""H5P's types that hold others: what is in them, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from chiron.engine.library.importing.formats.h5p.content import Content, Inner
from chiron.engine.library.importing.formats.h5p.packed import listed, part, text
from chiron.engine.library.importing.formats.h5p.starred import bare

DEEPEST = 12
Inside = Iterator[Inner]


def _each(every: list[Any], name: str, *path: str) -> Inside:
    """The contents of a list, each where ``path`` leads from its entry."""
    for number, one in enumerate(every, 1):
        found = Inner.of(part(one, *path) if path else one, f"{name}{number}")
        if found is not None:
            yield found


def _intro(params: Any, name: str = "introPage") -> Inside:
    page = part(params, name)
    said = text(page, "introduction") or text(page, "startText")
    if said and page.get("showIntroPage") is not False:
        yield Inner("H5P.AdvancedText", {"text": said}, "introduction", {"title": bare(text(page, "title"))})


def questionset(content: Content) -> Inside:
    """H5P.QuestionSet: an introduction and questions."""
    yield from _intro(content.params)
    yield from _each(listed(content.params, "questions"), "question-")


def column(content: Content) -> Inside:
    """H5P.Column and what is built like it."""
    yield from _each(listed(content.params, "content"), "part-", "content")


def rows(content: Content) -> Inside:
    """H5P.RowColumn and H5P.Row: columns beside one another."""
    yield from _each(listed(content.params, "columns"), "column-", "content")


def book(content: Content) -> Inside:
    """H5P.InteractiveBook: chapters."""
    cover = part(content.params, "bookCover")
    if text(cover, "coverDescription"):
        yield Inner("H5P.AdvancedText", {"text": text(cover, "coverDescription")}, "cover", {"title": content.title})
    for number, chapter in enumerate(listed(content.params, "chapters"), 1):
        title = bare(text(part(chapter, "metadata"), "title")) or str(number)
        found = Inner.of(chapter, f"chapter-{number}", (title,))
        if found is not None:
            yield found


def slides(content: Content) -> Inside:
    """H5P.CoursePresentation: the elements of each slide; its texts are read together."""
    for number, slide in enumerate(listed(part(content.params, "presentation"), "slides"), 1):
        words = [bare(text(word, "main")) for word in listed(slide, "keywords")]
        elements = [{"content": part(one, "action")} for one in listed(slide, "elements")]
        title = next((word for word in words if word), "") or f"{content.title} {number}".strip()
        yield Inner("H5P.Column", {"content": elements}, f"slide-{number}", {"title": title})


def interactivevideo(content: Content) -> Inside:
    """H5P.InteractiveVideo: the film, and what it asks on the way."""
    video = part(content.params, "interactiveVideo")
    files = listed(part(video, "video"), "files")
    title = bare(text(part(video, "video", "startScreenOptions"), "title")) or content.title
    tracks = listed(part(video, "video", "textTracks"), "videoTrack")
    yield Inner("H5P.Video", {"sources": files, "a11y": tracks}, "video", {"title": title})
    interactions = listed(part(video, "assets"), "interactions")
    timed = sorted((one for one in interactions if isinstance(one, dict)), key=_when)
    yield from _each(timed, "at-", "action")
    final = Inner.of(part(video, "summary", "task"), "summary")
    if final is not None:
        yield final


def _when(interaction: Any) -> float:
    begin = part(interaction, "duration").get("from")
    return float(begin) if isinstance(begin, int | float) else 0.0


def branching(content: Content) -> Inside:
    """H5P.BranchingScenario: every content, without the branches."""
    scenario = part(content.params, "branchingScenario")
    content.notes.changed(content.key, content.place, "Its contents come one after another, without the branches.")
    yield from _each(listed(scenario, "content"), "part-", "type")


def spoken(content: Content) -> Inside:
    """H5P.SpeakTheWordsSet."""
    yield from _intro(content.params, "introduction")
    yield from _each(listed(content.params, "questions"), "question-")


CONTAINERS: Mapping[str, Callable[[Content], Inside]] = {
    "H5P.QuestionSet": questionset,
    "H5P.Column": column,
    "H5P.RowColumn": rows,
    "H5P.Row": rows,
    "H5P.Page": column,
    "H5P.InteractiveBook": book,
    "H5P.CoursePresentation": slides,
    "H5P.InteractiveVideo": interactivevideo,
    "H5P.BranchingScenario": branching,
    "H5P.SpeakTheWordsSet": spoken,
}


def anything_inside(params: Any) -> Inside:
    """Contents that stand anywhere within the parameters of a type that is not known; not those within them."""
    waiting: list[tuple[Any, str, int]] = [(params, "", 0)]
    while waiting:
        value, name, depth = waiting.pop()
        found = Inner.of(value, name.strip("-")) if isinstance(value, dict) and "params" in value else None
        if found is not None:
            yield found
        elif depth < DEEPEST and isinstance(value, dict):
            waiting += [(inner, f"{name}-{key}", depth + 1) for key, inner in reversed(value.items())]
        elif depth < DEEPEST and isinstance(value, list):
            waiting += [(inner, f"{name}-{n}", depth + 1) for n, inner in reversed(list(enumerate(value, 1)))]
