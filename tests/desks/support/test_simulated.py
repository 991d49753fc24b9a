"""A simulated shop's year through the desk: brought in, folded and rebuilt, with the same outcome twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import chiron
from chiron.core.support.accepting import NEEDS
from chiron.core.support.simulate import json_lines, simulate
from chiron.core.support.simulate.run import BEGINS
from chiron.desks.support import customers, importing
from chiron.desks.support.desk import SupportDesk
from chiron.engine.library.playbooks.reading import read_playbook
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from tests.desks.support.conftest import Clock

NORTHWAY = Path(chiron.__file__).parents[2] / "playbooks" / "northway"


async def test_a_year_of_a_shop(desk: SupportDesk, shop: School, olga: Person, clock: Clock) -> None:
    year = simulate(read_playbook(NORTHWAY), seed=7, customers=8)
    clock.now = BEGINS + timedelta(days=366)
    data = "\n".join(json_lines(year)).encode()
    first = await importing.import_events(desk, olga, data)
    assert first.faults == []
    assert first.kept + first.without_consent == len(year.touches)
    again = await importing.import_events(desk, olga, data)
    assert (again.kept, again.already) == (0, first.kept)
    shown = 0
    async with desk.database.school(shop.id) as conn:
        for who in {touch.customer for touch in year.touches if touch.customer is not None}:
            known = await customers.gather(conn, await customers.find(conn, who))
            own = [touch for touch in year.touches if touch.customer == who]
            placed = {touch.body.order for touch in own if touch.kind == "order.placed"}  # type: ignore[union-attr]
            assert set(known.orders) == placed
            shown += sum(interest.seen for interest in known.products.values())
    assert 0 < shown <= sum(touch.kind == "product.seen" for touch in year.touches)
    assert NEEDS["product.seen"]
