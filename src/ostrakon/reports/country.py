"""A country's programmes as tables in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ostrakon.model import Measure
from ostrakon.programmes.overview import NOT_ADVICE, CountryOverview
from ostrakon.programmes.programme import CountryMeasure, Programme
from ostrakon.reports.terminal import clean

_KINDS_MAX = 4
_SCOPE_STYLE = {"comprehensive": "bold red", "sectoral": "yellow", "list": ""}
_SCOPE_WORDS = {"comprehensive": "comprehensive", "sectoral": "sectoral", "list": "listed parties"}


def country_view(overview: CountryOverview) -> RenderableType:
    """What applies, the programmes in force, measures on the country, what ended, what lists hold, what to check."""
    parts: list[RenderableType] = [Text(f"{overview.name} ({overview.code})", style="bold"), *_summary(overview)]
    if overview.live:
        parts += [_heading("Programmes in force"), _programmes(overview, overview.live)]
    if measures := [(one, measure) for one in overview.live for measure in one.country_measures]:
        parts += [_heading("Measures on trade with the country"), _measures(measures)]
    if overview.lapsed:
        parts += [_heading("Ended"), _programmes(overview, overview.lapsed)]
    parts += _lists(overview)
    if doubts := [(one, doubt) for one in overview.programmes for doubt in one.doubts]:
        parts.append(_heading("To be checked"))
        parts += [Text(f"  {one.id}: {doubt}") for one, doubt in doubts]
    if overview.programmes:
        parts.append(_heading("Sources"))
        parts += [Text(f"  {one.id}: {one.source[0]}. {one.source[1]}", style="dim") for one in overview.programmes]
    parts += [Text(), Text(NOT_ADVICE, style="dim")]
    return Group(*parts)


def _summary(overview: CountryOverview) -> Iterable[Text]:
    if not overview.programmes:
        yield Text(
            "  No programme in the reviewed files concerns this country. Its parties may be listed all the same."
        )
        return
    for scope in ("comprehensive", "sectoral"):
        found = overview.reaching(scope)
        yield Text.assemble(
            f"  {_SCOPE_WORDS[scope]} measures: ",
            (
                ", ".join(f"{one.authority} ({one.title})" for one in found) or "none",
                _SCOPE_STYLE[scope] if found else "",
            ),
        )
    for one, region in overview.regions:
        yield Text.assemble("  embargoed region: ", (region.name, "bold red"), f" ({one.authority}, {region.basis})")


def _programmes(overview: CountryOverview, programmes: Sequence[Programme]) -> Table:
    table = _table()
    for name in ("by", "reach", "since", "until"):
        table.add_column(name, no_wrap=True)
    table.add_column("programme", ratio=4)
    table.add_column("measures", ratio=2)
    table.add_column("legal basis", ratio=4)
    table.add_column("listed", no_wrap=True, justify="right")
    table.add_column("as of", no_wrap=True)
    for one in programmes:
        title = Text(clean(one.title), style="bold" if one.in_force else "")
        title.append(f"\n{one.id}", style="not bold dim")
        if one.note:
            title.append(f"\n{one.note}", style="not bold dim")
        if one.ended_by:
            title.append(f"\nended by {one.ended_by}", style="not bold dim")
        table.add_row(
            one.authority,
            Text(_SCOPE_WORDS[one.scope], style=_SCOPE_STYLE[one.scope]),
            one.start or "?",
            one.end or "in force",
            title,
            ", ".join(measure.replace("_", " ") for measure in one.measures),
            Text("; ".join(one.basis), style="dim"),
            f"{sum(overview.listed(one.id).values()):,}" if overview.lists else "-",
            one.as_of + (" ?" if one.doubts else ""),
        )
    return table


def _measures(measures: Sequence[tuple[Programme, CountryMeasure]]) -> Table:
    table = _table()
    for name in ("by", "since", "until"):
        table.add_column(name, no_wrap=True)
    table.add_column("what", ratio=5)
    table.add_column("measures", ratio=2)
    table.add_column("act and article", ratio=4)
    for one, measure in measures:
        table.add_row(
            one.authority,
            measure.start or "?",
            measure.end or "in force",
            Text(measure.what + (" (to be checked)" if measure.to_check else "")),
            _words(measure.measures),
            Text(measure.basis, style="dim"),
        )
    return table


def _lists(overview: CountryOverview) -> list[RenderableType]:
    if overview.reason:
        return [_heading("Lists"), Text(f"  {clean(overview.reason)}", style="bold magenta")]
    table = _table()
    table.add_column("list", no_wrap=True)
    for name in ("parties", "tied to it", "under its programmes"):
        table.add_column(name, no_wrap=True, justify="right")
    table.add_column("kinds", ratio=2)
    table.add_column("by code of the list", ratio=4)
    for one in overview.lists:
        if one.parties:
            table.add_row(
                one.id,
                f"{one.parties:,}",
                f"{one.tied:,}",
                f"{one.under_programmes:,}",
                _counts(dict(list(one.kinds.items())[:_KINDS_MAX])),
                Text(clean(_counts(one.codes)), style="dim"),
            )
    silent = [one.id for one in overview.lists if not one.parties]
    parts: list[RenderableType] = [_heading(f"Lists in force (snapshot {overview.snapshot})"), table]
    if silent:
        parts.append(Text(f"  nothing on {', '.join(silent)}", style="dim"))
    return parts


def _words(measures: Sequence[Measure]) -> str:
    """What a measure on a country is; `other` there is trade in goods that no kind of listing has a word for."""
    return ", ".join("trade" if one is Measure.OTHER else one.replace("_", " ") for one in measures)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _table() -> Table:
    return Table(box=None, padding=(0, 1), show_edge=False, header_style="dim", expand=True)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")
