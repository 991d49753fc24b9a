"""Equations of Word and PowerPoint as LaTeX (Office Math, ECMA-376 part 1, 22.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from chiron.engine.library.importing.mathml import tidy
from chiron.engine.library.importing.mathml_signs import FUNCTIONS, OVER, SIGNS
from chiron.engine.library.importing.xml import local

_DEEPEST = 60
_NARY = {
    "∑": r"\sum", "∏": r"\prod", "∐": r"\coprod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint", "∮": r"\oint",
    "⋃": r"\bigcup", "⋂": r"\bigcap", "⋁": r"\bigvee", "⋀": r"\bigwedge", "⨁": r"\bigoplus", "⨂": r"\bigotimes",
}  # fmt: skip
_LEFT = {"": ".", "{": r"\{", "}": r"\}", "⟨": r"\langle", "〈": r"\langle", "⌊": r"\lfloor", "⌈": r"\lceil",
         "‖": r"\|", "⟩": r"\rangle", "〉": r"\rangle", "⌋": r"\rfloor", "⌉": r"\rceil"}  # fmt: skip
_STYLES = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak", "sans-serif": "mathsf",
           "monospace": "mathtt"}  # fmt: skip
_BRACES = {"⏞": r"\overbrace", "⏟": r"\underbrace", "¯": r"\overline", "_": r"\underline"}


def to_latex(element: etree._Element) -> str:
    """An ``m:oMath`` as LaTeX, without dollars. Raises ValueError where it has a part that LaTeX cannot hold."""
    return tidy(_all(element, 0)).strip()


def _all(elements: Iterable[etree._Element], depth: int) -> str:
    if depth > _DEEPEST:
        raise ValueError("it is nested too deep")
    return "".join(_one(element, depth + 1) for element in elements)


def _one(element: etree._Element, depth: int) -> str:
    name = local(element)
    if name in _KINDS:
        return _KINDS[name](element, depth)
    if not name or name.endswith("Pr") or name in _NOTHING:
        return ""
    if name in _GROUPS:
        return _all(element, depth)
    raise ValueError(f"it has a part {name!r}")


def _part(element: etree._Element, name: str, depth: int) -> str:
    return next((_all(child, depth) for child in element if local(child) == name), "")


def _parts(element: etree._Element, name: str, depth: int) -> list[str]:
    return [_all(child, depth) for child in element if local(child) == name]


def _property(element: etree._Element, name: str) -> str | None:
    """The value of a property of an element; "" where it is there without one, None where it is not."""
    for child in element:
        if local(child).endswith("Pr"):
            for each in child:
                if local(each) == name:
                    return next((str(value) for key, value in each.attrib.items() if str(key).endswith("val")), "")
    return None


def _on(element: etree._Element, name: str) -> bool:
    return _property(element, name) not in (None, "0", "off", "false")


def _run(element: etree._Element, _: int) -> str:
    words = "".join(each.text or "" for each in element if local(each) == "t")
    if not words:
        return ""
    if _property(element, "nor") is not None:
        return f"\\text{{{_worded(words)}}}"
    styled = _STYLES.get(_property(element, "scr") or "")
    upright = _property(element, "sty") == "p"
    pieces = re.findall(r"[A-Za-z]{2,}|[^A-Za-z]|[A-Za-z]", words) if upright else list(words)
    written = "".join(_sign(piece, upright) for piece in pieces)
    if styled:
        return f"\\{styled}{{{written.strip()}}}"
    return f"\\mathbf{{{written.strip()}}}" if _property(element, "sty") == "b" else written


def _sign(piece: str, upright: bool) -> str:
    if len(piece) > 1:
        return f"\\{piece} " if piece in FUNCTIONS else f"\\mathrm{{{piece}}}"
    if upright and piece.isascii() and piece.isalpha():
        return f"\\mathrm{{{piece}}}"
    return SIGNS.get(piece, piece)


def _worded(words: str) -> str:
    return re.sub(r"([{}%#&_$])", r"\\\1", words.replace("\\", " "))


def _f(element: etree._Element, depth: int) -> str:
    over, under = _part(element, "num", depth), _part(element, "den", depth)
    kind = _property(element, "type")
    if kind == "noBar":
        return f"\\binom{{{over}}}{{{under}}}"
    return f"{{{over}}}/{{{under}}}" if kind in ("lin", "skw") else f"\\frac{{{over}}}{{{under}}}"


def _base(element: etree._Element, depth: int) -> str:
    base = _part(element, "e", depth).strip()
    simple = len(base) <= 1 or re.fullmatch(r"\\[A-Za-z]+", base) or re.fullmatch(r"\\(?:left).*\\right.", base)
    return base if simple and base else f"{{{base}}}"


def _scripts(element: etree._Element, depth: int) -> str:
    sub, sup = _part(element, "sub", depth), _part(element, "sup", depth)
    return (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")


def _script(element: etree._Element, depth: int) -> str:
    return _base(element, depth) + _scripts(element, depth)


def _before(element: etree._Element, depth: int) -> str:
    return f"{{}}{_scripts(element, depth)}{_base(element, depth)}"


def _rad(element: etree._Element, depth: int) -> str:
    degree = "" if _on(element, "degHide") or _property(element, "degHide") == "" else _part(element, "deg", depth)
    return f"\\sqrt{f'[{degree}]' if degree.strip() else ''}{{{_part(element, 'e', depth)}}}"


def _nary(element: etree._Element, depth: int) -> str:
    sign = _property(element, "chr")
    known = _NARY.get("∫" if sign is None else sign)
    if known is None:
        raise ValueError(f"it has a large sign {sign!r}")
    return f"{known}{_scripts(element, depth)} {_part(element, 'e', depth)}"


def _d(element: etree._Element, depth: int) -> str:
    begin, end = _property(element, "begChr"), _property(element, "endChr")
    between = _property(element, "sepChr")
    inside = _parts(element, "e", depth)
    if begin in (None, "(") and end in (None, ")") and len(inside) == 1 and inside[0].startswith("\\binom"):
        return inside[0]
    left, right = "(" if begin is None else begin, ")" if end is None else end
    middle = f" {'|' if between is None else SIGNS.get(between, between)} ".join(inside)
    return f"\\left{_LEFT.get(left, left)} {middle} \\right{_LEFT.get(right, right)} "


def _func(element: etree._Element, depth: int) -> str:
    name = _part(element, "fName", depth).strip()
    bare = re.sub(
        r"^\\mathrm\{([A-Za-z]+)\}", lambda found: f"\\{found[1]}" if found[1] in FUNCTIONS else found[0], name
    )
    if bare.isalpha() and bare.isascii():
        bare = f"\\{bare}" if bare in FUNCTIONS else f"\\operatorname{{{bare}}}"
    argument = _part(element, "e", depth)
    return f"{bare}{argument if argument.startswith(chr(92) + 'left') else f' {{{argument}}}'}"


def _m(element: etree._Element, depth: int) -> str:
    rows = [" & ".join(_parts(row, "e", depth)) for row in element if local(row) == "mr"]
    return f"\\begin{{matrix}}{_rows(rows)}\\end{{matrix}}"


def _rows(rows: list[str]) -> str:
    return " \\\\ ".join(rows)


def _array(element: etree._Element, depth: int) -> str:
    return f"\\begin{{aligned}}{_rows(_parts(element, 'e', depth))}\\end{{aligned}}"


def _acc(element: etree._Element, depth: int) -> str:
    sign = _property(element, "chr") or "\u0302"
    names = OVER.get(sign)
    inside = _part(element, "e", depth).strip()
    if names is None:
        raise ValueError(f"it has an accent {sign!r}")
    return f"\\{names[0] if len(inside) <= 1 else names[1]}{{{inside}}}"


def _bar(element: etree._Element, depth: int) -> str:
    over = _property(element, "pos") == "top"
    return f"\\{'overline' if over else 'underline'}{{{_part(element, 'e', depth)}}}"


def _limit(element: etree._Element, depth: int) -> str:
    base, limit = _part(element, "e", depth).strip(), _part(element, "lim", depth)
    below = local(element) == "limLow"
    known = re.fullmatch(r"\\(?:mathrm\{)?(lim|max|min|sup|inf)\}?", base) or re.fullmatch(
        r"(lim|max|min|sup|inf)", base
    )
    if known:
        return f"\\{known.group(1)}{'_' if below else '^'}{{{limit}}}"
    return f"\\{'underset' if below else 'overset'}{{{limit}}}{{{base}}}"


def _group(element: etree._Element, depth: int) -> str:
    sign = _property(element, "chr") or "⏟"
    inside = _part(element, "e", depth)
    if sign in _BRACES:
        return f"{_BRACES[sign]}{{{inside}}}"
    above = _property(element, "pos") == "top"
    return f"\\{'overset' if above else 'underset'}{{{SIGNS.get(sign, sign)}}}{{{inside}}}"


def _boxed(element: etree._Element, depth: int) -> str:
    return f"\\boxed{{{_part(element, 'e', depth)}}}"


def _phantom(element: etree._Element, depth: int) -> str:
    return _part(element, "e", depth) if _property(element, "show") != "0" else ""


_GROUPS = frozenset({"oMath", "oMathPara", "e", "box", "ins", "smartTag", "sdt", "sdtContent", "hyperlink"})
_NOTHING = frozenset({"bookmarkStart", "bookmarkEnd", "proofErr", "del", "commentRangeStart", "commentRangeEnd"})
_KINDS: dict[str, Callable[[etree._Element, int], str]] = {
    "r": _run, "f": _f, "sSup": _script, "sSub": _script, "sSubSup": _script, "sPre": _before, "rad": _rad,
    "nary": _nary, "d": _d, "func": _func, "m": _m, "eqArr": _array, "acc": _acc, "bar": _bar, "limLow": _limit,
    "limUpp": _limit, "groupChr": _group, "borderBox": _boxed, "phant": _phantom,
}  # fmt: skip
