"""Expressions as people type them: plain, with stars, with factors side by side, Unicode, LaTeX, AsciiMath."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from benchmarks.pairs.terms import E

STYLES = ("plain", "stars", "beside", "unicode", "latex", "ascii")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_VULGAR = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}
SUM, QUOTIENT, PRODUCT, FACTOR, POWER, ATOM = range(6)


def decimal_text(value: Fraction, sign: str = ".") -> str | None:
    """A number as a decimal that ends; None where it does not end within twelve places."""
    for places in range(13):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            text = f"{digits[:-places]}{sign}{digits[-places:]}" if places else digits
            return ("-" if value < 0 else "") + text
    return None


@dataclass
class Writer:
    """Writes with one notation; what may be done in several ways is drawn."""

    style: str
    chance: Random
    sign: str = "."
    decimals: bool = False

    def write(self, e: E) -> str:
        """An expression or an equation."""
        if e.op == "eq":
            gap = self.chance.choice(("", " "))
            return f"{self.write(e.parts[0])}{gap}={gap}{self.write(e.parts[1])}"
        return self._written(e)[0]

    def _in(self, e: E, least: int) -> str:
        text, level = self._written(e)
        if level >= least:
            return text
        return f"\\left({text}\\right)" if self.style == "latex" else f"({text})"

    def _written(self, e: E) -> tuple[str, int]:
        if e.op == "num":
            return self._number(e.value)
        if e.op == "var":
            return e.value, ATOM
        if e.op == "const":
            return ({"latex": "\\pi", "unicode": "π"}.get(self.style, "pi") if e.value == "pi" else "e"), ATOM
        if e.op == "neg":
            minus = self.chance.choice("−–") if self.style == "unicode" else "-"
            return minus + self._in(e.parts[0], QUOTIENT), SUM
        if e.op == "add":
            return self._sum(e), SUM
        if e.op == "mul":
            return self._product(e), PRODUCT
        if e.op == "div":
            return self._quotient(e)
        if e.op == "pow":
            return self._power(e)
        return self._function(e)

    def _number(self, value: Fraction) -> tuple[str, int]:
        as_decimal = decimal_text(value, self.sign)
        if self.decimals and as_decimal is not None and value.denominator != 1:
            return (as_decimal[1:] if as_decimal.startswith("0") and self.chance.random() < 0.3 else as_decimal), ATOM
        if value.denominator == 1:
            return str(value), ATOM
        if self.style == "latex":
            name = self.chance.choice(("frac", "dfrac", "tfrac"))
            return f"\\{name}{{{value.numerator}}}{{{value.denominator}}}", ATOM
        if self.style == "unicode" and value in _VULGAR:
            return _VULGAR[value], ATOM
        return f"{value.numerator}/{value.denominator}", QUOTIENT

    def _sum(self, e: E) -> str:
        gap = self.chance.choice(("", " "))
        made = self._in(e.parts[0], SUM)
        for part in e.parts[1:]:
            if part.op == "neg":
                minus = self.chance.choice("−–") if self.style == "unicode" else "-"
                made += f"{gap}{minus}{gap}{self._in(part.parts[0], QUOTIENT)}"
            else:
                made += f"{gap}+{gap}{self._in(part, QUOTIENT)}"
        return made

    def _product(self, e: E) -> str:
        parts = [self._in(part, FACTOR) for part in e.parts]
        made = parts[0]
        for before, e2, text in zip(e.parts, e.parts[1:], parts[1:], strict=False):
            made += self._times(before, e2, made, text) + text
        return made

    def _times(self, before: E, after: E, left: str, right: str) -> str:
        if self.style in ("plain", "ascii"):
            return self.chance.choice(("*", " * "))
        beside = right[0].isalpha() or right[0] == "(" or right.startswith(("\\left(", "\\sqrt", "√"))
        # Two numbers side by side, a letter before a bracket (a function?) and e before anything are never implied.
        plain = before.op in ("num", "add", "pow") or (before.op == "var" and after.op in ("var", "pow"))
        plain = plain and not (right.startswith(("e", "E")) and before.op == "num")
        if beside and plain and left[-1] not in "½¼¾⅓⅔" and self.style != "stars":
            if before.op == "pow" and left[-1].isdigit() and self.style != "latex" and right[0] != "(":
                return "*" if self.style == "beside" else "·"
            return " " if left[-1].isalpha() and right[0].isalpha() and len(right) > 1 and right[1].isalpha() else ""
        if self.style == "latex":
            return self.chance.choice((" \\cdot ", " \\times "))
        if self.style == "unicode":
            return self.chance.choice("·×")
        return "*"

    def _quotient(self, e: E) -> tuple[str, int]:
        above, below = e.parts
        if self.style == "latex":
            return f"\\frac{{{self.write(above)}}}{{{self.write(below)}}}", ATOM
        over = self.chance.choice("÷/") if self.style == "unicode" else "/"
        return self._in(above, self.chance.choice((PRODUCT, FACTOR))) + over + self._in(below, POWER), QUOTIENT

    def _power(self, e: E) -> tuple[str, int]:
        base, exponent = e.parts
        if self.style == "latex":
            return f"{self._in(base, ATOM)}^{{{self.write(exponent)}}}", POWER
        text = self.write(exponent)
        if self.style == "unicode" and text.replace("−", "-").replace("–", "-").lstrip("-").isdigit():
            return self._in(base, ATOM) + text.replace("−", "-").replace("–", "-").translate(_RAISED), POWER
        raised = "**" if self.style == "stars" else "^"
        return f"{self._in(base, ATOM)}{raised}{self._in(exponent, ATOM)}", POWER

    def _function(self, e: E) -> tuple[str, int]:
        inner = self.write(e.parts[0])
        if e.op == "abs":
            latex = self.chance.choice(("|{}|", "\\left|{}\\right|"))
            return {"latex": latex, "stars": "abs({})"}.get(self.style, "|{}|").format(inner), ATOM
        if e.op == "sqrt":
            if self.style == "latex":
                return f"\\sqrt{{{inner}}}", ATOM
            if self.style == "unicode":
                return ("√" + inner if inner.isdigit() or len(inner) == 1 else f"√({inner})"), POWER
            return f"sqrt({inner})", ATOM
        if self.style == "latex":
            return f"\\{e.op}\\left({inner}\\right)", POWER
        return f"{e.op}({inner})", POWER


def written(e: E, chance: Random, style: str | None = None, sign: str = ".") -> str:
    """In a drawn notation, now and then with decimals."""
    return Writer(style or chance.choice(STYLES), chance, sign, chance.random() < 0.35).write(e)
