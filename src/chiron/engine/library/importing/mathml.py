"""Presentation MathML (MathML 3.0, chapter 3) to the LaTeX that Chiron sets."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from lxml import etree

from chiron.engine.library.importing.mathml_signs import (
    CLOSING,
    FUNCTIONS,
    LARGE,
    OPENING,
    OVER,
    SIGNS,
    UNDER,
    VARIANTS,
)

_DEEPEST = 100
_ROWS = r" \\ "
_TEX = frozenset({"application/x-tex", "application/x-latex", "tex", "latex", "text/tex", "math/tex"})
_TALL = frozenset({"mfrac", "mtable", "munder", "mover", "munderover", "mroot", "msqrt", "mmultiscripts"})
_NOTHING = frozenset({"none", "mprescripts", "maligngroup", "malignmark", "annotation", "annotation-xml"})
_GROUPS = frozenset({"math", "mrow", "mstyle", "mpadded", "mtd", "merror"})


def to_latex(element: etree._Element) -> str:
    """The formula as LaTeX, without dollars. An annotation in TeX is taken as it stands (MathML 3, 5.2).

    Raises ValueError where there is something that has no place in LaTeX.
    """
    written = annotation(element)
    if written is None:
        written = _row(_children(element), 0) if tag(element) in _GROUPS else _one(element, 0)
    return tidy(written)


def annotation(element: etree._Element) -> str | None:
    """The TeX that stands beside the formula, where it does."""
    for one in element.iter():
        if (
            tag(one) == "annotation"
            and (one.get("encoding") or "").strip().lower() in _TEX
            and (one.text or "").strip()
        ):
            return one.text
    return None


def tag(element: etree._Element) -> str:
    """The name without namespace or prefix; "" for comments."""
    name = element.tag
    return _bare(name) if isinstance(name, str) else ""


@lru_cache(maxsize=1024)
def _bare(name: str) -> str:
    return re.split(r"[}:]", name)[-1].lower()


def tidy(tex: str) -> str:
    """TeX on one line, without the wrapping that programs put around it, fit to stand between dollars."""
    tex = re.sub(r"(?<!\\)%[^\n]*\n", " ", tex) if "\n" in tex else tex
    tex = " ".join(tex.split())
    wrapped = re.fullmatch(r"\{\\displaystyle (.*)\}", tex)
    if wrapped and _balanced(wrapped[1]):
        tex = wrapped[1].strip()
    tex = re.sub(r"(?<!\\)((?:\\\\)*)\$", r"\1", tex)
    tex = re.sub(r"(\\[A-Za-z]+) +(?=[}^_])", r"\1", tex)
    slashes = len(tex) - len(tex.rstrip("\\"))
    return tex[:-1].rstrip() if slashes % 2 else tex


def _balanced(tex: str) -> bool:
    depth = 0
    for char in re.sub(r"\\.", "", tex):
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return not depth


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if tag(child)]


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext("*")).split())


def _row(elements: Sequence[etree._Element], depth: int) -> str:
    """Elements one after another; brackets around something tall grow with it (3.3.1.3, 3.2.5)."""
    if len(elements) > 1 and any(tag(part) in _TALL for one in elements for part in one.iter()):
        first, last = _bracket(elements[0], OPENING), _bracket(elements[-1], CLOSING)
        if first and last:
            return rf"\left{first}{_row(elements[1:-1], depth)}\right{last}"
        if first == r"\{" and len(elements) == 2:
            return rf"\left\{{{_row(elements[1:], depth)}\right."
    return "".join(_one(element, depth + 1) for element in elements)


def _bracket(element: etree._Element, known: dict[str, str]) -> str:
    return known.get(_words(element), "") if tag(element) == "mo" and element.get("stretchy") != "false" else ""


def _one(element: etree._Element, depth: int) -> str:
    if depth > _DEEPEST:
        raise ValueError("the formula is nested too deeply")
    name = tag(element)
    if name in _NOTHING:
        return ""
    if name in _GROUPS:
        return _row(_children(element), depth)
    if name not in _KINDS:
        raise ValueError(f"<{name}> of MathML has no place in LaTeX")
    return _KINDS[name](element, depth)


def _group(element: etree._Element, depth: int) -> str:
    return f"{{{_one(element, depth + 1).strip()}}}"


def _parts(element: etree._Element, count: int) -> list[etree._Element]:
    parts = _children(element)
    if len(parts) != count:
        raise ValueError(f"<{tag(element)}> of MathML needs {count} parts and has {len(parts)}")
    return parts


def _signs(text: str) -> str:
    return "".join(SIGNS.get(char, char) for char in text)


def _mi(element: etree._Element, _: int) -> str:
    text = _words(element)
    if text in FUNCTIONS:
        return f"\\{text} "
    variant = VARIANTS.get(element.get("mathvariant") or "", "")
    if not (text.isalpha() and text.isascii()):
        return _signs(text)
    if variant and not (variant == "mathit" and len(text) == 1):
        return f"\\{variant}{{{text}}}"
    return text if len(text) == 1 else f"\\mathrm{{{text}}}"


def _mn(element: etree._Element, _: int) -> str:
    text = _signs(_words(element).replace(" ", ""))
    variant = VARIANTS.get(element.get("mathvariant") or "", "")
    text = text.replace(",", "{,}")
    return f"\\{variant}{{{text}}}" if variant == "mathbf" else text


def _mo(element: etree._Element, _: int) -> str:
    text = _words(element)
    if text in FUNCTIONS:
        return f"\\{text} "
    if text.isalpha() and text.isascii() and len(text) > 1:
        return rf"\text{{ {text} }}"
    return _signs(text)


def _mtext(element: etree._Element, _: int) -> str:
    text = "".join(str(part) for part in element.itertext("*")).replace("\u00a0", " ")
    parts = re.split(r"([{}\\])", re.sub(r"\s+", " ", text))
    return "".join(SIGNS.get(part, rf"\text{{{part}}}") for part in parts if part).replace("$", r"\$")


def _mspace(element: etree._Element, _: int) -> str:
    width = re.match(r"\s*(-?[\d.]+)", element.get("width") or "")
    return r"\quad " if width and float(width[1].strip(".") or 0) >= 1 else " "


def _mfrac(element: etree._Element, depth: int) -> str:
    above, below = _parts(element, 2)
    if re.fullmatch(r"0(\.0+)?[a-z%]*", (element.get("linethickness") or "").strip()):
        return rf"\begin{{matrix}}{_one(above, depth + 1)}\\{_one(below, depth + 1)}\end{{matrix}}"
    if element.get("bevelled") == "true":
        return f"{_group(above, depth)}/{_group(below, depth)}"
    return rf"\frac{_group(above, depth)}{_group(below, depth)}"


def _msqrt(element: etree._Element, depth: int) -> str:
    return rf"\sqrt{{{_row(_children(element), depth).strip()}}}"


def _mroot(element: etree._Element, depth: int) -> str:
    base, index = _parts(element, 2)
    return rf"\sqrt[{_one(index, depth + 1).strip()}]{_group(base, depth)}"


def _base(element: etree._Element, depth: int) -> str:
    text = _one(element, depth + 1).strip()
    simple = re.fullmatch(
        r"[^\\{}^_']|\\[A-Za-z]+|\\[{}|]|\\(?:mathrm|mathbf|mathbb|mathcal|text)\{[^{}]*\}|\d+|\([^(){}]*\)", text
    )
    return text + (" " if re.fullmatch(r"\\[A-Za-z]+", text) else "") if simple else f"{{{text}}}"


def _script(element: etree._Element, depth: int, sign: str) -> str:
    text = _one(element, depth + 1).strip()
    if not text:
        return ""
    if sign == "^" and set(text) == {"'"}:
        return text
    return text if sign == "^" and text == r"^{\circ}" else f"{sign}{{{text}}}"


def _msub(element: etree._Element, depth: int) -> str:
    base, below = _parts(element, 2)
    return _base(base, depth) + _script(below, depth, "_")


def _msup(element: etree._Element, depth: int) -> str:
    base, above = _parts(element, 2)
    return _base(base, depth) + _script(above, depth, "^")


def _msubsup(element: etree._Element, depth: int) -> str:
    base, below, above = _parts(element, 3)
    return _base(base, depth) + _script(below, depth, "_") + _script(above, depth, "^")


def _mover(element: etree._Element, depth: int) -> str:
    base, above = _parts(element, 2)
    mark = OVER.get(_words(above)) if tag(above) in {"mo", "mtext", "mi"} else None
    if mark:
        return f"\\{mark[len(_words(base)) != 1]}{_group(base, depth)}"
    if _words(base) in LARGE:
        return _base(base, depth) + _script(above, depth, "^")
    return rf"\overset{_group(above, depth)}{_group(base, depth)}"


def _munder(element: etree._Element, depth: int) -> str:
    base, below = _parts(element, 2)
    mark = UNDER.get(_words(below)) if tag(below) == "mo" else None
    if mark:
        return f"\\{mark}{_group(base, depth)}"
    if _words(base) in LARGE or tag(base) in {"munder", "mover"}:
        return _base(base, depth) + _script(below, depth, "_")
    return rf"\underset{_group(below, depth)}{_group(base, depth)}"


def _munderover(element: etree._Element, depth: int) -> str:
    base, below, above = _parts(element, 3)
    if _words(base) in LARGE:
        return _base(base, depth) + _script(below, depth, "_") + _script(above, depth, "^")
    return rf"\overset{_group(above, depth)}{{\underset{_group(below, depth)}{_group(base, depth)}}}"


def _mmultiscripts(element: etree._Element, depth: int) -> str:
    parts = _children(element)
    if not parts:
        raise ValueError("<mmultiscripts> of MathML is empty")
    split = next((place for place, part in enumerate(parts) if tag(part) == "mprescripts"), len(parts))
    before, after = parts[split + 1 :], parts[1:split]
    return f"{_pairs(before, depth, '{}')}{_pairs(after, depth, _base(parts[0], depth))}"


def _pairs(parts: Sequence[etree._Element], depth: int, base: str) -> str:
    below = "".join(_one(part, depth + 1) for part in parts[::2])
    above = "".join(_one(part, depth + 1) for part in parts[1::2])
    scripts = (f"_{{{below.strip()}}}" if below.strip() else "") + (f"^{{{above.strip()}}}" if above.strip() else "")
    return base + scripts if scripts or base != "{}" else ""


def _mfenced(element: etree._Element, depth: int) -> str:
    opening, closing = element.get("open", "(").strip(), element.get("close", ")").strip()
    between = "".join(element.attrib.get("separators", ",").split())
    parts = _children(element)
    inside = ""
    for place, part in enumerate(parts):
        inside += _one(part, depth + 1)
        if between and place + 1 < len(parts):
            inside += _signs(between[min(place, len(between) - 1)])
    first, last = OPENING.get(opening) or CLOSING.get(opening), CLOSING.get(closing) or OPENING.get(closing)
    if first and last and (any(tag(one) in _TALL for one in element.iter()) or "." in {first, last}):
        return rf"\left{first}{inside}\right{last}" if (first, last) != (".", ".") else inside
    return f"{_signs(opening)}{inside}{_signs(closing)}"


def _menclose(element: etree._Element, depth: int) -> str:
    inside = _row(_children(element), depth).strip()
    notation = set((element.get("notation") or "longdiv").split())
    for names, command in _ENCLOSED:
        if notation & names:
            return f"\\{command}{{{inside}}}"
    return inside


_ENCLOSED = (
    ({"radical"}, "sqrt"),
    ({"box", "roundedbox", "circle"}, "boxed"),
    ({"updiagonalstrike", "downdiagonalstrike", "horizontalstrike"}, "cancel"),
    ({"top", "actuarial", "longdiv"}, "overline"),
    ({"bottom"}, "underline"),
)


def _mtable(element: etree._Element, depth: int) -> str:
    rows = []
    for row in _children(element):
        cells = _children(row)[tag(row) == "mlabeledtr" :]
        rows.append(" & ".join(_one(cell, depth + 1).strip() for cell in cells))
    columns = max((row.count(" & ") + 1 for row in rows), default=1)
    aligned = [word[0] for word in (element.get("columnalign") or "").split() if word in {"left", "right", "center"}]
    if aligned and set(aligned) != {"c"}:
        letters = "".join(aligned[min(place, len(aligned) - 1)] for place in range(columns))
        return rf"\begin{{array}}{{{letters}}}{_ROWS.join(rows)}\end{{array}}"
    return rf"\begin{{matrix}}{_ROWS.join(rows)}\end{{matrix}}"


def _semantics(element: etree._Element, depth: int) -> str:
    parts = _children(element)
    return _one(parts[0], depth + 1) if parts else ""


def _maction(element: etree._Element, depth: int) -> str:
    parts = _children(element)
    chosen = element.get("selection") or "1"
    place = min(max(int(chosen) if chosen.isdecimal() else 1, 1), max(len(parts), 1)) - 1
    return _one(parts[place], depth + 1) if parts else ""


def _mphantom(element: etree._Element, depth: int) -> str:
    return rf"\phantom{{{_row(_children(element), depth).strip()}}}"


_KINDS: dict[str, Callable[[etree._Element, int], str]] = {
    "mi": _mi, "ci": _mi, "mn": _mn, "cn": _mn, "mo": _mo, "mtext": _mtext, "ms": _mtext, "mspace": _mspace,
    "mfrac": _mfrac, "msqrt": _msqrt, "mroot": _mroot, "msub": _msub, "msup": _msup, "msubsup": _msubsup,
    "mover": _mover, "munder": _munder, "munderover": _munderover, "mmultiscripts": _mmultiscripts,
    "mfenced": _mfenced, "menclose": _menclose, "mtable": _mtable, "semantics": _semantics, "maction": _maction,
    "mphantom": _mphantom,
}  # fmt: skip
