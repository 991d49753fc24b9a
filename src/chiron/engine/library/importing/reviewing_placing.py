"""What an author takes of the proposals, put into the course's folder and taken out of it again.

Only the files that change are read and written, each whole or not at all: a decision costs what it changes, however
large the course is. A skill's file stands from its first item to its last, as a course holds no skill without items.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any, Literal

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.importing.arriving import Origin, Question
from chiron.engine.library.importing.composing import Placed
from chiron.engine.library.importing.emitting import emitted
from chiron.engine.library.importing.proving import Prover, wrong_taken
from chiron.engine.library.importing.shaping import digest, locale_of, origin_from, origin_of, template_of
from chiron.engine.library.importing.standing import standing
from chiron.engine.library.importing.texts import identifier, in_one_line
from chiron.engine.library.importing.updating import MANIFEST, manifest
from chiron.engine.library.yamls import parse_yaml

READINGS = "readings"
ALL = "all"
"""The goal of an imported course that names every skill."""


def let_in(folder: Path) -> str:
    """Whether what is proposed waits until it is ``reviewed``, or the surest of it is ``taken`` at once.

    A course that cannot be read says nothing else than the rule.
    """
    try:
        course = parse_yaml("course.yaml", (folder / "course.yaml").read_text("utf-8")).value
    except (OSError, UnicodeDecodeError, Refused):
        return "reviewed"
    return "taken" if isinstance(course, dict) and course.get("proposals") == "taken" else "reviewed"


class Placing:
    """One course's folder while something of it is changed; ``save`` writes. Raises InvalidInput where it is broken."""

    def __init__(self, folder: Path, language: str, origin: Origin | None) -> None:
        self.folder, self.origin = folder, origin
        self.placed: dict[str, Placed] = manifest(folder)
        try:
            self._kept = Folder(folder)
        except Refused as refused:
            raise InvalidInput(f"{refused.fault}") from None
        self.course: Any = self._read("course.yaml")
        self.language = str((self.course.get("locale") or {}).get("language") or language)
        self._files: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._gone: set[str] = set()
        self._prover: Prover | None = None
        self._units: dict[str, Any] = {
            str(name): self._read(f"units/{name}/unit.yaml") for name in self.course["units"]
        }
        self._home = {str(skill): unit for unit, fields in self._units.items() for skill in fields.get("skills") or ()}

    # -- reading

    def _read(self, name: str) -> Any:
        try:
            text = self._kept.text(name)
            if text is None:
                raise InvalidInput(f"{name} of the course is missing. Import the text again.")
            return parse_yaml(name, text).value
        except Refused as refused:
            raise InvalidInput(f"{refused.fault}") from None

    def _file(self, skill: str) -> str:
        return f"units/{self._home[skill]}/{skill}.yaml"

    def fields(self, skill: str) -> Any:
        """What a skill's file holds."""
        name = self._file(skill)
        if name not in self._files:
            self._files[name] = self._read(name)
        return self._files[name]

    def stands(self, skill: str) -> bool:
        """Whether a skill of this id is in the course."""
        return skill in self._home

    def title(self, skill: str) -> str:
        """A skill's title."""
        return str(self.fields(skill)["title"])

    def items(self, skill: str) -> Iterator[str]:
        """The ids of a skill's templates."""
        yield from (str(one["id"]) for one in self.fields(skill)["templates"])

    def reading(self, place: str) -> str:
        """The title of a text to read, by its place ``unit/readings/id``."""
        unit, _, name = place.split("/", 2)
        listed = {str(one["id"]): str(one["title"]) for one in self._units.get(unit, {}).get("readings") or ()}
        return listed.get(name, name)

    def source(self, place: str) -> Origin | None:
        """Where a text to read comes from, by its place; None where it says nothing of its own."""
        unit, _, name = place.split("/", 2)
        listed = {str(one["id"]): one.get("origin") for one in self._units.get(unit, {}).get("readings") or ()}
        return origin_from(listed.get(name))

    def let(self, how: Literal["reviewed", "taken"]) -> None:
        """Say so in the course."""
        units = self.course.pop("units")
        self.course.pop("proposals", None)
        self.course |= {"proposals": "taken"} if how == "taken" else {}
        self.course["units"] = units
        self._touched.add("course.yaml")

    def glossary(self) -> list[Any]:
        """The course's glossary."""
        return self._read("glossary.yaml") or [] if (self.folder / "glossary.yaml").is_file() else []

    # -- skills

    def skill(self, page: str, title: str, objective: str, known: str = "", later: Container[str] = ()) -> str:
        """The id under which a skill of this title stands near a page; ``known`` where it stands there already.

        A new one is made, before those of its unit that the text teaches ``later``.
        """
        if known and self.stands(known):
            return known
        unit = self._unit(page)
        wanted = identifier(in_one_line(title), (), "skill")
        if self._home.get(wanted) == unit and self.title(wanted) == title:
            return wanted
        others = {path.stem for path in (self.folder / "units").glob(f"*/{READINGS}/*.md")} | set(self._home)
        free = bool(known) and known not in others
        name = known if free else identifier(in_one_line(title), others, "skill")
        self._home[name] = unit
        here = [str(each) for each in self._units[unit].get("skills") or ()]
        place = next((number for number, each in enumerate(here) if each in later), len(here))
        self._units[unit]["skills"] = [*here[:place], name, *here[place:]]
        made: dict[str, Json] = {"title": in_one_line(title), "objective": in_one_line(objective)}
        if self.origin is not None:
            made["origin"] = origin_of(self.origin)
        self._files[self._file(name)] = made | {"templates": []}
        for goal in self.course["goals"]:
            if goal["id"] == ALL:
                goal["skills"] = [*(goal.get("skills") or ()), name]
        self._touched |= {"course.yaml", f"units/{unit}/unit.yaml", self._file(name)}
        return name

    def _unit(self, page: str) -> str:
        """The unit of a page, else the first."""
        place = self.placed.get(page)
        unit = place.place.partition("/")[0] if place is not None else ""
        return unit if unit in self._units else next(iter(self._units))

    def describe(self, skill: str, title: str, objective: str) -> None:
        """Give a skill a title and an objective."""
        self.fields(skill).update(title=in_one_line(title), objective=in_one_line(objective))
        self._touched.add(self._file(skill))

    def sooner(self, first: str, second: str) -> bool:
        """Whether the course teaches one skill before another."""
        order = [str(name) for fields in self._units.values() for name in fields.get("skills") or ()]
        return order.index(first) < order.index(second)

    def before(self, skill: str) -> list[str]:
        """What comes before a skill."""
        return [str(name) for name in self.fields(skill).get("prerequisites") or ()]

    def put_before(self, skill: str, names: list[str]) -> None:
        """Say what comes before a skill."""
        fields = self.fields(skill)
        rest = {name: value for name, value in fields.items() if name not in ("title", "objective", "prerequisites")}
        fresh = {"title": fields["title"], "objective": fields["objective"]}
        self._files[self._file(skill)] = fresh | ({"prerequisites": names} if names else {}) | rest
        self._touched.add(self._file(skill))

    # -- items

    def made(self, question: Question, name: str, *, reviewed: bool = True, changed: bool = False) -> dict[str, Json]:
        """A question as a template that its own grader accepts. Raises InvalidInput with what is wrong with it.

        ``changed``: somebody wrote it anew, which its origin says.
        """
        template = template_of(name, question, standing(self.language))
        if self._prover is None:
            self._prover = Prover(locale_of(self.language))
        found = self._prover.prove(template)
        if found.refused:
            raise InvalidInput(found.refused)
        if changed and "origin" in template:
            template["origin"] |= {"changed": True}
        return template if reviewed else {"id": template.pop("id"), "reviewed": False, **template}

    def proved(self, question: Question) -> None:
        """Prove a question that is not an author's: its grader takes the right answer and refuses every wrong one that
        it offers. Raises InvalidInput."""
        template = self.made(question, "item")
        for wrong in wrong_taken(template, locale_of(self.language)):
            raise InvalidInput(f"A wrong answer is graded as right: {wrong}.")

    def put(self, question: Question, skill: str, *, reviewed: bool = True, changed: bool = False) -> str:
        """Put an item into a skill; its place. Raises InvalidInput where its grader refuses it, before any change."""
        known = self.placed.get(question.key)
        home, _, name = known.place.rpartition("/") if known is not None else ("", "", "")
        if home != skill:
            taken = set(self.items(skill)) | {
                one.place.rpartition("/")[2] for one in self.placed.values() if one.place.startswith(f"{skill}/")
            }
            name = identifier(question.title or question.key, taken, "item")
        template = self.made(question, name, reviewed=reviewed, changed=changed)
        fields = self.fields(skill)
        kept = [one for one in fields["templates"] if str(one["id"]) != name]
        fields["templates"] = [*kept, template]
        self._touched.add(self._file(skill))
        self.placed[question.key] = Placed(f"{skill}/{name}", digest(template))
        self._touched.add(MANIFEST)
        return f"{skill}/{name}"

    def drop(self, key: str) -> None:
        """Take an item out again, and its skill with it where it was the last. Nothing where it is not there."""
        known = self.placed.pop(key, None)
        self._touched.add(MANIFEST)
        home, _, name = known.place.rpartition("/") if known is not None else ("", "", "")
        if not self.stands(home):
            return
        fields = self.fields(home)
        fields["templates"] = [one for one in fields["templates"] if str(one["id"]) != name]
        self._touched.add(self._file(home))
        if not fields["templates"]:
            self._remove(home)

    def _remove(self, skill: str) -> None:
        unit, file = self._home[skill], self._file(skill)
        self._units[unit]["skills"] = [name for name in self._units[unit]["skills"] if name != skill]
        for goal in self.course["goals"]:
            goal["skills"] = [name for name in goal["skills"] if name != skill]
        for other in list(self._home):
            if other != skill and skill in self.before(other):
                self.put_before(other, [name for name in self.before(other) if name != skill])
        del self._home[skill], self._files[file]
        self._touched |= {"course.yaml", f"units/{unit}/unit.yaml"}
        self._touched.discard(file)
        self._gone.add(file)

    # -- writing

    def save(self) -> None:
        """Write what changed: what others name first, so that a crash leaves nothing named that is not there."""
        order = {"course.yaml": 2, MANIFEST: 3}
        for name in sorted(self._touched, key=lambda name: (order.get(name, name.endswith("/unit.yaml")), name)):
            self._write(name, self._text(name))
        for name in self._gone - self._touched:
            (self.folder / name).unlink(missing_ok=True)
        self._touched.clear()
        self._gone.clear()

    def _text(self, name: str) -> str:
        if name == MANIFEST:
            told = json.loads((self.folder / MANIFEST).read_text("utf-8"))
            told["placed"] = {key: [one.place, one.made] for key, one in sorted(self.placed.items())}
            return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        if name == "course.yaml":
            return emitted(self.course)
        if name.endswith("/unit.yaml"):
            return emitted(self._units[name.split("/")[1]])
        return emitted(self._files[name])

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_text(text, "utf-8", newline="\n")
        new.replace(path)
