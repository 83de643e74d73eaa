"""A rescreen in a process of its own, for a service whose requests end after a minute; why the last one failed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database.records import append, records
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import OstrakonError, StoreError
from ostrakon.ledger.record import Entry

FAILED = "customers_rescreen_failed"
"""Kind of the record of a rescreen that this module began and that came to nothing."""
DONE = "customers_rescreen"
PRIORITY_LOWER = 10


def rescreen_beside(store: Path, *, actor: str, full: bool = False) -> None:
    """Begin a rescreen that outlives the request and the worker."""
    command = [sys.executable, "-m", "ostrakon.app.monitoring.beside", str(store), actor, "full" if full else ""]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=child.wait, name="rescreen", daemon=True).start()  # or it would stay as a zombie


def busy(folder: BaseFolder) -> bool:
    """Whether a run holds the base at this moment."""
    if not folder.root.exists():
        return False
    try:
        with folder.writing():
            return False
    except StoreError:
        return True


def last_failure(transaction: Transaction) -> str:
    """Why the last rescreen that was begun here came to nothing; empty where one came through since."""
    failed = next(iter(records(transaction, kind=FAILED, newest=True, limit=1)), None)
    done = next(iter(records(transaction, kind=DONE, newest=True, limit=1)), None)
    if failed is None or (done is not None and done.n > failed.n):
        return ""
    return str(failed.facts["reason"])


def perform(store: Path, database: Database, *, actor: str, full: bool) -> bool:
    """Do the work, or record why it could not be done; whether it was done."""
    try:
        Watch(store, database).rescreen(actor=actor, full=full)
    except OstrakonError as bad:
        with database.write() as transaction:
            append(transaction, Entry(kind=FAILED, actor=actor, body={"reason": str(bad)}))
        return False
    return True


def main(arguments: list[str]) -> int:
    """`python -m ostrakon.app.monitoring.beside STORE ACTOR [full]`: what `rescreen_beside` starts."""
    from ostrakon.app.settings import database_url  # noqa: PLC0415  # only in this process
    from ostrakon.database.opening import open_database  # noqa: PLC0415

    if hasattr(os, "nice"):
        os.nice(PRIORITY_LOWER)
    store = Path(arguments[0])
    database = open_database(database_url(store))
    try:
        return 0 if perform(store, database, actor=arguments[1], full=arguments[2:3] == ["full"]) else 3
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
