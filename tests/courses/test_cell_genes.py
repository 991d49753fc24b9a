"""Facts of the unit on genes, written down once more, from what the items show."""

from __future__ import annotations

import re

from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import interaction
from tests.courses.shelf import Shelved

SHELVED = Shelved("the-living-cell", range(40))

ACROSS = {frozenset("AT"), frozenset("CG")}
"""The two pairs of DNA."""


def answer(step: ItemStep) -> str:
    """A step's right answer as a person reads it."""
    return str(interaction(step.kind).answer(step.task, step.key))


def strands(text: str) -> list[str]:
    """The sequences of single letters in a text, each at least five long."""
    return [found.replace(" ", "") for found in re.findall(r"\b[ACGTU](?: [ACGTU]){4,}\b", text)]


def pairs(one: str, other: str) -> list[bool]:
    """Whether the bases of two strands of DNA fit, place by place."""
    assert len(one) == len(other)
    return [frozenset(both) in ACROSS for both in zip(one, other, strict=True)]


def test_the_strand_that_is_asked_for_fits_everywhere() -> None:
    for item in SHELVED.items("dna", "build-the-partner"):
        (upper,) = strands(item.prompt)
        lower = "".join(re.findall(r": ([ACGT])", answer(item.steps[0])))
        assert all(pairs(upper, lower)), item.prompt
    for item in SHELVED.items("dna", "which-probe-sticks"):
        (strand,) = strands(item.prompt)
        fitting = [o["text"] for o in item.steps[0].task["options"] if all(pairs(strand, o["text"].replace(" ", "")))]
        assert fitting == [answer(item.steps[0])]


def test_the_wrong_pair_is_the_only_one_and_is_mended() -> None:
    places = ["the first", "the second", "the third", "the fourth", "the fifth", "the sixth"]
    for item in SHELVED.items("dna", "find-the-wrong-pair"):
        upper, lower = strands(item.prompt)
        place = places.index(answer(item.steps[0]))
        assert [index for index, fits in enumerate(pairs(upper, lower)) if not fits] == [place]
        assert frozenset(upper[place] + answer(item.steps[1])) in ACROSS


def test_every_pair_holds_an_a_or_a_g() -> None:
    for item in SHELVED.items("dna", "count-the-bases"):
        long, with_a = (int(found) for found in re.findall(r"\d+", item.prompt))
        assert answer(item.steps[0]) == f"{long - with_a} times"


MESSAGE = str.maketrans("ACGT", "UGCA")
"""The base of messenger RNA that settles at each base of the template strand."""


def test_a_message_holds_the_partners_of_its_template() -> None:
    for item in SHELVED.items("transcription", "write-the-message"):
        (template,) = strands(item.prompt)
        assert re.findall(r": ([ACGTU])", answer(item.steps[0])) == list(template.translate(MESSAGE))
    for item in SHELVED.items("transcription", "back-to-the-gene"):
        (message,) = strands(item.prompt)
        (template,) = strands(answer(item.steps[0]))
        assert template.translate(MESSAGE) == message


def test_what_went_wrong_in_a_message_is_what_is_told() -> None:
    for item in SHELVED.items("transcription", "what-went-wrong"):
        template, written = strands(item.prompt)
        assert written != template.translate(MESSAGE)
        assert ("does not have" in answer(item.steps[0])) == ("T" in written)
        assert strands(answer(item.steps[1])) == [template.translate(MESSAGE)]


def test_messages_halve() -> None:
    for item in SHELVED.items("transcription", "a-poison"):
        told = [int(found) for found in re.findall(r"\d+", item.steps[1].prompt)]
        start, hours, half, twice, quarter, asked = told
        assert (half * 2, quarter * 4, twice, asked) == (start, start, 2 * hours, 3 * hours)
        assert int(answer(item.steps[1])) * 8 == start
