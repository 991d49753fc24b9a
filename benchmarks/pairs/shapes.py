"""Keys with rewritings of them that textbooks teach: powers, fractions, roots, logarithms, angles, lines."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.pairs.terms import EULER, PI, E, add, div, fn, mul, neg, num, power, sub, var

Family = Callable[[Random], list[E]]
"""Expressions that are all the same."""

X, Y, A, B = var("x"), var("y"), var("a"), var("b")


def _n(chance: Random, low: int = 2, high: int = 9) -> int:
    return chance.randint(low, high)


def _signed(chance: Random, high: int = 9) -> int:
    return chance.choice((-1, 1)) * chance.randint(1, high)


def brackets(chance: Random) -> list[E]:
    """(ax + b)(cx + d)."""
    a, b, c, d = _n(chance, 1, 5), _signed(chance), _n(chance, 1, 4), _signed(chance)
    one, other = add(mul(num(a), X), num(b)), add(mul(num(c), X), num(d))
    whole = add(mul(num(a * c), power(X, 2)), mul(num(a * d + b * c), X), num(b * d))
    split = add(mul(num(a * c), power(X, 2)), mul(num(a * d), X), mul(num(b * c), X), num(b * d))
    return [mul(one, other), whole, split, add(mul(num(c), X, one), mul(num(d), one)), mul(neg(one), neg(other))]


def squares(chance: Random) -> list[E]:
    """(ax + b)^2 and cubes."""
    a, b = _n(chance, 1, 4), _signed(chance)
    inner = add(mul(num(a), X), num(b))
    square = add(mul(num(a * a), power(X, 2)), mul(num(2 * a * b), X), num(b * b))
    if chance.random() < 0.5:
        return [power(inner, 2), square, mul(inner, inner), power(neg(inner), 2)]
    long = [num(a**3), num(3 * a * a * b), num(3 * a * b * b), num(b**3)]
    cube = add(mul(long[0], power(X, 3)), mul(long[1], power(X, 2)), mul(long[2], X), long[3])
    return [power(inner, 3), cube, mul(inner, square), neg(power(neg(inner), 3))]


def two_letters(chance: Random) -> list[E]:
    """Squares and products of two letters."""
    m, n = _n(chance), _n(chance)
    one, other = mul(num(m), A), mul(num(n), B)
    if chance.random() < 0.5:
        return [
            mul(add(one, other), sub(one, other)),
            sub(mul(num(m * m), power(A, 2)), mul(num(n * n), power(B, 2))),
            neg(mul(sub(other, one), add(one, other))),
        ]
    return [
        mul(A, B, add(one, other)),
        add(mul(num(m), power(A, 2), B), mul(num(n), A, power(B, 2))),
        add(mul(A, B, other), mul(power(A, 2), num(m), B)),
    ]


def linear(chance: Random) -> list[E]:
    """a(x + b) - c(x - d)."""
    a, b, c, d = _n(chance), _signed(chance), _n(chance), _signed(chance)
    return [
        sub(mul(num(a), add(X, num(b))), mul(num(c), sub(X, num(d)))),
        add(mul(num(a - c), X), num(a * b + c * d)),
        add(mul(num(a), X), num(a * b), mul(num(-c), X), num(c * d)),
        add(num(a * b), mul(num(a), X), neg(sub(mul(num(c), X), num(c * d)))),
    ]


def fractions(chance: Random) -> list[E]:
    """a/(x + b) + c/(x + d) as one fraction, and fractions that cancel."""
    a, b, c = _n(chance), _signed(chance), _n(chance)
    d = b + _n(chance, 1, 4)
    one, other = add(X, num(b)), add(X, num(d))
    top = add(mul(num(a + c), X), num(a * d + c * b))
    return [
        add(div(num(a), one), div(num(c), other)),
        div(top, mul(one, other)),
        div(add(mul(num(a), other), mul(num(c), one)), mul(other, one)),
        div(top, add(power(X, 2), mul(num(b + d), X), num(b * d))),
        div(neg(top), mul(neg(one), other)),
    ]


def parts(chance: Random) -> list[E]:
    """(ax + b)/c by its terms."""
    a, b, c = _n(chance), _signed(chance), _n(chance, 3, 8)
    return [
        div(add(mul(num(a), X), num(b)), num(c)),
        add(div(mul(num(a), X), num(c)), div(num(b), num(c)) if b > 0 else neg(div(num(-b), num(c)))),
        mul(div(num(1), num(c)), add(num(b), mul(num(a), X))),
        add(mul(div(num(a), num(c)), X), div(num(b), num(c))),
        div(mul(num(2), add(mul(num(a), X), num(b))), num(2 * c)),
    ]


def exponents(chance: Random) -> list[E]:
    """x^m x^n, (x^m)^n, x^-n, (ax)^n."""
    m, n, a = _n(chance, 2, 5), _n(chance, 2, 4), _n(chance, 2, 4)
    return chance.choice(
        [
            [mul(power(X, m), power(X, n)), power(X, m + n), mul(X, power(X, m + n - 1))],
            [power(power(X, m), n), power(X, m * n), mul(*[power(X, m)] * n)],
            [power(X, -n), div(num(1), power(X, n)), power(div(num(1), X), n), mul(power(X, -n - 1), X)],
            [power(mul(num(a), X), n), mul(num(a**n), power(X, n)), mul(power(num(a), n), power(X, n))],
            [div(power(X, m + n), power(X, n)), power(X, m), mul(power(X, m + n), power(X, -n))],
            [
                mul(power(num(a), X), power(num(a), num(n))),
                power(num(a), add(X, num(n))),
                mul(num(a**n), power(num(a), X)),
            ],
            [power(num(a * a), X), power(num(a), mul(num(2), X)), power(power(num(a), X), 2)],
            [power(mul(X, Y), n), mul(power(X, n), power(Y, n))],
        ]
    )


def roots(chance: Random) -> list[E]:
    """Surds and roots of squares."""
    a, b, p = _n(chance, 2, 6), _n(chance, 2, 6), chance.choice((2, 3, 5, 7))
    root, inner = fn("sqrt", num(p)), add(X, num(b))
    half = div(num(1), num(2))
    return chance.choice(
        [
            [
                fn("sqrt", num(a * a * p)),
                mul(num(a), root),
                mul(fn("sqrt", num(a * a)), root),
                power(num(a * a * p), half),
            ],
            [div(num(a), root), div(mul(num(a), root), num(p)), mul(div(num(a), num(p)), root)],
            [mul(add(num(b), root), sub(num(b), root)), num(b * b - p)],
            [power(add(num(b), root), 2), add(num(b * b + p), mul(num(2 * b), root))],
            [fn("sqrt", power(inner, 2)), fn("abs", inner), fn("abs", neg(inner))],
            [fn("abs", sub(X, num(a))), fn("abs", sub(num(a), X))],
            [fn("sqrt", mul(num(a * a), X)), mul(num(a), fn("sqrt", X)), mul(num(a), power(X, half))],
            [div(num(1), add(num(b), root)), div(sub(num(b), root), num(b * b - p))] if b * b != p else [root, root],
        ]
    )


def logs(chance: Random) -> list[E]:
    """Logarithms and the exponential function."""
    a, n = _n(chance), _n(chance, 3, 5)
    return chance.choice(
        [
            [fn("ln", mul(num(a), X)), add(fn("ln", X), fn("ln", num(a)))],
            [fn("ln", power(X, n)), mul(num(n), fn("ln", X))]
            if n % 2
            else [fn("ln", X), neg(fn("ln", div(num(1), X)))],
            [fn("ln", div(X, num(a))), sub(fn("ln", X), fn("ln", num(a)))],
            [power(EULER, add(X, num(a))), mul(power(EULER, X), power(EULER, num(a)))],
            [fn("exp", mul(num(a), X)), power(EULER, mul(num(a), X)), power(power(EULER, X), a)],
            [fn("ln", power(EULER, mul(num(a), X))), mul(num(a), X)],
            [fn("log", mul(num(10**a), X)), add(num(a), fn("log", X))],
            [fn("ln", num(a * a)), mul(num(2), fn("ln", num(a)))],
        ]
    )


def angles(chance: Random) -> list[E]:
    """Identities of sine, cosine and tangent."""
    a = _n(chance, 1, 4)
    t = mul(num(a), X)
    sin, cos, tan = fn("sin", t), fn("cos", t), fn("tan", t)
    two, one = num(2), num(1)
    twice = mul(num(2 * a), X)
    return chance.choice(
        [
            [fn("sin", twice), mul(two, sin, cos), mul(cos, two, sin)],
            [
                fn("cos", twice),
                sub(power(cos, 2), power(sin, 2)),
                sub(one, mul(two, power(sin, 2))),
                sub(mul(two, power(cos, 2)), one),
            ],
            [tan, div(sin, cos), div(one, div(cos, sin))],
            [sub(one, power(sin, 2)), power(cos, 2)],
            [add(one, power(tan, 2)), div(one, power(cos, 2))],
            [fn("sin", add(X, div(PI, two))), fn("cos", X)],
            [add(power(sin, 2), power(cos, 2)), one],
            [neg(sin), fn("sin", neg(t))],
            [fn("cos", sub(X, PI)), neg(fn("cos", X))],
        ]
    )


def lines(chance: Random) -> list[E]:
    """Equations of a line."""
    m, b, k = _signed(chance, 6), _signed(chance), _n(chance, 2, 4)
    right = add(mul(num(m), X), num(b))

    def eq(one: E, other: E) -> E:
        return E("eq", (one, other))

    return [
        eq(Y, right),
        eq(right, Y),
        eq(sub(Y, mul(num(m), X)), num(b)),
        eq(add(mul(num(m), X), neg(Y), num(b)), num(0)),
        eq(mul(num(k), Y), add(mul(num(k * m), X), num(k * b))),
        eq(sub(Y, num(b)), mul(num(m), X)),
        eq(X, div(sub(Y, num(b)), num(m))),
        eq(sub(Y, num(b + m)), mul(num(m), sub(X, num(1)))),
    ]


FAMILIES: tuple[Family, ...] = (
    brackets, squares, two_letters, linear, fractions, parts, exponents, roots, logs, angles, lines,
)  # fmt: skip
