"""`ostrakon demo`"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from ostrakon.cli.common import complain

_SHOWN_MAX = 8


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-output"),
    show_default=True,
    metavar="DIR",
    help="Where the store, the answers and the report are put.",
)
def command(out: Path) -> None:
    """Screen bundled customers and an article against bundled lists, and write a report to open in a browser.

    The lists are small extracts, not for production; nothing is fetched, and your own data folder is not touched.
    Beside the report lie files to try other commands on: customers, a text, a payment, a bill of lading.
    """
    from ostrakon.app.demo import run_demo  # noqa: PLC0415  # brings everything
    from ostrakon.reports.demo_summary import print_demo  # noqa: PLC0415  # brings rich
    from ostrakon.reports.terminal import standard_console  # noqa: PLC0415

    demo = run_demo(out, say=lambda line: click.echo(f"{line} …", err=True))
    print_demo(standard_console(), demo.report, shown_max=_SHOWN_MAX)
    for message in demo.summary.messages:
        complain(message)
    click.echo(f"\nAnswers: {demo.answers}")
    program = "ostrakon" if shutil.which("ostrakon") else sys.argv[0]
    click.echo(f'Again:   {program} screen "Kim Jong Un" --store {demo.store}')
    click.echo("Report, to open in a browser:")
    click.echo(str(demo.report_file.resolve()))
