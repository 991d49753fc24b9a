"""Where the parts of an OATutor pool lie, found by their names.

A problem is a folder (github.com/CAHLR/OATutor-Content, README.md): ``P/P.json``, its steps ``P/steps/S/S.json``, their
help ``P/steps/S/tutoring/S<Pathway>.json``, its pictures ``P/figures/``. Beside the pool lie ``coursePlans.json``,
``skillModel.json`` and ``bkt-params/``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from chiron.engine.library.importing.opening import Opened, Unusable

_PROBLEM = re.compile(r"(?:(.*)/)?([^/]+)/\2\.json")
_STEP = re.compile(r"(?:(.*)/)?([^/]+)/steps/([^/]+)/([^/]+)\.json")
_HELP = re.compile(r"(?:(.*)/)?([^/]+)/steps/([^/]+)/tutoring/([^/]+)\.json")
_FIGURE = re.compile(r"(?:(.*)/)?([^/]+)/figures/([^/]+)")
_BESIDE = ("coursePlans.json", "skillModel.json")
_PARAMETERS = re.compile(r"(?:^|/)bkt-?params/[^/]+\.json$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Folder:
    """The files of one problem. ``steps`` and ``help`` are by the step's id."""

    id: str
    problem: str = ""
    steps: dict[str, str] = field(default_factory=dict)
    help: dict[str, list[str]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    """Name -> file."""


@dataclass(slots=True)
class Pool:
    """Everything that was found. ``other`` are files that no rule knows."""

    folders: dict[str, Folder] = field(default_factory=dict)
    """By the path of the folder."""
    beside: dict[str, str] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts ``item2`` before ``item10``."""
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in _NUMBERS.split(text) if part)


def step_order(name: str) -> tuple[int, str]:
    """``a`` to ``z``, then what follows: OATutor counts steps by the last letters of their ids."""
    return len(name), name


def find(names: Iterable[str]) -> Pool:
    """Sort the names of what was opened."""
    pool = Pool()
    for name in names:
        if not _of_problem(name, pool):
            _of_pool(name, pool)
    for path in [path for path, folder in pool.folders.items() if not folder.problem]:
        folder = pool.folders.pop(path)
        pool.other += [*folder.steps.values(), *chain.from_iterable(folder.help.values()), *folder.figures.values()]
    return pool


def _of_problem(name: str, pool: Pool) -> bool:
    if found := _HELP.fullmatch(name):
        _folder(pool, found).help.setdefault(found[3], []).append(name)
    elif (found := _STEP.fullmatch(name)) and found[3] == found[4]:
        _folder(pool, found).steps[found[3]] = name
    elif found := _FIGURE.fullmatch(name):
        _folder(pool, found).figures[found[3]] = name
    elif (found := _PROBLEM.fullmatch(name)) and "/steps/" not in f"/{name}":
        _folder(pool, found).problem = name
    else:
        return False
    return True


def _folder(pool: Pool, found: re.Match[str]) -> Folder:
    path = f"{found[1]}/{found[2]}" if found[1] else found[2]
    return pool.folders.setdefault(path, Folder(found[2]))


def _of_pool(name: str, pool: Pool) -> None:
    last = name.rpartition("/")[2]
    if last in _BESIDE and last not in pool.beside:
        pool.beside[last] = name
    elif _PARAMETERS.search(name):
        pool.parameters.append(name)
    elif last.partition(".")[0].casefold() in ("license", "licence"):
        pool.licences.append(name)
    else:
        pool.other.append(name)


def loaded(opened: Opened, name: str) -> Any:
    """A JSON file. Raises ValueError with what is wrong, in words."""
    try:
        return json.loads(opened.bytes(name).decode("utf-8-sig"))
    except (KeyError, Unusable) as error:
        raise ValueError(str(error) or "It cannot be read.") from None
    except UnicodeDecodeError as error:
        raise ValueError(f"It is not UTF-8: byte {error.start}.") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"It is no JSON: line {error.lineno}, {error.msg}.") from None
    except RecursionError:
        raise ValueError("It is nested too deep.") from None
