"""What arrives of QTI samples that others wrote: how much can be graded, and whether their own answers are right here.

The samples are those of a library that reads QTI (``qti-sdk-samples.tgz``), in versions 2.0 to 3.0, with deliberate
faults among them.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.harness import CONTENT, Figure, Goal, Progress, benchmark
from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.generate import ItemStep, Maker
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome
from chiron.engine.library.importing.arriving import Question
from chiron.engine.library.importing.formats.qti.case import Fate
from chiron.engine.library.importing.formats.qti.kinds import UNSUPPORTED
from chiron.engine.library.importing.formats.qti.reader import Reading
from chiron.engine.library.importing.formats.qti.vocabulary import INTERACTIONS, below, child, local, normalised
from chiron.engine.library.importing.opening import Opened, open_path
from chiron.engine.library.importing.proving import Prover
from chiron.engine.library.importing.texts import escaped
from chiron.engine.library.importing.xml import parse

SAMPLES = CONTENT / "qti" / "qti-sdk-samples.tgz"
_PICTURE = re.compile(rb"(?:src|data)=\"([^\":?#]+\.(?:png|jpe?g|gif))\"")
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_MARKS = re.compile(r"\W+|_+")
Form = dict[str, list[str]]


class Pictured:
    """The samples with a dot in the place of each picture that they name and do not hold.

    Nobody ships the pictures with them; without this no interaction on a picture could be measured.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened, self.name = opened, opened.name
        self._made: dict[str, None] = {}
        for name in opened.names():
            if name.endswith(".xml"):
                for found in _PICTURE.findall(opened.bytes(name)):
                    path = posixpath.normpath(posixpath.join(posixpath.dirname(name), found.decode("ascii", "replace")))
                    self._made.setdefault(path)
        for name in opened.names():
            self._made.pop(name, None)

    def names(self) -> Sequence[str]:
        """Those that are there and those that are named."""
        return [*self.opened.names(), *self._made]

    def size(self, name: str) -> int:
        """In bytes."""
        return len(self.bytes(name))

    def beginning(self, name: str, count: int = 4096) -> bytes:
        """The first bytes of a file, or of the dot."""
        return self.bytes(name)[:count]

    def bytes(self, name: str) -> bytes:
        """A file, or the dot."""
        return DOT if name in self._made else self.opened.bytes(name)

    def refused(self) -> Iterator[tuple[str, str]]:
        """As of the samples."""
        return self.opened.refused()


class Quiet:
    """Notes that nobody reads."""

    def changed(self, key: str, place: str, what: str) -> None:
        """Something comes otherwise."""

    def left(self, key: str, place: str, what: str, why: str) -> None:
        """Something does not come."""


def made(question: Question) -> list[ItemStep] | None:
    """The steps of a question as a course makes them; None where it refuses them."""
    template: dict[str, Json] = {
        "id": "it",
        "prompt": escaped(question.prompt) or "?",
        "solution": escaped(question.solution),
        "steps": [
            {
                "id": f"s{at}",
                "kind": one.kind,
                "prompt": escaped(one.prompt) or "?",
                "hints": [],
                "solution": escaped(one.solution),
            }
            | dict(one.fields)
            for at, one in enumerate(question.steps, 1)
        ],
    }
    if Prover({"language": "en", "decimal": "."}).prove(template).refused:
        return None
    skill = Skill.model_construct(id="s", title="", objective="", misconceptions=(), templates=())
    course = Course.model_construct(None, id="c", locale=Locale(), units=())  # type: ignore[call-arg]
    item = Maker(course, skill, Template.model_validate(template)).attempt(0, 0)
    return list(item.steps) if item else None


@benchmark(
    "import.qti.yield",
    "QTI interactions that arrive gradable, of those of types that Chiron has a kind for and that have an answer",
    "share",
    goal=Goal(1.0, at="least"),
)
def yielded(progress: Progress) -> Figure:
    """Interactions of the samples. What the source itself lacks, such as a right answer, is counted apart with why."""
    came: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for name, read in Reading(Pictured(open_path(SAMPLES)), Quiet()).items():
        refused = isinstance(read.arrival, Question) and made(read.arrival) is None
        for fate in read.fates:
            why = fate.why or "a person reads it"
            if fate.source or fate.interaction in UNSUPPORTED:
                lacking[f"{fate.interaction}: {why}"] += 1
                continue
            wanted[fate.interaction] += 1
            if fate.gradable and not refused:
                came[fate.interaction] += 1
            else:
                lost[f"{fate.interaction}: {why}"] += 1
                progress(f"{name}: {_told(fate, refused)}")
    for why, count in sorted(lacking.items()):
        progress(f"{count} x {why}")
    types = "; ".join(f"{name.removesuffix('Interaction')} {came[name]}/{wanted[name]}" for name in sorted(wanted))
    beside = "; ".join(f"{count} {why}" for why, count in sorted(lacking.items()))
    losses = "; ".join(f"{count} {why}" for why, count in sorted(lost.items())) or "none"
    apart = "Without a right answer in the source, or of types without a kind"
    note = f"{types}. Lost: {losses}. Pictures are stand-ins. {apart}: {beside}"
    return Figure(sum(came.values()) / sum(wanted.values()), None, note)


def _told(fate: Fate, refused: bool) -> str:
    return f"{fate.interaction} {'refused by the course' if refused else fate.why}"


@benchmark(
    "import.qti.keys",
    "QTI items whose declared answer Chiron's grader accepts, and another one not",
    "share",
    goal=Goal(1.0, at="least"),
)
def keys(progress: Progress) -> Figure:
    """Declared answers, read from the XML by a path of their own, put to the grader of the step that arrived."""
    opened = Pictured(open_path(SAMPLES))
    tried = good = 0
    kinds: Counter[str] = Counter()
    for name, read in Reading(opened, Quiet()).items():
        steps = made(read.arrival) if isinstance(read.arrival, Question) else None
        if not steps or len(steps) != 1 or any(not fate.gradable for fate in read.fates):
            continue
        root = normalised(parse(opened.bytes(name), name))
        forms = list(answers(root, steps[0]))
        if not forms:
            continue
        tried += 1
        kinds[steps[0].kind] += 1
        right, *wrong = [_outcome(steps[0], form) for form in forms]
        if right is Outcome.CORRECT and Outcome.CORRECT not in wrong:
            good += 1
        else:
            progress(f"{name}: {steps[0].kind} {forms[0]} is {right}, others {wrong}")
    note = f"{tried} items of one step with a declared answer: " + ", ".join(
        f"{kind} {count}" for kind, count in sorted(kinds.items())
    )
    return Figure(good / tried, None, note)


def _outcome(step: ItemStep, form: Form) -> Outcome | None:
    kind = interaction(step.kind)
    try:
        return kind.grade(step.task, step.key, kind.read(step.task, form)).outcome
    except Unread:
        return None


def bones(text: str) -> str:
    """Letters and digits alone."""
    return _MARKS.sub("", text).casefold()


def answers(root: Any, step: ItemStep) -> Iterator[Form]:
    """The declared answer as a form, then others that are wrong; nothing where the source declares none literally."""
    if child(root, "templateProcessing") is not None:
        return
    declared: dict[str, list[str]] = {}
    for one in root.iter("responseDeclaration"):
        held = child(one, "correctResponse")
        if held is not None:
            declared[one.get("identifier")] = ["".join(value.itertext()).strip() for value in below(held, "value")]
    body = child(root, "itemBody")
    if body is None:
        return
    asked = [each for each in below(body, *INTERACTIONS) if local(each) not in ("endAttemptInteraction",)]
    if not asked or any(not declared.get(each.get("responseIdentifier")) for each in asked):
        return
    labels = {each.get("identifier"): bones("".join(each.itertext())) for each in body.iter() if each.get("identifier")}
    yield from _FORMS[step.kind](step, [declared[each.get("responseIdentifier")] for each in asked], labels, asked)


Values = list[list[str]]
Labels = dict[str, str]


def _picked(step: ItemStep, values: Values, labels: Labels, _asked: Any) -> Iterator[Form]:
    wanted = {labels[value] for value in values[0]}
    ids = {each["id"]: bones(each["text"]) for each in step.task["options"]}
    # Words of a passage that read the same are numbered, and then not comparable.
    if not wanted <= set(ids.values()):
        return
    right = [name for name, text in ids.items() if text in wanted]
    yield {"answer": right}
    for name in ids:
        if name not in right:
            yield {"answer": [name] if step.kind == "choice" else [*right, name]}


def _ordered(step: ItemStep, values: Values, labels: Labels, _asked: Any) -> Iterator[Form]:
    ids = {bones(each["text"]): each["id"] for each in step.task["items"]}
    if not all(labels[value] in ids for value in values[0]):
        return  # pictures have no words to know them by
    right = [ids[labels[value]] for value in values[0]]
    yield {"answer": right}
    yield {"answer": right[::-1]}


def _paired(step: ItemStep, values: Values, labels: Labels, _asked: Any) -> Iterator[Form]:
    lefts = {bones(each["text"]): each["id"] for each in step.task["lefts"]}
    rights = {bones(each["text"]): each["id"] for each in step.task["rights"]}
    form: Form = {}
    for value in values[0]:
        one, other = (labels[part] for part in value.split())
        first, second = (one, other) if one in lefts and other in rights else (other, one)
        if first not in lefts or second not in rights:
            return
        form[f"answer.{lefts[first]}"] = [rights[second]]
    if len(form) < len(lefts):
        return
    yield form
    names = list(form)
    yield {name: form[names[at - 1]] for at, name in enumerate(names)}


def _typed(_step: ItemStep, values: Values, _labels: Labels, _asked: Any) -> Iterator[Form]:
    yield {"answer": values[0][:1]}
    yield {"answer": ["987654321"]}


def _gapped(step: ItemStep, values: Values, labels: Labels, asked: Any) -> Iterator[Form]:
    gaps = [piece for piece in step.task["pieces"] if "gap" in piece]
    words = [each.get("identifier") for each in below(asked[0], "gap")]
    if words:
        by_gap = {value.split()[1]: value.split()[0] for value in values[0]}
        chosen = [labels.get(by_gap.get(name, ""), "") for name in words]
    else:
        chosen = [
            value[0] if local(each) == "textEntryInteraction" else labels.get(value[0], value[0])
            for value, each in zip(values, asked, strict=True)
        ]
    if len(chosen) != len(gaps):
        return
    form: Form = {}
    for gap, word in zip(gaps, chosen, strict=True):
        bank = gap["bank"] or [word]
        form[f"answer.{gap['gap']}"] = [next((each for each in bank if bones(each) == bones(word)), word)]
    yield form
    for gap in gaps:
        name = f"answer.{gap['gap']}"
        others = [each for each in gap["bank"] or ["987654321"] if [each] != form[name]]
        yield form | {name: others[:1]}


_FORMS = {
    "choice": _picked,
    "multiple-choice": _picked,
    "order": _ordered,
    "match": _paired,
    "numeric": _typed,
    "text": _typed,
    "cloze": _gapped,
    "table": lambda *_: iter(()),
    "short-text": _typed,
}
