"""Records of requests: many that wait at the same time share one transaction, and none is answered before its record.

A commit to the disk takes a millisecond or more whatever it holds; with a transaction a request, a dozen clients would
wait for each other's disk.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ostrakon.app.recording import Recorder
from ostrakon.database.gathering import gathered
from ostrakon.database.transactions import Database, Transaction

Write = Callable[[Recorder, Transaction], Any]
"""Adds what a request has to record to a transaction."""
TOGETHER_MAX = 500
"""Requests recorded in one transaction at most."""


class GroupRecorder:
    """Writes records of one worker process, in the order in which they came.

    Args:
        database: where the ledger is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[str, Write, asyncio.Future[Any]]] = []
        self._wake = asyncio.Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to write; needs a running event loop."""
        self._task = asyncio.create_task(self._run())

    async def write(self, actor: str, write: Write) -> Any:
        """Have something recorded; returns what `write` gave once it is on the disk.

        Raises:
            StoreError: it could not be recorded.
        """
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.append((actor, write, done))
        self._wake.set()
        return await done

    async def stop(self) -> None:
        """Write what waits, and end."""
        if self._task is not None:
            while self._waiting:
                await asyncio.sleep(0.01)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        self._thread.shutdown()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while group := self._waiting[:TOGETHER_MAX]:
                outcomes = await loop.run_in_executor(self._thread, self._together, group)
                del self._waiting[: len(group)]
                for (_, _, done), outcome in zip(group, outcomes, strict=True):
                    if done.done():  # the client has gone; the record stays
                        continue
                    if isinstance(outcome, Exception):
                        done.set_exception(outcome)
                    else:
                        done.set_result(outcome)

    def _together(self, group: list[tuple[str, Write, asyncio.Future[Any]]]) -> list[Any]:
        """All in one transaction; where that fails, each in one of its own, so that one does not spoil the others."""
        try:
            with self._database.write() as transaction, gathered(transaction) as together:
                return [write(Recorder(self._database, actor), together) for actor, write, _ in group]
        except Exception as failed:  # told to the one request that caused it
            if len(group) == 1:
                return [failed]
        return [outcome for one in group for outcome in self._together([one])]
