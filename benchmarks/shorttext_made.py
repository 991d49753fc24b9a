"""Wrong short answers made from right ones by one small change, and what of them the grader of short answers accepts.

Made from the references of the training part of SemEval-2013 task 7 (CHIRON_BENCH_SHORT_TEXT_TRAINING), seeded. The
references themselves with a few empty words before them are made too: what refuses everything would be no guard.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.shorttext import TRAINING
from chiron.core.language.stem import stem
from chiron.core.learning.answers.grade import Question, grade
from chiron.core.learning.answers.lexicon import FUNCTION
from chiron.core.learning.answers.model import artefact
from chiron.core.learning.interactions.words import matches

SEED = 77
NEAR = 0.2
"""A word nearer than this might say the same, and is not put in another's place."""
HARMLESS, SHORTER = "harmless", "a word left out"
"""Ways that need not make a right answer wrong: told in the note, not counted."""


def questions() -> list[Question]:
    """Every question of the training part with its references. SystemExit says what is missing."""
    if TRAINING is None or not TRAINING.exists():
        raise SystemExit("Skipped: name the zip of the training part: CHIRON_BENCH_SHORT_TEXT_TRAINING.")
    found = []
    with zipfile.ZipFile(TRAINING) as archive:
        for name in sorted(archive.namelist()):
            if "/2way/" in name and name.endswith(".xml"):
                root = ElementTree.fromstring(archive.read(name))
                references = tuple(one.text or "" for one in root.findall("referenceAnswers/*"))
                found.append(Question(root.findtext("questionText") or "", references))
    return found


def changed(asked: Question, reference: str, others: Sequence[str], chance: Random) -> Iterator[tuple[str, str]]:
    """(how, text): one reference changed in one way each. ``others`` are words of all texts."""
    words = re.findall(r"[\w'-]+", reference)
    places = [n for n, word in enumerate(words) if word.isalpha() and word.lower() not in FUNCTION]
    own = [word for word in re.findall(r"[A-Za-z]+", asked.context) if word.lower() not in FUNCTION]
    for place in places:
        for how, source in (("another word", others), ("a word of the question", own)):
            word = chance.choice(source) if source else words[place]
            if _far(word, [words[place]]):
                yield how, " ".join([*words[:place], word, *words[place + 1 :]])
    if len(places) > 1:
        one, other = chance.sample(places, 2)
        if stem(words[one].lower()) != stem(words[other].lower()):
            mixed = words[:]
            mixed[one], mixed[other] = mixed[other], mixed[one]
            yield "two words exchanged", " ".join(mixed)
        place, word = chance.choice(places[1:]), chance.choice(others)
        if _far(word, words):
            yield "a word put between", " ".join([*words[:place], word, *words[place:]])
    if len(words) > 2:
        yield "scrambled", " ".join(chance.sample(words, len(words)))
    if len(places) > 4:
        yield SHORTER, " ".join(word for n, word in enumerate(words) if n != places[len(places) // 2])
    yield HARMLESS, f"I think that {reference}"
    yield HARMLESS, f"It is because {reference}"


def _far(word: str, words: Sequence[str]) -> bool:
    known = artefact().knowledge
    return all(known.near(stem(word.lower()), stem(one.lower())) <= NEAR for one in words)


@benchmark("grading.short_text.made-wrong", "wrong answers made from right ones by one change: accepted, of every 100",
           "%", goal=Goal(1))  # fmt: skip
def made_wrong(progress: Progress) -> Figure:
    """Each way apart in the note, with how much of the harmlessly changed is accepted."""
    chance, made, accepted = Random(SEED), Counter[str](), Counter[str]()
    every = questions()
    texts = " ".join(text for asked in every for text in (asked.context, *asked.references)).lower()
    known = artefact().knowledge.weights
    others = sorted({word for word in re.findall(r"[a-z]{4,}", texts) if 2.5 < known.get(stem(word), 0) < 7})
    for number, asked in enumerate(every):
        if number % 60 == 0:
            progress(f"question {number} of {len(every)}")
        for reference in asked.references:
            for how, text in changed(asked, reference, others, chance):
                if not matches(text, list(asked.references)):
                    made[how] += 1
                    accepted[how] += grade(asked, text).right is True
    wrong = [how for how in made if how not in (HARMLESS, SHORTER)]
    note = "; ".join(f"{how}: {accepted[how]} of {made[how]}" for how in (*wrong, SHORTER, HARMLESS))
    return Figure(100 * sum(accepted[how] for how in wrong) / sum(made[how] for how in wrong), note=note)
