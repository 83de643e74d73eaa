"""Doors and deadlines."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0005_doors

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables and indexes."""
    run(r0005_doors.up)


def downgrade() -> None:
    """Drop them, with all that the tables hold."""
    run(r0005_doors.down)
