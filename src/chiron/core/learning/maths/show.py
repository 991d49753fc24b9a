"""A tree as TeX and as plain text that may be typed: to show how an answer was read.

What is shown reads back as the same tree, in the same locale.
"""

from __future__ import annotations

from fractions import Fraction

from chiron.core.learning.maths.shown_statements import Words, statement
from chiron.core.learning.maths.tree import (
    Absolute,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    PlusMinus,
    Power,
    Product,
    Quotient,
    Root,
    Style,
    Sum,
)
from chiron.core.learning.maths.vocabulary import GREEK

_TERM, _FACTOR, _ATOM = 1, 2, 3
_NAMES = {letter: name for name, letter in GREEK.items() if not name.startswith("var")}
_TEX_FUNCTIONS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan"}
_NO_COMMAND = {"floor", "ceil", "factorial"}


def tex(node: Node, decimal: str = ".", language: str = "en") -> str:
    """The tree in TeX, by the locale's decimal sign and the language's words."""
    return _Tex(decimal, language).whole(node)


def typed(node: Node, decimal: str = ".", language: str = "en") -> str:
    """The tree as somebody could have typed it on a keyboard."""
    return _Typed(decimal, language).whole(node)


class _Shown:
    """What both ways have in common; one for each way."""

    times: str
    minus = "-"
    plus_minus: str

    def __init__(self, decimal: str, language: str) -> None:
        self.decimal = decimal
        self.language = language

    def whole(self, node: Node) -> str:
        """Any tree."""
        return statement(node, self.expression, self.words())

    def words(self) -> Words:
        raise NotImplementedError

    def expression(self, node: Node) -> str:
        if isinstance(node, Sum):
            return self.sum(node)
        return self.term(node)

    def sum(self, node: Sum) -> str:
        text = self.term(node.terms[0])
        for term in node.terms[1:]:
            if isinstance(term, Negative):
                text += " - " + self.after_minus(term.inner)
            elif isinstance(term, PlusMinus):
                text += f" {self.plus_minus.strip()} " + self.term(term.inner)
            else:
                text += " + " + self.term(term)
        return text

    def term(self, node: Node) -> str:
        """What may follow a sign without brackets."""
        if isinstance(node, Negative):
            return "-" + self.after_minus(node.inner)
        if isinstance(node, PlusMinus):
            return self.plus_minus + self.term(node.inner)
        if isinstance(node, Product):
            return self.product(node)
        if isinstance(node, Quotient):
            return self.quotient(node)
        return self.factor(node)

    def after_minus(self, node: Node) -> str:
        """A term behind a minus: one with a sign of its own in brackets."""
        return self.atom(node) if isinstance(node, Negative | PlusMinus) else self.term(node)

    def product(self, node: Product) -> str:
        first, *rest = node.factors
        text = self.quotient(first) if isinstance(first, Quotient) else self.factor(first)
        before = first
        for factor in rest:
            shown = self.bracket(self.expression(factor)) if _merges(before, factor) else self.factor(factor)
            text += self.between(before, factor) + shown
            before = factor
        return text

    def between(self, before: Node, after: Node) -> str:
        raise NotImplementedError

    def quotient(self, node: Quotient) -> str:
        raise NotImplementedError

    def factor(self, node: Node) -> str:
        """What may stand in a product without brackets."""
        if isinstance(node, Power):
            return self.power(node)
        return self.atom(node)

    def power(self, node: Power) -> str:
        base = node.base
        bare = not isinstance(base, Number) or base.written.style in (Style.INTEGER, Style.DECIMAL)
        return (self.atom(base) if bare else self.bracket(self.atom(base))) + self.exponent(node.exponent)

    def exponent(self, node: Node) -> str:
        raise NotImplementedError

    def atom(self, node: Node) -> str:
        if isinstance(node, Number):
            return self.number(node)
        if isinstance(node, Name):
            return self.name(node)
        if isinstance(node, Constant):
            return self.constant(node)
        if isinstance(node, Root):
            return self.root(node)
        if isinstance(node, Absolute):
            return self.absolute(node)
        if isinstance(node, Call):
            return self.call(node)
        if isinstance(node, Sum | Product | Quotient | Power | Negative | PlusMinus):
            return self.bracket(self.expression(node))
        return self.whole(node)  # a set or a relation, where a reader would have let none

    def bracket(self, inner: str) -> str:
        return f"({inner})"

    def digits(self, value: Fraction, places: int) -> str:
        if not places:
            return str(int(value))
        whole = str(int(value * 10**places)).rjust(places + 1, "0")
        return whole[:-places] + self.point() + whole[-places:]

    def point(self) -> str:
        return self.decimal

    def number(self, node: Number) -> str:
        raise NotImplementedError

    def name(self, node: Name) -> str:
        raise NotImplementedError

    def constant(self, node: Constant) -> str:
        raise NotImplementedError

    def root(self, node: Root) -> str:
        raise NotImplementedError

    def absolute(self, node: Absolute) -> str:
        raise NotImplementedError

    def call(self, node: Call) -> str:
        raise NotImplementedError


def _merges(before: Node, after: Node) -> bool:
    """Whether the two side by side would read as one number with a power of ten."""
    plain = isinstance(before, Number) and before.written.style in (Style.INTEGER, Style.DECIMAL)
    return plain and isinstance(after, Power) and isinstance(after.base, Number) and after.base.value == 10


def _by_fractions(node: Quotient) -> bool:
    """Whether a fraction is divided, or something is divided by one: in one row, as nested ones are small.

    A mixed number behind the sign would be read as a product there.
    """
    mixed = isinstance(node.below, Number) and node.below.written.style is Style.MIXED
    return (
        not mixed
        and isinstance(node.above, Number | Quotient)
        and isinstance(node.below, Number | Quotient)
        and (isinstance(node.above, Quotient) or isinstance(node.below, Quotient))
    )


def _mixed(node: Number) -> tuple[int, int, int]:
    whole = node.value.__floor__() - node.written.beyond
    return whole, int((node.value - whole) * node.written.below), node.written.below


class _Typed(_Shown):
    plus_minus = "±"

    def words(self) -> Words:
        return Words(self.language, self.decimal, latex=False)

    def between(self, before: Node, after: Node) -> str:
        plain = isinstance(before, Number) and before.written.style in (Style.INTEGER, Style.DECIMAL)
        letter = isinstance(after, Name) and after.letter[0] not in "eExX"
        return "" if plain and (letter or (isinstance(after, Name) and after.letter == "x")) else "*"

    def quotient(self, node: Quotient) -> str:
        above = self.term(node.above) if isinstance(node.above, Product | Quotient) else self.factor(node.above)
        mixed = isinstance(node.below, Number) and node.below.written.style is Style.MIXED
        below = self.factor(node.below)
        return f"{above}/({below})" if mixed else f"{above}/{below}"

    def exponent(self, node: Node) -> str:
        inner = node.inner if isinstance(node, Negative) else node
        bare = isinstance(inner, Name | Constant) or (
            isinstance(inner, Number) and inner.written.style is Style.INTEGER
        )
        return "^" + (self.expression(node) if bare else f"({self.expression(node)})")

    def number(self, node: Number) -> str:
        style = node.written.style
        if style is Style.MIXED:
            whole, above, below = _mixed(node)
            return f"{whole} {above}/{below}"
        digits = self.digits(node.digits, node.written.places)
        if style is Style.SCIENTIFIC:
            return f"{digits}e{node.written.exponent}"
        return digits + "%" if style is Style.PERCENT else digits

    def name(self, node: Name) -> str:
        return node.letter

    def constant(self, node: Constant) -> str:
        return {"pi": "π", "infinity": "∞"}.get(node.name, node.name)

    def root(self, node: Root) -> str:
        named = {2: "sqrt", 3: "cbrt"}.get(node.degree, f"root({node.degree})")
        return f"{named}({self.expression(node.inner)})"

    def absolute(self, node: Absolute) -> str:
        return f"abs({self.expression(node.inner)})"

    def call(self, node: Call) -> str:
        base = f"_{self.low(node.arguments[1])}" if len(node.arguments) > 1 else ""
        return f"{node.function}{base}({self.expression(node.arguments[0])})"

    def low(self, node: Node) -> str:
        plain = isinstance(node, Name) or (isinstance(node, Number) and node.written.style is Style.INTEGER)
        return self.expression(node) if plain else f"({self.expression(node)})"


class _Tex(_Shown):
    plus_minus = r"\pm "

    def words(self) -> Words:
        return Words(self.language, self.decimal, latex=True)

    def bracket(self, inner: str) -> str:
        return rf"\left({inner}\right)"

    def point(self) -> str:
        return "{,}" if self.decimal == "," else "."

    def expression(self, node: Node) -> str:
        if isinstance(node, Quotient) and _by_fractions(node):
            above, below = self.factor(node.above), self.factor(node.below)
            return rf"{above} \div {below}"
        return super().expression(node)

    def between(self, before: Node, after: Node) -> str:
        base = after.base if isinstance(after, Power) else after
        if isinstance(base, Number | Quotient) or (
            isinstance(before, Number) and before.written.style is Style.PERCENT
        ):
            return r" \cdot "
        return " "

    def factor(self, node: Node) -> str:
        return self.quotient(node) if isinstance(node, Quotient) else super().factor(node)

    def quotient(self, node: Quotient) -> str:
        return rf"\frac{{{self.expression(node.above)}}}{{{self.expression(node.below)}}}"

    def exponent(self, node: Node) -> str:
        return f"^{{{self.expression(node)}}}"

    def number(self, node: Number) -> str:
        style = node.written.style
        if style is Style.MIXED:
            whole, above, below = _mixed(node)
            return rf"{whole}\frac{{{above}}}{{{below}}}"
        digits = self.digits(node.digits, node.written.places)
        if style is Style.SCIENTIFIC:
            return rf"{digits} \times 10^{{{node.written.exponent}}}"
        return digits + r"\%" if style is Style.PERCENT else digits

    def name(self, node: Name) -> str:
        if node.letter.endswith("'"):
            return node.letter
        letter, _, low = node.letter.partition("_")
        shown = "\\" + _NAMES[letter] + " " if letter in _NAMES else letter
        shown = shown if len(letter) == 1 else "\\" + letter + " " if letter in GREEK else rf"\mathrm{{{letter}}}"
        return f"{shown.strip()}_{{{low}}}" if low else shown

    def constant(self, node: Constant) -> str:
        return {"pi": r"\pi ", "infinity": r"\infty "}.get(node.name, node.name)

    def root(self, node: Root) -> str:
        degree = "" if node.degree == 2 else f"[{node.degree}]"
        return rf"\sqrt{degree}{{{self.expression(node.inner)}}}"

    def absolute(self, node: Absolute) -> str:
        return rf"\left|{self.expression(node.inner)}\right|"

    def call(self, node: Call) -> str:
        name = node.function
        shown = rf"\operatorname{{{name}}}" if name in _NO_COMMAND else "\\" + _TEX_FUNCTIONS.get(name, name)
        base = f"_{{{self.expression(node.arguments[1])}}}" if len(node.arguments) > 1 else ""
        return shown + base + self.bracket(self.expression(node.arguments[0]))
