"""Drawing the values of a template's parameters.

Each parameter draws from a stream of its own, named after it, so that the order in which parameters are written or
stored changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Parameter, Template
from chiron.core.learning.exact import FormulaError, Value, from_authored, said, whole
from chiron.core.learning.formula import RESERVED, authored, parse

MOST_VALUES = 100_000
"""An integer parameter ranges over at most this many values."""
LONGEST_CHAIN = 50


class Draw(Mapping[str, Value]):
    """The values of one draw, each worked out when first asked for. Looking one up may raise FormulaError."""

    def __init__(self, parameters: Mapping[str, Parameter], stream: str) -> None:
        self._parameters = parameters
        self._stream = stream
        self._values: dict[str, Value] = {}
        self._open: list[str] = []

    def __getitem__(self, name: str) -> Value:
        if name in self._values:
            return self._values[name]
        parameter = self._parameters[name]
        if name in self._open:
            raise FormulaError(f"Parameters need each other in a circle: {' -> '.join([*self._open, name])}.")
        if len(self._open) >= LONGEST_CHAIN:
            raise FormulaError(f"{name!r} is needed through more than {LONGEST_CHAIN} parameters, one by the other.")
        self._open.append(name)
        try:
            self._values[name] = self._drawn(name, parameter)
        except RecursionError:
            raise FormulaError(f"{name!r} is worked out through formulas that are nested too deeply.") from None
        finally:
            self._open.pop()
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._parameters))

    def __len__(self) -> int:
        return len(self._parameters)

    def _drawn(self, name: str, parameter: Parameter) -> Value:
        if "compute" in parameter:
            value = authored(parameter["compute"]).value(self)
            words = parameter.get("shown", {})
            return said(value, words[value]) if isinstance(value, str) and value in words else value
        chance = Chance(self._stream, name)
        if "choice" in parameter:
            number = chance.below(len(parameter["choice"]))
            value = from_authored(parameter["choice"][number])
            return said(value, from_authored(parameter["shown"][number])) if "shown" in parameter else value
        return from_authored(chance.pick(self._integers(name, parameter)))

    def _integers(self, name: str, parameter: Parameter) -> range | list[int]:
        low, high = (whole(authored(bound).value(self)) for bound in parameter["integer"])
        step = whole(authored(parameter.get("step", 1)).value(self))
        if step < 1 or (high - low) // step >= MOST_VALUES:
            raise FormulaError(f"{name!r} ranges over too many values, or its step is not positive.")
        every = range(low, high + 1, step)
        barred = {authored(value).value(self) for value in parameter.get("except", ())}
        left = [value for value in every if value not in barred] if barred else every
        if not left:
            raise FormulaError(f"{name!r} has no value left to draw from {low} to {high}.")
        return left


def draw(template: Template, stream: str) -> Draw | None:
    """One draw, or None when it does not satisfy ``where``. Raises FormulaError when a value cannot be worked out."""
    values = Draw(template.parameters, stream)
    for source in template.where:
        try:
            if not parse(source).truth(values):
                return None
        except FormulaError:
            return None
    for name in values:
        values[name]
    return values


def shape_faults(template: Template) -> list[tuple[str, str]]:
    """What is wrong with how parameters and ``where`` are written: (parameter or ``where``, sentence)."""
    found: list[tuple[str, str]] = []
    for name, parameter in template.parameters.items():
        try:
            _check(name, parameter, template.parameters.keys())
        except FormulaError as error:
            found.append((name, error.message))
    for source in template.where:
        try:
            _known(parse(source).names, template.parameters.keys())
        except FormulaError as error:
            found.append(("where", error.message))
    return found


def _check(name: str, parameter: Parameter, names: Any) -> None:
    if name in RESERVED:
        raise FormulaError(f"{name!r} has a meaning in formulas; choose another name.")
    kinds = {"integer", "choice", "compute"} & parameter.keys()
    if len(kinds) != 1:
        raise FormulaError(f"{name!r} needs exactly one of integer, choice and compute.")
    (kind,) = kinds
    if kind != "integer" and parameter.keys() != {kind}:
        raise FormulaError(f"{name!r}: step and except belong to integer only.")
    formulas: list[object] = []
    if kind == "compute":
        formulas = [parameter["compute"]]
    elif kind == "choice":
        _check_choice(name, parameter["choice"])
    else:
        bounds, barred = parameter["integer"], parameter.get("except", [])
        if not isinstance(bounds, list | tuple) or len(bounds) != 2 or not isinstance(barred, list | tuple):
            raise FormulaError(f"{name!r} is written {{integer: [from, to]}}, with except: [...] if wanted.")
        formulas = [*bounds, *barred, parameter.get("step", 1)]
    for formula in formulas:
        _known(authored(formula).names, names)


def _check_choice(name: str, choices: object) -> None:
    if not isinstance(choices, list | tuple) or not choices:
        raise FormulaError(f"{name!r} is written {{choice: [one, another]}}.")
    values = [from_authored(choice) for choice in choices]
    shapes = {frozenset(value) if isinstance(value, Mapping) else type(value) for value in values}
    if len(shapes) != 1:
        raise FormulaError(f"{name!r}: all choices must be of one kind, and records have the same fields.")


def _known(used: frozenset[str], names: Any) -> None:
    unknown = sorted(used - set(names))
    if unknown:
        raise FormulaError(f"There is no parameter called {unknown[0]!r}.")
