"""Gathering what the HTML report of payments shows: decisions, and the texts that they are about, read once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import content_of
from ostrakon.app.recording import digest
from ostrakon.app.reporting import entities_of, list_lines
from ostrakon.filtering.hits import Filtered
from ostrakon.intake.payments import Part, read_payments
from ostrakon.reports.payments import (
    FINDINGS_MAX,
    HITS_MAX,
    MESSAGES_MAX,
    TRANSACTIONS_MAX,
    PaymentReport,
    Shown,
    Transaction,
)
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.rules.rule import SEVERITIES

_ORDER = ("hit", "review", "not_screened")
ORDINARY_MAX = 20
"""Transactions of one message shown of which only things of severity `info` are said."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A decision cut to what the page shows; `number` among those of its file; `notes` say what was cut."""

    decision: Filtered
    number: int
    notes: tuple[str, ...]


class Kept:
    """What the report needs of a run of any length: the worst messages in full, of the others a reference."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()
        self._telling: dict[str, list[_Kept]] = {status: [] for status in _ORDER}
        self._count = 0
        self._clear: list[Filtered] = []

    def add(self, one: Filtered) -> None:
        """Take up a decision, in the order of the files."""
        number = self._numbers[one.file]
        self._numbers[one.file] += 1
        if one.status == "clear":
            if len(self._clear) < MESSAGES_MAX:
                self._clear.append(msgspec.structs.replace(one, findings=()))
            return
        self._count += 1
        if len(self._telling[one.status]) < MESSAGES_MAX:
            self._telling[one.status].append(_cut(one, number))

    @property
    def telling(self) -> list[_Kept]:
        """The messages shown in full, worst first."""
        return [one for status in _ORDER for one in self._telling[status]][:MESSAGES_MAX]

    @property
    def clear(self) -> tuple[Filtered, ...]:
        """The first of those that were clear."""
        return tuple(self._clear)

    @property
    def not_shown(self) -> int:
        """How many that are not clear are counted alone."""
        return self._count - len(self.telling)


def _cut(one: Filtered, number: int) -> _Kept:
    gravest = sorted(one.findings, key=lambda finding: -SEVERITIES.index(finding.severity))[:FINDINGS_MAX]
    notes = [
        f"{more:,} more {what} are counted above and not shown here; --json gives them."
        for what, more in (("hits", len(one.hits) - HITS_MAX), ("findings", len(one.findings) - FINDINGS_MAX))
        if more > 0
    ]
    kept = set(map(id, gravest))
    findings = tuple(finding for finding in one.findings if id(finding) in kept)
    return _Kept(msgspec.structs.replace(one, hits=one.hits[:HITS_MAX], findings=findings), number, tuple(notes))


def payment_report(
    engine: Ostrakon,
    store: Path,
    kept: Kept,
    summary: Mapping[str, Any],
    *,
    made_at: datetime | None = None,
) -> PaymentReport:
    """Everything that the page shows.

    Args:
        store: the data folder that the engine reads.
        kept: of the decisions, as `filter_files` gave them.
        summary: figures over all of them.
        made_at: the time to print; None takes the present moment.

    Raises:
        InputError: a file cannot be read any more.
    """
    telling = kept.telling
    shown = {id(one): found for one, found in _with_texts(telling)}
    ids = {name for one in telling for hit in one.decision.hits for r in hit.results for name in (r.id, *r.referents)}
    return PaymentReport(
        version=__version__,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        policy_hash=digest(asdict(engine.policy)),
        made_at=(made_at or datetime.now(UTC)).isoformat(timespec="seconds"),
        summary=summary,
        shown=tuple(shown[id(one)] for one in telling if id(one) in shown),
        clear=kept.clear,
        lists=list_lines(store),
        entities=entities_of(engine, ids),
        thresholds=policy_thresholds(engine.policy),
        not_shown=kept.not_shown,
    )


def _with_texts(telling: list[_Kept]) -> Iterator[tuple[_Kept, Shown]]:
    """The messages with the texts of their transactions; each file is read once more where one of it is."""
    by_file: dict[str, dict[int, _Kept]] = {}
    for one in telling:
        by_file.setdefault(one.decision.file, {})[one.number] = one
    for file, wanted in by_file.items():
        with content_of(Path(file)) as content:
            for number, (_, parts) in enumerate(read_payments(content, file)):
                if number in wanted:
                    yield wanted[number], _with_parts(wanted[number], parts)


def _with_parts(one: _Kept, parts: Iterator[Part]) -> Shown:
    """The transactions that alert, some of which less is said, else the first one; what stands around comes last."""
    decision = one.decision
    grave = _above(hit.field for hit in decision.hits)
    grave |= _above(p.field for f in decision.findings if f.severity != "info" for p in f.fields)
    named = _above(p.field for f in decision.findings for p in f.fields)
    told: list[Part] = []
    others: list[Part] = []
    around: list[Part] = []
    count = 0
    for part in parts:
        if part.around:
            if len(around) < ORDINARY_MAX:
                around.append(part)
            continue
        count += 1
        if part.field in grave or not part.field:
            if len(told) < TRANSACTIONS_MAX:
                told.append(part)
        elif len(others) < ORDINARY_MAX and (part.field in named or not others):
            others.append(part)
    about = [part for part in others if part.field in named]
    picked = [*told, *about[: max(ORDINARY_MAX - len(told), 0)]] or others[:1]
    return Shown(
        decision=decision,
        transactions=tuple(
            Transaction(field=part.field, blocks=part.blocks, around=part.around) for part in (*picked, *around)
        ),
        left_out=count - len(picked),
        notes=one.notes,
    )


def _above(fields: Iterator[str]) -> set[str]:
    """Some paths with all that lie above them."""
    found: set[str] = set()
    for field in fields:
        path = field
        while path and path not in found:
            found.add(path)
            path = path.rpartition("/")[0]
    return found
