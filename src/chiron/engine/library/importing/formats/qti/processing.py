"""Rules of QTI, carried out: response processing and template processing (QTI 2.2, sections 5 and 7)."""

from __future__ import annotations

from random import Random

from chiron.engine.library.importing.formats.qti.expressions import evaluate, truth
from chiron.engine.library.importing.formats.qti.scope import Scope, number
from chiron.engine.library.importing.formats.qti.values import Declared, Many, Single, Undecided, Value, members
from chiron.engine.library.importing.formats.qti.vocabulary import Element, children, local

_PARTS = {"If", "ElseIf", "Else"}
DRAWS = 200
"""So many draws may break a constraint of the template."""


class Ended(Exception):
    """``exitResponse`` or ``exitTemplate``."""


class Refused(Exception):
    """A constraint of the template does not hold in this draw."""


def carry_out(rules: Element, scope: Scope) -> None:
    """Carry out every rule in an element, changing the scope. Raises Undecided."""
    try:
        _all(children(rules), scope)
    except Ended:
        return
    except RecursionError:
        raise Undecided("rules nested too deeply") from None


def _all(rules: list[Element], scope: Scope) -> None:
    for rule in rules:
        scope.spend()
        _rule(rule, scope)


def _rule(rule: Element, scope: Scope) -> None:
    name = local(rule)
    if name in ("responseCondition", "templateCondition"):
        _condition(rule, scope)
    elif name in ("setOutcomeValue", "setTemplateValue", "setDefaultValue"):
        _set(rule, scope)
    elif name == "setCorrectResponse":
        scope.correct[rule.get("identifier") or ""] = _shaped(rule, scope)
    elif name == "lookupOutcomeValue":
        _look_up(rule, scope)
    elif name == "templateConstraint":
        if not all(truth(each, scope) for each in children(rule)):
            raise Refused
    elif name == "responseProcessingFragment":
        _all(children(rule), scope)
    elif name in ("exitResponse", "exitTemplate"):
        raise Ended
    else:
        raise Undecided(f"the rule {name}")


def _condition(rule: Element, scope: Scope) -> None:
    for part in children(rule):
        inner = children(part)
        if local(part).endswith("Else"):
            _all(inner, scope)
            return
        if inner and truth(inner[0], scope):
            _all(inner[1:], scope)
            return


def _shaped(rule: Element, scope: Scope) -> Value:
    inner = children(rule)
    if len(inner) != 1:
        raise Undecided(f"{local(rule)} of {len(inner)} values")
    value = evaluate(inner[0], scope)
    return shaped(value, scope.declared.get(rule.get("identifier") or ""))


def shaped(value: Value, into: Declared | None) -> Value:
    """A value as the variable holds it: a whole number becomes one with a fraction, one value a container."""
    if value is None or into is None:
        return value
    every = [_cast(one, into.base) for one in members(value)]
    if into.cardinality in ("multiple", "ordered"):
        return Many(tuple(every), into.cardinality == "ordered")
    return every[0] if len(every) == 1 else value


def _cast(value: Single, base: str) -> Single:
    if base == "float" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if base == "integer" and isinstance(value, float) and value == int(value):
        return int(value)
    return value


def _set(rule: Element, scope: Scope) -> None:
    name = (rule.get("identifier") or "").strip()
    scope.values[name] = _shaped(rule, scope)


def _look_up(rule: Element, scope: Scope) -> None:
    name = (rule.get("identifier") or "").strip()
    into = scope.declared.get(name)
    inner = children(rule)
    if into is None or not inner:
        raise Undecided(f"a table of {name}, which has none")
    source = number(evaluate(inner[0], scope))
    text = into.table_default
    for kind, bound, included, target in into.table:
        if source is None:
            break
        if source == bound if kind == "match" else (source > bound or (included and source == bound)):
            text = target
            break
    try:
        scope.values[name] = None if text is None else shaped(float(text), into)
    except ValueError:
        scope.values[name] = text


def drawn(root: Element, every: dict[str, Declared], seed: str) -> Scope:
    """The template's variables for one seed, and the correct responses that go with them.

    A draw that breaks a constraint is drawn again; the same seed gives the same values for ever. Raises Undecided.
    """
    for attempt in range(DRAWS):
        scope = Scope({name: one.default for name, one in every.items()}, every)
        scope.chance = Random(f"{seed}/{attempt}")  # noqa: S311 - values of an exercise, no secret
        try:
            carry_out(root, scope)
        except Refused:
            continue
        scope.chance = None
        return scope
    raise Undecided(f"a template whose constraints fail {DRAWS} times")
