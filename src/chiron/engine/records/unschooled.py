"""Tables whose keys do not begin with the school, each with its reason. A test finds any other."""

from __future__ import annotations

UNSCHOOLED: dict[str, str] = {
    "alembic_version": "The revision of the schema: one row for the whole database, written by the owner alone.",
    "school": "The list of schools itself: its id is the school, and its policy goes by that.",
}
