"""The customer base."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0008_customers

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    run(r0008_customers.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0008_customers.down)
