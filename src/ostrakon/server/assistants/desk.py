"""At whose desk an assistant asks: which lists are in force there, what it may do, where its questions are recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from fastapi.concurrency import run_in_threadpool
from starlette.requests import Request

from ostrakon.app.engine import Ostrakon
from ostrakon.app.reading import open_reader
from ostrakon.app.recording import Asked
from ostrakon.identity import Permission
from ostrakon.model.subject import Subject
from ostrakon.reading.reader import Reader
from ostrakon.screening.result import Answer
from ostrakon.server.access import principal_of
from ostrakon.server.context import context_of
from ostrakon.server.errors import Refused
from ostrakon.server.metrics import SCREENED
from ostrakon.server.papers import PerSnapshot

readers: PerSnapshot[Reader] = PerSnapshot(open_reader)
"""The reader of texts of this process."""


class Desk(Protocol):
    """What the tools work with."""

    @property
    def store(self) -> Path:
        """The data folder."""

    def need(self, permission: Permission) -> None:
        """Ask for a permission.

        Raises:
            Refused: whoever asks has it not.
        """

    async def engine(self) -> Ostrakon:
        """The lists in force.

        Raises:
            NotScreened: there are none.
        """

    async def screened(self, engine: Ostrakon, subject: Subject, answer: Answer, asked: Asked) -> int:
        """Record an answer before it is given; the number of its record, 0 where nothing is recorded.

        Raises:
            StoreError, NotScreened: it could not be recorded, so nothing may be answered.
        """

    async def read(self, engine: Ostrakon, reading: dict[str, Any]) -> int:
        """Record a text that was read; as `screened`."""


class ServiceDesk:
    """The desk of a request: behind its key, in the service's ledger.

    Args:
        request: whose permission was checked.
    """

    def __init__(self, request: Request) -> None:
        self._context = context_of(request)
        self._principal = principal_of(request)

    @property
    def store(self) -> Path:
        """The data folder."""
        return self._context.store

    def need(self, permission: Permission) -> None:
        """Ask for a permission of the key."""
        if not self._principal.may(permission):
            raise Refused(403, f"the role {self._principal.role} does not include {permission}")

    async def engine(self) -> Ostrakon:
        """The lists in service."""
        return self._context.engines.current

    async def screened(self, engine: Ostrakon, subject: Subject, answer: Answer, asked: Asked) -> int:
        """Record an answer; no case is opened, since an assistant only looks."""
        number: int = await self._context.ledger.write(
            self._principal.id,
            lambda recorder, transaction: recorder.add_screening(transaction, subject, answer, asked, engine),
        )
        SCREENED.labels(answer.status).inc()
        return number

    async def read(self, engine: Ostrakon, reading: dict[str, Any]) -> int:
        """Record a text."""
        [number] = await self._context.ledger.write(
            self._principal.id,
            lambda recorder, transaction: recorder.add_documents(transaction, "text", [reading], engine),
        )
        SCREENED.labels(str(reading["status"])).inc()
        return int(number)


async def in_thread(work: Any, *arguments: Any) -> Any:
    """Do something that takes a while without holding up others."""
    return await run_in_threadpool(work, *arguments)
