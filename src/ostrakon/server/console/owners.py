"""Who stands behind the customer of a case: the findings of its newest alert, and a picture of the kept graph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from markupsafe import Markup

from ostrakon.app.engine import Ostrakon
from ostrakon.app.owners.keeping import FILE
from ostrakon.app.owning_by_regime import drawn_around
from ostrakon.app.owning_screened import screened_graph
from ostrakon.app.settings import OWNERSHIP_FOLDER
from ostrakon.database import records
from ostrakon.database.cases import Alert
from ostrakon.database.transactions import Transaction
from ostrakon.errors import OstrakonError
from ostrakon.reports.answers import finding_words
from ostrakon.screening.result import Finding

GRAPH_BYTES_MAX = 1_000_000
"""Size of a kept graph up to which a case page draws from it."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What a case page shows.

    Attributes:
        findings: each with its lines for people.
        picture: of the graph around the first finding's party; empty where none can be drawn.
    """

    findings: tuple[tuple[Finding, list[str]], ...]
    picture: Markup


def behind(transaction: Transaction, engine: Ostrakon, store: Path, alerts: list[Alert]) -> Behind:
    """The findings that the answer of the newest alert gave; none where its data were deleted."""
    found = _findings(transaction, alerts[0].record) if alerts else ()
    shown = tuple((one, finding_words(one)) for one in found)
    return Behind(shown, _picture(engine, store, found[0]) if found else Markup(""))


def _findings(transaction: Transaction, number: int) -> tuple[Finding, ...]:
    record = records.record(transaction, number)
    personal: Any = records.personal_of(transaction, record) if record else None
    if not isinstance(personal, dict) or not isinstance(personal.get("answer"), dict):
        return ()
    return msgspec.convert(personal["answer"].get("findings", ()), tuple[Finding, ...])


def _picture(engine: Ostrakon, store: Path, first: Finding) -> Markup:
    """The kept graph around a party, by the lists in force; a graph that is large or damaged is not drawn."""
    file = store / OWNERSHIP_FOLDER / FILE
    try:
        if first.kind == "link" or file.stat().st_size > GRAPH_BYTES_MAX:
            return Markup("")
        drawn = drawn_around(
            file.read_bytes(), first.party, first.regime, lambda graph: screened_graph(engine, store, graph)
        )
    except (OSError, OstrakonError):  # the picture is a view; the findings beside it are what counts
        return Markup("")
    return Markup(drawn)
