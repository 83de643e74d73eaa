"""An answer as one JSON object or as CSV rows: the shapes of the contract of `screen --input`."""

from __future__ import annotations

from typing import Any

from ostrakon.screening.result import Answer, Evidence, Result

CSV_COLUMNS = (
    "query_id",
    "status",
    "rank",
    "id",
    "caption",
    "schema",
    "score",
    "bits",
    "match",
    "referents",
    "reason",
    "exemption",
)
"""One line a result, and one with an empty id where there is none. `referents` are separated by `;`."""


def evidence_object(evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence as JSON."""
    return {
        "feature": evidence.feature,
        "bits": evidence.bits,
        "query": evidence.query,
        "listed": evidence.listed,
        "note": evidence.note,
    }


def result_object(result: Result, *, evidence: bool = True) -> dict[str, Any]:
    """One result as JSON; numbers as they are, never rounded.

    Args:
        evidence: whether to say why.
    """
    row: dict[str, Any] = {
        "id": result.id,
        "caption": result.caption,
        "schema": result.schema,
        "score": result.score,
        "bits": result.bits,
        "match": result.match,
        "status": result.status,
        "referents": list(result.referents),
        "note": result.note,
        "exemption": result.exemption,
    }
    if evidence:
        row["evidence"] = [evidence_object(piece) for piece in result.evidence]
    return row


def answer_object(answer: Answer, *, evidence: bool = True) -> dict[str, Any]:
    """One answer as JSON; `reason` and `notes` only where there is something to say."""
    row: dict[str, Any] = {
        "query_id": answer.query_id,
        "status": answer.status,
        "results": [result_object(result, evidence=evidence) for result in answer.results],
    }
    if answer.reason:
        row["reason"] = answer.reason
    if answer.notes:
        row["notes"] = list(answer.notes)
    return row


def answer_rows(answer: Answer) -> list[list[str]]:
    """One answer as CSV rows in the order of `CSV_COLUMNS`."""
    if not answer.results:
        return [[answer.query_id, answer.status, *[""] * (len(CSV_COLUMNS) - 4), answer.reason, ""]]
    return [
        [
            answer.query_id,
            answer.status,
            str(rank),
            result.id,
            result.caption,
            result.schema,
            repr(result.score),
            repr(result.bits),
            "true" if result.match else "false",
            ";".join(result.referents),
            answer.reason,
            result.exemption,
        ]
        for rank, result in enumerate(answer.results, 1)
    ]
