"""A course that holds what others wrote: origins, plain hints, a skill without a lesson, texts to read alone."""

from __future__ import annotations

from typing import Any

from chiron.core.learning.course import Course
from tests.core.tiny import tiny

BOOK = {
    "title": "Balances & Scales",
    "licence": "CC-BY-4.0",
    "authors": ["Ana Ruiz", "Bo Lee"],
    "url": "https://books.example/balances?page=1&part=2",
    "id": "m0042",
}
BANK = {"title": "Free <b>Items</b>", "licence": "CC-BY-NC-ND-4.0", "authors": ["R. Roe"], "url": "javascript:alert(1)"}
PENDULUM = "A pendulum swings at the same pace whether its arc is wide or narrow, as Galileo saw in Pisa."
DRAWING = '<svg viewBox="0 0 20 20"><rect x="1" y="1" width="5" height="5" fill="var(--accent)"/></svg>'


def others() -> Course:
    """The tiny course: the first skill's lesson from a book, the second without a lesson, problems from a bank, a text
    in the unit, and a unit of texts alone before it."""
    body: dict[str, Any] = tiny().model_dump(mode="json")
    first, second, _ = body["units"][0]["skills"]
    first["origin"] = BOOK
    second["lesson"] = ""
    for template in first["templates"]:
        template["origin"] = BANK
        for step in template["steps"]:
            step["hints"] = ["Look at @b.", "Undo what was done."]
    body["units"][0]["readings"] = [
        {
            "id": "old-scales",
            "title": "Old scales",
            "skills": ["first"],
            "text": "Merchants weighed gold on a steelyard.",
        }
    ]
    pages = [
        {
            "id": "pendulums",
            "title": "Pendulums",
            "objectives": ["Say what sets the pace of a pendulum."],
            "origin": BOOK,
            "text": f"## In Pisa\n\n{PENDULUM}\n\n![A square.](square.svg)\n",
            "pictures": {"square.svg": DRAWING},
        },
        {
            "id": "clocks",
            "title": "Clocks",
            "text": "The first clocks with a pendulum lost a quarter of a minute a day.",
        },
    ]
    body["units"].insert(0, {"id": "reader", "title": "To read", "summary": "Texts.", "skills": [], "readings": pages})
    return Course.model_validate(body)
