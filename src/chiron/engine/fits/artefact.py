"""A fit as it is kept, and the learner models that can be fitted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from chiron.core.errors import NotFound
from chiron.core.learning.fitted.parameters import KIND, Fitted
from chiron.core.learning.fitted.report import Report
from chiron.core.learning.fitted.report import from_json as report_from_json
from chiron.core.learning.mastery import model
from chiron.core.learning.prediction import Parameters
from chiron.core.words import Json
from chiron.engine.fits import store
from chiron.engine.records.database import Connection, Row

KEPT = 50
"""So many of a course's latest fits are listed."""


class Parts(msgspec.Struct, frozen=True):
    """What is fitted: the learner model's parameters, those of the explainable prediction where they gain, and trees on
    what it leaves over where these do (``residual.read`` of their JSON). ``base``: what the trees were grown on, where
    that is not ``prediction``."""

    fitted: Fitted
    prediction: Parameters | None = None
    residual: Json | None = None
    base: Parameters | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """One fit of a course. ``parts`` and ``report`` are None once somebody whose events went in was erased.

    ``content`` is the course version whose difficulties were the prior; ``since`` when it was put to use, if it is.
    """

    course: str
    version: str
    kind: str
    learners: int
    content: str
    made: datetime
    since: datetime | None
    parts: Parts | None
    report: Report | None

    @property
    def fitted(self) -> Fitted | None:
        """The learner model's part."""
        return None if self.parts is None else self.parts.fitted


def version_of(parameters: Json) -> str:
    """The version that events name: the model's own, and a hash of the parameters. The same fit is the same version."""
    told = json.dumps(parameters, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{model(KIND).version}+{hashlib.sha256(told.encode()).hexdigest()[:12]}"


async def fit(conn: Connection, course: str, version: str) -> Fit:
    """One fit, by its version or the part of it behind the plus sign. Raises NotFound."""
    whole = version if "+" in version else f"{model(KIND).version}+{version}"
    found = await store.view_fit(conn, course, whole)
    if found is None:
        raise NotFound(f"There is no fit {version!r} of course {course!r} here.")
    return _fit(found)


async def fits(conn: Connection, course: str) -> list[Fit]:
    """A course's fits, newest first."""
    return [_fit(row) for row in await store.view_fits(conn, course, KEPT)]


async def learners(conn: Connection, course: str, version: str) -> Sequence[UUID]:
    """Whose events it used."""
    return await store.view_learners(conn, course, version)


def _fit(row: Row) -> Fit:
    return Fit(
        row["course"],
        row["version"],
        row["kind"],
        row["learners"],
        row["content"],
        row["made"],
        row["since"],
        None if row["parameters"] is None else msgspec.convert(row["parameters"], Parts),
        None if row["report"] is None else report_from_json(row["report"]),
    )
