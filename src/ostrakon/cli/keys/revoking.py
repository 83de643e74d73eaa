"""`ostrakon keys revoke ID`"""

from __future__ import annotations

import click

from ostrakon.app.recording import person_at_terminal
from ostrakon.cli.common import store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.keys import revoke_key


@click.command("revoke")
@click.argument("key_id")
@store_option
def command(key_id: str) -> None:
    """End the key with this ID at once; `ostrakon keys list` shows the ids."""
    with opened_database() as database, database.write() as transaction:
        revoke_key(transaction, key_id, actor=person_at_terminal())
    click.echo(f"key {key_id} is revoked")
