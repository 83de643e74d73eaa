"""Line charts as SVG, small, the same bytes for the same figures, readable on light and dark paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 560, 400
LEFT, TOP, RIGHT, BOTTOM = 60, 40, 20, 60
RIGHT_HALF = (LEFT + WIDTH - RIGHT) // 2
"""Below a diagonal the right half is empty: there the lines are named."""
COLOURS = ("#0b6e99", "#c4552d", "#6b7f2a", "#7a4fa3", "#333333")
"""Told apart in grey as well: their lightness differs, and each line has its own dashes."""
DASHES = ("", "7 4", "2 4", "10 3 2 3", "14 5")
POINTS_MAX = 160
"""Points of a line at most: more are not seen and make the file large."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart; `sizes` (one a point) draws dots whose area tells how much stands behind a point."""

    name: str
    points: Sequence[tuple[float, float]]
    sizes: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, and from where to where; `ticks` (place, words) in place of six at equal distances."""

    name: str
    start: float = 0.0
    end: float = 1.0
    ticks: Sequence[tuple[float, str]] = ()

    @property
    def marks(self) -> list[tuple[float, str]]:
        """Where lines cross the chart, and what stands there."""
        if self.ticks:
            return list(self.ticks)
        places = [self.start + step / 5 * (self.end - self.start) for step in range(6)]
        return [(place, f"{place:.2g}") for place in places]


def chart(
    title: str, x: Axis, y: Axis, lines: Sequence[Line], *, diagonal: bool = False, named_above: bool = False
) -> str:
    """The chart as an SVG file's text; `diagonal` draws y = x as well, `named_above` names the lines at the top."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" font-size="14" font-weight="bold" fill="#222222">{escape(title)}</text>',
        *_frame(x, y),
    ]
    if diagonal:
        a, b = _place((x.start, x.start), x, y), _place((x.end, x.end), x, y)
        parts.append(_polyline([a, b], "#999999", "4 4", 1.0))
    for number, line in enumerate(lines):
        level = TOP + 18 + 18 * number if named_above else HEIGHT - BOTTOM - 14 - 18 * number
        parts += _line(line, number, x, y, legend=(RIGHT_HALF if diagonal else LEFT, level))
    return "\n".join([*parts, "</svg>", ""])


def _frame(x: Axis, y: Axis) -> list[str]:
    parts = []
    for across, words in x.marks:
        left, low = _place((across, y.start), x, y)
        _, high = _place((across, y.end), x, y)
        parts.append(_polyline([(left, low), (left, high)], "#e2e2e2", "", 1.0))
        parts.append(_text(left, low + 18, words, "middle"))
    for down, words in y.marks:
        left, level = _place((x.start, down), x, y)
        right, _ = _place((x.end, down), x, y)
        parts.append(_polyline([(left, level), (right, level)], "#e2e2e2", "", 1.0))
        parts.append(_text(left - 8, level + 4, words, "end"))
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 40, x.name, "middle"))
    parts.append(
        f'<text transform="translate(16 {middle:.0f}) rotate(-90)" text-anchor="middle" fill="#444444">'
        f"{escape(y.name)}</text>"
    )
    return parts


def _line(line: Line, number: int, x: Axis, y: Axis, *, legend: tuple[int, int]) -> list[str]:
    colour, dashes = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    inside = [(a, b) for a, b in line.points if x.start <= a <= x.end and y.start <= b <= y.end]
    parts = [_polyline([_place(point, x, y) for point in _thinned(inside)], colour, dashes, 2.0)]
    for point, size in zip(line.points, line.sizes, strict=False):
        left, level = _place(point, x, y)
        parts.append(
            f'<circle cx="{left:.1f}" cy="{level:.1f}" r="{2 + 9 * size**0.5:.1f}" fill="{colour}" opacity=".5"/>'
        )
    at, level = legend
    parts.append(_polyline([(at + 12, level), (at + 40, level)], colour, dashes, 2.0))
    parts.append(_text(at + 46, level + 4, line.name, "start"))
    return parts


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(points) <= POINTS_MAX:
        return list(points)
    step = (len(points) - 1) / (POINTS_MAX - 1)
    return [points[round(number * step)] for number in range(POINTS_MAX)]


def _place(point: tuple[float, float], x: Axis, y: Axis) -> tuple[float, float]:
    across = (point[0] - x.start) / (x.end - x.start)
    down = (point[1] - y.start) / (y.end - y.start)
    return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - down * (HEIGHT - TOP - BOTTOM)


def _polyline(points: Sequence[tuple[float, float]], colour: str, dashes: str, width: float) -> str:
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _text(left: float, level: float, words: str, anchor: str) -> str:
    return f'<text x="{left:.1f}" y="{level:.1f}" text-anchor="{anchor}" fill="#444444">{escape(words)}</text>'
