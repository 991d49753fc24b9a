"""The map, counted by hand and by what must hold for every map."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.support.journey.discover import Looking, discover
from chiron.core.support.journey.drawn import picture, rows
from chiron.core.support.journey.keeping import Keep
from chiron.core.support.journey.shape import Loop, Passage, Path, Spread
from chiron.core.support.journey.traces import Trace
from tests.core.support.journey.walks import STAGES, at, trace

LOOKING = Looking(at(2000), quiet=timedelta(days=2), goals=frozenset({"order.delivered"}), stages=STAGES)
ADA = trace("product.seen/boot basket.added/boot order.placed order.delivered", "Ada", 1, 0, "loyal")
BEN = trace("product.seen/boot product.seen/sock basket.added product.seen basket.added", "Ben", 2, 10, "new")
CLEO = trace("product.seen/tent", "Cleo", 1, 1990, "new")
ALL = [ADA, BEN, CLEO]
MANY = st.lists(
    st.builds(
        trace,
        st.lists(st.sampled_from(("a", "b", "c", "product.seen", "order.delivered")), min_size=1, max_size=9).map(
            " ".join
        ),
        st.sampled_from(("Ada", "Ben")),
        st.sampled_from((0.5, 30.0, 300.0)),
        st.integers(0, 1500),
    ),
    max_size=8,
)


def test_what_was_done_where_it_began_and_where_it_was_left() -> None:
    found = discover(ALL, LOOKING)
    assert (found.journeys, found.steps, found.done, found.left) == (3, 10, 1, 1)
    seen, basket = found.places[:2]
    assert (seen.activity, seen.times, seen.journeys, seen.starts, seen.again) == ("product.seen", 5, 3, 3, 2)
    assert (basket.activity, basket.times, basket.left, basket.drop_off) == ("basket.added", 3, 1, 0.5)
    delivered = next(place for place in found.places if place.activity == "order.delivered")
    assert (delivered.ends, delivered.left, delivered.early) == (1, 0, 1.0)


def test_flows_with_their_times() -> None:
    flow = discover(ALL, LOOKING).flows[0]
    assert (flow.before, flow.after, flow.times, flow.journeys) == ("product.seen", "basket.added", 3, 2)
    assert flow.wait == Spread(7200.0, 7200.0)


def test_loops_are_one_ring_wherever_one_steps_in() -> None:
    loops = discover([BEN, trace("b c b", "x"), trace("c b c", "y", 3)], LOOKING).loops
    hour = 3600.0
    assert Loop(("b", "c"), 2, 2, Spread(2 * hour, 6 * hour)) in loops
    assert Loop(("product.seen",), 1, 1, Spread(2 * hour, 2 * hour)) in loops
    assert Loop(("basket.added", "product.seen"), 2, 1, Spread(4 * hour, 4 * hour)) in loops


def test_stages_reached_left_and_grown_stale() -> None:
    looking, buying, waiting, loyal = discover(ALL, LOOKING).stages
    assert (looking.journeys, looking.here, looking.further, looking.back, looking.stale) == (3, 1, 2, 0, 2)
    assert (buying.journeys, buying.further, buying.stale) == (2, 1, 1)
    assert buying.stay.median == 3600.0
    assert (waiting.journeys, waiting.back) == (1, 1)
    assert loyal.journeys == 0
    assert Passage("looking", "buying", 2) in discover(ALL, LOOKING).passages


@pytest.mark.parametrize(
    ("keep", "who"),
    [
        (Keep(segments=frozenset({"new"})), 2),
        (Keep(products=frozenset({"boot"})), 2),
        (Keep(through=frozenset({"order.placed", "product.seen"})), 1),
        (Keep(since=at(5)), 2),
        (Keep(since=at(5), until=at(1990)), 1),
        (Keep(until=at(0)), 0),
        (Keep(channels=frozenset({"mail"})), 0),
    ],
)
def test_filters(keep: Keep, who: int) -> None:
    assert discover(ALL, LOOKING, keep).journeys == who


def test_steps_that_are_not_shown_leave_no_false_end() -> None:
    found = discover([BEN], LOOKING, Keep(without=frozenset({"basket.added"})))
    assert [(path.steps, path.journeys) for path in found.paths] == [(("product.seen",) * 3, 1)]
    assert found.left == 0


def test_what_is_dated_into_the_future_has_not_happened() -> None:
    found = discover([trace("a b c", every=900)], LOOKING)
    assert (found.steps, found.left, [path.steps for path in found.paths]) == (3, 1, [("a", "b", "c")])
    found = discover([trace("a b c", every=1500), trace("a", start=2001)], LOOKING)
    assert (found.journeys, found.steps) == (1, 2)


def test_nothing_is_a_map_too() -> None:
    empty = discover([Trace("Ada")], LOOKING)
    assert (empty.journeys, len(empty.stages), picture(empty).spots) == (0, 4, ())


@settings(max_examples=40)
@given(MANY, st.randoms(use_true_random=False))
def test_of_every_map(traces: list[Trace], chance: Random) -> None:
    found = discover(traces, LOOKING)
    assert sum(place.starts for place in found.places) == found.journeys
    assert sum(place.times for place in found.places) == found.steps
    assert sum(flow.times for flow in found.flows) == found.steps - found.journeys
    assert found.done + found.left <= found.journeys
    assert sum(place.left for place in found.places) == found.left
    assert all(flow.journeys <= flow.times and flow.wait.median <= flow.wait.ninth for flow in found.flows)
    shuffled = [*traces]
    chance.shuffle(shuffled)
    again = discover(shuffled, LOOKING)
    assert (again.places, again.flows, again.loops, again.stages) == (
        found.places,
        found.flows,
        found.loops,
        found.stages,
    )


@settings(max_examples=30)
@given(MANY, st.integers(1, 5), st.integers(0, 6))
def test_of_every_picture(traces: list[Trace], steps: int, flows: int) -> None:
    found = discover(traces, LOOKING)
    drawn = picture(found, steps, flows)
    assert len(drawn.spots) == min(steps, len(found.places))
    assert len({(spot.column, spot.row) for spot in drawn.spots}) == len(drawn.spots)
    assert drawn.hidden == (len(found.places) - len(drawn.spots), len(found.flows) - len(drawn.arrows))
    joined = {place for arrow in drawn.arrows for place in (arrow.before, arrow.after) if arrow.before != arrow.after}
    names = [spot.activity for spot in drawn.spots]
    between = [
        flow for flow in found.flows if flow.before in names and flow.after in names and flow.before != flow.after
    ]
    assert joined == {names.index(name) for flow in between for name in (flow.before, flow.after)}
    assert [(row.before, row.after) for row in rows(found, drawn)] == [
        (names[arrow.before], names[arrow.after]) for arrow in drawn.arrows
    ]
    assert all(0 < row.share <= 1 for row in rows(found))


def test_columns_are_stages_in_the_playbooks_order() -> None:
    drawn = picture(discover(ALL, LOOKING))
    assert drawn.columns == ("", "looking", "buying", "waiting", "loyal")
    column = {spot.activity: drawn.columns[spot.column] for spot in drawn.spots}
    assert column == {
        "product.seen": "looking",
        "basket.added": "buying",
        "order.placed": "waiting",
        "order.delivered": "looking",
    }
    back = {(arrow.flow.before, arrow.flow.after) for arrow in drawn.arrows if arrow.back}
    assert ("basket.added", "product.seen") in back


def test_paths_most_frequent_first() -> None:
    again = [trace("a b", str(number)) for number in range(3)]
    assert discover([*again, trace("c")], LOOKING).paths == (Path(("a", "b"), 3), Path(("c",), 1))
