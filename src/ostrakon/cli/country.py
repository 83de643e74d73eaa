"""`ostrakon country CODE`"""

from __future__ import annotations

import click

from ostrakon.app.country import country_object, country_overview
from ostrakon.cli.common import ExitCode, complain, emit_json, finish, json_option, store_folder, store_option


@click.command("country")
@click.argument("country", metavar="CODE", nargs=-1, required=True)
@store_option
@json_option
def command(country: tuple[str, ...], *, as_json: bool) -> None:
    """Show the sanctions programmes that concern a country, and what the lists in force hold.

    CODE is a code of two or three letters, or a name in any common language. No legal advice: every programme
    names its official document, and what is unsure is marked.

    Exit code 3 when no list is in force: programmes are shown all the same, but nothing was counted.
    """
    overview = country_overview(" ".join(country), store_folder())
    if as_json:
        emit_json(country_object(overview), snapshot=overview.snapshot)
    else:
        from ostrakon.reports.country import country_view  # noqa: PLC0415  # rich is not needed for JSON
        from ostrakon.reports.terminal import standard_console  # noqa: PLC0415

        standard_console().print(country_view(overview))
    if overview.reason:
        complain(overview.reason)
        finish(ExitCode.NOT_SCREENED)
