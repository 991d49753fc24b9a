"""From ground to messages: what is the same for everybody first, what changes with each turn last.

Providers keep a prompt's beginning ready where it is the same as before; so the rules stand first, word for word, then
the learner and the step, then what was tried and said, and the move at the end. What comes from learners, courses and
teachers is fenced as data: it can hold no line that looks like the end of its fence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from chiron.core.language.prompts.ground import Ground
from chiron.core.language.prompts.rules import AGES, LANGUAGES, MOVES, OUTCOMES, RULES
from chiron.core.language.text import bounded

LONGEST_STEP = 900
LONGEST_TURN = 400
LONGEST_AUTHORED = 900
LONGEST_PASSAGE = 1_200
MOST_TRIES = 3
MOST_TURNS = 6
MOST_PASSAGES = 3
MOST_LINES = 8
"""Guidelines, facts and wishes: so many of each."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message of the prompt."""

    role: Literal["system", "user"]
    text: str


def build(ground: Ground, again: str | None = None) -> tuple[Part, ...]:
    """The prompt. ``again`` names the rule that stopped a sentence, where the model is asked a second time."""
    learner = ground.learner
    blocks = [f"Speak {language_of(learner.language)}. {AGES.get(learner.age, AGES['adult'])}"]
    blocks += _listed("guidelines of the school", ground.guidelines)
    wishes = tuple(f"wish: {wish}" for wish in learner.wishes[:MOST_LINES])
    named = (("level", learner.level), ("goal", learner.goal), ("mood now", learner.mood))
    about = (*(f"{name}: {value}" for name, value in named if value), *wishes)
    blocks += _listed("learner", about)
    blocks += _listed("remembered", (*ground.facts[:MOST_LINES], *((ground.summary,) if ground.summary else ())))
    if ground.shown:
        blocks.append(fenced("step", "\n".join(_step(ground))))
    for heading, text in ground.passages[:MOST_PASSAGES]:
        blocks.append(fenced("passage", f"{bounded(heading, LONGEST_TURN)}\n{bounded(text, LONGEST_PASSAGE)}"))
    if ground.tries:
        blocks.append(fenced("answers", "\n".join(_tries(ground))))
    if ground.talk:
        said = [f"{'learner' if turn.learner else 'tutor'}: {bounded(turn.text, LONGEST_TURN)}"
                for turn in ground.talk[-MOST_TURNS:]]  # fmt: skip
        blocks.append(fenced("talk", "\n".join(said)))
    blocks.append(fenced("authored", bounded("\n\n".join(ground.authored), LONGEST_AUTHORED)))
    blocks.append(f"Your move: {MOVES[ground.move]}")
    if again:
        blocks.append(f"Your last try was held back (rule: {again}). Say less, and nothing of that kind.")
    return Part("system", RULES), Part("user", "\n".join(blocks))


def fenced(name: str, text: str) -> str:
    """Data between fences that it cannot close itself."""
    return f"<data {name}>\n{_tame(text)}\n</data>"


def _tame(text: str) -> str:
    """Without invisible signs, and with nothing that reads as a fence or as another speaker's mark."""
    kept = "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn", "Cs")
    )
    return re.sub(r"<(?=\s*/?\s*(?:data|\|))|\|>", "‹", kept, flags=re.IGNORECASE)


def _listed(name: str, lines: tuple[str, ...]) -> list[str]:
    kept = [bounded(line, LONGEST_TURN) for line in lines[:MOST_LINES] if line]
    return [fenced(name, "\n".join(kept))] if kept else []


def language_of(tag: str) -> str:
    """A language as a model is told of it."""
    return LANGUAGES.get(
        tag.split("-")[0].lower(), f"the language with the tag {re.sub(r'[^A-Za-z0-9-]', '', tag)[:12]}"
    )


def _step(ground: Ground) -> list[str]:
    shown = ground.shown
    if shown is None:
        return []
    lines = [shown.skill and f"skill: {shown.skill}", shown.item, shown.step]
    lines += [f"- {text}" for text in shown.texts]
    lines += [f"hint shown: {rung}" for rung in shown.rungs]
    return [bounded("\n".join(line for line in lines if line), LONGEST_STEP)]


def _tries(ground: Ground) -> list[str]:
    found = []
    for tried in ground.tries[-MOST_TRIES:]:
        said = f"; the author says: {bounded(tried.feedback, LONGEST_TURN)}" if tried.feedback else ""
        found.append(
            f"answer: {bounded(tried.answer, LONGEST_TURN)}; the checker says: {OUTCOMES[tried.outcome]}{said}"
        )
    return found
