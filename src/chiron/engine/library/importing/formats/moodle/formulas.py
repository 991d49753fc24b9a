"""Moodle's formulas of calculated questions, worked out for given values; never as program text.

Source: docs.moodle.org/en/Calculated_question_type, "Available functions".
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Callable, Mapping

LONGEST = 2000
_NAME = re.compile(r"\{([^{}=\s][^{}]{0,99})\}")
_LEADING_ZEROS = re.compile(r"(?<![\w.])0+(?=\d)")


class Unworkable(ValueError):
    """A formula that cannot be read or worked out; the message says why."""


def names_in(formula: str) -> set[str]:
    """The wild cards that a formula reads."""
    return set(_NAME.findall(formula))


def worked_out(formula: str, values: Mapping[str, float]) -> float:
    """The value of a formula. Raises Unworkable."""
    if len(formula) > LONGEST:
        raise Unworkable("A formula is too long.")
    known: dict[str, float] = {}

    def named(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise Unworkable(f"A formula reads {{{found[1]}}}, which has no values.")
        name = f"v{len(known)}"
        known[name] = values[found[1]]
        return f" {name} "

    text = _LEADING_ZEROS.sub("", _NAME.sub(named, formula).strip().removeprefix("="))
    try:
        tree = ast.parse(text.strip(), mode="eval")
        found = _value(tree.body, known)
    except (SyntaxError, RecursionError, MemoryError):
        raise Unworkable(f"The formula {formula[:60]!r} cannot be read.") from None
    except (ArithmeticError, ValueError, TypeError) as error:
        if isinstance(error, Unworkable):
            raise
        raise Unworkable(f"The formula {formula[:60]!r} has no value for some of the numbers.") from None
    if not math.isfinite(found):
        raise Unworkable(f"The formula {formula[:60]!r} has no value for some of the numbers.")
    return found


def _value(node: ast.expr, known: Mapping[str, float]) -> float:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        if node.id in known:
            return known[node.id]
        raise Unworkable(f"A formula names {node.id[:40]!r}, which is unknown.")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
        inner = _value(node.operand, known)
        return -inner if isinstance(node.op, ast.USub) else inner
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        return _SIGNS[type(node.op)](_value(node.left, known), _value(node.right, known))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id.lower(), [_value(each, known) for each in node.args])
    raise Unworkable("A formula holds a sign that is not read.")


def _call(name: str, given: list[float]) -> float:
    if name not in _FUNCTIONS:
        raise Unworkable(f"A formula uses {name[:40]}(), which is not read.")
    return float(_FUNCTIONS[name](*given))


def _modulo(one: float, other: float) -> float:
    return math.fmod(float(int(one)), float(int(other)))


def _rounded(value: float, places: float = 0.0) -> float:
    """Half away from zero, as PHP rounds."""
    scale = 10.0 ** int(places)
    return math.copysign(math.floor(abs(value) * scale + 0.5 + 1e-9) / scale, value)


_SIGNS: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: lambda one, other: one + other,
    ast.Sub: lambda one, other: one - other,
    ast.Mult: lambda one, other: one * other,
    ast.Div: lambda one, other: one / other,
    ast.Mod: _modulo,
    ast.Pow: math.pow,
}
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    **{
        name: getattr(math, name)
        for name in (
            *("acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "ceil", "cos", "cosh", "exp", "expm1"),
            *("floor", "fmod", "hypot", "log10", "log1p", "pow", "sin", "sinh", "sqrt", "tan", "tanh"),
        )
    },
    "abs": abs,
    "max": max,
    "min": min,
    "log": lambda value, base=math.e: math.log(value) / math.log(base),
    "pi": lambda: math.pi,
    "deg2rad": math.radians,
    "rad2deg": math.degrees,
    "round": _rounded,
}
