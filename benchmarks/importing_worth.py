"""What a typed formula is worth at drawn values of its letters: a small evaluator of its own, apart from Chiron's."""

from __future__ import annotations

import ast
import cmath
import re
from collections.abc import Callable
from random import Random

_KNOWN = ("sqrt", "log", "ln", "sin", "cos", "tan", "pi", "theta", "inf", "abs")
_CALLS: dict[str, Callable[[complex], complex]] = {
    "sqrt": cmath.sqrt, "log": cmath.log10, "ln": cmath.log, "sin": cmath.sin, "cos": cmath.cos, "tan": cmath.tan,
    "abs": lambda value: complex(abs(value)),
}  # fmt: skip
_TOKEN = re.compile(r"\d+(?:\.\d+)?|\.\d+|[A-Za-z]+|[-+*/^()]|\s+")


def differ(one: str, other: str) -> bool:
    """Whether two formulas are worth something else at every drawn place; False where either cannot be worked out."""
    random = Random(7)
    for _ in range(3):
        place = {letter: random.uniform(1.1, 2.9) for letter in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"}
        first, second = worth(one, place), worth(other, place)
        if first is None or second is None or abs(first - second) <= 1e-6 * max(1, abs(first)):
            return False
    return True


def worth(text: str, place: dict[str, float]) -> complex | None:
    """The value of a formula, of an equation the difference of its sides; None where it has none."""
    sides = text.split("=")
    if len(sides) > 2:
        return None
    values = [_value(side, place) for side in sides]
    if any(value is None for value in values):
        return None
    return values[0] if len(values) == 1 else (values[0] or 0) - (values[1] or 0) + 1000


def _value(text: str, place: dict[str, float]) -> complex | None:
    tokens = _tokens(text)
    if tokens is None:
        return None
    written = ""
    for token in tokens:
        beside = written[-1:] and (written[-1].isalnum() or written[-1] in ")_")
        calls = written.endswith(tuple(f"{name}_" for name in _CALLS)) and token == "("
        starts = token[:1].isalnum() or token == "("
        written += ("*" if beside and starts and not calls else "") + token.replace("^", "**")
    try:
        return _worked_out(ast.parse(written, mode="eval").body, place)
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        return None


def _tokens(text: str) -> list[str] | None:
    found, at = list[str](), 0
    for token in _TOKEN.finditer(text):
        if token.start() != at:
            return None
        at = token.end()
        word = token[0].strip()
        found += _letters(word) if word.isalpha() else [word] if word else []
    return found if at == len(text) else None


def _letters(word: str) -> list[str]:
    found = list[str]()
    while word:
        name = next((name for name in _KNOWN if word.startswith(name)), word[0])
        found.append(f"{name}_" if name in _CALLS else name)
        word = word[len(name) :]
    return found


def _worked_out(node: ast.expr, place: dict[str, float]) -> complex:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return complex(node.value)
    if isinstance(node, ast.Name):
        return complex(cmath.pi if node.id == "pi" else place[node.id] if node.id in place else _no())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _worked_out(node.operand, place)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        return _CALLS[node.func.id.rstrip("_")](_worked_out(node.args[0], place))
    if isinstance(node, ast.BinOp):
        one, other = _worked_out(node.left, place), _worked_out(node.right, place)
        if isinstance(node.op, ast.Pow):
            return one**other if abs(other) < 100 else _no()
        made = {ast.Add: one + other, ast.Sub: one - other, ast.Mult: one * other}.get(type(node.op))
        return one / other if made is None and isinstance(node.op, ast.Div) else made if made is not None else _no()
    return _no()


def _no() -> complex:
    raise ValueError("This cannot be worked out here.")
