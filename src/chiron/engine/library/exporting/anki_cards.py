"""Fixed questions as the fields of Anki's notes: a front and a back, or a text with gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from chiron.core.learning.course import Locale
from chiron.core.words import Json
from chiron.engine.library.exporting.anki_texts import GAP, GAPS, Texts, unclozed, within, words
from chiron.engine.library.exporting.exported import decimal
from chiron.engine.library.exporting.fixed import Fixed

JUDGED = "Nothing is checked there: learners turn the card and judge themselves."
NO_HINTS = "Its hints are left out."
MISSING = "A file that its text shows is missing."
WRONG = "What is said of wrong answers stands below its solution."
OTHER = "Further words that are right stand below its solution."
BANK = "Words to choose from are shown in the gap, and are not chosen there."
OPTIONS = "Its options stand in its text, and are not chosen there."
_GAP = re.compile(r"(?<!\\)\[(gap-\d+)\]")
_LONGEST, _MOST_WORDS = 60, 6
"""So much is one answer to learn by heart."""
_VAR = re.compile(r"var\(--[\w-]+\)")


@dataclass(frozen=True, slots=True)
class Content:
    """What a note's fields hold, as HTML; one with gaps has its answer in the question."""

    question: str
    answer: str
    solution: str
    gaps: bool
    files: Mapping[str, bytes]
    changed: tuple[str, ...]


def content(fixed: Fixed, locale: Locale, file: Callable[[str], bytes | None], prefix: str) -> Content:
    """The fields of a question; ``prefix`` begins the names of its media."""
    return _Writing(fixed, locale, Texts(file, prefix)).content()


class _Writing:
    """One question on its way; one use."""

    def __init__(self, fixed: Fixed, locale: Locale, texts: Texts) -> None:
        self.fixed = fixed
        self.locale = locale
        self.texts = texts
        self.changed = [] if fixed.kind == "open" else [JUDGED]
        self.wrong: list[tuple[str, str]] = []
        """A wrong answer as HTML and what is said of it."""
        self.other: list[list[str]] = []
        """Further words that are right, for each place to write some."""

    def content(self) -> Content:
        fixed = self.fixed
        gaps = fixed.kind in ("cloze", "table")
        makers: Mapping[str, Callable[[], tuple[str, str]]] = {
            "choice": self._options,
            "multiple-choice": self._options,
            "text": self._words,
            "numeric": self._number,
            "quantity": self._number,
            "match": self._match,
            "order": self._order,
            "cloze": self._cloze,
            "table": self._table,
            "open": self._open,
        }
        above = [self.texts.blocks(fixed.prompt), self._drawing(), self.texts.blocks(fixed.asks)]
        below, answer = makers[fixed.kind]()
        if gaps:
            above = [unclozed(part) for part in above]
        solution = self._solution()
        if gaps:  # Anki looks for gaps in every field
            solution = unclozed(solution)
        if fixed.hints:
            self.changed.append(NO_HINTS)
        if self.texts.missing:
            self.changed.append(MISSING)
        every = (*fixed.changed, *dict.fromkeys(self.changed))
        question = self._directed("\n".join(part for part in (*above, below) if part))
        return Content(question, self._directed(answer), self._directed(solution), gaps, self.texts.files, every)

    def _directed(self, html: str) -> str:
        return f'<div dir="rtl">{html}</div>' if html and self.locale.direction == "rtl" else html

    def _drawing(self) -> str:
        if not self.fixed.drawing:
            return ""
        # Anki knows no colours of Chiron's themes, and a picture by itself needs its namespace.
        drawing = _VAR.sub("#444444", self.fixed.drawing)
        if "xmlns=" not in drawing:
            drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        data = drawing.encode()
        shown = self.texts.given(f"drawing-{sha256(data).hexdigest()[:12]}.svg", data)
        return f'<p><img src="{shown}" alt="{words(self.fixed.described).replace(chr(34), "&quot;")}" /></p>'

    def _solution(self) -> str:
        found = self.texts.blocks(self.fixed.solution)
        told = [(answer, self.texts.inline(text)) for answer, text in dict.fromkeys(self.wrong)]
        if any(self.other):
            self.changed.append(OTHER)
            found += "\n" + _list("✓ " + " / ".join(one) for one in self.other if one)
        if told:
            self.changed.append(WRONG)
            found += f"\n{_list(f'✗ {answer} — {text}' for answer, text in told)}"
        return found.strip()

    # -- kinds: what stands below the question, and the answer

    def _options(self) -> tuple[str, str]:
        options = self.fixed.fields["options"]
        shown = [self.texts.inline(str(one["text"])) for one in options]
        self.changed.append(OPTIONS)
        right = [text for one, text in zip(options, shown, strict=True) if one.get("right")]
        for one, text in zip(options, shown, strict=True):
            if one.get("feedback"):
                self.wrong.append((text, one["feedback"]))
        return _list(shown), right[0] if len(right) == 1 else _list(right)

    def _words(self) -> tuple[str, str]:
        return "", self._forms(self.fixed.fields)

    def _forms(self, fields: Mapping[str, Json]) -> str:
        """What is accepted, parted by slashes; where that is long, the first of it, and the rest below the solution."""
        self.wrong += [(words(str(one["text"])), one["feedback"]) for one in fields.get("wrong", ()) if one["feedback"]]
        accept = [str(one) for one in fields["accept"]]
        line = " / ".join(accept)
        if len(line) <= _LONGEST and len(line.split()) <= _MOST_WORDS:
            return words(line)
        self.other.append([words(one) for one in accept[1:]])
        return words(accept[0])

    def _number(self) -> tuple[str, str]:
        return "", self._amount(self.fixed.fields)

    def _amount(self, fields: Mapping[str, Json]) -> str:
        unit = f" {words(str(fields['unit']))}" if fields.get("unit") else ""
        for one in fields.get("wrong", ()):
            if one["feedback"]:
                self.wrong.append((self._value(one["answer"]) + unit, one["feedback"]))
        if fields.get("tolerance"):
            self.changed.append("How near a number must be is not said there.")
        return self._value(fields["answer"]) + unit

    def _value(self, value: Fraction) -> str:
        text, exact = decimal(value)
        if exact:
            return text.replace(".", self.locale.decimal)
        sign = "-" if value < 0 else ""
        return rf"\({sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}\)"

    def _match(self) -> tuple[str, str]:
        fields = self.fixed.fields
        pairs = [(str(one["left"]), str(one["right"])) for one in fields["pairs"]]
        rights = self._mixed(
            dict.fromkeys([right for _, right in pairs] + [str(one) for one in fields.get("extra", ())])
        )
        inline = self.texts.inline
        below = f"{_list(inline(left) for left, _ in pairs)}\n{_list(map(inline, rights))}"
        return below, _list(f"{inline(left)} → {inline(right)}" for left, right in pairs)

    def _order(self) -> tuple[str, str]:
        items = [str(one) for one in self.fixed.fields["items"]]
        mixed = self._mixed(dict.fromkeys(items))
        if mixed == items:
            mixed = mixed[1:] + mixed[:1]
        return _list(map(self.texts.inline, mixed)), _list(map(self.texts.inline, items), "ol")

    def _mixed(self, every: Mapping[str, None]) -> list[str]:
        """In an order that tells nothing, and is the same each time."""
        return sorted(every, key=lambda one: sha256(f"{self.fixed.key}\0{one}".encode()).digest())

    def _open(self) -> tuple[str, str]:
        return "", self.texts.blocks(str(self.fixed.fields["rubric"]))

    # -- gaps

    def _cloze(self) -> tuple[str, str]:
        fields = self.fixed.fields
        gaps: list[str] = []

        def held(found: re.Match[str]) -> str:
            gaps.append(self._gap(fields["gaps"][found[1]]))
            return GAP.format(len(gaps) - 1)

        shown = unclozed(self.texts.gapped(_GAP.sub(held, fields["text"])))
        return GAPS.sub(lambda found: gaps[int(found[1])], shown), ""

    def _table(self) -> tuple[str, str]:
        fields = self.fixed.fields
        head = [str(fields.get("corner", "")), *map(str, fields["columns"])]
        lines = ["".join(f"<th>{unclozed(self.texts.inline(one))}</th>" for one in head)]
        for row in fields["rows"]:
            cells = (self._cell(one) for one in row["cells"])
            first = f"<th>{unclozed(self.texts.inline(str(row['head'])))}</th>"
            lines.append(first + "".join(f"<td>{one}</td>" for one in cells))
        return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>", ""

    def _cell(self, one: Json) -> str:
        return self._gap(one) if isinstance(one, dict) else unclozed(self.texts.inline(str(one)))

    def _gap(self, gap: Mapping[str, Json]) -> str:
        """All gaps of a text have one number, so that they are asked for together: on one card, as in the question."""
        if "answer" in gap:
            return f"{{{{c1::{within(self._amount(gap))}}}}}"
        hint = ""
        if "bank" in gap:
            self.changed.append(BANK)
            hint = "::" + within(" / ".join(words(str(one)) for one in gap["bank"]))
        return f"{{{{c1::{within(self._forms(gap))}{hint}}}}}"


def _list(items: Iterable[str], kind: str = "ul") -> str:
    return f"<{kind}>{''.join(f'<li>{one}</li>' for one in items)}</{kind}>"
