"""The words for signs of mathematics, by language. ``{}`` stands for what is inside or beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """How one language reads mathematics out.

    ``signs`` are those that stand for themselves, ``commands`` those of LaTeX, by name. ``parts`` names the parts of a
    whole by denominator, one and several. What begins with ``long`` says where it ends: its inside is several pieces.
    """

    signs: Mapping[str, str]
    commands: Mapping[str, str]
    parts: Mapping[int, tuple[str, str]]
    one: str
    and_: str
    times: str
    over: str
    long_over: str
    powers: Mapping[str, str]
    power: str
    long_power: str
    index: str
    roots: Mapping[str, str]
    root: str
    root_of: str
    long_root: str
    size: str
    long_size: str
    of: str
    shown: str
    picture: str


def _alike(words: str, names: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), words)


_GREEK = {name: name for name in ("alpha", "beta", "gamma", "delta", "theta", "lambda", "mu", "pi", "sigma", "phi")}

EN = Words(
    signs={
        "+": "plus", "-": "minus", "−": "minus", "=": "equals", "<": "is less than", ">": "is greater than",
        "*": "times", "×": "times", "·": "times", "÷": "divided by", "/": "over", ":": "to", "%": "percent",
        "≤": "is less than or equal to", "≥": "is greater than or equal to", "≠": "is not equal to",
        "≈": "is about", "±": "plus or minus", "π": "pi", "∞": "infinity", "°": "degrees", "√": "the square root of",
        "(": "open bracket", ")": "close bracket", "[": "open square bracket", "]": "close square bracket",
        "{": "open curly bracket", "}": "close curly bracket", "'": "prime", "!": "factorial", "…": "and so on",
        "→": "gives", "⇒": "gives", "∅": "the empty set",
    },
    commands={
        **_GREEK, **_alike("times", "times cdot ast"), "div": "divided by", "pm": "plus or minus",
        "mp": "minus or plus", **_alike("is less than or equal to", "le leq leqslant"),
        **_alike("is greater than or equal to", "ge geq geqslant"), **_alike("is not equal to", "ne neq"),
        "lt": "is less than", "gt": "is greater than", **_alike("is about", "approx simeq"), "equiv": "is the same as",
        **_alike("and so on", "ldots cdots dots"), "infty": "infinity", "degree": "degrees", "circ": "degrees",
        **_alike("gives", "to rightarrow Rightarrow implies"), "in": "in", "cup": "or", "cap": "and",
        "square": "blank", "angle": "angle", "sin": "sine", "cos": "cosine", "tan": "tangent", "log": "log",
        "ln": "natural log", "therefore": "therefore", "percent": "percent",
        **_alike("the empty set", "varnothing emptyset"),
    },
    parts={
        2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths"),
        6: ("sixth", "sixths"), 7: ("seventh", "sevenths"), 8: ("eighth", "eighths"), 9: ("ninth", "ninths"),
        10: ("tenth", "tenths"),
    },
    one="one",
    and_="and",
    times="times",
    over="{} over {}",
    long_over="the fraction {}, over {}, end of fraction,",
    powers={"2": "squared", "3": "cubed"},
    power="to the power of {}",
    long_power="to the power of {}, end of power,",
    index="sub {}",
    roots={"3": "the cube root of {}"},
    root="the square root of {}",
    root_of="the root of index {} of {}",
    long_root="{}, end of root,",
    size="the absolute value of {}",
    long_size="the absolute value of {}, end of absolute value,",
    of="of {}",
    shown="Picture: {}",
    picture="A picture",
)  # fmt: skip

ES = Words(
    signs={
        "+": "más", "-": "menos", "−": "menos", "=": "es igual a", "<": "es menor que", ">": "es mayor que",
        "*": "por", "×": "por", "·": "por", "÷": "dividido entre", "/": "entre", ":": "a", "%": "por ciento",
        "≤": "es menor o igual que", "≥": "es mayor o igual que", "≠": "es distinto de",
        "≈": "es aproximadamente", "±": "más menos", "π": "pi", "∞": "infinito", "°": "grados",
        "√": "la raíz cuadrada de", "(": "abre paréntesis", ")": "cierra paréntesis", "[": "abre corchete",
        "]": "cierra corchete", "{": "abre llave", "}": "cierra llave", "'": "prima", "!": "factorial",
        "…": "y así sucesivamente", "→": "da", "⇒": "da", "∅": "el conjunto vacío",
    },
    commands={
        **_GREEK, "theta": "zeta", "phi": "fi", **_alike("por", "times cdot ast"), "div": "dividido entre",
        "pm": "más menos", "mp": "menos más", **_alike("es menor o igual que", "le leq leqslant"),
        **_alike("es mayor o igual que", "ge geq geqslant"), **_alike("es distinto de", "ne neq"),
        "lt": "es menor que", "gt": "es mayor que", **_alike("es aproximadamente", "approx simeq"),
        "equiv": "es lo mismo que", **_alike("y así sucesivamente", "ldots cdots dots"), "infty": "infinito",
        "degree": "grados", "circ": "grados", **_alike("da", "to rightarrow Rightarrow implies"), "in": "en",
        "cup": "o", "cap": "y", "square": "espacio en blanco", "angle": "ángulo", "sin": "seno", "cos": "coseno",
        "tan": "tangente", "log": "logaritmo", "ln": "logaritmo natural", "therefore": "por lo tanto",
        "percent": "por ciento", **_alike("el conjunto vacío", "varnothing emptyset"),
    },
    parts={
        2: ("medio", "medios"), 3: ("tercio", "tercios"), 4: ("cuarto", "cuartos"), 5: ("quinto", "quintos"),
        6: ("sexto", "sextos"), 7: ("séptimo", "séptimos"), 8: ("octavo", "octavos"), 9: ("noveno", "novenos"),
        10: ("décimo", "décimos"),
    },
    one="un",
    and_="y",
    times="por",
    over="{} sobre {}",
    long_over="la fracción {}, sobre {}, fin de la fracción,",
    powers={"2": "al cuadrado", "3": "al cubo"},
    power="elevado a {}",
    long_power="elevado a {}, fin del exponente,",
    index="sub {}",
    roots={"3": "la raíz cúbica de {}"},
    root="la raíz cuadrada de {}",
    root_of="la raíz de índice {} de {}",
    long_root="{}, fin de la raíz,",
    size="el valor absoluto de {}",
    long_size="el valor absoluto de {}, fin del valor absoluto,",
    of="de {}",
    shown="Imagen: {}",
    picture="Una imagen",
)  # fmt: skip

BY_LANGUAGE = {"en": EN, "es": ES}


def words_of(language: str) -> Words:
    """The words of a language tag such as ``es-MX``; English where there are none."""
    return BY_LANGUAGE.get(language.partition("-")[0].casefold(), EN)
