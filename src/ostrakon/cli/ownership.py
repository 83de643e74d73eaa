"""`ostrakon ownership GRAPH --regime R`"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import click

from ostrakon.app.owning import answer_object, open_graph, owned_by
from ostrakon.app.owning_by_regime import AROUND_MAX, Owned, around, entity_named
from ostrakon.cli.common import (
    ExitCode,
    complain,
    emit_json,
    finish,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.errors import InputError, UsageError
from ostrakon.ownership import REGIMES, Answer, Graph, Verdict
from ostrakon.ownership.proof import Step
from ostrakon.reports.counting import counted
from ostrakon.reports.ownership_tree import tree_lines

_SIGNS = {"blocked": ("■ blocked", "red"), "undetermined": ("◆ undetermined", "yellow"), "clear": ("○ clear", "green")}


@click.command("ownership")
@click.argument("graph_file", metavar="GRAPH", required=False, type=click.Path(path_type=Path))
@click.option("--regime", type=click.Choice(REGIMES), help="Whose rule.")
@click.option("--as-of", metavar="DATE", help="Facts and law of that day; default: the file's, else today.")
@click.option("--of", "entity", metavar="ENTITY", help="Only this one, by id or full name, with the tree behind it.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a picture.")
@click.option(
    "--screen/--no-screen",
    "screen",
    default=None,
    help="Find the listed parties by the lists in force; default: where the file does not say who is listed.",
)
@click.option("--keep", is_flag=True, help="Keep the graph in the store: `screen` and the service join it to answers.")
@click.option("--forget", is_flag=True, help="Remove the graph that the store keeps; takes no GRAPH.")
@policy_option
@store_option
@json_option
def command(
    graph_file: Path | None,
    *,
    regime: str | None,
    as_of: str | None,
    entity: str | None,
    svg: Path | None,
    screen: bool | None,
    keep: bool,
    forget: bool,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Say who is blocked through whom in a graph of ownership and control, with the chain that decides.

    Every entity that the regime does not list itself is blocked, undetermined or clear. Exit code 1 when any is
    blocked or undetermined. The form of the file is told by its content: our graph, FollowTheMoney, BODS 0.4, GLEIF
    relationship records, simple CSV.
    """
    if forget:
        _forget(alone=graph_file is None and regime is None and not keep)
    if graph_file is None:
        raise UsageError("no graph is named", remedy="Give its file: `ostrakon ownership GRAPH --regime ofac`")
    if keep:
        _keep(graph_file, policy, as_of)
        if regime is None:
            finish(ExitCode.DONE)
    if regime is None:
        raise UsageError("whose rule is not said", remedy=f"Give --regime: {', '.join(REGIMES)}")
    graph = open_graph(graph_file)
    if screen or (screen is None and not graph.marked):
        graph = _screened(graph, policy)
    elif not graph.marked:
        complain("warning: nobody was screened, and the file does not say who is listed: nothing here is clear")
    answer = owned_by(graph, regime, as_of)
    owned = Owned(graph, "", (entity_named(graph, entity),) if entity else (), {regime: answer})
    if as_json:
        emit_json(answer_object(answer))
    else:
        for line in _of_one(owned) if entity else _lines(graph, answer):
            click.echo(line)
    for problem in answer.problems:
        complain(f"warning: {problem}")
    if svg is not None:
        _write_svg(svg, around(owned, regime) if entity or len(graph.parties) > AROUND_MAX else graph, answer)
    finish(ExitCode.ACTION if answer.blocked or answer.undetermined else ExitCode.DONE)


def _screened(graph: Graph, policy: Path | None) -> Graph:
    from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # only where parties are screened
    from ostrakon.app.owning_screened import screened_graph  # noqa: PLC0415  # the same

    with Ostrakon.open(store_folder(), policy=policy) as engine:
        return screened_graph(engine, store_folder(), graph)


def _keep(file: Path, policy: Path | None, as_of: str | None) -> None:
    from ostrakon.app.engine import Ostrakon  # noqa: PLC0415  # only where parties are screened
    from ostrakon.app.owning_screened import owners_from  # noqa: PLC0415  # the same

    with Ostrakon.open(store_folder(), policy=policy) as engine:
        owners = owners_from(engine, store_folder(), file, day=as_of or "", kept=True)
    for problem in owners.problems:
        complain(f"warning: {problem}")
    complain(
        f"kept: findings on {counted(len(owners.findings), 'party')}, by snapshot {owners.snapshot}, as of {owners.day}"
    )


def _forget(*, alone: bool) -> NoReturn:
    from ostrakon.app.owners.keeping import forget  # noqa: PLC0415  # only where a graph is removed

    if not alone:
        raise UsageError("--forget stands alone", remedy="`ostrakon ownership --forget`, then the other command")
    there = forget(store_folder())
    complain("forgotten: no answer joins a graph any more" if there else "nothing to forget: the store keeps no graph")
    finish(ExitCode.DONE)


def _write_svg(file: Path, graph: Graph, answer: Answer) -> None:
    from ostrakon.reports.ownership_svg import ownership_svg  # noqa: PLC0415  # only where a picture is wanted

    try:
        file.write_text(ownership_svg(graph, answer), encoding="utf-8")
    except OSError as denied:
        raise InputError(f"the picture cannot be written ({denied.strerror})", where=str(file)) from denied
    complain(f"picture written to {file}")


def _of_one(owned: Owned) -> Iterator[str]:
    """One entity: its verdict, and who stands behind it as a tree."""
    [(regime, answer)] = owned.answers.items()
    [(word, verdict)] = owned.verdicts(regime)
    sign, colour = _SIGNS.get(word, ("■ listed", "red"))
    yield f"{click.style(sign, fg=colour, bold=True)}  {_name(owned.graph, verdict.id)}{_share(verdict)}"
    yield from _why(owned.graph, verdict)
    for line in tree_lines(owned.graph, answer, verdict.id):
        again = " (as above)" if line.again else ""
        stake = f"{line.stake}  " if line.stake else ""
        yield _printable(f"    {line.branch}{stake}{line.name}  [{line.word}]{again}")


def _lines(graph: Graph, answer: Answer) -> Iterator[str]:
    for word, (sign, colour) in _SIGNS.items():
        for verdict in getattr(answer, word):
            yield f"{click.style(sign, fg=colour, bold=True)}  {_name(graph, verdict.id)}{_share(verdict)}"
            yield from _why(graph, verdict)


def _why(graph: Graph, verdict: Verdict) -> Iterator[str]:
    for known in dict.fromkeys(
        graph.parties[path[0].holds_for or path[0].owner].known for path in verdict.paths if path
    ):
        if known:
            yield f"    listed: {known}"
    for path in verdict.paths:
        steps = (f"─{_stake(one)}→ {_name(graph, one.owned)}" for one in path)
        yield "    " + " ".join([_name(graph, path[0].owner), *steps])
    if verdict.paths or verdict.share != (0.0, 0.0) or verdict.would_decide:
        yield f"    {verdict.because}"
    if verdict.would_decide:
        yield f"    would decide: {verdict.would_decide.what}"
    for note in verdict.notes:
        yield f"    {note}"
    if not verdict.settled:
        yield "    the law is open here"


def _name(graph: Graph, party: str) -> str:
    name = graph.parties[party].name
    return _printable(f"{name} ({party})" if name and name != party else party)


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _share(verdict: Verdict) -> str:
    """The share of the listed side: what is on record, and what of the rest nobody knows."""
    low, high = verdict.recorded
    said = f"{low:g} %" if low == high else f"{low:g} to {high:g} %"
    if verdict.unrecorded:
        return f"  {said} recorded; {verdict.unrecorded:g} % is on no record and may be added"
    return f"  {said}" if high else ""


def _stake(one: Step) -> str:
    numbers = ""
    if one.share is not None:
        low, high = one.share
        numbers = f"{low:g}%" if low == high else f"{low:g}-{high:g}%"
    nominee = f"for {one.holds_for}" if one.holds_for else ""
    indirect = "indirectly" if one.indirect else ""
    return " ".join(part for part in (numbers, one.right.replace("_", " "), indirect, nominee) if part)
