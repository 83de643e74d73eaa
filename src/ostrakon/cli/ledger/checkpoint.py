"""`ostrakon ledger checkpoint`"""

from __future__ import annotations

import os
from pathlib import Path

import click
import msgspec

from ostrakon.cli.common import complain, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database.records import checkpoint
from ostrakon.errors import InputError
from ostrakon.ledger.checkpoints import new_signing_key


@click.command("checkpoint")
@click.option(
    "--key",
    "key_file",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ed25519 private key in PEM; made when it is not there.",
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@store_option
def command(key_file: Path, out: Path) -> None:
    """Sign the ledger as it stands into FILE; keep it where nobody who works with the ledger can write."""
    if not key_file.exists():
        _make(key_file)
        complain(f"a new signing key was written to {key_file}: keep it, and tell the auditor its fingerprint")
    try:
        private = key_file.read_bytes()
    except OSError as denied:
        raise InputError(f"the signing key cannot be read ({denied.strerror})", where=str(key_file)) from denied
    with opened_database() as database, database.write() as transaction:
        made = checkpoint(transaction, private)
    try:
        out.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    except OSError as denied:
        raise InputError(f"the checkpoint cannot be written ({denied.strerror})", where=str(out)) from denied
    click.echo(f"record {made.n} signed by {made.fingerprint}, written to {out}")


def _make(key_file: Path) -> None:
    try:
        handle = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as denied:
        raise InputError(f"the signing key cannot be written ({denied.strerror})", where=str(key_file)) from denied
    with os.fdopen(handle, "wb") as stream:
        stream.write(new_signing_key())
