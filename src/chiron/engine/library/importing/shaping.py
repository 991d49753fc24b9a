"""Shapes what arrived as parts of a course's content: templates, steps, texts, origins; and their fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Origin, Question
from chiron.engine.library.importing.emitting import emitted
from chiron.engine.library.importing.standing import Standing
from chiron.engine.library.importing.texts import escaped, identifier

LONGEST = 20_000
"""Characters of a text in the course format."""
LONGEST_READING = 150_000


def digest(value: Json) -> str:
    """A short fingerprint of a part of a course, the same before it is written and after it is read back."""
    return sha256(emitted({"value": value}).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digests(content: Mapping[str, Json]) -> dict[str, str]:
    """Place -> fingerprint of every template and reading."""
    found: dict[str, str] = {}
    for unit in content["units"]:
        found |= {f"{unit['id']}/readings/{one['id']}": digest(one) for one in unit["readings"]}
        for skill in unit["skills"]:
            found |= {f"{skill['id']}/{one['id']}": digest(one) for one in skill["templates"]}
    return found


def template_of(name: str, question: Question, words: Standing) -> dict[str, Json]:
    """A question as a template; its solution may still be empty.

    Its title is no part of it: what somebody calls a question may be its answer. Where the problem has no words before
    its steps, those of its only step stand there.
    """
    text = _as_it_is if question.parameters else _text
    made: dict[str, Json] = {"id": name}
    if question.parameters:
        made["parameters"] = _plain(question.parameters)
    if question.where:
        made["where"] = list(question.where)
    before = text(question.prompt)
    alone = not before and len(question.steps) == 1
    first = question.steps[0]
    otherwise = words.gaps if alone and first.kind == "cloze" else words.steps
    made["prompt"] = before or (text(first.prompt) if alone else "") or otherwise
    taken = set[str]()
    steps: list[Json] = []
    for number, asked in enumerate(question.steps, 1):
        step = identifier(f"step {number}", taken)
        taken.add(step)
        steps.append(_step(step, asked, "" if alone else text(asked.prompt), words, text))
    made["steps"] = steps
    made["solution"] = text(question.solution)
    if question.origin is not None:
        made["origin"] = origin_of(question.origin)
    return made


def _step(name: str, asked: Asked, prompt: str, words: Standing, text: Callable[[str], str]) -> Json:
    hints: list[Json] = []
    for hint in asked.hints:
        hints += [text(part) for part in (hint.text, hint.asks, hint.answer) if part.strip()]
    made: dict[str, Json] = {"id": name, "kind": asked.kind, "prompt": prompt or words.yours}
    made |= {field: _plain(value) for field, value in asked.fields.items()}
    return made | {"hints": hints, "solution": text(asked.solution)}


def _text(text: str) -> str:
    return escaped(text.strip())[:LONGEST]


def _as_it_is(text: str) -> str:
    return text.strip()[:LONGEST]


def parts_of(text: str) -> list[str]:
    """A text in parts that a reading holds, cut between paragraphs where that is possible."""
    parts, start = list[str](), 0
    while len(text) - start > LONGEST_READING:
        half, end = start + LONGEST_READING // 2, start + LONGEST_READING
        cuts = (text.rfind(mark, half, end) for mark in ("\n\n", "\n", " "))
        cut = next((cut for cut in cuts if cut > 0), end)
        parts.append(text[start:cut].strip())
        start = cut
    return [part for part in (*parts, text[start:].strip()) if part] or ["?"]


def _plain(value: Any) -> Json:
    """A reader's fields as what JSON has: lists and dicts that may be changed."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def locale_of(language: str) -> Json:
    """How a course in a language is written."""
    tag = language.partition("-")[0].lower() or "en"
    return {"language": tag, "decimal": "." if tag in ("en", "zh", "ja", "ko", "he", "hi", "th") else ","}


def origin_of(origin: Origin) -> Json:
    """Where something comes from, without what is not known. An address is one of the web, or none."""
    found = {
        "title": origin.title,
        "licence": origin.licence,
        "authors": list(origin.authors),
        "url": origin.url if origin.url.startswith(("https://", "http://")) else "",
        "id": origin.id,
    }
    return {name: value for name, value in found.items() if value}


def origin_from(given: Any) -> Origin | None:
    """The origin that ``origin_of`` wrote; None where nothing is written, or no title."""
    if not isinstance(given, dict) or not given.get("title"):
        return None
    title, licence, url, id = (str(given.get(name) or "") for name in ("title", "licence", "url", "id"))
    return Origin(title, licence, tuple(map(str, given.get("authors") or ())), url, id)
