"""Events in today's names, and what is recorded in the names of the version that it is recorded under.

The log keeps what was said when it was said: the names of the version that an event names. Only who folds or counts
hears them in today's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from chiron.core.events import About, Draft, Event
from chiron.core.learning.lineage.lines import Lineage
from chiron.core.learning.lineage.naming import Names
from chiron.core.learning.lineage.shape import Place
from chiron.core.learning.translation import kept_version
from chiron.core.words import Json

SKILLS = ("skill", "needs", "for", "missing")
"""Values of a policy's reason that are skills."""


class Naming(Protocol):
    """Whoever knows names: those of one version's course, or a line alone."""

    def skill(self, name: str) -> str: ...
    def item(self, place: Place) -> Place: ...
    def unit(self, name: str) -> str: ...
    def goal(self, name: str) -> str: ...


def heard_draft(draft: Draft, names: Names) -> Draft:
    """A draft that was recorded under a version, in today's names."""
    return _told(draft, _Known(names), _about(draft.about, names))


def heard(event: Event, names: Names) -> Event:
    """An event that was recorded under a version, in today's names."""
    draft = heard_draft(event.draft, names)
    return event if draft is event.draft else replace(event, draft=draft)


def said_about(about: About, back: Names) -> About:
    """What an event is about, given in today's names, in those of the version that it is recorded under."""
    if about.skill is None:
        return about
    if about.template is None:
        return replace(about, skill=back.skills.get(about.skill, about.skill))
    place = _home(about, back)
    if place is None:
        return replace(about, skill=back.skills.get(about.skill, about.skill))
    skill, template = back.items[place]
    own = back.steps.get((skill, template, about.step or ""))
    return replace(about, skill=own or skill, template=template)


def said_body(kind: str, body: Mapping[str, Json], back: Names) -> dict[str, Json]:
    """The body of an event, given in today's names, in those of the version that it is recorded under."""
    change = BODIES.get(kind)
    return dict(body) if change is None else change(dict(body), _Known(back))


def heard_by(event: Event, lineage: Lineage) -> Event:
    """An event in today's names where only the lineage is known, not the course of its version: for those who count
    items by their opening. What is told of a step at another skill than its item's may keep its item's old name."""
    about = event.draft.about
    line = lineage.line(kept_version(about.version)) if about is not None else None
    if about is None or not line:
        return event
    if about.skill is not None and about.template is not None:
        skill, template = line.item((about.skill, about.template))
        about = replace(about, skill=skill, template=template)
    elif about.skill is not None:
        about = replace(about, skill=line.skill(about.skill))
    draft = _told(event.draft, line, about)
    return event if draft is event.draft else replace(event, draft=draft)


def _about(about: About | None, names: Names) -> About | None:
    if about is None or about.skill is None:
        return about
    skill = names.skills.get(about.skill, about.skill)
    if about.template is None:
        return about if skill == about.skill else replace(about, skill=skill)
    place = _home(about, names)
    if place is None:
        return replace(about, skill=skill)
    now = names.items[place]
    # A step may exercise another skill than its item's: that one goes by its own name.
    own = place[0] != about.skill or (place[0], place[1], about.step or "") in names.steps
    return replace(about, skill=skill if own else now[0], template=now[1])


def _home(about: About, names: Names) -> Place | None:
    """The item that is meant: at the skill that is named, else the only one so called whose step is of that skill."""
    assert about.skill is not None
    assert about.template is not None
    if (about.skill, about.template) in names.items:
        return about.skill, about.template
    found = [place for place in names.items if place[1] == about.template]
    return found[0] if len(found) == 1 else None


class _Known:
    """Names as ``Naming``."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def skill(self, name: str) -> str:
        return self.names.skills.get(name, name)

    def item(self, place: Place) -> Place:
        return self.names.items.get(place, (self.skill(place[0]), place[1]))

    def unit(self, name: str) -> str:
        return self.names.units.get(name, name)

    def goal(self, name: str) -> str:
        return self.names.goals.get(name, name)


def _told(draft: Draft, naming: Naming, about: About | None) -> Draft:
    change = BODIES.get(draft.kind)
    body = draft.body if change is None else change(dict(draft.body), naming)
    return draft if about == draft.about and body == draft.body else replace(draft, about=about, body=body)


def _session_started(body: dict[str, Json], naming: Naming) -> dict[str, Json]:
    return body if body["skill"] is None else {**body, "skill": naming.skill(body["skill"])}


def _because(body: dict[str, Json], naming: Naming) -> dict[str, Json]:
    return {**body, "because": because_named(body.get("because") or {}, naming)}


def because_named(because: Mapping[str, Json], naming: Naming) -> dict[str, Json]:
    """A policy's values with the skills in them named anew."""
    told = dict(because)
    for name in SKILLS:
        if isinstance(told.get(name), str):
            told[name] = naming.skill(told[name])
    if isinstance(told.get("others"), Mapping):
        told["others"] = _summed(told["others"], naming)
    if "part" in told and "kind" in told:
        told["part"] = _part(told["kind"], told["part"], naming)
    return told


def _summed(chances: Mapping[str, Any], naming: Naming) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, chance in chances.items():
        now = naming.skill(name)
        found[now] = round(found[now] + chance, 4) if now in found else chance
    return found


def _goal(body: dict[str, Json], naming: Naming) -> dict[str, Json]:
    return {**body, "goal": naming.goal(body["goal"])}


def _sheet_opened(body: dict[str, Json], naming: Naming) -> dict[str, Json]:
    items = [[*naming.item((skill, template)), *rest] for skill, template, *rest in body["items"]]
    return {**body, "items": items, "part": _part(body["kind"], body["part"], naming)}


def _sheet_handed_in(body: dict[str, Json], naming: Naming) -> dict[str, Json]:
    scores: dict[str, list[int]] = {}
    for skill, score in body["scores"].items():
        now = naming.skill(skill)
        scores[now] = [a + b for a, b in zip(scores[now], score, strict=True)] if now in scores else list(score)
    return {**body, "scores": scores}


def _part(kind: Json, part: Json, naming: Naming) -> Json:
    return naming.unit(part) if kind == "unit" else naming.goal(part) if kind == "goal" else part


BODIES: Mapping[str, Callable[[dict[str, Json], Naming], dict[str, Json]]] = {
    "session.started": _session_started,
    "session.ended": _because,
    "item.opened": _because,
    "resource.offered": _because,
    "goal.set": _goal,
    "goal.assigned": _goal,
    "sheet.opened": _sheet_opened,
    "sheet.handed-in": _sheet_handed_in,
    "reviews.withdrawn": lambda body, naming: {**body, "skills": [naming.skill(each) for each in body["skills"]]},
}
"""The kinds of event whose bodies name parts of a course."""
