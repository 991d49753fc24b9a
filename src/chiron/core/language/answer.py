# ruff: noqa: ARG001 - every way of answering takes the same three things
"""What is said to a message, with no language model: authored words, a quoted passage, or an honest line.

Pure. The guard reads every utterance before it leaves; see :mod:`chiron.core.language.guard`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from chiron.core.language.answering import quoting
from chiron.core.language.answering.retrieval import Found, Index
from chiron.core.language.answering.topic import in_full, leans, of_term, ordered
from chiron.core.language.care import care
from chiron.core.language.context import OpenStep, TalkContext
from chiron.core.language.guard import check
from chiron.core.language.lines import line
from chiron.core.language.reading import Intent, Reading, find_term
from chiron.core.language.shapes import Entry
from chiron.core.language.text import sentences
from chiron.core.words import Move, MoveKind, Source, Utterance

__all__ = ["OpenStep", "TalkContext", "respond"]

LANGUAGE_NAMES = {("en", "es"): "inglés", ("es", "en"): "Spanish"}
"""(a course's language, the language to say it in) -> its name; none where the two are one."""

MOST_WORDS = 8
"""So many words of a glossary are named at once."""
FOLLOWING = frozenset({Intent.QUESTION, Intent.WHY, Intent.MEANING})
"""What may lean on the question before."""
CANDIDATES = 5
"""So many passages are tried before one is withheld."""

Said = tuple[Move, list[Utterance]]


def respond(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    """The move and its words for a message as read.

    A move of kind ``hint`` counts as the next rung taken: ``because['rung']`` is its name and ``because['number']`` its
    place from 1. ``because['offer']`` names what the learner is offered: hint, easier, break, solution or next.
    ``refer`` with reason ``distress`` must stop the lesson and raise an alert.
    """
    if reading.distress:
        return care(reading.distress, context, reading.language)
    followed = _following(reading, context, index) if reading.intent in FOLLOWING else None
    move, said = followed or _WAYS[reading.intent](reading, context, index)
    step = context.step
    if move.kind is MoveKind.SHOW and step is not None:
        context = replace(context, step=replace(step, showing=True))
    return move, _guarded(said, context)


def _own(code: str, context: TalkContext, **values: str) -> Utterance:
    return Utterance(line(code, context.language, **values), Source.CHIRON)


def _move(kind: MoveKind, reason: str, context: TalkContext, **because: object) -> Move:
    return Move(kind, reason, because, skill=context.skill)


# --- the ladder


def _hint(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    return _next_rung(context, "asked")


def _next_rung(context: TalkContext, reason: str, lead: str | None = None) -> Said:
    """The next rung, or what there is when none is left."""
    step = context.step
    if step is None:
        return _move(MoveKind.NEXT, "nothing-open", context, offer="next"), [_own("nothing-open", context)]
    if step.next_rung is None:
        if step.exhausted:
            code = "ladder-done" if step.rungs else "no-ladder"
            return _move(MoveKind.CHECK_IN, code, context, offer="solution"), [_own(code, context)]
        return _move(MoveKind.ASK, "ladder-used", context), [_own("ladder-used", context)]
    name, text = step.next_rung
    said = [_own(lead, context)] if lead else []
    said.append(Utterance(text, Source.COURSE))
    return _move(MoveKind.HINT, reason, context, rung=name, number=step.taken + 1), said


def _solution(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    step = context.step
    if step and step.exhausted and step.solution:
        return _move(MoveKind.SHOW, "solution-asked", context), [Utterance(step.solution, Source.COURSE)]
    return _next_rung(context, "solution-asked", "answer-kept")


# --- explaining


def _meaning(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    entry = find_term(reading.about or "", context.glossary)
    if entry is None:
        return _question(reading, context, index)
    return _explained(entry, context) or _quoted(_passage(entry.term, context, index), context) or _withheld(context)


def _explained(entry: Entry, context: TalkContext) -> Said | None:
    """What a term means, as much as may be said now."""
    said = quoting.defined(entry.term, entry.meaning, partial(_allowed, context=context))
    if said is None:
        return None
    left_out = [_own("part-withheld", context)] if said.text != entry.meaning else []
    return _move(MoveKind.EXPLAIN, "meaning", context, term=entry.term), [said, *left_out]


def _why(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    """What the author says of the last try, then the principle, then the lesson, then the next rung."""
    step = context.step
    if step is None or (reading.about and len(reading.about.split()) > 3):
        found = _passage(reading.about or "", context, index)
        if found is not None or step is None:
            return _quoted(found, context) or _unsaid(context, reading, index)
    if step.feedback and _allowed(said := Utterance(step.feedback, Source.COURSE), context):
        return _move(MoveKind.EXPLAIN, "misconception", context), [said]
    names = [name for name, _ in step.rungs]
    place = names.index("principle") if "principle" in names else -1
    if 0 <= place < step.taken:
        return _move(MoveKind.EXPLAIN, "principle", context), [Utterance(step.rungs[place][1], Source.COURSE)]
    if place == step.taken:
        return _next_rung(context, "why")
    found = _passage(f"{reading.about or ''} {step.prompt}", context, index, here=True)
    return _quoted(found, context) or _next_rung(context, "why")


def _question(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    asked = reading.about or ""
    found = _passage(asked, context, index)
    if found is None and (entry := find_term(asked, context.glossary)) and len(asked.split()) <= 4:
        explained = _explained(entry, context)
        if explained is not None:
            return explained
    if found is None and _candidates(asked, context, index):
        return _withheld(context)
    return _quoted(found, context) or _unsaid(context, reading, index)


def _following(reading: Reading, context: TalkContext, index: Index | None) -> Said | None:
    """What answers a question that leans on the one before; None where it does not, or where nothing fits."""
    about, asked, language = context.topic, reading.about or "", reading.language
    if about is None or index is None or not leans(asked, language):
        return None
    found = _candidates(in_full(asked, about, language), context, index)
    found += [each for each in index.answers(about.question, CANDIDATES, context.skill) if each not in found]
    term = about.explained[-1] if about.explained else ""
    names = [name for entry in context.glossary if entry.term == term for name in (term, *entry.also)]
    found = of_term(found, about, names, index.language)
    fit = quoting.fitting(ordered(found, context.asked or asked, about, index), partial(_allowed, context=context))
    said = _quoted(fit, context)
    return (replace(said[0], because={**said[0].because, "after": about.question}), said[1]) if said else None


def _candidates(asked: str, context: TalkContext, index: Index | None) -> list[Found]:
    return index.answers(asked, CANDIDATES, context.skill, context.near, context.language) if index else []


def _passage(
    asked: str, context: TalkContext, index: Index | None, here: bool = False
) -> tuple[Found, Utterance] | None:
    """The best passage that may be quoted now, or a sentence of it; ``here``: any passage of this skill will do."""
    if index is None:
        return None
    every = index.find(asked, CANDIDATES, context.skill) if here else _candidates(asked, context, index)
    fit = (found for found in every if not here or found.passage.skill == context.skill)
    return quoting.fitting(fit, partial(_allowed, context=context))


def _quoted(found: tuple[Found, Utterance] | None, context: TalkContext) -> Said | None:
    """A passage with its address, and that a part of it is left out where one is; None without one."""
    if found is None:
        return None
    passage, said = found[0].passage, found[1]
    move = _move(MoveKind.EXPLAIN, "quoted", context, skill=passage.skill, passage=passage.number)
    return move, [said, *([_own("part-withheld", context)] if said.text != passage.text else [])]


def _unsaid(context: TalkContext, reading: Reading, index: Index | None) -> Said:
    """The course does not say: or it does, in another language than the question's."""
    spoken = LANGUAGE_NAMES.get((index.language.split("-")[0], reading.language)) if index else None
    if spoken:
        return _other_language(spoken, reading.language, context)
    code = "not-in-course-alone" if context.alone else "not-in-course"
    return _move(MoveKind.EXPLAIN, "not-in-course", context), [_own(code, context)]


def _other_language(course: str, language: str, context: TalkContext) -> Said:
    """To a question in another language than the course's: which one that is, and words that would be found.

    Nothing is translated here. What an author names in another language (a term's ``also``) is found before this.
    """
    said = [Utterance(line("other-language", language, course_language=course), Source.CHIRON)]
    names = ", ".join(entry.term for entry in context.glossary[:MOST_WORDS])
    listed = Utterance(line("other-language-words", language, words=names), Source.CHIRON)
    if names and _allowed(listed, context):
        said.append(listed)
    return _move(MoveKind.EXPLAIN, "other-language", context, language=course), said


def _withheld(context: TalkContext) -> Said:
    return _move(MoveKind.EXPLAIN, "withheld", context, offer="hint"), [_own("withheld", context)]


# --- the learner's state


def _offer(context: TalkContext, order: Sequence[str]) -> str:
    """The first offer of ``order`` that makes sense here."""
    step = context.step
    if step is None:
        return "next"
    for offer in order:
        if offer == "hint" and step.next_rung is None:
            continue
        if offer == "solution" and not step.exhausted:
            continue
        return offer
    return "break"


def _stuck(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    offer = _offer(context, ("hint", "solution", "easier"))
    return _move(MoveKind.CHECK_IN, "stuck", context, offer=offer), _acknowledged("stuck", offer, context)


def _upset(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    """A different offer each time: a hint where none was taken yet, else something easier, else a break."""
    step = context.step
    tried = bool(step and (step.attempts >= 2 or step.taken >= 2))
    order = ("easier", "break") if tried else ("hint", "break") if context.turn % 2 == 0 else ("break",)
    offer = _offer(context, order if not (tried and context.turn % 2) else ("break",))
    return _move(MoveKind.CHECK_IN, "upset", context, offer=offer), _acknowledged("upset", offer, context)


def _acknowledged(code: str, offer: str, context: TalkContext) -> list[Utterance]:
    words = f"{line(code, context.language)} {line(f'offer-{offer}', context.language)}"
    return [Utterance(words, Source.CHIRON)]


def _answer(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    if context.step is None:
        return _next_rung(context, "asked")
    return _move(MoveKind.ASK, "answer-in-chat", context, answer=reading.about), [_own("answer-in-box", context)]


def _off_task(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    code = "off-task" if context.step else "off-task-idle"
    return _move(MoveKind.ASK, "off-task", context), [_own(code, context)]


def _flow(context: TalkContext, authored: Sequence[str], code: str) -> Said:
    """An authored line of the course where it has one and speaks the learner's language, else Chiron's own."""
    move = _move(MoveKind.CHECK_IN, code, context)
    if authored:
        said = authored[context.turn % len(authored)]
        return move, [Utterance(said, context.opening_by, context.opening_author or None)]
    return move, [_own(code, context)]


def _greeting(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    return _flow(context, context.opening, "greeting")


def _thanks(reading: Reading, context: TalkContext, index: Index | None) -> Said:
    return _flow(context, (), "thanks")


_WAYS: dict[Intent, Callable[[Reading, TalkContext, Index | None], Said]] = {
    Intent.HINT: _hint,
    Intent.SOLUTION: _solution,
    Intent.MEANING: _meaning,
    Intent.WHY: _why,
    Intent.QUESTION: _question,
    Intent.STUCK: _stuck,
    Intent.UPSET: _upset,
    Intent.ANSWER: _answer,
    Intent.OFF_TASK: _off_task,
    Intent.GREETING: _greeting,
    Intent.THANKS: _thanks,
    Intent.DISTRESS: _stuck,
}
"""Distress itself is answered before this table is looked at."""


# --- the guard


def _allowed(utterance: Utterance, context: TalkContext) -> bool:
    step = context.step
    return check(utterance, step.keys if step else None, step.rung if step else None).allowed


def _guarded(said: list[Utterance], context: TalkContext) -> list[Utterance]:
    """Every utterance past the guard; one that is stopped loses the sentences that give the step away."""
    passed: list[Utterance] = []
    for utterance in said:
        passed.extend([utterance] if _allowed(utterance, context) else _trimmed(utterance, context))
    return passed


def _trimmed(utterance: Utterance, context: TalkContext) -> list[Utterance]:
    kept: list[str] = []
    for sentence in sentences(utterance.text):
        grown = Utterance("\n\n".join([*kept, sentence]), utterance.source, utterance.title, utterance.quote)
        if _allowed(grown, context):
            kept.append(sentence)
    note = _own("part-withheld", context)
    if not kept:
        return [_own("withheld", context)]
    text = " ".join(kept) if "\n" not in utterance.text else "\n\n".join(kept)
    said = Utterance(text, utterance.source, utterance.title, utterance.quote)
    return [said, note] if _allowed(said, context) else [_own("withheld", context)]
