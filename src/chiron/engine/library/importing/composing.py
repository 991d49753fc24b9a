"""From what arrives to the content of a course: questions under skills, pages as readings, words as a glossary.

Nothing is written here; ``writing`` does it. Every thing that arrives ends as one line of the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chiron.core.words import Json
from chiron.engine.library.importing.arriving import (
    About,
    Arrival,
    Asked,
    Media,
    Origin,
    Package,
    Page,
    Prerequisite,
    Question,
    Word,
)
from chiron.engine.library.importing.played import Packages
from chiron.engine.library.importing.proposing.wording import language_of
from chiron.engine.library.importing.proving import Prover
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.shaping import digests, locale_of, origin_of, parts_of, template_of
from chiron.engine.library.importing.standing import standing
from chiron.engine.library.importing.storing import Storing
from chiron.engine.library.importing.texts import identifier, in_one_line
from chiron.engine.library.media.kinds import Unknown
from chiron.engine.library.media.taking import ending_of, file_of

MOST_TEMPLATES = 200
"""In one skill; a deck of thousands becomes several skills, so that what is known of one says something."""
_MEDIA = re.compile(r"(!?\[[^\]\n]{0,2000}\]\()media:([^()\s]{1,400})(\))")
UNNAMED = "unknown"
READINGS = "/readings"
NOT_LEARNT = "It is its learner's own: they bring their reviews themselves, on the page Progress of the course."


@dataclass(slots=True)
class Unit:
    """A unit that grows."""

    id: str
    title: str
    skills: dict[str, Skill] = field(default_factory=dict)
    readings: list[Json] = field(default_factory=list)


@dataclass(slots=True)
class Skill:
    """A skill that grows."""

    id: str
    title: str
    templates: list[dict[str, Json]] = field(default_factory=list)
    before: list[str] = field(default_factory=list)


class _Any:
    """What is in one of several sets, without making one of them each time."""

    def __init__(self, *sets: Container[str]) -> None:
        self._sets = sets

    def __contains__(self, name: object) -> bool:
        return any(name in each for each in self._sets)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a thing of the source went, and a fingerprint of what was made of it."""

    place: str
    """``skill/template`` of an item, ``unit/readings/id`` of a page."""
    made: str


@dataclass(slots=True)
class Composed:
    """A course's content as JSON, the names of its media, and what the next import needs to know."""

    content: dict[str, Json]
    media: dict[str, str]
    """Name below ``media/`` -> key of the Media."""
    placed: dict[str, Placed]
    packages: tuple[str, ...] = ()
    """The files below ``packages``."""


class Composer:
    """Takes arrivals in order, then composes; one use. ``store`` keeps the bytes of a file that texts may show."""

    def __init__(
        self,
        report: Report,
        store: Callable[[str, bytes], None] | None = None,
        known: Mapping[str, str] | None = None,
    ) -> None:
        self.report = report
        self._known = known or {}
        """Key -> where an earlier import put it: ids stay, whatever was added before it in the source."""
        self.about = About("")
        self._store = Storing(store)
        self._units: dict[str, Unit] = {}
        self._skills: dict[str, tuple[Unit, Skill]] = {}
        """By the title under which the source knows it."""
        self._taken: set[str] = set()
        self._files: dict[str, tuple[str, str]] = {}
        """Key -> name below ``media/``, and its place in the source."""
        self._stems: set[str] = set()
        self._unshown: set[str] = set()
        """Keys of files that came and cannot be shown."""
        self._before: list[Prerequisite] = []
        self._placed: dict[str, str] = {}
        self._reviews = 0
        self._packages = Packages(report, self._store, self._known)
        self._proving: Prover | None = None
        self._reserved: dict[str, set[str]] = {}
        """What an earlier import put where: home -> ids."""
        for place in self._known.values():
            home, _, name = place.rpartition("/")
            self._reserved.setdefault(home, set()).add(name)
        self._texts = {name for home, names in self._reserved.items() if home.endswith(READINGS) for name in names}
        self._standing = {home for home in self._reserved if not home.endswith(READINGS)}
        self.pages: list[Page] = []
        """As they arrived, for what is proposed from texts."""
        self.words: list[Word] = []

    # -- what arrives

    def take(self, arrival: Arrival) -> None:
        """Take one thing of the source."""
        if isinstance(arrival, About):
            self.about = arrival
        elif isinstance(arrival, Question):
            self._question(arrival)
        elif isinstance(arrival, Page):
            self._page(arrival)
        elif isinstance(arrival, Media):
            self._media(arrival)
        elif isinstance(arrival, Word):
            self.words.append(arrival)
        elif isinstance(arrival, Prerequisite):
            self._before.append(arrival)
        elif isinstance(arrival, Package):
            self._packages.take(arrival, self.about.origin.licence if self.about.origin else UNNAMED)
        else:
            self._reviews += 1

    def take_all(self, arrivals: Iterable[Arrival]) -> None:
        """Take everything."""
        for arrival in arrivals:
            self.take(arrival)

    def _media(self, media: Media) -> None:
        try:
            file, data = file_of(media.data)
        except Unknown as why:
            self.report.left(media.key, media.place, "picture", f"It cannot be shown here. {why}")
            self._unshown.add(media.key)
            return
        if full := self._store.refused(data):
            self.report.left(media.key, media.place, "picture", full)
            self._unshown.add(media.key)
            return
        stem, _, ending = media.name.rpartition("/")[2].rpartition(".")
        name = identifier(stem or ending, self._stems, "picture")
        self._stems.add(name)
        name = f"{name}.{ending_of(file)}"
        self._files[media.key] = (name, media.place)
        self._store(name, data)

    def _question(self, question: Question) -> None:
        skill = self._home(question.section, question.skills, question.steps)
        taken = {str(one["id"]) for one in skill.templates}
        name = self._again(question.key, skill.id, taken) or identifier(
            question.title or question.key, taken | self._held(skill.id), "item"
        )
        made = template_of(name, question, standing(self.about.language))
        found = self._prover().prove(made)
        if found.refused:
            self.report.left(question.key, question.place, "item", found.refused)
            return
        for sentence in found.changed:
            self.report.changed(question.key, question.place, sentence)
        skill.templates.append(made)
        self._placed[question.key] = f"{skill.id}/{name}"
        self.report.steps += len(question.steps)
        self.report.gradable += found.gradable
        self.report.kept("item", question.key, question.place)

    def _prover(self) -> Prover:
        locale = locale_of(self.about.language)
        if self._proving is None or self._proving.locale.language != locale["language"]:
            self._proving = Prover(locale)
        return self._proving

    def _page(self, page: Page) -> None:
        self.pages.append(page)
        unit = self._unit(page.section)
        home = f"{unit.id}{READINGS}"
        parts = parts_of(page.text.strip())
        for number, text in enumerate(parts, 1):
            key = page.key if number == 1 else f"{page.key} {number}"
            title = in_one_line(page.title)
            if len(parts) > 1:
                title = standing(self.about.language).part.format(title, number)
            # Passages name a reading by its id alone: no other reading and no skill has it.
            others = _Any(self._taken, self._texts, self._standing)
            name = self._again(key, home, self._taken) or identifier(title, others, "reading")
            self._taken.add(name)
            made: dict[str, Json] = {"id": name, "title": title or name}
            if page.objectives:
                made["objectives"] = list(page.objectives)
            if page.origin is not None:
                made["origin"] = origin_of(page.origin)
            unit.readings.append(made | {"text": text})
            self._placed[key] = f"{home}/{name}"
        self.report.kept("page", page.key, page.place)

    # -- where it goes

    def _again(self, key: str, home: str, taken: set[str]) -> str:
        """The id under which an earlier import put this; empty where it did not, or put it elsewhere."""
        before, _, name = self._known.get(key, "").rpartition("/")
        return name if before == home and name not in taken else ""

    def _held(self, home: str) -> set[str]:
        """Ids below a skill or unit that an earlier import gave to others."""
        return self._reserved.get(home, set())

    def _unit(self, section: tuple[str, ...]) -> Unit:
        title = in_one_line(section[0]) if section else self.about.title or self.report.source
        if title not in self._units:
            taken = {unit.id for unit in self._units.values()}
            self._units[title] = Unit(identifier(title, taken, "unit"), title)
        return self._units[title]

    def _home(self, section: tuple[str, ...], skills: tuple[str, ...], steps: tuple[Asked, ...]) -> Skill:
        """The skill of a question: what the source names, else the innermost title around it."""
        names = [*skills, *(name for step in steps for name in step.skills)]
        title = in_one_line(names[0]) if names else in_one_line(" ".join(section[-1:]))
        title = title or self.about.title or self.report.source
        # Two sections of the same name in two chapters are two skills; a skill that the source names is one.
        key = title if names else "\0".join((*section, title))
        part = 1
        while True:
            inner = key if part == 1 else f"{key}\0{part}"
            if inner not in self._skills:
                unit = self._unit(section)
                shown = title if part == 1 else standing(self.about.language).part.format(title, part)
                skill = Skill(identifier(shown, _Any(self._taken, self._texts), "skill"), shown)
                self._taken.add(skill.id)
                self._skills[inner] = (unit, skill)
                unit.skills[skill.id] = skill
            found = self._skills[inner][1]
            if len(found.templates) < MOST_TEMPLATES:
                return found
            part += 1

    # -- the whole

    def compose(self, course_id: str = "", title: str = "") -> Composed:
        """The content of the course. Raises nothing: what is missing is filled, and told."""
        if not self.about.language and not any(skill.templates for _, skill in self._skills.values()):
            # Texts alone: nothing was written or proved in a language yet, and they tell their own.
            self.about = replace(self.about, language=language_of(page.text for page in self.pages))
        about, words = self.about, standing(self.about.language)
        title = title or in_one_line(about.title) or self.report.source
        if self._reviews:
            self.report.left(f"{self._reviews} reviews", self.report.source, "review", NOT_LEARNT)
        self._order()
        units = [self._unit_json(unit) for unit in self._units.values() if unit.readings or self._full(unit)]
        every = [str(skill["id"]) for unit in units for skill in unit["skills"]]
        origin = about.origin or Origin(title)
        content: dict[str, Json] = {
            "format": 1,
            "id": course_id or identifier(title, (), "course"),
            "title": title,
            "summary": about.summary or title,
            "licence": origin.licence or UNNAMED,
            "authors": list(origin.authors) or [UNNAMED],
            "audience": {"ages": [10, 99]},
            "scope": words.scope.format(title),
            "objectives": [words.objective.format(title)],
            "locale": locale_of(about.language),
            "goals": [{"id": "all", "title": words.whole.format(title), "skills": every}],
            "flows": {"opening": [*words.opening], "check_in": [*words.check_in], "ending": [*words.ending]},
            "glossary": [self._word(word) for word in self._glossary()],
            "units": units,
        }
        if self._packages.resources:
            content["resources"] = self._packages.resources
        media = self._named_media(content)
        made = digests(content)
        placed = {key: Placed(place, made[place]) for key, place in self._placed.items()}
        placed |= {key: Placed(*one) for key, one in self._packages.placed.items()}
        return Composed(content, media, placed, self._packages.names)

    def _full(self, unit: Unit) -> bool:
        return any(skill.templates for skill in unit.skills.values())

    def _unit_json(self, unit: Unit) -> dict[str, Json]:
        skills = [self._skill_json(skill) for skill in unit.skills.values() if skill.templates]
        return {"id": unit.id, "title": unit.title, "summary": unit.title, "skills": skills, "readings": unit.readings}

    def _skill_json(self, skill: Skill) -> Json:
        words = standing(self.about.language)
        made: dict[str, Json] = {"id": skill.id, "title": skill.title, "objective": words.objective.format(skill.title)}
        if skill.before:
            made["prerequisites"] = skill.before
        if self.about.origin is not None:
            made["origin"] = origin_of(self.about.origin)
        return made | {"templates": list(skill.templates)}

    def _order(self) -> None:
        """Prerequisites between skills that came, without circles: what would close one is left out and told."""
        known = {key: skill for key, (_, skill) in self._skills.items() if skill.templates}
        for one in self._before:
            after, before = known.get(one.skill), known.get(one.before)
            if after is None or before is None or after is before or before.id in after.before:
                continue
            if self._leads(after.id, before):
                why = f"It would close a circle: {one.before} builds on {one.skill} already."
                self.report.left(f"{one.skill} < {one.before}", self.report.source, "prerequisite", why)
                continue
            after.before.append(before.id)
            self.report.kept("prerequisite", f"{one.skill} < {one.before}", self.report.source)

    def _leads(self, wanted: str, skill: Skill) -> bool:
        by_id = {each.id: each for _, each in self._skills.values()}
        waiting, seen = [skill.id], set[str]()
        while waiting:
            name = waiting.pop()
            if name == wanted:
                return True
            if name not in seen:
                seen.add(name)
                waiting += by_id[name].before
        return False

    def _glossary(self) -> list[Word]:
        """Each term once; the first meaning stays."""
        first: dict[str, Word] = {}
        for word in self.words:
            same = first.setdefault(word.term.casefold(), word)
            if same is word:
                self.report.kept("term", word.key, word.place)
            else:
                self.report.left(word.key, word.place, "term", "The glossary has this term already.")
        return list(first.values())

    def _word(self, word: Word) -> Json:
        made: dict[str, Json] = {"term": word.term, "meaning": word.meaning.strip() or "?"}
        return made | ({"also": list(word.also)} if word.also else {})

    def _named_media(self, content: dict[str, Json]) -> dict[str, str]:
        """Put the files' names where their keys stand; what is named and did not come keeps its words alone."""
        named: dict[str, str] = {}
        missing: set[str] = set()

        def said(found: re.Match[str]) -> str:
            entry = self._files.get(found[2])
            if entry is None:
                missing.add(found[2])
                return found[1].removesuffix("](").lstrip("!").removeprefix("[")
            named[entry[0]] = found[2]
            return f"{found[1]}media/{entry[0]}{found[3]}"

        def walked(value: Any) -> Any:
            if isinstance(value, str):
                return _MEDIA.sub(said, value) if "media:" in value else value
            if isinstance(value, dict):
                return {name: walked(inner) for name, inner in value.items()}
            return [walked(inner) for inner in value] if isinstance(value, list) else value

        content |= walked(content)
        for key in sorted(missing - self._unshown):
            self.report.left(key, self.report.source, "picture", "The file that a text names is not there.")
        for key, (name, place) in self._files.items():
            if name in named:
                self.report.kept("picture", key, place)
            else:
                self.report.left(key, place, "picture", "No text shows it.")
        return named
