"""Roots, functions and their arguments, with and without brackets."""

from __future__ import annotations

from chiron.core.learning.maths.atoms import Atoms
from chiron.core.learning.maths.tokens import Token
from chiron.core.learning.maths.tree import Absolute, Call, Name, Negative, Node, Number, Root
from chiron.core.learning.unread import Unread

_INVERSE = {"sin": "asin", "cos": "acos", "tan": "atan"}


class Calls(Atoms):
    """What a word or a root sign begins."""

    def rooted(self, token: Token, degree: int) -> Node:
        """√ takes the next factor; a product right beside it may be meant."""
        bare = self.now.kind != "open" and not self.now.spaced
        with self.deeper():
            found = self.raised(self.atom()) if self.now.kind != "open" else self.atom()
        tied = bare and self.now.kind in ("name", "constant") and not self.now.spaced
        if tied and self.choices.flipped("root", token.start):
            grow = False
            while self.now.kind in ("name", "constant", "open"):
                found, grow = self.times(found, self.factor(), grow), True
        return Root(found, degree, span=(token.start, self.ended))

    def latex_root(self, token: Token) -> Node:
        degree = 2
        if self.took("open", "["):
            size = self.step()
            if size.kind != "number" or size.value.denominator != 1 or not 2 <= size.value <= 100:
                raise Unread("not-whole", size.start)
            degree = int(size.value)
            if not self.took("close", "]"):
                raise Unread("bracket", size.end)
        return Root(self.argument(), degree, span=(token.start, self.ended))

    def function(self, token: Token) -> Node:
        name = token.text
        if name in ("sqrt", "cbrt"):
            return self.rooted(token, 2 if name == "sqrt" else 3)
        if name == "abs":
            return Absolute(self.atom(), span=(token.start, self.ended))
        if name == "root":
            size = self.atom()
            if not isinstance(size, Number) or size.value.denominator != 1 or not 2 <= size.value <= 100:
                raise Unread("not-whole", size.span[0])
            return Root(self.atom(), int(size.value), span=(token.start, self.ended))
        if name == "frac":
            return self.quotient(self.atom(), self.atom())
        if name not in self.reading.functions:
            raise Unread("other-function", token.start)
        return self.called(token, name)

    def called(self, token: Token, name: str) -> Node:
        base = self.log_base(name)
        exponent: Node | None = None
        if self.now.kind == "raised":
            exponent = self.small(self.step())
        elif self.took("power"):
            exponent = self.exponent()
        if isinstance(exponent, Negative) and isinstance(exponent.inner, Number) and name in _INVERSE:
            if exponent.inner.value != 1:
                raise Unread("two-readings", exponent.span[0])
            name, exponent = _INVERSE[name], None
        arguments = self.arguments(token)
        if base is not None:
            arguments = (*arguments, base)
        found: Node = Call(name, arguments, span=(token.start, self.ended))
        if name == "factorial":
            found = self.factorial(arguments[0], token)
        return found if exponent is None else self.power(found, exponent)

    def log_base(self, name: str) -> Node | None:
        """``log_2 8``, and ``log2(8)`` with the base right behind."""
        if name != "log":
            return None
        if self.took("low"):
            return self.argument() if self.latex else self.atom()
        if self.now.kind == "number" and not self.now.spaced and self.ahead.kind == "open":
            return self.atom()
        return None

    def arguments(self, token: Token) -> tuple[Node, ...]:
        if self.now.kind == "open" and self.now.text in "([{":
            opening = self.now
            found = self.inside(self.step(), {"(": "()", "[": "[]", "{": "{}"}[opening.text])
            return (found,)
        if self.now.kind == "sign" and self.now.text == "-":
            start = self.step()
            return (Negative(self.bare(token), span=(start.start, self.ended)),)
        return (self.bare(token),)

    def bare(self, token: Token) -> Node:
        """An argument without brackets: the factors side by side, up to the next function."""
        if self.now.kind in ("end", "times", "over", "relation", "comma", "close"):
            raise Unread("missing", self.now.start)
        found = self.factor()
        grow = False
        while self.now.kind != "function" and self.beside():
            found, grow = self.times(found, self.factor(), grow), True
        if self.now.kind == "over" and self.choices.flipped("argument", token.start):
            self.step()
            found = self.quotient(found, self.signed(mixed=False))
        return found

    def factorial(self, base: Node, token: Token) -> Node:
        if "factorial" not in self.reading.functions:
            raise Unread("other-function", token.start)
        if not isinstance(base, Name):
            value = self.bounded(base)
            if value is None or value.denominator != 1 or value < 0:
                raise Unread("not-whole", base.span[0])
            if value > 60:
                raise Unread("too-large", base.span[0])
        return Call("factorial", (base,), span=(base.span[0], self.ended))
