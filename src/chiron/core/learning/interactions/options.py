"""Options to pick from: what choice and multiple-choice share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.formula import authored, parse
from chiron.core.learning.interactions.base import Blamed, FormulaText, Kind, Typed, Words, blame
from chiron.core.learning.interactions.words import same_reading
from chiron.core.learning.replacement import fill
from chiron.core.words import Json


def _right(value: Any) -> Any:
    return authored(value).source if isinstance(value, bool) else value


class Option(Blamed):
    """One option; ``right`` is true, or a formula of the parameters."""

    text: Words
    right: Annotated[FormulaText, BeforeValidator(_right)] = "false"


class Fields(Part):
    """The authored fields."""

    options: tuple[Option, ...] = Field(min_length=2, max_length=12)
    shuffle: bool = True
    form_matters: bool = False
    """Whether options may be worth the same, as in "Which of these is in lowest terms?"; for the checker."""


class Options(Kind):
    """Options, of which some are right."""

    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """Options are numbered from 1 as they are shown, so that their ids tell nothing."""
        shown = [option for option in spec.options if option.applies(values)]
        order = chance.shuffled(shown) if spec.shuffle else shown
        task: list[Json] = []
        right: list[str] = []
        blamed: dict[str, Json] = {}
        for number, option in enumerate(order, 1):
            name = str(number)
            task.append({"id": name, "text": fill(option.text, values, locale.decimal)})
            if parse(option.right).truth(values):
                right.append(name)
            elif option.misconception or option.feedback:
                feedback = fill(option.feedback, values, locale.decimal) if option.feedback else None
                blamed[name] = {"misconception": option.misconception, "feedback": feedback}
        return {"options": task}, {"right": right, "wrong": blamed}

    def typed(self, response: Json) -> Typed:
        """The options picked."""
        return {"answer": list(response["chosen"])}

    def describe(self, task: Json, response: Json) -> str:
        """The texts of the options picked."""
        return "; ".join(_texts(task)[name] for name in response["chosen"])

    def answer(self, task: Json, key: Json) -> str:
        """The texts of the right options."""
        return "; ".join(_texts(task)[name] for name in key["right"])

    def right(self, task: Json, key: Json) -> Typed:
        """The right options."""
        return {"answer": list(key["right"])}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each wrong option that says something, by itself."""
        return [{"answer": [name]} for name in key["wrong"]]

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """Two options that read the same, or too few of them."""
        texts = [option["text"] for option in task["options"]]
        found = [
            f"Two options read the same: {text!r}."
            for number, text in enumerate(texts)
            if any(same_reading(text, other) for other in texts[:number])
        ]
        if len(texts) < 2:
            found.append("Fewer than two options are left.")
        for option in spec.options:
            if option.right == "true" and (option.misconception or option.feedback):
                found.append(f"The right option {option.text!r} has a misconception or feedback for a wrong one.")
        return found

    def known(self, task: Json, picked: list[str]) -> list[str]:
        """Those picked that are options, once each, in the order shown."""
        return [option["id"] for option in task["options"] if option["id"] in picked]


def first_blame(key: Json, picked: list[str]) -> tuple[str | None, str | None]:
    """The misconception and feedback of the first wrong option that was picked and says something."""
    for name in picked:
        if name in key["wrong"]:
            return blame(key, key["wrong"][name])
    return None, None


def _texts(task: Json) -> dict[str, str]:
    return {option["id"]: option["text"] for option in task["options"]}
