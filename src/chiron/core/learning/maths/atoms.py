"""What stands within products: numbers, letters, brackets, roots, fractions, bars, functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Literal, cast

from chiron.core.learning.maths.options import Choices, Reading
from chiron.core.learning.maths.tokens import Token
from chiron.core.learning.maths.tree import (
    Absolute,
    Chain,
    Constant,
    Empty,
    Everything,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    Point,
    Power,
    Quotient,
    Relation,
    SetOf,
)
from chiron.core.learning.maths.value import Undefined, exact
from chiron.core.learning.unread import Unread

MAXIMUM_NESTING = 100
"""Steps of the grammar inside each other; a bracket takes about three."""
_CLOSERS = {"(": ")]", "[": "])[", "]": "[]"}
"""Opening bracket -> those that may close it: ``[1, 2)``, ``]1; 2[``."""


class Atoms:
    """A walk over the tokens; one use."""

    def __init__(self, tokens: list[Token], reading: Reading, choices: Choices, latex: bool) -> None:
        self.tokens = tokens
        self.reading = reading
        self.choices = choices
        self.latex = latex
        self.at = 0
        self.nesting = 0
        self.bars = 0

    # -- walking

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    @property
    def ahead(self) -> Token:
        return self.tokens[min(self.at + 1, len(self.tokens) - 1)]

    @property
    def last(self) -> Token:
        """The token before; at the beginning an empty one."""
        return self.tokens[self.at - 1] if self.at else Token("", "", 0, 0)

    @property
    def ended(self) -> int:
        """Where the token before ends."""
        return self.last.end

    def since(self, first: Node) -> tuple[int, int]:
        return first.span[0], self.ended

    def step(self) -> Token:
        token = self.now
        if token.kind != "end":
            self.at += 1
        return token

    def took(self, kind: str, text: str | None = None) -> bool:
        if self.now.kind == kind and (text is None or self.now.text == text):
            self.at += 1
            return True
        return False

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.nesting += 1
        if self.nesting > MAXIMUM_NESTING:
            raise Unread("too-deep", self.now.start)
        yield
        self.nesting -= 1

    # -- to be had from Calls and Expressions

    def sum(self) -> Node:
        raise NotImplementedError

    def statement(self) -> Node:
        raise NotImplementedError

    def member(self) -> Node:
        """One of those that stand in brackets side by side."""
        raise NotImplementedError

    def factor(self, mixed: bool = True) -> Node:
        raise NotImplementedError

    def exponent(self) -> Node:
        raise NotImplementedError

    def rooted(self, token: Token, degree: int) -> Node:
        raise NotImplementedError

    def latex_root(self, token: Token) -> Node:
        raise NotImplementedError

    def function(self, token: Token) -> Node:
        raise NotImplementedError

    def small(self, token: Token) -> Node:
        raise NotImplementedError

    def raised(self, base: Node) -> Node:
        raise NotImplementedError

    def beside(self) -> bool:
        raise NotImplementedError

    def signed(self, mixed: bool = True) -> Node:
        raise NotImplementedError

    def quotient(self, above: Node, below: Node) -> Node:
        raise NotImplementedError

    def times(self, before: Node, after: Node, grow: bool) -> Node:
        raise NotImplementedError

    # -- atoms

    def atom(self) -> Node:
        """The smallest whole thing that begins here. Raises Unread."""
        token = self.now
        span = (token.start, token.end)
        if token.kind == "number":
            self.step()
            return Number(token.value, token.written, span=span)
        if token.kind == "vulgar":
            self.step()
            above, below = (Number(Fraction(n), span=span) for n in (token.value.numerator, token.value.denominator))
            return Quotient(above, below, span=span)
        if token.kind == "name":
            self.step()
            return self.letter(token.text, span)
        if token.kind == "constant":
            self.step()
            return Constant(cast('Literal["pi", "e", "i", "infinity"]', token.text), span=span)
        if token.kind == "empty":
            self.step()
            return Empty(span=span)
        if token.kind == "all":
            self.step()
            return Everything(span=span)
        return self.compound(token)

    def letter(self, text: str, span: tuple[int, int]) -> Node:
        return Name(text, span=span)

    def compound(self, token: Token) -> Node:
        if token.kind == "open" or (token.kind == "close" and token.text == "]"):
            return self.group()
        if token.kind == "bar":
            return self.absolute()
        if token.kind == "root":
            self.step()
            return self.rooted(token, int(token.text))
        if token.kind == "sqrt":
            self.step()
            return self.latex_root(token)
        if token.kind == "frac":
            self.step()
            above = self.argument()
            return replace(self.quotient(above, self.argument()), span=(token.start, self.ended))
        if token.kind == "function":
            self.step()
            return self.function(token)
        raise self.surprise(token)

    def surprise(self, token: Token) -> Unread:
        if token.kind == "end":
            return Unread("missing", token.start)
        if token.kind == "close":
            return Unread("bracket", token.start)
        return Unread("unreadable", token.start)

    def argument(self) -> Node:
        """What a LaTeX command takes: a group, one digit, or one thing."""
        token = self.now
        if token.kind == "open" and token.text == "{":
            return self.group()
        if token.kind == "number" and token.text.isdigit():
            first = Token(
                "number", token.text[0], token.start, token.start + 1, token.spaced, Fraction(int(token.text[0]))
            )
            rest = token.text[1:]
            self.tokens[self.at] = first
            if rest:
                later = Token("number", rest, token.start + 1, token.end, False, Fraction(int(rest)))
                self.tokens.insert(self.at + 1, later)
        return self.atom()

    # -- brackets

    def group(self) -> Node:
        """Brackets: round what they hold, a point, an interval, a set."""
        opening = self.step()
        if opening.text == "set" or (opening.text == "{" and not self.latex):
            if self.last_raises(opening) or self.is_raised(opening):
                return self.inside(opening, "{}")
            return self.set(opening)
        if opening.text == "{":
            return self.inside(opening, "{}")
        bars, self.bars = self.bars, 0
        members = [self.member()]
        while self.took("comma"):
            members.append(self.member())
        self.bars = bars
        closing = self.now
        if closing.kind not in ("close", "open") or closing.text not in _CLOSERS[opening.text]:
            raise self.open_bracket(opening)
        self.step()
        return self.grouped(opening, closing, members)

    def open_bracket(self, opening: Token) -> Unread:
        """Why a bracket did not close: it has no partner, or something else stands before it."""
        if self.now.kind in ("end", "close"):
            return Unread("bracket", opening.start)
        return Unread("unreadable", self.now.start)

    def last_raises(self, opening: Token) -> bool:
        """Whether the brace belongs to an exponent or a base: ``x^{2}``."""
        before = self.tokens[self.at - 2].kind if self.at > 1 else ""
        return before in ("power", "low", "function") and opening.text == "{"

    def is_raised(self, opening: Token) -> bool:
        """Whether an exponent follows where this brace closes: ``{10}^3`` is no set, as nobody raises one."""
        if opening.text != "{":
            return False
        depth = 1
        for at in range(self.at, len(self.tokens) - 1):
            token = self.tokens[at]
            depth += (token.kind == "open") - (token.kind == "close")
            if not depth:
                return token.text == "}" and self.tokens[at + 1].kind in ("power", "raised")
        return False

    def inside(self, opening: Token, pair: str) -> Node:
        bars, self.bars = self.bars, 0
        if self.now.kind == "close" and self.now.text == pair[1]:
            raise Unread("missing", self.now.start)
        found = self.sum()
        self.bars = bars
        if not self.took("close", pair[1]):
            raise self.open_bracket(opening)
        return found

    def set(self, opening: Token) -> Node:
        shut = "set" if opening.text == "set" else "}"
        if self.took("close", shut):
            return Empty(span=(opening.start, self.ended))
        if self.now.kind == "name" and self.ahead.kind in ("bar", "colon") and self.relation_follows():
            self.at += 2
            members = [self.statement()]
        else:
            members = [self.member()]
        while self.took("comma"):
            members.append(self.member())
        if not self.took("close", shut):
            raise self.open_bracket(opening)
        span = (opening.start, self.ended)
        if len(members) == 1 and isinstance(members[0], Relation | Chain):
            return replace(members[0], span=span)
        return SetOf(tuple(members), span=span)

    def relation_follows(self) -> bool:
        """Whether ``{x | ...}`` describes its members by a relation."""
        return any(token.kind == "relation" for token in self.tokens[self.at :])

    def grouped(self, opening: Token, closing: Token, members: list[Node]) -> Node:
        span = (opening.start, closing.end)
        round_ = opening.text == "(" and closing.text == ")"
        if len(members) == 1:
            if not round_ and (opening.text, closing.text) != ("[", "]"):
                raise Unread("bracket", opening.start)
            return replace(members[0], span=span)
        if len(members) == 2 and not (round_ and self.is_point(opening, members)):
            return Interval(members[0], members[1], opening.text == "[", closing.text == "]", span=span)
        if not round_:
            raise Unread("bracket", opening.start)
        return Point(tuple(members), span=span)

    def is_point(self, opening: Token, members: list[Node]) -> bool:
        """Whether ``(2, 3)`` is a point, not an open interval."""
        ends = [member.inner if isinstance(member, Negative) else member for member in members]
        if any(isinstance(end, Constant) and end.name == "infinity" for end in ends):
            return False
        if self.reading.pair is not None:
            return self.reading.pair == "point"
        return not self.choices.flipped("pair", opening.start)

    # -- bars

    def bar_opens(self) -> bool:
        """Whether a bar after a factor begins another absolute value."""
        if self.now.text == "open":
            return True
        if self.now.text == "close" or (self.bars and not self.choices.flipped("bar", self.now.start)):
            return False
        return self.ahead.kind not in ("end", "relation", "comma", "close", "word", "times", "over", "power")

    def absolute(self) -> Node:
        opening = self.step()
        if opening.text == "close":
            raise Unread("bracket", opening.start)
        self.bars += 1
        inner = self.sum()
        self.bars -= 1
        if self.now.kind != "bar" or self.now.text == "open":
            raise Unread("bracket", opening.start)
        self.step()
        return Absolute(inner, span=(opening.start, self.ended))

    # -- powers

    def power(self, base: Node, exponent: Node) -> Node:
        """Base to the exponent, if what it says stays within bounds."""
        found = Power(base, exponent, span=(base.span[0], self.ended))
        value = self.bounded(exponent)
        if value is not None and abs(value) > 200:
            raise Unread("too-large", exponent.span[0])
        self.bounded(found)
        return found

    def bounded(self, node: Node) -> Fraction | None:
        """The exact value if it has one. Raises Unread where it grows too large."""
        try:
            return exact(node)
        except Undefined as undefined:
            if undefined.reason == "too-large":
                raise Unread("too-large", node.span[0]) from None
            return None
