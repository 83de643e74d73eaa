"""The ledger."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0001_ledger

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    run(r0001_ledger.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0001_ledger.down)
