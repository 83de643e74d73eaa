"""Gathering what the HTML report of payments shows: decisions, and the texts that they are about, read once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import content_of
from ostrakon.app.recording import digest
from ostrakon.app.reporting import entities_of, list_lines
from ostrakon.filtering.hits import Filtered
from ostrakon.intake.payments import Part, read_payments
from ostrakon.reports.payments import (
    MESSAGES_MAX,
    TRANSACTIONS_MAX,
    PaymentReport,
    Shown,
    Transaction,
)
from ostrakon.reports.waterfall_svg import policy_thresholds

_ORDER = ("hit", "review", "not_screened", "clear")


def payment_report(
    engine: Ostrakon,
    store: Path,
    decisions: Sequence[Filtered],
    summary: Mapping[str, Any],
    *,
    made_at: datetime | None = None,
) -> PaymentReport:
    """Everything that the page shows.

    Args:
        store: the data folder that the engine reads.
        decisions: in the order of the files, as `filter_files` gave them.
        summary: figures over all of them.
        made_at: the time to print; None takes the present moment.

    Raises:
        InputError: a file cannot be read any more.
    """
    telling = sorted((one for one in decisions if one.status != "clear"), key=lambda one: _ORDER.index(one.status))
    chosen = {id(one) for one in telling[:MESSAGES_MAX]}
    shown = {id(one.decision): one for one in _with_texts(decisions, chosen)}
    ids = {
        name for one in telling[:MESSAGES_MAX] for hit in one.hits for r in hit.results for name in (r.id, *r.referents)
    }
    return PaymentReport(
        version=__version__,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        policy_hash=digest(asdict(engine.policy)),
        made_at=(made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        summary=summary,
        shown=tuple(shown[id(one)] for one in telling[:MESSAGES_MAX]),
        clear=tuple(one for one in decisions if one.status == "clear")[:MESSAGES_MAX],
        lists=list_lines(store),
        entities=entities_of(engine, ids),
        thresholds=policy_thresholds(engine.policy),
        not_shown=max(len(telling) - MESSAGES_MAX, 0),
    )


def _with_texts(decisions: Sequence[Filtered], chosen: set[int]) -> Iterator[Shown]:
    """The chosen decisions with the texts of their transactions; each file is read once more where one of it is."""
    for file, found in groupby(decisions, key=lambda one: one.file):
        together = list(found)
        if not chosen.isdisjoint(map(id, together)):
            read = read_payments(content_of(Path(file)), file)
            for decision, (_, parts) in zip(together, read, strict=False):
                if id(decision) in chosen:
                    yield _with_parts(decision, parts)


def _with_parts(decision: Filtered, parts: Iterator[Part]) -> Shown:
    """The transactions about which something is said, else the first one; what stands around comes last."""
    places = {hit.field for hit in decision.hits} | {p.field for f in decision.findings for p in f.fields}
    told: list[Part] = []
    others: list[Part] = []
    around: list[Part] = []
    count = 0
    for part in parts:
        if part.around:
            around.append(part)
            continue
        count += 1
        named = any(place == part.field or place.startswith(f"{part.field}/") for place in places)
        kept = told if named or not part.field else others
        if len(kept) < TRANSACTIONS_MAX:
            kept.append(part)
    picked = told or others[:1]
    return Shown(
        decision=decision,
        transactions=tuple(
            Transaction(field=part.field, blocks=part.blocks, around=part in around) for part in (*picked, *around)
        ),
        left_out=count - len(picked),
    )
