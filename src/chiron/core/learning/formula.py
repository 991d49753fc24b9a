"""The authors' formula language: exact, bounded, and never evaluated as program text.

A formula is parsed once into nested functions and then worked out for given values. docs/reference/course-format.md
is its reference.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from chiron.core.learning.exact import FormulaError, Value, bounded, kind_of, number, power, truth
from chiron.core.learning.functions import FUNCTIONS
from chiron.core.learning.printing import FORMATS, PROSE, Style

MAXIMUM_LENGTH = 1000
MAXIMUM_DEPTH = 40
KEYWORDS = frozenset({"and", "or", "not", "true", "false", "if"})
RESERVED = KEYWORDS | FUNCTIONS.keys() | FORMATS.keys()
"""Names that a parameter cannot have."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<name>[a-z][a-z0-9_]*)|(?P<text>"[^"]*"|'[^']*')"""
    r"""|(?P<sign>\*\*|==|!=|<=|>=|[-+*/^<>(),.]))"""
)
_DIGITS = 40


@dataclass(slots=True)
class Scope:
    """What a formula is worked out with: the values of names, and how formatting functions print."""

    values: Mapping[str, Value]
    style: Style


Run = Callable[[Scope], Value]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula; ``names`` are the parameters it reads."""

    source: str
    names: frozenset[str]
    run: Run

    def value(self, values: Mapping[str, Value], style: Style = PROSE) -> Value:
        """Work it out. Raises FormulaError when it cannot be: unknown name, division by zero, mixed kinds ..."""
        return self.run(Scope(values, style))

    def number(self, values: Mapping[str, Value]) -> Fraction:
        """Work it out as a number; raises FormulaError otherwise."""
        return number(self.value(values))

    def truth(self, values: Mapping[str, Value]) -> bool:
        """Work it out as true or false; raises FormulaError otherwise."""
        return truth(self.value(values))


@lru_cache(maxsize=8192)
def parse(source: str) -> Formula:
    """Parse a formula. Raises FormulaError with the place of what cannot be read."""
    if len(source) > MAXIMUM_LENGTH:
        raise FormulaError(f"A formula holds at most {MAXIMUM_LENGTH} characters.")
    return _Parser(source).whole()


def authored(value: object) -> Formula:
    """A formula field as YAML gives it: text, a number or true/false."""
    if isinstance(value, bool):
        return parse("true" if value else "false")
    if isinstance(value, int | float | str):
        text = repr(value) if isinstance(value, float) else str(value)
        return parse(text)
    raise FormulaError("A formula is needed here: a number or text such as 'a + b'.")


class _Parser:
    """Recursive descent over the tokens; one use."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.names = set[str]()
        self.depth = 0
        self.tokens = list(_tokens(source))
        self.at = 0

    def whole(self) -> Formula:
        run = self.any_of()
        if self.kind != "end":
            raise self.surprise()
        return Formula(self.source, frozenset(self.names), run)

    # -- tokens

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0]

    @property
    def word(self) -> str:
        return self.tokens[self.at][1]

    @property
    def place(self) -> int:
        return self.tokens[self.at][2]

    def took(self, *words: str) -> str | None:
        """Step over a sign or keyword if it is next."""
        if self.kind in ("sign", "name") and self.word in words:
            self.at += 1
            return self.tokens[self.at - 1][1]
        return None

    def need(self, sign: str) -> None:
        if not self.took(sign):
            raise FormulaError(f"Expected {sign!r} at character {self.place + 1} of {self.source!r}.", self.place)

    def surprise(self) -> FormulaError:
        what = "the end" if self.kind == "end" else repr(self.word)
        return FormulaError(f"Did not expect {what} at character {self.place + 1} of {self.source!r}.", self.place)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise FormulaError("The formula is nested too deeply.", self.place)

    # -- grammar, loosest first

    def any_of(self) -> Run:
        run = self.all_of()
        while self.took("or"):
            run = _either(run, self.all_of())
        return run

    def all_of(self) -> Run:
        run = self.negation()
        while self.took("and"):
            run = _both(run, self.negation())
        return run

    def negation(self) -> Run:
        if self.took("not"):
            self.deeper()
            inner = self.negation()
            self.depth -= 1
            return lambda scope: not truth(inner(scope))
        return self.comparison()

    def comparison(self) -> Run:
        first = self.sum()
        chain: list[tuple[str, Run]] = []
        while sign := self.took("==", "!=", "<", "<=", ">", ">="):
            chain.append((sign, self.sum()))
        return _chain(first, chain) if chain else first

    def sum(self) -> Run:
        run = self.product()
        while sign := self.took("+", "-"):
            run = _arithmetic(sign, run, self.product())
        return run

    def product(self) -> Run:
        run = self.signed()
        while sign := self.took("*", "/"):
            run = _arithmetic(sign, run, self.signed())
        return run

    def signed(self) -> Run:
        if sign := self.took("-", "+"):
            self.deeper()
            inner = self.signed()
            self.depth -= 1
            return (lambda scope: -number(inner(scope))) if sign == "-" else (lambda scope: number(inner(scope)))
        return self.powered()

    def powered(self) -> Run:
        base = self.atom()
        if self.took("^", "**"):
            self.deeper()
            exponent = self.signed()
            self.depth -= 1
            return lambda scope: power(number(base(scope)), number(exponent(scope)))
        return base

    def atom(self) -> Run:
        kind, word, _ = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            constant = Fraction(word)
            return lambda _: constant
        if kind == "text":
            self.at += 1
            return lambda _: word[1:-1]
        if kind == "name":
            return self.named()
        self.deeper()
        if not self.took("("):
            raise self.surprise()
        inner = self.any_of()
        self.need(")")
        self.depth -= 1
        return inner

    def named(self) -> Run:
        name, place = self.word, self.place
        if name in ("and", "or", "not"):
            raise self.surprise()
        self.at += 1
        if name in ("true", "false"):
            return lambda _: name == "true"
        if self.took("("):
            return self.call(name, place)
        if name in RESERVED:
            raise FormulaError(f"{name} is a function: write {name}(...).", place)
        self.names.add(name)
        if self.took("."):
            return self.field(name)
        return lambda scope: _look_up(scope, name)

    def field(self, name: str) -> Run:
        if self.kind != "name":
            raise self.surprise()
        inner = self.word
        self.at += 1
        return lambda scope: _field(_look_up(scope, name), name, inner)

    def call(self, name: str, place: int) -> Run:
        self.deeper()
        arguments: list[Run] = []
        if not self.took(")"):
            arguments.append(self.any_of())
            while self.took(","):
                arguments.append(self.any_of())
            self.need(")")
        self.depth -= 1
        return _call(name, arguments, place)


def _tokens(source: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at = 0
    while source[at:].strip():
        match = _TOKEN.match(source, at)
        if match is None or match.lastgroup is None:
            place = at + len(source[at:]) - len(source[at:].lstrip())
            raise FormulaError(f"Cannot read {source[place]!r} at character {place + 1} of {source!r}.", place)
        word = match.group(match.lastgroup)
        if match.lastgroup == "number" and (len(word) > _DIGITS or not word.isascii()):
            raise FormulaError(f"The number at character {match.start() + 1} is too long.", match.start())
        found.append((match.lastgroup, word, match.start(match.lastgroup)))
        at = match.end()
    found.append(("end", "", len(source)))
    return found


def _look_up(scope: Scope, name: str) -> Value:
    try:
        return scope.values[name]
    except KeyError:
        raise FormulaError(f"There is no parameter called {name!r}.") from None


def _field(record: Value, name: str, inner: str) -> Value:
    if isinstance(record, Mapping) and inner in record:
        return record[inner]
    raise FormulaError(f"{name!r} has no field {inner!r}.")


def _either(left: Run, right: Run) -> Run:
    return lambda scope: truth(left(scope)) or truth(right(scope))


def _both(left: Run, right: Run) -> Run:
    return lambda scope: truth(left(scope)) and truth(right(scope))


def _arithmetic(sign: str, left: Run, right: Run) -> Run:
    work = _WORK.get(sign, _divided)

    def run(scope: Scope) -> Value:
        one, other = number(left(scope)), number(right(scope))
        if sign != "/" and one.denominator == 1 == other.denominator:  # most are, and whole numbers are quicker
            return bounded(Fraction(work(one.numerator, other.numerator)))
        return bounded(work(one, other))

    return run


def _divided(one: Fraction, other: Fraction) -> Fraction:
    if other == 0:
        raise FormulaError("Division by zero.")
    return one / other


_WORK: Mapping[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _chain(first: Run, rest: list[tuple[str, Run]]) -> Run:
    def run(scope: Scope) -> Value:
        left = first(scope)
        for sign, other in rest:
            right = other(scope)
            if not _compare(sign, left, right):
                return False
            left = right
        return True

    return run


def _compare(sign: str, left: Value, right: Value) -> bool:
    if type(left) is not type(right) and kind_of(left) != kind_of(right):
        raise FormulaError(f"Cannot compare {kind_of(left)} with {kind_of(right)}.")
    if sign == "==":
        return left == right
    if sign == "!=":
        return left != right
    return _ORDER[sign](number(left), number(right))


def _call(name: str, arguments: list[Run], place: int) -> Run:
    if name == "if":
        return _conditional(arguments, place)
    known = FUNCTIONS.get(name) or FORMATS.get(name)
    if known is None:
        raise FormulaError(f"There is no function called {name!r}.", place)
    least, most, _ = known
    if not least <= len(arguments) <= most:
        count = str(least) if least == most else f"{least} to {most}"
        raise FormulaError(f"{name}(...) takes {count} values, not {len(arguments)}.", place)
    if name in FUNCTIONS:
        work = FUNCTIONS[name][2]
        return lambda scope: work(*(argument(scope) for argument in arguments))
    show = FORMATS[name][2]
    return lambda scope: show(scope.style, *(argument(scope) for argument in arguments))


def _conditional(arguments: list[Run], place: int) -> Run:
    if len(arguments) != 3:
        raise FormulaError("if(...) takes three values: condition, then, else.", place)
    condition, then, otherwise = arguments
    return lambda scope: then(scope) if truth(condition(scope)) else otherwise(scope)
