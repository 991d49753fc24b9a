"""Expressions of QTI, worked out (QTI 2.2 information model, section 6: Expressions).

What is not defined for its values is NULL, as the model says. What this reader does not know raises Undecided: a key
is then never guessed. Every number, container and pattern is bounded, as the source is a stranger's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from chiron.engine.library.importing.formats.qti import numbers
from chiron.engine.library.importing.formats.qti.areas import inside
from chiron.engine.library.importing.formats.qti.patterns import fits
from chiron.engine.library.importing.formats.qti.scope import Scope, number, said
from chiron.engine.library.importing.formats.qti.values import (
    Declared,
    Many,
    Single,
    Undecided,
    Value,
    many,
    members,
    single,
)
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children, local


def evaluate(element: Element, scope: Scope) -> Value:
    """The value of an expression. Raises Undecided."""
    scope.spend()
    name = local(element)
    rule = _RULES.get(name)
    if rule is None:
        raise Undecided(f"the expression {name}")
    try:
        return rule(element, scope)
    except (IndexError, KeyError, TypeError, ValueError, ArithmeticError):
        raise Undecided(f"the expression {name} of what it is given") from None


def truth(element: Element, scope: Scope) -> bool:
    """Whether a condition holds; NULL does not."""
    return evaluate(element, scope) is True


def _inner(element: Element, scope: Scope) -> list[Value]:
    return [evaluate(each, scope) for each in children(element)]


def _numbers(element: Element, scope: Scope) -> list[float | int] | None:
    found: list[float | int] = []
    for value in _inner(element, scope):
        each = [number(one) for one in members(value)]
        if not each or None in each:
            return None
        found += [one for one in each if one is not None]
    return found


# -- values


def _base_value(element: Element, scope: Scope) -> Value:  # noqa: ARG001 - as every rule
    return single("".join(element.itertext()), element.get("baseType") or "string")


def _variable(element: Element, scope: Scope) -> Value:
    name = (element.get("identifier") or "").strip()
    if name not in scope.values:
        raise Undecided(f"the variable {name}, which nothing declares")
    return scope.values[name]


def _declared(element: Element, scope: Scope) -> Declared:
    name = (element.get("identifier") or "").strip()
    if name not in scope.declared:
        raise Undecided(f"the variable {name}, which nothing declares")
    return scope.declared[name]


def _correct(element: Element, scope: Scope) -> Value:
    found = _declared(element, scope)
    return scope.correct.get(found.name, found.correct)


def _map_response(element: Element, scope: Scope) -> Value:
    found = _declared(element, scope)
    if found.mapping is None:
        raise Undecided(f"a mapping of {found.name}, which has none")
    return found.mapping.total(scope.values.get(found.name))


def _map_point(element: Element, scope: Scope) -> Value:
    found = _declared(element, scope)
    left = list(found.areas)
    total = 0.0
    for point in members(scope.values.get(found.name)):
        hit = next((area for area in left if inside(point, area.shape, area.coords)), None)
        total += hit.points if hit else found.area_default
        if hit:
            left.remove(hit)
    return total


# -- containers


def _container(ordered: bool) -> Callable[[Element, Scope], Value]:
    def made(element: Element, scope: Scope) -> Value:
        return many([one for value in _inner(element, scope) for one in members(value)], ordered)

    return made


def _index(element: Element, scope: Scope) -> Value:
    (value,) = _inner(element, scope)
    at = said(element, "n", scope)
    every = members(value)
    return every[int(at) - 1] if at is not None and 1 <= at <= len(every) else None


def _two(element: Element, scope: Scope) -> tuple[Value, Value]:
    inner = _inner(element, scope)
    if len(inner) != 2:
        raise Undecided(f"{local(element)} of {len(inner)} values")
    return inner[0], inner[1]


def _member(element: Element, scope: Scope) -> Value:
    one, every = _two(element, scope)
    if one is None or every is None:
        return None
    return any(_same(one, each) for each in members(every))


def _contains(element: Element, scope: Scope) -> Value:
    every, part = _two(element, scope)
    if every is None or part is None:
        return None
    whole, wanted = list(members(every)), list(members(part))
    if isinstance(every, Many) and every.ordered:
        spans = range(len(whole) - len(wanted) + 1)
        return any(whole[at : at + len(wanted)] == wanted for at in spans)
    return all(whole.count(each) >= wanted.count(each) for each in wanted)


def _delete(element: Element, scope: Scope) -> Value:
    gone, every = _two(element, scope)
    if every is None or gone is None:
        return None
    ordered = isinstance(every, Many) and every.ordered
    return many([each for each in members(every) if each not in members(gone)], ordered)


def _repeat(element: Element, scope: Scope) -> Value:
    times = said(element, "numberRepeats", scope, 0)
    found: list[Single] = []
    for _ in range(min(int(times or 0), 1000)):
        found += [one for value in _inner(element, scope) for one in members(value)]
    return many(found, True)


def _random(element: Element, scope: Scope) -> Value:
    every = members(_inner(element, scope)[0])
    if scope.chance is None:
        raise Undecided("chance in the marking")
    return scope.chance.choice(every) if every else None


def _random_integer(element: Element, scope: Scope) -> Value:
    low, high = said(element, "min", scope, 0), said(element, "max", scope)
    step = said(element, "step", scope, 1)
    if scope.chance is None or low is None or high is None or not step or step <= 0 or high < low:
        raise Undecided("a random number without bounds")
    return int(low) + int(step) * scope.chance.randint(0, int((high - low) // step))


def _random_float(element: Element, scope: Scope) -> Value:
    low, high = said(element, "min", scope, 0), said(element, "max", scope)
    if scope.chance is None or low is None or high is None:
        raise Undecided("a random number without bounds")
    return scope.chance.uniform(low, high)


# -- logic


def _and(element: Element, scope: Scope) -> Value:
    unknown = False
    for each in children(element):
        value = evaluate(each, scope)
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def _or(element: Element, scope: Scope) -> Value:
    unknown = False
    for each in children(element):
        value = evaluate(each, scope)
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def _not(element: Element, scope: Scope) -> Value:
    (value,) = _inner(element, scope)
    return None if value is None else value is not True


def _any_n(element: Element, scope: Scope) -> Value:
    inner = _inner(element, scope)
    low, high = said(element, "min", scope, 0), said(element, "max", scope, len(inner))
    yes = sum(value is True for value in inner)
    unknown = sum(value is None for value in inner)
    if low is None or high is None:
        return None
    if yes > high or yes + unknown < low:
        return False
    return True if yes >= low and yes + unknown <= high else None


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, Many) != isinstance(other, Many):
        # Authors match a container of one against its member; delivery engines allow it.
        return members(one) == members(other)
    if isinstance(one, bool) != isinstance(other, bool):
        return False
    if isinstance(one, Many) and isinstance(other, Many) and len(one.members) != len(other.members):
        return False
    return one == other


def _match(element: Element, scope: Scope) -> Value:
    one, other = _two(element, scope)
    return None if one is None or other is None else _same(one, other)


def _string_match(element: Element, scope: Scope) -> Value:
    one, other = _two(element, scope)
    if one is None or other is None:
        return None
    first, second = str(members(one)[0]), str(members(other)[0])
    if (element.get("caseSensitive") or "true") in ("false", "0"):
        first, second = first.casefold(), second.casefold()
    inner = (element.get("substring") or "false") in ("true", "1")
    return second in first if inner else first == second


def _substring(element: Element, scope: Scope) -> Value:
    part, whole = _two(element, scope)
    if part is None or whole is None:
        return None
    first, second = str(part), str(whole)
    if (element.get("caseSensitive") or "true") in ("false", "0"):
        first, second = first.casefold(), second.casefold()
    return first in second


def _pattern(element: Element, scope: Scope) -> Value:
    (value,) = _inner(element, scope)
    pattern = element.get("pattern") or ""
    if value is None:
        return None
    return fits(pattern, str(members(value)[0]))


# -- numbers


def _equal(element: Element, scope: Scope) -> Value:
    one, other = (number(value) for value in _two(element, scope))
    if one is None or other is None:
        return None
    return numbers.equal(one, other, element.get("toleranceMode") or "exact", _tolerances(element, scope), element)


def _tolerances(element: Element, scope: Scope) -> list[float]:
    found: list[float] = []
    for text in (element.get("tolerance") or "").split():
        if text in scope.values:
            found += [float(one) for one in members(scope.values[text]) if isinstance(one, int | float)]
        else:
            try:
                found.append(float(text[:40]))
            except ValueError:
                raise Undecided(f"a tolerance of {text[:40]!r}") from None
    return found


def _equal_rounded(element: Element, scope: Scope) -> Value:
    one, other = (number(value) for value in _two(element, scope))
    figures = said(element, "figures", scope)
    if one is None or other is None or figures is None:
        return None
    mode = element.get("roundingMode") or "significantFigures"
    return numbers.rounded(one, mode, int(figures)) == numbers.rounded(other, mode, int(figures))


def _round_to(element: Element, scope: Scope) -> Value:
    (value,) = (number(each) for each in _inner(element, scope))
    figures = said(element, "figures", scope)
    if value is None or figures is None:
        return None
    return numbers.rounded(value, element.get("roundingMode") or "significantFigures", int(figures))


def _compared(test: Callable[[float, float], bool]) -> Callable[[Element, Scope], Value]:
    def made(element: Element, scope: Scope) -> Value:
        one, other = (number(value) for value in _two(element, scope))
        return None if one is None or other is None else test(one, other)

    return made


def _folded(fold: Callable[[list[float | int]], float | int | None]) -> Callable[[Element, Scope], Value]:
    def made(element: Element, scope: Scope) -> Value:
        every = _numbers(element, scope)
        if every is None:
            return None
        try:
            return numbers.bounded(fold(every))
        except (ArithmeticError, ValueError):
            return None
        except (TypeError, IndexError):
            raise Undecided(f"{local(element)} of {len(every)} values") from None

    return made


def _named(table: dict[str, Callable[..., float | int]]) -> Callable[[Element, Scope], Value]:
    def made(element: Element, scope: Scope) -> Value:
        rule = table.get(element.get("name") or "")
        if rule is None:
            raise Undecided(f"{local(element)} {element.get('name')}")
        return _folded(lambda every: rule(*every) if local(element) == "mathOperator" else rule(every))(element, scope)

    return made


def _constant(element: Element, scope: Scope) -> Value:  # noqa: ARG001 - as every rule
    found = {"pi": math.pi, "e": math.e}.get(element.get("name") or "")
    if found is None:
        raise Undecided("a constant without a name")
    return found


def _inside(element: Element, scope: Scope) -> Value:
    (value,) = _inner(element, scope)
    coords = [float(part) for part in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", element.get("coords") or "")]
    shape = element.get("shape") or "default"
    return None if value is None else any(inside(point, shape, tuple(coords)) for point in members(value))


_RULES: dict[str, Callable[[Element, Scope], Value]] = {
    "baseValue": _base_value,
    "variable": _variable,
    "correct": _correct,
    "default": lambda element, scope: _declared(element, scope).default,
    "mapResponse": _map_response,
    "mapResponsePoint": _map_point,
    "null": lambda _element, _scope: None,
    "multiple": _container(False),
    "ordered": _container(True),
    "containerSize": lambda element, scope: len(members(_inner(element, scope)[0])),
    "isNull": lambda element, scope: _inner(element, scope)[0] in (None, ""),
    "index": _index,
    "member": _member,
    "contains": _contains,
    "delete": _delete,
    "repeat": _repeat,
    "random": _random,
    "randomInteger": _random_integer,
    "randomFloat": _random_float,
    "and": _and,
    "or": _or,
    "not": _not,
    "anyN": _any_n,
    "match": _match,
    "stringMatch": _string_match,
    "substring": _substring,
    "patternMatch": _pattern,
    "equal": _equal,
    "equalRounded": _equal_rounded,
    "roundTo": _round_to,
    "inside": _inside,
    "lt": _compared(lambda one, other: one < other),
    "gt": _compared(lambda one, other: one > other),
    "lte": _compared(lambda one, other: one <= other),
    "gte": _compared(lambda one, other: one >= other),
    "mathConstant": _constant,
    "mathOperator": _named(numbers.MATHS),
    "statsOperator": _named(numbers.STATISTICS),
} | {name: _folded(fold) for name, fold in numbers.FOLDS.items()}
