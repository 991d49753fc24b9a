"""What a reading of feelings may change in an answer's tone, and what it may never change."""

from chiron.core.support.tone.answering import SURE, USUAL, AnswerTone, answer_tone
from chiron.core.support.tone.mood import LEAST_SURE, Mood, MoodRead, mood

__all__ = ["LEAST_SURE", "SURE", "USUAL", "AnswerTone", "Mood", "MoodRead", "answer_tone", "mood"]
