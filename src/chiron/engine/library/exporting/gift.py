"""Items of a course as GIFT (docs.moodle.org/en/GIFT_format): options, words, numbers, pairs and essays.

Texts stand in the format "markdown" in one line; ``\\`` takes the meaning of ``~ = # { } :``. Pictures, hints, units,
orders and texts with gaps have no place there, and are listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from chiron.core.learning.course import Course
from chiron.core.words import Json
from chiron.engine.library.exporting.exported import Exported, Left, decimal, nothing
from chiron.engine.library.exporting.fixed import Fixed, fixed_items
from chiron.engine.library.exporting.moodle import ROUNDED, SHARES, Unheld, near
from chiron.engine.library.exporting.moodle_texts import MoodleTexts, clean, words_of

_ESCAPED = re.compile(r"([\\~=#{}:])")
_WEIGHT = re.compile(r"\s*%-?[\d.,]+%")
NO_HINTS = "Hints have no place there."


def export(course: Course, seeds: int = 3) -> Exported:
    """A course's items."""
    return written(fixed_items(course, seeds)).beside(course)


def written(every: Iterable[Fixed | Left]) -> Exported:
    """Fixed questions as one file."""
    parts, left, changed = list[str](), list[Left](), list[Left]()
    section, count = ("", ""), 0
    for one in every:
        if isinstance(one, Left):
            left.append(one)
            continue
        writer = _Question(one)
        try:
            text = writer.gift()
        except Unheld as why:
            left.append(Left(one.key, str(why)))
            continue
        if one.section != section:
            section = one.section
            path = "/".join(" ".join(clean(part).split()).replace("/", "//") for part in section)
            parts.append(f"$CATEGORY: $course$/top/{path}\n")
        parts.append(text)
        count += 1
        changed += [Left(one.key, sentence) for sentence in dict.fromkeys((*one.changed, *writer.changed))]
    return Exported("\n".join(parts).encode(), count, tuple(left), tuple(changed))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\1", clean(text).strip()).replace("\n", "\\n")


class _Question:
    """One question on its way to GIFT; one use."""

    def __init__(self, fixed: Fixed) -> None:
        self.fixed = fixed
        self.changed: list[str] = []

    def gift(self) -> str:
        """The question. Raises Unheld."""
        fixed = self.fixed
        makers: Mapping[str, Callable[[], str]] = {
            "choice": self._choice,
            "multiple-choice": self._several,
            "text": self._words,
            "numeric": self._number,
            "match": self._match,
            "open": self._open,
        }
        if fixed.kind not in makers:
            raise Unheld(f"GIFT has no question like {fixed.kind}.")
        if fixed.drawing:
            raise Unheld("GIFT holds no pictures, and its problem shows one.")
        if fixed.hints:
            self.changed.append(NO_HINTS)
        prompt = self._text("\n\n".join(part for part in (fixed.prompt, fixed.asks) if part))
        lines = makers[fixed.kind]()
        solution = f"\n####{self._text(fixed.solution)}" if fixed.solution else ""
        name = fixed.key.replace("]", "\\]")
        return f"// [id:{name}]\n::{_escaped(fixed.title)}::[markdown]{prompt}{{{lines}{solution}\n}}\n"

    def _text(self, text: str) -> str:
        texts = MoodleTexts(nothing)
        shown = texts.markdown(text)
        if texts.missing:
            raise Unheld("GIFT holds no pictures, and its text shows one.")
        return _escaped(shown)

    def _told(self, feedback: str) -> str:
        return f" #{self._text(feedback)}" if feedback else ""

    def _option(self, sign: str, one: Mapping[str, Json]) -> str:
        text = self._text(str(one["text"]))
        if _WEIGHT.match(text):
            raise Unheld("One of its options begins like a share of the mark.")
        return f"\n{sign}{text}{self._told(one.get('feedback', ''))}"

    def _choice(self) -> str:
        return "".join(self._option("=" if one.get("right") else "~", one) for one in self.fixed.fields["options"])

    def _several(self) -> str:
        options = self.fixed.fields["options"]
        right = sum(bool(one.get("right")) for one in options)
        share = SHARES.get(right, "10")
        if right > 10:
            self.changed.append("Moodle knows no share of the mark that fits so many right options.")
        return "".join(self._option(f"~%{share if one.get('right') else f'-{share}'}%", one) for one in options)

    def _words(self) -> str:
        fields = self.fixed.fields
        told = [("=", {"text": form}) for form in fields["accept"]]
        told += [("=%0%", one) for one in fields.get("wrong", ())]
        found = []
        for sign, one in told:
            form = _escaped(str(one["text"]).replace("*", "\\*"))
            if _WEIGHT.match(form) or "->" in form or form.startswith("["):
                raise Unheld("One of its answers would be read as a sign of GIFT.")
            found.append(f"\n{sign}{form}{self._told(one.get('feedback', ''))}")
        if any("->" in self._told(one.get("feedback", "")) for _, one in told):
            raise Unheld("What it says of an answer holds ->, which would make pairs of it.")
        return "".join(found)

    def _decimal(self, value: Fraction) -> str:
        text, exact = decimal(value)
        if not exact:
            self.changed.append(ROUNDED)
        return text

    def _number(self) -> str:
        fields = self.fixed.fields
        if "unit" in fields:
            self.changed.append("The unit beside the field has no place there.")
        off = fields.get("tolerance", Fraction(0))
        if not off and not decimal(fields["answer"])[1]:
            off = near(fields["answer"])
        lines = [f"#\n={self._decimal(fields['answer'])}:{self._decimal(off)}"]
        for one in fields.get("wrong", ()):
            lines.append(f"\n=%0%{self._decimal(one['answer'])}:0{self._told(one['feedback'])}")
        return "".join(lines)

    def _match(self) -> str:
        fields = self.fixed.fields
        every = [(pair["left"], pair["right"]) for pair in fields["pairs"]]
        every += [("", right) for right in fields.get("extra", ())]
        found = []
        for left, right in every:
            words = words_of(right)
            if words is None:
                raise Unheld("Pairs have plain words on their right there.")
            shown = self._text(left)
            if "->" in shown or "~" in f"{left}{words}":
                raise Unheld("One of its pairs would be read as a sign of GIFT.")
            found.append(f"\n={shown} -> {_escaped(words)}")
        return "".join(found)

    def _open(self) -> str:
        if self.fixed.fields["rubric"].strip() != self.fixed.solution:
            self.changed.append("What a good answer has stands nowhere there but in the solution.")
        return ""
