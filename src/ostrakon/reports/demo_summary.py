"""A report's content in a few lines for the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ostrakon.reports.content import Report, Screened
from ostrakon.reports.counting import counted
from ostrakon.reports.terminal import clean, status_text, waterfall_view
from ostrakon.reports.waterfall import percent, signed, strongest
from ostrakon.screening.result import Status

_ORDER: tuple[Status, ...] = ("hit", "review", "not_screened", "clear")


def print_demo(console: Console, report: Report, *, shown_max: int) -> None:
    """Lists, customers, article and one waterfall; at most `shown_max` customers."""
    parties = sum(line.entities for line in report.lists)
    console.print(
        f"\n{counted(len(report.lists), 'list')}, {counted(parties, 'listed party')}, snapshot {report.snapshot}"
    )
    if any(line.extract for line in report.lists):
        console.print(Text("These lists are starter extracts, not for production.", style="yellow"))
    _customers(console, report, shown_max)
    _article(console, report)
    if report.explained is not None:
        pair = report.explained
        console.print()
        console.print(waterfall_view(pair.evidence, title=f"Why {pair.subject.name} and {pair.caption}"))


def _customers(console: Console, report: Report, shown_max: int) -> None:
    counts = {status: sum(row.answer.status == status for row in report.screened) for status in _ORDER}
    line = Text(f"\n{counted(len(report.screened), 'customer')}: ", style="bold")
    for status in _ORDER:
        line.append_text(status_text(status)).append(f" {counts[status]}   ", style="not bold")
    console.print(line)
    found = sorted((row for row in report.screened if row.answer.results), key=_worst_first)
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for name in ("", "customer", "listed party", "score", "because"):
        table.add_column(name)
    for row in found[:shown_max]:
        best = row.answer.results[0]
        table.add_row(
            status_text(row.answer.status),
            Text(clean(row.subject.name if row.subject else row.answer.query_id)),
            Text(f"{clean(best.caption)} ({best.id})"),
            percent(best.score),
            Text(", ".join(f"{label.lower()} {signed(bits)}" for _, label, bits in strongest(best.evidence, 3)), "dim"),
        )
    console.print(table)
    if len(found) > shown_max:
        console.print(Text(f" and {len(found) - shown_max} more in the report", style="dim"))


def _article(console: Console, report: Report) -> None:
    if report.article is None:
        return
    named: dict[str, int] = {}
    for mention in report.article.mentions:
        if mention["kind"] == "party":
            entity = report.entities.get(mention["key"])
            caption = entity.caption if entity else str(mention["text"])
            named[caption] = named.get(caption, 0) + 1
    parties = ", ".join(f"{clean(caption)} {count}×" for caption, count in named.items()) or "none"
    console.print(Text(f"\n{report.article.file}, listed parties: ", style="bold").append(parties, style="not bold"))


def _worst_first(row: Screened) -> tuple[int, float]:
    return _ORDER.index(row.answer.status), -row.answer.results[0].bits
