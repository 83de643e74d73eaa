"""The desk of `ostrakon mcp`: one person's assistant over a data folder of this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder, recorder
from ostrakon.database.transactions import Database
from ostrakon.identity import Permission
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Answer
from ostrakon.server.assistants.desk import in_thread
from ostrakon.server.engines import Engines


class LocalDesk:
    """Answers as the terminal does: whoever started it may do all, and `OSTRAKON_LEDGER` says what is recorded.

    Args:
        store: the data folder.
        database: where exemptions that came of decisions stand.
        say: told, in one line, why nothing could be recorded.
    """

    def __init__(self, store: Path, database: Database, say: Callable[[str], None]) -> None:
        self._store = store
        self._engines = Engines(store, database)
        self._say = say

    @property
    def store(self) -> Path:
        """The data folder."""
        return self._store

    def need(self, permission: Permission) -> None:
        """Nothing is refused to whoever has the files."""

    async def engine(self) -> Ostrakon:
        """The lists in force now, which may be others than when it was started."""
        await in_thread(self._engines.refresh)
        return self._engines.current

    async def screened(self, engine: Ostrakon, subject: Subject, answer: Answer, asked: Asked) -> int:
        """Record an answer."""
        return await self._recorded(lambda kept: kept.screening(subject, answer, asked, engine))

    async def read(self, engine: Ostrakon, reading: dict[str, Any]) -> int:
        """Record a text."""
        return await self._recorded(lambda kept: kept.documents("text", [reading], engine)[0])

    async def _recorded(self, write: Callable[[Recorder], int]) -> int:
        return int(await in_thread(partial(self._write, write)))

    def _write(self, write: Callable[[Recorder], int]) -> int:
        number = 0
        with recorder(self._store, say=self._say) as kept:
            if kept is not None:
                number = write(kept)
        return number
