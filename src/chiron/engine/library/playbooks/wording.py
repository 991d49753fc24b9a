"""The words of a playbook: slots that nothing fills, and what may do harm in a text that others will see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from chiron.core.language.guidelines import LONGEST, refusal
from chiron.core.support.playbook.constants import constants
from chiron.core.support.playbook.facts import GIVEN, FactShape
from chiron.core.support.playbook.flows import ActStep, AskStep, OfferStep
from chiron.core.support.playbook.graph import certain, learnt
from chiron.core.support.playbook.parts import Part
from chiron.core.support.playbook.playbook import MESSAGES, Playbook
from chiron.core.support.playbook.slots import parsed
from chiron.engine.library import faults as where
from chiron.engine.library.playbooks.conditions import OFFERED, vocabulary
from chiron.engine.library.playbooks.looking import Look, meant

LONGEST_MESSAGE = 1_500
_KINDS = (
    "categories", "attributes", "uses", "delivery", "products", "articles", "messages", "macros", "offers", "flows",
    "intents", "stages", "guidelines",
)  # fmt: skip
_SCHEMES = ("https", "mailto", "tel")
_BOUNDS = ("bounds", "unsafe", "markup")
"""Why a guideline is refused at this desk, where answers may be given away and e-mail addresses be asked for."""
_FACTS = "docs/reference/playbooks.md lists the facts."
_WAYS_TO_SAY = frozenset(one.name for one in GIVEN if one.sure)
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z!][^>\n]{0,200}>?")


def word_faults(look: Look, playbook: Playbook, *, own: bool = True) -> None:
    """Tell the faults of every text of a playbook, in its own language or in another one that was laid over it."""
    for kind in _KINDS:
        for path, one in zip(look.shaped.at.get(kind, ()), getattr(playbook, kind), strict=True):
            for inner, text in texts(one):
                if _written(kind, inner):
                    _harm(look, (*path, *inner), text)
    for name in ("tone", "survey", "shop"):
        for inner, text in texts(getattr(playbook, name)):
            _harm(look, (name, *inner), text)
    _slots(look, playbook)
    if own:
        _guidelines(look)
        _missing_messages(look)


def _written(kind: str, inner: where.Path) -> bool:
    """What is said by the desk; what customers say may hold anything that they may write."""
    return not (kind == "intents" and inner[0] in ("examples", "near_misses"))


def texts(part: Part) -> Iterator[tuple[where.Path, str]]:
    """Every text of a part that people are shown, with its way."""
    shape = type(part)
    for name in shape.model_fields:
        value = getattr(part, name)
        if name in shape.told or name in shape.also or (name == "text" and isinstance(value, str)):
            yield from _within((name,), value)
        elif isinstance(value, Part):
            yield from (((name, *inner), text) for inner, text in texts(value))
        elif isinstance(value, tuple):
            for number, one in enumerate(value):
                if isinstance(one, Part):
                    yield from (((name, number, *inner), text) for inner, text in texts(one))


def _within(path: where.Path, value: Any) -> Iterator[tuple[where.Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _within((*path, name), one)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            if isinstance(one, str):
                yield (*path, number), one


# -- harm


def _harm(look: Look, path: where.Path, text: str) -> None:
    for what, line in list(harmful(text))[:1]:
        look.fault(path, what, _REMEDY, line)


_REMEDY = "Write plain Markdown: no HTML, no scripts, links with https, mailto or tel alone."


def harmful(text: str) -> Iterator[tuple[str, int]]:
    """What may do harm in a Markdown text, with its line from 0."""
    for number, line in enumerate(text.split("\n")):
        for sign in line:
            if unicodedata.category(sign) in ("Cf", "Co", "Cs", "Cn") and sign not in "\u200d\u00ad\ufe0f":
                yield f"The invisible sign U+{ord(sign):04X} stands in the text.", number
    # What holds none of these is plain words to Markdown.
    for token in _markdown().parse(text) if any(sign in text for sign in "<[&:") else ():
        at = token.map[0] if token.map else 0
        for each in (token, *(token.children or ())):
            if each.type in ("html_block", "html_inline"):
                yield f"HTML stands in the text: {each.content.strip()[:40]!r}.", at
            for name in ("href", "src"):
                target = each.attrGet(name)
                if isinstance(target, str) and (what := _target(target, name)):
                    yield what, at
    # What is no HTML to Markdown may be some to whatever else shows it; in code it is text, and there it may stand.
    found = _TAG.search(_without_code(text))
    if found is not None and "://" not in found.group() and "@" not in found.group():
        yield f"HTML stands in the text: {found.group()[:40]!r}.", text[: found.start()].count("\n")


def _target(target: str, name: str) -> str | None:
    plain = unquote(target).strip().lower()
    scheme = urlsplit("".join(sign for sign in plain if sign > " ")).scheme
    if name == "src":
        return "A picture from elsewhere would tell its site who reads." if scheme or plain.startswith("//") else None
    if (scheme and scheme not in _SCHEMES) or plain.startswith(("//", "\\")):
        return f"The link {target[:60]!r} is no https link."
    return None


def _without_code(text: str) -> str:
    return re.sub(r"`[^`\n]*`", lambda found: " " * len(found.group()), text)


def _any_link(url: str) -> bool:
    return bool(url) or True


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True})
    # Links of any scheme must be seen to be told.
    made.validateLink = _any_link  # type: ignore[method-assign]
    return made


# -- slots


def _slots(look: Look, playbook: Playbook) -> None:
    fixed = {name: shape for name, (shape, _) in constants(playbook).items()}
    every = {**vocabulary(playbook), **{one.name: one for one in OFFERED}}
    for path, article in zip(look.shaped.at.get("articles", ()), playbook.articles, strict=True):
        _filled(look, (*path, "text"), article.text, fixed, frozenset(fixed), "an article")
    for path, macro in zip(look.shaped.at.get("macros", ()), playbook.macros, strict=True):
        _filled(look, (*path, "text"), macro.text, every, frozenset(every), "a macro")
    used = _used(playbook)
    for path, message in zip(look.shaped.at.get("messages", ()), playbook.messages, strict=True):
        where_used = used.get(message.id)
        if where_used is None and message.id not in MESSAGES:
            look.note(path, f"Nothing says the message {message.id!r}.", "Take it out, or let something say it.")
        sure = frozenset(fixed) | _sure(message.id, where_used, every)
        extra = {name: FactShape(name, "text") for name in MESSAGES.get(message.id, ())}
        for inner, text in (("text",), message.text), *(((("manners", n)), t) for n, t in message.manners.items()):
            _filled(look, (*path, *inner), text, {**every, **extra}, sure | frozenset(extra), "this message")
            if len(text) > LONGEST_MESSAGE:
                look.fault((*path, *inner), f"The message is longer than {LONGEST_MESSAGE} letters.", "Shorten it.")


def _filled(
    look: Look, path: where.Path, text: str, known: dict[str, FactShape], sure: frozenset[str], where_: str
) -> None:
    found = parsed(text)
    for at in found.broken:
        shown = text[at : at + 30].split("\n")[0]
        remedy = "Write {fact}, {fact|other words}, or {{ for a brace."
        look.fault(path, f"The brace in {shown!r} opens no slot.", remedy, text.count("\n", 0, at))
    for slot in found.slots:
        below = text.count("\n", 0, slot.at)
        if slot.name not in known:
            look.fault(path, f"No fact fills {{{slot.name}}} in {where_}.", meant(slot.name, known, _FACTS), below)
        elif slot.otherwise is None and slot.name not in sure:
            remedy = f"Write {{{slot.name}|other words}}, or see to it that it is known by then."
            look.fault(path, f"{{{slot.name}}} may be unknown where {where_} is said.", remedy, below)


def _sure(name: str, where_used: Iterable[frozenset[str]] | None, every: dict[str, FactShape]) -> frozenset[str]:
    """What is known for certain wherever a message is said."""
    if where_used is None:
        # Nothing is known of a message that nothing says, but that it may be one of the desk's own.
        return _WAYS_TO_SAY if name in MESSAGES else frozenset(every)
    places = [*where_used, *([_WAYS_TO_SAY] if name in MESSAGES else [])]
    return frozenset.intersection(*places) if places else _WAYS_TO_SAY


def _used(playbook: Playbook) -> dict[str, list[frozenset[str]]]:
    """Where each message is said, by what is known there for certain."""
    used: dict[str, list[frozenset[str]]] = {}
    for intent in playbook.intents:
        if intent.message is not None:
            used.setdefault(intent.message, []).append(_WAYS_TO_SAY | frozenset(intent.needs))
    offered = frozenset(one.name for one in OFFERED if one.sure)
    for offer in playbook.offers:
        used.setdefault(offer.message, []).append(_WAYS_TO_SAY | offered)
    for flow in playbook.flows:
        known = certain(flow)
        for step in flow.steps:
            here = known.get(step.id, frozenset())
            for field in ("say", "again", "confirm", "message"):
                name = getattr(step, field, None)
                if name is not None and not (isinstance(step, OfferStep) and field == "message"):
                    used.setdefault(name, []).append(here if not isinstance(step, AskStep) else here - {step.fact})
            if isinstance(step, ActStep):
                used.setdefault(step.done, []).append(learnt(step, here))
    return used


# -- guidelines and messages


def _guidelines(look: Look) -> None:
    for path, one in look.every("guidelines"):
        why = refusal(one.text)
        if len(one.text) > LONGEST:
            look.fault((*path, "text"), f"A guideline has {LONGEST} letters at most.", "Shorten it.")
        elif why in _BOUNDS:
            message = f"The guideline {one.id!r} asks for more than words, or speaks to the model of its instructions."
            look.fault((*path, "text"), message, "Say how something is to be worded, and nothing else.")


def _missing_messages(look: Look) -> None:
    if "messages" in look.shaped.unread:
        return
    for name in sorted(set(MESSAGES) - look.names("messages")):
        look.fault(("messages",), f"The message {name!r} is missing.", "Write it in messages.yaml; the desk says it.")
