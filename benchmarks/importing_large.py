"""What is large: passages found in a whole textbook, and a PDF of ten thousand pages.

The book is the shared OpenStax sample, grown to 1,000 pages of 400 words from its own sentences, in which three long
words of ten get an ending of their own, so that the vocabulary grows as that of a book does. The PDF is written here:
text in one font, a heading every twenty pages. CHIRON_BENCH_PDF_PAGES changes its 10,000 pages.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from benchmarks.harness import Figure, Goal, Progress, benchmark
from benchmarks.importing_books import SAMPLE
from chiron.core.language.answering.passages import cut
from chiron.core.language.answering.retrieval import Index
from chiron.core.words import Passage
from chiron.engine.library.importing.arriving import Page
from chiron.engine.library.importing.bringing import bring
from chiron.engine.library.importing.overview import REPORT

WORDS = 400_000
QUESTIONS = 400
PAGES = int(os.environ.get("CHIRON_BENCH_PDF_PAGES", "10000"))
LINES = 40
CHAPTER = 20
_LONG = re.compile(r"[a-z]{5,}")
ENDINGS = ("ing", "ment", "oid", "ic", "al", "ure", "ation", "et")
_WORDS = (
    "the river flows to a sea and water of osmosis is cell membrane energy force mass that makes pressure higher in "
    "every case where light and heat move through air or stone"
)
SAID = tuple(_WORDS.split(" "))


def grown(pages: list[Page], words: int) -> tuple[list[Passage], list[str]]:
    """The passages of a book, grown to so many words, and questions made of its sentences."""
    chance = random.Random(3)
    passages = [one for number, page in enumerate(pages) for one in cut(f"page-{number}", page.title, page.text)]
    sentences = [one for each in passages for one in re.split(r"(?<=[.!?])\s+", each.text) if one]
    count = sum(len(each.text.split()) for each in passages)
    while count < words:
        like = chance.choice(passages)
        text = " ".join(chance.choice(sentences) for _ in range(max(3, like.text.count(". "))))
        text = _LONG.sub(lambda found: found[0] + (chance.choice(ENDINGS) if chance.random() < 0.3 else ""), text)
        passages.append(Passage(like.skill, like.heading, text, len(passages)))
        count += len(text.split())
    asked: list[str] = []
    while len(asked) < QUESTIONS:
        said = re.findall(r"\w+", chance.choice(sentences))
        if len(said) >= 6:
            start = chance.randrange(len(said) - 5)
            asked.append(f"What is {' '.join(said[start : start + chance.randint(3, 8)])}?")
    return passages, asked


@benchmark(
    "import.book.retrieval", "p95 of a question's search in an imported book of 1,000 pages", "ms", goal=Goal(50.0)
)
def found_in_a_book(progress: Progress) -> Figure:
    """The tutor's own search by words: five passages, each read sentence by sentence; no question twice."""
    if not SAMPLE.exists():
        raise SystemExit("Skipped: the shared OpenStax sample is not here.")
    passages, asked = grown(bring(SAMPLE).composer.pages, WORDS)
    started = time.perf_counter()
    index = Index.build(passages)
    laid = time.perf_counter() - started
    took: list[float] = []
    for question in asked:
        started = time.perf_counter()
        index.find(question, 5)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    note = (
        f"{len(passages):,} passages; median {took[len(took) // 2]:.1f} ms, most {took[-1]:.1f} ms; laid out once a "
        f"version, beside what goes on, in {laid:.1f} s"
    )
    progress(note)
    return Figure(took[int(len(took) * 0.95)], None, note)


def made_pdf(pages: int) -> bytes:
    """A PDF of so many pages of text (ISO 32000-1, 7.5 and 9.4)."""
    chance = random.Random(1)
    out, offsets = bytearray(b"%PDF-1.4\n"), list[int]()

    def put(body: bytes) -> None:
        offsets.append(len(out))
        out.extend(b"%d 0 obj\n" % len(offsets) + body + b"\nendobj\n")

    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    put(b"<</Type/Catalog/Pages 2 0 R>>")
    put(f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode())
    put(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for number in range(pages):
        put(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % (5 + 2 * number)
        )
        packed = zlib.compress("\n".join(_lines(number, chance)).encode())
        put(b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream")
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % each for each in offsets)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1) + table
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(offsets) + 1, start)
    return bytes(out)


def _lines(number: int, chance: random.Random) -> list[str]:
    head = [f"BT /F1 18 Tf 72 740 Td (Chapter {number // CHAPTER + 1}) Tj ET"] if number % CHAPTER == 0 else []
    return head + [
        f"BT /F1 11 Tf 72 {700 - 15 * line} Td ({' '.join(chance.choice(SAID) for _ in range(12)).capitalize()}.) Tj ET"
        for line in range(LINES)
    ]


@benchmark("import.pdf.seconds", f"a PDF of {PAGES:,} pages read, composed and looked over", "s", goal=Goal(1200.0))
def large_pdf(progress: Progress) -> Figure:
    """By the browser's way: a child with bounds of memory and time, which is killed where it goes beyond them."""
    with tempfile.TemporaryDirectory(prefix="chiron-bench-") as kept:
        folder = Path(kept)
        (folder / "upload").mkdir()
        (folder / "upload" / "made.pdf").write_bytes(made_pdf(PAGES))
        code = "import sys; from chiron.engine.library.importing.apart import main; main(sys.argv[1:])"
        started = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), "1200", str(2 * 1024**3)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        last = json.loads(list(child.stdout)[-1])
        child.wait()
        took, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        if "done" not in last:
            raise SystemExit(f"It did not come: {last}")
        lines = json.loads((folder / REPORT).read_text())["lines"]
    pages = sum(line["what"] == "page" and line["fate"] != "left out" for line in lines)
    note = (
        f"{pages:,} readings of {PAGES:,} pages; {used.ru_utime + used.ru_stime:.0f} s of one processor; "
        f"at most {used.ru_maxrss // 1024} MB"
    )
    progress(note)
    return Figure(took, None, note)
