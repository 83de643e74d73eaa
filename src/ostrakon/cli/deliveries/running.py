"""`ostrakon deliveries run`"""

from __future__ import annotations

import click

from ostrakon.app.delivering.digest import send_digests
from ostrakon.app.delivering.options import delivery_settings
from ostrakon.app.delivering.sending import Sender
from ostrakon.app.settings import customers_key
from ostrakon.cli.common import ExitCode, complain, emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database


@click.command("run")
@click.option("--mail", is_flag=True, help="Send the mail digest too, whatever the time.")
@store_option
@json_option
def command(*, mail: bool, as_json: bool) -> ExitCode:
    """Send the webhooks that are due, once; for cron, where `serve` does not do it.

    Exit code 1: some did not arrive, and are tried again or were given up.
    """
    settings = delivery_settings()
    with opened_database() as database:
        sent = Sender(database, settings, customers_key()).run()
        if mail:
            mailed = send_digests(database, settings)
            sent.delivered, sent.failed = sent.delivered + mailed.delivered, sent.failed + mailed.failed
            sent.problems |= mailed.problems
    for name, problem in sorted(sent.problems.items()):
        complain(f"{name}: {problem}")
    if as_json:
        emit_json({"delivered": sent.delivered, "failed": sent.failed, "dead": sent.dead})
    else:
        click.echo(f"{sent.delivered} delivered, {sent.failed} to be tried again, {sent.dead} given up")
    return ExitCode.DONE if not sent.failed and not sent.dead else ExitCode.ACTION
