"""Which keeper an address means; database packages are imported only where one is asked for."""

from __future__ import annotations

from pathlib import Path

from ostrakon.rules.payments.window import Window
from ostrakon.windows.memory import MemoryWindow
from ostrakon.windows.sqlite import SqliteWindow


def open_window(address: str | None) -> Window:
    """The window at an address: a file, `postgresql://…`, `redis://…`; None keeps one in memory for this run.

    Raises:
        InputError: it cannot be opened. UsageError: a package for it is missing.
    """
    if address is None:
        return MemoryWindow()
    if address.startswith(("postgresql://", "postgres://")):
        from ostrakon.windows.postgres import PostgresWindow  # noqa: PLC0415  # an extra

        return PostgresWindow(address)
    if address.startswith(("redis://", "rediss://")):
        from ostrakon.windows.redis import RedisWindow  # noqa: PLC0415  # an extra

        return RedisWindow(address)
    return SqliteWindow(Path(address))
