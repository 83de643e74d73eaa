"""Cases."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0003_cases

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    run(r0003_cases.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0003_cases.down)
