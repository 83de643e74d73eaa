"""An explanation as JSON: the shape of `explain --json`."""

from __future__ import annotations

from typing import Any

from ostrakon.app.engine import Explanation
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import evidence_object


def explanation_object(subject: Subject, found: Explanation) -> dict[str, Any]:
    """An explanation as JSON."""
    return {
        "name": subject.name,
        "id": found.entity.id,
        "caption": found.entity.caption,
        "schema": found.entity.schema,
        "score": found.score,
        "bits": found.bits,
        "status": found.status,
        "note": found.note,
        "shown_as": found.shown_as,
        "fetched": found.fetched,
        "lost_at": found.lost_at,
        "fetched_by": list(found.ways),
        "evidence": [evidence_object(piece) for piece in found.evidence],
    }
