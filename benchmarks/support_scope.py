"""Whether a customer's message is one of a desk's intents at all: CLINC150, with and without examples of outside.

Data, vectors and the reference: ``support_intents_data``. The training part is learnt from with its 100 examples of
outside, or without any; the validation part is read (3,000 in scope, 100 outside). Rejects count as wrong. The
reference has no outside: its greatest score stands there. What was chosen, and on what: ``support_intents``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from statistics import fmean
from typing import Any

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_intents_data import REFERENCE, clinc, learnt, likeliest, linear, read, share
from chiron.core.support.intents.reader import Read


@cache
def of_clinc(given: bool) -> tuple[list[Read], list[Read], list[str], float]:
    """CLINC150's validation part read with a reader of its training part, with or without examples of outside: those
    in scope, those outside, the right intents of the first, and the share right without vectors."""
    reader = learnt(clinc("train"), [text for text, _ in clinc("oos_train")] if given else ())
    names = [name for _, name in clinc("val")]
    inside, outside = [text for text, _ in clinc("val")], [text for text, _ in clinc("oos_val")]
    by_words = share([each.intent or "" for each in read(reader, inside, False)], names)
    return read(reader, inside, True), read(reader, outside, True), names, by_words


def area(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a message in scope is surer than one outside (ties count half)."""
    one, other = np.array(inside)[:, None], np.array(outside)[None]
    return float((one > other).mean() + (one == other).mean() / 2)


@cache
def reference_scores() -> tuple[Any, Any, list[str]] | None:
    """The reference's scores in scope and outside, and its intents."""
    if (made := linear(clinc("train"), True)) is None:
        return None
    names, scores = made
    return scores([text for text, _ in clinc("val")]), scores([text for text, _ in clinc("oos_val")]), names


@benchmark("support.scope.inside", "CLINC150 in scope, rejects counted wrong", "share", goal=Goal(0.947, at="least"),
           reference=f"{REFERENCE}, rejecting nothing")  # fmt: skip
def scope_inside(_: Progress) -> Figure:
    """Accuracy in scope."""
    inside, _outside, names, by_words = of_clinc(True)
    right = [each.intent or "" for each in inside]
    note = f"rejecting nothing {share(likeliest(inside), names):.4f}; without embeddings {by_words:.4f}"
    scores = reference_scores()
    return Figure(
        share(right, names), scores and share([scores[2][at] for at in scores[0].argmax(axis=1)], names), note
    )


@benchmark("support.scope.recall", "CLINC150 out of scope, told to be so", "share", goal=Goal(0.70, at="least"))
def scope_recall(_: Progress) -> Figure:
    """Recall of outside; the note's where no example of outside was given."""
    _inside, outside, _names, _words = of_clinc(True)
    bare_inside, bare, names, _ = of_clinc(False)
    note = f"given no example of outside {fmean(each.intent is None for each in bare):.3f}, "
    note += f"in scope then {share([each.intent or '' for each in bare_inside], names):.4f}"
    return Figure(fmean(each.intent is None for each in outside), note=note)


@benchmark("support.scope.area", "CLINC150, in scope surer than out of it (AUROC)", "share",
           goal=Goal(0.98, at="least"), reference=f"greatest score of {REFERENCE}")  # fmt: skip
def scope_area(_: Progress) -> Figure:
    """AUROC of scope; the note's where no example of outside was given."""
    inside, outside, _, _ = of_clinc(True)
    bare, none, _, _ = of_clinc(False)
    scores = reference_scores()
    other = scores and area(scores[0].max(axis=1), scores[1].max(axis=1))
    note = f"given no example of outside {area([each.scope for each in bare], [each.scope for each in none]):.4f}"
    return Figure(area([each.scope for each in inside], [each.scope for each in outside]), other, note)
