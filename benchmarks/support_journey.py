"""The next step of a journey, on two public logs of processes; and the map of 100,000 events.

Data: ``journeys/*_train.csv`` in the folder that CHIRON_BENCH_SUPPORT names (I. Verenich, ProcessSequencePrediction;
never part of the package): helpdesk, and BPI 2012 reduced to what people did. Cases are sorted by their first event;
the first two thirds are learnt from, the last third is judged. Where ``*_test.csv`` lies beside, all of ``*_train.csv``
is learnt from and that is judged.

Protocol of N. Tax, I. Verenich, M. La Rosa and M. Dumas, "Predictive business process monitoring with LSTM neural
networks", CAiSE 2017, as their script has it: every prefix of two or more events after which the case has another one;
the end is among what a model may say, is never what comes, and saying it is wrong. The figure is that accuracy. The
note tells the accuracy where the end is not among the answers, which is what a forecast's first step is (``known to go
on``), and where the end after whole cases is asked too (``ends asked``). Published, on other thirds of the logs: LSTM
.712 and .760.

References from the same run on the same prefixes: what most often followed the last event (order 1), the last four
(order 4, shorter where never met), and LightGBM on our features, its rounds chosen as ours, where it is installed.
Everything is chosen inside the part that is learnt from (``core.support.journey.forecast``); sizes of trees were chosen
on the first two thirds alone. The mean of three seeds. Needs NumPy alone.
"""

from __future__ import annotations

import csv
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

import numpy as np

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.support.journey.discover import Looking, discover
from chiron.core.support.journey.features import prefixes, table, words_of
from chiron.core.support.journey.forecast import LATER, Model, fit, next_step
from chiron.core.support.journey.keeping import Keep
from chiron.core.support.journey.traces import Step, Trace

SUPPORT = Path(os.environ.get("CHIRON_BENCH_SUPPORT", Path(__file__).parents[2] / "shared" / "data" / "support"))
LOGS = {"helpdesk": "helpdesk", "bpi12w": "bpi_12_w"}
SEEDS = (0, 1, 2)
LEAST = 2
"""The smallest prefix that is judged."""
REFERENCE = "what most often followed the last four events"


@dataclass(frozen=True)
class Asked:
    """The prefixes of cases that are judged: their codes, what came (0: the end), and which are of the protocol."""

    traces: list[Trace]
    sizes: list[range]
    codes: list[list[int]]
    came: Any

    @property
    def goes_on(self) -> Any:
        """Which prefixes have another event after them."""
        return self.came > 0


def read(path: Path) -> list[Trace]:
    """The cases of a log by their first event. SystemExit where it is not there."""
    if not path.exists():
        raise SystemExit(f"Skipped: no {path}; name the folder of support data: CHIRON_BENCH_SUPPORT.")
    cases: dict[str, list[Step]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            at = datetime.fromisoformat(row["CompleteTimestamp"]).replace(tzinfo=UTC)
            cases.setdefault(row["CaseID"], []).append(Step(at, f"{number:08}", row["ActivityID"]))
    traces = [Trace(case, tuple(sorted(steps))) for case, steps in cases.items()]
    return sorted(traces, key=lambda trace: (trace.steps[0].at, trace.who))


def split(log: str) -> tuple[list[Trace], list[Trace]]:
    """What is learnt from, and what is judged."""
    given = read(SUPPORT / "journeys" / f"{log}_train.csv")
    held = SUPPORT / "journeys" / f"{log}_test.csv"
    if held.exists():
        return given, read(held)
    cut = round(len(given) * 2 / 3)
    return given[:cut], given[cut:]


def asked(traces: Iterable[Trace], codes: Callable[[Iterable[str]], list[int]]) -> Asked:
    """Every prefix of two or more events, the whole case included."""
    long = [trace for trace in traces if len(trace.steps) >= LEAST]
    known = [codes(trace.activities) for trace in long]
    sizes = [range(LEAST, len(one) + 1) for one in known]
    came = [one[size] if size < len(one) else 0 for one, span in zip(known, sizes, strict=True) for size in span]
    cut = [one[:size] for one, span in zip(known, sizes, strict=True) for size in span]
    return Asked(long, sizes, cut, np.array(came))


def scores(chances: Any, of: Asked) -> tuple[float, float, float]:
    """Accuracy by the protocol, known to go on, and with the ends asked too."""
    right = chances.argmax(axis=1) == of.came
    stays = chances.copy()
    stays[:, 0] = -1.0
    known = stays.argmax(axis=1) == of.came
    return float(right[of.goes_on].mean()), float(known[of.goes_on].mean()), float(right.mean())


def followed(learnt: Sequence[Sequence[int]], of: Asked, order: int, many: int) -> Any:
    """How often each code followed the longest context of at most ``order`` codes that was met: prefixes x codes."""
    counts: dict[tuple[int, ...], Counter[int]] = {}
    for codes in learnt:
        for place in range(1, len(codes)):
            for length in range(min(order, place) + 1):
                counts.setdefault(tuple(codes[place - length : place]), Counter())[codes[place]] += 1
    found = np.zeros((len(of.codes), many))
    for row, codes in enumerate(of.codes):
        tails = (tuple(codes[len(codes) - length :]) for length in range(min(order, len(codes)), -1, -1))
        after = next(counts[tail] for tail in tails if tail in counts)
        for code, count in after.items():
            found[row, code] = count
    return found


def boosted(learnt: Sequence[Trace], of: Asked, model: Model, many: int) -> Any:
    """LightGBM on our features, its rounds chosen on the later fifth; None where it is not installed."""
    try:
        import lightgbm
    except ImportError:
        return None

    def rows(traces: Sequence[Trace]) -> tuple[Any, Any]:
        found = [row for trace in traces for row in prefixes(trace, model.words, range(1, len(trace.steps) + 1))]
        came = [code for trace in traces for code in [*model.words.codes(trace.activities)[1:], 0]]
        return table(found), np.array(came)

    how = {"objective": "multiclass", "num_class": many, "learning_rate": 0.06, "num_leaves": 15, "seed": 0}
    how |= {"bagging_fraction": 0.8, "bagging_freq": 1, "feature_fraction": 0.5, "verbose": -1, "num_threads": 1}
    cut = len(learnt) - round(len(learnt) * LATER)
    early, late = (lightgbm.Dataset(*rows(part)) for part in (learnt[:cut], learnt[cut:]))
    stop = lightgbm.early_stopping(20, verbose=False)
    best = lightgbm.train(how, early, 300, valid_sets=[late], callbacks=[stop]).best_iteration
    fitted = lightgbm.train(how, lightgbm.Dataset(*rows(learnt)), best)
    asked_rows = [
        row for trace, span in zip(of.traces, of.sizes, strict=True) for row in prefixes(trace, model.words, span)
    ]
    return fitted.predict(table(asked_rows))


def error(chances: Any, of: Asked) -> float:
    """How far the confidence in the likeliest step lies from its accuracy, in the mean over tenths of confidence."""
    stays = chances[of.goes_on]
    stays[:, 0] = 0.0
    stays = stays / stays.sum(axis=1, keepdims=True)
    said, right = stays.max(axis=1), stays.argmax(axis=1) == of.came[of.goes_on]
    tenth = np.minimum((said * 10).astype(int), 9)
    return float(abs(np.bincount(tenth, said - right, 10)).sum() / len(said))


def measure(log: str, progress: Progress) -> Figure:
    """The figure of one log."""
    learnt, judged = split(log)
    words = words_of(learnt)
    many = len(words.names) + 1
    of = asked(judged, words.codes)
    # A code that was never learnt can be said by nobody: it counts as missed.
    ours, seconds, errors, model = [], [], [], None
    for seed in SEEDS:
        began = time.process_time()
        model = fit(learnt, seed=seed)
        seconds.append(time.process_time() - began)
        chances = model.chances(of.traces, of.sizes)
        ours.append(scores(chances, of))
        errors.append(error(chances, of))
        trees = len(model.forest.splits) if model.forest else 0
        progress(f"seed {seed}: {_shown(ours[-1])}; {trees} trees, contexts {model.mix:g}; {seconds[-1]:.1f} s of CPU")
    assert model is not None
    ends = [[*words.codes(trace.activities), 0] for trace in learnt]
    plain = {order: scores(followed(ends, of, order, many), of) for order in (1, 4)}
    other = boosted(learnt, of, model, many)
    note = [
        f"{int(of.goes_on.sum())} prefixes of {len(of.traces)} cases, learnt from {len(learnt)}",
        f"ours {_shown(_mean(ours))}, calibration error of its confidence {fmean(errors):.3f}",
        *(f"order {order} {_shown(score)}" for order, score in plain.items()),
        "LightGBM not installed" if other is None else f"LightGBM {_shown(scores(other, of))}",
        f"seeds {', '.join(map(str, SEEDS))}; fitted in {fmean(seconds):.0f} s of CPU; NumPy {np.__version__}",
    ]
    return Figure(_mean(ours)[0], plain[4][0], "; ".join(note))


def _mean(found: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """The means over seeds."""
    return tuple(fmean(column) for column in zip(*found, strict=True))


def _shown(found: Sequence[float]) -> str:
    """Three accuracies in words."""
    return f"{found[0]:.4f} (known to go on {found[1]:.4f}, ends asked {found[2]:.4f})"


@benchmark(
    "support.next-helpdesk", "Next step of a help desk's cases", "", goal=Goal(0.72, at="least"), reference=REFERENCE
)
def helpdesk(progress: Progress) -> Figure:
    """See the module."""
    return measure(LOGS["helpdesk"], progress)


@benchmark(
    "support.next-bpi12w", "Next step of loan applications", "", goal=Goal(0.79, at="least"), reference=REFERENCE
)
def bpi12w(progress: Progress) -> Figure:
    """See the module."""
    return measure(LOGS["bpi12w"], progress)


def made(events: int, seed: int) -> list[Trace]:
    """Traces of a made shop with so many steps in all, by a random walk with ways back and people who leave."""
    chance = random.Random(seed)
    ways = {
        "page.seen": ("product.seen", "products.searched", "page.seen", ""),
        "products.searched": ("product.seen", "product.seen", "products.searched", ""),
        "product.seen": ("product.seen", "basket.added", "page.seen", ""),
        "basket.added": ("checkout.started", "product.seen", "basket.removed", ""),
        "basket.removed": ("product.seen", ""),
        "checkout.started": ("order.placed", "order.placed", "basket.removed", ""),
        "order.placed": ("order.shipped",),
        "order.shipped": ("order.delivered", "order.delivered", "case.opened:late"),
        "order.delivered": ("", "product.reviewed", "case.opened:return", "page.seen"),
        "product.reviewed": ("", "page.seen"),
        "case.opened:late": ("message.said", "case.closed"),
        "case.opened:return": ("order.returned", "message.said"),
        "message.said": ("message.answered",),
        "message.answered": ("message.said", "case.closed", "case.closed", ""),
        "order.returned": ("order.refunded",),
        "order.refunded": ("case.closed",),
        "case.closed": ("", "page.seen"),
    }
    traces: list[Trace] = []
    done = 0
    while done < events:
        at, activity, steps = (
            datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=chance.random() * 4000),
            "page.seen",
            [],
        )
        while activity and len(steps) < 200:
            channel = chance.choice(("web", "app", "mail", "chat"))
            product = (f"p-{chance.randrange(150)}",) if activity.startswith("product.") else ()
            steps.append(Step(at, f"{len(traces)}-{len(steps)}", activity, channel, product))
            at += timedelta(seconds=chance.expovariate(1 / 40000))
            activity = chance.choice(ways[activity])
        traces.append(Trace(f"C-{len(traces)}", tuple(steps), frozenset({chance.choice(("new", "loyal", "business"))})))
        done += len(steps)
    return traces


@benchmark("support.journey-map", "Discovering the map of 100,000 events", "s", goal=Goal(3.0))
def mapped(progress: Progress) -> Figure:
    """CPU time of the whole map with the shop's stages, and with every filter."""
    from chiron.core.support.playbook import Stage

    stages = (
        Stage(id="looking", title="Looking", enters=("page.seen", "product.seen", "products.searched"), quiet_days=14),
        Stage(id="buying", title="Buying", enters=("basket.added",), leaves=("order.placed",), quiet_days=7),
        Stage(id="waiting", title="Waiting", enters=("order.placed",), leaves=("order.delivered",)),
        Stage(id="owning", title="Owning", enters=("order.delivered",), quiet_days=90),
        Stage(id="needing-help", title="Needing help", enters=("case.opened",), leaves=("case.closed",)),
    )
    traces = made(100_000, 1)
    looking = Looking(datetime(2026, 9, 1, tzinfo=UTC), stages=stages)
    filters = {
        "all": None,
        "segment": Keep(segments=frozenset({"loyal"})),
        "channel": Keep(channels=frozenset({"web", "chat"})),
        "product": Keep(products=frozenset({"p-7"})),
        "time": Keep(since=datetime(2026, 2, 1, tzinfo=UTC), until=datetime(2026, 4, 1, tzinfo=UTC)),
    }
    took = {}
    for name, keep in filters.items():
        began = time.process_time()
        found = discover(traces, looking, keep)
        took[name] = time.process_time() - began
        progress(
            f"{name}: {found.journeys} journeys, {found.steps} steps, {len(found.flows)} flows, {took[name]:.2f} s"
        )
    return Figure(took["all"], note=", ".join(f"{name} {seconds:.2f} s" for name, seconds in took.items()) + " of CPU")


@benchmark("support.next-read", "One forecast, the 95th percentile of CPU", "ms", goal=Goal(3.0))
def forecast_read(progress: Progress) -> Figure:
    """How long the forecast of one case of the help desk takes, trees and contexts together."""
    learnt, judged = split(LOGS["helpdesk"])
    model = fit(learnt)
    times = []
    for trace in judged[:500]:
        began = time.process_time()
        next_step(model, trace)
        times.append(1000 * (time.process_time() - began))
    progress(f"{len(model.words.names)} activities, {len(model.forest.splits) if model.forest else 0} trees")
    return Figure(quantiles(times, n=20)[-1], note=f"mean {fmean(times):.2f} ms")
