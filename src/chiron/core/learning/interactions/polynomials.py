"""Reading what a person typed as a polynomial with rational coefficients: exactly, bounded, by a grammar of our own.

``3x - 6``, ``3*(x-2)``, ``x^2``, ``x²``, ``2(x+1)``, ``x/2``, ``½x``. Division is by numbers only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from typing import Literal

from chiron.core.learning.interactions.base import Unread, plain_text

LIMIT = 300
"""Characters."""
MAXIMUM_DEPTH = 24
MAXIMUM_DEGREE = 24
MAXIMUM_TERMS = 120
MAXIMUM_BITS = 256
MAXIMUM_WORK = 4_000
"""Pairs of terms multiplied in reading one text."""

Monomial = tuple[int, ...]
Polynomial = Mapping[Monomial, Fraction]
"""Exponents of the variables, in their order -> coefficient; no zeros."""

_MINUS = "−–‒﹣－"
_TIMES = "*×·⋅∙"
_OPEN, _CLOSE = "([{", ")]}"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_RAISED = {letter: digit for digit, letter in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of what was typed: how it was written, and the polynomial that it is."""

    kind: Literal["number", "letter", "sum", "product", "power", "minus"]
    value: Polynomial
    parts: tuple[Node, ...] = ()
    exponent: int = 1


@lru_cache(maxsize=2048)
def read_polynomial(text: str, variables: tuple[str, ...], decimal: str = ".") -> Node:
    """Read a polynomial in these letters. Raises Unread with the place."""
    return _Reader(plain_text(text, LIMIT), variables, decimal).whole()


class _Reader:
    """Recursive descent over the characters; one use."""

    def __init__(self, text: str, variables: tuple[str, ...], decimal: str) -> None:
        self.text = text
        self.variables = variables
        self.decimal = decimal
        self.at = 0
        self.depth = 0
        self.work = 0

    def whole(self) -> Node:
        found = self.sum()
        if self.next:
            raise Unread("bracket" if self.next in _CLOSE else "unreadable", self.at)
        return found

    @property
    def next(self) -> str:
        """The next character that is no space, as ASCII where it can be; empty at the end."""
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1
        letter = self.text[self.at : self.at + 1]
        if letter and letter in _MINUS:
            return "-"
        if letter and letter in _TIMES:
            return "*"
        return "/" if letter and letter in "÷⁄∕" else letter

    def took(self, signs: str) -> str:
        letter = self.next
        if letter and letter in signs:
            self.at += 1
            return letter
        return ""

    def sum(self) -> Node:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise Unread("too-long", self.at)
        parts = [self.product()]
        while sign := self.took("+-"):
            part = self.product()
            parts.append(part if sign == "+" else _negated(part))
        self.depth -= 1
        if len(parts) == 1:
            return parts[0]
        return Node("sum", self.kept(_added(*(part.value for part in parts))), tuple(parts))

    def product(self) -> Node:
        sign = self.took("+-")
        parts = [self.powered()]
        while (letter := self.next) and (letter in "*/" or self.begins(letter)):
            place = self.at
            if self.took("*"):
                parts.append(self.signed_factor())
            elif self.took("/"):
                parts.append(self.divisor())
            else:
                parts.append(self.beside(parts[-1], place))
        found = parts[0]
        if len(parts) > 1:
            value = parts[0].value
            for part in parts[1:]:
                value = self.times(value, part.value)
            found = Node("product", value, tuple(parts))
        return _negated(found) if sign == "-" else found

    def signed_factor(self) -> Node:
        if self.took("-"):
            return _negated(self.powered())
        return self.powered()

    def divisor(self) -> Node:
        place = self.at
        below = self.signed_factor()
        number = constant(below.value)
        if number is None:
            raise Unread("divides", place)
        if number == 0:
            raise Unread("zero-denominator", place)
        return Node("number", self.constant(1 / number), exponent=-1)

    def beside(self, before: Node, place: int) -> Node:
        """A factor without a sign before it; two numbers side by side could be anything."""
        digit = self.next.isdecimal() or self.next in _VULGAR or self.next == self.decimal
        bracketed = self.text[:place].rstrip()[-1:] in _CLOSE
        if before.kind == "number" and digit and not bracketed:
            raise Unread("ambiguous", self.at)
        return self.powered()

    def begins(self, letter: str) -> bool:
        return letter in _OPEN or letter in _VULGAR or letter.isalnum() or letter == self.decimal

    def powered(self) -> Node:
        base = self.atom()
        place = self.at
        exponent = self.exponent()
        if exponent is None:
            return base
        if exponent > MAXIMUM_DEGREE:
            raise Unread("too-large", place)
        value: Polynomial = self.constant(Fraction(1))
        for _ in range(exponent):
            value = self.times(value, base.value)
        if base.kind == "number":
            return Node("number", value)
        return Node("power", value, (base,), exponent)

    def exponent(self) -> int | None:
        place = self.at
        raised = ""
        while (letter := self.text[self.at : self.at + 1]) in _RAISED:
            raised += str(_RAISED[letter])
            self.at += 1
        if not raised and self.text[self.at :].lstrip().startswith("**"):
            self.at = self.text.index("**", self.at) + 2
        elif not raised and not self.took("^"):
            return None
        if not raised:
            bracket = self.took("({")
            while (letter := self.next).isdecimal():
                raised += str(unicodedata.decimal(letter))
                self.at += 1
                if not self.text[self.at : self.at + 1].isdecimal():
                    break
            if bracket and not self.took(")}"):
                raise Unread("bracket", place)
        if not raised or len(raised) > 3 or self.next == "^":
            raise Unread("unreadable" if len(raised) < 4 else "too-large", self.at)
        return int(raised)

    def atom(self) -> Node:
        letter = self.next
        if not letter:
            raise Unread("unreadable", len(self.text))
        if letter in _OPEN:
            return self.bracketed(letter)
        if letter in _VULGAR:
            self.at += 1
            above, _, below = unicodedata.normalize("NFKC", letter).partition("⁄")
            return Node("number", self.constant(Fraction(int(above), int(below))))
        if letter.isdecimal() or letter == self.decimal:
            return Node("number", self.constant(self.number()))
        if letter.isalpha():
            return self.letter(letter)
        raise Unread("unreadable", self.at)

    def bracketed(self, opening: str) -> Node:
        place = self.at
        self.at += 1
        inner = self.sum()
        if not self.took(_CLOSE[_OPEN.index(opening)]):
            raise Unread("unreadable", self.at) if self.next and self.next not in _CLOSE else Unread("bracket", place)
        return inner

    def number(self) -> Fraction:
        place, digits = self.at, ""
        while (letter := self.text[self.at : self.at + 1]) and (letter.isdecimal() or letter == self.decimal):
            digits += "." if letter == self.decimal else str(unicodedata.decimal(letter))
            self.at += 1
        if self.text[self.at : self.at + 1] and self.text[self.at] in ".,":
            raise Unread("decimal-sign", self.at)
        if digits.count(".") > 1 or digits == ".":
            raise Unread("unreadable", place)
        if len(digits) > 30:
            raise Unread("too-large", place)
        return Fraction(digits.rstrip("."))

    def letter(self, letter: str) -> Node:
        names = [name for name in self.variables if name == letter]
        # A phone writes the first letter as a capital.
        names = names or [name for name in self.variables if name.casefold() == letter.casefold()]
        if len(names) != 1:
            raise Unread("other-letter", self.at)
        self.at += 1
        exponents = tuple(int(name == names[0]) for name in self.variables)
        return Node("letter", {exponents: Fraction(1)})

    def constant(self, number: Fraction) -> Polynomial:
        return {(0,) * len(self.variables): number} if number else {}

    def times(self, one: Polynomial, other: Polynomial) -> Polynomial:
        """The product, as long as reading stays quick."""
        self.work += len(one) * len(other)
        if self.work > MAXIMUM_WORK:
            raise Unread("too-large", self.at)
        return self.kept(_multiplied(one, other))

    def kept(self, value: Polynomial) -> Polynomial:
        """The polynomial itself, if it keeps the bounds."""
        if len(value) > MAXIMUM_TERMS or any(
            sum(exponents) > MAXIMUM_DEGREE
            or max(number.numerator.bit_length(), number.denominator.bit_length()) > MAXIMUM_BITS
            for exponents, number in value.items()
        ):
            raise Unread("too-large", self.at)
        return value


def constant(value: Polynomial) -> Fraction | None:
    """The number that a polynomial is, None where it has letters."""
    if not value:
        return Fraction(0)
    (first, *more) = value.items()
    return first[1] if not more and not any(first[0]) else None


def _negated(node: Node) -> Node:
    return Node("minus", {exponents: -number for exponents, number in node.value.items()}, (node,))


def _added(*every: Polynomial) -> Polynomial:
    found: dict[Monomial, Fraction] = {}
    for value in every:
        for exponents, number in value.items():
            found[exponents] = found.get(exponents, Fraction(0)) + number
    return {exponents: number for exponents, number in found.items() if number}


def _multiplied(one: Polynomial, other: Polynomial) -> Polynomial:
    found: dict[Monomial, Fraction] = {}
    for left, number in one.items():
        for right, times in other.items():
            exponents = tuple(a + b for a, b in zip(left, right, strict=True))
            found[exponents] = found.get(exponents, Fraction(0)) + number * times
    return {exponents: number for exponents, number in found.items() if number}


# -- forms


def is_expanded(node: Node) -> bool:
    """Whether it is written as a sum of single terms, like terms together."""
    terms = list(_terms(node))
    return all(_is_term(term) for term in terms) and len(terms) == max(1, len(node.value))


def _terms(node: Node) -> Iterator[Node]:
    if node.kind == "sum":
        for part in node.parts:
            yield from _terms(part)
    elif node.kind == "minus":
        yield from _terms(node.parts[0])
    else:
        yield node


def _is_term(node: Node) -> bool:
    """A product of at most one number (over another) and each letter at most once."""
    parts = list(_flat(node))
    letters = [part.parts[0] if part.kind == "power" else part for part in parts if part.kind != "number"]
    if any(part.kind != "letter" for part in letters):
        return False
    names = [next(iter(part.value)) for part in letters]
    above = sum(part.kind == "number" and part.exponent == 1 for part in parts)
    below = sum(part.kind == "number" and part.exponent == -1 for part in parts)
    return len(set(names)) == len(names) and above <= 1 and below <= 1


def _flat(node: Node) -> Iterator[Node]:
    """The parts of products within products, signs left out."""
    if node.kind in ("product", "minus"):
        for part in node.parts:
            yield from _flat(part)
    else:
        yield node


def factors(node: Node) -> list[tuple[tuple[Monomial, Fraction], ...]] | None:
    """The factors with letters, sorted, signs evened out; None where one still has a number in common."""
    found: list[tuple[tuple[Monomial, Fraction], ...]] = []
    for part in _factors(node):
        if content(part.value) != 1:
            return None
        terms = sorted(part.value.items(), reverse=True)
        sign = 1 if terms[0][1] > 0 else -1
        found.append(tuple((exponents, sign * number) for exponents, number in terms))
    return sorted(found)


def _factors(node: Node) -> Iterator[Node]:
    """The factors with letters. A power of powers of a number is none, however often it is raised."""
    if constant(node.value) is not None:
        return
    if node.kind in ("product", "minus"):
        for part in node.parts:
            yield from _factors(part)
    elif node.kind == "power":
        for _ in range(node.exponent):
            yield from _factors(node.parts[0])
    else:
        yield node


def content(value: Polynomial) -> Fraction:
    """The largest number that divides all coefficients, above zero."""
    numbers = list(value.values())
    return Fraction(gcd(*(n.numerator for n in numbers)), lcm(*(n.denominator for n in numbers)))


def written(value: Polynomial, variables: tuple[str, ...]) -> str:
    """The polynomial in plain text, highest degree first: ``3x^2 - 6``."""
    terms = sorted(value.items(), key=lambda term: (sum(term[0]), term[0]), reverse=True)
    text = ""
    for exponents, number in terms:
        letters = "".join(
            name + (f"^{times}" if times > 1 else "") for name, times in zip(variables, exponents, strict=True) if times
        )
        size = abs(number)
        plain = str(size) if size.denominator == 1 else f"({size})"
        body = letters if size == 1 and letters else plain + letters
        sign = "-" if number < 0 else "+"
        text += (f" {sign} " if text else sign.replace("+", "")) + body
    return text or "0"
