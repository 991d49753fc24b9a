"""Characters of MathML's tokens as LaTeX that Chiron sets."""

from __future__ import annotations

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho . sigma tau upsilon "
    "phi chi psi omega"
)
SIGNS = {
    "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "×": r"\times ", "÷": r"\div ", "·": r"\cdot ", "⋅": r"\cdot ",
    "∙": r"\cdot ", "•": r"\cdot ", "±": r"\pm ", "∓": r"\mp ", "≤": r"\le ", "⩽": r"\le ", "≥": r"\ge ", "⩾": r"\ge ",
    "≠": r"\ne ", "<": r"\lt ", ">": r"\gt ", "≪": r"\ll ", "≫": r"\gg ", "≈": r"\approx ", "≅": r"\cong ",
    "≡": r"\equiv ", "∼": r"\sim ", "~": r"\sim ", "≃": r"\simeq ", "∝": r"\propto ", "→": r"\to ", "⟶": r"\to ",
    "←": r"\leftarrow ", "↔": r"\leftrightarrow ", "⇒": r"\Rightarrow ", "⇐": r"\Leftarrow ", "⟹": r"\Rightarrow ",
    "⇔": r"\Leftrightarrow ", "⟺": r"\Leftrightarrow ", "↦": r"\mapsto ", "⇌": r"\rightleftharpoons ",
    "↑": r"\uparrow ", "↓": r"\downarrow ", "∞": r"\infty ", "∂": r"\partial ", "∇": r"\nabla ", "∈": r"\in ",
    "∉": r"\notin ", "∋": r"\ni ", "⊂": r"\subset ", "⊆": r"\subseteq ", "⊃": r"\supset ", "⊇": r"\supseteq ",
    "∪": r"\cup ", "∩": r"\cap ", "∅": r"\emptyset ", "∖": r"\setminus ", "∀": r"\forall ", "∃": r"\exists ",
    "¬": r"\neg ", "∧": r"\wedge ", "∨": r"\vee ", "⊕": r"\oplus ", "⊗": r"\otimes ", "∘": r"\circ ", "∗": "*",
    "∑": r"\sum ", "∏": r"\prod ", "∫": r"\int ", "∬": r"\iint ", "∭": r"\iiint ", "∮": r"\oint ", "⋃": r"\bigcup ",
    "⋂": r"\bigcap ", "√": r"\surd ", "∠": r"\angle ", "°": r"^{\circ}", "⊥": r"\perp ", "∥": r"\parallel ",
    "△": r"\triangle ", "∴": r"\therefore ", "∵": r"\because ", "…": r"\dots ", "⋯": r"\cdots ", "⋮": r"\vdots ",
    "⋱": r"\ddots ", "′": "'", "″": "''", "‴": "'''", "{": r"\{", "}": r"\}", "⟨": r"\langle ", "⟩": r"\rangle ",
    "〈": r"\langle ", "〉": r"\rangle ", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ", "⌉": r"\rceil ",
    "‖": r"\|", "∣": r"\mid ", "%": r"\%", "_": r"\_", "#": r"\text{#}", "&": r"\text{&}", "$": r"\text{\$}",
    "^": r"\text{^}", "\\": r"\backslash ", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}",
    "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "ℓ": r"\ell ", "ℏ": r"\hbar ", "ϕ": r"\phi ", "φ": r"\varphi ",
    "ϵ": r"\epsilon ", "ε": r"\varepsilon ", "ϑ": r"\vartheta ", "ς": r"\varsigma ", "Ω": r"\Omega ", "µ": r"\mu ",
    "\u00a0": " ", "\u2009": r"\,", "\u200a": " ", "\u2003": r"\quad ", "\u2002": r"\ ", "\u2061": " ",
    "\u2062": " ", "\u2063": " ", "\u2064": " ", "\u200b": "", "\ufeff": "",
}  # fmt: skip
for _place, _name in enumerate(_GREEK.split()):
    if _name not in {".", "omicron"}:
        SIGNS.setdefault(chr(0x3B1 + _place), f"\\{_name} ")
_CAPITALS = "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
for _char, _name in zip("ΓΔΘΛΞΠΣΥΦΨΩ", _CAPITALS.split(), strict=True):
    SIGNS[_char] = f"\\{_name} "

_FUNCTIONS = (
    "arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log max "
    "min Pr sec sin sinh sup tan tanh"
)
FUNCTIONS = frozenset(_FUNCTIONS.split())
VARIANTS = {
    "normal": "mathrm", "bold": "mathbf", "italic": "mathit", "bold-italic": "mathbf", "double-struck": "mathbb",
    "script": "mathcal", "bold-script": "mathcal", "fraktur": "mathfrak", "bold-fraktur": "mathfrak",
    "sans-serif": "mathsf", "bold-sans-serif": "mathsf", "monospace": "mathtt",
}  # fmt: skip
OVER = {
    "¯": ("bar", "overline"), "‾": ("bar", "overline"), "_": ("bar", "overline"), "―": ("bar", "overline"),
    "\u0304": ("bar", "overline"), "\u0305": ("bar", "overline"), "-": ("bar", "overline"), "−": ("bar", "overline"),
    "^": ("hat", "widehat"), "ˆ": ("hat", "widehat"), "\u0302": ("hat", "widehat"), "~": ("tilde", "widetilde"),
    "˜": ("tilde", "widetilde"), "\u0303": ("tilde", "widetilde"), "→": ("vec", "overrightarrow"),
    "⃗": ("vec", "overrightarrow"), "⇀": ("vec", "overrightarrow"), "˙": ("dot", "dot"), ".": ("dot", "dot"),
    "\u0307": ("dot", "dot"), "¨": ("ddot", "ddot"), "⏞": ("overbrace", "overbrace"), "︷": ("overbrace", "overbrace"),
    "↔": ("overleftrightarrow", "overleftrightarrow"), "⌢": ("overset{\\frown}", "overset{\\frown}"),
    "⏜": ("overset{\\frown}", "overset{\\frown}"), "ˇ": ("check", "check"), "˘": ("breve", "breve"),
}  # fmt: skip
UNDER = {"_": "underline", "̲": "underline", "¯": "underline", "‾": "underline", "―": "underline", "⏟": "underbrace",
         "︸": "underbrace", "-": "underline", "−": "underline"}  # fmt: skip
LARGE = frozenset("∑∏∐⋃⋂⋁⋀⨁⨂∫∬∭∮") | {"lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "gcd"}
OPENING = {"(": "(", "[": "[", "{": r"\{", "|": "|", "⟨": r"\langle ", "〈": r"\langle ", "⌊": r"\lfloor ",
           "⌈": r"\lceil ", "‖": r"\|", "∥": r"\|", "": "."}  # fmt: skip
CLOSING = {")": ")", "]": "]", "}": r"\}", "|": "|", "⟩": r"\rangle ", "〉": r"\rangle ", "⌋": r"\rfloor ",
           "⌉": r"\rceil ", "‖": r"\|", "∥": r"\|", "": "."}  # fmt: skip
