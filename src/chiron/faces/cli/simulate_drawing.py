"""The drawing of ``chiron simulate``: one SVG without scripts or links, by itself or in a page.

It keeps to the look of Chiron's own charts: ink, a band for a range, values written at the marks, one warning colour.
"""

from __future__ import annotations

from html import escape
from math import ceil

from chiron.core.learning.simulate.classroom import STUCK_ITEMS, Classroom, SkillFigures

WIDTH, EDGE, CURVE, ROW, LEFT = 960, 32, 264, 28, 300
"""All in units of the drawing: its width, its margin, how high the curve is, how high a row, where the bars begin."""
RIGHT = WIDTH - EDGE
FADE = 190
"""What stands free to the right of the curve, for the words at its end."""
KNOWN, STUCK = 600, 800
LIGHT = "--ground:#fbf8f1;--line:#ded6c6;--ink:#1e2a3a;--second:#525b67;--look:#9c3d0c"
DARK = "--ground:#14171b;--line:#353a41;--ink:#ece7dc;--second:#b4b0a6;--look:#f4a972"
STYLE = (
    f"svg{{{LIGHT}}}@media (prefers-color-scheme:dark){{svg{{{DARK}}}}}"
    "text{font:15px 'Source Sans 3',system-ui,sans-serif;fill:var(--ink);font-variant-numeric:tabular-nums}"
    "text.t{font:600 26px 'Source Serif 4',Georgia,serif}text.h{font:600 18px 'Source Serif 4',Georgia,serif}"
    "text.r{font:17px 'Source Serif 4',Georgia,serif}"
    "text.s{fill:var(--second)}text.strong{font-weight:600}text.x{fill:var(--look);font-weight:600}"
    ".ground{fill:var(--ground)}.rule{stroke:var(--ink);stroke-width:1.5}.g,.row{stroke:var(--line);stroke-width:1}"
    ".m{fill:none;stroke:var(--ink);stroke-width:2.5;stroke-linejoin:round}.q{fill:var(--ink);opacity:.14}"
    ".b{fill:var(--ink)}.track{fill:var(--ink);opacity:.12}.look{fill:var(--look)}"
)
KINDS = {
    "usual": "usual",
    "weak-reader": "weak reader: slower, more slips, knows less before",
    "fast": "fast: fewer slips, knows more before",
    "forgetful": "forgetful",
    "new": "new: knows nothing of it before",
}


def page(found: Classroom, policy: str, html: bool) -> str:
    """The whole drawing; ``html`` puts it into a page."""
    drawn = svg(found, policy)
    if not html:
        return drawn
    title = escape(f"{found.course.title}: what {policy} does to a class")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        "<style>body{margin:0;background:#fbf8f1}@media (prefers-color-scheme:dark){body{background:#14171b}}"
        f"svg{{display:block;margin:0 auto}}</style></head><body>{drawn}</body></html>\n"
    )


def svg(found: Classroom, policy: str) -> str:
    """Skills known by minute, what each kind of learner knows at the end, then a row for each skill."""
    figures, kinds, size = found.skills(), found.by_kind(), len(found.course.skills)
    says = (
        f"{len(found.pupils)} simulated learners, {found.plan.sittings} sittings of {found.plan.minutes:g} minutes. "
        f"Skills known at the end: {found.known:.1f} of {size}, in the mean."
    )
    curve = 116
    by_kind = curve + 40 + CURVE + 36
    by_skill = by_kind + 24 + ROW * len(kinds) + 40
    height = by_skill + 52 + ROW * len(figures) + 52
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(says, quote=True)}" style="max-width:{WIDTH}px;width:100%">',
        f'<style>{STYLE}</style><rect class="ground" width="{WIDTH}" height="{height}"/>',
        _text(EDGE, 48, f"{found.course.title}: what “{policy}” does to a class", "t"),
        _text(EDGE, 80, says, "r"),
        *_head(curve, "Skills known, minute by minute"),
        _text(RIGHT, curve + 16, "line: the middle learner; band: the middle half of the class", "s", "end"),
        *_curve(found, curve + 40),
        *_head(by_kind, "Known at the end, by kind of learner"),
        *_kinds(kinds, size, by_kind + 24),
        *_head(by_skill, "Skill by skill"),
        *_rows(found, figures, by_skill + 24),
        _text(
            EDGE,
            height - 24,
            "Minutes: the mean of those who met the skill."
            f" Stuck: {STUCK_ITEMS} or more items of it, and still not known.",
            "s",
        ),
        "</svg>",
    ]
    return "\n".join(parts)


def _head(y: float, words: str) -> list[str]:
    rule = f'<line class="rule" x1="{EDGE}" x2="{RIGHT}" y1="{y - 8:.0f}" y2="{y - 8:.0f}"/>'
    return [rule, _text(EDGE, y + 16, words, "h")]


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words; what stands between dollar signs, a variable, is set in italics."""
    said = "".join(
        f'<tspan font-style="italic">{escape(part)}</tspan>' if place % 2 else escape(part)
        for place, part in enumerate(words.split("$"))
    )
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="{anchor}">{said}</text>'


def _curve(found: Classroom, top: int) -> list[str]:
    size, points = len(found.course.skills), found.by_minute()
    most, left, wide, high = points[-1][0], EDGE + 32, RIGHT - FADE - EDGE - 32, CURVE - 32

    def up(count: float) -> float:
        return top + high * (1 - count / size)

    def at(minute: float, count: float) -> str:
        return f"{left + wide * minute / most:.1f},{up(count):.1f}"

    parts = []
    for tick in _ticks(size):
        y = up(tick)
        parts.append(f'<line class="g" x1="{left}" x2="{left + wide}" y1="{y:.0f}" y2="{y:.0f}"/>')
        parts.append(_text(left - 10, y + 5, str(tick), "s", "end"))
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_text(left + wide * share, top + high + 24, f"{most * share:.0f}", "s", "middle"))
    parts.append(_text(left + wide + 24, top + high + 24, "minutes", "s"))
    low, above = [at(m, q) for m, q, _, _ in points], [at(m, q) for m, _, _, q in points]
    parts.append(f'<polygon class="q" points="{" ".join(low + above[::-1])}"/>')
    parts.append(f'<polyline class="m" points="{" ".join(at(m, q) for m, _, q, _ in points)}"/>')
    _minute, lower, middle, upper = points[-1]
    ends = ((upper, "upper quarter", "s"), (middle, "middle learner", "strong"),
            (lower, "lower quarter", "s"))  # fmt: skip
    places = _apart([up(count) for count, _words, _kind in ends], 20)
    for (count, words, kind), y in zip(ends, places, strict=True):
        parts.append(_text(left + wide + 10, y + 5, f"{_figure(count)}, {words}", kind))
    return parts


def _ticks(size: int) -> list[int]:
    """Whole numbers of skills from none to at most all of them, six at most, evenly apart."""
    step = max(1, ceil(size / 5))
    return list(range(0, size + 1, step))


def _apart(places: list[float], least: float) -> list[float]:
    """The same places from above, each at least so far below the one before it."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found


def _figure(count: float) -> str:
    return f"{count:.0f}" if float(count).is_integer() else f"{count:.1f}"


def _kinds(kinds: dict[str, tuple[int, float]], size: int, top: int) -> list[str]:
    parts = []
    for place, (kind, (count, known)) in enumerate(kinds.items()):
        y = top + 8 + ROW * place
        parts.append(_text(EDGE, y + 14, KINDS.get(kind, kind)))
        parts += _bar(440, y, 260, known / size, f"{known:.1f} of {size}", f"{count} of them", track=True)
    return parts


def _rows(found: Classroom, figures: list[SkillFigures], top: int) -> list[str]:
    longest = max((f.minutes for f in figures), default=0.0) or 1.0
    parts = [
        _text(LEFT, top + 16, "minutes", "s"),
        _text(KNOWN, top + 16, "know it at the end", "s"),
        _text(STUCK, top + 16, "stuck", "s"),
    ]
    for place, one in enumerate(figures):
        y = top + 28 + ROW * place
        title = found.course.skills[one.skill].title
        shown = title if len(title) <= 36 else title[:35] + "…"
        if place:
            parts.append(f'<line class="row" x1="{EDGE}" x2="{RIGHT}" y1="{y - 5:.0f}" y2="{y - 5:.0f}"/>')
        parts.append(_text(EDGE, y + 14, shown))
        parts += _bar(LEFT, y, 210, one.minutes / longest, f"{one.minutes:.0f}")
        parts += _bar(KNOWN, y, 120, one.known, f"{one.known:.0%}", track=True)
        if one.stuck:
            parts += _bar(STUCK, y, 80, one.stuck, f"{one.stuck:.0%}", look=True)
        else:
            parts.append(_text(STUCK, y + 14, "–", "s"))
    return parts


def _bar(
    x: float,
    y: float,
    wide: float,
    share: float,
    value: str,
    more: str = "",
    *,
    track: bool = False,
    look: bool = False,
) -> list[str]:
    """A bar of a share of its width with its value behind it; ``track`` shows the whole width."""
    long = max(0.0, min(1.0, share)) * wide
    parts = (
        [f'<rect class="track" x="{x:.0f}" y="{y + 2:.0f}" width="{wide:.0f}" height="14" rx="3"/>'] if track else []
    )
    parts.append(
        f'<rect class="{"look" if look else "b"}" x="{x:.0f}" y="{y + 2:.0f}" width="{long:.1f}" height="14" rx="3"/>'
    )
    end = x + (wide if track else long) + 10
    parts.append(_text(end, y + 14, value, "x" if look else "strong"))
    if more:
        parts.append(_text(end + 116, y + 14, more, "s"))
    return parts
