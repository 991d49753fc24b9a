"""Small books in CNXML for tests, and what a reader tells of them."""

from __future__ import annotations

import random
from pathlib import Path

from chiron.engine.library.importing.arriving import Arrival, Page, Question
from chiron.engine.library.importing.formats.cnxml import READER
from chiron.engine.library.importing.opening import open_path

M = 'xmlns:m="http://www.w3.org/1998/Math/MathML"'
COLLECTION = """<col:collection xmlns="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml"
 xmlns:col="http://cnx.rice.edu/collxml"><metadata><md:title>Small Book</md:title><md:language>en</md:language>
 <md:license url="http://creativecommons.org/licenses/by-nc-sa/4.0/">x</md:license><md:uuid>book-1</md:uuid></metadata>
 <col:content><col:module document="m0"/><col:subcollection><md:title>Numbers</md:title><col:content>
 <col:module document="m1"/><col:module document="m2"/></col:content></col:subcollection></col:content>
</col:collection>"""


class Told:
    """Notes that a test looks at."""

    def __init__(self) -> None:
        self.lost: list[tuple[str, str, str]] = []
        self.other: list[tuple[str, str]] = []
        self.places: list[str] = []

    def changed(self, key: str, place: str, what: str) -> None:
        assert place
        self.other.append((key, what))

    def left(self, key: str, place: str, what: str, why: str) -> None:
        assert place
        assert why.endswith(".")
        self.lost.append((key, what, why))
        self.places.append(place)


def module(content: str, title: str = "One", glossary: str = "", metadata: str = "") -> str:
    """A module around some content."""
    return (
        f'<document xmlns="http://cnx.rice.edu/cnxml" {M}><title>{title}</title>'
        f'<metadata xmlns:md="http://cnx.rice.edu/mdml"><md:title>{title}</md:title>{metadata}</metadata>'
        f"<content>{content}</content>{glossary}</document>"
    )


def book(
    folder: Path, *modules: str, files: dict[str, bytes] | None = None, plan: str = COLLECTION
) -> tuple[list[Arrival], Told]:
    """What a book of these modules gives: m0, m1, m2 ..."""
    written = {f"modules/m{number}/index.cnxml": text.encode() for number, text in enumerate(modules)}
    if plan:
        written["collections/book.collection.xml"] = plan.encode()
    for name, data in (written | (files or {})).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    told = Told()
    return list(READER.read(open_path(folder), told)), told


def pages(arrivals: list[Arrival]) -> list[Page]:
    """The pages alone."""
    return [one for one in arrivals if isinstance(one, Page)]


def questions(arrivals: list[Arrival]) -> dict[str, Question]:
    """The questions by the part of their key behind the module."""
    return {one.key.partition("#")[2]: one for one in arrivals if isinstance(one, Question)}


def one_page(folder: Path, content: str) -> str:
    """The text of the only page that some content makes."""
    arrivals, _ = book(folder, module(content), plan="")
    (page,) = pages(arrivals)
    return page.text


def exercise(problem: str, solution: str = "", name: str = "e1") -> str:
    """An exercise."""
    end = f'<solution id="s{name}">{solution}</solution>' if solution else ""
    return f'<exercise id="{name}"><problem id="p{name}">{problem}</problem>{end}</exercise>'


def asked(folder: Path, problem: str, solution: str = "") -> Question:
    """The question that one exercise makes."""
    inner = f"<title>Review Questions</title>{exercise(problem, solution)}"
    content = f'<section id="q" class="review-questions">{inner}</section>'
    arrivals, _ = book(folder, module(content), plan="")
    return questions(arrivals)["e1"]


OPTIONS = (
    '<para id="a">Which is a planet?</para><list id="l" list-type="enumerated" number-style="lower-alpha">'
    "<item>Sun</item><item>Moon</item><item>Mars</item></list>"
)


TAGS = (
    *(
        "section",
        "para",
        "list",
        "item",
        "note",
        "example",
        "exercise",
        "problem",
        "solution",
        "figure",
        "media",
        "image",
    ),
    *("caption", "title", "label", "table", "tgroup", "thead", "tbody", "row", "entry", "entrytbl", "colspec", "term"),
    *("emphasis", "link", "footnote", "sub", "sup", "code", "preformat", "newline", "space", "quote", "definition"),
    *(
        "meaning",
        "glossary",
        "equation",
        "rule",
        "proof",
        "iframe",
        "video",
        "span",
        "div",
        "m:math",
        "m:mi",
        "m:mfrac",
    ),
)
VALUES = {
    "id": ("a", "b", "c"),
    "class": ("circled", "os-embed", "learning-objectives", "review-questions", "inline-code"),
    "url": ("https://x.org", "#exercise/1", "javascript:x", "../a.png"),
    "document": ("m1", "m0", ""),
    "src": ("a.png", "../../media/x.jpg", "/etc/passwd"),
    "morerows": ("1", "²", "-1", "99999999"),
    "namest": ("c1", "c9"),
    "nameend": ("c2", "c1"),
    "colname": ("c1", "c2"),
    "count": ("3", "²"),
    "display": ("block", "inline"),
    "alt": ("]x[", ""),
    "list-type": ("enumerated", "labeled-item"),
    "number-style": ("lower-alpha", "arabic"),
    "start-value": ("3", "²"),
}
TEXTS = (
    "A",
    "b.",
    "C) x",
    "ⓐ 3",
    "ⓑ 4",
    "$5",
    "*x*",
    "1. a",
    "&lt;b&gt;",
    "`",
    "x = 3",
    "true",
    "\\",
    "[",
    "|",
    "a. one b. two",
)


def wild(seed: int, depth: int = 6) -> str:
    """Elements of CNXML put together without any sense, the same for a seed."""
    chance = random.Random(seed)

    def tree(left: int) -> str:
        name = chance.choice(TAGS)
        said = "".join(f' {key}="{chance.choice(some)}"' for key, some in VALUES.items() if chance.random() < 0.12)
        parts = [
            f"{chance.choice(TEXTS)} " if chance.random() < 0.5 or not left else tree(left - 1)
            for _ in range(chance.randint(0, 5))
        ]
        return f"<{name}{said}>{''.join(parts)}</{name}>"

    return "".join(tree(depth) for _ in range(6))
