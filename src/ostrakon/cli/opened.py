"""The team's database, for a command that reads or changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ostrakon.app.settings import database_url
from ostrakon.cli.common import store_folder
from ostrakon.database.opening import open_database
from ostrakon.database.transactions import Database


@contextmanager
def opened_database() -> Iterator[Database]:
    """The database of this call's data folder, closed behind the command.

    Raises:
        StoreError: it cannot be opened.
    """
    database = open_database(database_url(store_folder()))
    try:
        yield database
    finally:
        database.close()
