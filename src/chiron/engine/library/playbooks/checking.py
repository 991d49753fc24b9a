"""Checking a playbook: every fault with its file, line and remedy, in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args

from chiron.core.support.kinds import Body
from chiron.core.support.playbook.playbook import Playbook
from chiron.engine.library.faults import Fault
from chiron.engine.library.playbooks.knowing import knowledge_faults
from chiron.engine.library.playbooks.looking import Look
from chiron.engine.library.playbooks.reading import Shaped, open_playbook
from chiron.engine.library.playbooks.references import reference_faults
from chiron.engine.library.playbooks.ruling import rule_faults
from chiron.engine.library.playbooks.tongues import language_faults
from chiron.engine.library.playbooks.walking import flow_faults
from chiron.engine.library.playbooks.wording import word_faults


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking finds: faults keep a playbook from being used, notes do not. Without faults it is ``playbook``."""

    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]
    playbook: Playbook | None


def check(path: Path, today: date) -> Checked:
    """Every fault and note of the playbook in this folder, by file and line. ``today`` judges its dates."""
    shaped = open_playbook(path)
    if shaped.playbook is None:
        return Checked(tuple(sorted(set(shaped.faults))), (), None)
    look = look_over(shaped, shaped.playbook, today)
    faults = tuple(sorted({*shaped.faults, *look.faults}))
    return Checked(faults, tuple(sorted(set(look.notes))), None if faults else shaped.playbook)


def look_over(shaped: Shaped, playbook: Playbook, today: date) -> Look:
    """What can be told of the parts that could be read."""
    look = Look(playbook, shaped, today, event_kinds())
    reference_faults(look)
    knowledge_faults(look)
    flow_faults(look)
    rule_faults(look)
    word_faults(look, playbook)
    language_faults(look)
    return look


@lru_cache(maxsize=1)
def event_kinds() -> frozenset[str]:
    """The kinds of event of the support desk's log."""
    return frozenset(str(one.__struct_config__.tag) for one in get_args(Body))
