"""The report as one self-contained HTML page: no script, no outside request, light and dark, good on paper."""

from __future__ import annotations

import unicodedata
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ostrakon.reports.article import article_view
from ostrakon.reports.content import Report, Screened
from ostrakon.reports.facts import facts
from ostrakon.reports.marks import runs
from ostrakon.reports.press import press_view
from ostrakon.reports.waterfall import feature_label, percent, signed, strongest, waterfall
from ostrakon.reports.waterfall_svg import waterfall_svg
from ostrakon.screening.result import Status

STATUS_ORDER: tuple[Status, ...] = ("hit", "review", "not_screened", "clear")
"""Hits first; what was not screened before what is clear."""
_REASONS_MAX = 4


def render_report(report: Report) -> str:
    """The whole page as text; all values from outside are escaped."""
    by_status = {status: [s for s in report.screened if s.answer.status == status] for status in STATUS_ORDER}
    for screened in by_status.values():
        screened.sort(key=_worst_first)
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            by_status=by_status,
            counts={status: len(screened) for status, screened in by_status.items()},
            extract=any(line.extract for line in report.lists),
            article=article_view(report.article, report.entities) if report.article else None,
            press=press_view(report.press, report.entities) if report.press else None,
        )
    )


def _worst_first(screened: Screened) -> float:
    return -max((result.bits for result in screened.answer.results), default=0.0)


@cache
def environment() -> Environment:
    """Templates with automatic escaping and our filters."""
    made = Environment(
        loader=PackageLoader("ostrakon.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "signed": signed,
        "percent": percent,
        "shown": shown,
        "label": feature_label,
        "reasons": lambda evidence: strongest(evidence, _REASONS_MAX),
        "facts": facts,
        "runs": runs,
        "words": lambda text: text.replace("_", " "),
        "thousands": lambda number: f"{number:,}".replace(",", "\u202f"),
    }
    made.globals |= {"waterfall": waterfall, "waterfall_svg": waterfall_svg, "status_order": STATUS_ORDER}
    return made


def shown(text: object) -> Markup:
    """Text from outside, escaped; invisible and direction-changing characters become visible boxes."""
    return Markup("").join(
        Markup('<span class="ctl" title="{}">U+{:04X}</span>').format(
            unicodedata.name(char, "control character"), ord(char)
        )
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in "\n\t\u200c\u200d\u00ad"
        else escape(char)
        for char in str(text)
    )
