"""How the outcome of an import or update looks, in JSON and in a terminal."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from ostrakon.app.admission import ImportResult, Outcome
from ostrakon.cli.common import ExitCode, complain, emit_json
from ostrakon.reports.counting import counted

ISSUES_SHOWN_MAX = 8


def show(result: ImportResult, *, as_json: bool) -> ExitCode:
    """Write the result and return the exit code: refusals and failures are named on stderr and end with 2.

    A person reads what was taken, what was refused, and last what is in force now.
    """
    if as_json:
        lists = [_as_json(outcome) for outcome in result.outcomes]
        emit_json(
            {
                "snapshot": result.snapshot,
                "previous": result.previous,
                "reindexed": result.reindexed,
                "lists": lists,
            }
        )
    else:
        _taken_as_text(result)
    for outcome in result.refused:
        named = f"{outcome.source} " if outcome.source else ""  # no source is known when no format was recognised
        complain(f"{named}{outcome.status} ({outcome.reason}): {outcome.message}")
    if not as_json:
        _in_force_as_text(result)
    return ExitCode.WRONG if result.refused else ExitCode.DONE


def _as_json(outcome: Outcome) -> dict[str, Any]:
    listed = outcome.listed
    return {
        "source": outcome.source,
        "status": outcome.status,
        "reason": outcome.reason,
        "message": outcome.message,
        "files": list(outcome.files),
        "entities": listed.entities if listed else None,
        "names": listed.names if listed else None,
        "published": listed.published if listed else None,
        "issues": [
            {**msgspec.to_builtins(issue), "severity": issue.severity, "count": issue.count} for issue in outcome.issues
        ],
    }


def _taken_as_text(result: ImportResult) -> None:
    for outcome in result.outcomes:
        listed = outcome.listed
        if outcome.status == "imported" and listed is not None:
            published = f", published {listed.published}" if listed.published else ""
            counts = f"{counted(listed.entities, 'entity')}, {counted(listed.names, 'name')}{published}"
            click.echo(f"{listed.source}: {counts}; {outcome.message}")
            _issues_as_text(outcome)
        elif outcome.status == "unchanged":
            click.echo(f"{outcome.source}: {outcome.message} ({', '.join(outcome.files)})")
    if result.reindexed:
        click.echo("The index did not serve this program and was built anew.")


def _in_force_as_text(result: ImportResult) -> None:
    if result.snapshot is None:
        click.echo("Nothing was taken, so there is still no list in force.")
    elif result.snapshot == result.previous:
        click.echo(f"Snapshot {result.snapshot} stays in force.")
    else:
        click.echo(f"Snapshot {result.snapshot} is in force.")


def _issues_as_text(outcome: Outcome) -> None:
    for issue in outcome.issues[:ISSUES_SHOWN_MAX]:
        field = f" [{issue.field}]" if issue.field else ""
        examples = f" (for instance {'; '.join(issue.examples[:2])})" if issue.examples else ""
        click.echo(f"  {issue.severity} {issue.code}{field} x{issue.count:,}: {issue.message}{examples}")
    left_out = len(outcome.issues) - ISSUES_SHOWN_MAX
    if left_out > 0:
        click.echo(f"  and {left_out} more kinds of issues; --json shows all")
