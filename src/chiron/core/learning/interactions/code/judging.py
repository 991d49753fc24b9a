"""What the run of a program says about it: pure, and careful, because the program may have forged any of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from chiron.core.learning.interactions.base import Kind, Unread, blame
from chiron.core.learning.interactions.code.values import same, shown
from chiron.core.words import Json, Outcome, Verdict

LONGEST = 300


def wanted(test: Json) -> str:
    """What a test asks for, as Python writes it."""
    return f"raises {test['raises']}" if test["raises"] else shown(test["gives"])


def judge(kind: Kind, task: Json, key: Json, response: Json, run: Json) -> Verdict:
    """The verdict. Raises Unread with the place where the program cannot be run at all.

    ``proof`` holds ``visible`` and ``hidden`` as [passed, of all], and ``test``, the first visible test that fails: its
    ``call``, what was ``expected``, and what was ``got`` or how it ``stopped``.
    """
    _must_run(response["typed"], run, task["function"])
    tests, results = key["tests"], _results(run, len(key["tests"]))
    passed = [_passes(test, result) for test, result in zip(tests, results, strict=True)]
    seen = len(task["tests"])
    proof: dict[str, Json] = {
        "visible": [sum(passed[:seen]), seen],
        "hidden": [sum(passed[seen:]), len(tests) - seen],
    }
    if all(passed):
        return Verdict(Outcome.CORRECT, kind.checker, credit=1.0, proof=proof)
    first = passed.index(False)
    test, result = tests[first], results[first]
    entry = next((each for each in test["wrong"] if same(each["gives"], result.get("got"), 0.0)), test)
    misconception, feedback = blame(key, entry)
    if first < seen:
        proof["test"] = _shown(test, result)
    note = _note(test, result, first < seen)
    parts = {str(number): each for number, each in enumerate(passed[:seen], 1)}
    # All that can be seen is right and something else is not: partly. A test or two passed by chance is no part.
    if first >= seen:
        credit = round(sum(passed) / len(passed), 4)
        return Verdict(
            Outcome.PARTLY,
            kind.checker,
            credit=credit,
            misconception=misconception,
            feedback=feedback,
            parts=parts,
            note=note,
            proof=proof,
        )
    return Verdict(
        Outcome.INCORRECT,
        kind.checker,
        misconception=misconception,
        feedback=feedback,
        parts=parts,
        note=note,
        proof=proof,
    )


def _must_run(source: str, run: Json, function: str) -> None:
    error = run.get("error")
    if isinstance(error, Mapping):
        syntax = error.get("syntax") is True
        raise Unread("code-syntax" if syntax else "code-stopped", place_of(source, error))
    if not run.get("begun"):
        raise Unread("code-endless" if run.get("ended") == "time" else "code-stopped")
    first = next(iter(run.get("calls") or ()), None)
    stopped = _error(first) if isinstance(first, Mapping) else None
    if stopped and stopped["type"] == "NameError" and stopped["line"] is None and function in stopped["message"]:
        raise Unread("code-no-function")


def place_of(source: str, error: Mapping[str, Json]) -> int | None:
    """The offset in the program of a line and a column, both counted from 1."""
    line, column = error.get("line"), error.get("column")
    lines = source.split("\n")
    if not isinstance(line, int) or not 1 <= line <= len(lines):
        return None
    before = sum(len(each) + 1 for each in lines[: line - 1])
    inside = min(max(column - 1, 0), len(lines[line - 1])) if isinstance(column, int) else 0
    return before + inside


def _results(run: Json, count: int) -> list[dict[str, Any]]:
    """One result a test; those that were not reached stopped for the reason that ended the program."""
    found = [dict(each) for each in list(run.get("calls") or ())[:count] if isinstance(each, Mapping)]
    ended = {"type": "time" if run.get("ended") == "time" else "died", "message": "", "line": None}
    return found + [{"error": ended}] * (count - len(found))


def _passes(test: Json, result: Json) -> bool:
    if test["raises"]:
        error = _error(result)
        return error is not None and error["type"] == test["raises"]
    return "error" not in result and same(test["gives"], result.get("got"), test["tolerance"])


def _error(result: Mapping[str, Json]) -> dict[str, Any] | None:
    error = result.get("error")
    if not isinstance(error, Mapping):
        return None
    line = error.get("line")
    return {
        "type": plain(str(error.get("type", ""))[:100]),
        "message": plain(str(error.get("message", ""))[:LONGEST]),
        "line": line if isinstance(line, int) and 0 < line < 100_000 else None,
    }


def plain(text: str) -> str:
    """Text of a program that can be kept and shown: control characters and halves of characters are marked."""
    return "".join("\ufffd" if category(c) in ("Cc", "Cs") and c not in "\n\t" else c for c in text)


def _shown(test: Json, result: Json) -> dict[str, Json]:
    """The failing test for the learner to try."""
    found: dict[str, Json] = {"call": test["call"], "expected": wanted(test)}
    stopped = _error(result)
    if stopped is not None:
        found["stopped"] = stopped
    else:
        found["got"] = shown(result.get("got"))
    if isinstance(result.get("printed"), str) and result["printed"].strip():
        found["printed"] = plain(result["printed"][:LONGEST])
    return found


def _note(test: Json, result: Json, visible: bool) -> str:
    stopped = _error(result)
    if not visible:
        return "code-hidden"
    if stopped is not None:
        return {"time": "code-time", "died": "code-died"}.get(stopped["type"], "code-error")
    if result.get("got") == ["none", "None"] and test["gives"] and test["gives"][0] != "none":
        printed = str(result.get("printed", "")).strip()
        value = test["gives"][1] if test["gives"][0] == "str" else shown(test["gives"])
        return "code-printed" if printed == str(value).strip() else "code-nothing"
    return "code-other"
