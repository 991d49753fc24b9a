"""What comes next in a journey: learnt from the traces of many, said of one with its chances.

Trees over the features of a prefix (``boosting``) and counted contexts (``contexts``) each give chances, and they
are mixed. How many trees, and how much the contexts count, is chosen on the later fifth of the traces that are given,
by log loss; then both are fitted to all. A journey's end is one of the kinds, told apart from the steps: what comes
next, given that something does, is one question, and whether anything does another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chiron.core.support.journey.boosting import Forest, Growing, grown, softmax
from chiron.core.support.journey.contexts import Contexts, counted
from chiron.core.support.journey.features import CODED, Words, prefixes, table, words_of
from chiron.core.support.journey.traces import Trace

ORDER = 4
LATER = 0.2
"""The share of the traces, the latest, on which the fit is chosen."""
PATIENCE = 20
"""So many rounds without a better log loss end the growing."""
MIXES = (0.0, 0.15, 0.3, 0.5, 1.0)
"""The shares of the contexts that are tried."""
MOST = 60_000
"""Of a longer log, the latest journeys with so many steps are learnt from: shops change, and memory is bounded."""
LONG = 2_000
"""Of a longer journey, the last so many steps are learnt from: no machine that floods a shop teaches it much."""
FEW = 60
"""With fewer prefixes than this to learn from, or to choose on, contexts alone are used."""


@dataclass(frozen=True, slots=True)
class Model:
    """A fitted model. ``mix``: the share of the contexts; ``forest``: None where there was too little to learn from."""

    words: Words
    contexts: Contexts
    forest: Forest | None
    mix: float

    def chances(self, traces: Sequence[Trace], sizes: Sequence[range]) -> Any:
        """Chances of every code after each prefix, in the order of ``prefixes``: rows x (1 + activities), 0 the end."""
        import numpy as np

        codes = [self.words.codes(trace.activities) for trace in traces]
        each = [(one, size) for one, span in zip(codes, sizes, strict=True) for size in span if size <= len(one)]
        counted_ = np.array([self.contexts.chances(one[max(0, size - ORDER) : size]) for one, size in each])
        if self.forest is None or not len(each):
            return counted_.reshape(len(each), self.contexts.many)
        rows = [row for trace, span in zip(traces, sizes, strict=True) for row in prefixes(trace, self.words, span)]
        return self.mix * counted_ + (1 - self.mix) * softmax(self.forest.scores(table(rows)))


@dataclass(frozen=True, slots=True)
class Likely:
    """A step that may come next, and its chance given that something does."""

    activity: str
    chance: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What may come next, the likeliest first. ``ends``: the chance that nothing does.

    ``met``: how often the last two steps stood together in what was learnt from; after few, chances say little. Steps
    that share the last code because they are so rare are not told, and their chance is missing from the sum.
    """

    steps: tuple[Likely, ...]
    ends: float
    met: int

    @property
    def confidence(self) -> float:
        """The chance of the likeliest step; 0 where nothing is known."""
        return self.steps[0].chance if self.steps else 0.0


def next_step(model: Model, trace: Trace) -> Forecast:
    """What comes after the steps of a trace. An empty trace gets the empty forecast."""
    if not trace.steps:
        return Forecast((), 0.0, 0)
    size = len(trace.steps)
    chances = model.chances([trace], [range(size, size + 1)])[0].tolist()
    more = max(sum(chances[1:]), 1e-12)
    steps = [Likely(name, chance / more) for name, chance in zip(model.words.told, chances[1:], strict=False)]
    codes = model.words.codes(trace.activities)
    met = round(model.contexts.seen(codes, 2))
    return Forecast(tuple(sorted(steps, key=lambda one: (-one.chance, one.activity))), chances[0], met)


def fit(traces: Sequence[Trace], how: Growing | None = None, seed: int = 0) -> Model:
    """Learn from traces, whatever their order. Raises ValueError where none has two steps."""
    known = _latest(traces)
    if not any(len(trace.steps) > 1 for trace in known):
        raise ValueError("No trace has a step that follows another.")
    words, how = words_of(known), how or Growing()
    cut = len(known) - round(len(known) * LATER)
    early, late = _Prefixes.of(known[:cut], words), _Prefixes.of(known[cut:], words)
    if min(len(early.aims), len(late.aims)) < FEW:
        return Model(words, _contexts(known, words), None, 1.0)
    rounds, chances = _grown(early, late, how, seed)
    contexts = _contexts(known[:cut], words)
    mix = _mixed(chances, contexts, late)
    every = _Prefixes.of(known, words)
    forest = grown(every.rows, every.aims, every.many, _for(how, rounds), seed=seed) if mix < 1.0 else None
    return Model(words, _contexts(known, words), forest, mix)


def _latest(traces: Iterable[Trace]) -> list[Trace]:
    """The latest journeys with at most ``MOST`` steps, and one at least, by their first steps."""
    cut = (replace(trace, steps=trace.steps[-LONG:], keys={}) for trace in traces if trace.steps)
    known = sorted(cut, key=lambda trace: (trace.steps[0].at, trace.who))
    left = MOST
    for place in range(len(known) - 1, -1, -1):
        left -= len(known[place].steps)
        if left < 0 and place < len(known) - 1:
            return known[place + 1 :]
    return known


@dataclass(frozen=True, slots=True)
class _Prefixes:
    """Every prefix of some traces: its row, its codes, and the code that followed."""

    rows: Any
    codes: list[list[int]]
    aims: Any
    many: int

    @classmethod
    def of(cls, traces: Sequence[Trace], words: Words) -> _Prefixes:
        """Prefixes from one step on; the whole of a trace only where it has ended."""
        import numpy as np

        rows, before, aims = [], [], []
        for trace in traces:
            codes = _ended(trace, words)
            rows += prefixes(trace, words, range(1, len(codes)))
            before += [codes[max(0, place - ORDER) : place] for place in range(1, len(codes))]
            aims += codes[1:]
        return cls(table(rows), before, np.array(aims, int), _many(words))


def _many(words: Words) -> int:
    """How many codes there are: the end, and each activity."""
    return min(len(words.names), CODED) + 1


def _ended(trace: Trace, words: Words) -> list[int]:
    """The codes of a trace, with the end's where it has ended."""
    codes = words.codes(trace.activities)
    return codes if trace.open else [*codes, 0]


def _contexts(traces: Sequence[Trace], words: Words) -> Contexts:
    """Contexts counted over traces."""
    return counted((_ended(trace, words) for trace in traces), _many(words), ORDER)


def _for(how: Growing, rounds: int) -> Growing:
    """The same growing for so many rounds."""
    return replace(how, rounds=rounds)


def _grown(early: _Prefixes, late: _Prefixes, how: Growing, seed: int) -> tuple[int, Any]:
    """The number of rounds whose log loss on the later part is least, and the chances that they give there."""
    import numpy as np

    best: list[Any] = [np.inf, 0, None]
    scores: list[Any] = []

    def enough(tree: Forest) -> bool:
        added = tree.scores(late.rows)
        scores.append(added if not scores else scores[-1] + added - tree.base)
        del scores[:-1]
        chances = softmax(scores[-1])
        seen[0] += 1
        loss = _loss(chances, late.aims)
        if loss < best[0]:
            best[:] = [loss, seen[0], chances]
        return bool(seen[0] - best[1] >= PATIENCE)

    seen = [0]
    grown(early.rows, early.aims, early.many, how, seed=seed, enough=enough)
    return best[1], best[2]


def _loss(chances: Any, aims: Any) -> float:
    """The mean log loss."""
    import numpy as np

    return float(-np.log(np.maximum(chances[np.arange(len(aims)), aims], 1e-9)).mean())


def _mixed(chances: Any, contexts: Contexts, late: _Prefixes) -> float:
    """The share of the contexts whose mixture has the least log loss."""
    import numpy as np

    plain = np.array([contexts.chances(codes) for codes in late.codes])
    return min(MIXES, key=lambda mix: (_loss(mix * plain + (1 - mix) * chances, late.aims), mix))
