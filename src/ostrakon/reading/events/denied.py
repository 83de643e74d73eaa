"""Events that a source alleges and another denies."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ostrakon.reading.findings import Claim, Event


def after_denials(events: Sequence[Event], claims: Sequence[Claim]) -> list[Event]:
    """Events with the status `denied` where the claim that tells of them is disputed by a denial."""
    return [msgspec.structs.replace(event, status="denied") if _denied(event, claims) else event for event in events]


def _denied(event: Event, claims: Sequence[Claim]) -> bool:
    if event.status != "alleged" or event.claim is None:
        return False
    return any(claims[other].act == "deny" for other in claims[event.claim].disputed_by)
