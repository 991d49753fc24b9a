"""Labels for the numbered targets of a drawing."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, field_validator, model_validator

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Identifier, Locale, Part
from chiron.core.learning.exact import FormulaError, Value
from chiron.core.learning.interactions.base import Form, Kind, Typed, Unread, Words, Wrong, blame, only
from chiron.core.learning.interactions.labelling.places import Place
from chiron.core.learning.interactions.labelling.svg import Drawing, DrawingRefused, read_drawing
from chiron.core.learning.interactions.words import reading, same_reading
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

NEAREST = 0.03
"""Share of the drawing's longer side that two targets are apart at least, so that each can be hit."""


class WrongLabel(Wrong):
    """A wrong label that the author expects on a target."""

    label: Words


class Target(Part):
    """A part of the drawing, with words for those who do not see it."""

    id: Identifier
    label: Words
    description: Words
    at: tuple[float, float] | None = None
    wrong: tuple[WrongLabel, ...] = ()


class Fields(Part):
    """The authored fields. ``drawing`` names a file; once the course is read, it is the SVG itself."""

    drawing: str
    targets: tuple[Target, ...] = Field(min_length=2, max_length=12)
    extra: tuple[Words, ...] = Field(default=(), max_length=8)

    @field_validator("drawing")
    @classmethod
    def _safe(cls, text: str) -> str:
        try:
            if _is_read(text):
                read_drawing(text)
        except DrawingRefused as refused:
            raise ValueError(refused.message) from None
        return text

    @model_validator(mode="after")
    def _found(self) -> Fields:
        if not _is_read(self.drawing):
            return self
        known = read_drawing(self.drawing).places
        for target in self.targets:
            if target.at is None and target.id not in known:
                raise ValueError(f"the drawing has no circle, ellipse or rect with the id {target.id!r}; or give `at`")
        if len({target.id for target in self.targets}) < len(self.targets):
            raise ValueError("two targets have the same id")
        return self

    def place(self, target: Target) -> Place:
        """Where a target stands."""
        drawing: Drawing = read_drawing(self.drawing)
        if target.at is None:
            return drawing.places[target.id]
        x, y = target.at
        return Place((x - drawing.left) / drawing.width, (y - drawing.top) / drawing.height, 0, 0)


class Labelling(Kind):
    """See README.md beside this file."""

    kind = "labelling"
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """Targets are numbered as written; labels stand in an order drawn by chance, once each."""
        if not _is_read(spec.drawing):
            raise FormulaError(f"The drawing {spec.drawing[:80]!r} was not read.")
        drawing = read_drawing(spec.drawing)
        labels = [fill(target.label, values, locale.decimal) for target in spec.targets]
        extra = [fill(text, values, locale.decimal) for text in spec.extra]
        order = chance.shuffled(list(dict.fromkeys([*labels, *extra])))
        ids = {text: str(number) for number, text in enumerate(order, 1)}
        targets: list[Json] = []
        wrong: dict[str, Json] = {}
        for number, target in enumerate(spec.targets, 1):
            place = spec.place(target)
            description = fill(target.description, values, locale.decimal)
            targets.append({"id": str(number), "x": place.x, "y": place.y, "description": description})
            for entry in target.wrong:
                label = fill(entry.label, values, locale.decimal)
                if entry.applies(values) and label in ids:
                    feedback = fill(entry.feedback, values, locale.decimal) if entry.feedback else None
                    said = {"misconception": entry.misconception, "feedback": feedback}
                    wrong.setdefault(str(number), {})[ids[label]] = said
        task = {
            "drawing": drawing.markup,
            "size": [drawing.width, drawing.height],
            "themed": drawing.themed,
            "targets": targets,
            "labels": [{"id": name, "text": text} for text, name in ids.items()],
        }
        right = {str(number): ids[label] for number, label in enumerate(labels, 1)}
        return task, {"labels": right, "wrong": wrong}

    def read(self, task: Json, form: Form) -> Json:
        """The label of each target under ``answer.<target>``; every target needs one."""
        known = {label["id"] for label in task["labels"]}
        labels: dict[str, str] = {}
        for target in task["targets"]:
            field = f"answer.{target['id']}"
            picked = only(form, field)
            if picked not in known:
                raise Unread("fill-every", field=field)
            labels[target["id"]] = picked
        return {"labels": labels}

    def typed(self, response: Json) -> Typed:
        """The label of each target."""
        return {f"answer.{target}": [label] for target, label in response["labels"].items()}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """Right if every target is; credit is the share of right ones."""
        parts = {target: label == key["labels"][target] for target, label in response["labels"].items()}
        if all(parts.values()):
            return self.right_verdict()
        said = (key["wrong"].get(target, {}).get(label) for target, label in response["labels"].items())
        misconception, feedback = blame(key, next(filter(None, said), None))
        credit = sum(parts.values()) / len(parts)
        outcome = Outcome.PARTLY if credit else Outcome.INCORRECT
        return Verdict(outcome, self.checker, credit, misconception, feedback, parts)

    def describe(self, task: Json, response: Json) -> str:
        """Each target's description with its label."""
        return _named(task, response["labels"])

    def answer(self, task: Json, key: Json) -> str:
        """The same with the right labels."""
        return _named(task, key["labels"])

    def right(self, task: Json, key: Json) -> Typed:
        """The right labels."""
        return self.typed(key)

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each wrong label that the author expects, the others right; without any, every label one further."""
        right = self.right(task, key)
        found = [right | {f"answer.{target}": [label]} for target, each in key["wrong"].items() for label in each]
        ids = [label["id"] for label in task["labels"]]
        further = {target: ids[ids.index(label) - 1] for target, label in key["labels"].items()}
        return found or [self.typed({"labels": further})]

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Labels that read the same, a wrong one that is right or not offered, targets off the drawing or too near."""
        texts = [label["text"] for label in task["labels"]]
        found = [
            f"Two labels read the same: {text!r}."
            for number, text in enumerate(texts)
            if any(same_reading(text, other) for other in texts[:number])
        ]
        if len(texts) < 2:
            found.append("All targets have the same label.")
        for target, each in key["wrong"].items():
            if key["labels"][target] in each:
                found.append(f"Target {target} lists its right label as wrong.")
        for target in spec.targets:
            missing = [entry.label for entry in target.wrong if "@" not in entry.label and entry.label not in texts]
            found += [f"{target.id}: the wrong label {text!r} is not offered; write it in `extra`." for text in missing]
        names = {label["id"]: label["text"] for label in task["labels"]}
        for target in task["targets"]:
            label = reading(names[key["labels"][target["id"]]])
            if label and f" {label} " in f" {reading(target['description'])} ":
                found.append(f"The description of target {target['id']} says its label.")
        return found + _misplaced(task)

    def guess(self, task: Json) -> float:
        """Each target at random."""
        return float(len(task["labels"]) ** -len(task["targets"]))


def _is_read(drawing: str) -> bool:
    return drawing.lstrip().startswith("<")


def _misplaced(task: Json) -> list[str]:
    found = []
    width, height = task["size"]
    longer = max(width, height)
    for number, one in enumerate(task["targets"]):
        if not (0 <= one["x"] <= 1 and 0 <= one["y"] <= 1):
            found.append(f"Target {one['id']} stands off the drawing.")
        for other in task["targets"][:number]:
            apart = max(abs(one["x"] - other["x"]) * width, abs(one["y"] - other["y"]) * height) / longer
            if apart < NEAREST:
                found.append(f"Targets {other['id']} and {one['id']} stand on the same place.")
    return found


def _named(task: Json, labels: Mapping[str, str]) -> str:
    """The labels by the numbers that the drawing and its list show; descriptions would make a page of it."""
    texts = {label["id"]: label["text"] for label in task["labels"]}
    numbers = {target["id"]: number for number, target in enumerate(task["targets"], 1)}
    placed = sorted(labels.items(), key=lambda one: numbers[one[0]])
    return "; ".join(f"{numbers[target]} {texts[label]}" for target, label in placed)
