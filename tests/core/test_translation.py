"""What of a text a translation must keep, and what of it is words."""

from __future__ import annotations

import pytest

from chiron.core.learning.exact import Said, said, to_json
from chiron.core.learning.translation.sameness import differences
from chiron.core.learning.translation.wording import has_words, localised, numbers

NAMES = frozenset({"a", "b", "n", "thing"})


def told(original: str, made: str, other: str = ",") -> list[str]:
    return [one.message for one in differences(original, made, NAMES, ".", other)]


@pytest.mark.parametrize(
    ("original", "made"),
    [
        ("@n apples", "@n @{if(n == 1, 'manzana', 'manzanas')}"),
        ("@{if(thing == 'atlas', 'an', 'a')} @thing", "el @thing"),
        ("@{if(b > 0, 'Subtract', 'Add')} $@b$", '@{if(b > 0, "Resta", "Suma")} $@b$'),
        ("Half is $0.5$, or 0.5.", "La mitad es $0{,}5$, o 0,5."),
        ("1,000 people in 1855", "1000 personas en 1855"),
        ("$x = @a$ and $y = @b$", "$y=@b$ y $x=@a$"),
        (r"$3 \text{ apples}$", r"$3 \text{ manzanas}$"),
        ("write @@ and @a", "escribe @@ y @a"),
    ],
)
def test_words_may_change_and_grammar_may_choose(original: str, made: str) -> None:
    assert told(original, made) == []


@pytest.mark.parametrize(
    ("original", "made", "message"),
    [
        ("@a and @b", "@a y @a", "The translation lacks the replacement @{b}."),
        ("@a", "@{a + 1}", "The translation lacks the replacement @{a}."),
        ("$@a x$", "$@a y$", "The translation lacks the maths $@{a}x$."),
        ("@{if(b > 0, 'Subtract', 'Add')}", "Suma", "The translation lacks the choice @{if(b>0,'…','…')}."),
        (
            "@{if(b > 0, 'Subtract', 'Add')}",
            "@{if(b < 0, 'Resta', 'Suma')}",
            "The translation lacks the choice @{if(b>0,'…','…')}.",
        ),
        ("Half is $0.5$.", "La mitad es $0.5$.", "Maths has a decimal point in a language that writes a comma."),
        ("since 1665", "desde 1666", "The translation lacks the number 1665."),
        ("@a", "@a @q", "There is no parameter called 'q'."),
        ("@a", "@{a", "The translation cannot be filled in: A @{ is not closed by }."),
    ],
)
def test_what_is_lost_or_changed_is_named(original: str, made: str, message: str) -> None:
    assert message in told(original, made)


@pytest.mark.parametrize("text", ["$3x + 5$", "@{linear(a, 'x', b)}", "@a $x$", "x", "3", r"\$5"])
def test_maths_and_replacements_alone_are_no_words(text: str) -> None:
    assert not has_words(text, replaced=True)


@pytest.mark.parametrize("text", ["of $x$", "@{if(a > 1, 'left', 'right')}", r"$\text{red}$"])
def test_words_are_found_wherever_they_stand(text: str) -> None:
    assert has_words(text, replaced=True)


def test_numbers_are_read_by_their_language() -> None:
    assert numbers("1,500 and 0.5", ".") == numbers("1.500 y 0,5", ",") == {"1500", "0.5"}


def test_a_text_without_words_takes_the_decimal_sign_of_the_language() -> None:
    assert localised("$0.5x$ 0.25", ",") == "$0{,}5x$ 0,25"
    assert localised("$0.5x$", ".") == "$0.5x$"


def test_maths_has_a_semicolon_between_coordinates_where_the_comma_is_the_decimal_sign() -> None:
    assert localised(r"$(@a, @{max(a, b)})$, $\{0.5, 2\}$", ",") == r"$(@a; @{max(a, b)})$, $\{0{,}5; 2\}$"
    quoted = r"$(@{if(a > 1, '\frac{1}{2}', max(a, b))}, 3)$"
    assert localised(quoted, ",") == quoted.replace(", 3)", "; 3)")
    assert localised("$A(@a, @b)$ (1, 2)", ".") == "$A(@a, @b)$ (1, 2)"
    assert list(differences("$(@a, 2)$ here", "aquí $(@a; 2)$", None, ".", ",")) == []
    assert list(differences("$x(2{,}000)$ here", "aquí $x(2{,}000)$", None, ",", ",")) == []
    (found,) = differences("$(@a, 2)$ here", "aquí $(@a, 2)$", None, ".", ",")
    assert "between coordinates" in found.message
    assert "(3; 4)" in found.remedy


def test_a_word_is_compared_as_it_was_and_written_as_it_is_said() -> None:
    cell = said({"name": "plant", "n": "x"}, {"name": "planta"})
    assert isinstance(cell, dict)
    assert cell == {"name": "plant", "n": "x"}
    assert isinstance(cell["name"], Said)
    assert cell["name"].shown == "planta"
    assert type(to_json(cell)["name"]) is str
