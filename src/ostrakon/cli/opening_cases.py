"""`screen --input FILE --cases`: the rows of a file into the team's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ostrakon.app.casework import CaseOpener
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, person_at_terminal
from ostrakon.app.settings import LEDGER_VARIABLE, ledger_mode
from ostrakon.cli.opened import opened_database
from ostrakon.errors import UsageError


@contextmanager
def opened_cases(engine: Ostrakon, asked: Asked, *, wanted: bool) -> Iterator[CaseOpener | None]:
    """What opens the cases of a file; None where that is not wanted.

    Raises:
        UsageError: nothing is recorded, so that a case would have no record to rest on.
        StoreError: the database cannot be opened.
    """
    if not wanted:
        yield None
        return
    if ledger_mode() == "off":
        raise UsageError("--cases needs the ledger, on which cases rest", remedy=f"Unset {LEDGER_VARIABLE}=off")
    with opened_database() as database:
        yield CaseOpener(database, engine, person_at_terminal(), asked)
