"""math-verify, and SymPy's simplify alone, on pairs as LaTeX: run by a Python that has math-verify, never imported.

Reads a JSON list of {"gold", "answer"}; writes one of {"verify", "simplify": true, false or null, and the seconds of
each}. Null: it could not be read or took more than LIMIT seconds.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from typing import Any

LIMIT = 3


def _bounded(check: Any, *given: str) -> tuple[bool | None, float]:
    def late(*_: object) -> None:
        raise TimeoutError

    begun = time.perf_counter()
    signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT)
    try:
        found: bool | None = bool(check(*given))
    except BaseException:  # whatever a parser raises is no answer
        found = None
    finally:
        signal.alarm(0)
    return found, time.perf_counter() - begun


def main() -> None:
    """Judge all that stands on standard input."""
    from latex2sympy2_extended import latex2sympy
    from math_verify import parse, verify
    from sympy import Eq, simplify

    def verified(gold: str, answer: str) -> bool:
        return verify(
            parse(f"${gold}$", parsing_timeout=None), parse(f"${answer}$", parsing_timeout=None), timeout_seconds=None
        )

    def simplified(gold: str, answer: str) -> bool:
        one, other = (latex2sympy(text) for text in (gold, answer))
        one, other = (side.lhs - side.rhs if isinstance(side, Eq) else side for side in (one, other))
        return simplify(one - other) == 0

    made = []
    for pair in json.load(sys.stdin):
        verify_says, verify_took = _bounded(verified, pair["gold"], pair["answer"])
        simplify_says, simplify_took = _bounded(simplified, pair["gold"], pair["answer"])
        made.append({"verify": [verify_says, verify_took], "simplify": [simplify_says, simplify_took]})
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
