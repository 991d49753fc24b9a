"""A short answer in the learner's own words: right, not yet, or for a person where the trained grader is not sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from chiron.core.learning.answers.decisions import Decision, agreed
from chiron.core.learning.answers.grade import ACCEPT, REJECT, Question, grade, says
from chiron.core.learning.answers.lexicon import FUNCTION, NEGATORS
from chiron.core.learning.answers.tokens import read
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale, Part
from chiron.core.learning.exact import Value
from chiron.core.learning.interactions.base import (
    Form,
    Kind,
    Typed,
    Words,
    Wrong,
    escaped,
    only,
    plain_text,
)
from chiron.core.learning.interactions.words import matches, reading, spelled
from chiron.core.learning.replacement import fill
from chiron.core.words import Json, Outcome, Verdict

LIMIT = 1_000
"""Characters."""
READ = "en"
"""The language that the trained grader reads; answers in others go to a person."""
NAMED = 5
"""So many decisions, the latest, are named in a proof; all are counted."""
MANY, SURELY, SURELY_NOT = 16, 0.95, 0.03
"""From so many decisions on they are compared with other words too; from which chance on it is then right, and up to
which not yet: measured on answers of which the model alone was not sure (the model card)."""
_PLAIN = FUNCTION | NEGATORS | {"ok"}

_Sentence = Annotated[Words, Field(max_length=300)]
_Phrases = Annotated[tuple[Words, ...], Field(min_length=1)]


class WrongIdea(Wrong):
    """A wrong idea that the author expects, by phrases that say it."""

    says: _Phrases


class Graded(Part):
    """An answer that a teacher has decided."""

    text: _Sentence
    right: bool


class Fields(Part):
    """The authored fields."""

    context: Words = Field(min_length=1)
    """What is asked, in words: its own words count for little in an answer."""
    reference: tuple[_Sentence, ...] = Field(min_length=1, max_length=12)
    key_ideas: tuple[_Phrases, ...] = ()
    wrong: tuple[WrongIdea, ...] = ()
    graded: tuple[Graded, ...] = Field((), max_length=200)
    accept_at: float = Field(ACCEPT, ge=0.8, le=0.999)
    reject_at: float = Field(REJECT, ge=0.0, le=0.3)
    lines: int = Field(3, ge=2, le=10)


class ShortAnswer(Kind):
    """See README.md beside this file."""

    kind = "short-text"
    version = 2
    home = __package__ or ""
    Spec = Fields

    def make(self, spec: Fields, values: Mapping[str, Value], chance: Chance, locale: Locale) -> tuple[Json, Json]:
        """The key holds all that an answer is judged by."""

        def filled(text: str) -> str:
            return fill(text, values, locale.decimal)

        key = {
            "context": filled(spec.context),
            "reference": [filled(text) for text in spec.reference],
            "key_ideas": [[filled(text) for text in phrases] for phrases in spec.key_ideas],
            "wrong": [
                {
                    "says": [filled(text) for text in entry.says],
                    "misconception": entry.misconception,
                    "feedback": filled(entry.feedback) if entry.feedback else None,
                }
                for entry in spec.wrong
                if entry.applies(values)
            ],
            "graded": [[filled(one.text), one.right] for one in spec.graded],
            "accept_at": spec.accept_at,
            "reject_at": spec.reject_at,
            "language": locale.language,
        }
        return {"lines": spec.lines, "limit": LIMIT}, key

    def read(self, task: Json, form: Form) -> Json:
        """As typed."""
        return {"typed": plain_text(only(form), LIMIT)}

    def grade(self, task: Json, key: Json, response: Json) -> Verdict:
        """What the author says first; then the trained grader, which may leave it to a person."""
        text = response["typed"]
        if matches(text, key["reference"]):
            return self.right_verdict()
        mine = read(text)
        for entry in key["wrong"]:
            if any(says(mine, phrase) for phrase in entry["says"]):
                return self.wrong_verdict(key, entry)
        if key["language"].partition("-")[0] != READ:
            verdict = Verdict(Outcome.PERSON, self.checker, proof={"warnings": ["language"]})
        else:
            verdict = self._model_verdict(key, text)
        graded = [Decision("", right) for known, right in key["graded"] if same_words(text, known)]
        return verdict if verdict.outcome is not Outcome.PERSON else _decided(verdict, graded, "graded")

    def asks(self, task: Json, key: Json) -> Json:
        """What makes it the same question: what is asked and what is right. Other fields may change."""
        return [key["context"], key["reference"], key["key_ideas"], key["language"]]

    def recalled(
        self, task: Json, key: Json, response: Json, verdict: Verdict, decisions: Sequence[Decision]
    ) -> Verdict:
        """What is left to a person, after people's decisions of answers to the same question, oldest first.

        The same words are judged as they were; where nobody judged them, many decisions may tell the model enough.
        """
        if verdict.outcome is not Outcome.PERSON:
            return verdict
        text = response["typed"]
        same = [one for one in decisions if same_words(text, one.response["typed"])]
        if same:
            return _decided(verdict, same, "decisions")
        if key["language"].partition("-")[0] != READ or len(decisions) < MANY:
            return verdict
        learnt = tuple((one.response["typed"], one.right) for one in decisions)
        sure = {"accept_at": max(key["accept_at"], SURELY), "reject_at": min(key["reject_at"], SURELY_NOT)}
        found = self._model_verdict({**key, **sure, "key_ideas": []}, text, learnt)
        lacking = found.outcome is Outcome.CORRECT and bool(verdict.proof.get("missing"))
        if found.outcome is Outcome.PERSON or lacking:
            return verdict
        kept = {"count": len(decisions), "ids": [one.id for one in decisions[-NAMED:]]}
        return replace(found, proof={**found.proof, "missing": verdict.proof.get("missing", []), "learnt": kept})

    def _model_verdict(self, key: Json, text: str, learnt: tuple[tuple[str, bool], ...] = ()) -> Verdict:
        asked = question(key)
        asked = replace(asked, decided=(*asked.decided, *learnt))
        found = grade(asked, text, key["accept_at"], key["reject_at"])
        proof = {
            "chance": round(found.chance, 4),
            "accept_at": key["accept_at"],
            "reject_at": key["reject_at"],
            "by": found.by,
            "warnings": list(found.warnings),
            "missing": [key["key_ideas"][place][0] for place in found.missing],
        }
        if found.right is None:
            return Verdict(Outcome.PERSON, self.checker, proof=proof)
        outcome = Outcome.CORRECT if found.right else Outcome.INCORRECT
        return Verdict(outcome, self.checker, credit=float(found.right), proof=proof)

    def describe(self, task: Json, response: Json) -> str:
        """As typed."""
        return escaped(response["typed"].strip())

    def answer(self, task: Json, key: Json) -> str:
        """The first reference."""
        return spelled(key["reference"][0])

    def right(self, task: Json, key: Json) -> Typed | None:
        """The first reference."""
        return {"answer": [spelled(key["reference"][0])]}

    def mistakes(self, task: Json, key: Json) -> list[Typed]:
        """Each expected wrong idea, said alone."""
        return [{"answer": [phrase]} for entry in key["wrong"] for phrase in entry["says"]]

    def forms(self, task: Json, key: Json) -> tuple[str, ...]:
        """Every reference."""
        return tuple(reading(spelled(text)) for text in key["reference"])

    def faults(self, spec: Fields, task: Json, key: Json) -> list[str]:
        """References that say a wrong idea, lack a key idea or have no words; answers decided against a reference."""
        found = []
        for text in key["reference"]:
            mine = read(spelled(text))
            if not mine.stems:
                found.append(f"The reference {text!r} has no words that could be looked for.")
            found.extend(
                f"The reference {text!r} says {phrase!r}, which is listed as wrong."
                for entry in key["wrong"]
                for phrase in entry["says"]
                if says(mine, phrase)
            )
            found.extend(
                f"The reference {text!r} does not say the key idea {phrases[0]!r}."
                for phrases in key["key_ideas"]
                if not any(says(mine, phrase) for phrase in phrases)
            )
        found.extend(
            f"{text!r} is listed as decided wrong and is a reference."
            for text, right in key["graded"]
            if not right and matches(text, key["reference"])
        )
        return found


def _decided(verdict: Verdict, decisions: Iterable[Decision], by: str) -> Verdict:
    found = agreed(decisions)
    if found is None:
        return verdict
    proof = {**verdict.proof, "by": by}
    if by == "decisions":
        proof["decisions"] = {"count": len(found.ids), "right": found.right, "ids": list(found.ids[-NAMED:])}
    outcome = Outcome.CORRECT if found.right else Outcome.INCORRECT
    return replace(verdict, outcome=outcome, credit=float(found.right), proof=proof)


def same_words(one: str, other: str) -> bool:
    """Whether two answers say the same in the same words: capitals, spaces and final stops aside.

    Capitals count in what may be a symbol ("CO" is not "Co", "mW" not "MW"), and a question is no statement.
    """
    return reading(one) != "" and reading(one) == reading(other) and _signs(one) == _signs(other)


def _signs(text: str) -> tuple[bool, list[str]]:
    return text.rstrip().endswith("?"), [word for word in re.findall(r"[^\W_]+", text) if _symbol(word)]


def _symbol(word: str) -> bool:
    if len(word) <= 2:
        return word.casefold() not in _PLAIN
    return not (word.islower() or word.isupper() or word.istitle()) or any(sign.isdigit() for sign in word)


def question(key: Json) -> Question:
    """What the trained grader needs of a key."""
    return Question(
        key["context"],
        tuple(spelled(text) for text in key["reference"]),
        tuple(tuple(phrases) for phrases in key["key_ideas"]),
        tuple((text, right) for text, right in key["graded"]),
    )
