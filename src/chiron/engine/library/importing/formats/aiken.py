"""Aiken: questions with lettered options and the letter of the right one. Written from docs.moodle.org/en/Aiken_format.

A question is the lines before its options, each option a line ``A) ...`` or ``A. ...``, the end ``ANSWER: A``. All of
it is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from chiron.engine.library.importing.arriving import Arrival, Notes
from chiron.engine.library.importing.formats.moodle.drafting import Draft
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.formats.moodle.making import Answer, Made, Unmade, choice, several
from chiron.engine.library.importing.formats.moodle.text_files import every_text
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import identifier, in_one_line, plain, started, title

MOST_LOOKED_AT = 50
_OPTION = re.compile(r"\s*([A-Z])[).]\s*(.*)")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*?)\s*", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z](?:\s*[,;&]\s*[A-Za-z])*\.?")
_ENDS = re.compile(r"^\s*ANSWER\s*:\s*[A-Z]\b", re.MULTILINE)


@dataclass(slots=True)
class _Open:
    """A question whose answer has not come yet. ``stopped`` says that a blank line stood since its options."""

    line: int = 0
    words: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    """All of it as it stands."""
    more: list[str] = field(default_factory=list)
    """Lines since the last option."""
    stopped: bool = False

    def text(self, number: int, line: str) -> None:
        """A line that is no option: of the text, or of the option before it."""
        self.line = self.line or number
        self.lines.append(line)
        if not self.options:
            self.words.append(line)
            return
        last = max(self.options)
        self.options[last] = f"{self.options[last]} {line}"
        self.more.append(line)

    def option(self, number: int, letter: str, text: str, line: str) -> None:
        """A line that is an option."""
        self.line = self.line or number
        self.lines.append(line)
        self.options[letter] = text.strip()
        self.more = []
        self.stopped = False


class Aiken:
    """See the module."""

    name = "aiken"
    title = "Aiken"

    def fits(self, opened: Opened) -> float:
        """By lines ``ANSWER: A`` near the beginning."""
        best = 0.0
        for name in _named(opened)[:MOST_LOOKED_AT]:
            start = started(opened.beginning(name, 8192))
            ends, options = len(_ENDS.findall(start)), sum(bool(_OPTION.match(line)) for line in start.splitlines())
            best = max(best, min(0.95, 0.6 + 0.1 * ends) if ends and options >= 2 else 0.0)
        return best

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every file of text in it that holds Aiken. Raises Unusable where none does."""
        lacking = ": none ends with ANSWER: and a letter"
        return every_text(opened, _named(opened), notes, "Aiken", _ENDS, _file, lacking)


READER = Aiken()


def _named(opened: Opened) -> list[str]:
    names = opened.names()
    return list(names) if len(names) == 1 else [name for name in names if name.lower().endswith((".txt", ".aiken"))]


def _file(text: str, name: str, keys: Keys, notes: Notes) -> Iterator[Arrival]:
    for question, answer in _questions(text):
        place = f"{name}, line {question.line}"
        told = in_one_line(" ".join(question.words) or " ".join(question.options.values()))
        key = keys.of(identifier(told, (), "question"), place)
        try:
            made = _made(question, answer)
        except Unmade as error:
            notes.left(key, place, "item", str(error))
        else:
            words = "\n\n".join(plain(line) for line in question.words)
            yield Draft(words, [("", made)], title=title(told)).question(key, place, notes)


def _made(question: _Open, answer: str | None) -> Made:
    """The choice that a question is. Raises Unmade."""
    if not question.words:
        raise Unmade("It has options and no text before them.")
    if not question.options:
        raise Unmade("It has no options.")
    if answer is None:
        raise Unmade("It has no line ANSWER: after its options.")
    if not _LETTERS.fullmatch(answer):
        raise Unmade(f"Its answer {answer[:40]!r} is no letter of an option.")
    right = set(re.findall(r"[A-Z]", answer.upper()))
    if missing := sorted(right - question.options.keys()):
        raise Unmade(f"Its answer names option {missing[0]}, which it does not have.")
    answers = [Answer(plain(text), Fraction(letter in right)) for letter, text in question.options.items()]
    return choice(answers) if len(right) == 1 else several(answers)


def _questions(text: str) -> Iterator[tuple[_Open, str | None]]:
    """Each question with what stands after ``ANSWER:``, None where it never came."""
    now = _Open()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip():
            now.stopped = bool(now.options)
        elif ended := _ANSWER.fullmatch(line):
            yield now, ended[1]
            now = _Open()
        elif (found := _OPTION.fullmatch(line)) and _fits(now, found[1]):
            if found[1] in now.options:
                before, now = now, _Open()
                if _was_text(before):
                    now.line, now.words = before.line, before.lines
                else:
                    now.words = before.more
                    yield before, None
            now.option(number, found[1], found[2], line.strip())
        else:
            if now.options and now.stopped:
                yield now, None
                now = _Open()
            now.text(number, line.strip())
    if now.words or now.options:
        yield now, None


def _fits(now: _Open, letter: str) -> bool:
    """Whether a letter begins an option here, and not a sentence such as ``I. Newton was ...``."""
    return letter == "A" or letter in now.options or bool(now.options and letter == chr(ord(max(now.options)) + 1))


def _was_text(before: _Open) -> bool:
    """Whether what looked like the first option began the text: ``A. Lincoln was born in``."""
    return not before.words and len(before.options) == 1 and not before.stopped
