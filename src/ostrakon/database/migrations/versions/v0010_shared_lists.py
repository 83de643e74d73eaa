"""Snapshots of lists that one host gives to the others."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0010_shared_lists

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    run(r0010_shared_lists.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0010_shared_lists.down)
