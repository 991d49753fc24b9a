"""Text read aloud: formulas as words, Markdown's signs gone, and nothing that any text could do to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiron.core.language.aloud import aloud
from chiron.core.language.aloud.words import EN, ES

SAID = [
    (r"$\frac{1}{2}$", "one half", "un medio"),
    (r"$\frac12$", "one half", "un medio"),
    (r"$\frac{3}{4}$", "3 quarters", "3 cuartos"),
    (r"$2\frac{3}{4}$", "2 and 3 quarters", "2 y 3 cuartos"),
    (r"$\frac{3}{17}$", "3 over 17", "3 sobre 17"),
    (r"$\frac{a}{b}$", "a over b", "a sobre b"),
    (
        r"$\frac{x+1}{2}$",
        "the fraction x plus 1, over 2, end of fraction",
        "la fracción x más 1, sobre 2, fin de la fracción",
    ),
    (r"$x^2 - 3x = 4$", "x squared minus 3 x equals 4", "x al cuadrado menos 3 x es igual a 4"),
    (r"$x^3$", "x cubed", "x al cubo"),
    (r"$2^{10}$", "2 to the power of 10", "2 elevado a 10"),
    (r"$10^{-2}$", "10 to the power of minus 2", "10 elevado a menos 2"),
    (r"$x^{n+1}$", "x to the power of n plus 1, end of power", "x elevado a n más 1, fin del exponente"),
    (
        r"$-3(x - 2)$",
        "minus 3 times open bracket x minus 2 close bracket",
        "menos 3 por abre paréntesis x menos 2 cierra paréntesis",
    ),
    (
        r"$(x+1)(x-1)$",
        "open bracket x plus 1 close bracket times open bracket x minus 1 close bracket",
        "abre paréntesis x más 1 cierra paréntesis por abre paréntesis x menos 1 cierra paréntesis",
    ),
    (r"$f(x) = 2x$", "f of x equals 2 x", "f de x es igual a 2 x"),
    (r"$\sqrt{16}$", "the square root of 16", "la raíz cuadrada de 16"),
    (r"$\sqrt[3]{x+1}$", "the cube root of x plus 1, end of root", "la raíz cúbica de x más 1, fin de la raíz"),
    (
        r"$|x| \le 5$",
        "the absolute value of x is less than or equal to 5",
        "el valor absoluto de x es menor o igual que 5",
    ),
    (r"$2 < 3$", "2 is less than 3", "2 es menor que 3"),
    (r"$x \neq 0$", "x is not equal to 0", "x es distinto de 0"),
    (r"$3 \times 4 \div 6$", "3 times 4 divided by 6", "3 por 4 dividido entre 6"),
    (r"$0{,}5$", "0,5", "0,5"),
    (r"$10\,000$", "10000", "10000"),
    (r"$50\%$", "50 percent", "50 por ciento"),
    (r"$90^\circ$", "90 degrees", "90 grados"),
    (r"$5\ \text{cm}$", "5 cm", "5 cm"),
    (r"$x_1$", "x sub 1", "x sub 1"),
    (r"$\pm 3$", "plus or minus 3", "más menos 3"),
    (r"$\varnothing$", "the empty set", "el conjunto vacío"),
    (r"$x \in ∅$", "x in the empty set", "x en el conjunto vacío"),
    (r"$3 + \square = 5$", "3 plus blank equals 5", "3 más espacio en blanco es igual a 5"),
]


@pytest.mark.parametrize(("text", "english", "spanish"), SAID, ids=[text for text, _, _ in SAID])
def test_a_formula_is_said_in_words(text: str, english: str, spanish: str) -> None:
    assert aloud(text, "en-GB") == f"{english}."
    assert aloud(text, "es") == f"{spanish}."
    assert aloud(text, "xx") == f"{english}.", "a language without words is read in English"


def test_signs_of_markdown_are_not_read() -> None:
    text = "## Solve\n\nTake **3** from *both* sides of $x+3=5$.\n\n- See [the lesson](lessons/a).\n- Then check"
    assert aloud(text, "en") == "Solve. Take 3 from both sides of x plus 3 equals 5. See the lesson. Then check."
    assert aloud(r"It costs \$5, and 3*4*5 is a_b_c.", "en") == "It costs $5, and 3*4*5 is a_b_c."
    assert aloud("| a | $x$ |\n|---|---|\n| 1 | 2 |", "en") == "a, x. 1, 2."
    assert aloud("![A number line](line.png)", "es") == "Imagen: A number line."
    assert aloud("$$\n\\begin{aligned} x &= 3 \\\\ y &= 4 \\end{aligned}\n$$", "en") == "x equals 3. y equals 4."
    assert aloud("", "en") == "" == aloud("\n---\n", "en")


def test_both_languages_have_every_word() -> None:
    assert set(EN.signs) == set(ES.signs)
    assert set(EN.commands) == set(ES.commands)
    assert set(EN.parts) == set(ES.parts)


@given(st.text(alphabet=st.sampled_from(list("$\\{}^_|[]()x1/ -+*#`\n&~fracsqrt\ue000\ue001")), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    said = aloud(f"${text}$ and {text}", "en")
    assert isinstance(said, str)


@pytest.mark.parametrize("piece", ["{", "\\frac", "^", "\\sqrt[", "|", "(", "\\frac{", "$", "**", "["])
def test_what_nests_without_end_is_bounded(piece: str) -> None:
    for text in (f"${piece * 1900}$", piece * 20_000):
        assert len(aloud(text, "es")) < 200_000
