"""Figures of the report as SVG, drawn from its JSON alone; colours are those of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

_WIDTH, _ROW, _LABEL = 760, 18, 190
_CURVE_HEIGHT = 260
_NONE = 1e-9
"""Alerts where there are none, so that nothing is divided by 0."""


def bars(rates: Mapping[str, Mapping[str, float]]) -> Markup:
    """A bar for each rate with its interval as a line, weakest first."""
    ordered = sorted(rates, key=lambda name: (rates[name]["share"], name))
    height = _ROW * len(ordered) + 24
    parts = [_open(height, "Found, with 95 % intervals")]
    for tick in (0, 25, 50, 75, 100):
        x = _across(tick / 100)
        parts.append(f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height - 20}" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 6}" class="tick" text-anchor="middle">{tick} %</text>')
    for row, name in enumerate(ordered):
        rate, y = rates[name], row * _ROW + 4
        parts.append(
            f'<text x="{_LABEL - 8}" y="{y + 10}" text-anchor="end" class="label">{escape(name)}</text>'
            f'<rect x="{_LABEL}" y="{y}" width="{_across(rate["share"]) - _LABEL:.1f}" height="11" class="bar"/>'
            f'<line x1="{_across(rate["low"]):.1f}" y1="{y + 5.5}" x2="{_across(rate["high"]):.1f}" y2="{y + 5.5}" '
            f'class="interval"/>'
        )
    return Markup("".join((*parts, "</svg>")))


def curve(thresholds: Sequence[Mapping[str, Any]], review: float) -> Markup:
    """Share found (left axis) and alerts per 1,000 controls (right axis) over the threshold."""
    if not thresholds:
        return Markup("")
    most = max(_NONE, *(float(row["alerts"]["share"]) for row in thresholds))
    parts = [_open(_CURVE_HEIGHT + 40, "Found and alerts by threshold")]
    left, right = 60.0, _WIDTH - 70.0
    every = [float(row["threshold"]) for row in thresholds]
    low, high = min(every), max(every)

    def x(value: float) -> float:
        return left + (value - low) / max(high - low, 1e-9) * (right - left)

    def y(share: float) -> float:
        return _CURVE_HEIGHT * (1 - share) + 10

    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(
            f'<line x1="{left}" y1="{y(share):.1f}" x2="{right}" y2="{y(share):.1f}" class="grid"/>'
            f'<text x="{left - 6}" y="{y(share) + 4:.1f}" class="tick" text-anchor="end">{share:.0%}</text>'
        )
        if most > _NONE:
            said = f"{share * most * 1000:.1f}"
            parts.append(f'<text x="{right + 6}" y="{y(share) + 4:.1f}" class="tick">{said}</text>')
    for row in thresholds[::2]:
        parts.append(
            f'<text x="{x(row["threshold"]):.1f}" y="{_CURVE_HEIGHT + 30}" class="tick" text-anchor="middle">'
            f"{row['threshold']:.2f}</text>"
        )
    found = " ".join(f"{x(row['threshold']):.1f},{y(row['found']['share']):.1f}" for row in thresholds)
    alerts = " ".join(f"{x(row['threshold']):.1f},{y(row['alerts']['share'] / most):.1f}" for row in thresholds)
    parts.append(f'<polyline points="{found}" class="found"/><polyline points="{alerts}" class="alerts"/>')
    if low <= review <= high:
        parts.append(f'<line x1="{x(review):.1f}" y1="10" x2="{x(review):.1f}" y2="{_CURVE_HEIGHT + 10}" class="now"/>')
    return Markup("".join((*parts, "</svg>")))


def _across(share: float) -> float:
    return _LABEL + share * (_WIDTH - _LABEL - 30)


def _open(height: float, title: str) -> str:
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(title)}" class="plot">'
        f"<title>{escape(title)}</title>"
    )
