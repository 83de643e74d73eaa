"""`ostrakon consume URL --queue NAME`"""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import click

from ostrakon.app.paying import participants_of
from ostrakon.app.settings import database_url
from ostrakon.cli.common import store_folder, store_option
from ostrakon.database.opening import open_database
from ostrakon.reports.counting import counted
from ostrakon.server.engines import Engines
from ostrakon.streaming.deciding import Decider
from ostrakon.streaming.rabbitmq import Queues, consume
from ostrakon.windows.opening import open_window

LOOK_SECONDS = 1.0
"""Between two looks for another snapshot."""


@click.command("consume")
@click.argument("url", envvar="OSTRAKON_BROKER")
@click.option("--queue", required=True, help="The queue of payments.")
@click.option("--decisions", default="", help="The queue that is told of each decision.")
@click.option("--dead", default="", help="With --declare: the queue of messages that cannot be looked at.")
@click.option("--declare", is_flag=True, help="Make the queues where they are not there.")
@click.option("--window", metavar="FILE", envvar="OSTRAKON_WINDOW", help="Payments seen before; see `payment --help`.")
@click.option(
    "--participants",
    metavar="FILE",
    multiple=True,
    envvar="OSTRAKON_PARTICIPANTS",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Participants of SPFS and CIPS; may be given again.",
)
@store_option
def command(
    url: str,
    *,
    queue: str,
    decisions: str,
    dead: str,
    declare: bool,
    window: str | None,
    participants: tuple[Path, ...],
) -> None:
    """Filter payment messages from a RabbitMQ broker at URL (amqp://user:password@host:port/vhost).

    Runs until it is ended (SIGTERM or Ctrl-C finish the group at hand). Start it several times for more speed. Each
    message is decided once and recorded in the ledger before anybody is told.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("pika").setLevel(logging.WARNING)
    ended: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        ended.append(number)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    members = [one for file in participants for one in participants_of(file)]
    database = open_database(database_url(store_folder()))
    engines = Engines(store_folder(), database)
    decider = Decider(lambda: engines.current, database, queue, window=open_window(window), participants=members)
    queues = Queues(payments=queue, decisions=decisions, dead=dead, declare=declare)
    engines.refresh()
    try:
        count = consume(url, queues, decider, stop=lambda: bool(ended), idle=_now_and_then(engines.refresh))
    finally:
        decider.close()
        database.close()
    click.echo(f"{counted(count, 'message')} decided")


def _now_and_then(look: Callable[[], object]) -> Callable[[], None]:
    """Calls `look` once a second at most, however often it is called itself."""
    last = [0.0]

    def called() -> None:
        if time.monotonic() - last[0] >= LOOK_SECONDS:
            last[0] = time.monotonic()
            look()

    return called
