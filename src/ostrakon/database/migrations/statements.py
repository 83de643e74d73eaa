"""Statements of a revision, executed by Alembic."""

from __future__ import annotations

from alembic import op

from ostrakon.database.schema.revisions import Statements
from ostrakon.database.transactions import Dialect


def run(statements: Statements) -> None:
    """Execute them in the dialect of the database at hand."""
    dialect: Dialect = "sqlite" if op.get_bind().dialect.name == "sqlite" else "postgresql"
    for statement in statements(dialect):
        op.execute(statement)
