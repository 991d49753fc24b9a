"""What a reading of feelings may change in an answer, and that an unsure one changes nothing."""

from __future__ import annotations

import math
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from chiron.core.language.feelings import EMOTIONS, NOTHING, Feelings, Felt
from chiron.core.support.playbook import Tone
from chiron.core.support.playbook.facts import MOODS
from chiron.core.support.tone import LEAST_SURE, SURE, AnswerTone, Mood, answer_tone, mood

CHANCE = st.floats(0, 1)
MANNERS = st.sampled_from([None, "brief", "warm", "calm", "full"])
TONES = st.builds(
    Tone,
    voice=st.just("Plain and friendly."),
    by_mood=st.dictionaries(st.sampled_from(MOODS), st.just("A line of the shop's own."), max_size=3),
    emoji=st.booleans(),
)
FELT = st.lists(st.builds(Felt, st.sampled_from(EMOTIONS), CHANCE), max_size=5, unique_by=lambda felt: felt.emotion)
FEELINGS = st.builds(
    Feelings,
    sentiment=st.sampled_from(["negative", "neutral", "positive"]),
    confidence=CHANCE,
    emotions=FELT.map(tuple),
    dissatisfied=CHANCE,
    hurried=CHANCE,
    language=st.sampled_from(["", "en", "es"]),
    because=st.just(("a word",)),
)
ANGRY = Feelings("negative", 0.9, (Felt("anger", 0.9),), dissatisfied=0.8, because=("furious",))


def surest(read: Feelings) -> float:
    """The surest thing that a reading says."""
    told = [read.hurried, *(felt.chance for felt in read.emotions)]
    return max(*told, min(read.dissatisfied, read.confidence), 0.0)


def test_moods_are_the_playbooks() -> None:
    assert set(get_args(Mood)) == set(MOODS)


@given(FEELINGS, st.none() | TONES, CHANCE | st.just(math.nan), MANNERS)
def test_an_unsure_reading_changes_nothing(read: Feelings, tone: Tone | None, sure: float, manner: str | None) -> None:
    least = 1.0 if math.isnan(sure) else max(sure, LEAST_SURE)
    found = answer_tone(read, tone, sure=sure, manner=manner)  # type: ignore[arg-type]
    if surest(read) < least:
        assert found == answer_tone(NOTHING, tone, sure=sure, manner=manner)  # type: ignore[arg-type]
        assert found == AnswerTone(manner=manner, emoji=bool(tone and tone.emoji))  # type: ignore[arg-type]


@given(FEELINGS, CHANCE, CHANCE)
def test_asking_for_more_surety_finds_no_mood_that_is_less_sure(read: Feelings, one: float, two: float) -> None:
    found = mood(read, max(one, two))
    assert found.mood == "neutral" or found.chance >= max(one, two, LEAST_SURE)


@given(FEELINGS, st.none() | TONES)
def test_whoever_suffers_is_shown_no_offer_and_no_faces(read: Feelings, tone: Tone | None) -> None:
    found = answer_tone(read, tone)
    if found.mood in {"angry", "sad", "worried", "hurried"}:
        assert not found.offers
        assert not found.emoji
    assert found.apologise == (found.mood == "angry")


@given(FEELINGS)
def test_cheer_only_where_nothing_speaks_against_it(read: Feelings) -> None:
    if answer_tone(read).manner == "warm":
        assert read.sentiment == "positive"
        assert read.dissatisfied < LEAST_SURE
        assert read.chance("anger", "frustration") < SURE


def test_an_angry_message_gets_a_calm_apology_and_one_step() -> None:
    found = answer_tone(ANGRY)
    assert (found.manner, found.apologise, found.steps, found.because) == ("calm", True, 1, ("furious",))


def test_anger_goes_before_haste_and_haste_before_nothing() -> None:
    hurried = Feelings("neutral", 0.7, hurried=0.8)
    both = Feelings("negative", 0.9, (Felt("anger", 0.9),), hurried=0.8)
    assert answer_tone(both).manner == "calm"
    assert answer_tone(hurried).manner == "brief"
    assert answer_tone(hurried).steps == 1


def test_a_happy_message_in_a_hurry_is_warm_in_one_step() -> None:
    read = Feelings("positive", 0.9, (Felt("joy", 0.9),), hurried=0.8)
    assert (answer_tone(read).manner, answer_tone(read).steps) == ("warm", 1)


def test_praise_that_sounds_dissatisfied_is_met_without_cheer() -> None:
    read = Feelings("positive", 0.9, (Felt("joy", 0.9),), dissatisfied=0.7)
    assert answer_tone(read) == AnswerTone()


def test_the_playbooks_own_line_goes_with_its_mood_alone() -> None:
    tone = Tone(voice="Plain.", by_mood={"angry": "Say sorry once."}, emoji=True)
    assert answer_tone(ANGRY, tone).note == "Say sorry once."
    assert answer_tone(NOTHING, tone) == AnswerTone(emoji=True)


def test_a_playbook_cannot_ask_for_guesses() -> None:
    guess = Feelings("negative", 0.4, (Felt("anger", 0.4),))
    assert answer_tone(guess, sure=0.0) == AnswerTone()
