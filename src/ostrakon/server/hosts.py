"""This host among others: following their lists, and saying when that does not work."""

from __future__ import annotations

import logging
from pathlib import Path

from ostrakon.app.serving import ServerSettings
from ostrakon.app.sharing import Sharing
from ostrakon.database.transactions import Database
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.server.metrics import UNSHARED

_log = logging.getLogger("ostrakon.lists")


class Hosts:
    """Looks for lists of other hosts on behalf of one worker.

    Args:
        sharing: follows and publishes.
    """

    def __init__(self, sharing: Sharing) -> None:
        self._sharing = sharing
        self.problem = ""
        """Why the lists of this host may not be those of the others; empty where all is well."""

    def look(self) -> bool:
        """Follow or publish; whether something was done. What fails leaves all as it is, and is tried again."""
        try:
            done = self._sharing.look()
        except OstrakonError as bad:
            if str(bad) != self.problem:
                _log.error("the lists of the hosts are not in step: %s", bad)
            self.problem = str(bad)
            UNSHARED.set(1)
            return False
        self.problem = ""
        UNSHARED.set(0)
        if done:
            _log.info("%s", done)
        return bool(done)


def hosts_of(store: Path, database: Database, settings: ServerSettings) -> Hosts | None:
    """What follows other hosts, where the settings want it.

    Raises:
        UsageError: the database is one file, which no other host sees.
    """
    if not settings.share_lists:
        return None
    if database.dialect != "postgresql":
        raise UsageError(
            "OSTRAKON_SHARE_LISTS is on, and the database is a file of this host",
            remedy="Set OSTRAKON_DATABASE to the PostgreSQL of all hosts",
        )
    return Hosts(Sharing(store, database))
