"""Into a course's folder: a new one, or one that was imported before, in which only what changed is changed.

What the author wrote or mended since stays. ``import.json`` in the folder says what came from where, and what it was.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.words import Json
from chiron.engine.library.files import Folder, Refused
from chiron.engine.library.importing.composing import Composed, Placed
from chiron.engine.library.importing.emitting import emitted
from chiron.engine.library.importing.reporting import Report
from chiron.engine.library.importing.shaping import digest
from chiron.engine.library.importing.writing import files, in_its_place, write
from chiron.engine.library.yamls import parse_yaml

MANIFEST = "import.json"


@dataclass(slots=True)
class Updated:
    """What became of a folder that was there already. Lists of ``skill/template`` and the like, sorted."""

    fresh: bool = True
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    yours: list[str] = field(default_factory=list)
    """Mended or taken out by the author, who knows better."""
    both: list[str] = field(default_factory=list)
    """Changed by the author and in the source since: the author's stays."""
    gone: list[str] = field(default_factory=list)
    """No longer in the source; they stay in the course."""

    def lines(self) -> Iterator[str]:
        """The counts in words; nothing for a new folder."""
        if self.fresh:
            return
        for name, told in (
            ("added", "new"),
            ("replaced", "changed in the source since the last import, and replaced"),
            ("same", "as before"),
            ("yours", "changed or taken out by you: left as they are"),
            ("both", "changed by you and in the source: yours stay"),
            ("gone", "no longer in the source: they stay in the course"),
        ):
            if found := getattr(self, name):
                yield f"{len(found)} {told}"
        for name in sorted(self.both):
            yield f"look at {name}: the source has another version now"


def manifest(folder: Path) -> dict[str, Placed]:
    """What an earlier import put into a folder, by the keys of its source; nothing where there was none.

    Raises InvalidInput for a folder that holds something else.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return {}
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
        return {key: Placed(*entry) for key, entry in told["placed"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{folder} is there already and was not made by an import. Give another folder with --to."
        raise InvalidInput(message, field="to") from error


def save(
    folder: Path, composed: Composed, report: Report, media: Path, beside: Mapping[str, str] | None = None
) -> Updated:
    """Write a composed course into its folder, all or nothing. ``media`` holds the files that texts may show.

    ``beside`` are further files of ours, by name.

    Raises InvalidInput for a folder that holds something else, or that cannot be read.
    """
    before = manifest(folder)
    updated = Updated(fresh=not before)
    texts = _Merge(folder, composed, before, updated).texts() if before else files(composed.content)
    texts |= beside or {}
    texts[MANIFEST] = _manifest(composed, before, report)
    with in_its_place(folder) as place:
        if before:
            shutil.copytree(folder, place, dirs_exist_ok=True, symlinks=True)
        write(place, texts)
        if composed.media:
            (place / "media").mkdir(exist_ok=True)
        for name in composed.media:
            shutil.copyfile(media / name, place / "media" / name)
        if composed.packages:
            (place / "packages").mkdir(exist_ok=True)
        for name in composed.packages:
            shutil.copyfile(media / name, place / "packages" / name)
    return updated


def _manifest(composed: Composed, before: dict[str, Placed], report: Report) -> str:
    placed = before | composed.placed
    entries = {key: [one.place, one.made] for key, one in sorted(placed.items())}
    told = {"format": 1, "source": report.source, "reader": report.format, "placed": entries}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


class _Merge:
    """Puts what came into a folder's own files; one use."""

    def __init__(self, folder: Path, composed: Composed, before: dict[str, Placed], updated: Updated) -> None:
        self.folder, self.composed, self.before, self.updated = folder, composed, before, updated
        self.changed: dict[str, str] = {}
        self.course = self._read("course.yaml")
        self.units = {name: self._read(f"units/{name}/unit.yaml") for name in self.course["units"]}
        self.skills = {
            skill: (unit, self._read(f"units/{unit}/{skill}.yaml"))
            for unit, fields in self.units.items()
            for skill in fields.get("skills", [])
        }
        self.touched: set[str] = set()

    def _read(self, name: str) -> Any:
        try:
            text = Folder(self.folder).text(name)
            if text is None:
                raise InvalidInput(f"{self.folder / name} is missing; put it back, or import into another folder.")
            return parse_yaml(name, text).value
        except Refused as refused:
            raise InvalidInput(f"{self.folder}: {refused.fault}") from None

    def texts(self) -> dict[str, str]:
        """The files that are different now."""
        for unit in self.composed.content["units"]:
            for skill in unit["skills"]:
                self._skill(unit, skill)
            for reading in unit["readings"]:
                self._reading(unit, reading)
        self._packages()
        came = {placed.place for placed in self.composed.placed.values()}
        self.updated.gone = sorted(placed.place for placed in self.before.values() if placed.place not in came)
        for name in self.touched:
            self.changed[name] = emitted(self._fields(name))
        for kind in ("added", "replaced", "same", "yours", "both"):
            getattr(self.updated, kind).sort()
        return self.changed

    def _packages(self) -> None:
        """A package that is new gets its resource; what the author made of an older one's stays."""
        known = {placed.place: placed.made for placed in self.before.values()}
        for placed in self.composed.placed.values():
            if not placed.place.startswith("packages/"):
                continue
            if placed.place in known:
                same = known[placed.place] == placed.made
                (self.updated.same if same else self.updated.replaced).append(placed.place)
                continue
            name = placed.place.removeprefix("packages/")
            self.course.setdefault("resources", []).extend(
                one for one in self.composed.content["resources"] if one["package"] == name
            )
            self.touched.add("course.yaml")
            self.updated.added.append(placed.place)

    def _fields(self, name: str) -> Any:
        parts = name.split("/")
        if name == "course.yaml":
            return self.course
        return self.units[parts[1]] if parts[2] == "unit.yaml" else self.skills[parts[2].removesuffix(".yaml")][1]

    def _unit(self, unit: Json) -> str:
        """The id of a unit in the folder, which is made where it is new."""
        name = str(unit["id"])
        if name not in self.units:
            self.units[name] = {"title": unit["title"], "summary": unit["summary"], "skills": []}
            self.course["units"] = [*self.course["units"], name]
            self.touched |= {"course.yaml", f"units/{name}/unit.yaml"}
        return name

    def _skill(self, unit: Json, skill: Json) -> None:
        name = str(skill["id"])
        if name not in self.skills:
            self._new_skill(self._unit(unit), name, skill)
            return
        home, fields = self.skills[name]
        standing = {str(one["id"]): one for one in fields["templates"]}
        old = {placed.place: placed.made for placed in self.before.values()}
        for template in skill["templates"]:
            place = f"{name}/{template['id']}"
            now = standing.get(str(template["id"]))
            if self._takes(place, old.get(place), digest(now) if now is not None else None, digest(template)):
                standing[str(template["id"])] = template
                self.touched.add(f"units/{home}/{name}.yaml")
        fields["templates"] = list(standing.values())

    def _new_skill(self, unit: str, name: str, skill: Json) -> None:
        made = {field: value for field, value in skill.items() if field != "id"}
        self.skills[name] = (unit, made)
        self.units[unit]["skills"] = [*self.units[unit].get("skills", []), name]
        for goal in self.course["goals"]:
            if goal["id"] == "all":
                goal["skills"] = [*goal["skills"], name]
        self.touched |= {"course.yaml", f"units/{unit}/unit.yaml", f"units/{unit}/{name}.yaml"}
        self.updated.added += [f"{name}/{template['id']}" for template in skill["templates"]]

    def _reading(self, unit: Json, reading: Json) -> None:
        home = self._unit(unit)
        place = f"{home}/readings/{reading['id']}"
        file = f"units/{place}.md"
        old = {placed.place: placed.made for placed in self.before.values()}
        listed = {str(one["id"]): one for one in self.units[home].get("readings", [])}
        try:
            text = (self.folder / file).read_text("utf-8")
        except OSError:
            text = None
        fields = {name: value for name, value in reading.items() if name != "text"}
        now = None
        if text is not None and reading["id"] in listed:
            now = digest({**listed[str(reading["id"])], "text": text.removesuffix("\n")})
        if self._takes(place, old.get(place), now, digest(reading)):
            self.changed[file] = f"{reading['text']}\n"
            listed[str(reading["id"])] = fields
            self.units[home]["readings"] = list(listed.values())
            self.touched.add(f"units/{home}/unit.yaml")

    def _takes(self, place: str, was: str | None, now: str | None, new: str) -> bool:
        """Whether the source's version goes into the folder. ``was``: as it was imported, ``now``: as it stands."""
        if was is None and now is None:
            kind = "added"
        elif now == new:
            kind = "same"
        elif now == was:
            kind = "replaced"
        else:
            kind = "yours" if new == was else "both"
        getattr(self.updated, kind).append(place)
        return kind in ("added", "replaced")
