"""The sentences of an import's report in the person's language, and the places of a course's faults in words.

Reports are written in English where a file is read. What authors meet most stands here, for the catalogues, with
``{0}`` for what is filled in; what does not, stays in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from chiron.faces.web.fault_words import fault_words
from chiron.faces.web.language import _, current

REASONS: Mapping[str, str] = {
    reason: reason
    for reason in (
        # Whatever the format
        "No reader knows this format.",
        "No text shows it.",
        "The file that a text names is not there.",
        "The file is not in the package.",
        "The file is not in the source.",
        "A text shows it, and it is not there.",
        "It cannot be shown here. {0}",
        "The glossary has this term already.",
        "It would close a circle: {0} builds on {1} already.",
        "Its last hints give the answer: they are shown as the solution.",
        "It is no text.",
        "It is empty.",
        "It is read as {0}.",
        "It was read as {0}.",
        "it is a link",
        "it is encrypted",
        "its name leads outside what was given",
        "its name is absolute, and leads outside what was given",
        "the same name stands twice: the later file is taken",
        "it is {0}, and {1} are allowed",
        "it unpacks to {0}, more than {1} times its packed size",
        "it lies over another member of the archive, as in a zip bomb",
        "the archive is cut off: only what stands before the break comes",
        "the archive is cut off within it",
        "a file manager or version control left them there: they are no content",
        "It lies in an archive within an archive. Unpack it, and import it by itself.",
        "It is a package of Chiron's own: import it by itself.",
        "Chiron stumbled over it ({0}). Please report it.",
        "Chiron stumbled over something in it that nobody thought of ({0}). Please report it.",
        "Chiron stumbled over a part of it ({0}), and what stands after that does not come. Please report it.",
        "These are {0} things, and more do not come at once. Split the file behind this one.",
        # Questions
        "It has no text.",
        "It has fewer than two options.",
        "It has no options.",
        "It has no line ANSWER: after its options.",
        "It has options and no text before them.",
        "A brace of its answers is missing; a brace in a text is written \\{ or \\}.",
        "It has braces beyond its answers; a brace in a text is written \\{ or \\}.",
        "No option of it is marked right.",
        "No selection of its options is marked right.",
        "It asks nothing and shows nothing.",
        "It asks for a file, and none can be handed in here.",
        "It is of Moodle's type {0}, for which there is no kind of step here.",
        "Something before it has the same name; this one is number {0}.",
        "An answer that is worth a part of the mark counts as not right.",
        "An answer that is worth a part of the mark goes to a person.",
        "What is said of any other answer is left out; a person reads such an answer.",
        "What is said of any other number is left out.",
        "The source says nothing of what a good answer has.",
        "Capitals matter in the source; here they do not.",
        "Its {0} is left out.",
        "style sheet",
        "Two of its choices are the same: one was left out.",
        "It names no licence; {0}.",
        "it is taken from the {0}: {1}",
        "none is known",
        "course",
        "whole",
        "Its pictures come without words for who does not see them: it has none.",
        "There is nothing here for H5P's type {0}.",
        # Sheets
        "It stands above the heads of the columns.",
        "The right answer {0} is none of the options.",
        "No option is said to be right.",
        "Its columns have no heads: the first is read as the question, the second as the answer.",
        "A question from a sheet has no place for {0} here.",
        "No question names it.",
        # Texts
        "There is no text on it.",
        "No page shows it.",
        "Left out of it: {0}.",
        "The HTML tag {0} is left out; its words stay.",
        "Its text is in the publisher's bank of exercises, not in the book.",
        "What runs by itself inside a book is not brought along.",
        "It has no headings: lines that are all bold are taken for them.",
    )
}
"""Sentences of reports, for the catalogues."""

_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])")
_FILE = re.compile(r"units/([^/]+)/(?:(readings)/)?([^/]+)\.(yaml|md)")


def reason_words(why: str) -> str:
    """What a line of a report says, sentence by sentence, in the language in use."""
    return _said(current().tag, why)


@lru_cache(maxsize=4096)
def _said(tag: str, why: str) -> str:
    del tag  # The same sentence is another one in another language.
    whole = fault_words(why)
    return whole if whole != why else " ".join(fault_words(each) for each in _BETWEEN.split(why))


def place_words(file: str, line: int) -> str:
    """Where a fault of a course stands, for whoever has no files of it before them."""
    found = _FILE.fullmatch(file)
    if file == "course.yaml":
        return _("In what is said of the course as a whole")
    if file == "glossary.yaml":
        return _("In the glossary")
    if found is None:
        return f"{file}, {line}"
    unit, reading, name, _ending = found.groups()
    if name == "unit":
        return _("In the unit %(name)s") % {"name": unit}
    if reading:
        return _("In the text %(name)s") % {"name": name}
    return _("In the skill %(name)s, line %(line)s") % {"name": name, "line": line}
