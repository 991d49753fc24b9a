"""Tokens into the tree of an expression: sums of products of powers, with the few rules of what people mean."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from chiron.core.learning.maths.calls import Calls
from chiron.core.learning.maths.tokens import Token
from chiron.core.learning.maths.tree import (
    Constant,
    Everything,
    Interval,
    Negative,
    Node,
    Number,
    PlusMinus,
    Product,
    Quotient,
    SetOf,
    Style,
    Sum,
    Union,
    Written,
)
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.learning.unread import Unread

_BESIDE = {"name", "constant", "function", "open", "root", "frac", "sqrt", "vulgar", "number", "cross", "empty", "all"}
"""Kinds of token that may stand beside a factor without a sign."""
_NUMERIC = {"number", "vulgar"}
_AFTER_INTERVAL = {"end", "cup", "word", "comma", "close", "relation"}
"""What may go after ``[`` where it closes: ``]1; 2[``."""


class Expressions(Calls):
    """From sums down to powers; ``Calls`` and ``Atoms`` have what stands within."""

    def operand(self) -> Node:
        """An expression, or sets put together."""
        found = self.less(self.sum())
        sets = [found]
        while self.took("cup"):
            sets.append(self.sum())
        return Union(tuple(sets), span=self.since(found)) if len(sets) > 1 else found

    def less(self, found: Node) -> Node:
        """``ℝ \\ {2}``, ``ℝ - {2}``: all numbers but these, as the intervals between them."""
        taken: Node | None = None
        if isinstance(found, Everything) and self.took("without"):
            taken = self.sum()
        elif isinstance(found, Sum) and len(found.terms) == 2 and isinstance(found.terms[0], Everything):
            last = found.terms[1]
            taken = last.inner if isinstance(last, Negative) and isinstance(last.inner, SetOf) else None
        if taken is None:
            return found
        try:
            values = {exact(member): member for member in taken.parts} if isinstance(taken, SetOf) else {}
        except Undefined:
            values = {}
        if not values or None in values:
            raise Unread("unreadable", taken.span[0])
        infinity = Constant("infinity")
        ends = [Negative(infinity), *(values[value] for value in sorted(v for v in values if v is not None)), infinity]
        span = self.since(found)
        return Union(tuple(Interval(a, b, False, False, span=span) for a, b in pairwise(ends)), span=span)

    def sum(self) -> Node:
        terms = [self.term(first=True)]
        while self.now.kind in ("sign", "pm"):
            terms.append(self.term())
        return terms[0] if len(terms) == 1 else Sum(tuple(terms), span=self.since(terms[0]))

    def term(self, first: bool = False) -> Node:
        """A product with its signs; a plus before the first stays unwritten."""
        with self.deeper():
            if self.now.kind == "pm":
                start = self.step()
                return PlusMinus(self.term(), span=(start.start, self.ended))
            if self.now.kind == "sign":
                start = self.step()
                if start.text == "+" and not first and self.now.kind == "sign":
                    first = True
                inner = self.term(first=True) if self.now.kind in ("sign", "pm") else self.product()
                return inner if start.text == "+" else Negative(inner, span=(start.start, self.ended))
            return self.product()

    def product(self) -> Node:
        found = self.factor()
        open_product = False
        while True:
            if self.took("times"):
                found, open_product = self.times(found, self.signed(), open_product), True
            elif self.now.kind == "over":
                self.step()
                found, open_product = self.divided(found), False
            elif self.beside():
                found, open_product = self.times(found, self.factor(), open_product), True
            else:
                return found

    def times(self, before: Node, after: Node, grow: bool) -> Node:
        """One more factor; ``grow``: whether ``before`` is this product, not one in brackets."""
        span = (before.span[0], self.ended)
        if grow and isinstance(before, Product):
            return Product((*before.factors, after), span=span)
        return Product((before, after), span=span)

    def divided(self, above: Node) -> Node:
        """A typed slash: what stands right beside the divisor may belong to it or not."""
        place = self.now.start
        below = self.signed(mixed=False)
        if self.beside() and not self.now.spaced and self.choices.flipped("slash", place):
            grow = False
            while self.beside():
                below, grow = self.times(below, self.factor(), grow), True
        return self.quotient(above, below)

    def quotient(self, above: Node, below: Node) -> Node:
        if isinstance(below, Number) and below.value == 0:
            raise Unread("zero-denominator", below.span[0])
        return Quotient(above, below, span=(above.span[0], self.ended))

    def signed(self, mixed: bool = True) -> Node:
        """A factor after a sign of operation, which may have a sign of its own: ``2 * -3``."""
        with self.deeper():
            if self.now.kind == "sign":
                start = self.step()
                inner = self.signed(mixed)
                return inner if start.text == "+" else Negative(inner, span=(start.start, self.ended))
            return self.factor(mixed)

    def beside(self) -> bool:
        """Whether a factor without a sign comes next. Raises Unread for two numbers side by side."""
        token = self.now
        if token.kind == "bar":
            return self.bar_opens()
        if token.kind not in _BESIDE or (token.text == "[" and self.ahead.kind in _AFTER_INTERVAL):
            return False
        if token.kind in _NUMERIC and self.last.kind in (*_NUMERIC, "raised", "percent"):
            raise Unread("ambiguous", token.start)
        return True

    def factor(self, mixed: bool = True) -> Node:
        """A power, or a number with all that belongs to it."""
        with self.deeper():
            if self.now.kind in _NUMERIC:
                number = self.number(mixed)
                if number is not None:
                    return number
            if self.now.kind == "cross":
                raise Unread("other-letter", self.now.start)
            base = self.atom()
            return self.raised(base)

    def raised(self, base: Node) -> Node:
        """The base with the exponents and signs that follow it."""
        while self.now.kind == "factorial":
            base = self.factorial(base, self.step())
        if self.now.kind == "raised":
            token = self.step()
            return self.power(base, self.small(token))
        if not self.took("power"):
            return base
        short = self.now.kind == "number"
        exponent = self.exponent()
        one = isinstance(exponent, Number) and exponent.value == 1 and short
        if one and self.now.kind == "over" and self.ahead.kind == "number" and self.choices.flipped("root", self.ended):
            over = self.step()
            below = self.signed(mixed=False)
            exponent = Quotient(exponent, below, span=(over.start, self.ended))
        if short and self.tied() and isinstance(base, Number | Constant) and self.choices.flipped("raised", self.ended):
            exponent = self.times(exponent, self.factor(), False)
        return self.power(base, exponent)

    def tied(self) -> bool:
        """Whether a letter stands right behind."""
        return self.now.kind in ("name", "constant", "open") and not self.now.spaced

    def exponent(self) -> Node:
        """What stands above: a group, or one signed factor. LaTeX raises a single digit."""
        if self.now.kind == "open" and self.now.text == "{":
            return self.group()
        with self.deeper():
            if self.now.kind == "sign":
                start = self.step()
                inner = self.exponent()
                return inner if start.text == "+" else Negative(inner, span=(start.start, self.ended))
            if self.latex and self.now.kind == "number" and len(self.now.text) > 1:
                if not self.choices.flipped("digits", self.now.start):
                    return self.argument()
                return self.atom()
            base = self.atom()
            return self.raised(base) if self.now.kind in ("power", "raised") else base

    def small(self, token: Token) -> Node:
        """An exponent of raised characters: digits with a sign, or one letter."""
        digits = token.text.lstrip("+-")
        span = (token.start, token.end)
        sign = token.text[: len(token.text) - len(digits)]
        if digits in ("n", "x") and self.reading.spelled(digits):
            found: Node = self.letter(digits, span)
        elif digits.isdecimal() and len(digits) < 4 and sign in ("", "+", "-"):
            found = Number(Fraction(int(digits)), span=span)
        else:
            raise Unread("unreadable" if len(digits) < 4 else "too-large", token.start)
        return Negative(found, span=span) if sign == "-" else found

    # -- numbers

    def number(self, mixed: bool) -> Node | None:
        """A mixed number, one with a power of ten or a percent sign; None for a plain number."""
        token = self.now
        if mixed and token.kind == "number" and token.written.style is Style.INTEGER:
            found = self.mixed(token)
            if found is not None:
                return found
        if token.kind == "number" and token.written.style in (Style.INTEGER, Style.DECIMAL):
            if self.ahead.kind == "percent":
                self.step()
                self.step()
                written = Written(Style.PERCENT, token.written.places)
                return Number(token.value / 100, written, span=(token.start, self.ended))
            return self.scientific(token)
        return None

    def mixed(self, token: Token) -> Node | None:
        """``1 1/2``, ``1½`` or LaTeX's ``1\\frac12``; also ``2 5/4``, as it stands while borrowing."""
        after = self.tokens[self.at + 1 : self.at + 4]
        part: tuple[Fraction, int] | None = None
        used = 4
        if after[0].kind == "vulgar":
            part, used = (after[0].value, after[0].value.denominator), 2
        elif after[0].kind == "frac" and (found := self.plain_fraction()):
            part, used = found[:2], found[2]
        elif len(after) == 3 and after[0].spaced and [t.kind for t in after] == ["number", "over", "number"]:
            above, below = after[0], after[2]
            whole = above.written.style is below.written.style is Style.INTEGER
            # 12 345/100 may as well be 12345 hundredths: that is asked.
            grouped = len(above.text) == 3 and above.value >= below.value
            if whole and below.value and not above.text.startswith("0") and not grouped:
                part = (above.value / below.value, int(below.value))
        if part is None or part[1] > 10**9:
            return None
        if self.tokens[self.at + used].kind in ("power", "raised", "factorial"):
            raise Unread("ambiguous", token.start)
        self.at += used
        written = Written(Style.MIXED, below=part[1], beyond=int(part[0]))
        return Number(token.value + part[0], written, span=(token.start, self.ended))

    def plain_fraction(self) -> tuple[Fraction, int, int] | None:
        """LaTeX's fraction of two whole numbers after the number here: value, denominator, tokens in all."""
        parts: list[Fraction] = []
        at = self.at + 2
        for _ in range(2):
            kinds = [token.kind for token in self.tokens[at : at + 3]]
            braces = kinds == ["open", "number", "close"]
            token = self.tokens[at + braces] if at + braces < len(self.tokens) else self.now
            if token.kind != "number" or token.written.style is not Style.INTEGER:
                return None
            if not braces and len(token.text) == 2 and not parts:
                parts = [Fraction(int(digit)) for digit in token.text]
                at += 1
                break
            parts.append(token.value)
            at += 3 if braces else 1
        if len(parts) < 2 or not parts[1]:
            return None
        return parts[0] / parts[1], int(parts[1]), at - self.at

    def scientific(self, token: Token) -> Node | None:
        """``3.0 x 10^4``: one number, if nothing before claims its digits."""
        if self.last.kind in ("over", "power") or not self.ten_follows():
            return None
        self.at += 3
        size = self.small(self.step()) if self.now.kind == "raised" else self.stepped_exponent()
        exponent = size.inner if isinstance(size, Negative) else size
        if not isinstance(exponent, Number) or exponent.value.denominator != 1 or exponent.written != Written():
            return self.spelled_out(token, size)
        if exponent.value > 100:
            raise Unread("too-large", exponent.span[0])
        power = int(exponent.value) * (-1 if isinstance(size, Negative) else 1)
        written = Written(Style.SCIENTIFIC, token.written.places, power)
        return Number(token.value * Fraction(10) ** power, written, span=(token.start, self.ended))

    def ten_follows(self) -> bool:
        times, ten, power = (*self.tokens[self.at + 1 : self.at + 4], self.now, self.now, self.now)[:3]
        if ten.kind != "number" or ten.text != "10" or power.kind not in ("power", "raised") or times.kind == "comma":
            return False
        if times.kind == "name" and times.text in "xX":
            return (times.spaced and ten.spaced) or not self.choices.flipped("cross", times.start)
        return times.kind in ("times", "cross")

    def stepped_exponent(self) -> Node:
        self.step()
        return self.exponent()

    def spelled_out(self, token: Token, exponent: Node) -> Node:
        """``3 * 10^x``: a product after all."""
        number = Number(token.value, token.written, span=(token.start, token.end))
        ten = Number(Fraction(10), span=(token.end, token.end))
        return self.times(number, self.power(ten, exponent), False)
