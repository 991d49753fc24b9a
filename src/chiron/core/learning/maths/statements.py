"""Tokens into a whole answer: relations, chains, lists, words between them, sets, quantities."""

from __future__ import annotations

from typing import cast

from chiron.core.learning.maths.expressions import Expressions
from chiron.core.learning.maths.tree import (
    Absolute,
    Alternatives,
    Both,
    Call,
    Chain,
    Constant,
    Empty,
    Everything,
    Interval,
    Name,
    Negative,
    Node,
    Number,
    Op,
    PlusMinus,
    Point,
    Power,
    Product,
    Quantity,
    Quotient,
    Relation,
    Root,
    SetOf,
    Sum,
    Union,
)
from chiron.core.learning.maths.unit_words import MONEY
from chiron.core.learning.unread import Unread

MAXIMUM_ITEMS = 40

ARITHMETIC = (Sum, Product, Negative, PlusMinus, Quotient, Power, Root, Absolute, Call)
_VALUES = (*ARITHMETIC, Number, Name, Constant)
_SETS = (SetOf, Interval, Union, Empty, Everything)
_CONDITIONS = (Relation, Chain)
_ENDS = {"end", "comma", "word"}


class Statements(Expressions):
    """The whole text; one use."""

    def whole(self) -> Node:
        """Everything that was typed. Raises Unread."""
        items, joins = [self.statement()], []
        while self.now.kind in ("comma", "word"):
            joins.append(self.join())
            if self.now.kind == "end" and joins[-1] == ",":
                joins.pop()
                break
            if len(items) >= MAXIMUM_ITEMS:
                raise Unread("too-long", self.now.start)
            items.append(self.statement())
        if self.now.kind != "end":
            raise self.left_over()
        found = self.joined(items, joins)
        _checked(found)
        return found

    def left_over(self) -> Unread:
        token = self.now
        if token.kind == "close":
            return Unread("bracket", token.start)
        if token.kind == "factorial":
            return Unread("other-sign", token.start)
        if token.kind == "unit":
            return Unread("unit", token.start)
        return Unread("unreadable", token.start)

    def join(self) -> str:
        """``,``, ``or`` or ``and``; a comma before a word says no more than the word."""
        token = self.step()
        if token.kind == "comma" and self.now.kind == "word":
            token = self.step()
        return token.text if token.kind == "word" else ","

    def statement(self) -> Node:
        sides, ops = [self.side()], []
        while self.now.kind == "relation":
            ops.append(cast("Op", self.step().text))
            sides.append(self.side())
        span = self.since(sides[0])
        if not ops:
            return sides[0]
        if len(ops) == 1:
            return Relation(ops[0], sides[0], sides[1], span=span)
        if "in" in ops or "!=" in ops:
            raise Unread("unreadable", sides[1].span[1])
        return Chain(tuple(ops), tuple(sides), span=span)

    def side(self) -> Node:
        """An expression, with its unit where units may stand."""
        if self.now.kind == "currency":
            token = self.step()
            value = self.operand()
            return Quantity(value, _money(token.text), span=(token.start, self.ended))
        if self.now.kind == "sign" and self.ahead.kind == "currency":
            sign, token = self.step(), self.step()
            value = self.operand()
            whole = value if sign.text == "+" else Negative(value, span=(sign.start, self.ended))
            return Quantity(whole, _money(token.text), span=(sign.start, self.ended))
        found = self.operand()
        if self.now.kind == "unit":
            unit = self.step()
            return Quantity(found, unit.text, span=self.since(found))
        return found

    def member(self) -> Node:
        return self.side()

    # -- lists

    def joined(self, items: list[Node], joins: list[str]) -> Node:
        """One tree for what stood side by side."""
        if not joins:
            return items[0]
        span = (items[0].span[0], items[-1].span[1])
        items = self.carried(items)
        if all(isinstance(item, _CONDITIONS) for item in items):
            return self.conditions(items, joins, span)
        if any(isinstance(item, _CONDITIONS) for item in items):
            raise Unread("two-readings", next(i for i in items if not isinstance(i, _CONDITIONS)).span[0])
        if all(isinstance(item, _SETS) for item in items):
            return Union(tuple(items), span=span)
        return SetOf(tuple(items), span=span)

    def carried(self, items: list[Node]) -> list[Node]:
        """``x = 1, 2`` says ``x = 1, x = 2``."""
        first = items[0]
        if not (isinstance(first, Relation) and first.op == "=" and isinstance(first.left, Name)):
            return items
        rest = items[1:]
        if all(isinstance(item, _VALUES) for item in rest):
            return [first, *(Relation("=", first.left, item, span=item.span) for item in rest)]
        return items

    def conditions(self, items: list[Node], joins: list[str], span: tuple[int, int]) -> Node:
        letter = _solved_for(items)
        if letter is not None:
            # One letter with several values: whatever word stands between, these are solutions side by side.
            if "and" in joins and self.choices.flipped("and", items[1].span[0]):
                return Both(tuple(items), span=span)
            return Alternatives(tuple(items), span=span)
        if "or" not in joins:
            unsaid = "and" not in joins and not any(_equation(item) for item in items)
            if unsaid and self.choices.flipped("list", items[1].span[0]):
                return Alternatives(tuple(items), span=span)
            return Both(tuple(items), span=span)
        options: list[list[Node]] = [[items[0]]]
        for join, item in zip(joins, items[1:], strict=True):
            if join == "and":
                options[-1].append(item)
            else:
                options.append([item])
        made = [_all_of(option) for option in options]
        return made[0] if len(made) == 1 else Alternatives(tuple(made), span=span)


def _money(sign: str) -> str:
    return MONEY.get(sign, sign)


def _equation(item: Node) -> bool:
    return isinstance(item, Relation) and item.op == "="


def _all_of(items: list[Node]) -> Node:
    if len(items) == 1:
        return items[0]
    return Both(tuple(items), span=(items[0].span[0], items[-1].span[1]))


def _solved_for(items: list[Node]) -> str | None:
    """The letter, if every item says what one letter is worth."""
    letters = set()
    for item in items:
        if not isinstance(item, Relation) or item.op != "=":
            return None
        sides = (item.left, item.right)
        names = [side.letter for side in sides if isinstance(side, Name)]
        if len(names) != 1:
            return None
        letters.add(names[0])
    return letters.pop() if len(letters) == 1 else None


def _checked(node: Node) -> None:
    """Refuse sets, points and relations where a number belongs. Raises Unread."""
    for part in node.walk():
        wanted: tuple[type[Node], ...] | None = None
        if isinstance(part, (*ARITHMETIC, Interval, Quantity)):
            wanted = _VALUES
        elif isinstance(part, Point):
            wanted = (*_VALUES, Quantity)
        elif isinstance(part, SetOf):
            wanted = (*_VALUES, Point, Quantity)
        elif isinstance(part, Union):
            wanted = _SETS
        elif isinstance(part, Chain):
            wanted = (*_VALUES, Quantity)
        elif isinstance(part, Relation):
            _checked_relation(part)
        if wanted is not None:
            for inner in part.parts:
                if not isinstance(inner, wanted):
                    raise Unread("unreadable", inner.span[0])


def _checked_relation(part: Relation) -> None:
    if part.op == "in":
        right: tuple[type[Node], ...] = (*_SETS, Point)
    elif part.op == "=":
        right = (*_VALUES, *_SETS, Point, Quantity)
    else:
        right = (*_VALUES, Quantity)
    for inner, wanted in ((part.left, (*_VALUES, Quantity)), (part.right, right)):
        if not isinstance(inner, wanted):
            raise Unread("unreadable", inner.span[0])
