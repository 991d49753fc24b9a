"""An item as a learner would meet it, for whoever writes or teaches it: graded for real, and nothing is recorded.

What was done so far travels with the page. It is decided anew for every look, so an answer that was typed a moment ago
is judged by the course as it is now.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from uuid import UUID

from chiron.core.errors import InvalidInput
from chiron.core.learning import commands as c
from chiron.core.learning.decide import OldPage, Setting, TalkSetting, current_step, decide, made_item
from chiron.core.learning.fold import Frame, apply_draft
from chiron.core.learning.generate import Item, ItemStep, generate
from chiron.core.learning.interactions import Unread
from chiron.core.learning.policies import policy
from chiron.core.learning.state import LearnerState, OpenItem, Session
from chiron.desks.tutoring.turn import spoken
from chiron.engine.grading.checks import Graders, guess

MOST_DEEDS = 60
"""Things done at one item; then it is begun anew."""
ACTIONS = ("answer", "unsure", "hint", "solution", "undo")
_ENDLESS = 1_000_000


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done at a step. ``fields`` are the answer as a form sends it."""

    action: str
    step: str
    fields: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """Where the deeds led. ``kept`` are those that still count; ``unread`` and ``notice`` are of the last one."""

    state: LearnerState
    setting: Setting
    kept: tuple[Deed, ...]
    unread: Unread | None = None
    notice: InvalidInput | OldPage | None = None

    @property
    def item(self) -> Item:
        """The item that is looked at."""
        assert self.state.item is not None
        return made_item(self.state.item, self.setting)

    @property
    def step(self) -> ItemStep | None:
        """The step to do now."""
        assert self.state.item is not None
        return current_step(self.state.item, self.item)


async def look_at(
    graders: Graders, frame: Frame, skill: str, template: str, seed: int, deeds: Sequence[Deed], now: datetime, tag: str
) -> Look:
    """The item of a template and seed after these deeds, for a reader of the language ``tag``.

    A deed that the course no longer takes (its step is gone, its answer can be read no more) is left out. Raises
    KeyError for an unknown skill or template, CannotGenerate where the template yields no item.
    """
    setting = _setting(frame, now, tag)
    setting.generate(skill, template, seed)
    name = _key(frame.version, skill, template, seed, ())
    state = _opened(frame, skill, template, seed, name, now)
    kept: tuple[Deed, ...] = ()
    unread, notice = None, None
    for deed in deeds[:MOST_DEEDS]:
        unread, notice = None, None
        setting = replace(setting, when=now + timedelta(seconds=len(kept) + 1))
        key = _key(frame.version, skill, template, seed, (*kept, deed))
        try:
            state = await _done(graders, state, deed, key, setting)
        except Unread as why:
            unread = why
        except (InvalidInput, OldPage) as why:
            notice = why
        else:
            kept = (*kept, deed)
    return Look(state, setting, kept, unread, notice)


def _setting(frame: Frame, now: datetime, tag: str) -> Setting:
    ids = count(1)
    return Setting(
        frame,
        policy("steady"),
        partial(generate, frame.course),
        guess,
        now,
        Random(0),  # noqa: S311 - nothing is chosen here
        lambda: UUID(int=next(ids)),
        None,
        TalkSetting(language=tag),
    )


def _opened(frame: Frame, skill: str, template: str, seed: int, name: str, now: datetime) -> LearnerState:
    item = OpenItem(name, skill, template, seed, frame.version, "practice", "looking", {}, now)
    return LearnerState(joined=now, session=Session(name, "practice", now, _ENDLESS, skill), item=item)


def _key(*of: object) -> str:
    """A name for what stands on the page, another one as soon as anything that it is made of differs."""
    return f"look-{hashlib.sha256(repr(of).encode('utf-8', 'replace')).hexdigest()[:24]}"


async def _done(graders: Graders, state: LearnerState, deed: Deed, key: str, setting: Setting) -> LearnerState:
    item = state.item
    assert item is not None
    command = await _command(graders, item, deed, key, setting)
    decision = await spoken(decide(state, command, setting))
    for draft in decision.drafts:
        state = apply_draft(state, draft, setting.frame)
    return state


async def _command(graders: Graders, item: OpenItem, deed: Deed, key: str, setting: Setting) -> c.Command:
    about = (key, None, item.id, deed.step)
    if deed.action == "unsure":
        return c.Unsure(*about)
    if deed.action == "hint":
        return c.TakeHint(*about, item.step(deed.step).rungs)
    if deed.action == "solution":
        return c.ShowSolution(*about)
    if deed.action == "undo":
        return c.Undo(*about)
    made = made_item(item, setting)
    step = next((each for each in made.steps if each.id == deed.step), None)
    if deed.action != "answer" or step is None:
        raise InvalidInput("This question has no such step. Load the page again.", field="step")
    if item.step(step.id).done:
        raise OldPage("This step was answered already. This is where you are.")
    response, verdict = await graders.judge(step, deed.fields)
    return c.Answer(*about, response, verdict)
