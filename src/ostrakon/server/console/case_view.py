"""A case made ready for its page: the sentence, the rows, consequences, what would settle it, history, proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ostrakon.app.engine import Ostrakon
from ostrakon.cases.case import REASONS, Case
from ostrakon.cases.duties import Duty, Regime, duties
from ostrakon.database import cases as stored
from ostrakon.database import records, reviews
from ostrakon.database.transactions import Transaction
from ostrakon.model import Designation, Entity
from ostrakon.reports.comparison import FieldRow, field_rows
from ostrakon.reports.turning import Missing, Saying, settling, turns_on
from ostrakon.reports.waterfall_svg import Threshold, policy_thresholds
from ostrakon.screening.exemptions import content_hash
from ostrakon.server.console.filters import Filter
from ostrakon.server.console.subjects import Alerted, alerted

HISTORY_MAX = 200
BEFORE_MAX = 6
REGIMES: dict[str, Regime] = {"US": "ofac", "EU": "eu", "UK": "uk", "CH": "ch", "UN": "un"}
"""Authority of a designation → the regime whose duties follow."""
REASON_KEYS = tuple(REASONS.items())
"""Reasons in the order of their keys, from `1`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """Everything on the page.

    Attributes:
        hidden: whether the first person's reason is kept from this reader, who is to decide independently.
        changed_since: whether the listed party's records differ from those at the last alert.
        place, of: where the case stands in the reader's filter, from 1; 0 outside of it.
    """

    case: Case
    alerted: Alerted
    records: tuple[Entity, ...]
    rows: list[FieldRow]
    sentence: list[Saying]
    settling: list[Missing]
    prior: float
    listings: list[tuple[str, Designation]]
    duties: tuple[Duty, ...]
    thresholds: tuple[Threshold, ...]
    history: list[dict[str, Any]]
    alerts: list[stored.Alert]
    before: list[Case]
    alike: list[Case]
    attachments: list[reviews.Attachment]
    hidden: bool
    changed_since: bool
    place: int
    of: int
    previous: int
    following: int


def case_view(transaction: Transaction, engine: Ostrakon, found: Case, reader: str, chosen: Filter) -> CaseView:
    """A case as one person may see it."""
    alerts = stored.alerts(transaction, found.id)
    of = alerted(alerts[0] if alerts else None)
    members = engine.records(found.party)
    rows = field_rows(of.subject, members, of.evidence) if of.subject else []
    listings = [(record.id, listing) for record in members for listing in record.designations if listing.active]
    regimes = tuple(dict.fromkeys(REGIMES[one.authority] for _, one in listings if one.authority in REGIMES))
    hidden = found.proposed is not None and found.proposed.by != reader
    numbers = [case.id for case in chosen.cases(transaction, reader)]
    place = numbers.index(found.id) if found.id in numbers else -1
    return CaseView(
        case=found,
        alerted=of,
        records=members,
        rows=rows,
        sentence=turns_on(rows),
        settling=settling(rows)[:4],
        prior=next((piece.bits for piece in of.evidence if piece.feature == "prior"), 0.0),
        listings=listings,
        duties=duties("block", regimes, datetime.now(UTC).date()),
        thresholds=policy_thresholds(engine.policy),
        history=history(transaction, found, hidden=hidden),
        alerts=alerts,
        before=_before(transaction, found),
        alike=_alike(transaction, found),
        attachments=reviews.attachments(transaction, found.id),
        hidden=hidden,
        changed_since=bool(members) and content_hash(members) != found.content,
        place=place + 1,
        of=len(numbers),
        previous=numbers[place - 1] if place > 0 else 0,
        following=numbers[place + 1] if -1 < place < len(numbers) - 1 else 0,
    )


def history(transaction: Transaction, found: Case, *, hidden: bool) -> list[dict[str, Any]]:
    """What happened to a case, newest first; what a second person must not see yet is left out."""
    newest = records.records(transaction, about=f"case:{found.id}", limit=HISTORY_MAX, newest=True)
    shown = []
    for one in newest:
        facts = one.facts
        words = "" if hidden else (records.personal_of(transaction, one) or {}).get("words", "")
        shown.append(
            {
                "n": one.n,
                "at": one.at,
                "actor": one.actor,
                "event": facts.get("event", one.kind),
                "outcome": "" if hidden else facts.get("outcome", ""),
                "reason": "" if hidden else REASONS.get(facts.get("reason", ""), ""),
                "words": words if isinstance(words, str) else "",
                "record": facts.get("record", 0),
            }
        )
    return shown


def _before(transaction: Transaction, found: Case) -> list[Case]:
    """Closed cases of the same customer or the same listed party."""
    same_customer = stored.queue(
        transaction, states=("closed",), customer=found.customer, sort="changed", limit=BEFORE_MAX
    )
    same_party = stored.queue(transaction, states=("closed",), party=found.party, sort="changed", limit=BEFORE_MAX)
    both = {case.id: case for case in (*same_customer, *same_party) if case.id != found.id}
    return sorted(both.values(), key=lambda case: case.decided_at, reverse=True)[:BEFORE_MAX]


def _alike(transaction: Transaction, found: Case) -> list[Case]:
    if found.state not in ("open", "waiting"):
        return []
    alike = stored.queue(
        transaction, states=("open", "waiting"), party=found.party, signature=found.signature, limit=100
    )
    return [case for case in alike if case.id != found.id and case.status == found.status]
