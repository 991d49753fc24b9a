"""Results of a program as tagged JSON: ``["int", "3"]``, ``["list", [...]]``, ``["dict", [[name, value], ...]]``.

What comes back from a learner's program is compared and written here, and nowhere executed. It may be any JSON at all,
also forged: whatever is not such a value equals nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from math import isclose
from typing import Any

from chiron.core.learning.exact import FormulaError
from chiron.core.words import Json

LONGEST = 300
"""Characters of a value as it is shown."""
MOST_DEPTH = 20
CLOSE = 1e-9
"""How far apart two floats may be, relative to the larger: rounding errors of the machine."""
_BRACKETS = {"list": "[]", "tuple": "()", "set": "{}", "frozenset": "{}"}
_NUMBERS = ("int", "float", "complex")


def expected(text: str) -> Json:
    """An author's Python literal as tagged JSON. Raises FormulaError."""
    try:
        return _tagged(ast.literal_eval(text.strip()))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise FormulaError(f"{text!r} is no Python value, such as 3, 2.5, 'word', [1, 2] or None.") from None


def _tagged(value: object) -> Json:
    if value is None:
        return ["none", "None"]
    if isinstance(value, bool | int | float | complex | str):
        return [type(value).__name__, value if isinstance(value, str) else str(value)]
    if isinstance(value, list | tuple | set | frozenset):
        return [type(value).__name__, [_tagged(each) for each in value]]
    if isinstance(value, dict):
        return ["dict", [[_tagged(name), _tagged(each)] for name, each in value.items()]]
    raise ValueError(type(value).__name__)


def same(wanted: Json, got: Json, tolerance: float) -> bool:
    """Whether a result is what was wanted. Types count, but 2 and 2.0 are one number; ``tolerance`` is absolute."""
    try:
        return _same(wanted, got, tolerance)
    except (ValueError, TypeError, OverflowError, IndexError):
        return False


def _same(wanted: Json, got: Json, tolerance: float) -> bool:
    (kind, value), (other, found) = wanted, got
    if kind in _NUMBERS and other in _NUMBERS:
        return _same_number(kind, value, other, found, tolerance)
    if kind != other:
        return False
    if kind in ("list", "tuple"):
        return len(value) == len(found) and all(
            _same(one, two, tolerance) for one, two in zip(value, found, strict=True)
        )
    if kind in ("set", "frozenset"):
        return _same_parts([[each] for each in value], [[each] for each in found], tolerance)
    if kind == "dict":
        return _same_parts(value, found, tolerance)
    return bool(value == found)


def _same_parts(wanted: Sequence[Any], got: Sequence[Any], tolerance: float) -> bool:
    """Whether both hold the same parts, in whatever order; each part is a list of values."""
    left = list(got)
    for part in wanted:
        place = next((n for n, other in enumerate(left) if _all_same(part, other, tolerance)), None)
        if place is None:
            return False
        del left[place]
    return not left


def _all_same(one: Sequence[Any], two: Sequence[Any], tolerance: float) -> bool:
    return len(one) == len(two) and all(_same(a, b, tolerance) for a, b in zip(one, two, strict=True))


def _same_number(kind: str, value: str, other: str, found: str, tolerance: float) -> bool:
    if kind == other == "int":
        return abs(int(value) - int(found)) <= tolerance
    if "complex" in (kind, other):
        return abs(complex(value) - complex(found)) <= max(tolerance, CLOSE * abs(complex(value)))
    if kind == "int" == other:
        return int(value) == int(found)
    return float(value) == float(found) or isclose(float(value), float(found), rel_tol=CLOSE, abs_tol=tolerance)


def shown(value: Json) -> str:
    """A tagged value as Python writes it, cut where it is long."""
    try:
        text = _shown(value, 0)
    except (ValueError, TypeError):
        text = "?"
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _shown(value: Json, depth: int) -> str:
    kind, held = value
    if depth > MOST_DEPTH:
        return "…"
    if kind == "str":
        return repr(str(held))
    if kind == "dict":
        return "{" + ", ".join(f"{_shown(n, depth + 1)}: {_shown(v, depth + 1)}" for n, v in held) + "}"
    if kind in _BRACKETS:
        return _group(str(kind), [_shown(each, depth + 1) for each in held])
    return f"<{held}>" if kind == "other" else str(held)


def _group(kind: str, parts: list[str]) -> str:
    if kind in ("set", "frozenset"):
        parts = sorted(parts)
        if not parts:
            return f"{kind}()"
    body = ", ".join(parts) + ("," if kind == "tuple" and len(parts) == 1 else "")
    left, right = _BRACKETS[kind][0], _BRACKETS[kind][1]
    return f"frozenset({left}{body}{right})" if kind == "frozenset" else left + body + right
