"""The drawing of ``chiron simulate``: one SVG without scripts or links, by itself or in a page."""

from __future__ import annotations

from html import escape

from chiron.core.learning.simulate.classroom import Classroom, SkillFigures

WIDTH, CURVE, ROW, LEFT = 900, 260, 22, 260
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.t{font-size:17px;font-weight:600}.s{fill:#555}"
    ".g{stroke:#ccc;stroke-width:1}.m{fill:none;stroke:#1f5fa8;stroke-width:2.5}.q{fill:#1f5fa8;opacity:.18}"
    ".b{fill:#1f5fa8}.k{fill:#2b7a4b}.x{fill:#b3541e}"
)


def page(found: Classroom, policy: str, html: bool) -> str:
    """The whole drawing; ``html`` puts it into a page."""
    drawn = svg(found, policy)
    if not html:
        return drawn
    title = escape(f"{found.course.title}: what {policy} does to a class")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f'<body style="margin:1rem;background:#fff">{drawn}</body></html>\n'
    )


def svg(found: Classroom, policy: str) -> str:
    """Skills known by minute, then a row for each skill: minutes, who knows it, who is stuck."""
    figures = found.skills()
    height = 110 + CURVE + 70 + ROW * len(figures) + 20
    says = (
        f"{len(found.pupils)} simulated learners, {found.plan.sittings} sittings of {found.plan.minutes:g} minutes. "
        f"Skills known at the end: {found.known:.1f} of {len(figures)}."
    )
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(says, quote=True)}" style="max-width:{WIDTH}px;width:100%">',
        f'<style>{STYLE}</style><rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text(20, 32, f"{found.course.title}: what “{policy}” does to a class", "t"),
        _text(20, 56, says, "s"),
        *_curve(found, 90),
        *_rows(found, figures, 110 + CURVE + 30),
        "</svg>",
    ]
    return "\n".join(parts)


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def _curve(found: Classroom, top: int) -> list[str]:
    size, points = len(found.course.skills), found.by_minute()
    most = points[-1][0]

    def at(minute: float, count: float) -> str:
        x = 60 + (WIDTH - 90) * minute / most
        return f"{x:.1f},{top + (CURVE - 40) * (1 - count / size):.1f}"

    low, high = [at(m, q) for m, q, _, _ in points], [at(m, q) for m, _, _, q in points]
    parts = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = top + (CURVE - 40) * (1 - share)
        parts.append(f'<line class="g" x1="60" x2="{WIDTH - 30}" y1="{y:.0f}" y2="{y:.0f}"/>')
        parts.append(_text(52, y + 4, f"{share * size:.0f}", "s", "end"))
    for share in (0.25, 0.5, 0.75, 1.0):
        parts.append(_text(60 + (WIDTH - 90) * share, top + CURVE - 20, f"{most * share:.0f} min", "s", "middle"))
    parts.append(f'<polygon class="q" points="{" ".join(low + high[::-1])}"/>')
    parts.append(f'<polyline class="m" points="{" ".join(at(m, q) for m, _, q, _ in points)}"/>')
    parts.append(
        _text(60, top + CURVE, "Skills truly known: the middle learner, and the middle half of the class", "s")
    )
    return parts


def _rows(found: Classroom, figures: list[SkillFigures], top: int) -> list[str]:
    longest = max((f.minutes for f in figures), default=0.0) or 1.0
    parts = [
        _text(LEFT, top, "minutes", "s"),
        _text(LEFT + 300, top, "know it at the end", "s"),
        _text(LEFT + 480, top, "stuck", "s"),
    ]
    for place, one in enumerate(figures):
        y = top + 12 + ROW * place
        title = found.course.skills[one.skill].title
        shown = title if len(title) <= 36 else title[:35] + "…"
        parts.append(_text(LEFT - 10, y + 13, shown, "", "end"))
        parts.append(_bar(LEFT, y, 220 * one.minutes / longest, "b"))
        parts.append(_text(LEFT + 232, y + 13, f"{one.minutes:.0f}"))
        parts.append(_bar(LEFT + 300, y, 110 * one.known, "k") + _text(LEFT + 420, y + 13, f"{one.known:.0%}"))
        parts.append(_bar(LEFT + 480, y, 90 * one.stuck, "x") + _text(LEFT + 580, y + 13, f"{one.stuck:.0%}"))
    return parts


def _bar(x: float, y: float, width: float, kind: str) -> str:
    return f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{max(0.0, width):.1f}" height="15" rx="2"/>'
