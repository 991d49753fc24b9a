"""Hands on the widgets that are drawn on: a mouse, or a finger."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from playwright.sync_api import CDPSession, Page

Place = tuple[float, float]
STEPS = 5


class Mouse:
    """Clicks and drags as a mouse does."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tap(self, at: Place) -> None:
        """Press and let go at a place of the window."""
        self.page.mouse.click(*at)

    def drag(self, start: Place, end: Place) -> None:
        """Press, move, and let go."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=STEPS)
        self.page.mouse.up()


class Finger:
    """The same by touch, through the browser's own input: what scrolls a page scrolls it here too."""

    def __init__(self, page: Page) -> None:
        self.browser: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *places: Place) -> None:
        points = [{"x": x, "y": y} for x, y in places]
        self.browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def tap(self, at: Place) -> None:
        """Touch and let go."""
        self._send("touchStart", at)
        self._send("touchEnd")

    def drag(self, start: Place, end: Place) -> None:
        """Touch, move, and let go."""
        stops = [
            (start[0] + (end[0] - start[0]) * n / STEPS, start[1] + (end[1] - start[1]) * n / STEPS)
            for n in range(STEPS + 1)
        ]
        self._send("touchStart", start)
        for _, stop in pairwise(stops):
            self._send("touchMove", stop)
        self._send("touchEnd")


Hand = Mouse | Finger
HANDS: dict[str, Callable[[Page], Hand]] = {"mouse": Mouse, "touch": Finger}


def middle(page: Page, wanted: str) -> Place:
    """The middle of an element, once it is in view."""
    found = page.locator(wanted).first
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box is not None, f"{wanted} is not shown"
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_grid(page: Page, x: float, y: float) -> Place:
    """Where a point of the grid is in the window."""
    page.locator(".plot").scroll_into_view_if_needed()
    found: list[float] = page.locator("graph-plot").evaluate(
        """(plot, [x, y]) => {
          const plan = JSON.parse(plot.dataset.plot), box = plot.querySelector('.plot').getBoundingClientRect();
          return [box.left + (x - plan.x.from) / (plan.x.to - plan.x.from) * box.width,
                  box.top + (plan.y.to - y) / (plan.y.to - plan.y.from) * box.height];
        }""",
        [x, y],
    )
    return found[0], found[1]
