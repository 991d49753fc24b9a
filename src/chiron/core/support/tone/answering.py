"""The tone of an answer, from the mood of a message and what a playbook says of its tone. Pure.

A tone changes how an answer is put: its wording, its length, whether it begins with an apology. It never changes what
is true, allowed, promised or done; and a reading that is not sure changes nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from chiron.core.language.feelings import Feelings
from chiron.core.support.playbook import Tone
from chiron.core.support.tone.mood import SURE, Mood, mood

__all__ = ["SURE", "USUAL", "AnswerTone", "answer_tone"]

Manner = Literal["brief", "warm", "calm", "full"]


@dataclass(frozen=True, slots=True)
class AnswerTone:
    """How an answer is put.

    ``manner`` is the wording taken of a playbook's messages, none for the plain one. ``apologise``: begin with one calm
    sentence of regret. ``steps``: at most so many next steps are told at once, none for as many as there are.
    ``emoji``: faces may stand in it. ``offers``: something to buy may be shown. ``note`` is the playbook's own line for
    the mood. ``because`` is the mood that it answers and what that rests on, for whoever asks why.
    """

    mood: Mood = "neutral"
    manner: Manner | None = None
    apologise: bool = False
    steps: int | None = None
    emoji: bool = False
    offers: bool = True
    note: str = ""
    because: tuple[str, ...] = ()


USUAL = AnswerTone()
"""What is said where nothing is known of a mood; a playbook that allows faces has them here too."""

_BY_MOOD: dict[Mood, AnswerTone] = {
    "angry": AnswerTone("angry", "calm", apologise=True, steps=1, offers=False),
    "sad": AnswerTone("sad", "calm", offers=False),
    "worried": AnswerTone("worried", "calm", steps=1, offers=False),
    "happy": AnswerTone("happy", "warm"),
    "hurried": AnswerTone("hurried", "brief", steps=1, offers=False),
}


def answer_tone(
    read: Feelings, tone: Tone | None = None, sure: float = SURE, manner: Manner | None = None
) -> AnswerTone:
    """The tone of the answer to a message.

    ``tone`` is the playbook's; ``manner`` is the wording it would have without a mood (the customer's usual one).
    Where no mood is read with a chance of at least ``sure``, this is that manner and the playbook's own tone,
    whatever the message. Faces are never shown to the angry, sad, worried or hurried.
    """
    faces = tone.emoji if tone else False
    found = mood(read, sure)
    if found.mood == "neutral":
        return replace(USUAL, manner=manner, emoji=faces)
    put = _BY_MOOD[found.mood]
    if found.hurried and put.steps is None:
        put = replace(put, steps=1)
    note = tone.by_mood.get(found.mood, "") if tone else ""
    return replace(put, emoji=faces and found.mood == "happy", note=note, because=read.because)
