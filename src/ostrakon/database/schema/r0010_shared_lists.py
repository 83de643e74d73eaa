"""Revision 0010: snapshots of lists that one host gives to the others."""

from __future__ import annotations

from ostrakon.database.transactions import Dialect


def up(dialect: Dialect) -> tuple[str, ...]:
    """Make the tables."""
    blob = "BLOB" if dialect == "sqlite" else "BYTEA"
    made = (
        """CREATE TABLE list_publications (
            seq BIGINT NOT NULL PRIMARY KEY, number BIGINT NOT NULL, files TEXT NOT NULL, host TEXT NOT NULL,
            at TEXT NOT NULL)""",
        f"""CREATE TABLE list_files (
            sha256 TEXT NOT NULL, piece INTEGER NOT NULL, content {blob} NOT NULL, PRIMARY KEY (sha256, piece))""",
    )
    if dialect == "sqlite":
        return made
    return (*made, "ALTER TABLE list_files ALTER COLUMN content SET STORAGE EXTERNAL")  # packing takes too long


def down(_dialect: Dialect) -> tuple[str, ...]:
    """Drop the tables, with all that they hold."""
    return ("DROP TABLE list_files", "DROP TABLE list_publications")
