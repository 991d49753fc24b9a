"""What would leave with an ask to a model elsewhere: names and numbers that were not replaced, and words that were."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks.dialogue_mrbench import interval
from benchmarks.dialogue_pii_fresh import FRESH, LAST, SECOND, THIRD
from benchmarks.dialogue_pii_held import HELD_OUT, SEEN_LAST
from benchmarks.dialogue_pii_made import DEV, SEEN, SEEN_TOO, Made, Part, messages, people
from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.language.privacy import Returning, Roster, Veil, found, roster

MESSAGES, SCHOOLS = 3_100, 5
FIRST = "0.980, 0.959, 0.967, 0.959"
FIRST_FRESH = "0.792, 0.929, 0.901, 0.920"
"""What each part gave before anything was changed for it, in the order in which they were written."""
COURSES = Path(__file__).parents[1] / "courses"
_WORD, _NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d[\d.,]*")


def made(part: Part, seed: int) -> Iterator[tuple[Roster, Made]]:
    """Messages about the people of some made schools."""
    for school in range(SCHOOLS):
        chance = Random(f"{seed} {school}")
        names = people(part, chance)
        known = roster(names)
        for message in messages(part, names, MESSAGES // SCHOOLS, chance):
            yield known, message


def missed(known: Roster, message: Made) -> list[str]:
    """The formats of which any letter or digit is left."""
    spans = found(message.text, known)
    return [
        plant.format
        for plant in message.plants
        if any(
            message.text[at].isalnum() and not any(span.start <= at < span.end for span in spans)
            for at in range(plant.start, plant.end)
        )
    ]


def replaced(part: Part, seed: int) -> tuple[int, int, Counter[str]]:
    """How many of how many planted things were wholly replaced, and of which formats any were not."""
    lost, count = Counter[str](), 0
    for known, message in made(part, seed):
        count += len(message.plants)
        lost.update(missed(known, message))
    return count - lost.total(), count, lost


@benchmark("dialogue.pii.replaced", "names and identifiers of made messages, replaced before text leaves (last part)",
           "share", goal=Goal(0.99, at="least"))  # fmt: skip
def names_and_numbers(progress: Progress) -> Figure:
    """Of people and sentences of which no single error was looked at, by the hand that wrote the rules; thirty formats.

    Words were added for the formats that this part missed when it was measured first, so its value flatters: what new
    ways of writing give is nearer to ``FIRST``.
    """
    progress("last part")
    kept, count, lost = replaced(HELD_OUT, 5)
    seen = [replaced(DEV, 1), replaced(SEEN, 2), replaced(SEEN_TOO, 3), replaced(SEEN_LAST, 4)]
    right, of = sum(each[0] for each in seen), sum(each[1] for each in seen)
    note = (
        f"{interval(kept, count)}; missed by format: {dict(lost) or 'none'}; on the four parts that were looked"
        f" at {interval(right, of)}; each part when it was measured first, unseen: {FIRST}"
    )
    return Figure(kept / count, note=note)


@benchmark("dialogue.pii.fresh", "names with slips, short names, and identifiers of other countries, replaced"
           " before text leaves (last part)", "share", goal=Goal(0.99, at="least"))  # fmt: skip
def slips_and_other_countries(_: Progress) -> Figure:
    """Like ``dialogue.pii.replaced``, of what people write otherwise than the roster and than our formats have it.

    Of the last part only the formats that it missed were looked at, after it was measured first; what new ways of
    writing give is nearer to ``FIRST_FRESH``.
    """
    kept, count, lost = replaced(LAST, 9)
    seen = [replaced(FRESH, 6), replaced(SECOND, 7), replaced(THIRD, 8)]
    right, of = sum(each[0] for each in seen), sum(each[1] for each in seen)
    note = (
        f"{interval(kept, count)}; missed by format: {dict(lost) or 'none'}; on the three parts that were looked"
        f" at {interval(right, of)}; each part when it was measured first, unseen: {FIRST_FRESH}"
    )
    return Figure(kept / count, note=note)


@benchmark("dialogue.pii.back", "replaced things that stand again in a streamed answer, cut anywhere", "share",
           goal=Goal(1.0, at="least"))  # fmt: skip
def put_back(_: Progress) -> Figure:
    """Each message hidden, sent back in pieces of one to nine letters, and compared with itself."""
    whole, count, chance = 0, 0, Random(3)
    for part in (DEV, SEEN, SEEN_TOO, SEEN_LAST, HELD_OUT, FRESH, SECOND, THIRD, LAST):
        for known, message in made(part, 4):
            veil = Veil(known)
            hidden, said = veil.hide(message.text), ""
            returning, at = Returning(veil), 0
            while at < len(hidden):
                step = chance.randint(1, 9)
                said += returning.feed(hidden[at : at + step])
                at += step
            count += 1
            whole += said + returning.rest() == message.text
    return Figure(whole / count, note=f"{whole} of {count} messages")


def ordinary() -> Iterator[tuple[str, str]]:
    """Ordinary text with its source: our courses; and conversations, where they are on this machine."""
    for path in sorted(COURSES.rglob("*")):
        if path.suffix in {".md", ".yaml", ".yml"}:
            # What a template fills in stands after this sign; learners never see it.
            yield "courses", path.read_text("utf-8").replace("@", "")
    folder = Path(os.environ.get("CHIRON_BENCH_LLM", "../shared/data/llm"))
    for name in ("mathdial_test_dev.jsonl", "bridge_train.json", "cima.json", "xquad_en_dev.json"):
        if (folder / name).is_file():
            yield name, (folder / name).read_text("utf-8").encode().decode("unicode_escape", "ignore")


@benchmark("dialogue.pii.touched", "words of ordinary text that are replaced, with a made school of 120 people",
           "share", goal=Goal(0.01))  # fmt: skip
def touched(progress: Progress) -> Figure:
    """Our courses and published tutoring conversations, in pieces of a message's length; any word counts, also the
    names of a roster that stand in a word problem as somebody's.
    """
    words, hit, numbers, moved, soft, apart = 0, 0, 0, 0, Counter[str](), Counter[str]()
    names = people(HELD_OUT, Random(5))
    known, common = roster(names), {name.lower() for name in HELD_OUT.words}
    for source, text in ordinary():
        progress(source)
        for start in range(0, min(len(text), 400_000), 2_000):
            piece = text[start : start + 2_000]
            spans = found(piece, known)
            inside = {at for span in spans for at in range(span.start, span.end)}
            for match in _WORD.finditer(piece):
                words, apart[source] = words + 1, apart[source] + (match.start() in inside)
                hit += match.start() in inside
                if match.group().lower() in common:
                    soft["all"] += 1
                    soft["touched"] += match.start() in inside
            for match in _NUMBER.finditer(piece):
                numbers, moved = numbers + 1, moved + (match.start() in inside)
    note = (
        f"{hit} of {words} words ({dict(apart)}); of {soft['all']} times that a word is also a name of the roster"
        f" {soft['touched']}; of {numbers} numbers {moved}"
    )
    return Figure(hit / words, note=note)
