"""A fitted model as plain data and back, so that it is learnt once, kept as a versioned artefact, and read by any turn.

Exact: what was packed forecasts as it did. It holds counts and trees over names of steps, no customer's id or time but
the bounds of bins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiron.core.errors import InvalidInput
from chiron.core.support.journey.boosting import Forest
from chiron.core.support.journey.contexts import Contexts
from chiron.core.support.journey.features import Words
from chiron.core.support.journey.forecast import Model

FORMAT = "journey@1"


def packed(model: Model) -> dict[str, Any]:
    """The model in what JSON can hold."""
    counts = [
        [list(codes), sorted(after.items())]
        for codes, after in sorted(model.contexts.counts.items(), key=lambda one: one[0])
    ]
    return {
        "format": FORMAT,
        "words": list(model.words.names),
        "contexts": {"order": model.contexts.order, "many": model.contexts.many, "counts": counts},
        "mix": model.mix,
        "forest": _trees(model.forest) if model.forest else None,
    }


def unpacked(kept: Mapping[str, Any]) -> Model:
    """The model that was packed. Raises InvalidInput for what is no such model, or of another format."""
    if kept.get("format") != FORMAT:
        raise InvalidInput(f"This is no model of journeys of the format {FORMAT}: fit it again.")
    try:
        contexts = kept["contexts"]
        counts = {
            tuple(codes): {int(code): float(count) for code, count in after} for codes, after in contexts["counts"]
        }
        return Model(
            Words(tuple(kept["words"])),
            Contexts(counts, int(contexts["many"]), int(contexts["order"])),
            _forest(kept["forest"]) if kept["forest"] else None,
            float(kept["mix"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise InvalidInput(f"This model of journeys is broken: {fault!r}; fit it again.") from fault


def _trees(forest: Forest) -> dict[str, Any]:
    """Arrays as lists; bins above the last bound that a feature has are not written."""
    import numpy as np

    edges = [line[np.isfinite(line)].tolist() for line in forest.edges]
    arrays = {name: getattr(forest, name).tolist() for name in ("splits", "bounds", "leaves", "base")}
    return {"bins": forest.edges.shape[1] + 1, "edges": edges, **arrays}


def _forest(kept: Mapping[str, Any]) -> Forest:
    """Lists as arrays."""
    import numpy as np

    edges = np.full((len(kept["edges"]), int(kept["bins"]) - 1), np.inf)
    for place, line in enumerate(kept["edges"]):
        edges[place, : len(line)] = line
    splits, bounds = np.array(kept["splits"], np.int64), np.array(kept["bounds"], np.int64)
    leaves, base = np.array(kept["leaves"], float), np.array(kept["base"], float)
    if leaves.shape != (len(splits), splits.shape[1] + 1, len(base)) or bounds.shape != splits.shape:
        raise ValueError("trees of different sizes")
    return Forest(edges, splits, bounds, leaves, base)
