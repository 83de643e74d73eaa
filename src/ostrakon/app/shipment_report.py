"""Gathering what the HTML report of trade documents shows; the page is that of payments, with other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import digest
from ostrakon.app.reporting import entities_of, list_lines
from ostrakon.filtering.shipment import FilteredPaper, as_message
from ostrakon.intake.payments import Block, Part
from ostrakon.reports.payments import MESSAGES_MAX, PaymentReport, Shown, Transaction
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.rules.trade.catalogue import RULES

_ORDER = ("hit", "review", "not_screened", "clear")
_TEXT = "Document"


def shipment_report(
    engine: Ostrakon,
    store: Path,
    found: Sequence[tuple[FilteredPaper, Part]],
    summary: Mapping[str, Any],
    *,
    made_at: datetime | None = None,
) -> PaymentReport:
    """Everything that the page shows.

    Args:
        store: the data folder that the engine reads.
        found: decisions with their texts, as `filter_shipments` gave them.
        summary: figures over all of them.
        made_at: the time to print; None takes the present moment.
    """
    telling = sorted((pair for pair in found if pair[0].status != "clear"), key=lambda p: _ORDER.index(p[0].status))
    shown = telling[:MESSAGES_MAX]
    ids = {name for one, _ in shown for hit in one.hits for r in hit.results for name in (r.id, *r.referents)}
    return PaymentReport(
        version=__version__,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        policy_hash=digest(asdict(engine.policy)),
        made_at=(made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        summary=summary,
        shown=tuple(_shown(one, part) for one, part in shown),
        clear=tuple(as_message(one) for one, _ in found if one.status == "clear")[:MESSAGES_MAX],
        lists=list_lines(store),
        entities=entities_of(engine, ids),
        thresholds=policy_thresholds(engine.policy),
        not_shown=len(telling) - len(shown),
        title="Trade documents",
        noun="document",
        rules=RULES,
    )


def _shown(one: FilteredPaper, part: Part) -> Shown:
    unknown = f"Fields that are not known, looked through as free text: {', '.join(one.unknown)}"
    blocks = tuple(map(_called, part.blocks))
    texts = (Transaction(field="", blocks=blocks),) if blocks else ()
    return Shown(decision=as_message(one), transactions=texts, notes=(unknown,) if one.unknown else ())


def _called(block: Block) -> Block:
    """A block with its party's role as a person calls it."""
    role = block.role or _TEXT
    return replace(block, role=role.replace("_", " ").capitalize() if role.islower() else role)
