"""A tree and its pieces as a course's content. What ``taking_apart`` took apart comes back the same.

What is missing in a draft is filled so that it can be read: lines of talk, a goal for all skills. What a part names
that is not in the course (a skill that was taken out, a wrong idea that no item names any more) is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chiron.core.learning.outline.tree import USED, Goal, Item, Names, Skill, Text, Tree, Unit
from chiron.core.words import Json
from chiron.engine.library.drafting.pieces import ideas_named, links_of, with_files
from chiron.engine.library.faults import Places
from chiron.engine.library.importing.standing import STANDING
from chiron.engine.library.overlays import COMMAS

Pieces = Mapping[str, Mapping[str, Json]]


class Missing(LookupError):
    """A piece that is not kept: ``args[0]`` is its name."""


@dataclass(slots=True)
class Composed:
    """A course's content. ``places`` lead to parts by key, in the place of a file's name."""

    content: dict[str, Json]
    places: Places
    complete: frozenset[str] = frozenset()
    """Languages that are offered only while nothing is missing in them."""
    files: dict[str, str] = field(default_factory=dict)
    """The file of ``media`` by its SHA-256: names in the content."""


def compose(tree: Tree, pieces: Pieces, course_id: str | None = None) -> Composed:
    """The content. Raises Missing for a piece that ``pieces`` lacks."""
    return _Composing(tree, pieces).all(course_id)


class _Composing:
    """One use."""

    def __init__(self, tree: Tree, pieces: Pieces) -> None:
        self.tree, self.pieces = tree, pieces
        self.ids = {key: skill.id for key, skill in tree.skills.items()}
        self.places = Places()
        head = self.body(tree.head.piece)
        own = tree.head.language
        self.languages: dict[str, Any] = {
            tag: dict(one) if one.get("own", "en") == own else {**one, "own": own}
            for tag, one in head.get("languages", {}).items()
            if tag != own
        }
        self.words: dict[str, dict[str, Json]] = {tag: {} for tag in self.languages}
        """The units of each language."""
        self.media: dict[str, Json] = {}
        self.packages: dict[str, Json] = {}

    def body(self, piece: str) -> Mapping[str, Json]:
        """A piece with the names of its files as they are in this course."""
        if not piece:
            return {}
        found = self.pieces.get(piece)
        if found is None:
            raise Missing(piece)
        return found

    def filed(self, piece: str) -> Mapping[str, Json]:
        """The same, its files taken in: one that has another's name gets another name."""
        found = self.body(piece)
        media, packages = found.get("media"), found.get("packages")
        if not media and not packages:
            return found
        renamed = _taken(self.media, media or {})
        given = _taken(self.packages, packages or {})
        if not renamed and not given:
            return found
        made: Mapping[str, Json] = with_files(dict(found), renamed, given)
        if isinstance(made.get("content"), dict):
            made = {**made, "content": with_files(made["content"], renamed, given)}
        return made

    def all(self, course_id: str | None) -> Composed:
        head = self.filed(self.tree.head.piece)
        units = [self.unit(number, unit) for number, unit in enumerate(self.tree.units)]
        content = {**self.head(head), "units": units}
        if course_id is not None:
            content["id"] = course_id
        languages, said = self.translations(head.get("said", {}))
        if languages:
            content["languages"] = languages
        if self.media:
            content["media"] = self.media
        if self.packages:
            content["packages"] = self.packages
        return Composed(content, self.places, said)

    # -- head

    def head(self, body: Mapping[str, Json]) -> dict[str, Json]:
        head, own = self.tree.head, dict(body.get("content", {}))
        words = STANDING.get(head.language.partition("-")[0], STANDING["en"])
        links = self.links(own, head.names)
        if links is not None:
            own["resources"] = links
        if "flows" not in own:
            own["flows"] = {name: list(getattr(words, name)) for name in ("opening", "check_in", "ending")}
        locale = {**own.pop("locale", {}), "language": head.language}
        if not self.tree.head.piece and head.language in COMMAS:
            locale["decimal"] = ","
        goals = [goal for goal in map(self.goal, head.goals) if goal["skills"]]
        if not goals and self.ids:
            goals = [{"id": "all", "title": words.whole.format(head.title), "skills": list(self.ids.values())}]
        return {
            **own,
            "format": 1,
            "id": head.id,
            "title": head.title,
            "summary": head.summary or head.title,
            "licence": head.licence,
            "authors": list(head.authors),
            "audience": {"ages": list(head.ages), "note": head.note},
            "scope": head.scope or head.summary or head.title,
            "objectives": list(head.objectives) or [words.objective.format(head.title)],
            "goals": goals,
            "locale": locale,
        }

    def goal(self, goal: Goal) -> dict[str, Json]:
        return {"id": goal.id, "title": goal.title, "skills": self.there(goal.skills)}

    def there(self, keys: tuple[str, ...]) -> list[str]:
        """The ids of the skills that are in the course."""
        return [self.ids[key] for key in keys if key in self.ids]

    def links(self, own: Mapping[str, Json], names: Names) -> list[Json] | None:
        """Resources with the skills that they help with as these are called now; None where none says any."""
        if not names:
            return None
        keys, made = dict(names), list[Json]()
        for link in links_of(own):
            if "skills" in link:
                link = {**link, "skills": [name for name in (self.called(keys, s) for s in link["skills"]) if name]}
            made.append(link)
        return made

    def called(self, keys: Mapping[str, str], name: str) -> str | None:
        """What a skill that a piece names is called now; None where it is not in the course."""
        return self.ids.get(keys[name]) if name in keys else name

    def translations(self, said: Mapping[str, Json]) -> tuple[dict[str, Json], frozenset[str]]:
        """The languages with the words of every part; a title that was changed since is not translated any more."""
        made: dict[str, Json] = {}
        complete = set[str]()
        head = self.tree.head
        now = {name: getattr(head, name) for name in ("title", "summary", "scope")}
        now |= {"objectives": list(head.objectives), "note": head.note}
        for tag, one in self.languages.items():
            texts = dict(one.get("texts", {}))
            if said:
                stale = {name for name, value in now.items() if said.get(name) != value}
                texts = {name: value for name, value in texts.items() if name not in stale}
                if "note" in stale and isinstance(texts.get("audience"), dict):
                    texts["audience"] = _without(texts["audience"], {"note"})
                _prune_goals(texts, head.goals, said.get("goals", {}))
            if self.words[tag]:
                texts["units"] = {**texts.get("units", {}), **self.words[tag]}
            made[tag] = {**{name: value for name, value in one.items() if name != "complete"}, "texts": texts}
            if one.get("complete"):
                complete.add(tag)
        return made, frozenset(complete)

    # -- parts

    def unit(self, number: int, unit: Unit) -> dict[str, Json]:
        body = self.filed(unit.piece)
        self.places.note(("units", number), unit.key, {(): 1})
        for tag, words in self.told(body, {"title": unit.title, "summary": unit.summary}).items():
            self.words[tag][unit.id] = words
        way = (unit.id,)
        skills = [self.skill(way, ("units", number, "skills", at), skill) for at, skill in enumerate(unit.skills)]
        texts = [self.text(way, ("units", number, "readings", at), text) for at, text in enumerate(unit.texts)]
        made = {**body.get("content", {}), "id": unit.id, "title": unit.title, "summary": unit.summary}
        made |= {"skills": skills, "readings": texts}
        return {**made, "checks": unit.checks} if unit.checks else made

    def told(self, body: Mapping[str, Json], now: Mapping[str, Json]) -> dict[str, dict[str, Json]]:
        """The words of a part in each language of the course, without those whose original was changed."""
        said = body.get("said", {})
        stale = {name for name, value in now.items() if name in said and said[name] != value}
        found = body.get("languages", {})
        return {tag: _without(found[tag], stale) for tag in self.languages if tag in found}

    def within(self, tag: str, way: tuple[str, ...]) -> dict[str, Json]:
        """The words of a language at a way below its units, made where there are none."""
        inner: dict[str, Json] = self.words[tag]
        for name in way:
            if not isinstance(inner.get(name), dict):
                inner[name] = {}
            # Pieces stay as they are.
            inner[name] = dict(inner[name])
            inner = inner[name]
        return inner

    def skill(self, way: tuple[str, ...], path: tuple[str | int, ...], skill: Skill) -> dict[str, Json]:
        body = self.filed(skill.piece)
        self.places.note(path, skill.key, {(): 1})
        own = dict(body.get("content", {}))
        for tag, words in self.told(body, {"title": skill.title, "objective": skill.objective}).items():
            self.within(tag, (*way, "skills"))[skill.id] = words
        links = self.links(own, skill.names)
        if links is not None:
            own["resources"] = links
        templates = []
        ideas: dict[str, Json] = {}
        named = set[str](body.get("loose", ()))
        for at, item in enumerate(skill.items):
            found = self.filed(item.piece)
            self.places.note((*path, "templates", at), item.key, {(): 1})
            templates.append(self.item(item, found))
            named |= ideas_named(templates[-1])
            self.words_of_item((*way, "skills", skill.id), item, found)
            for idea in found.get("ideas", ()):
                ideas.setdefault(idea["id"], (idea, found.get("ideas_in", {})))
        self.ideas(own, (*way, "skills", skill.id), ideas, named)
        made = {**own, "id": skill.id, "title": skill.title, "objective": skill.objective, "templates": templates}
        needed = self.there(skill.prerequisites)
        return {**made, **_given("prerequisites", needed), **_given("was", list(skill.was))}

    def ideas(self, own: dict[str, Json], way: tuple[str, ...], found: Mapping[str, Any], named: set[str]) -> None:
        """The skill's misconceptions: those that its items name, brought along by them where it had none of the id."""
        kept = [wrong for wrong in own.get("misconceptions", ()) if wrong["id"] in named]
        gone = {wrong["id"] for wrong in own.get("misconceptions", ())} - named
        have = {wrong["id"] for wrong in kept}
        new = {name: value for name, value in found.items() if name not in have}
        kept += [wrong for wrong, _ in new.values()]
        own.pop("misconceptions", None)
        if kept:
            own["misconceptions"] = kept
        for name, (_, words) in new.items():
            for tag in words.keys() & self.languages.keys():
                self.within(tag, (*way, "misconceptions"))[name] = words[tag][name]
        for tag in self.languages if gone else ():
            inner = self.within(tag, (*way, "misconceptions"))
            for name in gone & inner.keys():
                del inner[name]

    def words_of_item(self, way: tuple[str, ...], item: Item, body: Mapping[str, Json]) -> None:
        for tag, words in self.told(body, {}).items():
            self.within(tag, (*way, "templates"))[item.id] = words

    def item(self, item: Item, body: Mapping[str, Json]) -> dict[str, Json]:
        made = {**body.get("content", {}), "id": item.id}
        if item.names:
            keys = dict(item.names)
            made["steps"] = [self.step(step, keys) for step in made.get("steps", ())]
        if item.purpose != "fluency":
            made["purpose"] = item.purpose
        if item.use != USED:
            made["use"] = list(item.use)
        if item.difficulty:
            made["difficulty"] = item.difficulty
        if item.changed:
            made |= _said_changed(made)
        return {**made, **_given("was", list(item.was))}

    def step(self, step: Json, keys: Mapping[str, str]) -> Json:
        if not isinstance(step, dict) or not step.get("skill"):
            return step
        name = self.called(keys, step["skill"])
        return {**step, "skill": name} if name else _without(step, {"skill"})

    def text(self, way: tuple[str, ...], path: tuple[str | int, ...], text: Text) -> dict[str, Json]:
        body = self.filed(text.piece)
        self.places.note(path, text.key, {(): 1})
        for tag, words in self.told(body, {"title": text.title}).items():
            self.within(tag, (*way, "readings"))[text.id] = words
        made = {**body.get("content", {}), "id": text.id, "title": text.title}
        if text.changed:
            made |= _said_changed(made)
        return {**made, **_given("skills", self.there(text.skills))}


def _said_changed(of: Mapping[str, Json]) -> dict[str, Json]:
    """The origin of a part whose words were changed says so."""
    return {"origin": {**of["origin"], "changed": True}} if of.get("origin") else {}


def _taken(known: dict[str, Json], files: Mapping[str, Json]) -> dict[str, str]:
    """Take files in; the new names of those whose name another file has."""
    renamed: dict[str, str] = {}
    for name, file in files.items():
        other = known.setdefault(name, file)
        if other != file:
            stem, point, suffix = name.rpartition(".")
            new = f"{(stem or suffix)[:80]}-{file['sha256'][:12]}{point}{suffix if stem else ''}"
            renamed[name] = new
            known[new] = file
    return renamed


def _prune_goals(texts: dict[str, Json], goals: tuple[Goal, ...], said: Mapping[str, Json]) -> None:
    """Leave out the translations of goals that are gone, or have another title now."""
    found = texts.get("goals")
    if isinstance(found, dict):
        now = {goal.id: goal.title for goal in goals}
        kept = {name: value for name, value in found.items() if now.get(name) == said.get(name) or name not in said}
        texts["goals"] = kept
        if not kept:
            del texts["goals"]


def _without(of: Json, names: set[str]) -> Json:
    if not names or not isinstance(of, dict):
        return of
    return {name: value for name, value in of.items() if name not in names}


def _given(name: str, value: list[Json]) -> dict[str, Json]:
    return {name: value} if value else {}
