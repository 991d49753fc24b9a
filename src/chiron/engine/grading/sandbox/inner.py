"""The process that a learner's program runs in. It locks itself in first and asks for the program then.

Lines of JSON by pipes. Out: ``{"layers", "holds"}``. In: ``{"source"}``; out: ``{"begun": true}`` or ``{"error"}``.
Then for each ``{"call"}`` in: ``{"got", "printed"}`` or ``{"error", "printed"}`` out. A call comes after the answer to
the one before, and no expected result ever comes in here. The program may write into the same pipe: it forges only its
own answers.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from typing import Any

from chiron.engine.grading.process import end_with_parent
from chiron.engine.grading.sandbox import locks

ALLOWED = (
    *("bisect", "cmath", "collections", "collections.abc", "copy", "dataclasses", "datetime", "decimal", "enum"),
    *("fractions", "functools", "heapq", "itertools", "json", "math", "numbers", "operator", "random", "re"),
    *("statistics", "string", "textwrap", "time", "typing", "unicodedata"),
)
"""What a program can import: nothing can be read from a file once the locks are on."""
FILE = "answer.py"
MOST_PRINTED, MOST_PARTS, MOST_DEPTH, MOST_BITS = 2_000, 20_000, 20, 14_000
"""Characters kept of what is printed; parts and characters of a result together; its depth; bits of a whole number."""


class TooMuch(Exception):
    """A result that is too large to send."""


class Printed:
    """Stands for ``sys.stdout``: keeps the beginning of what is printed."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Keep what there is room for."""
        self.text += text[: MOST_PRINTED - len(self.text)]
        return len(text)

    def flush(self) -> None:
        """Nothing waits."""


def main() -> None:
    """Lock, read the program, answer calls until the pipe closes."""
    end_with_parent()
    seconds, memory = int(sys.argv[1]), int(sys.argv[2])
    os.closerange(3, 256)
    for name in ALLOWED:
        importlib.import_module(name)
    layers = locks.lock(seconds, memory)
    say({"layers": layers, "holds": locks.holds()})
    lines = Lines()
    printed = sys.stdout = Printed()
    sys.stdin = sys.stderr = None
    sys.path[:], sys.argv[:] = [], [FILE]
    space: dict[str, Any] = {"__name__": "answer"}
    request = lines.next()
    say(attempt(lambda: exec(compile(request["source"], FILE, "exec"), space), "begun"))  # noqa: S102 - the point
    while request := lines.next():
        printed.text = ""
        call = request["call"]
        answer = attempt(lambda call=call: written(eval(call, space)), "got")  # noqa: S307
        say({**answer, "printed": printed.text})


class Lines:
    """The requests, read without help from anything that needs a file."""

    def __init__(self) -> None:
        self.rest = b""

    def next(self) -> dict[str, Any]:
        """The next request; ends the process when there is none."""
        while b"\n" not in self.rest:
            piece = os.read(0, 65536)
            if not piece:
                os._exit(0)
            self.rest += piece
        line, _, self.rest = self.rest.partition(b"\n")
        found: dict[str, Any] = json.loads(line)
        return found


def say(said: dict[str, Any]) -> None:
    """One line out."""
    line = json.dumps(said).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


def attempt(work: Any, name: str) -> dict[str, Any]:
    """What the learner's code gives, or how it failed."""
    try:
        found = work()
    except BaseException as error:
        return {"error": told(error)}
    return {name: True if found is None else found}


def told(error: BaseException) -> dict[str, Any]:
    """An exception as its type, its message, and the line of the program where it happened."""
    found: dict[str, Any] = {"type": type(error).__name__[:100], "message": "", "line": None, "column": None}
    try:
        found["message"] = str(error.msg if isinstance(error, SyntaxError) else error)[:300]
    except BaseException:
        found["message"] = ""
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return {**found, "line": error.lineno, "column": error.offset, "syntax": True}
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == FILE:
            found["line"] = trace.tb_lineno
        trace = trace.tb_next
    return found


def written(value: Any) -> Any:
    """A result as tagged JSON, for example ``["int", "3"]``; what has no such form is named by its type."""
    left = [MOST_PARTS]
    try:
        return _written(value, left, 0)
    except TooMuch:
        return ["other", f"{type(value).__name__}, too large to show"]


def _written(value: Any, left: list[int], depth: int) -> Any:
    left[0] -= 1
    kind = type(value)
    if left[0] < 0 or depth > MOST_DEPTH:
        raise TooMuch
    if value is None or kind is bool:
        return ["none" if value is None else "bool", str(value)]
    if kind is str:
        left[0] -= len(value)
        if left[0] < 0:
            raise TooMuch
        return ["str", value]
    if kind is int:
        if value.bit_length() > MOST_BITS:
            raise TooMuch
        return ["int", str(value)]
    if kind is float or kind is complex:
        return [kind.__name__, repr(value)]
    if kind in (list, tuple, set, frozenset):
        return [kind.__name__, [_written(each, left, depth + 1) for each in value]]
    if kind is dict:
        pairs = [[_written(name, left, depth + 1), _written(each, left, depth + 1)] for name, each in value.items()]
        return ["dict", pairs]
    return ["other", kind.__name__[:100]]
