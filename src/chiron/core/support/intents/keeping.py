"""A trained reader as plain data: a dict of texts, numbers, lists and bytes, for msgpack or a database. Pure.

Arrays are kept as their kind, shape and little-endian bytes: a reader that was kept and opened reads alike to the bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chiron.core.language.classify.calibration import Odds
from chiron.core.language.classify.grams import Grams
from chiron.core.language.classify.spelling import Speller
from chiron.core.support.intents.heads import Voice
from chiron.core.support.intents.landmarks import Meant, Worded
from chiron.core.support.intents.reader import Reader

SHAPE = 1
"""Of what is kept; another is refused."""
WORDED = ("starts", "ends", "places", "values")
MEANT = ("starts", "middle", "vectors", "prototypes")


def keep(reader: Reader) -> dict[str, Any]:
    """A reader as plain data."""
    return {
        "shape": SHAPE,
        "mark": reader.mark,
        "intents": list(reader.intents),
        "grams": reader.grams.kept(),
        "words": dict(reader.speller.words),
        "pairs": [[one, other, times] for (one, other), times in reader.speller.pairs.items()],
        "worded": {"many": reader.worded.many} | {name: _array(getattr(reader.worded, name)) for name in WORDED},
        "by_words": _array(reader.by_words),
        "words_alone": asdict(reader.words_alone),
        "whole": None if reader.whole is None else asdict(reader.whole),
        "meant": reader.meant and {name: _array(getattr(reader.meant, name)) for name in MEANT},
        "by_meaning": None if reader.by_meaning is None else _array(reader.by_meaning),
    }


def opened(kept: Mapping[str, Any]) -> Reader:
    """The reader that :func:`keep` was given. Raises ValueError where it is none, or of another shape."""
    if kept.get("shape") != SHAPE:
        raise ValueError("This is no reader of intents, or one of another version: train it again.")
    try:
        worded, meant = kept["worded"], kept["meant"]
        return Reader(
            intents=tuple(map(str, kept["intents"])),
            grams=Grams.from_kept(kept["grams"]),
            speller=Speller(dict(kept["words"]), {(one, other): times for one, other, times in kept["pairs"]}),
            worded=Worded(**{name: _opened(worded[name]) for name in WORDED}, many=int(worded["many"])),
            by_words=_opened(kept["by_words"]),
            meant=None if meant is None else Meant(**{name: _opened(meant[name]) for name in MEANT}),
            by_meaning=None if kept["by_meaning"] is None else _opened(kept["by_meaning"]),
            words_alone=_voice(kept["words_alone"]),
            whole=None if kept["whole"] is None else _voice(kept["whole"]),
            mark=str(kept["mark"]),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("This reader of intents is damaged: train it again.") from fault


def _voice(kept: Mapping[str, Any]) -> Voice:
    odds = kept["scope"]
    return Voice(tuple(kept["weights"]), Odds(tuple(odds["weights"]), float(odds["base"])), float(kept["least"]))


def _array(array: Any) -> dict[str, Any]:
    plain = array.astype(array.dtype.newbyteorder("<"), order="C")
    return {"kind": plain.dtype.str, "shape": list(plain.shape), "bytes": plain.tobytes()}


def _opened(kept: Mapping[str, Any]) -> Any:
    import numpy as np

    if kept["kind"] not in ("<f4", "<f8", "<i4", "<i8"):
        raise ValueError("This reader of intents is damaged: train it again.")
    found = np.frombuffer(kept["bytes"], kept["kind"]).reshape(kept["shape"])
    return found.astype(found.dtype.newbyteorder("="))
