"""Whether a text writes an answer whose writing is what was asked for: a root, or a number times a power of ten.

Its value may stand on the learner's screen ("simplify the root of 27", "write 9100000 in scientific notation"), so only
the writing gives it away.
"""

from __future__ import annotations

import re
from functools import lru_cache

from chiron.core.language.text import fold

_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SAME = (
    (re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+"), lambda found: "^" + found[0].translate(_POWERS)),
    (re.compile(r"\\sqrt\s*\{([^{}]*)\}|\\sqrt\s*(\d+)"), lambda found: f" sqrt({found[1] or found[2]})"),
    (re.compile(r"√\s*\(?\s*(\w+)\s*\)?"), lambda found: f" sqrt({found[1]})"),
    (
        re.compile(
            r"(?:the )?(?:square )?\broot (?:of )?\$?(\w+)|(?:la )?raiz (?:cuadrada )?de \$?(\w+)", re.IGNORECASE
        ),
        lambda found: f" sqrt({found[1] or found[2]})",
    ),
    (re.compile(r"\\times|\\cdot|[×·⋅]|\btimes\b|\bpor\b", re.I), lambda _: "*"),
    (
        re.compile(
            r"\b(?:ten|10|diez) (?:to the (?:power (?:of )?)?|elevado a )(minus |menos |-)?(\d+)", re.IGNORECASE
        ),
        lambda found: f"10^{'-' if found[1] else ''}{found[2]}",
    ),
    (re.compile(r"\^\s*[{(]\s*([-−]?\s*\d+)\s*[})]"), lambda found: "^" + found[1].replace("−", "-").replace(" ", "")),
    (re.compile(r"[−]"), lambda _: "-"),
    (re.compile(r"\s*\*\s*"), lambda _: "*"),
)
_WRITING = re.compile(r"sqrt|10\s*\^|\\times|10\*\*")


@lru_cache(maxsize=512)
def _evened(text: str) -> str:
    """One way to write roots, powers of ten and times; no dollar signs and no spaces around them."""
    even = text.replace("$", "").replace("**", "^")
    for pattern, new in _SAME:
        even = pattern.sub(new, even)
    even = re.sub(r"\*?\s*sqrt\s*\(\s*(\w+)\s*\)", r"sqrt(\1)", even)
    return re.sub(r"(?<=\d),(?=\d)", ".", fold(even))


def stated(text: str, forms: tuple[str, ...], shown: str) -> bool:
    """Whether a text writes one of the answers; see the module."""
    wanted = {_evened(form).strip() for form in forms if _WRITING.search(form)}
    if not wanted:
        return False
    said, seen = _evened(text), _evened(shown)
    return any(_holds(said, form) and not _holds(seen, form) for form in wanted)


def _holds(text: str, form: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(form)}(?![\w.]*\d)", text) is not None
