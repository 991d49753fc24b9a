"""Every kind of event, with what each field of its body tells about a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """What a field tells about a person."""

    NO = "no"
    IDENTIFIES = "identifies"
    LEARNING = "learning"
    """Answers, outcomes, estimates."""
    CONTENT = "content"
    """The person's own words."""
    SENSITIVE = "sensitive"
    """Safeguarding."""
    BEHAVIOUR = "behaviour"
    """When and how something was used."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its current schema version and what each field of its body tells about a person."""

    version: int
    fields: Mapping[str, Personal]
    about: str


def _kind(about: str, version: int = 1, **fields: Personal) -> Kind:
    return Kind(version, fields, about)


_L, _C, _B, _N, _S = Personal.LEARNING, Personal.CONTENT, Personal.BEHAVIOUR, Personal.NO, Personal.SENSITIVE

TOOK = "took"
"""A field of the first event of a turn: milliseconds by part, where they were measured. Not of every event there is."""

KINDS: dict[str, Kind] = {
    "course.joined": _kind("A learner begins a course.", assigned_by=_B, took=_N),
    "goal.set": _kind("A learner says why, until when, and how long a week.", goal=_N, why=_C, until=_B, minutes=_B),
    "goal.assigned": _kind("A teacher sets what a learner works towards, and until when.", goal=_N, until=_B),
    "session.started": _kind(
        "One sitting begins. ``minutes`` is how long the learner said they have.",
        version=2,
        session=_N,
        purpose=_N,
        skill=_N,
        length=_N,
        minutes=_B,
        took=_N,
        origin=_B,
    ),
    "session.ended": _kind(
        "The sitting ends. ``because`` holds the values of a policy's reason.",
        version=2,
        session=_N,
        reason=_N,
        because=_L,
        took=_N,
        origin=_B,
    ),
    "item.opened": _kind(
        "An item is put before the learner. ``because`` holds the values of the policy's reason: the ``chance`` with"
        " which it was chosen and the ``others`` with theirs, the ``way`` of practice, the seed of the worked"
        " ``example`` before it, the steps ``given`` as worked.",
        session=_N,
        item=_N,
        purpose=_N,
        reason=_N,
        because=_L,
        retention=_B,
        took=_N,
        origin=_B,
    ),
    "example.studied": _kind(
        "The worked example before an item was read, or passed over.", item=_N, passed=_B, origin=_B
    ),
    "item.left": _kind("An item is put away unfinished.", item=_N, reason=_N, took=_N, origin=_B),
    "step.attempted": _kind(
        "One try at a step, with what the checker said and what shows it.",
        version=2,
        item=_N,
        response=_C,
        outcome=_L,
        credit=_L,
        misconception=_L,
        parts=_L,
        seconds=_B,
        unsure=_L,
        note=_N,
        feedback=_N,
        difficulty=_N,
        guess=_N,
        finishes=_N,
        proof=_C,
        took=_N,
        origin=_B,
    ),
    "step.undone": _kind("The learner takes the last try back from the page; the evidence stays.", item=_N),
    "hint.taken": _kind("The next rung of the ladder.", item=_N, rung=_N, took=_N, origin=_B),
    "step.shown": _kind("The worked solution was shown.", item=_N, difficulty=_N, finishes=_N, origin=_B),
    "grade.decided": _kind(
        "A person judged an attempt, whatever was said of it before. ``evidence`` says that this attempt is the one"
        " that counts at its step, ``was`` how it counted until now, ``misconception`` what a wrong answer counts as,"
        " ``report`` the case that it answers.",
        version=2,
        item=_N,
        attempt=_N,
        outcome=_L,
        difficulty=_N,
        guess=_N,
        note=_C,
        evidence=_N,
        was=_L,
        misconception=_L,
        finishes=_N,
        report=_N,
    ),
    "grade.replayed": _kind(
        "A checker installed later judged an attempt otherwise, and an operator had that recorded (chiron regrade).",
        item=_N,
        attempt=_N,
        outcome=_L,
        credit=_L,
        misconception=_L,
        feedback=_N,
        parts=_L,
        note=_N,
        proof=_C,
        difficulty=_N,
        guess=_N,
        evidence=_N,
        was=_L,
        finishes=_N,
        checked=_N,
    ),
    "answer.self-judged": _kind(
        "A learner with nobody to read it compared an answer with the model answer; it weighs little.",
        item=_N,
        attempt=_N,
        outcome=_L,
        difficulty=_N,
        guess=_N,
    ),
    "sheet.opened": _kind(
        "A checkpoint or final check begins: ``kind`` and ``part`` say of what, ``items`` are skill, template, seed and"
        " whether it may be known, ``minutes`` how long it is meant to take.",
        sheet=_N,
        kind=_N,
        part=_N,
        items=_N,
        feedback=_N,
        minutes=_N,
        took=_N,
    ),
    "sheet.answered": _kind(
        "The answer to a step of an open sheet, in place of an earlier one. It is no evidence before the sheet is"
        " handed in: then it stands in the log again, as an attempt.",
        sheet=_N,
        place=_N,
        response=_C,
        outcome=_L,
        credit=_L,
        misconception=_L,
        parts=_L,
        seconds=_B,
        unsure=_L,
        note=_N,
        feedback=_N,
        proof=_C,
        took=_N,
    ),
    "sheet.handed-in": _kind(
        "A sheet is handed in; ``scores`` are the items right, judged and asked by skill. A sitting follows that holds"
        " its items and answers.",
        sheet=_N,
        scores=_L,
        took=_N,
    ),
    "sheet.dropped": _kind("An open sheet is given up; nothing of it counts.", sheet=_N, took=_N),
    "resource.offered": _kind(
        "A reading, film or the like was weighed beside the open item, and offered or, by chance, not (no"
        " ``resource``): so that what offering it brings can be told. ``because`` keeps the chance of each, what going"
        " on was expected to bring, and what is known of the help.",
        item=_N,
        offer=_N,
        resource=_N,
        reason=_N,
        because=_L,
    ),
    "resource.opened": _kind(
        "The learner opened a reading, film or the like; ``offer`` where it was offered beside an item.",
        resource=_N,
        offer=_N,
        item=_N,
        took=_N,
    ),
    "resource.left": _kind(
        "The learner is done with it, or it is not for them, or they put the offer away (``how``); how long it was"
        " open, and what share of it they went through, where that is known.",
        resource=_N,
        offer=_N,
        item=_N,
        how=_B,
        seconds=_B,
        share=_B,
        took=_N,
    ),
    "message.said": _kind("The learner wrote to the tutor.", turn=_N, text=_C, intent=_L, item=_N, took=_N, origin=_B),
    "words.said": _kind(
        "The tutor's words, as said. ``found`` names the passages that they quote, by skill and number.",
        turn=_N,
        item=_N,
        move=_N,
        reason=_N,
        words=_C,
        provenance=_N,
        found=_N,
    ),
    "words.checked": _kind(
        "What the guard said of a model's words, sentence by sentence, and how the asking ended. It holds no words: of"
        " the prompt the names of its ``parts`` with their tokens, and a ``digest`` that tells whether what is made"
        " again from the log is the same.",
        turn=_N,
        item=_N,
        stopped=_N,
        ended=_N,
        model=_N,
        prompt=_N,
        took=_N,
        parts=_N,
        digest=_C,
    ),
    "message.read": _kind(
        "A model read a message that the rules could not: ``intent`` is one of the rules' own kinds, or ``unclear``.",
        turn=_N,
        item=_N,
        intent=_L,
        confidence=_N,
        by=_N,
    ),
    "fact.noted": _kind(
        "Something that a learner said of themselves, in their own words, with the message it comes from; or, of kind"
        " ``summary``, a ``course``'s talk in a language model's words, up to that message. Forgotten, its words leave"
        " the log too.",
        fact=_N,
        kind=_C,
        value=_C,
        turn=_N,
        confidence=_N,
        by=_N,
        expires=_N,
        course=_N,
    ),
    "fact.corrected": _kind("The learner put a fact into other words.", fact=_N, value=_C),
    "fact.forgotten": _kind("The learner had a fact forgotten.", fact=_N),
    "remembering.set": _kind("The learner switched remembering on or off.", on=_B),
    "rule.fired": _kind(
        "A teacher's or the school's rule fired; ``edition`` is its version, ``because`` what was so. ``came`` is"
        " ``acted``, ``overruled`` by one before it, or ``watched``; ``turn`` is the turn whose words it is about,"
        " ``said`` that of its own message.",
        rule=_N,
        edition=_N,
        action=_N,
        value=_N,
        came=_N,
        because=_L,
        turn=_N,
        said=_N,
        item=_N,
        session=_N,
    ),
    "words.rated": _kind("Thumbs on the tutor's words.", turn=_N, helpful=_B, reason=_C),
    "report.made": _kind(
        "This looks wrong. ``after`` names the decided report that contested the same attempt before.",
        version=2,
        report=_N,
        what=_N,
        turn=_N,
        item=_N,
        attempt=_N,
        text=_C,
        after=_N,
    ),
    "report.answered": _kind("A person answered a report or a contested grade.", report=_N, decision=_N, note=_C),
    "alert.raised": _kind("Words that need an adult.", alert=_N, reading=_S, severity=_S, turn=_N),
    "alert.told": _kind(
        "Somebody was told of an alert: ``to`` are the adults' ids, empty where it was the learner's trusted contact;"
        " ``step`` counts from 0, the named adult.",
        alert=_N,
        step=_N,
        to=Personal.IDENTIFIES,
        how=_N,
    ),
    "lesson.resumed": _kind("The learner goes back to the lesson that an alert had stopped.", turn=_N),
    "alert.acknowledged": _kind("The named adult has seen it.", alert=_N, note=_S),
    "preference.set": _kind("The learner's own settings.", preferences=_B),
    "token.made": _kind(
        "A learner made a token with which a program of their choice talks to their tutor.", token=_N, scopes=_N
    ),
    "token.revoked": _kind("The learner took it back.", token=_N),
    "token.used": _kind(
        "A program read something of the learner's with a token; once a day for each thing. What it does stands in its"
        " own events, with their ``origin``.",
        token=_N,
        by=_B,
        what=_B,
    ),
    "package.launched": _kind(
        "A learner started a part of a package that is played on another origin, such as a SCORM package.",
        package=_N,
        launch=_N,
        part=_N,
    ),
    "package.reported": _kind(
        "What the package said of that sitting, in its own words: hearsay, and evidence of nothing. ``place`` is its"
        " bookmark, ``state`` what it keeps for itself (null: what it was), ``answers`` those that it had not told.",
        package=_N,
        launch=_N,
        part=_N,
        completion=_L,
        success=_L,
        score=_L,
        progress=_L,
        place=_C,
        state=_C,
        seconds=_B,
        answers=_C,
        suspended=_B,
        ended=_B,
    ),
    "reviews.brought": _kind(
        "Reviews of a skill's cards in another program, which their learner brought: by the ``source``'s name of a card"
        " its template and [time in ms since 1970, rating 1 to 4, seconds] of each. ``by`` is ``learner``, or"
        " ``operator`` who did it for them. They tell of memory alone, and nothing is learnt from them of others.",
        source=_N,
        by=_N,
        cards=_L,
    ),
    "reviews.withdrawn": _kind(
        "The learner took such reviews out again: those of these ``skills``, or all where none is named.", skills=_N
    ),
    "accommodation.set": _kind("Extra time was given or taken back, in per cent.", extra_time=_S),
}
"""Every kind of event. A test finds a body whose fields are not declared here.

``origin`` stands only in events of what a program did in the learner's name, with a token: by which way (``chat`` or
``mcp``), a slash, and the token's id. Chiron's own pages have none.
"""
