"""An H5P package written for the figure ``import.moodle.yield``: one question of each type that is graded."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any


def _multi(*answers: tuple[str, bool]) -> dict[str, Any]:
    return {
        "question": "<p>Which?</p>",
        "answers": [{"text": text, "correct": right, "tipsAndFeedback": {}} for text, right in answers],
    }


def _sub(library: str, title: str, params: dict[str, Any]) -> dict[str, Any]:
    return {
        "library": library,
        "params": params,
        "subContentId": f"id-{title}",
        "metadata": {"title": title, "license": "U"},
    }


H5P_QUESTIONS = [
    _sub("H5P.MultiChoice 1.16", "h-one", _multi(("<p>herring</p>", True), ("<p>whale</p>", False))),
    _sub("H5P.MultiChoice 1.16", "h-some", _multi(("2", True), ("3", True), ("4", False))),
    _sub("H5P.TrueFalse 1.8", "h-truth", {"question": "Ice floats.", "correct": "true"}),
    _sub("H5P.Blanks 1.14", "h-blanks", {"text": "Fill.", "questions": ["<p>Rome is in *Italy/Italia:a boot*.</p>"]}),
    _sub(
        "H5P.DragText 1.10",
        "h-drag",
        {"taskDescription": "Drag.", "textField": "The *cat* eats the *mouse:small*.", "distractors": "*sun*"},
    ),
    _sub(
        "H5P.MarkTheWords 1.11",
        "h-mark",
        {"taskDescription": "Mark.", "textField": "<p>The *cat* sat on the *mat*.</p>"},
    ),
    _sub("H5P.SortParagraphs 0.11", "h-sort", {"taskDescription": "Sort.", "paragraphs": ["<p>one</p>", "<p>two</p>"]}),
    _sub(
        "H5P.DragQuestion 1.14",
        "h-zones",
        {
            "question": {
                "settings": {},
                "task": {
                    "elements": [
                        {"type": {"library": "H5P.AdvancedText 1.1", "params": {"text": f"<p>{word}</p>"}}}
                        for word in ("cat", "frog", "oak")
                    ],
                    "dropZones": [
                        {"label": "<div>animal</div>", "correctElements": ["0", "1"]},
                        {"label": "<div>plant</div>", "correctElements": ["2"]},
                    ],
                },
            }
        },
    ),
    _sub("H5P.ArithmeticQuiz 1.1", "h-sums", {"quizType": "arithmetic", "arithmeticType": "addition"}),
]


def _zipped(files: Mapping[str, Any]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else json.dumps(content))
    return kept.getvalue()


def h5p(library: str, params: Mapping[str, Any], **about: Any) -> bytes:
    """A package with this content."""
    said = {"title": "Made", "language": "en", "mainLibrary": library, "license": "U", **about}
    return _zipped({"h5p.json": said, "content/content.json": params})
