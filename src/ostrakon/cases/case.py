"""A case: one customer, one listed party, all alerts on the two; and the rules of who may decide."""

from __future__ import annotations

from typing import Literal

import msgspec

from ostrakon.cases.states import Event, NotAllowed, State, after

Outcome = Literal["", "clear", "block", "reject", "hold"]
"""clear: false positive; block: property is frozen; reject: a transaction is turned back; hold: kept until more is
known. Empty: undecided."""
REASONS: dict[str, str] = {
    "other_birth_date": "date of birth differs",
    "other_country": "country or nationality differs",
    "other_name": "the name differs in a part that decides",
    "other_kind": "a person is no company, a vessel no person",
    "other_identifier": "an identifier that cannot be shared differs",
    "same_party": "it is the listed party",
    "owned": "owned or controlled by the listed party",
    "other": "another reason, in words",
}
"""Reasons that an analyst chooses from; a decision without one cannot be made."""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided.

    Attributes:
        outcome: what follows.
        reason: a key of `REASONS`; `other` needs words.
        words: the analyst's own words, which may name persons.
        exempt_until: ISO day; the same two are not to be shown again until then, unless one of them changes.
        by: who.
        at: when, ISO in UTC.
    """

    outcome: Outcome
    reason: str
    by: str
    at: str
    words: str = ""
    exempt_until: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case as it stands.

    Attributes:
        id: number, from 1.
        customer: key of the customer.
        party: id of the listed party, as answers show it.
        caption: the listed party's name (lists are public).
        state: see `states`.
        status: worst status of its alerts.
        bits: strongest evidence of its alerts.
        alerts: how many joined it.
        assigned: who works on it; empty: nobody.
        due: ISO moment by which somebody must have looked.
        proposed: the first person's decision; None where none is pending.
        outcome, reason: of the decision in force; empty while open.
        decided_by, decided_at: who closed it, and when.
        signature: what its evidence turns on (features and direction), the same for look-alikes.
        content: hash of the listed party's records as they were at the last alert.
        opened, changed: ISO moments.
        version: counts changes; who changes a case names the version that was seen.
    """

    id: int
    customer: str
    party: str
    caption: str
    state: State = "open"
    status: str = "review"
    bits: float = 0.0
    alerts: int = 1
    assigned: str = ""
    due: str = ""
    proposed: Decision | None = None
    outcome: Outcome = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    signature: str = ""
    content: str = ""
    opened: str = ""
    changed: str = ""
    version: int = 1


def changed(case: Case, event: Event, *, at: str, **values: object) -> Case:
    """The case after an event, its version counted up.

    Raises:
        NotAllowed: the event cannot happen in this state.
    """
    state = after(case.state, event)
    return msgspec.structs.replace(case, state=state, changed=at, version=case.version + 1, **values)


def decided(case: Case, decision: Decision, *, two_persons: bool) -> tuple[Case, Event]:
    """The case after the first person's decision, and which event that is.

    Args:
        two_persons: whether a second person must agree.

    Raises:
        NotAllowed: the case cannot be decided now, or the decision says too little.
    """
    check(decision)
    if two_persons:
        return changed(case, "proposed", at=decision.at, proposed=decision), "proposed"
    return _closed(changed(case, "cleared", at=decision.at), decision, decision.by), "cleared"


def seconded(case: Case, decision: Decision) -> tuple[Case, Event]:
    """The case after the second person's own decision: the same outcome closes it, another one opens it again.

    Raises:
        NotAllowed: nothing is pending, it is the same person, or the decision says too little.
    """
    check(decision)
    first = case.proposed
    if first is None:
        raise NotAllowed("no decision waits for a second person")
    if first.by == decision.by:
        raise NotAllowed("the second person must be another one than the first (four eyes)")
    if first.outcome != decision.outcome:
        return changed(case, "disagreed", at=decision.at, proposed=None), "disagreed"
    return _closed(changed(case, "agreed", at=decision.at), first, decision.by), "agreed"


def withdrawn(case: Case, *, by: str, at: str) -> Case:
    """The case after whoever decided it took that back.

    Raises:
        NotAllowed: there is nothing to take back, or another person decided.
    """
    owner = case.proposed.by if case.proposed else case.decided_by
    if owner != by:
        raise NotAllowed("only who made a decision can take it back")
    return changed(
        case, "withdrawn", at=at, proposed=None, outcome="", reason="", decided_by="", decided_at="", assigned=by
    )


def check(decision: Decision) -> None:
    """Whether a decision says enough.

    Raises:
        NotAllowed: no outcome, no known reason, or `other` without words.
    """
    if not decision.outcome:
        raise NotAllowed("a decision needs an outcome", remedy="clear, block, reject or hold")
    if decision.reason not in REASONS:
        raise NotAllowed(f"{decision.reason!r} is no reason", remedy=f"Choose one of {', '.join(REASONS)}")
    if decision.exempt_until and decision.outcome != "clear":
        raise NotAllowed("only a customer who was cleared can be exempt")
    if decision.exempt_until and decision.exempt_until <= decision.at[:10]:
        raise NotAllowed(f"an exemption until {decision.exempt_until} would not hold at all")
    if decision.reason == "other" and not decision.words.strip():
        raise NotAllowed("the reason `other` needs words")


def _closed(case: Case, decision: Decision, by: str) -> Case:
    return msgspec.structs.replace(
        case,
        proposed=None,
        outcome=decision.outcome,
        reason=decision.reason,
        decided_by=by,
        decided_at=decision.at,
    )
