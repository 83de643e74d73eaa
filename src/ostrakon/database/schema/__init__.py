"""The tables, revision by revision; the newest is made in an empty database at once.

Each revision is a file with the statements that lead to it and back; the same statements serve an empty database and
the migrations of one that holds data, so that the two cannot differ.
"""

from __future__ import annotations

from ostrakon.database.schema.revisions import HEAD, REVISIONS, Revision
from ostrakon.database.transactions import Dialect, Transaction
from ostrakon.errors import StoreError

__all__ = ["HEAD", "REVISIONS", "Revision", "prepare_fresh", "revision_of"]


def prepare_fresh(transaction: Transaction, dialect: Dialect, address: str) -> None:
    """Make all tables in an empty database; refuse one of another revision.

    Raises:
        StoreError: the database holds tables of an older or newer version of the program.
    """
    found = revision_of(transaction, dialect)
    if found == HEAD:
        return
    if found and found not in {revision.id for revision in REVISIONS}:
        raise StoreError(
            f"the database is of revision {found}, which this version does not know (it needs {HEAD})",
            where=address,
            remedy="A newer version of the program made it: use that one",
        )
    if found:
        raise StoreError(
            f"the database is of revision {found}, this version needs {HEAD}",
            where=address,
            remedy="Run `ostrakon database upgrade`, or use the version of the program that made it",
        )
    for revision in REVISIONS:
        for statement in revision.up(dialect):
            transaction.execute(statement)
    transaction.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    transaction.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD,))


def revision_of(transaction: Transaction, dialect: Dialect) -> str:
    """The revision of the tables, under the name by which Alembic keeps it; empty in an empty database."""
    there = (
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
        if dialect == "sqlite"
        else "SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"
    )
    if not transaction.execute(there):
        return ""
    rows = transaction.execute("SELECT version_num FROM alembic_version")
    return str(rows[0][0]) if rows else ""
