"""What stays out of a person's file for now: whatever gives away an item that they have not finished. Pure.

The log keeps an item's seed and parameters, so that it can be made again; from them its answer follows. Somebody who
took their data along in mid-question could read it there, and so could whoever helps them. Once an item is finished or
put away, the next file holds all of it. Of a checkpoint or final check that is not handed in, what the checkers found
stays out too: its answers may still be changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chiron.core.words import Json

GIVES_AWAY = frozenset({"seed", "parameters", "proof"})
"""Fields of an event's place and body from which an answer can be told."""

FOUND = frozenset({"outcome", "credit", "misconception", "feedback", "parts", "note", "proof"})
"""Fields of an answer in a check that tell whether it is right."""

Tables = Mapping[str, list[dict[str, Json]]]


@dataclass(frozen=True, slots=True)
class Item:
    """One item, as events and snapshots name it."""

    course: Json
    template: Json
    seed: Json


def withhold(kept: Tables) -> tuple[Tables, int]:
    """The same tables without what gives away an unfinished item, and how many items that concerns."""
    events = kept.get("event", ())
    sheets = open_sheets(events)
    items = unfinished(events) | {item for inside in sheets.values() for item in inside}
    if not items:
        return kept, 0
    told = {table: [_row(table, row, items, frozenset(sheets)) for row in rows] for table, rows in kept.items()}
    return told, len(items)


def unfinished(events: Iterable[Mapping[str, Json]]) -> frozenset[Item]:
    """The items that were put before the learner and neither finished nor put away since.

    An item that was still open when its sitting ended counts as unfinished: the sitting may go on another day.
    """
    open_items = dict[str, Item]()
    for event in events:
        body, about = event["body"], event["about"] or {}
        if event["kind"] == "item.opened" and about.get("seed") is not None:
            open_items[body["item"]] = Item(about["course"], about["template"], about["seed"])
        elif body.get("finishes") or event["kind"] == "item.left":
            open_items.pop(body.get("item"), None)
    return frozenset(open_items.values())


def open_sheets(events: Iterable[Mapping[str, Json]]) -> dict[str, frozenset[Item]]:
    """The checks that were begun and neither handed in nor given up since, each with its items."""
    found = dict[str, frozenset[Item]]()
    for event in events:
        body, about = event["body"], event["about"] or {}
        if event["kind"] == "sheet.opened":
            course = about.get("course")
            found[body["sheet"]] = frozenset(Item(course, template, seed) for _, template, seed, _ in body["items"])
        elif event["kind"] in ("sheet.handed-in", "sheet.dropped"):
            found.pop(body["sheet"], None)
    return found


def _row(table: str, row: dict[str, Json], items: frozenset[Item], sheets: frozenset[str]) -> dict[str, Json]:
    if table == "event":
        if row["kind"].startswith("sheet.") and row["body"]["sheet"] in sheets:
            return {**row, "about": _without(row["about"] or {}), "body": _of_sheet(row["body"])}
        about = row["about"] or {}
        if Item(about.get("course"), about.get("template"), about.get("seed")) in items:
            return {**row, "about": _without(about), "body": _without(row["body"])}
    if table == "snapshot":
        mine = [item for item in items if item.course == row["course"]]
        return {**row, "state": _unjudged(_blanked(row["state"], mine), sheets)}
    return row


def _of_sheet(body: Mapping[str, Json]) -> dict[str, Json]:
    """An event of an open check: the questions without their seeds, an answer without what was found of it."""
    shown = {name: None if name in FOUND else value for name, value in body.items()}
    if "items" in body:
        shown["items"] = [[skill, template, None, seen] for skill, template, _, seen in body["items"]]
    return shown


def _unjudged(state: Json, sheets: frozenset[str]) -> Json:
    """A snapshot without what was found of the answers of an open check."""
    sheet = state.get("sheet") if isinstance(state, Mapping) else None
    if not isinstance(sheet, Mapping) or sheet.get("id") not in sheets:
        return state
    given = [[{**one, "verdict": None} for one in answers] for answers in sheet["given"]]
    return {**state, "sheet": {**sheet, "given": given}}


def _without(fields: Mapping[str, Json]) -> dict[str, Json]:
    return {name: None if name in GIVES_AWAY else value for name, value in fields.items()}


def _blanked(value: Json, items: list[Item], inside: bool = False) -> Json:
    """A snapshot names an item by its template beside its seed, or in one word: ``template#seed`` and what follows.

    ``inside`` such an item its attempts hold proofs too.
    """
    if isinstance(value, Mapping):
        place = (value.get("template"), value.get("seed"))
        hit = inside or any(place == (item.template, item.seed) for item in items)
        shown = _without(value) if hit else value
        return {name: _blanked(one, items, hit) for name, one in shown.items()}
    if isinstance(value, list):
        return [_blanked(one, items, inside) for one in value]
    if isinstance(value, str):
        for item in items:
            if value == f"{item.template}#{item.seed}" or value.startswith(f"{item.template}#{item.seed}#"):
                return item.template
    return value
