"""Items of QTI made in tests, and what their steps are worth in Chiron."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.generate import ItemStep, Maker
from chiron.core.learning.interactions import interaction
from chiron.core.words import Json, Outcome
from chiron.engine.library.importing.arriving import About, Question
from chiron.engine.library.importing.formats.qti import READER
from chiron.engine.library.importing.opening import open_bytes
from chiron.engine.library.importing.proving import Prover
from chiron.engine.library.importing.texts import escaped

V21 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'


MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'


MAP = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/>'


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


class Told:
    """Gathers what a reader notes."""

    def __init__(self) -> None:
        self.changes: list[tuple[str, str]] = []
        self.losses: list[tuple[str, str, str]] = []

    def changed(self, key: str, place: str, what: str) -> None:
        self.changes.append((key, what))

    def left(self, key: str, place: str, what: str, why: str) -> None:
        self.losses.append((key, what, why))

    def says(self, words: str) -> bool:
        return any(words in what for _, what in self.changes) or any(words in f"{x} {y}" for _, x, y in self.losses)


def item(body: str, declared: str, processing: str = MATCH, name: str = "one", more: str = "") -> str:
    """An item of 2.1."""
    return (
        f'<assessmentItem {V21} identifier="{name}" title="A title" adaptive="false" timeDependent="false" {more}>'
        f"{declared}{SCORE}<itemBody>{body}</itemBody>{processing}</assessmentItem>"
    )


SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'


def response(correct: list[str], cardinality: str = "single", base: str = "identifier", mapping: str = "") -> str:
    """A response declaration."""
    values = "".join(f"<value>{one}</value>" for one in correct)
    stated = f"<correctResponse>{values}</correctResponse>" if correct else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"{stated}{mapping}</responseDeclaration>"
    )


def package(files: Mapping[str, str | bytes]) -> Any:
    """A zip, opened."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return open_bytes("some.zip", held.getvalue())


def arrived(files: Mapping[str, str | bytes]) -> tuple[list[Any], Told]:
    """What arrives of files, without what is said of the whole."""
    told = Told()
    return [one for one in READER.read(package(files), told) if not isinstance(one, About)], told


def one_of(xml: str, **files: str | bytes) -> tuple[Question, Told]:
    """The one question of an item."""
    found, told = arrived({"item.xml": xml, **files})
    (question,) = [each for each in found if isinstance(each, Question)]
    return question, told


def steps(question: Question, language: str = "en") -> list[ItemStep]:
    """The steps as a course makes them; the prover accepts them."""
    made: dict[str, Json] = {
        "id": "it",
        "prompt": escaped(question.prompt) or "?",
        "solution": escaped(question.solution),
        "steps": [
            {
                "id": f"s{number}",
                "kind": one.kind,
                "prompt": escaped(one.prompt) or "?",
                "hints": [],
                "solution": escaped(one.solution),
                **one.fields,
            }
            for number, one in enumerate(question.steps, 1)
        ],
    }
    proved = Prover({"language": language, "decimal": "."}).prove(made)
    assert not proved.refused, (question.key, proved.refused)
    skill = Skill.model_construct(id="s", title="", objective="", misconceptions=(), templates=())
    course = Course.model_construct(None, id="c", locale=Locale(language=language), units=())  # type: ignore[call-arg]
    drawn = Maker(course, skill, Template.model_validate(made)).attempt(0, 0)
    assert drawn is not None
    return list(drawn.steps)


def outcome(step: ItemStep, form: Mapping[str, list[str]]) -> Outcome:
    """What the grader says."""
    kind = interaction(step.kind)
    return kind.grade(step.task, step.key, kind.read(step.task, form)).outcome


def accepts_only_right(step: ItemStep) -> None:
    """The grader accepts its right answer and none of the typical wrong ones."""
    kind = interaction(step.kind)
    right = kind.right(step.task, step.key)
    assert right is not None
    assert outcome(step, right) is Outcome.CORRECT
    for form in kind.mistakes(step.task, step.key):
        assert outcome(step, form) is not Outcome.CORRECT


def texts(step: ItemStep) -> set[str]:
    """The right options in words."""
    shown = {each["id"]: each["text"] for each in step.task["options"]}
    return {shown[name] for name in step.key["right"]}


CHOICE = (
    '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="{most}"><prompt>Which?</prompt>'
    '<simpleChoice identifier="A">Ant</simpleChoice><simpleChoice identifier="B">Bee</simpleChoice>'
    '<simpleChoice identifier="C">Cow</simpleChoice></choiceInteraction>'
)


def mapped(**points: float) -> str:
    """A mapping; wrong answers cost a point."""
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in points.items())
    return f'<mapping defaultValue="-1">{entries}</mapping>'


def rules(*parts: str) -> str:
    """Response processing of one's own."""
    return f"<responseProcessing>{''.join(parts)}</responseProcessing>"


def given(condition: str, points: float = 1, more: str = "") -> str:
    """Points where a condition holds."""
    return (
        f"<responseCondition><responseIf>{condition}{more}<setOutcomeValue identifier='SCORE'>"
        f"<baseValue baseType='float'>{points}</baseValue></setOutcomeValue></responseIf></responseCondition>"
    )


VARIABLE = "<variable identifier='RESPONSE'/>"


CORRECT = f"<match>{VARIABLE}<correct identifier='RESPONSE'/></match>"


def base(value: object, kind: str = "identifier") -> str:
    """A literal."""
    return f"<baseValue baseType='{kind}'>{value}</baseValue>"


ENTRY = '<p>It is <textEntryInteraction responseIdentifier="RESPONSE"/> there.</p>'


def simple(kind: str, **names: str) -> str:
    """Choices of an interaction."""
    return "".join(f'<{kind} identifier="{name}" matchMax="1">{text}</{kind}>' for name, text in names.items())


def match_body(lefts: str, rights: str) -> str:
    """Two sets."""
    return (
        '<matchInteraction responseIdentifier="RESPONSE" maxAssociations="0">'
        f"<simpleMatchSet>{lefts}</simpleMatchSet><simpleMatchSet>{rights}</simpleMatchSet></matchInteraction>"
    )


def many(**names: str) -> str:
    """Choices that may be used as often as one likes."""
    return simple("simpleAssociableChoice", **names).replace('matchMax="1"', 'matchMax="0"')


GAPS = (
    '<gapMatchInteraction responseIdentifier="RESPONSE"><prompt>Fill in.</prompt>{words}'
    '<p>Now is the <gap identifier="G1"/> of our <gap identifier="G2"/>.</p></gapMatchInteraction>'
)


INLINE = (
    '<p>The <inlineChoiceInteraction responseIdentifier="ONE"><inlineChoice identifier="A">cat</inlineChoice>'
    '<inlineChoice identifier="B">dog</inlineChoice></inlineChoiceInteraction> eats '
    '<textEntryInteraction responseIdentifier="TWO"/> times <textEntryInteraction responseIdentifier="THREE"/> g.</p>'
)


def _added(condition: str) -> str:
    return (
        f"<responseCondition><responseIf>{condition}<setOutcomeValue identifier='SCORE'><sum>"
        "<variable identifier='SCORE'/><baseValue baseType='float'>1</baseValue></sum></setOutcomeValue>"
        "</responseIf></responseCondition>"
    )


HOTSPOT = (
    '<hotspotInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Where?</prompt>'
    '<object type="image/png" data="map.png" width="200" height="100">A map</object>'
    '<hotspotChoice identifier="A" shape="circle" coords="20,50,8"{first}/>'
    '<hotspotChoice identifier="B" shape="rect" coords="140,0,180,20"{second}/></hotspotInteraction>'
)


def three(*bases: tuple[str, str]) -> str:
    """Declarations R1, R2 ... each with its base type and right answer."""
    return "".join(
        response([right], base=base).replace("RESPONSE", f"R{number}", 1)
        for number, (base, right) in enumerate(bases, 1)
    )


def field(number: int) -> str:
    """A field to type in."""
    return f'<textEntryInteraction responseIdentifier="R{number}"/>'
