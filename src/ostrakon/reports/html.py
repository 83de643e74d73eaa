"""The report as one self-contained HTML page: no script, no outside request, light and dark, good on paper."""

from __future__ import annotations

from ostrakon.reports.article import article_view
from ostrakon.reports.content import Report, Screened
from ostrakon.reports.drawing import STATUS_ORDER, environment
from ostrakon.reports.press import press_view


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
