"""`ostrakon policy what-if N`"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext

import click
import msgspec

from ostrakon.app.policy_trials import MOST, MOST_MAX, Tell, run, start
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.policy.lines import trial_lines


@click.command("what-if")
@click.argument("number", type=click.IntRange(min=1))
@click.option("--most", type=click.IntRange(1, MOST_MAX), default=MOST, show_default=True, help="Newest screenings.")
@click.option("--since", default="", metavar="DAY", help="Only screenings from this ISO day on.")
@store_option
@json_option
def command(number: int, *, most: int, since: str, as_json: bool) -> None:
    """Answer past screenings again, under the policy in force and under the proposal NUMBER, on the lists in force.

    Shown is which alerts would appear, vanish or change class, and what was decided about them. Exit code 1 when an
    alert would vanish that was confirmed.
    """
    with opened_database() as database:
        with database.write() as transaction:
            trial = start(transaction, number, most=most, since=since, by=person_at_terminal())
        with _progress() as tell:
            result = run(database, store_folder(), trial, tell)
    if as_json:
        emit_json({"trial": trial, **msgspec.to_builtins(result)})
    else:
        for line in trial_lines(result):
            click.echo(line)
    finish(ExitCode.ACTION if result["vanishes"]["dispositions"]["confirmed"] else ExitCode.DONE)


def _progress() -> AbstractContextManager[Tell]:
    if not sys.stderr.isatty():
        return nullcontext(lambda _done, _share: None)
    from ostrakon.cli.progress import progress_bar  # noqa: PLC0415  # brings rich, only for a terminal

    return progress_bar("replaying")
