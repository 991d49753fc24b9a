"""What a form of the outline asks for, as operations on the draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.errors import InvalidInput
from chiron.core.learning.outline import operations as o
from chiron.core.learning.outline.operations import Operation
from chiron.core.learning.outline.tree import Tree
from chiron.faces.web.language import _
from chiron.faces.web.teacher.access import first

Form = dict[str, list[str]]
FIELDS = {"add-unit": "new-unit", "add-skill": "skill-title", "change-unit": "unit-title"}
"""Where the refusal of a form is said, by what it does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be done, in order, and the part that the page comes back to."""

    operations: tuple[Operation, ...] = ()
    focus: str = ""
    place: str = ""
    """The query of the page to show afterwards, where it is another one."""


def read(tree: Tree, form: Form) -> Asked:
    """What a form of the outline page asks for. Raises InvalidInput."""
    do, _space, rest = first(form, "do").partition(" ")
    title = first(form, "title").strip()
    if do in ("up", "down"):
        return Asked((_step(tree, rest, "up" if do == "up" else "down"),), rest, _along(tree, rest))
    if do == "drop":
        part, _space, before = rest.partition(" ")
        return Asked((_dropped(tree, part, before),), part, _along(tree, part))
    if do == "add-unit":
        return Asked((o.AddUnit(title),), f"u{tree.next}", "?unit=last")
    if do == "add-skill":
        key = f"s{tree.next}"
        return Asked((o.AddSkill(rest, title, ""),), key, f"?at={key}")
    if do == "change-unit":
        return Asked((o.ChangeUnit(rest, title, first(form, "summary").strip()),), rest)
    if do == "remove":
        return Asked((o.RemoveUnit(rest),))
    return _picked(do, form)


def _along(tree: Tree, key: str) -> str:
    """The page goes along with a skill or text, into another unit too; a unit's own place opens nothing."""
    return f"?at={key}" if key in tree.unit_of else ""


def _step(tree: Tree, key: str, way: o.Way) -> Operation:
    if key in tree.texts:
        return o.StepText(key, way)
    if key in tree.skills:
        return o.StepSkill(key, way)
    if key in tree.items:
        return o.StepItem(key, way)
    return o.MoveUnit(key, way)


def _dropped(tree: Tree, key: str, before: str) -> Operation:
    """Move a part to stand before another one of its list, or at the end."""
    if key in tree.unit_of:
        unit = tree.unit_of[key]
        if key in tree.texts:
            return o.MoveTexts((key,), unit.key, place_before([text.key for text in unit.texts], key, before))
        return o.MoveSkills((key,), unit.key, place_before([skill.key for skill in unit.skills], key, before))
    place = place_before([unit.key for unit in tree.units], key, before)
    return o.MoveUnit(key, len(tree.units) - 1 if place is None else place)


def place_before(keys: Sequence[str], moved: str, before: str) -> int | None:
    """The place of what was dropped, counted without it; None for the end."""
    rest = [key for key in keys if key != moved]
    return rest.index(before) if before in rest else None


def _picked(do: str, form: Form) -> Asked:
    """What is done with everything that is picked."""
    skills, texts = tuple(form.get("skill", [])), tuple(form.get("text", []))
    if not skills and not texts:
        raise InvalidInput(_("Pick skills or readings first, by the boxes before them."))
    wanted: list[Operation] = []
    if do == "merge":
        if len(skills) < 2 or texts:
            raise InvalidInput(_("Pick two or more skills, and no reading, to make one of them."))
        return Asked((o.MergeSkills(skills[0], skills[1:]),), skills[0])
    if do == "into-unit":
        unit = first(form, "into")
        wanted += [o.MoveSkills(skills, unit)] if skills else []
        wanted += [o.MoveTexts(texts, unit)] if texts else []
        return Asked(tuple(wanted))
    if do == "take-out":
        wanted += [o.RemoveSkills(skills)] if skills else []
        wanted += [o.TakeOutTexts(texts)] if texts else []
        return Asked(tuple(wanted))
    raise InvalidInput(_("There is nothing like that to do here."))
