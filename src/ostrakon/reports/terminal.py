"""Results as tables in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from ostrakon.model.subject import Subject
from ostrakon.reports.answers import finding_words
from ostrakon.reports.facts import facts
from ostrakon.reports.waterfall import Step, Waterfall, percent, signed, strongest, waterfall
from ostrakon.screening.result import Answer, Evidence, Result, Status

STATUS_STYLE: dict[str, str] = {
    "clear": "bold green",
    "review": "bold yellow",
    "hit": "bold red",
    "not_screened": "bold magenta",
}
STATUS_SIGN: dict[str, str] = {"clear": "○", "review": "◆", "hit": "■", "not_screened": "▲"}
_BAR_WIDTH = 32
_REASONS_MAX = 3


def standard_console() -> Console:
    """A console on stdout; where that is no terminal, wide enough that nothing is cut."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    return console


def status_text(status: Status) -> Text:
    """The contract's state word with its sign and colour."""
    return Text(f"{STATUS_SIGN[status]} {status.replace('_', ' ')}", style=STATUS_STYLE[status])


def answer_view(subject: Subject, answer: Answer, *, explain: bool = False) -> RenderableType:
    """One answer: a headline, a table of results, and a waterfall for each when asked for."""
    parts: list[RenderableType] = [headline(subject, answer)]
    if answer.reason:
        parts.append(Text(f"  {answer.reason}"))
    if answer.results:
        parts.append(results_table(answer.results))
    elif answer.status == "clear" or answer.findings:
        parts.append(Text("  no listed party at or above the threshold", style="dim"))
    for result in answer.results:
        if result.note:
            parts.append(Text(f"  {clean(result.id)} is for review: {clean(result.note)}", style="dim"))
        if result.exemption:
            parts.append(Text(f"  {clean(result.id)} would be {result.status}, {clean(result.exemption)}"))
    for finding in answer.findings:
        first, *rest = finding_words(finding)
        parts.append(Text(f"  {clean(first)}", style="bold"))
        parts += [Text(f"    {clean(line)}") for line in rest]
    parts += [Text(f"  note: {clean(note)}", style="dim") for note in answer.notes]
    if explain:
        for result in answer.results:
            parts += [Text(), waterfall_view(result.evidence, title=f"{result.caption}  ({result.id})")]
    return Group(*parts)


def headline(subject: Subject, answer: Answer) -> Text:
    """Who was asked about, and the state."""
    line = status_text(answer.status)
    line.append(f"  {clean(subject.name)}", style="bold not reverse")
    if known := facts(subject):
        line.append(f"  ({clean(', '.join(known))})", style="dim")
    return line


def results_table(results: Sequence[Result]) -> Table:
    """Results by rank with their strongest reasons."""
    table = Table(box=None, padding=(0, 1), show_edge=False, header_style="dim")
    for name in ("score", "bits"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("listed party", ratio=3)
    table.add_column("kind", no_wrap=True)
    table.add_column("id", no_wrap=True)
    table.add_column("because", ratio=4)
    for result in results:
        others = f" +{len(result.referents)}" if result.referents else ""
        table.add_row(
            percent(result.score),
            Text(signed(result.bits), style="red" if result.match else "dim"),
            Text(clean(result.caption), style="bold" if result.match else ""),
            result.schema,
            Text(clean(result.id) + others),
            Text(_because(result.evidence), style="dim"),
        )
    return table


def waterfall_view(evidence: Sequence[Evidence], *, title: str) -> RenderableType:
    """How the bits add up, one line a feature, with bars."""
    fall = waterfall(evidence)
    table = Table(box=None, padding=(0, 1), show_edge=False, title=Text(clean(title), style="bold"))
    table.title_justify = "left"
    table.add_column("evidence", header_style="dim", no_wrap=True)
    table.add_column("bits", justify="right", header_style="dim", no_wrap=True)
    table.add_column(_axis(fall), header_style="dim", no_wrap=True, width=_BAR_WIDTH)
    table.add_column("given / listed / rule", header_style="dim")
    for step in fall.steps:
        table.add_row(
            Text(clean(step.label)),
            Text(signed(step.shown), style=_style(step)),
            Text(_bar(step, fall), style=_style(step)),
            Text(_words(step.evidence)),
        )
    table.add_row(Text("Sum", style="bold"), Text(signed(fall.total), style="bold"), Text(_mark(fall.total, fall)), "")
    return table


def print_answer(console: Console, subject: Subject, answer: Answer, *, explain: bool = False) -> None:
    """Print one answer."""
    console.print(answer_view(subject, answer, explain=explain))


def clean(text: str) -> str:
    """Text that cannot steer a terminal: control and direction characters become visible."""
    return "".join(char if char.isprintable() or char == "\n" else f"<U+{ord(char):04X}>" for char in text)


def _because(evidence: Sequence[Evidence]) -> str:
    return ", ".join(f"{label.lower()} {signed(bits)}" for _, label, bits in strongest(evidence, _REASONS_MAX))


def _words(evidence: Evidence) -> str:
    pair = f"{evidence.query} / {evidence.listed}" if evidence.query or evidence.listed else ""
    return clean("  ".join(part for part in (pair, f"({evidence.note})" if evidence.note else "") if part))


def _style(step: Step) -> str:
    return {"prior": "dim", "pro": "red", "con": "cyan", "none": "dim"}[step.side]


def _place(bits: float, fall: Waterfall) -> int:
    return round((bits - fall.low) / (fall.high - fall.low) * (_BAR_WIDTH - 1))


def _bar(step: Step, fall: Waterfall) -> str:
    first, last = sorted((_place(step.start, fall), _place(step.end, fall)))
    fill = {"prior": "─", "pro": "█", "con": "▒", "none": "│"}[step.side]
    return " " * first + fill * max(1, last - first) if first < last else " " * first + "│"


def _mark(bits: float, fall: Waterfall) -> str:
    return " " * _place(bits, fall) + "◆"


def _axis(fall: Waterfall) -> str:
    left, right = f"{signed(fall.low)}", f"{signed(fall.high)}"
    zero = _place(0, fall)
    line = list(left.ljust(_BAR_WIDTH - len(right)) + right)
    if len(left) < zero < _BAR_WIDTH - len(right):
        line[zero] = "0"
    return "".join(line)
