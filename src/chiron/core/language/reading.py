"""What a message wants, read by rules. Distress is read first, in every language, before anything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chiron.core.language.offered import offered
from chiron.core.language.rules import LANGUAGES, Intent, Language
from chiron.core.language.safety import Distress, screen
from chiron.core.language.shapes import Entry
from chiron.core.language.stem import stem
from chiron.core.language.text import bounded, fold, squeeze, words

__all__ = ["Intent", "Reading", "StepView", "find_term", "read"]

LONGEST = 1_000
"""Characters of a message that the rules read."""
HOME = 0.03
"""How much surer a rule of the learner's own language is than another's: people switch, but rarely."""
WORDED = frozenset({"text", "cloze", "choice", "multiple-choice", "match", "order"})
"""Kinds of step whose answer may be plain words."""


@dataclass(frozen=True, slots=True)
class StepView:
    """The open step as reading needs it: its kind and the texts of its options, as the learner sees them."""

    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message wants. ``about`` is the word, question or answer in it; ``distress`` is set for that intent.

    ``confidence`` in [0, 1] orders rules among one another; it is no probability.
    """

    intent: Intent
    about: str | None
    confidence: float
    language: str
    distress: Distress | None = None


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def find_term(text: str, glossary: Iterable[Entry]) -> Entry | None:
    """The longest glossary entry whose word, or another name of it, stands in a text, in any number."""
    said = " ".join(_stems(text))
    best: tuple[int, Entry] | None = None
    for entry in glossary:
        for name in (entry.term, *entry.also):
            stems = " ".join(_stems(name))
            if stems and re.search(rf"(?:^| ){re.escape(stems)}(?: |$)", said) and (not best or len(stems) > best[0]):
                best = (len(stems), entry)
    return best[1] if best else None


def read(text: str, language: str, glossary: Sequence[Entry] = (), step: StepView | None = None) -> Reading:
    """What a message wants.

    The rules of the learner's language and of every other offered one are tried: learners mix. The beginning and end of
    a long message are read. Never raises, on any text.
    """
    home = offered(language)
    if distress := screen(text):
        return Reading(Intent.DISTRESS, None, 1.0, distress.language, distress)
    plain = squeeze(fold(bounded(text, LONGEST))).strip()
    if not words(plain) and not re.search(r"[\d?]|[^\x00-\x7f]", plain):
        return Reading(Intent.OFF_TASK, None, 0.3, home)
    if option := _option(plain, step):
        return Reading(Intent.ANSWER, option, 0.9, home)
    term = find_term(plain, glossary)
    found = max((_by_rules(plain, rules, home) for rules in LANGUAGES.values()), key=lambda reading: reading.confidence)
    return _settled(found, plain, term, step)


def _by_rules(plain: str, rules: Language, home: str) -> Reading:
    best = Reading(Intent.QUESTION, plain or None, 0.0, rules.tag)
    bonus = HOME if rules.tag == home else 0.0
    for cue in rules.cues:
        match = cue.pattern.search(plain)
        if match and cue.confidence + bonus > best.confidence:
            about = match.groupdict().get("about") if "about" in cue.pattern.groupindex else None
            best = Reading(cue.intent, (about or "").strip(" ?!.,'\"") or None, cue.confidence + bonus, rules.tag)
    if best.confidence < 0.5 and (rules.asking.search(plain) or "?" in plain):
        asked = squeeze(rules.polite.sub(" ", plain)).strip(" ?!.,")
        sure = 0.5 if rules.asking.search(plain) else 0.4
        best = Reading(Intent.QUESTION, asked or plain, sure + bonus, rules.tag)
    return best


def _settled(found: Reading, plain: str, term: Entry | None, step: StepView | None) -> Reading:
    """Weigh what the rules say against the glossary and the open step."""
    sure, short = min(found.confidence, 0.99), len(words(plain)) <= 3
    if found.intent is Intent.MEANING:
        meant = find_term(found.about or plain, [term]) if term else None
        if meant and term and _is_the_term(found.about or "", term):
            return Reading(Intent.MEANING, term.term, max(sure, 0.8), found.language)
        if sure < 0.7:  # "what is ...": of a word that is not in the glossary, a question
            return Reading(Intent.QUESTION, plain.strip(" ?!."), 0.55, found.language)
    if found.intent is Intent.ANSWER and step is None and sure < 0.85:
        return Reading(Intent.QUESTION, plain.strip(" ?!."), 0.4, found.language)
    if sure < 0.7 and term and short:
        if step and step.kind in WORDED and "?" not in plain:
            return Reading(Intent.ANSWER, plain.strip(" ?!."), 0.6, found.language)
        return Reading(Intent.MEANING, term.term, 0.7, found.language)
    if found.confidence == 0.0:
        if step and step.kind in WORDED and short:
            return Reading(Intent.ANSWER, plain.strip(" ?!."), 0.45, found.language)
        return Reading(Intent.QUESTION, plain or None, 0.2, found.language)
    about = found.about or (plain if found.intent in (Intent.WHY, Intent.QUESTION) else None)
    return Reading(found.intent, about, sure, found.language)


def _is_the_term(about: str, term: Entry) -> bool:
    """Whether the words asked about are the term and little besides ("the cell membrane", "osmosis in plants")."""
    said = [word for word in _stems(about) if word not in {"a", "an", "the", "is", "word", "it", "el", "la"}]
    return any(len(said) <= len(_stems(name)) + 1 for name in (term.term, *term.also)) or not said


def _option(plain: str, step: StepView | None) -> str | None:
    """The option that a message consists of."""
    said = " ".join(words(plain))
    for option in step.options if step else ():
        if said and said == " ".join(words(option)):
            return option
    return None
