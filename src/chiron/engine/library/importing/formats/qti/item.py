"""An assessment item becomes a question: its interactions steps or gaps, its words what is asked, its feedback help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, product

from chiron.engine.library.importing.arriving import Asked, Hint, Notes, Origin, Page, Question, Section
from chiron.engine.library.importing.formats.qti.case import Case, Fate, Lost, Made, joined
from chiron.engine.library.importing.formats.qti.content import Content, holder
from chiron.engine.library.importing.formats.qti.entering import narrowed
from chiron.engine.library.importing.formats.qti.files import Files
from chiron.engine.library.importing.formats.qti.judging import Judge, has_rules, named_template
from chiron.engine.library.importing.formats.qti.kinds import made_of
from chiron.engine.library.importing.formats.qti.layout import Laid, lay_out
from chiron.engine.library.importing.formats.qti.passages import included, stimuli
from chiron.engine.library.importing.formats.qti.processing import drawn
from chiron.engine.library.importing.formats.qti.tables import as_table
from chiron.engine.library.importing.formats.qti.values import Undecided, Value, declarations
from chiron.engine.library.importing.formats.qti.vocabulary import (
    INLINE,
    INTERACTIONS,
    Element,
    below,
    child,
    children,
    local,
    remove,
    replace,
)
from chiron.engine.library.importing.opening import Unusable

MOST_COMBINED = 64
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCK = re.compile(r"\s*(?:[|>#!]|```|\$\$|[-*+] |\d+[.)] )")
SKIPPED = ("endAttemptInteraction", "mediaInteraction")
"""They ask for nothing that could be right: a button, and something to hear or see."""


@dataclass(frozen=True, slots=True)
class Read:
    """An item as it arrives, and what became of each of its interactions."""

    arrival: Question | Page | None
    fates: tuple[Fate, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an item from outside it: where it stands, and what its metadata say."""

    key: str
    place: str
    section: Section = ()
    title: str = ""
    leading: str = ""
    """Words that stand before a whole section of a test."""
    origin: Origin | None = None
    skills: tuple[str, ...] = ()


def read_item(root: Element, about: About, files: Files, notes: Notes, language: str = "") -> Read:
    """The question of an item; a page where it asks nothing. Never raises: what cannot come is noted."""
    return _Item(root, about, files, notes, language).read()


class _Item:
    def __init__(self, root: Element, about: About, files: Files, notes: Notes, language: str) -> None:
        self.root, self.about, self.files, self.notes = root, about, files, notes
        self.content = Content(root, about.place, about.key, files, notes)
        self.language = root.get(_LANG) or root.get("lang") or language
        self.title = " ".join((root.get("title") or about.title or root.get("identifier") or "").split())
        self._said: set[str] = set()
        self._notes: list[str] = []

    def changed(self, what: str) -> None:
        """Note a difference, once."""
        if what not in self._said:
            self._said.add(what)
            self._notes.append(what)

    def read(self) -> Read:
        """The item."""
        body = child(self.root, "itemBody")
        if body is None:
            self.notes.left(self.about.key, self.about.place, "item", "It has no body.")
            return Read(None)
        included(self.root, self.about.place, self.files, self._missing)
        leading = stimuli(self.root, self.about.place, self.files, self._missing)
        judge = self._judge()
        self.content.ready(judge.templates, self._maths())
        if self.content.split_feedback(self._start(judge)):
            self.changed("It unfolds over several attempts in the source; here all of it is asked at once.")
        case = Case(judge, self.content.told, self.changed, self._shown, self.language)
        case.begin()
        hints = self._help(body, case)
        every = list(below(body, *INTERACTIONS))
        made, fates = self._made(case, every)
        self._tables(body, every, made)
        laid = lay_out(self._marked(body, every), made, self.content)
        return Read(self._arrival(laid, leading, hints, case, fates), tuple(fates))

    def _missing(self, what: str, why: str) -> None:
        self.notes.left(self.about.key, self.about.place, what, why)

    # -- marking

    def _judge(self) -> Judge:
        responses, outcomes = declarations(self.root, "response"), declarations(self.root, "outcome")
        judge = Judge(responses, outcomes)
        for one in responses.values():
            if one.faults:
                self.changed(f"Its response {one.name} declares what it cannot hold: {'; '.join(one.faults[:3])}.")
        self._draw(judge)
        if (self.root.get("adaptive") or "false") in ("true", "1"):
            self.changed("It adapts over several attempts in the source; here it is asked as it begins.")
        processing = child(self.root, "responseProcessing")
        if processing is None:
            return judge
        judge.template = named_template(processing)
        if has_rules(processing):
            judge.rules, judge.template = processing, ""
        elif not judge.template and (processing.get("templateLocation") or processing.get("template")):
            self._elsewhere(judge, processing)
        return judge

    def _elsewhere(self, judge: Judge, processing: Element) -> None:
        """Rules in a file of their own."""
        location = processing.get("templateLocation") or processing.get("template") or ""
        name = self.files.find(self.about.place, location)
        try:
            found = self.files.document(name) if name else None
        except Unusable as error:
            found = None
            self.changed(str(error))
        if found is None or local(found) != "responseProcessing":
            self.changed(f"Its marking lies elsewhere ({location[:80]}) and cannot be read.")
            judge.unread = "its marking lies elsewhere"
            judge.rules = processing
            return
        judge.template = named_template(found)
        if has_rules(found):
            judge.rules, judge.template = found, ""

    def _draw(self, judge: Judge) -> None:
        """Values for a template's variables: one draw, the same at each import."""
        declared = declarations(self.root, "template")
        rules = child(self.root, "templateProcessing")
        judge.templates = {name: one.default for name, one in declared.items()}
        if rules is None:
            return
        try:
            scope = drawn(rules, declared | judge.responses | judge.outcomes, self.about.key)
        except Undecided as undecided:
            self.changed(f"Its template cannot be drawn from: {undecided}.")
            judge.unread = "its template cannot be drawn from"
            judge.correct = dict.fromkeys(judge.responses, None)
            return
        judge.templates = {name: scope.values.get(name) for name in declared}
        judge.correct = scope.correct
        for name, one in judge.outcomes.items():
            one.default = scope.values.get(name)
        self.changed("It is a template in the source; here it is one item with values drawn once.")

    def _maths(self) -> set[str]:
        every = children(self.root, "templateDeclaration")
        return {each.get("identifier") or "" for each in every if (each.get("mathVariable") or "") in ("true", "1")}

    def _start(self, judge: Judge) -> dict[str, Value]:
        return {name: one.default for name, one in judge.outcomes.items()} | dict(judge.templates)

    # -- feedback

    def _shown(self, outcomes: Mapping[str, Value]) -> list[str]:
        return [self.content.said(one) for one in self.content.feedback if one.holds(outcomes)]

    def _help(self, body: Element, case: Case) -> tuple[list[Hint], list[str]]:
        """What buttons of the item give: helps, and solutions asked for."""
        hints, solutions = [Hint(text) for text in self.content.helps if text], list[str]()
        for button in list(below(body, "endAttemptInteraction")):
            name = button.get("responseIdentifier") or ""
            title = button.get("title") or ""
            remove(button)
            try:
                before = set(self._shown(case.judge.after({})))
                told = [text for text in self._shown(case.judge.after({name: True})) if text not in before]
            except Undecided:
                told = []
            if not told:
                self.changed(f"Its button {title!r} is left out.")
            elif "sol" in f"{name} {title}".casefold() or "answer" in title.casefold():
                solutions += told
            else:
                hints += [Hint(text) for text in told]
        return hints, solutions

    # -- interactions

    def _made(self, case: Case, every: list[Element]) -> tuple[dict[int, Made], list[Fate]]:
        if sum(local(element) not in SKIPPED for element in every) > 1:
            # Where answers depend on one another, each is tried beside what is right of the others.
            told, case.changed = case.changed, lambda _: None
            self._tried(case, every)
            case.changed = told
        made, fates = self._tried(case, every)
        self._together(case, list(made.values()))
        return made, fates

    def _together(self, case: Case, every: list[Made]) -> None:
        """Whether words that are right each by itself are right in every combination."""
        several = [one for one in every if len(one.words) > 1]
        if len(several) + sum(len(one.words) == 1 for one in every) < 2 or not several or case.judge.silent:
            return
        try:
            best = case.judge.quality(case.best)
            for words in islice(product(*(one.words for one in several)), MOST_COMBINED):
                given = {one.response: word for one, word in zip(several, words, strict=True)}
                if case.judge.quality(case.best | given) < best:
                    break
            else:
                return
        except Undecided:
            return
        self.changed("Its gaps depend on one another; here each has one right word.")
        for one in several:
            narrowed(one, str(case.best[one.response]))

    def _tried(self, case: Case, every: list[Element]) -> tuple[dict[int, Made], list[Fate]]:
        made: dict[int, Made] = {}
        fates: list[Fate] = []
        for number, element in enumerate(every):
            name = local(element)
            if name in SKIPPED:
                continue
            try:
                one = made_of(case, self.content, element)
            except Lost as lost:
                fates.append(Fate(name, "", str(lost), False, lost.source))
                continue
            except Undecided as undecided:
                fates.append(Fate(name, "", f"Its marking cannot be worked out: {undecided}.", False))
                continue
            except RecursionError:
                fates.append(Fate(name, "", "It is nested too deeply.", False))
                continue
            made[number] = one
            why = "" if one.gradable else "A person reads it."
            fates.append(Fate(name, one.kind, why, one.gradable, one.lacking))
        return made, fates

    def _tables(self, body: Element, every: list[Element], made: dict[int, Made]) -> None:
        """Put a step in the place of each table of fields, and its fields into that."""
        by_field = {every[number]: one for number, one in made.items()}
        for table in list(body.iter("table")):
            one = as_table(self.content, table, by_field) if any(True for _ in below(table, *INTERACTIONS)) else None
            if one is None:
                continue
            for number, element in enumerate(every):
                if table in element.iterancestors():
                    made.pop(number, None)
            made[len(every)] = one
            every.append(table)

    def _marked(self, body: Element, every: list[Element]) -> tuple[str, dict[int, int], set[int]]:
        """The body as Markdown with a sign for each interaction; which sign is whose, and which stand in a line."""
        signs: dict[int, int] = {}
        inline = set[int]()
        for number, element in enumerate(every):
            name = local(element)
            if name == "mediaInteraction":
                self._media(element)
                continue
            if any(local(above) == "table" and above in every for above in element.iterancestors()):
                continue  # it is part of a table's step
            sign = self.content.mark()
            signs[int(sign[1:-1])] = number
            if name in INLINE:
                inline.add(number)
                replace(element, sign)
                continue
            block = holder()
            block.text, block.tail = sign, element.tail
            element.getparent().replace(element, block)
        return self.content.render(body), signs, inline

    def _media(self, element: Element) -> None:
        prompt = child(element, "prompt")
        element.tag = "div"
        element.attrib.clear()
        if prompt is not None:
            prompt.tag = "p"

    # -- the whole

    def _arrival(
        self,
        laid: Laid,
        leading: str,
        helps: tuple[list[Hint], list[str]],
        case: Case,
        fates: list[Fate],
    ) -> Question | Page | None:
        about = self.about
        before = joined([about.leading, leading, laid.before])
        if not laid.steps:
            return self._nothing_asked(before, fates)
        self._tell(fates)
        hints, solutions = helps
        before = _prompted(before, laid.steps)
        try:
            said = self._shown(case.judge.after(case.best))
        except Undecided:
            said = []
        solution = joined([*solutions, *said])
        steps = tuple(self._asked(number, one, hints) for number, one in enumerate(laid.steps, 1))
        origin = about.origin
        return Question(
            about.key, about.place, self.title, before, steps, about.section, about.skills, solution, origin
        )

    def _asked(self, number: int, one: Made, hints: list[Hint]) -> Asked:
        given = tuple(hints) if number == 1 else ()
        return Asked(f"{number}", one.kind, one.prompt, one.fields, given, one.solution)

    def _tell(self, fates: list[Fate]) -> None:
        for what in self._notes:
            self.notes.changed(self.about.key, self.about.place, what)
        for fate in fates:
            if not fate.kind:
                self.notes.left(self.about.key, self.about.place, fate.interaction, fate.why)

    def _nothing_asked(self, text: str, fates: list[Fate]) -> Page | None:
        about = self.about
        lost = [fate for fate in fates if not fate.kind]
        if lost:
            self._tell(fates[:0])
            for fate in lost:
                self.notes.left(about.key, about.place, "item", f"{fate.why} ({fate.interaction})")
            return None
        if not text.strip():
            self.notes.left(about.key, about.place, "item", "It asks nothing and shows nothing.")
            return None
        self.changed("It asks nothing: it comes as a page.")
        self._tell(fates)
        return Page(about.key, about.place, self.title or about.key, text, about.section, (), about.origin)


def _prompted(before: str, steps: list[Made]) -> str:
    """Words for a first step that has none: the last paragraph before it."""
    first = steps[0]
    paragraphs = before.split("\n\n")
    if first.prompt or first.kind == "cloze" or not before or _BLOCK.match(paragraphs[-1]):
        return before
    first.prompt = paragraphs[-1]
    return "\n\n".join(paragraphs[:-1])
