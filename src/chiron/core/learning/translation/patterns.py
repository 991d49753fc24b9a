"""Which fields of a course hold words that a translation gives, by the way to them.

``*`` is each member of a list (by its ``id``, or a glossary's ``term``, else by its place) or of a mapping. ``!`` marks
a list that is given as a whole, of any length; ``?`` what may stay as it is; ``~`` a drawing; ``-`` what is left out
where it is not given, as it would be of no use in another language.
"""

from __future__ import annotations

COURSE = (
    "title",
    "summary",
    "scope",
    "objectives/*",
    "audience/note",
    "goals/*/title",
    "flows/opening!",
    "flows/check_in!",
    "flows/ending!",
    "guidelines!?",
    "glossary/*/term",
    "glossary/*/also!?",
    "glossary/*/meaning",
    "units/*/title",
    "units/*/summary",
)
RESOURCES = (
    "resources/*/title?",
    "resources/*/note?",
    "resources/*/url?",
    "resources/*/language?",
    "resources/*/transcript?",
)
SKILL = ("title", "objective", "lesson", "guidelines!?", "misconceptions/*/title", "misconceptions/*/feedback")
READING = ("title", "objectives/*", "text")
TEMPLATE = ("prompt", "solution", "picture/alt", "picture/drawing~")
STEP = ("prompt", "solution", "hints/*")
FEEDBACK = ("wrong/*/feedback",)
KINDS: dict[str, tuple[str, ...]] = {
    "numeric": ("unit?",),
    "quantity": (),
    "expression": (),
    "solution-set": (),
    "working": (),
    "choice": ("options/*/text", "options/*/feedback"),
    "multiple-choice": ("options/*/text", "options/*/feedback"),
    "order": ("items/*", "items/*/*", "first", "last"),
    "match": ("pairs/*/left", "pairs/*/right", "extra/*"),
    "cloze": ("text", "gaps/*/bank/*", "gaps/*/accept!", "gaps/*/wrong/*/text", "gaps/*/wrong/*/feedback"),
    "graph": ("x/label", "y/label", "points/*/label?", "given/points/*/label?"),
    "labelling": (
        "targets/*/label",
        "targets/*/description",
        "targets/*/wrong/*/label",
        "targets/*/wrong/*/feedback",
        "extra/*",
        "drawing~",
    ),
    "table": (
        "corner",
        "columns/*",
        "rows/*/head",
        "rows/*/cells/*",
        "rows/*/cells/*/unit?",
        "rows/*/cells/*/bank/*",
        "rows/*/cells/*/accept!",
        "rows/*/cells/*/wrong/*/text",
        "rows/*/cells/*/wrong/*/feedback",
    ),
    "text": ("accept!", "wrong/*/text"),
    "short-text": ("context", "reference!", "key_ideas!", "wrong/*/says!", "graded!?-"),
    "code": ("tests/*/feedback", "tests/*/wrong/*/feedback", "starter?", "answer?"),
    "open": ("rubric",),
}
GUESSED = frozenset({"text", "label", "title", "feedback", "description", "left", "right", "head", "first", "last"})
"""Fields of a stranger's kind of step that are taken for words."""
