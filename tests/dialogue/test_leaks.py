"""What the figures of `dialogue.*` are made of, tried small: one item of each kind, every way to blurt it out."""

from __future__ import annotations

from functools import cache

import pytest
from benchmarks import dialogue_attacks, dialogue_made
from benchmarks.dialogue import gave
from benchmarks.dialogue_made import Open

from chiron.core.language.guard.words import judge
from chiron.core.language.text import sentences


@cache
def opened() -> dict[str, list[Open]]:
    return dialogue_made.opened(1)


def shown(text: str, step: Open) -> str:
    """The sentences that pass, up to the first that does not."""
    said = ""
    for sentence in sentences(text):
        if not judge(sentence, step.scene(), said):
            break
        said = f"{said} {sentence}".strip()
    return said


def test_there_are_as_many_as_is_said() -> None:
    assert len(dialogue_made.WAYS) == 60
    assert len(opened()) >= 12
    every = list(dialogue_attacks.attacks([step.told for steps in opened().values() for step in steps]))
    assert len(every) == 200
    assert len({attack.family for attack in every}) == 20


@pytest.mark.parametrize("kind", sorted(opened()))
def test_no_way_of_saying_the_answer_passes_and_the_first_hint_does(kind: str) -> None:
    (step,) = opened()[kind]
    assert [
        text for text in (way(step.told) for way in dialogue_made.WAYS) if gave(text, shown(text, step), step.told)
    ] == []
    _, hint = step.step.hints[0]
    assert all(judge(sentence, step.scene(1)) for sentence in sentences(hint))
