"""What a rescreen did, in control totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Rescreened:
    """What a run did.

    Attributes:
        mode: `full`, `incremental`, or `none` where nothing could have changed.
        why: why it was a full one; empty otherwise.
        snapshot_before, snapshot: of the lists; 0 for never.
        customers: in the base. anew: screened against all lists. parties: touched ones that the others were held
            against.
        new, changed, lapsed, exemptions_lapsed: matches by what became of them.
        unchanged: matches that stayed as they were. cases: opened or joined.
        not_screened: customers without anything to compare.
        resumed: segments taken over from a run that did not end.
        run, record: numbers of the run and of its record in the ledger.
    """

    mode: str
    why: str
    snapshot_before: int
    snapshot: int
    customers: int = 0
    anew: int = 0
    parties: int = 0
    new: int = 0
    changed: int = 0
    lapsed: int = 0
    exemptions_lapsed: int = 0
    unchanged: int = 0
    cases: int = 0
    not_screened: int = 0
    resumed: int = 0
    run: int = 0
    record: int = 0
    messages: list[str] = field(default_factory=list)

    @property
    def facts(self) -> dict[str, Any]:
        """Control totals for the ledger."""
        return {name: getattr(self, name) for name in self.__slots__ if name not in ("messages", "run", "record")}
