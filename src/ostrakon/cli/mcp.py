"""`ostrakon mcp`"""

from __future__ import annotations

from importlib.util import find_spec

import click

from ostrakon.cli.common import complain, store_folder, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.errors import UsageError


@click.command("mcp")
@store_option
def command() -> None:
    """Answer an assistant over standard input and output (Model Context Protocol), from the lists of this machine.

    Tools: screen, explain, entity, read, country. They look and change nothing; each screening is recorded in the
    ledger. An assistant starts this command by itself: see docs/assistants.md.
    """
    if find_spec("mcp") is None:
        raise UsageError("the protocol's package is not installed", remedy="pip install 'ostrakon[mcp]'")
    import anyio  # noqa: PLC0415  # comes with the extra

    from ostrakon.server.assistants.local import LocalDesk  # noqa: PLC0415
    from ostrakon.server.assistants.over_stdio import speak  # noqa: PLC0415

    with opened_database() as database:
        anyio.run(speak, LocalDesk(store_folder(), database, complain))
