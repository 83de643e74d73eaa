"""Versions of the policy."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0006_policies

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    run(r0006_policies.up)


def downgrade() -> None:
    """Drop the tables, with all that they hold."""
    run(r0006_policies.down)
