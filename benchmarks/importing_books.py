"""Books: how much of the shared OpenStax sample arrives, and how long a book of 1,000 pages takes to be read.

CHIRON_BENCH_BOOK_PAGES changes the 1,000 pages of the generated book.
"""

from __future__ import annotations

import io
import os
import random
import re
import resource
import subprocess
import sys
import tarfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.harness import CONTENT, Figure, Goal, Progress, benchmark
from chiron.engine.library.importing.arriving import Arrival, Page, Question, Word
from chiron.engine.library.importing.formats.cnxml import READER
from chiron.engine.library.importing.opening import open_bytes, open_path
from chiron.engine.library.importing.proposing import propose

SAMPLE = CONTENT / "openstax_cnxml" / "intro-python-programming.tgz"
PAGES = int(os.environ.get("CHIRON_BENCH_BOOK_PAGES", "1000"))
WORDS = 400
EMBEDDED = 'link class="os-embed"'
CHAPTER = 20
"""Pages of a chapter of the generated book, each a module."""
NAMES = ("cell", "force", "bond", "wave", "field", "proof", "curve", "trade", "law", "tissue", "charge", "signal")
VERBS = ("moves", "holds", "changes", "carries", "limits", "divides", "joins", "follows", "measures", "shows")
ADJECTIVES = ("small", "early", "open", "strong", "common", "inner", "outer", "simple", "rapid", "stable")


@dataclass(slots=True)
class Told:
    """Counts what a reader tells."""

    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)

    def changed(self, key: str, place: str, what: str) -> None:
        """It comes otherwise."""
        del key, place
        self.other[what] += 1

    def left(self, key: str, place: str, what: str, why: str) -> None:
        """It does not come."""
        del key, place
        self.left_out[what, why.partition(":")[0]] += 1


def parts(sample: Path) -> Counter[str]:
    """How many exercises, figures, tables and glossary entries the files of a book hold, counted as text."""
    counts: Counter[str] = Counter()
    with tarfile.open(sample) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".cnxml") else None
            text = stream.read() if stream is not None else b""
            for name in ("exercise", "figure", "table", "definition", "term", "equation", EMBEDDED):
                counts[name] += text.count(f"<{name}".encode() + (b" " if "=" not in name else b""))
    return counts


def graded(arrivals: list[Arrival]) -> int:
    """Questions of which a checker decides every step."""
    return sum(all(step.kind != "open" for step in one.steps) for one in arrivals if isinstance(one, Question))


def texts(sample: Path) -> list[str]:
    """Every run of at least five words in the modules of a book, outside metadata and formulas, as plain words."""
    found: list[str] = []
    with tarfile.open(sample) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".cnxml") else None
            root = ElementTree.fromstring(stream.read()) if stream is not None else None
            content = root.find("{http://cnx.rice.edu/cnxml}content") if root is not None else None
            for element in content.iter() if content is not None else ():
                if not element.tag.startswith("{http://www.w3.org/1998/Math"):
                    found += [
                        words for text in (element.text, element.tail) if len((words := plain(text or "")).split()) > 4
                    ]
    return found


def plain(text: str) -> str:
    """The words alone, in a line."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@benchmark(
    "import.book.yield",
    "share of the text of the shared OpenStax book that arrives, by runs of five and more words",
    "share",
    goal=Goal(0.97, at="least"),
)
def book_yield(progress: Progress) -> Figure:
    """Texts, exercises, figures and glossary terms of the sample; what does not come is named with its reason.

    The titles and one-line instructions of exercises that the book only links to go with them, and are told.
    """
    if not SAMPLE.exists():
        return Figure(float("nan"), None, f"{SAMPLE.name} is not here")
    there, told = parts(SAMPLE), Told()
    arrivals = list(READER.read(open_path(SAMPLE), told))
    pages = [one for one in arrivals if isinstance(one, Page)]
    words = [one for one in arrivals if isinstance(one, Word)]
    runs = texts(SAMPLE)
    said = plain(
        "\n".join([*(f"{one.title} {one.text} {' '.join(one.objectives)}" for one in pages), *(_asked(arrivals))])
    )
    lost = [run for run in runs if run not in said]
    for (what, why), count in told.left_out.most_common():
        progress(f"left out: {count} x {what}: {why}")
    for what, count in told.other.most_common(12):
        progress(f"changed: {count} x {what}")
    for run in lost[:20]:
        progress(f"not found: {run[:150]}")
    note = "; ".join([*_counts(there, told, arrivals), f"{len(runs) - len(lost)} of {len(runs)} runs of words"])
    made = propose(pages, words)
    note += (
        f"; proposed: {len(made.skills)} skills, {len(made.prerequisites)} prerequisites, {len(made.items)} items, "
        f"{len(made.words)} terms"
    )
    progress(note)
    return Figure(1 - len(lost) / len(runs), None, note)


def _asked(arrivals: list[Arrival]) -> list[str]:
    return [f"{one.title} {one.prompt} {one.solution}" for one in arrivals if isinstance(one, Question)]


def _counts(there: Counter[str], told: Told, arrivals: list[Arrival]) -> list[str]:
    """What the book holds and what of it came, kind by kind."""
    elsewhere = there[EMBEDDED]
    worked = sum(count for what, count in told.other.items() if "worked example" in what)
    arrived = sum(isinstance(one, Question) for one in arrivals)
    pictures = sum(count for (what, _), count in told.left_out.items() if what == "picture")
    pages = [one for one in arrivals if isinstance(one, Page)]
    return [
        f"{there['exercise']} exercises, {elsewhere} of them only links into OpenStax's bank "
        f"without any text; of the others "
        f"{arrived} arrive as questions ({graded(arrivals)} gradable) and {worked} as worked examples",
        f"{there['figure']} figures with their captions, {pictures} of whose pictures the sample lacks",
        f"{sum(isinstance(one, Word) for one in arrivals)} of {there['definition']} glossary entries",
        f"{len({one.section for one in pages})} modules as {len(pages)} pages",
    ]


def made_book(pages: int) -> bytes:
    """A book of so many pages of 400 words with figures, MathML, exercises and a glossary, as a tgz."""
    chance = random.Random(7)
    files: dict[str, bytes] = {"media/figure.png": b"\x89PNG\r\n\x1a\n" + bytes(2_000)}
    chapters: list[str] = []
    for number in range(pages):
        if number % CHAPTER == 0:
            chapters.append("")
        chapters[-1] += f'<col:module document="m{number:05d}"/>'
        files[f"modules/m{number:05d}/index.cnxml"] = _module(number, chance).encode()
    inner = "".join(
        f"<col:subcollection><md:title>Chapter {number}</md:title><col:content>{one}</col:content></col:subcollection>"
        for number, one in enumerate(chapters, 1)
    )
    files["collections/made.collection.xml"] = (
        '<col:collection xmlns:col="http://cnx.rice.edu/collxml" xmlns:md="http://cnx.rice.edu/mdml">'
        f"<col:metadata><md:title>Made</md:title><md:language>en</md:language></col:metadata>"
        f"<col:content>{inner}</col:content></col:collection>"
    ).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _module(number: int, chance: random.Random) -> str:
    name = f"{NAMES[number % len(NAMES)]}{number}"
    maths = (
        "<m:math><m:mrow><m:mi>x</m:mi><m:mo>=</m:mo><m:mfrac><m:mrow><m:mo>-</m:mo><m:mi>b</m:mi></m:mrow>"
        f"<m:mrow><m:mn>{number}</m:mn><m:mi>a</m:mi></m:mrow></m:mfrac></m:mrow></m:math>"
    )
    paragraphs = [f"A <term>{name}</term> is a {chance.choice(ADJECTIVES)} thing that {_words(chance, 9)}."]
    words = 0
    while words < WORDS:
        place = chance.randrange(max(1, number))
        other = f"{NAMES[place % len(NAMES)]}{place}"
        sentence = f"Each {other} {chance.choice(VERBS)} {_words(chance, 12)}."
        words += 15
        paragraphs.append(sentence if words % 60 else f'{sentence} See {maths} and <link target-id="f"/>.')
    text = "".join(f'<para id="p{place}">{one}</para>' for place, one in enumerate(paragraphs))
    exercises = "".join(_exercise(number, place) for place in range(8))
    return (
        '<document xmlns="http://cnx.rice.edu/cnxml" xmlns:m="http://www.w3.org/1998/Math/MathML">'
        f'<title>On {name}</title><content><section id="s"><title>The {name}</title>{text}'
        '<figure id="f"><media id="m" alt="A picture of it">'
        '<image mime-type="image/png" src="../../media/figure.png"/></media>'
        "<caption>What it shows.</caption></figure></section>"
        f'<section id="x" class="review-questions"><title>Review Questions</title>{exercises}</section></content>'
        f'<glossary><definition id="d"><term>{name}</term>'
        f'<meaning id="n">{_words(chance, 8)}</meaning></definition></glossary>'
        "</document>"
    )


def _words(chance: random.Random, count: int) -> str:
    return " ".join(f"{chance.choice(ADJECTIVES)} {chance.choice(NAMES)}" for _ in range(count // 2))


def _exercise(number: int, place: int) -> str:
    asked: str
    if place % 4 == 0:
        asked = (
            f'<para id="a">Which is {number}?</para><list id="l" list-type="enumerated" number-style="lower-alpha">'
            f"<item>{number}</item><item>{number + 1}</item><item>{number + 2}</item></list>"
        )
        answer = "A"
    elif place % 4 == 1:
        asked, answer = f'<para id="a">Add {number} and {place}.</para>', str(number + place)
    elif place % 4 == 2:
        sum_of = f"<m:mn>{number + 2}</m:mn><m:mi>x</m:mi><m:mo>+</m:mo><m:mi>x</m:mi>"
        asked = f'<para id="a">Simplify <m:math>{sum_of}</m:math>.</para>'
        answer = f"<m:math><m:mn>{number + 3}</m:mn><m:mi>x</m:mi></m:math>"
    else:
        asked, answer = '<para id="a">Why does it hold?</para>', "Each part carries the next one with it."
    return (
        f'<exercise id="e{place}"><problem id="b{place}">{asked}</problem>'
        f'<solution id="o{place}"><para id="c{place}">{answer}</para></solution></exercise>'
    )


def read_made(pages: int) -> str:
    """Read the generated book and propose a course: seconds, peak memory and counts, in a line for the parent."""
    data = made_book(pages)
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = Told()
    arrivals = list(READER.read(open_bytes("made.tgz", data), told))
    read = time.perf_counter()
    made = propose(
        [one for one in arrivals if isinstance(one, Page)], [one for one in arrivals if isinstance(one, Word)]
    )
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    questions = sum(isinstance(one, Question) for one in arrivals)
    return (
        f"{ended - started:.2f} {pages} pages of {WORDS} words, {questions} exercises "
        f"({graded(arrivals)} gradable): read in "
        f"{read - started:.1f} s, {len(made.skills)} skills, {len(made.prerequisites)} "
        f"prerequisites and {len(made.items)} items "
        f"proposed in {ended - read:.1f} s; peak {peak // 1024} MB, {before // 1024} MB before"
    )


@benchmark(
    "import.book.seconds", f"reading a book of {PAGES} pages and proposing a course from it", "s", goal=Goal(60.0)
)
def book_seconds(progress: Progress) -> Figure:
    """In a process of its own, so that its peak of memory is its own."""
    code = f"from benchmarks.importing_books import read_made; print(read_made({PAGES}))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1]
    )
    seconds, _, note = ran.stdout.strip().rpartition("\n")[2].partition(" ")
    progress(note)
    return Figure(float(seconds), None, note)
