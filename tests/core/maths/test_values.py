"""What people type, against what it is read as: the tree in a short writing of our own, and its exact value."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

import pytest

from chiron.core.learning.maths.reading import Reading, read
from chiron.core.learning.maths.show import tex
from chiron.core.learning.maths.tree import Constant, Name, Node, Number
from chiron.core.learning.maths.value import exact
from chiron.core.learning.unread import Unread

SPANISH = Reading(decimal=",", language="es", letters=("x", "z"))
UNITS = Reading(units=True, letters=("v",))


def short(node: Node) -> str:
    """A tree in a writing that the code under test has no part in."""
    if isinstance(node, Number):
        style = node.written.style.value
        return str(node.value) + ("" if style == "integer" else f":{style[:3]}{node.written.places or ''}")
    if isinstance(node, Name):
        return node.letter
    if isinstance(node, Constant):
        return node.name
    own = {"span", "depth", "size", *node.holds}
    rest = [str(getattr(node, each.name)) for each in fields(node) if each.name not in own]
    return f"{type(node).__name__}({', '.join([*map(short, node.parts), *rest])})"


NUMBERS = [
    ("1/2", "1/2"), ("½", "1/2"), (".5", "1/2"), ("0.50", "1/2"), ("1 1/2", "3/2"), ("1½", "3/2"), ("2 3/4", "11/4"),
    ("1e3", "1000"), ("1.5e-3", "3/2000"), ("1,000", "1000"), ("1,234,567", "1234567"), ("1,234.5", "2469/2"),
    ("1 000", "1000"), ("12 345 678", "12345678"), ("50%", "1/2"), ("12.5 %", "1/8"), ("−3", "-3"), ("–3", "-3"),
    ("3.0 x 10^4", "30000"), ("3.0 × 10⁴", "30000"), ("3*10^-2", "3/100"), ("6.02·10^23", "602000000000000000000000"),
    ("6×2÷3−1·2", "2"), ("2^-1", "1/2"), ("-3^2", "-9"), ("(-3)^2", "9"), ("2^3^2", "512"), ("√9", "3"), ("∛8", "2"),
    ("|2-5|", "3"), ("||2-5|-1|", "2"), ("sqrt(16)/2", "2"), ("\\frac12", "1/2"),
    ("\\dfrac{3}{4}", "3/4"),
    ("3\\frac12", "7/2"), ("3\\frac{1}{2}", "7/2"), ("\\sqrt[3]{27}", "3"), ("2--3", "5"), ("2*-3", "-6"),
    ("3(1/2)", "3/2"), ("8/2/2", "2"), ("10-3-2", "5"), ("(1+2)(3+4)", "21"), ("2²", "4"), ("2**5", "32"),
    ("4^(1/2)", "2"),
    ("１２", "12"), ("٣", "3"), ("8^(-1/3)", "1/2"), ("abs(-3)", "3"),
    ("cbrt(-27)", "-3"), ("log_2 8", "3"),
    ("log2(8)", "3"), ("log(1000)", "3"), ("ln(1)", "0"), ("root(4)(16)", "2"), ("$3/4$", "3/4"),
    ("\\left(2\\right)3", "6"),
    ("1/2/4", "1/8"), ("3 + 4.", "7"), ("2\\cdot3\\times4", "24"), ("6\\div4", "3/2"), ("[2+3]*2", "10"),
    ("2e0", "2"),
]  # fmt: skip


IMPROPER = [
    ("1 7/4", "11/4", r"1\frac{7}{4}"), ("2 5/4", "13/4", r"2\frac{5}{4}"), ("1 4/4", "2", r"1\frac{4}{4}"),
    (r"1\frac{7}{4}", "11/4", r"1\frac{7}{4}"), (r"1\frac74", "11/4", r"1\frac{7}{4}"),
    ("2 3/4", "11/4", r"2\frac{3}{4}"),
]  # fmt: skip
"""Mixed numbers whose fraction may still hold a whole, as they stand while borrowing; each with how it is shown."""


@pytest.mark.parametrize(("typed", "value", "shown"), IMPROPER)
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_fraction_of_a_mixed_number_may_hold_a_whole(typed: str, value: str, shown: str, language: str) -> None:
    found = read(typed, Reading("," if language == "es" else ".", language=language))
    assert exact(found.tree) == Fraction(value)
    assert not found.alternatives
    assert tex(found.tree) == shown


def test_a_fraction_that_could_go_on_a_grouped_number_is_asked() -> None:
    with pytest.raises(Unread, match="two ways"):
        read("12 345/100")


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_a_number_has_its_value(typed: str, value: str) -> None:
    found = read(typed)
    assert exact(found.tree) == Fraction(value)
    assert not found.alternatives


READ = [
    ("2(x+1)", "Product(2, Sum(x, 1))"), ("3x", "Product(3, x)"), ("x3", "Product(x, 3)"), ("3*x", "Product(3, x)"),
    ("xy", "Product(x, y)"), ("x^2", "Power(x, 2)"), ("x²", "Power(x, 2)"), ("x**2", "Power(x, 2)"),
    ("-x^2", "Negative(Power(x, 2))"), ("x^-1", "Power(x, Negative(1))"), ("x⁻¹", "Power(x, Negative(1))"),
    ("½x", "Product(Quotient(1, 2), x)"), ("1/2 x", "Product(Quotient(1, 2), x)"), ("2pi", "Product(2, pi)"),
    ("πr^2", "Product(pi, Power(r, 2))"), ("x 3", "Product(x, 3)"), ("a-b+c", "Sum(a, Negative(b), c)"),
    ("2|x|y", "Product(2, Absolute(x), y)"), ("|x||y|", "Product(Absolute(x), Absolute(y))"),
    ("|x-1|+|y|", "Sum(Absolute(Sum(x, Negative(1))), Absolute(y))"), ("sin x", "Call(x, sin)"),
    ("sinx", "Call(x, sin)"), ("sin 2x cos x", "Product(Call(Product(2, x), sin), Call(x, cos))"),
    ("sin^2 x", "Power(Call(x, sin), 2)"), ("sin(x)^2", "Power(Call(x, sin), 2)"), ("sin^-1(x)", "Call(x, asin)"),
    ("\\sin^{2}\\left(x\\right)", "Power(Call(x, sin), 2)"), ("sen(x)", "Call(x, sin)"),
    ("arctan x", "Call(x, atan)"),
    ("sqrt x+1", "Sum(Root(x, 2), 1)"), ("√(x+1)", "Root(Sum(x, 1), 2)"), ("x_1+x₂", "Sum(x_1, x_2)"),
    ("\\theta^{2}", "Power(θ, 2)"), ("x^{23}", "Power(x, 23)"), ("x^23", "Power(x, 23)"), ("e^x", "Power(e, x)"),
    ("\\exponentialE^{x}", "Power(e, x)"), ("x=3", "Relation(x, 3, =)"), ("3=x", "Relation(3, x, =)"),
    ("x==3", "Relation(x, 3, =)"), ("x ≠ 3", "Relation(x, 3, !=)"), ("x=<3", "Relation(x, 3, <=)"),
    ("x\\ge-2", "Relation(x, Negative(2), >=)"), ("x = ±3", "Relation(x, PlusMinus(3), =)"), ("±3", "PlusMinus(3)"),
    ("x\\pm1", "Sum(x, PlusMinus(1))"),
    ("x = 3 or x = -3", "Alternatives(Relation(x, 3, =), Relation(x, Negative(3), =))"),
    ("x=3, x=-3", "Alternatives(Relation(x, 3, =), Relation(x, Negative(3), =))"),
    ("x=1, 2, or 3", "Alternatives(Relation(x, 1, =), Relation(x, 2, =), Relation(x, 3, =))"),
    ("x=2\\text{ or }x=3", "Alternatives(Relation(x, 2, =), Relation(x, 3, =))"),
    ("{-3, 3}", "SetOf(Negative(3), 3)"),
    ("\\left\\{1,2\\right\\}", "SetOf(1, 2)"), ("{1,000}", "SetOf(1, 0)"), ("3, -3", "SetOf(3, Negative(3))"),
    ("3 or -3", "SetOf(3, Negative(3))"), ("[1, 2)", "Interval(1, 2, True, False)"),
    ("(-∞, 3]", "Interval(Negative(infinity), 3, False, True)"),
    ("(-oo,3]", "Interval(Negative(infinity), 3, False, True)"),
    ("]1;2[", "Interval(1, 2, False, False)"), ("\\left(2,\\infty\\right)", "Interval(2, infinity, False, False)"),
    ("[0,1] U [2,3]", "Union(Interval(0, 1, True, True), Interval(2, 3, True, True))"),
    ("[0,1]∪[2,3]", "Union(Interval(0, 1, True, True), Interval(2, 3, True, True))"),
    ("-1 < x <= 4", "Chain(Negative(1), x, 4, ('<', '<='))"),
    ("x<1 or x>3", "Alternatives(Relation(x, 1, <), Relation(x, 3, >))"),
    ("x>1 and x<3", "Both(Relation(x, 1, >), Relation(x, 3, <))"),
    ("x ∈ [1,2)", "Relation(x, Interval(1, 2, True, False), in)"),
    ("x=2, y=3", "Both(Relation(x, 2, =), Relation(y, 3, =))"), ("no solution", "Empty()"),
    ("No Solutions.", "Empty()"),
    ("{}", "Empty()"), ("∅", "Empty()"), ("sin solución", "Empty()"), ("all real numbers", "Everything()"),
    ("ℝ", "Everything()"), ("\\mathbb{R}", "Everything()"), ("todos los números reales", "Everything()"),
    ("(2,3),(4,5)", None), ("\\begin{cases}x=1\\\\y=2\\end{cases}", "Both(Relation(x, 1, =), Relation(y, 2, =))"),
    ("2x\n+1", None), ("x/2y", None),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), [pair for pair in READ if pair[1]])
def test_what_is_typed_becomes_its_tree(typed: str, wanted: str) -> None:
    assert short(read(typed).tree) == wanted


TWO_WAYS = [
    ("1/2x", {"Product(Quotient(1, 2), x)", "Quotient(1, Product(2, x))"}),
    ("1/2(x+1)", {"Product(Quotient(1, 2), Sum(x, 1))", "Quotient(1, Product(2, Sum(x, 1)))"}),
    ("√2x", {"Product(Root(2, 2), x)", "Root(Product(2, x), 2)"}),
    ("sin x/2", {"Quotient(Call(x, sin), 2)", "Call(Quotient(x, 2), sin)"}),
    ("x^1/2", {"Quotient(Power(x, 1), 2)", "Power(x, Quotient(1, 2))"}),
    ("e^2x", {"Product(Power(e, 2), x)", "Power(e, Product(2, x))"}),
    ("(2, 3)", {"Point(2, 3)", "Interval(2, 3, False, False)"}),
    ("0,5", {"1/2:dec1", "SetOf(0, 5)"}),
    ("3x10^4", {"30000:sci", "Product(3, x, Power(10, 4))"}),
    ("x = 3 and x = -3", {
        "Alternatives(Relation(x, 3, =), Relation(x, Negative(3), =))",
        "Both(Relation(x, 3, =), Relation(x, Negative(3), =))",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "ways"), TWO_WAYS)
def test_what_could_be_two_things_is_read_as_both(typed: str, ways: set[str]) -> None:
    found = read(typed)
    assert {short(found.tree), *map(short, found.alternatives)} == ways
    assert found.ambiguous


BY_LOCALE = [
    ("0,5", "1/2:dec1"), ("1,25", "5/4:dec2"), ("1.000", "1000"), ("1.000,5", "2001/2:dec1"), ("1.5", "3/2:dec1"),
    ("0{,}5", "1/2:dec1"), ("{1; 2}", "SetOf(1, 2)"), ("{0,5; 2}", "SetOf(1/2:dec1, 2)"),
    ("1,5x", "Product(3/2:dec1, x)"),
    ("x = 3 o x = -3", "Alternatives(Relation(x, 3, =), Relation(x, Negative(3), =))"),
    ("x = 2 y z = 3", "Both(Relation(x, 2, =), Relation(z, 3, =))"),
    ("[1,5; 2)", "Interval(3/2:dec1, 2, True, False)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "wanted"), BY_LOCALE)
def test_the_locale_says_which_sign_is_decimal(typed: str, wanted: str) -> None:
    assert short(read(typed, SPANISH).tree) == wanted


def test_a_point_with_three_digits_is_two_things_where_the_comma_is_decimal() -> None:
    found = read("1.234", SPANISH)
    assert [short(tree) for tree in (found.tree, *found.alternatives)] == ["1234", "617/500:dec3"]


LISTS = Reading(lists=True, letters=("x",))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("2,3", "SetOf(2, 3)"),
        ("-2,3", "SetOf(Negative(2), 3)"),
        ("x=2,3", "Alternatives(Relation(x, 2, =), Relation(x, 3, =))"),
        ("{x | x > 3}", "Relation(x, 3, >)"),
        ("{x : -1 < x <= 3}", "Chain(Negative(1), x, 3, ('<', '<='))"),
        ("\\left\\{x\\mid x\\ne3\\right\\}", "Relation(x, 3, !=)"),
        ("³√x", "Root(x, 3)"),
    ],
)
def test_where_several_values_are_asked_a_comma_parts_them(typed: str, wanted: str) -> None:
    found = read(typed, LISTS)
    assert short(found.tree) == wanted
    assert not found.alternatives


QUANTITIES = [
    ("12 cm", "12", "centimeter"), ("12cm", "12", "centimeter"), ("3.0 x 10^4 m/s", "30000", "meter*second^-1"),
    ("5 m s^-1", "5", "meter*second^-1"), ("20 °C", "20", "degC"), ("12 m²", "12", "meter^2"),
    ("4 mm^3", "4", "millimeter^3"),
    ("60 km/h", "60", "kilometer*hour^-1"), ("9.8\\,\\mathrm{m/s^{2}}", "49/5", "meter*second^-2"),
    ("$5", "5", "USD"),
    ("5 €", "5", "EUR"), ("2 kilometers per hour", "2", "kilometer*hour^-1"), ("3 square meters", "3", "meter^2"),
    ("1/2 kg", "1/2", "kilogram"), ("7 min", "7", "minute"), ("-3 °C", "-3", "degC"),
    ("5 J/(kg K)", "5", "joule*kilogram^-1*kelvin^-1"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "value", "unit"), QUANTITIES)
def test_a_quantity_has_its_value_and_unit(typed: str, value: str, unit: str) -> None:
    tree = read(typed, UNITS).tree
    assert (exact(tree.parts[0]), getattr(tree, "unit", None)) == (Fraction(value), unit)


REFUSED = [
    ("", "empty", None), ("   ", "empty", None), ("((((", "missing", 4), ("(2+3", "bracket", 0),
    ("2+3)", "bracket", 3),
    ("2+", "missing", 2), ("=3", "unreadable", 0), ("x=", "missing", 2), ("3 4", "ambiguous", 2),
    ("1.2.3", "ambiguous", 3),
    ("1/0", "zero-denominator", 2), ("2 # 3", "character", 2), ("\\frac{1", "bracket", 5), ("\\foo", "latex", 0),
    ("hello there", "other-word", 0), ("5!", "other-function", 1), ("\\placeholder{}", "missing", 0),
    ("x + {1,2}", "unreadable", 4), ("(1,2", "bracket", 0), ("|x", "bracket", 0), ("2^", "missing", 2),
    ("sin", "missing", 3),
    ("x=1 or", "missing", 6), ("1/2^1000000", "too-large", 4),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "reason", "place"), REFUSED)
def test_what_cannot_be_read_says_why_and_where(typed: str, reason: str, place: int | None) -> None:
    with pytest.raises(Unread) as refused:
        read(typed)
    assert (refused.value.reason, refused.value.place) == (reason, place)


@pytest.mark.parametrize(
    ("typed", "reading", "reason"),
    [
        ("y+1", Reading(letters=("x",)), "other-letter"),
        ("12 cm", Reading(letters=("x",)), "no-unit-asked"),
        ("12 zorks", UNITS, "other-word"),
        ("12 zo", UNITS, "unit"),
        ("cos x", Reading(functions=frozenset({"sin"})), "other-function"),
    ],
)
def test_what_the_question_does_not_use_is_refused(typed: str, reading: Reading, reason: str) -> None:
    with pytest.raises(Unread) as refused:
        read(typed, reading)
    assert refused.value.reason == reason


def test_units_of_latex_may_stand_before_more() -> None:
    found = read(r"v = 3\,\mathrm{m/s^{2}} \text{ or } v = 4\,\text{ km}", UNITS).tree
    assert short(found) == (
        "Alternatives(Relation(v, Quantity(3, meter*second^-2), =), Relation(v, Quantity(4, kilometer), =))"
    )


def test_a_capital_from_a_phone_is_the_letter() -> None:
    assert short(read("X+1", Reading(letters=("x",))).tree) == "Sum(x, 1)"


def test_every_part_knows_its_place() -> None:
    tree = read(" 2x + sin(y)", Reading(letters=("x", "y"))).tree
    assert [part.span for part in tree.parts] == [(1, 3), (6, 12)]
