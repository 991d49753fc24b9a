"""A course's content as a tree and pieces; ``composing`` puts them together again, the same where nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chiron.core.learning.media import captions_of
from chiron.core.learning.outline.tree import USED, From, Goal, Head, Item, Names, Skill, Text, Tree, Unit
from chiron.core.words import Json
from chiron.engine.library.drafting.pieces import files_named, hash_of, ideas_named, links_of
from chiron.engine.library.drafting.stems import stems_of

_FILMED = ("audio/", "video/")


@dataclass(frozen=True, slots=True)
class Apart:
    """A course taken apart. ``pieces`` are by hash."""

    tree: Tree
    pieces: dict[str, dict[str, Json]] = field(repr=False)


def take_apart(content: Mapping[str, Json], complete: Iterable[str] = ()) -> Apart:
    """The tree and the pieces of a course's content, as ``to_content`` gives it.

    ``complete`` are the languages into which all of it is translated: once something is not, they are no more offered.
    """
    return _TakingApart(content, frozenset(complete)).all()


class _TakingApart:
    """One use."""

    def __init__(self, content: Mapping[str, Json], complete: frozenset[str]) -> None:
        self.content = content
        self.complete = complete
        self.pieces: dict[str, dict[str, Json]] = {}
        self.next = 1
        self.media: dict[str, Json] = dict(content.get("media", {}))
        self.packages: dict[str, Json] = dict(content.get("packages", {}))
        self.named: set[str] = set()
        """Files and packages that some piece but the head names."""
        self.keys = {
            str(skill["id"]): self.key("s") for unit in content.get("units", ()) for skill in unit.get("skills", ())
        }
        self.languages = {tag: dict(one) for tag, one in content.get("languages", {}).items()}
        self.overlays = {tag: _copied(one.pop("texts", {})) for tag, one in self.languages.items()}
        self.captions = {
            name: [other for other in self.media if captions_of(name).fullmatch(other)]
            for name, file in self.media.items()
            if str(file.get("type", "")).startswith(_FILMED)
        }

    def key(self, letter: str) -> str:
        self.next += 1
        return f"{letter}{self.next - 1}"

    def all(self) -> Apart:
        units = tuple([self.unit(unit) for unit in self.content.get("units", ())])
        return Apart(Tree(self.head(), units, next=self.next), self.pieces)

    # -- pieces

    def piece(self, body: dict[str, Json], head: bool = False) -> str:
        """Keep a piece with the files that it names; its name, empty for an empty one."""
        body = {name: value for name, value in body.items() if value}
        names = files_named(body) if self.media and body else set[str]()
        names |= {other for name in names for other in self.captions.get(name, ())}
        packages = {str(link.get("package")) for link in links_of(body.get("content"))}
        if head:
            names |= self.media.keys() - self.named
            packages |= self.packages.keys() - self.named
        media = {name: self.media[name] for name in sorted(names) if name in self.media}
        given = {name: self.packages[name] for name in sorted(packages) if name in self.packages}
        self.named |= media.keys() | given.keys()
        body |= {name: value for name, value in (("media", media), ("packages", given)) if value}
        if not body:
            return ""
        name = hash_of(body)
        self.pieces[name] = body
        return name

    def overlay(self, way: tuple[str, ...]) -> dict[str, Json]:
        """What the languages have at a way, taken out of them, by tag."""
        found: dict[str, Json] = {}
        for tag, texts in self.overlays.items():
            around: list[tuple[dict[str, Any], str]] = []
            inner: Any = texts
            for name in way:
                if not isinstance(inner, dict) or name not in inner:
                    break
                around.append((inner, name))
                inner = inner[name]
            else:
                found[tag] = inner
                holder, name = around[-1]
                del holder[name]
                if not holder and len(around) > 1:
                    outer, of = around[-2]
                    del outer[of]
        return found

    # -- parts

    def unit(self, unit: Mapping[str, Json]) -> Unit:
        name, key = str(unit["id"]), self.key("u")
        skills = tuple([self.skill(name, skill) for skill in unit.get("skills", ())])
        texts = tuple([self.text(name, reading) for reading in unit.get("readings", ())])
        languages = self.overlay(("units", name))
        said = {"title": unit["title"], "summary": unit["summary"]} if languages else {}
        known = ("id", "title", "summary", "skills", "readings", "checks")
        piece = self.piece({"content": _without(unit, known), "languages": languages, "said": said})
        return Unit(key, name, unit["title"], unit["summary"], skills, texts, unit.get("checks"), piece)

    def skill(self, unit: str, skill: Mapping[str, Json]) -> Skill:
        way = ("units", unit, "skills", str(skill["id"]))
        templates = skill.get("templates", ())
        named = set[str]().union(*(ideas_named(template) for template in templates))
        # What an item's wrong answers name is looked up before the skill's own words are taken away.
        stems = stems_of(templates)
        items = tuple([self.item(way, skill, each, stem) for each, stem in zip(templates, stems, strict=True)])
        languages = self.overlay(way)
        own = _without(skill, ("id", "was", "title", "objective", "prerequisites", "templates"))
        loose = [wrong["id"] for wrong in own.get("misconceptions", ()) if wrong["id"] not in named]
        said = {"title": skill["title"], "objective": skill["objective"]} if languages else {}
        piece = self.piece({"content": own, "languages": languages, "said": said, "loose": loose})
        needed = tuple(self.keys[name] for name in skill.get("prerequisites", ()) if name in self.keys)
        return Skill(
            self.keys[str(skill["id"])],
            str(skill["id"]),
            skill["title"],
            skill["objective"],
            piece,
            needed,
            tuple(skill.get("was", ())),
            items,
            len(str(skill.get("lesson", "")).split()),
            _origin(skill),
            self.names(name for link in links_of(skill) for name in link.get("skills", ())),
        )

    def item(self, way: tuple[str, ...], skill: Mapping[str, Json], template: Mapping[str, Json], stem: str) -> Item:
        name = str(template["id"])
        ideas, words = self.ideas(way, skill, template)
        languages = self.overlay((*way, "templates", name))
        own = _without(template, ("id", "was", "purpose", "use", "difficulty"))
        piece = self.piece({"content": own, "languages": languages, "ideas": ideas, "ideas_in": words})
        steps = template.get("steps", ())
        return Item(
            self.key("i"),
            name,
            piece,
            stem,
            tuple(dict.fromkeys(str(step.get("kind", "")) for step in steps)),
            template.get("purpose", "fluency"),
            tuple(template.get("use", USED)),
            template.get("difficulty", 0.0),
            tuple(template.get("was", ())),
            _origin(template),
            self.names(step["skill"] for step in steps if step.get("skill")),
            changed=_changed(template),
        )

    def ideas(
        self, way: tuple[str, ...], skill: Mapping[str, Json], template: Mapping[str, Json]
    ) -> tuple[list[Json], dict[str, Json]]:
        """The skill's misconceptions that a template names, and their words in other languages by tag and id."""
        named = ideas_named(template)
        found = [wrong for wrong in skill.get("misconceptions", ()) if wrong["id"] in named]
        words: dict[str, Json] = {}
        for tag, texts in self.overlays.items() if found else ():
            inner: Any = texts
            for name in (*way, "misconceptions"):
                inner = inner.get(name, {}) if isinstance(inner, dict) else {}
            mine = {wrong["id"]: inner[wrong["id"]] for wrong in found if wrong["id"] in inner}
            if mine:
                words[tag] = mine
        return found, words

    def text(self, unit: str, reading: Mapping[str, Json]) -> Text:
        name = str(reading["id"])
        languages = self.overlay(("units", unit, "readings", name))
        said = {"title": reading["title"]} if languages else {}
        own = _without(reading, ("id", "title", "skills"))
        return Text(
            self.key("r"),
            name,
            reading["title"],
            self.piece({"content": own, "languages": languages, "said": said}),
            len(str(reading.get("text", "")).split()),
            tuple(self.keys[skill] for skill in reading.get("skills", ()) if skill in self.keys),
            _origin(reading),
            changed=_changed(reading),
        )

    def names(self, names: Iterable[str]) -> Names:
        return tuple((name, self.keys.get(name, "")) for name in dict.fromkeys(names))

    def head(self) -> Head:
        content = self.content
        audience, locale = content["audience"], dict(content.get("locale", {}))
        goals = tuple(
            Goal(goal["id"], goal["title"], tuple(self.keys[name] for name in goal["skills"] if name in self.keys))
            for goal in content.get("goals", ())
        )
        languages = {
            tag: {**one, "texts": self.overlays[tag], **({"complete": True} if tag in self.complete else {})}
            for tag, one in self.languages.items()
        }
        said: dict[str, Json] = {name: content.get(name) for name in ("title", "summary", "scope", "objectives")}
        said |= {"note": audience.get("note", ""), "goals": {goal.id: goal.title for goal in goals}}
        own = _without(content, _HEAD)
        if locale.pop("language", None) is not None or locale:
            own["locale"] = locale
        body = {"content": own, "languages": languages, "said": said if languages else {}}
        return Head(
            str(content["id"]),
            content["title"],
            content["summary"],
            content["licence"],
            tuple(content["authors"]),
            (audience["ages"][0], audience["ages"][1]),
            audience.get("note", ""),
            content["scope"],
            tuple(content["objectives"]),
            goals,
            content.get("locale", {}).get("language", "en"),
            self.piece(body, head=True),
            self.names(name for link in links_of(content) for name in link.get("skills", ())),
        )


_HEAD = (
    "format",
    "id",
    "title",
    "summary",
    "licence",
    "authors",
    "audience",
    "scope",
    "objectives",
    "goals",
    "locale",
    "units",
    "languages",
    "media",
    "packages",
)


def _without(of: Mapping[str, Json], names: Iterable[str]) -> dict[str, Json]:
    return {name: value for name, value in of.items() if name not in names}


def _origin(of: Mapping[str, Json]) -> From | None:
    found = of.get("origin")
    return From(found["title"], found.get("licence", "")) if found else None


def _changed(of: Mapping[str, Json]) -> bool:
    return bool((of.get("origin") or {}).get("changed"))


def _copied(value: Json) -> Json:
    """Maps anew: what is taken apart stays as it was."""
    return {name: _copied(inner) for name, inner in value.items()} if isinstance(value, dict) else value
