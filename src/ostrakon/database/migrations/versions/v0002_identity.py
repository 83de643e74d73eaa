"""Users and keys."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0002_identity

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    run(r0002_identity.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0002_identity.down)
