"""Webhooks, mail and the timetable."""

from __future__ import annotations

from ostrakon.database.migrations.statements import run
from ostrakon.database.schema import r0009_delivery

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables and indexes."""
    run(r0009_delivery.up)


def downgrade() -> None:
    """Drop them, with all that the tables hold."""
    run(r0009_delivery.down)
