"""The signs, words and commands that the reader knows, each with what it means."""

from __future__ import annotations

from chiron.core.learning.maths.tree import FUNCTIONS

MINUS = "−–—‒﹣－"
SAME = {"⁄": "/", "∕": "/", "÷": "/", "×": "*", "·": "*", "⋅": "*", "∙": "*", "•": "*", "∗": "*", "＋": "+"}
"""Signs that stand for another of one character."""
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ", "0123456789-+nx", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))

RELATIONS = {
    "<=": "<=", "=<": "<=", ">=": ">=", "=>": ">=", "!=": "!=", "<>": "!=", "/=": "!=", "==": "=", "=": "=",
    "<": "<", ">": ">",
    "≤": "<=", "⩽": "<=", "≦": "<=", "≥": ">=", "⩾": ">=", "≧": ">=", "≠": "!=", "∈": "in",
}  # fmt: skip

SIGNS = {
    "√": ("root", "2"), "∛": ("root", "3"), "∜": ("root", "4"), "±": ("pm", "±"), "∞": ("constant", "infinity"),
    "π": ("constant", "pi"), "∪": ("cup", "∪"), "∅": ("empty", "∅"), "ℝ": ("all", "ℝ"), "ℯ": ("constant", "e"),
    "∨": ("word", "or"), "∧": ("word", "and"), "|": ("bar", "|"), "∣": ("bar", "|"), ",": ("comma", ","),
    ";": ("comma", ";"), "\n": ("comma", ";"), "!": ("factorial", "!"), "%": ("percent", "%"), "_": ("low", "_"),
    "+": ("sign", "+"), "-": ("sign", "-"), "*": ("times", "*"), "/": ("over", "/"), "^": ("power", "^"),
    "(": ("open", "("), "[": ("open", "["), "{": ("open", "{"), ")": ("close", ")"), "]": ("close", "]"),
    "}": ("close", "}"), ":": ("colon", ":"),
    "∖": ("without", "∖"),
}  # fmt: skip
"""One character -> the token's kind and text."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "theta": "θ",
    "vartheta": "θ", "lambda": "λ", "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ",
    "omega": "ω", "Delta": "Δ", "kappa": "κ", "eta": "η", "nu": "ν", "psi": "ψ", "chi": "χ", "xi": "ξ", "zeta": "ζ",
}  # fmt: skip

CALLED = {name: name for name in FUNCTIONS} | {
    "arcsin": "asin", "arccos": "acos", "arctan": "atan", "sen": "sin", "arcsen": "asin", "tg": "tan", "arctg": "atan",
    "cotg": "cot", "cosec": "csc", "lg": "log", "abs": "abs", "sqrt": "sqrt", "cbrt": "cbrt", "raiz": "sqrt",
    "raíz": "sqrt", "root": "root", "frac": "frac",
}  # fmt: skip
"""A word -> the function it calls; ``abs``, ``sqrt``, ``cbrt``, ``root`` and ``frac`` become nodes of their own."""

NAMED = {"pi": "pi", "infinity": "infinity", "inf": "infinity", "oo": "infinity", "infinito": "infinity"}

CONNECTIVES = {
    "en": {"or": "or", "and": "and"},
    "es": {"o": "or", "u": "or", "y": "and", "e": "and", "ó": "or"},
}
"""Words between statements, by language; English ones are read in every language."""

EMPTY = {
    "no solution", "no solutions", "none", "no real solution", "no real solutions", "there is no solution",
    "there are no solutions", "empty set", "the empty set", "dne", "does not exist",
    "sin solución", "sin solucion", "no hay solución",
    "no hay solucion", "ninguna", "ninguna solución", "no tiene solución", "no tiene solucion", "conjunto vacío",
    "sin soluciones", "no hay soluciones",
}  # fmt: skip
EVERYTHING = {
    "all real numbers", "all reals", "all numbers", "any real number", "any number", "every real number",
    "infinitely many solutions", "infinite solutions", "all real",
    "todos los números reales", "todos los numeros reales",
    "todos los reales", "cualquier número real", "cualquier número", "infinitas soluciones", "real numbers",
}  # fmt: skip

COMMANDS = {
    "cdot": ("times", "*"), "times": ("times", "*"), "ast": ("times", "*"), "div": ("over", "/"), "pm": ("pm", "±"),
    "plusmn": ("pm", "±"), "le": ("relation", "<="), "leq": ("relation", "<="), "leqslant": ("relation", "<="),
    "ge": ("relation", ">="), "geq": ("relation", ">="), "geqslant": ("relation", ">="), "ne": ("relation", "!="),
    "neq": ("relation", "!="), "lt": ("relation", "<"), "gt": ("relation", ">"), "in": ("relation", "in"),
    "isin": ("relation", "in"), "infty": ("constant", "infinity"), "infin": ("constant", "infinity"),
    "pi": ("constant", "pi"), "exponentialE": ("constant", "e"), "imaginaryI": ("constant", "i"),
    "imaginaryJ": ("constant", "i"), "cup": ("cup", "∪"), "bigcup": ("cup", "∪"), "emptyset": ("empty", "∅"),
    "varnothing": ("empty", "∅"), "R": ("all", "ℝ"), "Reals": ("all", "ℝ"), "reals": ("all", "ℝ"),
    "setminus": ("without", "∖"), "backslash": ("without", "∖"), "lor": ("word", "or"),
    "vee": ("word", "or"), "land": ("word", "and"), "wedge": ("word", "and"), "frac": ("frac", ""),
    "dfrac": ("frac", ""),
    "tfrac": ("frac", ""), "cfrac": ("frac", ""), "sqrt": ("sqrt", ""), "{": ("open", "set"), "}": ("close", "set"),
    "lbrace": ("open", "set"), "rbrace": ("close", "set"), "lbrack": ("open", "["), "rbrack": ("close", "]"),
    "lparen": ("open", "("), "rparen": ("close", ")"), "lvert": ("bar", "open"), "rvert": ("bar", "close"),
    "vert": ("bar", "|"), "mid": ("bar", "|"), "|": ("bar", "|"), "%": ("percent", "%"), "\\": ("comma", ";"),
    "$": ("currency", "$"),
}  # fmt: skip
"""A LaTeX command -> the token's kind and text."""

SILENT = {
    ",", ";", ":", "!", " ", ">", "quad", "qquad", "displaystyle", "textstyle", "left", "right", "bigl", "bigr", "big",
    "Bigl", "Bigr", "limits", "mleft", "mright", "(", ")", "[", "]",
}  # fmt: skip
"""Commands that change only how it looks."""
WRAPPERS = {"text", "mathrm", "operatorname", "mathit", "textrm", "mathbb", "mbox", "mathbf", "textit"}
"""Commands whose argument is a word."""
