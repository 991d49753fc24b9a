"""What is said to a message that speaks of distress. Nothing here is guarded or shortened."""

from __future__ import annotations

from chiron.core.language.context import TalkContext
from chiron.core.language.lines import line
from chiron.core.language.safety import Distress
from chiron.core.language.safety.help_lines import help_for
from chiron.core.words import Move, MoveKind, Source, Utterance


def care(distress: Distress, context: TalkContext, language: str) -> tuple[Move, list[Utterance]]:
    """Stop the lesson and say where help is: the school's own text, and help lines of the learner's country.

    ``language`` is the one the message was written in. The lines are shown where a school has no text or
    named no adult.
    """
    because = {"category": distress.category.value, "severity": distress.severity.value, "rule": distress.rule}
    move = Move(MoveKind.REFER, "distress", because, skill=context.skill)
    said = [Utterance(line("distress-lead", language), Source.CHIRON)]
    if not context.alone:
        said.append(Utterance(line("distress-adult", language), Source.CHIRON))
    if context.help_text:
        said.append(Utterance(context.help_text, Source.PERSON))
    if context.alone and context.contact:
        said.append(Utterance(line("distress-contact", language, name=context.contact), Source.CHIRON))
    if context.alone or not context.help_text:
        said.append(Utterance(_lines(context, language), Source.CHIRON))
    return move, said


def _lines(context: TalkContext, language: str) -> str:
    country, lines = help_for(context.country)
    danger = (
        line("distress-danger", language, number=country.emergency)
        if country
        else line("distress-danger-anywhere", language)
    )
    listed = "\n".join(f"- **{entry.name}**: {entry.contact}" for entry in lines)
    lead = line("distress-alone", language) + "\n\n" if context.alone else ""
    return f"{lead}{listed}\n\n{danger}"
