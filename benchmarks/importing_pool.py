"""OATutor's pool as it lies in its files, beside what the importer made of it.

The pool lies in ``../shared/data/content`` or the folder that CHIRON_BENCH_CONTENT names, and never in the repository.
Its files are read here a second time, apart from the importer. CHIRON_BENCH_EVERY=20 looks at each 20th problem.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from benchmarks.harness import CONTENT, Progress
from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.generate import Item, ItemStep, Maker
from chiron.engine.library.importing.composing import Composed, Composer
from chiron.engine.library.importing.formats.oatutor import READER
from chiron.engine.library.importing.opening import open_path
from chiron.engine.library.importing.reporting import Report

POOL = CONTENT / "oatutor" / "oatutor-content.tgz"
EVERY = int(os.environ.get("CHIRON_BENCH_EVERY", "1"))
SHOWN = 60
"""Exceptions that are named one by one."""

_PATH = re.compile(r"content-pool/([^/]+)/(?:\1\.json|steps/([^/]+)/(?:\2\.json|tutoring/[^/]+\.json))$")


@dataclass(slots=True)
class Source:
    """A problem as it lies in its files."""

    problem: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    hints: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def ordered(self) -> list[tuple[str, dict[str, Any]]]:
        """Steps by their last letters."""
        return sorted(self.steps.items(), key=lambda pair: (len(pair[0]), pair[0]))


@dataclass(slots=True)
class Tally:
    """What was counted, and the exceptions by class."""

    steps: int = 0
    good: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    found: dict[str, list[str]] = field(default_factory=dict)

    def miss(self, what: str, name: str) -> None:
        """One exception."""
        self.found.setdefault(what, []).append(name)

    def told(self, progress: Progress) -> str:
        """The classes, the largest first; each exception is named."""
        order = sorted(self.found.items(), key=lambda pair: -len(pair[1]))
        for what, names in order:
            progress(f"{len(names)} x {what}: {'; '.join(names[:SHOWN])}")
        return "; ".join(f"{len(names)} {what}" for what, names in order[:8])


@cache
def sources() -> dict[str, Source]:
    """Every problem of the pool, read from the archive."""
    found: dict[str, Source] = {}
    with tarfile.open(POOL) as archive:
        for member in archive:
            named = _PATH.search(member.name)
            if named is None or (file := archive.extractfile(member)) is None:
                continue
            source, data = found.setdefault(named[1], Source()), json.load(file)
            if named[2] is None:
                source.problem = data
            elif "/tutoring/" in member.name:
                source.hints.setdefault(named[2], []).extend(data)
            else:
                source.steps[named[2]] = data
    return {key: found[key] for key in sorted(found)[::EVERY]}


@cache
def composed() -> tuple[Composed, Report]:
    """The pool as the importer composes it."""
    opened = open_path(POOL)
    report = Report(source=opened.name)
    composer = Composer(report)
    composer.take_all(READER.read(opened, report))
    made = composer.compose()
    report.close()
    return made, report


class Items:
    """The items of the composed course, by the key of the question."""

    def __init__(self) -> None:
        made, _ = composed()
        self.places = {key: placed.place for key, placed in made.placed.items()}
        self.templates = {
            f"{skill['id']}/{template['id']}": template
            for unit in made.content["units"]
            for skill in unit["skills"]
            for template in skill["templates"]
        }
        around: dict[str, Any] = {"id": "imported", "title": "", "objective": "", "misconceptions": (), "templates": ()}
        course: dict[str, Any] = {"id": "imported", "locale": Locale(), "units": ()}
        self.course = Course.model_construct(**course)
        self.skill = Skill.model_construct(**around)

    def of(self, key: str) -> Item | None:
        """The item of a problem, of its first variant where it has some; None where it did not come."""
        place = self.places.get(key) or self.places.get(f"{key}#1")
        if place is None:
            return None
        template = Template.model_validate(self.templates[place])
        return Maker(self.course, self.skill, template).attempt(0, 0)


@cache
def items() -> Items:
    """The composed items."""
    return Items()


def pairs(tally: Tally) -> Iterator[tuple[str, Source, str, dict[str, Any], Item, ItemStep]]:
    """Each step of the source beside the one that came; what did not come is a miss."""
    for key, source in sources().items():
        item = items().of(key)
        tally.steps += len(source.steps)
        if item is None or len(item.steps) != len(source.steps):
            for name in source.steps:
                tally.miss("step that did not come", name)
            continue
        for (name, step), came in zip(source.ordered, item.steps, strict=True):
            yield key, source, name, _first_variant(source.problem, step), item, came


def _first_variant(problem: Mapping[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    values = {**problem.get("variabilization", {}), **step.get("variabilization", {})}
    text = json.dumps(step)
    for name, some in values.items():
        text = text.replace(f"@{{{name}}}", some[0])
    return dict(json.loads(text))
