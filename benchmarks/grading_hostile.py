"""Hostile input to every kind of step: refused, quickly, at bounded memory, and never graded."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.pairs.drawn import pairs
from benchmarks.pairs.pair import Pair, form, made
from chiron.core.learning.interactions import Unread
from chiron.core.words import Outcome

MEGABYTES = 200
"""How much all of them together may add to the memory of the process."""
BAD = {
    "tower": "9**9**9**9",
    "raised": "9^9^9^9^9",
    "brackets": "(" * 10_000,
    "closed brackets": "(" * 10_000 + "1" + ")" * 10_000,
    "some brackets": "(" * 900 + "x" + ")" * 900,
    "factorial": "factorial(10^9)",
    "factorial sign": "(10^9)!",
    "long": "x+" * 50_000 + "1",
    "digits": "9" * 100_000,
    "exponent": "1e999999999",
    "power": "(x+1)^999999999",
    "powers": "((((x+1)^99)^99)^99)^99",
    "import": "__import__('os').system('true')",
    "lambda": "(lambda: 0).__class__.__bases__[0]",
    "null": "3\x00x",
    "latex": "\\frac{1}{2",
    "latex brackets": "\\left(" * 500 + "x",
    "latex command": "\\input{/etc/passwd}",
    "surrogate": "\ud800",
    "direction": "\u202e3x\u202c" * 400,
    "marks": "x" + "\u0301" * 90_000,
    "signs": "-" * 2_000 + "x",
    "commas": "1," * 1_000 + "1",
    "bars": "|" * 1_000 + "x",
    "ors": "x = 1 or " * 200 + "x = 2",
    "products": "(x+1)(x+2)" * 190,
    "sums": "(" + "+".join(f"x^{n}" for n in range(99)) + ")^99",
    "roots": "sqrt(" * 390 + "x" + ")" * 390,
    "quotes": "'; DROP TABLE event; --",
    "page": "<script>alert(1)</script>",
}
GROWING = {
    "sizes": "+".join(f"|x-{n}|" for n in range(140)),
    "one size": "+".join(["|x|"] * 50),
    "sizes times": "*".join(f"|x-{n}|" for n in range(140)),
    "sizes within": "abs(x-" * 8 + "1" + ")" * 8,
    "sizes equal": "+".join(f"|x-{n}|" for n in range(140)) + "=5",
    "sizes below": "+".join(f"|x-{n}|" for n in range(140)) + "<5",
    "roots added": "+".join(f"sqrt(x+{n})" for n in range(140)),
    "roots times": "*".join(f"sqrt(x+{n})" for n in range(140)),
    "roots in a set": "{" + ",".join(f"sqrt({n})+{n}" for n in range(50)) + "}",
    "roots in roots": "sqrt(x+" * 30 + "1" + ")" * 30,
    "fractions": "+".join(f"1/(x+{n})" for n in range(140)),
    "fractions within": "1/(x+" * 30 + "x" + ")" * 30,
    "numbers in a set": "{" + ",".join(f"{n}/7" for n in range(140)) + "}",
    "points": "{" + ",".join(f"({n},{n})" for n in range(140)) + "}",
    "lines": "+".join(f"{n}(x+{n})" for n in range(1, 140)) + "=5",
    "lines below": "*".join(f"(x-{n})" for n in range(1, 140)) + "<0",
    "squares": "+".join(f"(x+{n})^2" for n in range(1, 140)),
    "large numbers": "*".join(f"(x+{'9' * 40}{n})" for n in range(30)),
    "sines": "+".join(f"sin({n}x)" for n in range(1, 140)),
    "bases": "+".join(f"{n}^x" for n in range(2, 140)),
    "letters": "(x+y+a+b)^40",
    "signs open": "x=" + "+".join(["±1"] * 140),
    "both": " and ".join(f"{n}x+{n + 1}y={n + 2}" for n in range(50)),
}
"""Mathematics that makes work: every family that once was slow, or grows fast. It may be found wrong, never right."""
LARGE = ("powers", "sums", *GROWING)
"""Mathematics that is only large: it may be read and found wrong, within the bound."""
HIDDEN = {
    "a size": "|x-{n}|",
    "one size": "|x|",
    "a root": "sqrt(x^2+{n})",
    "a root in a root": "sqrt(x^2+sqrt(x^2+{n}))",
    "a fraction": "(x+{n})/(x^2+{n})",
    "a power": "x^{n}",
    "a product": "(x+{n})(x-{n})",
    "a line": "{n}(x+{n})",
    "a sine": "sin({n}x)",
}
"""Put into a right line and taken off again; each has a value everywhere."""
WORDS = ("text", "cloze", "short-text", "table", "open")
"""Kinds that take any words: for them a text is no program and may be kept for a person; it is never right."""


def steps() -> Iterator[Pair]:
    """A few pairs of each kind that is typed, for their steps."""
    seen: dict[str, int] = {}
    for pair in pairs(1, 0.3):
        typed = not isinstance(pair.given, dict) or "answers" in pair.given
        if typed and seen.get(pair.kind, 0) < 3:
            seen[pair.kind] = seen.get(pair.kind, 0) + 1
            yield pair


def rewritten(pair: Pair) -> Iterator[tuple[str, str]]:
    """The first right line of a working with work hidden in it, up to twenty times over; it may be right so far."""
    right = made(pair)[0].right(*made(pair)[1:])["answer"][0]
    for name, part in HIDDEN.items():
        for often, lines in ((3, 20), (40, 1)):
            more = "".join(f"+{part.format(n=n)}-{part.format(n=n)}" for n in range(1, often + 1))
            at = next((at for at, letter in enumerate(right) if letter in "=<>≤≥"), len(right))
            yield f"{name} {often} times in {lines} lines", "\n".join([right[:at] + more + right[at:]] * lines)


def tried(pair: Pair, text: str) -> tuple[str, float]:
    """What becomes of a text as the answer (in every field), and the milliseconds of processor time it took."""
    kind, task, key = made(pair)
    fields = form(task, pair.given)
    sent = {name: [text] for name in fields}
    begun = time.process_time()
    try:
        found = str(kind.grade(task, key, kind.read(task, sent)).outcome)
    except Unread as unread:
        found = f"unread: {unread.reason}"
    return found, (time.process_time() - begun) * 1000


def graded(pair: Pair, said: str) -> bool:
    """Whether a hostile text was judged: accepted by any kind, or called wrong by one that reads mathematics."""
    if said in (Outcome.CORRECT, Outcome.PARTLY, Outcome.ONWARD):
        return True
    return pair.kind not in WORDS and said == Outcome.INCORRECT


@benchmark("grading.hostile", "the longest that hostile input takes, CPU, over every typed kind", "ms", goal=Goal(200))
def hostile(progress: Progress) -> Figure:
    """The worst of all; what is graded at all, and more memory than MEGABYTES, is no figure but a failure."""
    every = list(steps())
    for pair in every:
        tried(pair, "1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took: list[tuple[float, str]] = []
    judged: list[str] = []
    for pair in every:
        for name, text in {**BAD, **GROWING}.items():
            said, spent = tried(pair, text)
            took.append((spent, f"{pair.kind} by {name}: {said}"))
            if graded(pair, said) and not (name in LARGE and said == Outcome.INCORRECT):
                judged.append(took[-1][1])
        for name, text in rewritten(pair) if pair.kind == "working" else ():
            said, spent = tried(pair, text)
            took.append((spent, f"{pair.kind} by {name}: {said}"))
            if said == Outcome.INCORRECT:
                judged.append(took[-1][1])
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    for spent, where in sorted(took, reverse=True)[:5]:
        progress(f"{spent:.0f} ms: {where}")
    for where in judged:
        progress(f"graded: {where}")
    assert not judged, f"{len(judged)} hostile inputs were graded"
    assert more < MEGABYTES, f"{more:.0f} MB more memory"
    return Figure(
        max(took)[0], note=f"{len(took)} tries, {len({p.kind for p in every})} kinds, {more:.0f} MB more memory"
    )
