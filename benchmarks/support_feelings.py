"""How a message sounds: emotions, sentiment, dissatisfaction, and what of it is sure enough to change a tone.

Data: the folder that CHIRON_BENCH_SUPPORT names (default ../shared/data/support); vectors: that of
CHIRON_BENCH_EMBEDDINGS (default ../shared/models/minilm-l6-v2-int8), kept between runs in CHIRON_BENCH_KEPT. None of it
is part of the package.

``emotion`` and ``dissatisfied`` measure the method, learnt here and shipped nowhere: tweets and the USS data allow no
more. Nothing is chosen on what judges: the penalty and the shifts of an emotion's reader on the training tweets, each
told by the others; the threshold of dissatisfaction on folds inside the training folds. ``read`` and the figures of
``shipped`` measure what ships, which was learnt from GoEmotions' training part and our own lexicon alone.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.support_feelings_data import (
    Array,
    Labelled,
    Turn,
    dealt,
    dialogues,
    f1,
    folds,
    goemotions,
    macro_f1,
    macro_recall,
    resampled,
    tweets,
    vectors,
)  # fmt: skip
from benchmarks.support_feelings_heads import grouped
from benchmarks.support_feelings_models import Texts, comments, learnt
from benchmarks.support_feelings_turns import Turns, inside, last_answer, log_odds, threshold
from chiron.core.language.classify.linear import logistic
from chiron.core.language.feelings import EMOTIONS, read
from chiron.core.support.tone import mood

HELD = Path(__file__).parents[1] / "tests/core/language/feelings/held.txt"
FOLDS, SEED = 10, 0
PENALTY = 30.0
"""Of the reference's linear head on vectors brought to a spread of one in all."""


def told(known: Labelled, asked: Labelled, many: int, progress: Progress, *, meaning: bool) -> tuple[Array, Array]:
    """Scores of the asked texts, and of the known ones by one another."""
    also = comments(progress, meaning)
    mine, theirs = (Texts.of(each.texts, progress, meaning) for each in (known, asked))
    judge = macro_f1 if many > 3 else macro_recall
    reader = learnt(mine, also.told(mine), known.labels, many, judge)
    return reader.scores(theirs, also.told(theirs)), reader.alone + reader.shift


def emotion_of(progress: Progress, *, meaning: bool) -> Figure:
    """Macro-F1 of four emotions, learnt from the training tweets, judged on the others."""
    known, asked = tweets("emotion", "train"), tweets("emotion", "val")
    scores, alone = told(known, asked, 4, progress, meaning=meaning)
    said, right = scores.argmax(axis=1), asked.labels
    apart = resampled(lambda at: macro_f1(said[at], right[at]), len(right))
    own = macro_f1(alone.argmax(axis=1), known.labels)
    note = f"95 % {apart}; {own:.3f} on the {len(known.labels)} training tweets, each told by the others"
    return Figure(macro_f1(said, right), linear(known, asked, progress) if meaning else None, note)


def linear(known: Labelled, asked: Labelled, progress: Progress) -> float:
    """The reference: a linear head on the vectors alone."""
    mine, theirs = (vectors(each.texts, progress) for each in (known, asked))
    middle, spread = mine.mean(axis=0), mine.std()
    head = logistic((mine - middle) / spread, known.labels, 4, ridge=PENALTY)
    return macro_f1(head.scores((theirs - middle) / spread).argmax(axis=1), asked.labels)


@benchmark("support.feelings.emotion", "emotion of tweets (anger, joy, optimism, sadness), macro-F1, with meaning",
           "share", goal=Goal(0.745, at="least"), reference="a linear head on the same vectors")  # fmt: skip
def emotion(progress: Progress) -> Figure:
    """With meaning."""
    return emotion_of(progress, meaning=True)


@benchmark("support.feelings.emotion.words", "emotion of tweets, macro-F1, by words alone", "share")
def emotion_by_words(progress: Progress) -> Figure:
    """By words."""
    return emotion_of(progress, meaning=False)


@benchmark("support.feelings.sentiment", "sentiment of tweets (negative, neutral, positive), macro-recall, with"
           " meaning", "share")  # fmt: skip
def sentiment(progress: Progress) -> Figure:
    """Five folds of the 2,000 tweets."""
    every = tweets("sentiment", "val")
    fold = dealt(every.labels, 5, SEED)
    said = np.zeros(len(fold), np.int64)
    for each in range(5):
        known, asked = (
            Labelled(tuple(every.texts[at] for at in np.flatnonzero(part)), every.labels[part])
            for part in (fold != each, fold == each)
        )
        said[fold == each] = told(known, asked, 3, progress, meaning=True)[0].argmax(axis=1)
    apart = resampled(lambda at: macro_recall(said[at], every.labels[at]), len(said))
    return Figure(
        macro_recall(said, every.labels), note=f"five folds; 95 % {apart}; macro-F1 {macro_f1(said, every.labels):.3f}"
    )


@cache
def dissatisfied_scores(progress: Progress, meaning: bool) -> tuple[tuple[Turn, ...], Places, Array, Array]:
    """The messages, their folds, their log-odds by the other folds, and the threshold of each fold."""
    turns, texts = dialogues("SGD")
    known = None
    if meaning:
        table = vectors(texts, progress)
        own = table[[turn.place for turn in turns]]
        nothing = np.zeros(own.shape[1])
        known = own, np.array([table[turn.place - 1] if last_answer(turn) else nothing for turn in turns])
    looked = Turns.of(turns, known)
    share = np.array([np.mean([label < 3 for label in turn.given]) for turn in turns])
    right = np.array([turn.label < 3 for turn in turns])
    fold = folds(list(looked.dialogues), FOLDS, SEED)
    scores, least = np.zeros(len(turns)), np.zeros(len(turns))
    for each in range(FOLDS):
        mine, asked = np.flatnonzero(fold != each), np.flatnonzero(fold == each)
        least[asked] = threshold(inside(looked, share, mine, SEED + 1), right[mine])
        scores[asked] = log_odds(looked, share, mine, asked)
        progress(f"fold {each + 1} of {FOLDS}")
    return turns, fold, scores, least


Places = NDArray[np.int64]


def dissatisfied_of(progress: Progress, *, meaning: bool) -> Figure:
    """F1 of labels under 3 over ten folds of whole dialogues."""
    turns, fold, scores, least = dissatisfied_scores(progress, meaning)
    right = np.array([turn.label < 3 for turn in turns])
    said = scores >= least
    clear = right & np.array([turn.plain for turn in turns])
    each = [f1(said[fold == one], right[fold == one]) for one in range(FOLDS)]
    note = (
        f"95 % {resampled(lambda at: f1(said[at], right[at]), len(right))}; mean of folds {np.mean(each):.3f};"
        f" {f1(said, clear):.3f} where equals count as satisfied (same threshold); AUROC {auroc(scores, right):.3f}"
    )
    return Figure(f1(said, right), 0.086, note)


@benchmark("support.feelings.dissatisfied", "dissatisfaction with the message at hand (USS SGD, label < 3), F1, with"
           " meaning", "share", goal=Goal(0.38, at="least"), reference="published, before the message")  # fmt: skip
def dissatisfied(progress: Progress) -> Figure:
    """With meaning."""
    return dissatisfied_of(progress, meaning=True)


@benchmark("support.feelings.dissatisfied.words", "dissatisfaction with the message at hand, F1, by words alone",
           "share", reference="published, before the message")  # fmt: skip
def dissatisfied_by_words(progress: Progress) -> Figure:
    """By words."""
    return dissatisfied_of(progress, meaning=False)


def auroc(scores: Array, right: NDArray[np.bool_]) -> float:
    """The chance that a right one scores above a wrong one."""
    _, place, times = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(times) - (times - 1) / 2)[place]
    many = right.sum()
    return float((ranks[right].sum() - many * (many + 1) / 2) / (many * (len(right) - many)))


@benchmark("support.feelings.shipped.dissatisfied", "what ships, on USS SGD: AUROC of dissatisfaction", "share")
def shipped_dissatisfied(_: Progress) -> Figure:
    """The shipped reading, which never saw the data."""
    turns, _texts = dialogues("SGD")
    some = turns[::3]
    scores = np.array([read(turn.text, turn.before, "en").dissatisfied for turn in some])
    return Figure(
        auroc(scores, np.array([turn.label < 3 for turn in some])), note=f"every third of {len(turns)} messages"
    )


@benchmark("support.feelings.shipped.emotions", "what ships, on GoEmotions' development part: mean AUROC of our"
           " emotions", "share")  # fmt: skip
def shipped_emotions(_: Progress) -> Figure:
    """By words; calibrated on the same part, which moves no AUROC."""
    texts, table, names = goemotions("dev")
    right = grouped(table, names).astype(bool)
    reads = [read(text, language="en") for text in texts]
    each = [
        auroc(np.array([one.chance(name) for one in reads]), right[:, at]) for at, name in enumerate(EMOTIONS)
    ]  # fmt: skip
    note = ", ".join(f"{name} {value:.2f}" for name, value in zip(EMOTIONS, each, strict=True))
    return Figure(float(np.mean(each)), note=note)


@benchmark("support.feelings.shipped.mood", "what ships, on our own held messages: right mood, or left alone", "share")
def shipped_mood(_: Progress) -> Figure:
    """Messages to a shop in English and Spanish, written before anything was measured."""
    rows = [line.split(" | ", 2) for line in HELD.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = [(wanted, mood(read(text)).mood) for wanted, _, text in rows]
    alone = [said == "neutral" for wanted, said in found if wanted == "neutral"]
    moved = [said == wanted for wanted, said in found if wanted != "neutral"]
    wrong = sum(said not in {wanted, "neutral"} for wanted, said in found)
    note = (
        f"neutral left alone {sum(alone)} of {len(alone)}; moods read {sum(moved)} of {len(moved)}; other mood {wrong}"
    )
    return Figure(float(np.mean([said == wanted for wanted, said in found])), note=note)


@benchmark("support.feelings.shipped.anger", "what ships, on tweets: of those read as angry, how many are", "share")
def shipped_anger(_: Progress) -> Figure:
    """A sure reading should be right: precision of the mood at its usual threshold."""
    every = tweets("emotion", "train")
    said = np.array([mood(read(text, language="en")).mood for text in every.texts])
    right = [
        float((every.labels[said == name] == label).mean()) for name, label in (("angry", 0), ("happy", 1), ("sad", 3))
    ]
    shares = [
        float((said[every.labels == label] == name).mean()) for name, label in (("angry", 0), ("happy", 1), ("sad", 3))
    ]
    note = f"happy {right[1]:.2f}, sad {right[2]:.2f}; read of each {', '.join(f'{share:.2f}' for share in shares)}"
    return Figure(right[0], note=note)


@benchmark("support.feelings.read", "reading one message in its conversation, without meaning, p95 of CPU", "ms",
           goal=Goal(3))  # fmt: skip
def read_p95(_: Progress) -> Figure:
    """Messages of USS SGD with their turns, as they come; the first loads the weights and does not count."""
    turns, _texts = dialogues("SGD")
    read(turns[0].text)
    took: list[float] = []
    for turn in turns[:2_000]:
        begun = time.process_time()
        read(turn.text, turn.before)
        took.append(1000 * (time.process_time() - begun))
    took.sort()
    return Figure(took[int(0.95 * len(took))], note=f"median {took[len(took) // 2]:.2f} ms, worst {took[-1]:.1f} ms")
