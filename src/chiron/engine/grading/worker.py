"""One worker process: reads a request a line, does the job, writes its answer as a line of JSON.

Run as ``python -I -m chiron.engine.grading.worker MEMORY`` by ``workers.Pool``. A request is
``{"job": "module:function", "payload": JSON, "seconds": bound}``; an answer is ``{"answer": JSON}`` or
``{"broke": words}``. The first line in names the module search path, so that a stranger's kinds are found here as in
the parent.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, BinaryIO

from chiron.engine.grading.process import bound_cpu, bound_memory, end_with_parent

MOST_ANSWERED = 256 * 1024
"""Bytes of one answer."""


def main() -> None:
    """Work until the pipe closes."""
    end_with_parent()
    # Ctrl-C reaches the whole terminal group; the parent decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _pipes()
    bound_memory(int(sys.argv[1]))
    sys.path[:] = json.loads(requests.readline())
    with suppress(Exception):
        import_module("chiron.engine.grading.warming").warm()
    _say(answers, {"answer": "ready"})
    for line in requests:
        _say(answers, _done(json.loads(line)))


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes, moved away from where a stray ``print`` or ``input`` of a job would reach them."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    return requests, answers


def _done(request: Any) -> dict[str, Any]:
    try:
        bound_cpu(request["seconds"])
        module, _, name = request["job"].partition(":")
        answer = {"answer": getattr(import_module(module), name)(request["payload"])}
        if len(json.dumps(answer)) > MOST_ANSWERED:
            return {"broke": "the answer is too long"}
    except (Exception, RecursionError, MemoryError) as error:
        return {"broke": f"{type(error).__name__}: {error}"[:500]}
    return answer


def _say(answers: BinaryIO, said: dict[str, Any]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
