"""Messages of streams."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0007_streams

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables and indexes."""
    run(r0007_streams.up)


def downgrade() -> None:
    """Drop them, with all that the tables hold."""
    run(r0007_streams.down)
