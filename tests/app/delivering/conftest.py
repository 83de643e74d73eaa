"""A database on SQLite and on PostgreSQL, and settings that let webhooks go to a receiver on this machine."""

from __future__ import annotations

import pytest

from ostrakon.app.delivering.options import DeliverySettings
from tests.database.conftest import database, postgres, url

__all__ = ["database", "postgres", "settings", "url"]


@pytest.fixture
def settings() -> DeliverySettings:
    """Settings of an impatient house."""
    return DeliverySettings(
        hosts="receiver.test",
        plain=True,
        first_seconds=0.01,
        longest_seconds=0.05,
        attempts=200,
        connect_seconds=1,
        silent_seconds=1.0,
        total_seconds=2.0,
    )
