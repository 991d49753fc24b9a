"""One problem of an OATutor pool as a Question with its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Hint, Media, Notes, Question
from chiron.engine.library.importing.formats.oatutor.choices import choice_key
from chiron.engine.library.importing.formats.oatutor.context import context_of
from chiron.engine.library.importing.formats.oatutor.helping import entries_in, hints_of
from chiron.engine.library.importing.formats.oatutor.keys import Key, key_of
from chiron.engine.library.importing.formats.oatutor.plans import Lesson, Plans, origin_of, skill_title
from chiron.engine.library.importing.formats.oatutor.pool import Folder, loaded, step_order
from chiron.engine.library.importing.formats.oatutor.reading_answers import bare
from chiron.engine.library.importing.formats.oatutor.variants import MOST, filled, unnamed, values_in
from chiron.engine.library.importing.formats.oatutor.wording import in_line, markdown
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import plain, plain_inside, title

PRECISION = 5
"""Decimal places to which OATutor compares ``numeric`` answers unless a step says otherwise."""


@dataclass(slots=True)
class Problem:
    """A problem on its way: ``data``, its steps and their hints are JSON as it was read."""

    key: str
    folder: Folder
    data: Mapping[str, Any]
    lesson: Lesson | None = None
    steps: list[tuple[Mapping[str, Any], list[Any]]] = field(default_factory=list)
    """Each step with its hints."""


class Pictures:
    """The pictures of one problem: which ones its texts show, and which ones are missing."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.used: dict[str, str] = {}
        """Key -> file."""
        self.missing: dict[str, None] = {}
        figures = problem.folder.figures
        self._folded = {name.casefold(): name for name in figures} | {
            name.rpartition(".")[0].casefold(): name for name in figures
        }

    def shown(self, name: str) -> str:
        """The Markdown of a picture, or of a link to somewhere else."""
        if "://" in name:
            return f"<{name}>" if not set(name) & set("<> ") else plain(name)
        figures = self.problem.folder.figures
        found = name if name in figures else self._folded.get(name.casefold())
        if found is None:
            self.missing[name] = None
            return plain(f"[{name}]")
        key = f"{self.problem.key}/{found}"
        self.used[key] = figures[found]
        return f"![{plain_inside(found.rpartition('.')[0])}](media:{_address(key)})"


def steps_of(opened: Opened, problem: Problem, notes: Notes) -> list[tuple[Mapping[str, Any], list[Any]]]:
    """The steps in their order, each with the hints of its first pathway; what is broken is noted."""
    made: list[tuple[Mapping[str, Any], list[Any]]] = []
    for name in sorted(problem.folder.steps, key=step_order):
        place = problem.folder.steps[name]
        step = read_object(opened, name, place, "step", notes)
        if step is not None:
            made.append(({"id": name} | step, _help(opened, name, problem.folder.help.get(name, []), notes)))
    for name in problem.folder.help:
        if name not in problem.folder.steps:
            notes.left(name, problem.folder.help[name][0], "hints", "The step that they help with is not there.")
    return made


def read_object(opened: Opened, key: str, place: str, what: str, notes: Notes) -> dict[str, Any] | None:
    """A file that holds one object; None and a note where it does not."""
    try:
        found = loaded(opened, place)
    except ValueError as error:
        notes.left(key, place, what, str(error))
        return None
    if not isinstance(found, dict):
        notes.left(key, place, what, "It does not hold an object.")
        return None
    return found


def _help(opened: Opened, name: str, places: list[str], notes: Notes) -> list[Any]:
    first = sorted(places, key=lambda place: ("DefaultPathway" not in place, place))
    for place in first[1:]:
        notes.left(name, place, "hints", "A step has one ladder of hints: that of its first pathway came.")
    if not first:
        return []
    try:
        found = loaded(opened, first[0])
    except ValueError as error:
        notes.left(name, first[0], "hints", str(error))
        return []
    if isinstance(found, list):
        return found
    notes.left(name, first[0], "hints", "It does not hold a list.")
    return []


def arrivals(opened: Opened, problem: Problem, plans: Plans, notes: Notes) -> Iterator[Media | Question]:
    """The problem's pictures and the problem; one for each number of its variables."""
    problem.steps = steps_of(opened, problem, notes)
    place = problem.folder.problem
    values = values_in(problem.data, *(part for pair in problem.steps for part in pair))
    every = [problem.data, *(part for pair in problem.steps for part in pair)]
    strangers = list(dict.fromkeys(chain.from_iterable(unnamed(part, values) for part in every)))
    if strangers:
        told = ", ".join(strangers)
        notes.changed(
            problem.key, place, f"It names variables that it does not declare, which stay as written: {told}."
        )
    count = min(MOST, max(map(len, values.values()), default=1)) if _varies(every, values) else 1
    pictures = Pictures(problem)
    questions = [_question(_variant(problem, values, number, count), plans, pictures, notes) for number in range(count)]
    yield from _media(opened, problem, pictures, notes)
    for question in questions:
        if question is not None:
            yield question


def _varies(every: list[Any], values: Mapping[str, list[str]]) -> bool:
    """Whether a text names one of the variables."""
    return bool(values) and any(unnamed(part, {}) for part in every) and any(len(some) > 1 for some in values.values())


def _variant(problem: Problem, values: Mapping[str, list[str]], number: int, count: int) -> Problem:
    if not values:
        return problem
    key = f"{problem.key}#{number + 1}" if count > 1 else problem.key
    steps = [(filled(step, values, number), filled(hints, values, number)) for step, hints in problem.steps]
    return replace(problem, key=key, data=filled(dict(problem.data), values, number), steps=steps)


def _media(opened: Opened, problem: Problem, pictures: Pictures, notes: Notes) -> Iterator[Media]:
    for key, name in pictures.used.items():
        try:
            yield Media(_address(key), name, name.rpartition("/")[2], opened.bytes(name))
        except Exception as error:
            notes.left(key, name, "picture", f"It cannot be read: {error}")
    for missing in pictures.missing:
        notes.left(
            f"{problem.key}/{missing}", problem.folder.problem, "picture", "A text shows it, and it is not there."
        )
    for name, file in problem.folder.figures.items():
        if f"{problem.key}/{name}" not in pictures.used:
            notes.left(f"{problem.key}/{name}", file, "picture", "No text shows it.")


def _question(problem: Problem, plans: Plans, pictures: Pictures, notes: Notes) -> Question | None:
    place, data = problem.folder.problem, problem.data
    steps = [asked for step, hints in problem.steps if (asked := _asked(problem, step, hints, plans, pictures, notes))]
    if not steps:
        notes.left(problem.key, place, "item", "It has no step that could come.")
        return None
    origin, note = origin_of(data, problem.key, plans, _sources(problem))
    if note:
        notes.changed(problem.key, place, note)
    if pictures.used:
        notes.changed(problem.key, place, "Its pictures come without words for who does not see them: it has none.")
    head = in_line(data.get("title"), pictures.shown)
    body = markdown(data.get("body"), pictures.shown)
    prompt = body if head and head in body else "\n\n".join(part for part in (head, body) if part)
    skills = tuple(dict.fromkeys(name for asked in steps for name in asked.skills))
    named = title(str(data.get("title") or "").replace("$$", ""))
    return Question(
        problem.key, place, named, prompt, tuple(steps), plans.section(data, problem.lesson), skills, "", origin
    )


def _sources(problem: Problem) -> list[str]:
    hints = [hint for _, hints in problem.steps for hint in hints if isinstance(hint, dict)]
    return list(dict.fromkeys(oer for hint in hints if isinstance(oer := hint.get("oer"), str) and oer))


def _asked(
    problem: Problem, step: Mapping[str, Any], hints: list[Any], plans: Plans, pictures: Pictures, notes: Notes
) -> Asked | None:
    name = str(step["id"])
    place = problem.folder.steps.get(name, problem.folder.problem)
    answers = [answer for answer in _words(step.get("stepAnswer")) if bare(answer)]
    if not answers:
        notes.left(name, place, "step", "It has no answer.")
        return None
    found = _key(problem, step, answers, pictures)
    for sentence in found.told:
        notes.changed(problem.key, place, sentence)
    texts = (markdown(step.get(part), pictures.shown) for part in ("stepTitle", "stepBody"))
    skills = plans.skills.get(name, ())
    ladder: tuple[Hint, ...] = hints_of(hints, pictures.shown)
    silent = entries_in(hints) - len(ladder)
    if silent:
        notes.changed(problem.key, place, f"{silent} of its hints say nothing, and do not come.")
    prompt = "\n\n".join(text for text in texts if text)
    return Asked(name, found.kind, prompt, found.fields, ladder, "", tuple(map(skill_title, skills)))


def _key(problem: Problem, step: Mapping[str, Any], answers: list[str], pictures: Pictures) -> Key:
    choices = _words(step.get("choices"))
    if step.get("problemType") != "TextBox" and choices:
        found = choice_key(answers, choices, pictures.shown)
        if found is not None:
            return found
    kind, latex = str(step.get("answerType") or ""), step.get("answerLatex")
    found = key_of(answers, kind, latex if isinstance(latex, str) else "", context_of(problem.data, step))
    if choices:
        found = replace(found, told=(*found.told, "Its answer is typed: its choices do not come."))
    return found if kind in ("arithmetic", "string") or found.kind != "numeric" else _rounded(found, step)


def _rounded(found: Key, step: Mapping[str, Any]) -> Key:
    """OATutor compares what is neither arithmetic nor a string as numbers rounded to some places."""
    places = step.get("precision")
    near = Fraction(1, 2 * 10 ** (places if isinstance(places, int) and 0 <= places <= 12 else PRECISION))
    fields: dict[str, Json] = {**found.fields, "tolerance": str(near)}
    return replace(found, fields=fields)


def _words(value: Any) -> list[str]:
    """A list of texts, of which one may stand alone or be a number."""
    some = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in some if isinstance(one, str | int | float) and str(one).strip()]


def _address(key: str) -> str:
    """A key as it can stand in a link: no spaces and brackets."""
    return "".join(letter if letter.isalnum() or letter in "-_./#" else f"%{ord(letter):x}" for letter in key)
