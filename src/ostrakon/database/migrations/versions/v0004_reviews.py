"""Reviews and exemptions."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0004_reviews

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    run(r0004_reviews.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0004_reviews.down)
