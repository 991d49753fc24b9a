"""A pool of OATutor's content made from a few lines, and how tests read it."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterable, Mapping
from typing import Any

from chiron.engine.library.importing.arriving import Question
from chiron.engine.library.importing.formats.oatutor import READER
from chiron.engine.library.importing.formats.oatutor.context import context_of
from chiron.engine.library.importing.formats.oatutor.keys import Key, key_of
from chiron.engine.library.importing.formats.oatutor.proof import proved
from chiron.engine.library.importing.opening import open_bytes
from chiron.engine.library.importing.reporting import Report

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def keyed(answer: str, asked: str = "", kind: str = "arithmetic", latex: str = "", title: str = "") -> Key:
    """The key of a text box."""
    return key_of([answer], kind, latex, context_of({"title": title}, {"stepTitle": asked}))


def said(key: Key, *typed: str) -> list[str]:
    """What the grader says of answers typed one after the other."""
    return [proved(key.kind, key.fields, {"answer": text}).value for text in typed]


# -- a pool of our own


def problem(name: str = "sum1", **changed: Any) -> dict[str, Any]:
    """A problem with one step and one hint, as its files hold it."""
    step = {
        "id": f"{name}a",
        "stepAnswer": ["$$\\frac{3}{4}$$"],
        "problemType": "TextBox",
        "stepTitle": "Add $$\\frac{1}{2}$$ and $$\\frac{1}{4}$$.",
        "stepBody": "",
        "answerType": "arithmetic",
        "variabilization": {},
    }
    hint = {"id": f"{name}a-h1", "type": "hint", "dependencies": [], "title": "Same parts", "text": "Make quarters."}
    data = {
        "id": name,
        "title": "Sums",
        "body": "Two jugs of water.",
        "variabilization": {},
        "oer": "https://example.org/book <A Book>",
        "license": "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>",
        "lesson": "1.1 Adding",
        "courseName": "Arithmetic",
    }
    return {"data": data, "steps": {f"{name}a": (step, [hint])}, "figures": {}} | changed


def packed(problems: Iterable[Mapping[str, Any]], beside: Mapping[str, Any] | None = None, root: str = "") -> bytes:
    """A tgz of a pool."""
    files: dict[str, bytes] = {}
    for one in problems:
        name = one["data"]["id"]
        base = f"{root}content-pool/{name}"
        files[f"{base}/{name}.json"] = json.dumps(one["data"]).encode()
        for step, (data, hints) in one["steps"].items():
            files[f"{base}/steps/{step}/{step}.json"] = json.dumps(data).encode()
            path = f"{base}/steps/{step}/tutoring/{step}DefaultPathway.json"
            files[path] = json.dumps(hints).encode()
        for figure, content in one["figures"].items():
            files[f"{base}/figures/{figure}"] = content
    for name, value in (beside or {}).items():
        files[f"{root}{name}"] = value if isinstance(value, bytes) else json.dumps(value).encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def read(data: bytes) -> tuple[list[Any], Report]:
    """Everything that arrives, and the report."""
    report = Report("pool.tgz")
    arrived = list(READER.read(open_bytes("pool.tgz", data), report))
    return arrived, report


def questions(arrived: list[Any]) -> list[Question]:
    """The questions among what arrived."""
    return [one for one in arrived if isinstance(one, Question)]


def left(report: Report) -> list[tuple[str, str, str]]:
    """(what, key, why) of what did not come."""
    return [(line.what, line.key, line.why) for line in report.lines if line.fate == "left out"]
