"""From an interaction of QTI to a step of Chiron's."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from chiron.core.words import Json
from chiron.engine.library.importing.formats.qti.case import Case, Lost, Made, joined
from chiron.engine.library.importing.formats.qti.choosing import Options, banked, check, chosen, form, unmarked
from chiron.engine.library.importing.formats.qti.content import Content, prompt_of
from chiron.engine.library.importing.formats.qti.entering import entered, for_a_person, numbered, written_out
from chiron.engine.library.importing.formats.qti.gaps import gap_text
from chiron.engine.library.importing.formats.qti.graphics import gap_choices, limits, on_picture
from chiron.engine.library.importing.formats.qti.pairing import (
    MOST_POSSIBLE,
    NOTHING,
    associated,
    matched,
    ordered,
    right_pairs,
)
from chiron.engine.library.importing.formats.qti.values import Declared, members
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, children, local, remove
from chiron.engine.library.importing.texts import escaped

Maker = Callable[[Case, Content, Declared, Element], Made]
MOST_GAPS = 12
UNSUPPORTED = {
    "selectPointInteraction": "A point on a picture cannot be answered here.",
    "positionObjectInteraction": "Placing a picture on another cannot be answered here.",
    "drawingInteraction": "A drawing cannot be handed in here.",
    "uploadInteraction": "A file cannot be handed in here.",
    "customInteraction": "It runs a program of its own.",
    "portableCustomInteraction": "It runs a program of its own.",
}


def options_of(content: Content, element: Element, *names: str) -> Options:
    """The choices of an interaction with their words."""
    return [(each.get("identifier") or "", content.told(each)) for each in children(element, *names)]


def _choice(case: Case, content: Content, own: Declared, element: Element) -> Made:
    return chosen(case, own, options_of(content, element, "simpleChoice"), element)


def _order(case: Case, content: Content, own: Declared, element: Element) -> Made:
    return ordered(case, own, options_of(content, element, "simpleChoice"))


def _associate(case: Case, content: Content, own: Declared, element: Element) -> Made:
    every = children(element, "simpleAssociableChoice")
    return associated(case, own, options_of(content, element, "simpleAssociableChoice"), limits(every))


def _match(case: Case, content: Content, own: Declared, element: Element) -> Made:
    sets = children(element, "simpleMatchSet")
    if len(sets) != 2:
        raise Lost(f"It has {len(sets)} sets; two are needed.", source=True)
    every = [each for one in sets for each in children(one, "simpleAssociableChoice")]
    lefts, rights = (options_of(content, one, "simpleAssociableChoice") for one in sets)
    return matched(case, own, lefts, rights, limits(every))


def _inline(case: Case, content: Content, own: Declared, element: Element) -> Made:
    return banked(case, own, options_of(content, element, "inlineChoice"))


def _entry(case: Case, _content: Content, own: Declared, _element: Element) -> Made:
    return entered(case, own)


def _extended(case: Case, content: Content, own: Declared, element: Element) -> Made:
    return written_out(case, own, prompt_of(content, element), joined(content.rubrics))


def _slider(case: Case, _content: Content, own: Declared, element: Element) -> Made:
    made = numbered(case, own)
    low, high = element.get("lowerBound") or "", element.get("upperBound") or ""
    if low and high:
        case.changed("Its slider is a field for a number here.")
        made.prompt = f"({low} – {high})"
    made.gap = None
    return made


def _hottext(case: Case, content: Content, own: Declared, element: Element) -> Made:
    """Words of a passage are picked from a list; in the passage they stand in bold."""
    body = deepcopy(element)
    body.tail = None
    for each in children(body, "prompt"):
        remove(each)
    spots = list(below(body, "hottext"))
    texts = [content.told(each) for each in spots]
    numbers = len(set(texts)) < len(texts) or any(not text or "*" in text or "_" in text for text in texts)
    options: list[tuple[str, str]] = []
    for number, (spot, text) in enumerate(zip(spots, texts, strict=True), 1):
        shown = f"**({number})** {text}" if numbers else f"**{text}**"
        options.append((spot.get("identifier") or "", f"({number}) {text}" if numbers else text))
        sign = content.mark(shown)
        tail = spot.tail
        for inner in list(spot):
            spot.remove(inner)
        spot.text, spot.tail, spot.tag = sign, tail, "span"
    made = chosen(case, own, options, element, fixed=True)
    made.prompt = content.filled(content.render(body))
    return made


def _gap_match(case: Case, content: Content, own: Declared, element: Element) -> Made:
    """Words put into gaps: a gap takes one of the words. Where words are pictures, gaps are numbered and paired."""
    labels = gap_choices(content, element)
    check(labels)
    body = deepcopy(element)
    body.tail = None
    for each in children(body, "prompt", "gapText", "gapImg"):
        remove(each)
    gaps = list(below(body, "gap"))
    names = [each.get("identifier") or "" for each in gaps]
    if len(set(names)) < len(names) or not names:
        raise Lost("Two of its gaps have the same identifier, or it has none.", source=True)
    if len(labels) * len(names) > MOST_POSSIBLE:
        raise Lost(f"It has {len(labels)} words for {len(names)} gaps: too many.")
    every = [(word, gap) for word, _ in labels for gap in names]
    given = members(case.best.get(own.name))
    turned = bool(given) and not any(pair in every for pair in given)
    if turned:
        every = [(gap, word) for word, gap in every]
    most = limits(children(element, "gapText", "gapImg")) | dict.fromkeys(names, 1)
    right = {
        (pair[0] if turned else pair[1]): (pair[1] if turned else pair[0])
        for pair in right_pairs(case, own, every, most)
    }
    words = {name: unmarked(text) for name, text in labels}
    signs = {name: content.mark(f"**({number})** \\_\\_\\_\\_") for number, name in enumerate(names, 1)}
    for gap, name in zip(gaps, names, strict=True):
        gap.text, gap.tag = signs[name], "span"
    text = content.render(body)
    numbered = {name: int(sign[1:-1]) for name, sign in signs.items()}
    if len(names) <= MOST_GAPS and not any("media:" in word for word in words.values()):
        made = _as_cloze(case, content, text, numbered, right, words)
        if made is not None:
            made.solution = case.solution(own.name)
            return made
    spots = [(name, f"({number})") for number, name in enumerate(names, 1)]
    flipped = [(one, other) for one, other in spots]
    made = matched(case, own, flipped, labels, most)
    made.prompt = content.filled(text)
    return made


def _as_cloze(
    case: Case, content: Content, text: str, signs: dict[str, int], right: dict[str, str], words: dict[str, str]
) -> Made | None:
    bank = list(words.values())
    if len(right) < len(signs):
        case.changed(f"Some of its gaps stay empty: {NOTHING} goes there.")
        bank.append(NOTHING)
    gaps: dict[str, Json] = {}
    instead = {}
    for number, (name, sign) in enumerate(signs.items(), 1):
        key = words[right[name]] if name in right else NOTHING
        gaps[f"gap-{number}"] = {"bank": [escaped(word) for word in bank], "accept": [form(key)]}
        instead[sign] = f"[gap-{number}]"
    return gap_text(content.filled(text, instead), gaps, words.values())


MAKERS: dict[str, Maker] = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "associateInteraction": _associate,
    "matchInteraction": _match,
    "gapMatchInteraction": _gap_match,
    "inlineChoiceInteraction": _inline,
    "textEntryInteraction": _entry,
    "extendedTextInteraction": _extended,
    "hottextInteraction": _hottext,
    "sliderInteraction": _slider,
}
ON_PICTURES = frozenset(
    {"hotspotInteraction", "graphicOrderInteraction", "graphicAssociateInteraction", "graphicGapMatchInteraction"}
)


def made_of(case: Case, content: Content, element: Element) -> Made:
    """The step of one interaction. Raises Lost, with a sentence that says why it does not come."""
    name = local(element)
    if name in UNSUPPORTED:
        raise Lost(UNSUPPORTED[name])
    own = case.declared(element)
    prompt = prompt_of(content, element)
    if name in ON_PICTURES:
        return on_picture(case, content, own, element, prompt)
    try:
        made = MAKERS[name](case, content, own, element)
    except Lost as lost:
        if name not in ("textEntryInteraction", "extendedTextInteraction"):
            raise
        case.changed(f"A person reads its answer: {lost}")
        made = for_a_person(case, joined(content.rubrics), [], lost.source)
    made.prompt = joined([prompt, made.prompt])
    made.response = own.name
    return made
