"""`ostrakon lists update [SOURCE…]`"""

from __future__ import annotations

import click

from ostrakon.app.updating import update_lists
from ostrakon.cli.common import finish, json_option, store_folder, store_option
from ostrakon.cli.lists.outcomes import show
from ostrakon.cli.lists.recorded import recorded


@click.command("update")
@click.argument("sources", nargs=-1)
@click.option("--force", metavar="REASON", default="", help="Override the guards; the reason is recorded.")
@store_option
@json_option
def command(sources: tuple[str, ...], *, force: str, as_json: bool) -> None:
    """Fetch lists from their official addresses; without SOURCE, all that have one.

    What has not changed is not fetched again. A list that cannot be fetched or is refused stays as it was; all
    others come into force together. OSTRAKON_URL_<SOURCE> names a mirror.
    """
    with recorded():
        result = update_lists(store_folder(), sources, force=force.strip())
    finish(show(result, as_json=as_json))
