"""Questions of QTI 1.2, as cartridges hold them, and those of Canvas beside the profiles: a question with its key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from chiron.core.learning.interactions.words import accepted
from chiron.core.words import Json
from chiron.engine.library.importing.arriving import Asked, Hint, Notes, Page, Question, Section
from chiron.engine.library.importing.formats.common_cartridge import canvas
from chiron.engine.library.importing.formats.common_cartridge.marking import Marking
from chiron.engine.library.importing.formats.common_cartridge.texts import Texts
from chiron.engine.library.importing.formats.qti.case import Fate, Lost, Made, joined
from chiron.engine.library.importing.formats.qti.choosing import MOST, check, form, unmarked
from chiron.engine.library.importing.formats.qti.entering import same_number, written
from chiron.engine.library.importing.formats.qti.gaps import gap_text
from chiron.engine.library.importing.formats.qti.pairing import paired
from chiron.engine.library.importing.formats.qti.values import Undecided
from chiron.engine.library.importing.formats.qti.vocabulary import Element, below, child, words
from chiron.engine.library.importing.texts import escaped, plain
from chiron.engine.library.importing.texts import title as titled

ESSAY = "essay"
NONSENSE = "\u2603 nothing of that \u2603"
MOST_SEARCHED = 8
LONGEST = 180
Given = dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A response to pick from: its own words, and its options."""

    name: str
    text: str
    several: bool
    options: tuple[tuple[str, str], ...]


def profile(item: Element) -> str:
    """``cc.multiple_choice.v0p1`` or Canvas's ``question_type``; empty where nothing says it."""
    for entry in below(item, "qtimetadatafield"):
        label, value = child(entry, "fieldlabel"), child(entry, "fieldentry")
        if label is not None and value is not None and words(label) in ("cc_profile", "question_type"):
            return words(value)
    return ""


def read_question(
    item: Element, key: str, place: str, section: Section, texts: Texts, notes: Notes
) -> tuple[Question | Page | None, Fate]:
    """An item as a question, or as a page where it asks nothing; None with a note where it does not come."""
    kind = profile(item)
    presentation = child(item, "presentation")
    if kind == canvas.TEXT and presentation is not None:
        text = joined(texts.own(presentation))
        return Page(key, place, titled(item.get("title") or text), text, section), Fate(kind, "", "", False)
    told: list[str] = []
    try:
        one = _Item(item, texts, told.append, kind)
        made = one.made()
    except Lost as lost:
        notes.left(key, place, "item", str(lost))
        return None, Fate(kind, "", str(lost), False, lost.source)
    for what in dict.fromkeys(told):
        notes.changed(key, place, what)
    title = " ".join((item.get("title") or key).split())
    hints = tuple(Hint(text) for text in one.hints())
    step = Asked("1", made.kind, made.prompt, made.fields, hints, made.solution)
    found = Question(key, place, title, one.before, (step,), section, (), made.solution, parameters=one.parameters)
    return found, Fate(kind, made.kind, "" if made.gradable else "A person reads it.", made.gradable, made.lacking)


class _Item:
    def __init__(self, item: Element, texts: Texts, changed: Callable[[str], None], kind: str) -> None:
        presentation = child(item, "presentation")
        if presentation is None:
            raise Lost("It has nothing to present.", source=True)
        self.item, self.texts, self.changed, self.kind = item, texts, changed, kind
        self.marking = Marking.of(item)
        self.choices = [self._choice(each) for each in below(presentation, "response_lid")]
        self.fields = list(below(presentation, "response_str", "response_num"))
        self.prompt = joined(self.texts.own(presentation))
        self.before = ""
        self.parameters: dict[str, Json] = {}
        self.best: Given = {}

    def _choice(self, element: Element) -> Choice:
        several = (element.get("rcardinality") or "Single").lower() == "multiple"
        options = tuple((each.get("ident") or "", self.texts.flat(each)) for each in below(element, "response_label"))
        return Choice(element.get("ident") or "", joined(self.texts.own(element)), several, options)

    def made(self) -> Made:
        """The step. Raises Lost."""
        if self.kind == canvas.FILE:
            raise Lost(canvas.NO_FILES)
        if self.kind == canvas.WORKED_OUT:
            return self._worked_out()
        if self.kind == canvas.BLANKS and self.choices:
            made = self._blanks()
        elif self.choices and not self.fields:
            made = self._picked()
        elif len(self.fields) == 1 and not self.choices:
            made = self._typed(self.fields[0].get("ident") or "")
        elif self.fields and not self.choices:
            made = self._gaps()
        elif ESSAY in self.kind or not self.choices:
            made = self._open()
        else:
            raise Lost("It mixes things to pick and to type.")
        made.prompt = joined([self.prompt, made.prompt]) if made.kind != "cloze" else made.prompt
        return made

    # -- picked

    def _picked(self) -> Made:
        for choice in self.choices:
            check(choice.options)
        if len(self.choices) > 1:
            return self._matched()
        (choice,) = self.choices
        right, options = self._several(choice) if choice.several else self._one(choice)
        if len(options) > MOST:
            raise Lost(f"It has {len(options)} options; a step has {MOST} at most.")
        made: list[Json] = []
        for name, text in options:
            entry: dict[str, Json] = {"text": escaped(text)}
            if name in right:
                entry["right"] = True
            else:
                picked = frozenset({name}) if not choice.several else right | {name}
                said = self._said({choice.name: picked}, self.best if choice.several else None)
                if said:
                    entry["feedback"] = escaped(said)
            made.append(entry)
        kind = "multiple-choice" if choice.several else "choice"
        return Made(kind, {"options": made}, solution=self._said(self.best))

    def _one(self, choice: Choice) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
        try:
            scores = {
                name: self.marking.score(self.best | {choice.name: frozenset({name})}) for name, _ in choice.options
            }
        except Undecided as undecided:
            raise Lost(f"Its marking cannot be worked out: {undecided}.") from None
        best, least = max(scores.values()), min(scores.values())
        if best == least:
            raise Lost("No option of it is marked right.", source=True)
        good = [name for name, score in scores.items() if score == best]
        if len(good) > 1:
            self.changed(f"{len(good)} of its options are equally right; one is kept, as one is picked.")
        if any(least < score < best for score in scores.values()):
            self.changed("Part of the points for other options is not kept: they count as wrong.")
        self.best = self.best | {choice.name: frozenset({good[0]})}
        return frozenset({good[0]}), tuple(each for each in choice.options if each[0] not in good[1:])

    def _several(self, choice: Choice) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
        names = [name for name, _ in choice.options]

        def score(picked: frozenset[str]) -> float:
            return self.marking.score({choice.name: picked})

        try:
            right = self.marking.wanted(choice.name) & set(names)
            if len(names) <= MOST_SEARCHED:
                every = [
                    frozenset(n for at, n in enumerate(names) if bits >> at & 1) for bits in range(1, 2 ** len(names))
                ]
                right = max(every, key=lambda picked: (score(picked), picked == right, -len(picked)))
            near = [score(right ^ {name}) for name in names if right ^ {name}]
            if not right or score(right) <= score(frozenset()) or any(each > score(right) for each in near):
                raise Lost("No selection of its options is marked right.", source=True)
        except Undecided as undecided:
            raise Lost(f"Its marking cannot be worked out: {undecided}.") from None
        if any(0 < each < score(right) for each in near):
            self.changed("Points for part of its options are Chiron's own here.")
        self.best = {choice.name: right}
        return right, choice.options

    def _matched(self) -> Made:
        """Several things to pick from the same list, or each from its own (Canvas: matching, several menus)."""
        rights: list[tuple[Choice, str]] = []
        for _ in range(2):
            rights = []
            for choice in self.choices:
                right, _options = self._one(choice)
                rights.append((choice, dict(choice.options)[next(iter(right))]))
        lists = {tuple(text for _, text in choice.options) for choice in self.choices}
        solution = self._said(self.best)
        if len(lists) == 1:
            pairs = [(choice.text or str(number), right) for number, (choice, right) in enumerate(rights, 1)]
            return paired(pairs, next(iter(lists)), solution)
        gaps: dict[str, Json] = {}
        for number, (choice, told) in enumerate(rights, 1):
            bank = [unmarked(text) for _, text in choice.options]
            gaps[f"gap-{number}"] = {"bank": [escaped(each) for each in bank], "accept": [form(unmarked(told))]}
        text, missing = self._with_gaps([self._blank(choice) for choice in self.choices])
        made = gap_text(text, gaps)
        if made is None:
            raise Lost("Its menus cannot be told apart.")
        if not missing:
            self.prompt = ""
        made.solution = solution
        made.prompt = self.prompt
        return made

    def _with_gaps(self, names: list[str]) -> tuple[str, bool]:
        """The text with ``[name]`` as gaps, as Canvas writes them; else each name with its gap in a line."""
        text = self.prompt
        for number, name in enumerate(names, 1):
            sign = f"\\[{name}\\]"
            if not name or text.count(sign) != 1:
                lines = [f"{plain(each)} [gap-{at}]".strip() for at, each in enumerate(names, 1)]
                return "\n\n".join(lines), True
            text = text.replace(sign, f"[gap-{number}]")
        return text, False

    # -- Canvas's own

    def _worked_out(self) -> Made:
        sets = canvas.value_sets(self.item)
        prompt, self.parameters = canvas.with_values(self.prompt, sets)
        allowed = canvas.tolerance(self.item, [one["answer"] for one in sets])
        made = Made("numeric", {"answer": "case.answer", "tolerance": allowed})
        made.prompt = prompt
        return made

    def _blanks(self) -> Made:
        """Gaps to type in, each with the list of its right words."""
        gaps: dict[str, Json] = {}
        for number, choice in enumerate(self.choices, 1):
            right = [form(unmarked(text)) for _, text in choice.options if accepted(form(unmarked(text)))]
            if not right:
                raise Lost("Not all of its gaps have a right word.", source=True)
            gaps[f"gap-{number}"] = {"accept": list(dict.fromkeys(right))}
        text, missing = self._with_gaps([self._blank(choice) for choice in self.choices])
        made = gap_text(text, gaps)
        if made is None:
            raise Lost("Its gaps cannot stand in a text.")
        if not missing:
            self.prompt = ""
        made.prompt = self.prompt
        return made

    def _blank(self, choice: Choice) -> str:
        """The name of a blank: the words of its response, else what Canvas puts behind ``response_``."""
        return choice.text or choice.name.removeprefix("response_")

    # -- typed

    def _open(self) -> Made:
        rubric = joined(self.texts.told(each) for each in below(self.item, "solutionmaterial", "solution"))
        told = rubric or self._said({})
        if not told:
            self.changed("The source says nothing of what a good answer has.")
            told = "The source says nothing of what a good answer has."
        return Made("open", {"rubric": escaped(told)}, gradable=False, lacking=True)

    def _typed(self, name: str) -> Made:
        if ESSAY in self.kind:
            return self._open()
        numbers = self._span(name)
        if numbers is not None:
            return numbers
        right = self._words(name)
        if not right:
            return self._open()
        solution = self._said({name: frozenset({right[0]})})
        value = same_number(right)
        if value is not None:
            return Made("numeric", {"answer": value}, solution=solution)
        fields: dict[str, Json] = {"accept": [form(each) for each in right]}
        wrong = self._wrong(name, right)
        return Made("text", fields | ({"wrong": wrong} if wrong else {}), solution=solution)

    def _words(self, name: str) -> list[str]:
        """The words that are worth most."""
        every = [
            each
            for each in self.marking.named(name, "varequal", "varsubstring")
            if len(each) <= LONGEST and accepted(form(each))
        ]
        try:
            nothing = self.marking.score(self.best | {name: frozenset({NONSENSE})})
            scores = {each: self.marking.score(self.best | {name: frozenset({each})}) for each in every}
        except Undecided as undecided:
            self.changed(f"A person reads its answer: its marking cannot be worked out ({undecided}).")
            return []
        best = max(scores.values(), default=nothing)
        if best <= nothing:
            return []
        right = [each for each, score in scores.items() if score == best]
        if any(nothing < score < best for score in scores.values()):
            self.changed("Answers worth part of its points are not kept as right.")
        if set(self.marking.named(name, "varsubstring")) & set(right):
            self.changed("Answers that only hold the words looked for go to a person.")
        if any((each.get("case") or "").lower() == "yes" for each in below(self.item, "varequal")):
            self.changed("Capitals matter in the source; here they do not.")
        self.best = self.best | {name: frozenset({right[0]})}
        return right

    def _span(self, name: str) -> Made | None:
        """A number between bounds, where conditions set them (Canvas: numerical_question)."""
        bounds = [_number(each) for each in self.marking.named(name, "vargte", "varlte", "vargt", "varlt")]
        if len(bounds) < 2 or None in bounds:
            return None
        every = sorted(each for each in bounds if each is not None)
        low, high = every[0], every[-1]
        try:
            middle = self.marking.score({name: frozenset({_decimal((low + high) / 2)})})
            if middle <= self.marking.score({name: frozenset({NONSENSE})}) or len(set(every)) > 2:
                raise Lost("Its number has several ranges.")
        except Undecided as undecided:
            raise Lost(f"Its marking cannot be worked out: {undecided}.") from None
        tolerance = (high - low) / 2
        if self.marking.named(name, "vargt", "varlt"):
            tolerance *= Fraction(999_999, 1_000_000)
        solution = self._said({name: frozenset({_decimal((low + high) / 2)})})
        fields: dict[str, Json] = {"answer": written((low + high) / 2), "tolerance": written(tolerance)}
        return Made("numeric", fields, solution=solution)

    def _wrong(self, name: str, right: list[str]) -> list[Json]:
        taken = frozenset[str]().union(*(accepted(form(each)) for each in right))
        usual = self._said({name: frozenset({NONSENSE})})
        found: list[Json] = []
        for each in self.marking.named(name, "varequal"):
            said = self._said({name: frozenset({each})})
            if said and said != usual and accepted(form(each)) and not accepted(form(each)) & taken:
                found.append({"text": form(each), "feedback": escaped(said)})
        return found

    def _gaps(self) -> Made:
        names = [each.get("ident") or "" for each in self.fields]
        every: list[list[str]] = []
        for _ in range(2):
            every = [self._words(name) for name in names]
        if not all(every):
            raise Lost("Not all of its gaps have a right word.", source=True)
        gaps: dict[str, Json] = {
            f"gap-{number}": {"accept": [form(each) for each in right]} for number, right in enumerate(every, 1)
        }
        labels = [joined(self.texts.own(each)) or each.get("ident") or "" for each in self.fields]
        text, missing = self._with_gaps(labels)
        made = gap_text(text, gaps)
        if made is None:
            raise Lost("Its gaps cannot stand in a text.")
        made.prompt = self.prompt if missing else ""
        made.solution = self._said(self.best)
        return made

    # -- feedback

    def _said(self, given: Given, beside: Given | None = None) -> str:
        """The feedback after a response; without what another response shows too."""
        try:
            shown = self.marking.after(given)[1]
            usual = self.marking.after(beside)[1] if beside is not None else ()
        except Undecided:
            return ""
        every = {each.get("ident") or "": each for each in below(self.item, "itemfeedback")}
        names = [name for name in dict.fromkeys(shown) if name in every and name not in usual]
        return joined(self.texts.told(every[name]) for name in names)

    def hints(self) -> list[str]:
        """Help that the item holds."""
        return [text for text in (self.texts.told(each) for each in below(self.item, "hintmaterial")) if text]


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text) if len(text) < 40 else None
    except (ValueError, ZeroDivisionError):
        return None


def _decimal(value: Fraction) -> str:
    return repr(float(value))
