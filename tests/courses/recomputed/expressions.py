"""The keys of unit `expressions`, found again from what a learner reads."""

from __future__ import annotations

import math
from fractions import Fraction

from chiron.core.learning.generate import Item
from tests.courses.plain_maths import maths, numbers, value

from .routes import Expressions, Numbers, first_maths, prompt_value


def total_at_market(item: Item) -> Fraction:
    basket, count, price = numbers(item.prompt)
    return Fraction(sum([price] * count, basket))


def tiles(item: Item) -> Fraction:
    rows, in_a_row, side = numbers(item.prompt)
    return Fraction(sum([in_a_row] * rows) + sum([side] * side))


def warmed(item: Item) -> Fraction:
    dawn, afternoon = (value(text) for text in maths(item.prompt))
    return afternoon - dawn


def at_a_value(item: Item) -> Fraction:
    given = maths(item.prompt + item.steps[-1].prompt)
    at = next(text for text in given if text.startswith("x ="))
    return value(given[0], value(at.removeprefix("x =")))


def water_left(item: Item) -> Fraction:
    full, rate, *_ = numbers(item.prompt)
    for _minute in range(numbers(item.steps[0].prompt)[0]):
        full -= rate
    return Fraction(full)


def common_factor(item: Item) -> Fraction:
    return Fraction(math.gcd(*numbers(item.prompt)))


def less_than(item: Item) -> str:
    taken, times = numbers(item.steps[0].prompt)
    return f"{times}n - {taken}"


def taxi(item: Item) -> str:
    start, each = numbers(item.prompt)
    return f"{start} + {each}d"


def from_table(item: Item) -> str:
    once, each = numbers(item.prompt)
    return f"{each}n + {once}"


def thought_of(item: Item) -> str:
    added, times = numbers(item.prompt)
    return f"{times}(n + {added})"


def younger(item: Item) -> str:
    return f"s - {numbers(item.prompt)[0]}"


def fence(item: Item) -> str:
    return " + ".join(maths(item.prompt))


def day_out(item: Item) -> str:
    friends, museum = numbers(item.prompt)
    return f"{friends}x + {friends * museum}"


def inside(item: Item) -> str:
    expression = first_maths(item)
    return f"({expression})/{math.gcd(*numbers(expression))}"


def share(item: Item) -> str:
    return f"({maths(item.prompt)[0]})/{numbers(item.prompt)[0]}"


def taken_away(item: Item) -> Fraction:
    before, after = (value(text) for text in maths(item.prompt))
    return before - after


def quiz_score(item: Item) -> Fraction:
    each, before = (value(text) for text in maths(item.prompt))
    answers = numbers(item.prompt)[-1]
    return before - sum([each] * answers)


def hired(item: Item) -> Fraction:
    return value(maths(item.prompt)[-1], Fraction(numbers(item.steps[-1].prompt)[0]))


def seats(item: Item) -> str:
    along, at_an_end = numbers(item.prompt)
    return f"n*({along} + {along}) + {at_an_end} + {at_an_end}"


def three_tables(item: Item) -> Fraction:
    return value(seats(item), Fraction(3))


def difference(item: Item) -> str:
    before, after = maths(item.prompt)
    return f"({after}) - ({before})"


def top_brick(item: Item) -> str:
    left, middle, right = maths(item.prompt)
    return f"({left}) + ({middle}) + ({middle}) + ({right})"


def seats_of_hall(item: Item) -> Fraction:
    rows, in_a_row = numbers(item.prompt)
    return Fraction(sum([in_a_row] * rows))


def printed(item: Item) -> Fraction:
    each_minute, morning, afternoon, *_ = numbers(item.prompt)
    return Fraction(each_minute * morning + each_minute * afternoon)


NUMBERS: Numbers = {
    ("order-of-operations", "product-in-a-sum"): ("value", prompt_value),
    ("order-of-operations", "subtract-and-add"): ("value", prompt_value),
    ("order-of-operations", "bracket-and-power"): ("value", prompt_value),
    ("order-of-operations", "at-the-market"): ("total", total_at_market),
    ("order-of-operations", "patio-of-tiles"): ("total", tiles),
    ("negative-numbers", "across-zero"): ("value", prompt_value),
    ("negative-numbers", "take-away-a-negative"): ("value", prompt_value),
    ("negative-numbers", "product-then-subtract"): ("value", prompt_value),
    ("negative-numbers", "cold-morning"): ("rise", warmed),
    ("substitute-a-value", "value-in-a-line"): ("value", at_a_value),
    ("substitute-a-value", "negative-value"): ("value", at_a_value),
    ("substitute-a-value", "square-of-a-letter"): ("value", at_a_value),
    ("substitute-a-value", "water-tank"): ("left", water_left),
    ("factor-out-a-number", "factor-in-two-steps"): ("factor", common_factor),
    ("negative-numbers", "what-was-taken-away"): ("number", taken_away),
    ("negative-numbers", "quiz-points-taken-back"): ("score", quiz_score),
    ("letters-for-numbers", "story-of-an-expression"): ("cost", hired),
    ("letters-for-numbers", "seats-in-a-row"): ("three", three_tables),
    ("multiply-out-brackets", "rows-of-seats"): ("seats", seats_of_hall),
    ("factor-out-a-number", "printed-pages"): ("pages", printed),
}

EXPRESSIONS: Expressions = {
    ("letters-for-numbers", "less-than"): ("expression", less_than),
    ("letters-for-numbers", "taxi"): ("total", taxi),
    ("letters-for-numbers", "from-table-to-letter"): ("expression", from_table),
    ("letters-for-numbers", "think-of-a-number"): ("expression", thought_of),
    ("letters-for-numbers", "younger-than"): ("expression", younger),
    ("like-terms", "collect-both-kinds"): ("result", first_maths),
    ("like-terms", "lone-letter"): ("result", first_maths),
    ("like-terms", "one-term-too-few"): ("result", first_maths),
    ("like-terms", "fence-round-a-field"): ("perimeter", fence),
    ("multiply-out-brackets", "one-bracket"): ("result", first_maths),
    ("multiply-out-brackets", "minus-in-front"): ("result", first_maths),
    ("multiply-out-brackets", "two-brackets"): ("together", first_maths),
    ("multiply-out-brackets", "second-sign"): ("result", first_maths),
    ("multiply-out-brackets", "a-day-out"): ("result", day_out),
    ("factor-out-a-number", "factor-in-two-steps"): ("bracket", inside),
    ("factor-out-a-number", "a-one-stays"): ("bracket", inside),
    ("factor-out-a-number", "equal-shares"): ("share", share),
    ("factor-out-a-number", "not-divided"): ("product", first_maths),
    ("letters-for-numbers", "seats-in-a-row"): ("many", seats),
    ("like-terms", "what-was-added"): ("added", difference),
    ("like-terms", "wall-of-bricks"): ("top", top_brick),
}
