"""`ostrakon customers rescreen`"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ostrakon.app.monitoring.outcome import Rescreened
from ostrakon.app.monitoring.watching import Watch
from ostrakon.app.recording import person_at_terminal
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
from ostrakon.cli.opened import opened_database
from ostrakon.reports.counting import counted


@click.command("rescreen")
@click.option("--full", is_flag=True, help="Screen every customer against every list, whatever was done before.")
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes; 0 (default) decides by the work.")
@policy_option
@store_option
@json_option
def command(policy: Path | None, workers: int, *, full: bool, as_json: bool) -> None:
    """Screen again what can have changed: new customers, and all against what changed in the lists.

    One run, for cron; a run that was killed is gone on with. Nothing of a run counts before all of it does.

    \b
    Exit codes: 0 nothing new; 1 a match is new, changed or no longer exempted;
    2 wrong use or damaged files; 3 not screened (no lists, or too old), or customers that cannot be screened.
    """
    with opened_database() as database:
        done = Watch(store_folder(), database).rescreen(
            actor=person_at_terminal(), policy=policy, full=full, workers=workers, progress=_progress
        )
    for message in done.messages:
        complain(message)
    if as_json:
        emit_json({**done.facts, "run": done.run, "record": done.record}, snapshot=done.snapshot)
    else:
        _as_text(done)
    if done.not_screened:
        complain(
            "not clear, since nothing can be compared, or only a part of a name: "
            f"{counted(done.not_screened, 'customer')}"
        )
        finish(ExitCode.NOT_SCREENED)
    finish(ExitCode.ACTION if done.new or done.changed or done.exemptions_lapsed else ExitCode.DONE)


def _as_text(done: Rescreened) -> None:
    before = (
        f"snapshot {done.snapshot_before} to {done.snapshot}" if done.snapshot_before else f"snapshot {done.snapshot}"
    )
    mode = f"full rescreen, since {done.why}" if done.why else "what can have changed"
    click.echo(f"{counted(done.customers, 'customer')}, {before}: {mode}.")
    click.echo(
        f"{counted(done.anew, 'customer')} against all lists; the others against "
        f"{counted(done.parties, 'new or changed party')}."
        if done.mode == "incremental"
        else f"{counted(done.anew, 'customer')} against all lists."
    )
    click.echo(
        f"Matches: {done.new} new, {done.changed} changed, {done.lapsed} lapsed, {done.unchanged} as they were; "
        f"{done.exemptions_lapsed} no longer exempted. {counted(done.cases, 'case')} opened or "
        f"joined (record {done.record})."
    )


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{done} of {counted(of, 'segment')}", nl=done == of, err=True)
