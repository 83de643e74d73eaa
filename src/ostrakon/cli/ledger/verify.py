"""`ostrakon ledger verify`"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ostrakon.cli.common import ExitCode, emit_json, finish, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.records import verify_ledger
from ostrakon.errors import InputError
from ostrakon.ledger.checkpoints import Checkpoint
from ostrakon.reports.counting import counted


@click.command("verify")
@click.option(
    "--checkpoint",
    "files",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A checkpoint that was kept elsewhere; repeatable.",
)
@store_option
@json_option
def command(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Check the whole chain; exit 1 names the first record at which it breaks.

    Without a checkpoint that was kept elsewhere this shows changes by anybody but one who rewrote the whole database.
    """
    kept = tuple(_read(file) for file in files)
    with opened_database() as database:
        verdict = verify_ledger(database, elsewhere=kept)
    if as_json:
        emit_json(msgspec.to_builtins(verdict))
    elif verdict.intact:
        beside = f", {counted(len(kept), 'checkpoint')} kept elsewhere among them" if kept else ""
        click.echo(f"intact: {counted(verdict.records, 'record')}{beside}, the last is {verdict.head[:16]}")
    else:
        click.echo(f"BROKEN at record {verdict.broken}: {verdict.what}")
        click.echo(f"What holds before it: {counted(verdict.records, 'record')}.")
    finish(ExitCode.DONE if verdict.intact else ExitCode.ACTION)


def _read(file: Path) -> Checkpoint:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Checkpoint)
    except OSError as bad:
        raise InputError(f"the checkpoint cannot be read ({bad.strerror})", where=str(file)) from bad
    except msgspec.MsgspecError as bad:
        raise InputError(
            f"this is no checkpoint ({bad})", where=str(file), remedy="`ostrakon ledger checkpoint` writes them"
        ) from bad
