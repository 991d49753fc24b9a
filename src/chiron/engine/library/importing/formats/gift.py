"""GIFT: Moodle's text format of questions. Written from docs.moodle.org/en/GIFT_format.

Questions stand apart by blank lines; answers in braces within or after the text; ``\\`` before ``~ = # { } :`` takes
their meaning away. A question that cannot be read is told with its line, and the others come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chiron.engine.library.importing.arriving import Arrival, Notes, Page
from chiron.engine.library.importing.formats.moodle.drafting import Draft, lost, titled
from chiron.engine.library.importing.formats.moodle.gift_answers import answers
from chiron.engine.library.importing.formats.moodle.gift_blocks import Block, blocks, protected, restored
from chiron.engine.library.importing.formats.moodle.keys import Keys
from chiron.engine.library.importing.formats.moodle.making import Made, Unmade
from chiron.engine.library.importing.formats.moodle.text_files import every_text
from chiron.engine.library.importing.formats.moodle.texts import Texts
from chiron.engine.library.importing.opening import Opened
from chiron.engine.library.importing.texts import escaped, identifier, plain, started
from chiron.engine.library.importing.texts import title as heading

MOST_LOOKED_AT = 50
_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_SIGNS = re.compile(r"^\s*::.+?::|\{\s*(?:[=~#]|T\b|F\b|TRUE\b|FALSE\b|\})|^\$CATEGORY:", re.MULTILINE)
_TITLE = re.compile(r"\s*::(.+?)::")
_GROUP = re.compile(r"\{[^{}]*\}")
MISSING = "_____"
_ANY = re.compile(r"^\s*::.+?::|\{[^{}]*\}|^\$CATEGORY:", re.MULTILINE)
_STRAY = re.compile("[\"';]+")
STRAY = "The signs behind its answers are no word of a sentence and are left out."


class Gift:
    """See the module."""

    name = "gift"
    title = "GIFT"

    def fits(self, opened: Opened) -> float:
        """By the name's ending, and by questions with braces near the beginning."""
        best = 0.0
        for name in _named(opened)[:MOST_LOOKED_AT]:
            start = started(opened.beginning(name, 8192))
            if start.lstrip().startswith(("<", "{")):
                continue
            marks = len(_SIGNS.findall(start))
            sure = 0.9 if name.lower().endswith(".gift") and marks else min(0.85, 0.3 * marks) if marks else 0.0
            best = max(best, sure)
        return best

    def read(self, opened: Opened, notes: Notes) -> Iterator[Arrival]:
        """Every file of text in it that holds GIFT. Raises Unusable where none does."""
        return every_text(opened, _named(opened), notes, "GIFT", _ANY, _file)


READER = Gift()


def _named(opened: Opened) -> list[str]:
    return [name for name in opened.names() if name.lower().endswith((".gift", ".txt", ".gift.txt"))] or (
        list(opened.names()) if len(opened.names()) == 1 else []
    )


def _file(text: str, name: str, keys: Keys, notes: Notes) -> Iterator[Arrival]:
    for block in blocks(text):
        place = f"{name}, line {block.line}"
        key = keys.of(block.id or _named_by(protected(block.text)), place)
        try:
            yield from _question(block, place, key, notes)
        except Unmade as error:
            notes.left(key, place, "item", str(error))


def _named_by(text: str) -> str:
    """A question's name: its title, else its first words."""
    said = _TITLE.match(text)
    if said:
        return restored(said[1]).strip()
    return identifier(restored(_FORM.sub("", _GROUP.sub(" ", text))), (), "question")


def _question(block: Block, place: str, key: str, notes: Notes) -> Iterator[Arrival]:
    """One question, or a page for a description."""
    title, text = _titled(protected(block.text))
    form, text = formed(text, "")
    before, group, after = _parted(text)
    stray = group is not None and _STRAY.fullmatch(after.strip()) is not None and before.count('"') % 2 == 0
    after = "" if stray else after
    texts = Texts()
    shown = before.rstrip() if not after.strip() else f"{before}{MISSING if group is not None else ''}{after}"
    prompt = texts.of(restored(shown).strip(), form) or plain(restored(title).strip())
    if not prompt:
        raise Unmade("It has no text.")
    name = restored(title).strip()
    if group is None:
        yield Page(key, place, heading(name) or titled(prompt), prompt, block.section)
        return
    group, general = _general(group)
    made, changed = answers(group, form, texts)
    solution = texts.of(restored(general[1]).strip(), general[0] or form) if general else ""
    draft = Draft(
        prompt=prompt,
        steps=_steps(made, solution),
        title=heading(name),
        section=block.section,
        solution=solution,
        skills=block.tags,
        changed=[*changed, *([STRAY] if stray else []), *lost(list(texts.lost))],
    )
    yield draft.question(key, place, notes)


def _steps(made: list[tuple[str, Made]], solution: str) -> list[tuple[str, Made]]:
    """The steps; whoever reads an answer in own words finds there what the source says of the answer."""
    if not solution:
        return made
    return [
        (words, replace(one, fields={**one.fields, "rubric": escaped(solution)}) if one.kind == "open" else one)
        for words, one in made
    ]


def _titled(text: str) -> tuple[str, str]:
    """The title between ``::`` and the rest."""
    if not text.lstrip().startswith("::"):
        return "", text
    title, closed, rest = text.lstrip()[2:].partition("::")
    if not closed:
        raise Unmade("Its title is not closed by ::.")
    return title, rest


def formed(text: str, form: str) -> tuple[str, str]:
    """The format said in front of a text, else ``form``, and the text without it."""
    found = _FORM.match(text)
    return (found[1].lower(), text[found.end() :]) if found else (form, text)


def _parted(text: str) -> tuple[str, str | None, str]:
    """What stands before the answers, the answers (None for a description), and what stands after."""
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return text, None, ""
    if start < 0 or end < start:
        raise Unmade("A brace of its answers is missing; a brace in a text is written \\{ or \\}.")
    before, group, after = text[:start], text[start + 1 : end], text[end + 1 :]
    if "{" in group:
        raise Unmade("A brace stands within its answers; a brace in a text is written \\{ or \\}.")
    if "{" in after or "}" in after:
        raise Unmade("It has braces beyond its answers; a brace in a text is written \\{ or \\}.")
    return before, group, after


def _general(group: str) -> tuple[str, tuple[str, str] | None]:
    """The answers, and the general feedback after ``####`` with its format."""
    group, said, general = group.rpartition("####")
    if not said:
        return general, None
    return group, formed(general, "")
