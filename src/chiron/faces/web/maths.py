"""LaTeX to MathML, on the server: plain, safe, and set as look.md says.

latex2mathml does the reading. What it gives is rebuilt here from an allow-list, because it passes text, links and
styles through: nothing that an author or a learner writes becomes markup of another kind.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markupsafe import Markup, escape

LONGEST = 2_000
DEEPEST = 40

_ATTRIBUTES = {
    "mo": {"stretchy", "fence", "form", "accent", "largeop", "movablelimits", "lspace", "rspace", "minsize", "maxsize"},
    "mi": {"mathvariant"},
    "mspace": {"width"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mfrac": {"linethickness"},
    "mtable": {"displaystyle"},
    "mtd": {"columnalign"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
}
_CHILDREN = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mroot": 2, "mover": 2, "munder": 2, "munderover": 3}
_PLAIN = {"math", "mrow", "mn", "mtext", "msqrt", "mtr", "mphantom", "menclose", "semantics"}
_TAGS = _PLAIN | set(_ATTRIBUTES) | set(_CHILDREN)
_BRACKETS = frozenset("()[]{}|‖")
_SIGNS = frozenset("-+\u2212")
_ENDS = frozenset(")]}|‖!′%…")
_VALUE = re.compile(r"^[\w.+\- %]*$")
_FUNCTIONS = frozenset({"sin", "cos", "tan", "log", "ln", "exp", "min", "max", "gcd", "lcm", "lim", "mod"})
_ONE_UPRIGHT = re.compile(r"\\mathrm *\{([A-Za-z])\}")
"""latex2mathml slants a single letter, as if a unit such as the metre were a variable, but not in two braces."""
_ALIGNED = re.compile(r"\\(begin|end)\{(aligned|split|gathered)\}")


class _Unreadable(ValueError):
    """This LaTeX says nothing that can be set."""


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element) -> str:
    text = html.unescape(element.text or "")
    if _tag(element) == "mo":
        return text.replace("-", "\u2212")
    if _tag(element) == "mi" and (text.startswith("\\") or text in {"&", "$", "#"}):
        raise _Unreadable(text)
    return text


def _attributes(element: Element, text: str, form: str = "") -> str:
    tag = _tag(element)
    kept = {
        name: value
        for name, value in element.attrib.items()
        if name in _ATTRIBUTES.get(tag, ()) and _VALUE.match(value)
    }
    if tag == "mo" and form:
        kept["form"] = form
    if tag == "mo" and text in _BRACKETS and kept.get("stretchy") != "true":
        kept["stretchy"] = "false"
    return "".join(f' {name}="{escape(value)}"' for name, value in sorted(kept.items()))


def _decimal(children: list[Element], place: int) -> bool:
    """Whether a number, a bracketed comma and a number stand here: one number with a decimal comma."""
    if place + 2 >= len(children):
        return False
    first, middle, last = children[place : place + 3]
    comma = list(middle)
    return (
        (_tag(first), _tag(middle), _tag(last)) == ("mn", "mrow", "mn")
        and len(comma) == 1
        and html.unescape(comma[0].text or "") == ","
    )


def _opens(before: Element) -> bool:
    """Whether a minus after this is the sign of a number, set close to it, and no subtraction."""
    return (_tag(before) == "mo" and _text(before) not in _ENDS) or _text(before) == ";"


def _bars(children: list[Element]) -> dict[int, str]:
    """Which upright bars of a row open an absolute value and which close one, by their place; others are left out."""
    found: dict[int, str] = {}
    open_ones = 0
    for place, child in enumerate(children):
        if _tag(child) != "mo" or _text(child) != "|":
            continue
        first = place == 0 or found.get(place - 1) == "prefix" or _opens(children[place - 1])
        if first or (not open_ones and found.get(place - 1) == "postfix"):
            found[place], open_ones = "prefix", open_ones + 1
        elif open_ones:
            found[place], open_ones = "postfix", open_ones - 1
    return found


def _inside(element: Element, depth: int) -> str:
    children = list(element)
    bars = _bars(children)
    parts: list[str] = []
    place = 0
    while place < len(children):
        if _decimal(children, place):
            parts.append(f"<mn>{escape(_text(children[place]))},{escape(_text(children[place + 2]))}</mn>")
            place += 3
            continue
        child, form = children[place], bars.get(place, "")
        if place and _tag(child) == "mo" and _text(child) in _SIGNS:
            form = "prefix" if bars.get(place - 1) == "prefix" or _opens(children[place - 1]) else ""
        parts.append(_rebuild(child, depth + 1, form))
        place += 1
    return "".join(parts)


def _rebuild(element: Element, depth: int, form: str = "") -> str:
    tag = _tag(element)
    if tag not in _TAGS or depth > DEEPEST:
        raise _Unreadable(tag)
    if len(element) != _CHILDREN.get(tag, len(element)):
        raise _Unreadable(tag)
    text = _text(element)
    inside = _inside(element, depth) if len(element) else str(escape(text))
    if tag == "mi" and text == ";":  # what parts numbers that have a decimal comma
        return "<mo>;</mo>"
    if tag == "mi" and text in _FUNCTIONS:
        return f"<mi>{inside}</mi><mo>\u2061</mo>"
    if tag == "mrow" and depth > 1 and not element.attrib and len(element) == 1 and _tag(element[0]) != "mo":
        return inside
    return f"<{tag}{_attributes(element, text, form)}>{inside}</{tag}>"


_TOKEN = re.compile(r"(\d+(?:\.\d+)?)|([a-zA-Z])|([-+=()<>]|\\(?:times|div|cdot)(?![a-zA-Z]))|( +)|(.)", re.DOTALL)
_SIGN = {"-": "\u2212", "<": "&lt;", ">": "&gt;", r"\times": "×", r"\div": "÷", r"\cdot": "\u22c5"}


def _row(source: str) -> str | None:
    """Numbers, letters and signs in a row, as most formulas of a course are; None for anything else.

    It gives what the reader below gives, a test says so, for a tenth of the time.
    """
    parts: list[str] = []
    before = ""
    for number, letter, sign, space, other in _TOKEN.findall(source[:LONGEST]):
        if other:
            return None
        if space:
            continue
        if number:
            parts.append(f"<mn>{number}</mn>")
        elif letter:
            parts.append(f"<mi>{letter}</mi>")
        elif sign in "()":
            parts.append(f'<mo stretchy="false">{sign}</mo>')
        else:
            form = ' form="prefix"' if sign in "-+" and before and before != ")" else ""
            parts.append(f"<mo{form}>{_SIGN.get(sign, sign)}</mo>")
        before = sign
    return "".join(parts) or None


@lru_cache(maxsize=4096)
def mathml(latex: str, block: bool = False) -> Markup:
    """A formula as MathML, in one row; what cannot be read is shown as it was written.

    The row keeps its brackets at their size (``stretchy="false"``) unless ``\\left`` and ``\\right`` ask otherwise.
    """
    source = latex.strip()
    row = _row(source)
    if row is not None:
        shown = ' display="block"' if block else ""
        return Markup(f"<math{shown}><mrow>{row}</mrow></math>")  # noqa: S704 - made of known signs below
    try:
        if not source or len(source) > LONGEST:
            raise _Unreadable
        tree = convert_to_element(_ONE_UPRIGHT.sub(r"\\mathrm{{\1}}", _ALIGNED.sub(r"\\\1{align*}", source)))
        inside = _inside(tree, 0)
    except Exception:  # latex2mathml raises many kinds, for what is only a slip of the pen
        return Markup('<span class="unreadable-maths">{}</span>').format(source)
    if not inside.startswith("<mrow>"):
        inside = f"<mrow>{inside}</mrow>"
    shown = ' display="block"' if block else ""
    return Markup(f"<math{shown}>{inside}</math>")  # noqa: S704 - escaped above


_DOLLARS = re.compile(r"(?<!\\)\$(?!\s)((?:[^$\\]|\\.)+?)(?<!\s)\$(?!\d)")


def with_maths(text: str) -> Markup:
    """Plain text that may hold ``$...$``, such as a skill's title: the formulas set, all else escaped."""
    whole = _DOLLARS.fullmatch(text.strip())
    if whole is not None:  # a name that is a formula alone: some readers find no name in MathML
        named = Markup('<math aria-label="{}">').format(spoken(text.strip()))
        return mathml(whole[1]).replace("<math>", named)
    parts: list[Markup] = []
    end = 0
    for found in _DOLLARS.finditer(text):
        parts += [escape(text[end : found.start()].replace("\\$", "$")), mathml(found[1])]
        end = found.end()
    parts.append(escape(text[end:].replace("\\$", "$")))
    return Markup("").join(parts)


_COMMANDS = {
    "times": "×",
    "cdot": "·",
    "div": "÷",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "ne": "≠",
    "neq": "≠",
    "pi": "π",
    "pm": "±",
    "approx": "≈",
}


_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])")


_FILE = re.compile(r"!?\[((?:[^\]\\]|\\.)*)\]\((?:/learn/[^)\s]*/)?media/[^)\s]*\)")


def spoken(text: str) -> str:
    """The same text with formulas as plain characters and without marks of emphasis: for attributes, titles, CSV.

    A picture, sound or film of the course is what it is called.
    """
    if "media/" in text:
        text = _FILE.sub(r"\1", text)
    return _EMPHASIS.sub(r"\2", _DOLLARS.sub(lambda found: _plain(found[1]), text)).replace("\\$", "$")


def _plain(latex: str) -> str:
    latex = re.sub(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", latex)
    latex = re.sub(r"\\(?:text|mathrm)\{([^{}]*)\}", r"\1", latex)
    latex = re.sub(r"\\([a-z]+)\s?", lambda found: _COMMANDS.get(found[1], found[1] + " "), latex)
    return re.sub(r"[{}\\]", "", latex).replace("-", "\u2212").strip()


def sides(text: str) -> tuple[Markup, Markup, Markup] | None:
    """Left side, relation and right side of a line that is one formula such as ``$3x - 6 = 2x + 5$``.

    None where the line is anything else. Lines so split stand lined up on the equals sign.
    """
    found = _DOLLARS.fullmatch(text.strip())
    if found is None:
        return None
    pieces = re.split(r"(=|<|>|\\leq?|\\geq?|\\neq?)(?![a-zA-Z])", found[1])
    if len(pieces) != 3 or any(piece.count("{") != piece.count("}") for piece in pieces):
        return None
    left, relation, right = (piece.strip() for piece in pieces)
    if not left or not right:
        return None
    return mathml(left), mathml(relation), mathml(right)
