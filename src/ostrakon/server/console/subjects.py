"""The newest alert of a case as values: whom it is about, and the evidence as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from ostrakon.database.cases import Alert
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Evidence


@dataclass(frozen=True, slots=True)
class Alerted:
    """What an alert holds.

    Attributes:
        subject: None where its key was destroyed.
        evidence: as it was when the alert came; empty without the key.
        result: as answers give it.
    """

    subject: Subject | None
    evidence: tuple[Evidence, ...]
    result: dict[str, Any]

    @property
    def name(self) -> str:
        """The customer's name; empty where it was deleted."""
        return self.subject.name if self.subject else ""


def alerted(alert: Alert | None) -> Alerted:
    """What an alert holds, as far as it can still be read."""
    if alert is None or not alert.personal:
        return Alerted(None, (), {})
    result = alert.personal["result"]
    return Alerted(
        subject=msgspec.convert(alert.personal["subject"], Subject),
        evidence=tuple(msgspec.convert(piece, Evidence) for piece in result.get("evidence", ())),
        result=result,
    )
