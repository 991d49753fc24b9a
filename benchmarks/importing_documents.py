"""Import of documents: a generated book of 1,000 pages as PDF, read to its last page.

The book has two columns on every third page, running heads, hyphens at line ends, an outline, and a picture on every
tenth page; it is the same on every machine.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.library.importing.pdfs import Image, Pdf, Words

from benchmarks.harness import Figure, Goal, Progress, benchmark

PAGES = 1000
_READ = """
import json, resource, sys, time
from pathlib import Path
from chiron.engine.library.importing.arriving import Page
from chiron.engine.library.importing.formats.documents.pdf import READER
from chiron.engine.library.importing.opening import open_path
from chiron.engine.library.importing.reporting import Report
report, pages, letters = Report(), set(), 0
start = time.perf_counter()
for arrival in READER.read(open_path(Path(sys.argv[1])), report):
    if isinstance(arrival, Page):
        pages.add(arrival.place)
        letters += len(arrival.text)
seconds = time.perf_counter() - start
try:  # what getrusage says begins with the peak of whoever started this
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
except (OSError, StopIteration):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, len(pages), letters, peak, len(report.lines), time.process_time()]))
"""


def book(pages: int = PAGES, seed: int = 7) -> bytes:
    """A book of so many pages, about 2,900 letters on each."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghilmnoprstuvw", k=chance.randint(2, 10))) for _ in range(4000)]

    def line(letters: int) -> str:
        text = ""
        while len(text) < letters - 5:
            text += f"{chance.choice(words)} "
        return f"{text.strip()}{chance.choice(['', '', '', '.', ',', '-'])}"

    made: list[list[Words | Image]] = []
    outline: list[tuple[int, str, int]] = []
    for number in range(pages):
        page: list[Words | Image] = [Words(72, 760, "A long book", 8), Words(300, 30, str(number + 1), 8)]
        top = 720
        if number % 20 == 0:
            outline.append((0, f"Chapter {number // 20 + 1}", number))
            page.append(Words(72, 720, f"Chapter {number // 20 + 1}", 20, "F2"))
            top = 690
        elif number % 5 == 0:
            outline.append((1, f"Section {number}", number))
            page.append(Words(72, 720, f"Section {number}", 14, "F2"))
            top = 696
        if number % 10 == 3:
            page += [Image(72, 60, 64, 48, shade=number % 256, points=160), Words(72, 48, f"Figure {number}. A shade.")]
            bottom = 190
        else:
            bottom = 60
        columns = ((72, 40), (320, 40)) if number % 3 == 1 else ((72, 88),)
        for left, letters in columns:
            page += [Words(left, y, line(letters), 9.5, "F4") for y in range(top, bottom, -12)]
        made.append(page)
    return Pdf(made, outline, info={"Title": "A long book", "Author": "A. Teacher"}).bytes()


@benchmark("import.documents.seconds", f"a book of {PAGES} pages as PDF, read whole", "s", goal=Goal(60.0))
def seconds(progress: Progress) -> Figure:
    """In a process of its own, so that its peak of memory is its own too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.pdf"
        path.write_bytes(book())
        progress(f"{path.stat().st_size / 1e6:.1f} MB of PDF")
        done = subprocess.run([sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=True)
    took, pages, letters, peak, told, busy = json.loads(done.stdout)
    if pages != PAGES:
        raise RuntimeError(f"only {pages} of {PAGES} pages came")
    note = f"{letters / 1e6:.1f} million letters, {busy:.0f} s of processor time, peak memory {peak:.0f} MB"
    return Figure(took, None, f"{note}, {told} lines of report")
