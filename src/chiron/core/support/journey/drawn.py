"""A map as a page draws it, and the same as a table for whoever reads rather than looks. No pixels, no colours.

``picture`` lays steps into columns and rows and keeps the strongest flows, so that a map of a whole shop can be read;
``rows`` lists every flow of the picture in words and numbers, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.support.journey.shape import Flow, Map, Place, Spread

COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Spot:
    """A step in the picture. ``column``, ``row``: from 0; ``weight``: its share of journeys; ``left``: of those."""

    activity: str
    stage: str
    column: int
    row: int
    weight: float
    left: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """A flow in the picture, between spots by their places; ``back``: to an earlier column, or to itself.

    ``weight``: from 0 to 1, against the strongest flow.
    """

    before: int
    after: int
    weight: float
    back: bool
    flow: Flow


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn. ``hidden``: how many steps and flows of the map are too rare to be shown."""

    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    columns: tuple[str, ...]
    """What each column is: a stage's id, empty for steps of none; all empty where the map has no stages."""
    hidden: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """A flow as a row of the table. ``share``: of the times of ``before``, those that this followed."""

    before: str
    after: str
    times: int
    journeys: int
    share: float
    wait: Spread


def picture(of: Map, steps: int = 25, flows: int = 60) -> Picture:
    """The most frequent ``steps``, and of the ``flows`` between them the most frequent, and each step's strongest two.

    The strongest way into and out of a step are always shown: none stands there alone that has any.
    """
    shown = sorted(of.places, key=lambda place: (-place.journeys, -place.times, place.activity))[:steps]
    columns, laid = _columns(of, shown)
    place = {spot.activity: number for number, spot in enumerate(laid)}
    between = [flow for flow in of.flows if flow.before in place and flow.after in place]
    chosen = _chosen(between, flows)
    most = max((flow.times for flow in chosen), default=1)
    arrows = [
        Arrow(
            place[flow.before],
            place[flow.after],
            flow.times / most,
            laid[place[flow.after]].column < laid[place[flow.before]].column or flow.before == flow.after,
            flow,
        )
        for flow in chosen
    ]
    return Picture(tuple(laid), tuple(arrows), columns, (len(of.places) - len(laid), len(of.flows) - len(chosen)))


def _columns(of: Map, shown: Sequence[Place]) -> tuple[tuple[str, ...], list[Spot]]:
    """Columns by stage in the playbook's order, or by how early steps come; in each the more frequent above."""
    order = [stage.stage for stage in of.stages]
    titles = ("", *order) if order else ("",) * COLUMNS
    spots: list[Spot] = []
    rows = [0] * len(titles)
    for step in shown:
        column = order.index(step.stage) + 1 if step.stage in order else 0
        column = column if order else min(COLUMNS - 1, int(step.early * COLUMNS))
        share = step.journeys / of.journeys if of.journeys else 0.0
        spots.append(Spot(step.activity, step.stage, column, rows[column], share, step.drop_off))
        rows[column] += 1
    return titles, spots


def _chosen(flows: Sequence[Flow], many: int) -> list[Flow]:
    """The most frequent flows, and the strongest into and out of each step, in the order given."""
    strongest: dict[tuple[str, str], Flow] = {}
    for flow in flows:
        if flow.before != flow.after:
            strongest.setdefault(("from", flow.before), flow)
            strongest.setdefault(("to", flow.after), flow)
    must = {(flow.before, flow.after) for flow in strongest.values()}
    must |= {(flow.before, flow.after) for flow in flows[:many]}
    return [flow for flow in flows if (flow.before, flow.after) in must]


def rows(of: Map, drawn: Picture | None = None) -> list[Row]:
    """The flows of a picture, or all of the map, as a table."""
    times = {place.activity: place.times for place in of.places}
    flows = [arrow.flow for arrow in drawn.arrows] if drawn else of.flows
    return [
        Row(flow.before, flow.after, flow.times, flow.journeys, flow.times / times[flow.before], flow.wait)
        for flow in flows
    ]
