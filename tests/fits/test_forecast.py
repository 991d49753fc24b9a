"""What trees say of the next answer: folded from the log as it grows, used to choose an item's template, else free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from msgspec.json import decode

from chiron.core.events import Draft, Event
from chiron.core.learning.fitted.parameters import with_templates
from chiron.core.learning.mastery import Estimate, model
from chiron.core.learning.mastery.probit import chance as by_ability
from chiron.core.learning.outlook import opening
from chiron.core.learning.policies import policy
from chiron.core.learning.residual import NAMES, Gain, Item, Residual, Tables, Tree, written
from chiron.core.learning.residual.asking import by_chances
from chiron.engine.fits import forecast, leftover, live, residual
from chiron.engine.fits.forecast import Forecast, Forecasts
from chiron.engine.folds import Folds
from chiron.engine.library.shelf import Shelf
from chiron.engine.records import log
from chiron.engine.records.database import Database
from tests.core.tiny import tiny
from tests.desks.test_rebuild import worked
from tests.fits.made_up import BEGIN, drafts
from tests.fits.test_fits import fitted, room

COURSE = tiny()
TREES = (
    Tree((NAMES.index("item_ease"),), (0.0,), (-1,), (-2,), (-1.5, 1.0)),
    Tree((NAMES.index("streak"), NAMES.index("in_skill")), (0.5, 2.5), (-1, -2), (1, -3), (-0.2, 0.1, 0.6)),
)
TABLES = Tables(items={"first/one": Item(1.0, 0.1, 40, (-1.0,) * 4), "first/three": Item(-1.0, 0.1, 40, (-1.0,) * 4)})
RESIDUAL = Residual(TABLES, TREES)
WHEN = BEGIN + timedelta(days=90)


def events(told: Sequence[Draft]) -> list[Event]:
    return [Event(UUID(int=n), UUID(int=2), UUID(int=1), n, draft) for n, draft in enumerate(told, 1)]


def new() -> Forecast:
    return Forecast(COURSE, opening(COURSE), RESIDUAL)


def said(one: Forecast) -> dict[str, dict[str, float]]:
    return {skill: one.chances(skill, WHEN) for skill in COURSE.skills}


def test_read_piece_by_piece_it_says_what_it_says_of_the_whole_log() -> None:
    told = events(list(drafts(COURSE, "v" * 64, Random(3), 40)))
    whole, pieces = new(), new()
    whole.read(told, len(told))
    for end in range(0, len(told) + 1, 7):
        pieces.read(told[end - 7 if end else 0 : end], end)
    pieces.read(told[len(told) - len(told) % 7 :], len(told))
    assert said(whole) == said(pieces) != said(new())
    assert all(0 < p < 1 for chances in said(whole).values() for p in chances.values())
    assert said(whole)["first"]["one"] > said(whole)["first"]["three"], "the trees know which is easier"
    assert set(whole._history.by_item) <= {forecast._name(*names) for names in COURSE.templates}


def test_a_grade_decided_otherwise_is_folded_as_if_it_had_been_so() -> None:
    told = events(list(drafts(COURSE, "v" * 64, Random(3), 20)))
    first = next(e for e in told if e.kind == "step.attempted")
    other = "incorrect" if first.body["outcome"] == "correct" else "correct"
    body = {
        "attempt": first.draft.key,
        "item": first.body["item"],
        "outcome": other,
        "credit": float(other == "correct"),
    }
    ruling = replace(first.draft, kind="grade.decided", body={**body, "finishes": True}, key="ruled", version=1)
    after = [*told, Event(UUID(int=99), UUID(int=2), UUID(int=1), 99, ruling)]
    changed = replace(
        first, draft=replace(first.draft, body={**first.body, "outcome": other, "credit": body["credit"]})
    )
    one, two = new(), new()
    one.read(told, len(told))
    before = said(one)
    one.read(after[-1:], 99)
    two.read([changed if e is first else e for e in told], len(told))
    assert said(one) == said(two) != before


def test_templates_are_seen_as_hard_as_their_chances_say() -> None:
    who = Estimate(0.4, 0.6, 0.0, 1.3)
    chances = {"one": 0.95, "three": 0.2}
    made = by_chances(COURSE, "first", who, lambda _: chances)
    for name, p in chances.items():
        assert by_ability(who.mean, who.variance, made.templates["first", name].difficulty) == pytest.approx(p)
    assert made.templates["first", "two"] is COURSE.templates["first", "two"]
    assert made.skills["second"] is COURSE.skills["second"]
    assert COURSE.templates["first", "one"].difficulty == 0.0
    assert by_chances(COURSE, "first", who, None) is COURSE
    assert by_chances(COURSE, "gone", who, lambda _: chances) is COURSE
    assert with_templates(COURSE, "first", {"one": 9.0}).templates["first", "one"].difficulty == 3.0


def test_a_policy_chooses_by_the_chances() -> None:
    who, often = Estimate(0.0, 0.5, 0.0, 1.3), []
    for chances in ({"one": 0.72, "two": 0.05, "three": 0.999}, {"one": 0.999, "two": 0.05, "three": 0.72}):
        made = by_chances(COURSE, "first", who, lambda _, told=chances: told)  # type: ignore[misc]
        drawn = [policy().choose_template(made, "first", "practice", (), who, Random(n)) for n in range(200)]
        often.append(drawn.count("one") - drawn.count("three"))
    assert often[0] > 60
    assert often[1] < -60


def test_another_fit_or_a_log_cut_short_begins_anew_and_few_are_held() -> None:
    held, ada, ben = Forecasts(most=1), UUID(int=1), UUID(int=2)
    first = held.of(ada, "v gaussian@1+a", new(), 5)
    first.seq = 5
    assert held.of(ada, "v gaussian@1+a", new(), 7) is first
    assert held.of(ada, "v gaussian@1+b", new(), 7) is not first
    kept = held.of(ada, "v gaussian@1+b", new(), 7)
    kept.seq = 7
    assert held.of(ada, "v gaussian@1+b", new(), 3) is not kept, "a restored log that is shorter"
    mine = held.of(ada, "v", new(), 1)
    held.of(ben, "v", new(), 1)
    assert held.of(ada, "v", new(), 1) is not mine


async def test_a_turn_asks_the_trees_only_where_some_are_in_use(
    database: Database, school: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await worked(database, school, sittings=2)
    person, asked = ada.sitting.person, list[str]()

    def chances(self: Forecast, skill: str, when: Any) -> dict[str, float]:
        asked.append(skill)
        return real(self, skill, when)

    real = Forecast.chances
    monkeypatch.setattr(forecast.Forecast, "chances", chances)
    await ada.weeks(1)
    assert asked == []
    await room(database, school, learners=3, count=12)
    monkeypatch.setattr(leftover, "LEARNERS", 1)
    monkeypatch.setattr(leftover, "ANSWERS", 1)
    gain = Gain(True, ("it gains",), 0.02, 0.01, 0.03, 40, 900, 0.01)
    monkeypatch.setattr(residual, "choose", lambda *_, **__: residual.Choice(gain, RESIDUAL, {}))
    made = await fitted(database, school, adopt={"better": True, "no-better": True, "too-few": True})
    assert made.adopted
    assert made.report.leftover == "it gains"
    folds = Folds(Shelf(), model())
    async with database.school(school) as conn:
        used = await folds.live(conn, "tiny")
        assert used.residual == RESIDUAL
        assert used.base is not None, "what the trees were grown on is kept with them"
        last = await log.last_seq(conn, person.id)
        gathered = await folds.gather(conn, person, "tiny")
        course, version = gathered.frame.course, gathered.frame.version
        found = await folds.fits.forecast(conn, person, course, version, last)
        assert found is not None
        assert await folds.fits.forecast(conn, person, course, version, last) is found
        whole = Forecast(course, used.base, RESIDUAL)
        whole.read(await log.read(conn, person.id, course="tiny"), last)
        assert found.chances("first", WHEN) == whole.chances("first", WHEN)
        assert not folds.fits.without_trees(school, "tiny")
    asked.clear()
    await ada.weeks(1)
    assert asked, "an item was chosen by what the trees say"
    assert set(asked) <= set(COURSE.skills)


def test_a_template_of_which_no_item_can_be_made_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise LookupError("nobody offers this kind")

    monkeypatch.setattr(forecast, "generate", broken)
    one = Forecast(tiny(), opening(COURSE), RESIDUAL)
    assert set(one.chances("first", WHEN)) == {"one", "two", "three"}


def test_trees_of_another_format_are_passed_over() -> None:
    kept = decode(written(RESIDUAL))
    assert live._trees(kept) == RESIDUAL
    assert live._trees({**kept, "format": 0}) is None
    assert live._trees(None) is None
