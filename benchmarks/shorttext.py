"""The grader of short answers: how often it is right on what it was not trained on, and how fast.

CHIRON_BENCH_SHORT_TEXT_TRAINING names the zip of the training part of SemEval-2013 task 7, which is never part of the
package; without it these figures are skipped. Cross-validated figures need the extra ``training`` too, here or in the
Python that CHIRON_TRAINING_PYTHON names; all of them come from one run, kept in the temporary folder until the code
changes.
``grading.short_text.official`` tries the artefact as it ships on the folder of official tests that
CHIRON_BENCH_SHORT_TEXT names, with the training part's answers as decided ones where the question is the same.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.harness import Figure, Goal, Progress, benchmark
from chiron.core.learning.answers import model
from chiron.core.learning.answers.grade import Question, grade

ROOT = Path(__file__).resolve().parents[1]
NAMED = os.environ.get("CHIRON_BENCH_SHORT_TEXT_TRAINING")
TRAINING = Path(NAMED) if NAMED else None
TRAINER = ROOT / "tools" / "train_short_text.py"
ANSWERS = Path(model.__file__).parent
REFERENCE = "the organisers' lexical baseline on the official tests"


def cross_validated(progress: Progress) -> dict[str, Any]:
    """Protocol -> corpus -> figure, from the kept run or a new one. SystemExit says what is missing."""
    python = os.environ.get("CHIRON_TRAINING_PYTHON", sys.executable)
    if TRAINING is None:
        raise SystemExit("Skipped: name the zip of the training part: CHIRON_BENCH_SHORT_TEXT_TRAINING.")
    if not TRAINING.exists():
        raise SystemExit(f"Skipped: CHIRON_BENCH_SHORT_TEXT_TRAINING names {TRAINING}, which is not there.")
    if python == sys.executable and importlib.util.find_spec("sklearn") is None:
        raise SystemExit("Skipped: install the extra `training`, or name a Python that has it: CHIRON_TRAINING_PYTHON.")
    code = [TRAINER, *sorted(ANSWERS.glob("*.py"))]
    name = hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"chiron-short-text-{name}.json"
    if not kept.exists():
        progress("cross-validating; this takes some minutes, once")
        command = [python, str(TRAINER), "--data", str(TRAINING), "--figures"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        kept.write_text(done.stdout, "utf-8")
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    return found


def figure(progress: Progress, protocol: str, corpus: str, what: str, reference: float | None = None) -> Figure:
    """One cross-validated figure, with the rest of its line as the note."""
    found = cross_validated(progress)[protocol][corpus]
    note = ", ".join(f"{name} {value}" for name, value in found.items() if name != what)
    return Figure(found[what], reference, f"{protocol}, {corpus}: {note}")


def _at_least(limit: float) -> Goal:
    return Goal(limit, at="least")


@benchmark("grading.short_text.beetle", "2-way accuracy, unseen answers, Beetle, cross-validated", "share",
           goal=_at_least(0.80), reference=REFERENCE)  # fmt: skip
def beetle(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-answers", "beetle", "accuracy", 0.790)


@benchmark("grading.short_text.beetle_half", "the same, its most confident half", "share", goal=_at_least(0.90))
def beetle_half(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-answers", "beetle", "accuracy-at-50")


@benchmark("grading.short_text.scientsbank", "2-way accuracy, unseen answers, SciEntsBank, cross-validated", "share",
           goal=_at_least(0.73), reference=REFERENCE)  # fmt: skip
def scientsbank(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-answers", "scientsbank", "accuracy", 0.713)


@benchmark("grading.short_text.scientsbank_half", "the same, its most confident half", "share", goal=_at_least(0.90))
def scientsbank_half(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-answers", "scientsbank", "accuracy-at-50")


@benchmark("grading.short_text.beetle_questions", "2-way accuracy, unseen questions, Beetle, cross-validated", "share",
           goal=_at_least(0.742), reference=REFERENCE)  # fmt: skip
def beetle_questions(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-questions", "beetle", "accuracy", 0.742)


@benchmark("grading.short_text.scientsbank_questions", "2-way accuracy, unseen questions, SciEntsBank, cross-validated",
           "share", goal=_at_least(0.722), reference=REFERENCE)  # fmt: skip
def scientsbank_questions(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-questions", "scientsbank", "accuracy", 0.722)


@benchmark("grading.short_text.scientsbank_domains", "2-way accuracy, unseen domains, SciEntsBank, cross-validated",
           "share", goal=_at_least(0.688), reference=REFERENCE)  # fmt: skip
def scientsbank_domains(progress: Progress) -> Figure:
    """See the name."""
    return figure(progress, "unseen-domains", "scientsbank", "accuracy", 0.688)


@benchmark("grading.short_text.latency", "one short answer graded, 99th percentile, warm", "ms", goal=Goal(50))
def latency(_: Progress) -> Figure:
    """Forty decided answers to compare with; each answer is new."""
    decided = tuple((f"the switch number {n} opens a gap in the closed path", n % 2 == 0) for n in range(40))
    asked = Question("Why does the bulb go out?", ("There is a gap in the path.", "It is not closed."), decided=decided)
    grade(asked, "the first one reads the artefact")
    times = []
    for number in range(500):
        began = time.perf_counter()
        grade(asked, f"because the path of bulb {number} is not closed when the switch opens and there is a gap in it")
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    return Figure(times[494], note=f"median {times[250]:.3g} ms")


@benchmark("grading.short_text.official", "2-way accuracy of the artefact as it ships, official tests", "share")
def official(progress: Progress) -> Figure:
    """The figures of each test stand in the note."""
    folder = os.environ.get("CHIRON_BENCH_SHORT_TEXT")
    if not folder:
        raise SystemExit("Skipped: name the folder of official tests: CHIRON_BENCH_SHORT_TEXT.")
    return tried(official_tests(Path(folder)), decided_answers(), progress)


def decided_answers() -> dict[str, list[tuple[str, bool]]]:
    """Question -> its graded answers in the training part; empty without it."""
    found: dict[str, list[tuple[str, bool]]] = {}
    if TRAINING is not None and TRAINING.exists():
        with zipfile.ZipFile(TRAINING) as archive:
            for name in sorted(archive.namelist()):
                if "/2way/" in name and name.endswith(".xml"):
                    root = ElementTree.fromstring(archive.read(name))
                    found[_place(root, "beetle" in name)] = _answers(root)
    return found


def official_tests(folder: Path) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """(test, question, its XML); only the 2-way files where there are several kinds."""
    files = sorted(folder.rglob("*.xml"))
    two = [file for file in files if "2way" in str(file).lower().replace("-", "")]
    for file in two or files:
        root = ElementTree.parse(file).getroot()
        yield str(file.parent.relative_to(folder)), _place(root, "beetle" in str(file).lower()), root


def _place(root: ElementTree.Element, beetle: bool) -> str:
    return f"{'beetle' if beetle else 'scientsbank'}/{root.get('module')}/{root.get('id')}"


def _answers(root: ElementTree.Element) -> list[tuple[str, bool]]:
    found = root.findall("studentAnswers/*")
    return [((one.text or "").strip(), one.get("accuracy") == "correct") for one in found]


def tried(
    tests: Iterator[tuple[str, str, ElementTree.Element]],
    decided: dict[str, list[tuple[str, bool]]],
    progress: Progress,
) -> Figure:
    """Accuracy over everything, and of each test alone with its most confident half."""
    said: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for test, place, root in tests:
        references = tuple(one.text or "" for one in root.findall("referenceAnswers/*"))
        asked = Question(root.findtext("questionText") or "", references, decided=tuple(decided.get(place, ())))
        for text, right in _answers(root):
            chance = grade(asked, text).chance
            said[test].append((abs(chance - 0.5), (chance >= 0.5) == right))
    notes = []
    for test, found in said.items():
        best = sorted(found, reverse=True)[: max(1, len(found) // 2)]
        notes.append(f"{test} {_mean(found):.3f} ({_mean(best):.3f} of the confident half, {len(found)} answers)")
        progress(notes[-1])
    return Figure(_mean([one for found in said.values() for one in found]), note="; ".join(notes))


def _mean(found: list[tuple[float, bool]]) -> float:
    return sum(hit for _, hit in found) / (len(found) or 1)
