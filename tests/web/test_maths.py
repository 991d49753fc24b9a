"""Formulas: one row, plain brackets that keep their size, a true minus sign, and nothing dangerous."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.faces.web.markdown import inline_markdown, markdown
from chiron.faces.web.maths import mathml, sides, spoken, with_maths


def test_one_row_true_minus_and_plain_brackets() -> None:
    made = mathml(r"\frac{1}{2}(x - 3)")
    tree = fromstring(made)
    assert [child.tag for child in tree] == ["mrow"]
    assert "<mo>−</mo>" in made
    assert made.count('<mo stretchy="false">') == 2
    assert "-" not in re.sub(r"<[^>]*>", "", made)


def test_brackets_stretch_where_asked() -> None:
    assert 'stretchy="true"' in mathml(r"\left(\frac{a}{b}\right)^2")


def test_a_decimal_comma_makes_one_number() -> None:
    assert "<mn>3,5</mn>" in mathml("3{,}5 + x")


@pytest.mark.parametrize(
    "latex",
    [r"\frac{1", r"\unknowncommand{x}", "a & b", "", "x" * 3000, "{" * 200 + "}" * 200, r"\frac" * 50, "^", "_{"],
)
def test_what_cannot_be_read_stands_as_written(latex: str) -> None:
    made = mathml(latex)
    assert "unreadable-maths" in made or made.startswith("<math")


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<img src=x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r"\class{evil}{x}",
        r"\style{position:fixed}{x}",
        "<script>alert(1)</script>",
        r"\text{&lt;script&gt;}",
        r'\text{"onclick="}',
        r"\color{red;background:url(x)}x",
    ],
)
def test_nothing_becomes_markup_of_another_kind(latex: str) -> None:
    tree = fromstring(f"<p>{mathml(latex)}</p>")
    for element in tree.iter():
        assert element.tag in {"p", "span", "math"} or element.tag.startswith("m")
        assert not set(element.attrib) & {"href", "style", "onclick", "onerror", "src"}
        assert element.attrib.get("class") in {None, "unreadable-maths"}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("abx123+-*/=^_{}()\\ &<>\"'#%~$|.,")), max_size=40))
def test_any_text_gives_well_formed_markup(text: str) -> None:
    fromstring(f"<p>{mathml(text)}{with_maths(text)}</p>")


def test_titles() -> None:
    assert with_maths("$x$ on both sides <b>") == ("<math><mrow><mi>x</mi></mrow></math> on both sides &lt;b&gt;")
    assert 'aria-label="y = mx + c"' in with_maths("$y = mx + c$")
    assert with_maths("It costs $5 and $6") == "It costs $5 and $6"
    assert spoken(r"$\frac{1}{2}x - 3$ here") == "(1)/(2)x − 3 here"
    assert (
        spoken("*Salmonella*, a **small** bacterium; 2*3*4, a * b * c")
        == "Salmonella, a small bacterium; 2*3*4, a * b * c"
    )


def test_sides_of_a_line() -> None:
    made = sides("$3x - 6 = 2x + 5$")
    assert made is not None
    assert "6" in made[0]
    assert "=" in made[1]
    assert "5" in made[2]
    assert sides("$3x - 6$") is None
    assert sides("$a = b = c$") is None
    assert sides("Say $a = b$") is None
    assert sides(r"$x \le 3$") is not None


def test_markdown_is_safe() -> None:
    made = markdown(
        "# T\n<script>x</script> [a](javascript:alert(1)) [b](data:text/html,x) [c](https://x.y) ![p](http://x/p.png)"
        " [d](//evil.example) [e](/learn)"
    )
    assert "<h2>T</h2>" in made
    assert "<script" not in made
    assert 'href="javascript' not in made
    assert 'href="data' not in made
    assert 'href="//' not in made
    assert '<a href="https://x.y" rel="noreferrer">' in made
    assert '<a href="/learn">' in made
    assert "<img" not in made


def test_markdown_sets_formulas_and_leaves_prices() -> None:
    assert "<math>" in inline_markdown("so $x^2$ is")
    assert '<math display="block">' in markdown("$$\\frac{1}{2}$$")
    assert "$5" in inline_markdown("It costs \\$5.")


def test_a_table_in_a_line_is_said_cell_by_cell() -> None:
    table = "It was measured.\n\n| Time | Mass |\n| --- | ---: |\n| 0 | $8$ |\n| 10 | |\n\nHow much?"
    line = inline_markdown(table)
    assert "|" not in line
    assert "---" not in line
    assert line.startswith("It was measured. Time, Mass; 0, <math>")
    assert line.endswith("; 10. How much?")
    assert "|" in inline_markdown("one | two"), "what is no table stays"


def test_headings_start_where_the_page_has_room() -> None:
    assert "<h4>" in markdown("# T", 4)
    assert "<h5>" in markdown("###### T", 5), "the first heading takes the level that is free"
    assert "<h6>" in markdown("# T\n\n###### U", 5)


def test_a_minus_that_begins_a_number_stands_close_to_it() -> None:
    """After a bracket or a relation it is a sign; after a number, a letter or a closing bracket it takes away."""
    assert mathml(r"3 - (-12)").count('form="prefix"') == 1
    assert mathml("x = -3").count('form="prefix"') == 1
    for taken_away in ("5 - 3", "f(x) - 2", "|x| - 2"):
        assert "<mo>−</mo>" in mathml(taken_away)


@pytest.mark.parametrize(
    ("latex", "forms"),
    [
        ("|-60|", "prefix prefix postfix"),
        ("|a| - |b|", "prefix postfix prefix postfix"),
        ("5 + |-3|", "prefix prefix postfix"),
        ("|3 - |x||", "prefix prefix postfix postfix"),
        ("|a||b|", "prefix postfix prefix postfix"),
        (r"\{x | x > 0\}", ""),
    ],
)
def test_the_bars_of_an_absolute_value_stand_close_to_what_is_in_them(latex: str, forms: str) -> None:
    assert " ".join(re.findall('form="([a-z]+)"', mathml(latex))) == forms


def test_a_semicolon_parts_numbers_with_a_decimal_comma() -> None:
    """It is a sign with a space behind it, and a minus after it belongs to the next number."""
    made = mathml("(2{,}5; -3)")
    assert "<mo>;</mo>" in made
    assert made.count('form="prefix"') == 1


@pytest.mark.parametrize("unit", ["m", "L", "cm"])
def test_a_unit_stands_upright(unit: str) -> None:
    letters = fromstring(mathml(rf"5\,\mathrm{{{unit}}}")).iter("mi")
    assert [(each.text, each.get("mathvariant")) for each in letters] == [(letter, "normal") for letter in unit]
