"""Exercises as Questions: options, parts and printed answers told apart, each with the best key that holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from chiron.core.learning.course import Locale
from chiron.engine.library.importing.answering import Key, chosen, key_of
from chiron.engine.library.importing.arriving import Asked, Hint, Question, Section
from chiron.engine.library.importing.formats.cnxml.blocks import Blocks
from chiron.engine.library.importing.formats.cnxml.scene import Scene
from chiron.engine.library.importing.xml import local, text_of

_CIRCLED = {chr(0x24D0 + place): chr(97 + place) for place in range(26)}
_CIRCLE = re.compile(r"(?:^[ \t]*- |(?<=\s)|^)([ⓐ-ⓩ])\s*", re.M)
_LETTER = re.compile(r"^[ \t]*(?:- )?(?:\(([a-zA-Z])\)|([a-zA-Z])[.)])\s+", re.M)
_RUNNING = re.compile(r"(?:^|(?<=[;,.]\s)|(?<=\s))(?:\(([a-z])\)|([a-z])\.)\s+")
_NUMBERED = re.compile(r"^(\d{1,2})\.\s+", re.M)
_BULLET = re.compile(r"^- ", re.M)
_ONE = re.compile(
    r"(?:the (?:correct |right )?answer is |answer:? ?|choice )?\(?([a-zA-Z])\)?(?:[.):]?\s*$|[.):;,–—-]\s)", re.I
)
_SEVERAL = re.compile(r"\(?[a-zA-Z]\)?(?:\s*(?:,|;|and|&|/)\s*(?:and\s+)?\(?[a-zA-Z]\)?){1,8}\.?", re.I)
_MARK = re.compile(r"[-*_\\]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A text with lettered parts: what stands before them, and each by its letter."""

    stem: str
    parts: tuple[str, ...]


def parts_of(text: str, *, bullets: bool = False) -> Parts | None:
    """Parts a, b, c ... of a text in Markdown, however they are marked; None where there are not at least two.

    ``bullets``: numbered items and bullets count as well, as options may be written.
    """
    ways = [_CIRCLE, _LETTER, _RUNNING, *((_NUMBERED, _BULLET) if bullets else ())]
    for way in ways:
        found = _cut(text, way)
        if found is not None:
            return found
    return None


def _cut(text: str, way: re.Pattern[str]) -> Parts | None:
    starts: list[re.Match[str]] = []
    for match in way.finditer(text):
        if way is _BULLET or _place(match) == len(starts):
            starts.append(match)
    if len(starts) < 2:
        return None
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parts = tuple(_part(text[match.end() : end]) for match, end in zip(starts, ends, strict=True))
    return Parts(text[: starts[0].start()].strip(), parts) if all(parts) else None


def _place(match: re.Match[str]) -> int:
    mark = next(group for group in match.groups() if group)
    if mark.isdecimal():
        return int(mark) - 1
    return ord(_CIRCLED.get(mark, mark).lower()) - 97


def _part(text: str) -> str:
    lines = [re.sub(r"^ {2,3}", "", line) for line in text.strip().split("\n")]
    bare = re.sub(r"(?:\\\n|\\$|[;,]?\s+(?:and)?\s*$)", " ", "\n".join(lines)).strip(" \n\\;")
    # A mark that was opened before the parts is closed behind the last one.
    return bare.rstrip("*") if bare.count("*") % 2 else bare


class Exercises:
    """Makes the Questions of one module."""

    def __init__(self, scene: Scene, blocks: Blocks, locale: Locale, section: Section, skills: frozenset[str]) -> None:
        self.scene = scene
        self.blocks = blocks
        self.locale = locale
        self.section = section
        self.skills = skills
        self._counts: dict[str, int] = {}

    def made(self, element: _Element, before: str, heading: str, title: str) -> Question | None:
        """The Question of an exercise, with the instructions before it; None where it is not in the book."""
        if _elsewhere(element):
            url = next((str(one.get("url")) for one in element.iter() if local(one) == "link" and one.get("url")), "")
            why = "Its text is in the publisher's bank of exercises, not in the book."
            self.scene.left(element, "exercise", why, url)
            return None
        problem, solution, hints = self._texts(element)
        if not problem.strip() and not before.strip():
            self.scene.left(element, "exercise", "It asks nothing.")
            return None
        self._counts[title] = self._counts.get(title, 0) + 1
        key = self.scene.name(element)
        steps, stem = self._steps(key, problem, solution, before, hints)
        if any(step.kind == "open" for step in steps):
            why = "A person reads its answer: the book gives none." if not solution else _WHY
            self.scene.changed(element, why)
        return Question(
            key=key,
            place=self.scene.at(element),
            title=f"{title} {self._counts[title]}".strip(),
            prompt="\n\n".join(part for part in (before.strip(), stem) if part),
            steps=steps,
            section=self.section,
            skills=(heading,) if heading in self.skills else (),
            solution=solution,
        )

    def _texts(self, element: _Element) -> tuple[str, str, tuple[Hint, ...]]:
        problem: list[str] = []
        solutions: list[str] = []
        hints: list[Hint] = []
        for inner in element:
            name = local(inner)
            if name in ("solution", "commentary"):
                title = self.blocks.title(inner)
                body = self.blocks.within(inner)
                plain = title.casefold() in ("", "solution", "answer", self.blocks.words.solution.casefold())
                solutions += body if plain else [f"**{title}**", *body]
            elif name == "hint":
                hints.append(Hint("\n\n".join(self.blocks.within(inner))))
            else:
                problem += self.blocks.of(inner)
        return "\n\n".join(problem).strip(), "\n\n".join(solutions).strip(), tuple(hints)

    def _steps(
        self, key: str, problem: str, solution: str, before: str, hints: tuple[Hint, ...]
    ) -> tuple[tuple[Asked, ...], str]:
        picked = self._picked(problem, solution)
        if picked is not None:
            return (self._asked(key, picked[0], "", solution, hints),), picked[1]
        asked, answered = parts_of(problem), parts_of(solution) if solution else None
        if answered is not None and asked is None:
            # "For each of these, identify: a. the population, b. the sample ..." stands before a run of exercises.
            around = parts_of(before)
            asked = Parts(problem, around.parts) if around is not None else None
        if asked is not None and answered is not None and len(asked.parts) == len(answered.parts):
            return self._part_by_part(key, asked, answered, before, hints), asked.stem
        whole = solution if parts_of(problem) is None and "\n\n" not in solution else ""
        found = key_of(whole, f"{before} {problem}", self.locale) if whole else None
        return (self._asked(key, found, "", solution, hints),), problem

    def _part_by_part(
        self, key: str, asked: Parts, answered: Parts, before: str, hints: tuple[Hint, ...]
    ) -> tuple[Asked, ...]:
        told = [answered.stem] if answered.stem else []
        return tuple(
            self._asked(
                f"{key}-{chr(97 + place)}",
                key_of(answer, f"{before} {asked.stem} {part}", self.locale),
                part.rstrip(",;"),
                "\n\n".join([*told, answer]),
                hints,
            )
            for place, (part, answer) in enumerate(zip(asked.parts, answered.parts, strict=True))
        )

    def _picked(self, problem: str, solution: str) -> tuple[Key, str] | None:
        """A choice among lettered options, and the text above them; None where it is none."""
        if not solution:
            return None
        first = solution.split("\n", 1)[0].strip().strip("*").strip()
        places = letters(first)
        options = parts_of(problem, bullets=bool(places))
        if options is None:
            return None
        if not places:
            same = [place for place, text in enumerate(options.parts) if _same(text, first)]
            places = same if len(same) == 1 else []
        if not places or max(places) >= len(options.parts):
            return None
        key = chosen(options.parts, places, self.locale)
        return (key, options.stem) if key is not None else None

    def _asked(self, key: str, found: Key | None, prompt: str, solution: str, hints: tuple[Hint, ...]) -> Asked:
        if found is None:
            rubric = solution or "The book gives no answer."
            return Asked(key, "open", prompt, {"rubric": rubric.replace("@", "@@")}, hints, solution)
        text = "\n\n".join(part for part in (prompt, found.asks) if part)
        return Asked(key, found.kind, text, found.fields, hints, solution)


_WHY = "A person reads its answer: the book's is no single number, expression, choice or short phrase."


def letters(text: str) -> list[int]:
    """The places of the options that an answer such as ``D``, ``(b)``, ``C. Mars`` or ``A and D`` names."""
    if _SEVERAL.fullmatch(text):
        found = re.findall(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])", re.sub(r"\band\b", " ", text, flags=re.I))
        return sorted({ord(letter.lower()) - 97 for letter in found})
    match = _ONE.match(text)
    return [ord(match[1].lower()) - 97] if match is not None else []


def _elsewhere(element: _Element) -> bool:
    """Whether it is only a reference into the publisher's bank of exercises."""
    links = [one for one in element.iter() if local(one) == "link" and _bank(one)]
    return bool(links) and not "".join(text_of(one) for one in element).strip()


def _bank(link: _Element) -> bool:
    return "os-embed" in str(link.get("class") or "") or str(link.get("url") or "").startswith(("#exercise/", "#ost/"))


def _same(option: str, answer: str) -> bool:
    plain = [" ".join(_MARK.sub("", text).casefold().strip(" .").split()) for text in (option, answer)]
    return plain[0] == plain[1] and bool(plain[0])
