"""`ostrakon policy propose FILE --reason TEXT`"""

from __future__ import annotations

from pathlib import Path

import click

from ostrakon.app.policies import changes, in_force, propose
from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.cli.policy.lines import change_lines
from ostrakon.errors import InputError


@click.command("propose")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why; kept with the version and in the ledger.")
@store_option
def command(source: Path, *, reason: str) -> None:
    """Propose the policy in FILE (TOML; `ostrakon policy show` prints the one in force to start from).

    Nothing changes until a second person approves it. Its `version` must be one that was not used before.
    """
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as bad:
        raise InputError("the policy cannot be read", where=str(source)) from bad
    with opened_database() as database, database.write() as transaction:
        now = in_force(transaction)
        kept = propose(transaction, text, reason=reason, by=person_at_terminal())
    click.echo(f"policy {kept.id} (version {kept.version}) is proposed; it changes")
    for line in change_lines(changes(now.policy, kept.policy)):
        click.echo(line)
    click.echo(f"Next: `ostrakon policy what-if {kept.id}`, then a second person: `ostrakon policy approve {kept.id}`")
