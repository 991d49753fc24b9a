"""Wrong answers accepted and right ones refused, over pairs of every kind, beside math-verify and SymPy's simplify.

math-verify is no requirement of Chiron's. It is looked for here and in the Python that CHIRON_BENCH_MATH_VERIFY names,
a virtual environment with ``math-verify[antlr4_13_2]``; without it the pairs are judged without a reference.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.pairs.drawn import MATHEMATICAL, pairs
from benchmarks.pairs.pair import FORM, RIGHT, WRONG, Pair, Said, said

SEEDS = (1,)
REFERENCE_PAIRS = 200
"""Mathematical pairs that the reference is given: it takes seconds for some."""
SOURCES = Path(__file__).resolve().parents[1] / "src" / "chiron" / "core" / "learning"
RIVALS = Path(__file__).with_name("pairs") / "rivals.py"


@dataclass(frozen=True)
class Judged:
    """A pair and what was said of it."""

    pair: Pair
    said: Said

    @property
    def good(self) -> bool:
        """Whether it got what is due."""
        return self.said.meets(self.pair.verdict)


def measured(progress: Progress) -> dict[str, Any]:
    """Both figures come from one run, kept in the temporary folder until the code changes: per verdict our pairs, those
    that got what is due, those accepted, math-verify's accepted and of how many, and the note.
    """
    files = sorted([Path(__file__), *RIVALS.parent.glob("*.py"), *SOURCES.rglob("*.py"), *SOURCES.rglob("*.z")])
    code = hashlib.sha256(b"".join(file.read_bytes() for file in files) + str(python_with_math_verify()).encode())
    kept = Path(tempfile.gettempdir()) / f"chiron-grading-pairs-{code.hexdigest()[:16]}.json"
    if kept.exists():
        progress("as measured before by the same code")
        return dict(json.loads(kept.read_text("utf-8")))
    every = judged(progress)
    answers = rivals(every, progress)
    found: dict[str, Any] = {}
    for verdict in (RIGHT, WRONG, FORM):
        ours = [one for one in every if one.pair.verdict == verdict]
        found[verdict] = {
            "pairs": len(ours),
            "good": sum(one.good for one in ours),
            "accepted": sum(one.said.accepted for one in ours),
            "theirs": share(answers, "verify", verdict),
            "note": in_words(every, answers, verdict),
        }
    kept.write_text(json.dumps(found), "utf-8")
    return found


def judged(progress: Progress) -> list[Judged]:
    """Every pair of the seeds, judged here."""
    found: list[Judged] = []
    for seed in SEEDS:
        drawn = pairs(seed)
        progress(f"seed {seed}: {len(drawn)} pairs of {len({pair.kind for pair in drawn})} kinds")
        found += [Judged(pair, said(pair)) for pair in drawn]
    for one in [one for one in found if not one.good][:20]:
        progress(f"{one.pair.verdict} but {one.said.outcome}: {one.pair.kind} {one.pair.given!r} for {one.said.key}")
    return found


def python_with_math_verify() -> str | None:
    """A Python that has math-verify; None where there is none."""
    if importlib.util.find_spec("math_verify"):
        return sys.executable
    return os.environ.get("CHIRON_BENCH_MATH_VERIFY") or None


def rivals(every: Sequence[Judged], progress: Progress) -> list[tuple[Judged, dict[str, Any]]]:
    """What the others say of the mathematical pairs, as LaTeX that Chiron's reader made of them; empty without them."""
    python = python_with_math_verify()
    if python is None:
        progress("math-verify is not here: CHIRON_BENCH_MATH_VERIFY names no Python that has it; no reference")
        return []
    given = [
        one
        for one in every
        if one.pair.kind in MATHEMATICAL and one.pair.verdict != FORM and not one.pair.step.get("form")
    ]
    given = given[:: max(1, len(given) // REFERENCE_PAIRS)]
    progress(f"math-verify and SymPy's simplify on {len(given)} of them")
    asked = [{"gold": _bare(one.said.key), "answer": _bare(one.said.read) or str(one.pair.given)} for one in given]
    done = subprocess.run(
        [python, "-I", str(RIVALS)], input=json.dumps(asked), capture_output=True, text=True, timeout=1200, check=False
    )
    if done.returncode:
        progress(f"math-verify could not be run: {done.stderr.strip().splitlines()[-1:]}")
        return []
    return list(zip(given, json.loads(done.stdout), strict=True))


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("$") and text.endswith("$") else text


def share(answers: Sequence[tuple[Judged, dict[str, Any]]], who: str, verdict: str) -> tuple[int, int]:
    """How many pairs of a verdict another checker accepts, and of how many."""
    one = [says for pair, says in answers if pair.pair.verdict == verdict]
    return sum(says[who][0] is True for says in one), len(one)


def in_words(every: Sequence[Judged], answers: Sequence[tuple[Judged, dict[str, Any]]], verdict: str) -> str:
    """The note below a figure: kinds, and the others' counts on the same pairs."""
    counts = Counter(one.pair.kind for one in every if one.pair.verdict == verdict)
    text = f"{sum(counts.values())} pairs: " + ", ".join(f"{kind} {n}" for kind, n in sorted(counts.items()))
    for who, name in (("verify", "math-verify"), ("simplify", "SymPy simplify")):
        accepted, of = share(answers, who, verdict)
        if of:
            text += f"; {name} accepts {accepted} of {of} mathematical ones"
    return text


@benchmark(
    "grading.pairs.wrong-accepted",
    "wrong answers accepted, of every 100 wrong ones",
    "%",
    goal=Goal(0),
    reference="math-verify, on mathematical pairs of the same run",
)
def wrong_accepted(progress: Progress) -> Figure:
    """Mutations shown different at drawn points, and right answers in another form than asked for."""
    found = measured(progress)
    wrong, form = found[WRONG], found[FORM]
    theirs, of = wrong["theirs"]
    accepted = 100 * (wrong["accepted"] + form["accepted"]) / (wrong["pairs"] + form["pairs"])
    return Figure(accepted, 100 * theirs / of if of else None, f"{wrong['note']}; {form['pairs']} in another form")


@benchmark(
    "grading.pairs.right-accepted",
    "right answers accepted, of every 100 right ones",
    "%",
    goal=Goal(99.5, at="least"),
    reference="math-verify, on mathematical pairs of the same run",
)
def right_accepted(progress: Progress) -> Figure:
    """Rewritings in the notations that people type, shown the same at drawn points."""
    right = measured(progress)[RIGHT]
    theirs, of = right["theirs"]
    return Figure(100 * right["good"] / right["pairs"], 100 * theirs / of if of else None, right["note"])


@benchmark(
    "grading.throughput",
    "grades of mathematics a second on one core: step made, answer read and judged",
    "/s",
    reference="math-verify: parsed and verified, on the same pairs",
)
def throughput(progress: Progress) -> Figure:
    """Processor seconds of ours, of the step as drawn; theirs as LaTeX in a process of its own."""
    drawn = [pair for pair in pairs(3, 0.4) if pair.kind in MATHEMATICAL]
    for pair in drawn[:50]:
        said(pair)
    begun = time.process_time()
    every = [Judged(pair, said(pair)) for pair in drawn]
    ours = len(every) / (time.process_time() - begun)
    progress(f"ours: {len(every)} pairs")
    answers = rivals(every, progress)
    took = sum(says["verify"][1] for _, says in answers)
    return Figure(ours, len(answers) / took if took else None)
