"""Items of a course as Moodle XML (docs.moodle.org/en/Moodle_XML_format): to be imported into a question bank.

Texts stand in Moodle's format "markdown". Steps of a problem become questions of their own, each with the problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from html import escape

from chiron.core.learning.course import Course
from chiron.core.learning.interactions.words import reading
from chiron.core.words import Json
from chiron.engine.library.exporting.exported import Exported, File, Left, decimal, nothing
from chiron.engine.library.exporting.fixed import Fixed, fixed_items
from chiron.engine.library.exporting.moodle_texts import MoodleTexts, clean, packed, words_of

CLOZE_ESCAPED = re.compile(r"([}#~/\"\\])")
_VAR = re.compile(r"var\(--[\w-]+\)")
ROUNDED = "A number without an end is rounded there, and three figures of it count as right."
SHARES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111"}
"""The shares of the mark that Moodle knows, by the number of right options."""


class Unheld(Exception):
    """The question cannot stand in the target; the message says why."""


def near(answer: Fraction) -> Fraction:
    """How far off a number without an end may be where it has to be typed as a decimal."""
    return Fraction(f"{float(abs(answer)) / 500:.0e}")


def export(course: Course, seeds: int = 3, file: File = nothing) -> Exported:
    """A course's items; ``file`` gives what texts show, by its name below ``media/``."""
    return written(fixed_items(course, seeds), file).beside(course)


def written(every: Iterable[Fixed | Left], file: File = nothing) -> Exported:
    """Fixed questions as one file."""
    parts, left, changed = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'], list[Left](), list[Left]()
    section, count = ("", ""), 0
    for one in every:
        if isinstance(one, Left):
            left.append(one)
            continue
        writer = _Question(one, file)
        try:
            text = writer.xml()
        except Unheld as why:
            left.append(Left(one.key, str(why)))
            continue
        if one.section != section:
            section = one.section
            parts.append(_category(section))
        parts.append(text)
        count += 1
        changed += [Left(one.key, sentence) for sentence in dict.fromkeys((*one.changed, *writer.changed))]
    parts.append("</quiz>\n")
    return Exported("".join(parts).encode(), count, tuple(left), tuple(changed))


def _category(section: tuple[str, str]) -> str:
    path = "/".join(clean(part).replace("/", "//") for part in section)
    return f'<question type="category"><category><text>{_x(f"$course$/top/{path}")}</text></category></question>\n'


def _x(text: str) -> str:
    return escape(clean(text), quote=False)


TYPES = {
    "choice": "multichoice",
    "multiple-choice": "multichoice",
    "text": "shortanswer",
    "numeric": "numerical",
    "quantity": "numerical",
    "match": "matching",
    "order": "ordering",
    "cloze": "cloze",
    "table": "cloze",
    "open": "essay",
}


class _Question:
    """One question on its way to XML; one use."""

    def __init__(self, fixed: Fixed, file: File) -> None:
        self.fixed = fixed
        self.file = file
        self.changed: list[str] = []

    def xml(self) -> str:
        """The element. Raises Unheld."""
        fixed = self.fixed
        makers: Mapping[str, Callable[[], tuple[str, str]]] = {
            "choice": self._choice,
            "multiple-choice": self._choice,
            "text": self._words,
            "numeric": self._number,
            "quantity": self._number,
            "match": self._match,
            "order": self._order,
            "cloze": self._cloze,
            "table": self._table,
            "open": self._open,
        }
        more, inner = makers[fixed.kind]()
        prompt = "\n\n".join(part for part in (fixed.prompt, fixed.asks, more) if part)
        # A cloze is written with its gaps already: only what stands around them is turned into Moodle's Markdown.
        texts = MoodleTexts(self.file)
        if fixed.kind in ("cloze", "table"):
            body = "\n\n".join(
                part for part in (texts.markdown(fixed.prompt), texts.markdown(fixed.asks), more) if part
            )
        else:
            body = texts.markdown(prompt)
        parts = [
            f'<question type="{TYPES[fixed.kind]}">\n<name><text>{_x(fixed.title)}</text></name>\n',
            self._element("questiontext", *self._with_drawing(body, texts)),
            self._part("generalfeedback", fixed.solution),
            "<defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>\n",
            f"<idnumber>{_x(fixed.key)}</idnumber>\n",
            inner,
            *(self._part("hint", text) for text in fixed.hints),
            "</question>\n",
        ]
        return "".join(parts)

    # -- texts

    def _with_drawing(self, body: str, texts: MoodleTexts) -> tuple[str, dict[str, bytes]]:
        files = self._files(texts)
        if self.fixed.drawing:
            drawing = _VAR.sub("#444444", self.fixed.drawing)
            if "xmlns=" not in drawing:
                drawing = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
            files["drawing.svg"] = drawing.encode()
            alt = texts.markdown(self.fixed.described).replace("\n", " ")
            body = f"{body}\n\n![{alt}](@@PLUGINFILE@@/drawing.svg)"
        return body, files

    def _files(self, texts: MoodleTexts) -> dict[str, bytes]:
        if texts.missing:
            self.changed.append("A file that its text shows is missing.")
        return texts.files

    def _element(self, name: str, body: str, files: Mapping[str, bytes], head: str = "") -> str:
        """A part with a text in Markdown and its files."""
        packs = "".join(
            f'<file name="{escape(each)}" path="/" encoding="base64">{packed(data)}</file>'
            for each, data in files.items()
        )
        return f'<{name}{head} format="markdown"><text>{_x(body)}</text>{packs}</{name}>\n'

    def _part(self, name: str, text: str, head: str = "", more: str = "") -> str:
        texts = MoodleTexts(self.file)
        body = texts.markdown(text)
        made = self._element(name, body, self._files(texts), head)
        return made.replace(f"</{name}>\n", f"{more}</{name}>\n") if more else made

    def _answer(self, text: str, fraction: str, feedback: str = "", more: str = "") -> str:
        told = self._part("feedback", feedback)
        return self._part("answer", text, f' fraction="{fraction}"', told + more)

    def _plain_answer(self, text: str, fraction: str, feedback: str = "", more: str = "") -> str:
        told = self._part("feedback", feedback)
        body = f"<text>{_x(text)}</text>{told}{more}"
        return f'<answer fraction="{fraction}" format="plain_text">{body}</answer>\n'

    # -- kinds

    def _choice(self) -> tuple[str, str]:
        options = self.fixed.fields["options"]
        single = self.fixed.kind == "choice"
        right = sum(bool(one.get("right")) for one in options)
        share = "100" if single else SHARES.get(right, "10")
        if right > 10:
            self.changed.append("Moodle knows no share of the mark that fits so many right options.")
        wrong = "0" if single else f"-{share}"
        answers = [
            self._answer(one["text"], share if one.get("right") else wrong, one.get("feedback", "")) for one in options
        ]
        said = f"<single>{'true' if single else 'false'}</single><shuffleanswers>true</shuffleanswers>"
        return "", f"{said}<answernumbering>abc</answernumbering>\n{''.join(answers)}"

    def _words(self) -> tuple[str, str]:
        fields = self.fixed.fields
        answers = [self._plain_answer(_wild(form), "100") for form in fields["accept"]]
        answers += [self._plain_answer(_wild(one["text"]), "0", one["feedback"]) for one in fields.get("wrong", ())]
        return "", f"<usecase>0</usecase>\n{''.join(answers)}"

    def _decimal(self, value: Fraction) -> str:
        text, exact = decimal(value)
        if not exact:
            self.changed.append(ROUNDED)
        return text

    def _number(self) -> tuple[str, str]:
        fields = self.fixed.fields
        off = self._tolerance(fields)
        answers = [self._plain_answer(self._decimal(fields["answer"]), "100", "", f"<tolerance>{off}</tolerance>")]
        answers += [
            self._plain_answer(self._decimal(one["answer"]), "0", one["feedback"], "<tolerance>0</tolerance>")
            for one in fields.get("wrong", ())
        ]
        units = ""
        if "unit" in fields:
            graded = "1" if self.fixed.kind == "quantity" else "0"
            units = (
                f"<units><unit><multiplier>1</multiplier><unit_name>{_x(fields['unit'])}</unit_name></unit></units>"
                f"<unitgradingtype>{graded}</unitgradingtype><unitpenalty>1.0000000</unitpenalty>"
                "<showunits>0</showunits><unitsleft>0</unitsleft>\n"
            )
        return "", "".join(answers) + units

    def _tolerance(self, fields: Mapping[str, Json]) -> str:
        off = fields.get("tolerance", Fraction(0))
        if not off and not decimal(fields["answer"])[1]:
            off = near(fields["answer"])
        return self._decimal(off)

    def _match(self) -> tuple[str, str]:
        fields = self.fixed.fields
        parts = [("", text) for text in fields.get("extra", ())]
        parts = [(pair["left"], pair["right"]) for pair in fields["pairs"]] + parts
        found = []
        for left, right in parts:
            words = words_of(right)
            if words is None:
                raise Unheld("Moodle's pairs have plain words on their right.")
            found.append(self._part("subquestion", left, "", f"<answer><text>{_x(words)}</text></answer>"))
        return "", f"<shuffleanswers>true</shuffleanswers>\n{''.join(found)}"

    def _order(self) -> tuple[str, str]:
        said = "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>\n"
        items = [self._answer(text, f"{number}.0000000") for number, text in enumerate(self.fixed.fields["items"], 1)]
        return "", said + "".join(items)

    def _open(self) -> tuple[str, str]:
        fields = self.fixed.fields
        lines = f"<responsefieldlines>{fields['lines']}</responsefieldlines>" if "lines" in fields else ""
        return "", f"<responseformat>editor</responseformat>{lines}\n{self._part('graderinfo', fields['rubric'])}"

    # -- gaps

    def _cloze(self) -> tuple[str, str]:
        fields = self.fixed.fields
        pieces = re.split(r"(?<!\\)\[(gap-\d+)\]", fields["text"])
        texts = MoodleTexts(self.file)
        body = "".join(
            self._gap(fields["gaps"][piece]) if number % 2 else texts.markdown(piece)
            for number, piece in enumerate(pieces)
        )
        if self._files(texts):
            raise Unheld("A picture within a text with gaps is not written.")
        return body, ""

    def _table(self) -> tuple[str, str]:
        fields, texts = self.fixed.fields, MoodleTexts(self.file)
        lines = [[fields.get("corner", ""), *fields["columns"]], ["---"] * (len(fields["columns"]) + 1)]
        lines = [lines[0], lines[1], *([row["head"], *row["cells"]] for row in fields["rows"])]

        def cell(one: Json) -> str:
            shown = self._gap(one) if isinstance(one, dict) else texts.markdown(one)
            if "\n" in shown or "|" in shown:
                raise Unheld("A cell of its table has several lines or a bar.")
            return shown

        return "\n".join(f"| {' | '.join(cell(one) for one in line)} |" for line in lines), ""

    def _gap(self, gap: Mapping[str, Json]) -> str:
        if "answer" in gap:
            off = self._tolerance(gap)
            told = [f"={self._decimal(gap['answer'])}" + (f":{off}" if off != "0" else "")]
            told += [
                f"~%0%{self._decimal(one['answer'])}:0{self._told(one['feedback'])}" for one in gap.get("wrong", ())
            ]
            if "unit" in gap:
                self.changed.append("The unit beside the gap is left out.")
            return f"{{1:NUMERICAL:{''.join(told)}}}"
        wrong = {str(one["text"]): one["feedback"] for one in gap.get("wrong", ())}
        if "bank" in gap:
            accept = {reading(form) for form in gap["accept"]}
            # Written in the order of the words, so that the right one is not always first.
            told = [
                f"{'=' if reading(one) in accept else ''}{_cloze_words(one)}{self._told(wrong.get(one, ''))}"
                for one in gap["bank"]
            ]
            return f"{{1:MULTICHOICE_S:{'~'.join(told)}}}"
        told = [f"={_starred(form)}" for form in gap["accept"]]
        told += [f"%0%{_starred(form)}{self._told(text)}" for form, text in wrong.items()]
        return f"{{1:SHORTANSWER:{'~'.join(told)}}}"

    def _told(self, feedback: str) -> str:
        if not feedback:
            return ""
        texts = MoodleTexts(self.file)
        return "#" + CLOZE_ESCAPED.sub(r"\\\1", texts.markdown(feedback).replace("\n", " "))


def _wild(form: str) -> str:
    """A form of a short answer, in which ``*`` would stand for any letters."""
    return form.replace("*", "\\*")


def _cloze_words(text: str) -> str:
    return CLOZE_ESCAPED.sub(r"\\\1", escape(clean(text), quote=False))


def _starred(form: str) -> str:
    """The same within a gap."""
    return "\\*".join(_cloze_words(part) for part in form.split("*"))
