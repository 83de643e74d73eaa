"""An answer as one JSON object or as CSV rows: the shapes of the contract of `screen --input`."""

from __future__ import annotations

from typing import Any

import msgspec

from ostrakon.screening.result import Answer, Evidence, Finding, Result

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
    if answer.findings:
        row["findings"] = [msgspec.to_builtins(one) for one in answer.findings]
    return row


def finding_words(finding: Finding) -> list[str]:
    """A finding in lines, for people: the verdict, how the party was found, chains, what would decide, cautions."""
    low, high = finding.share
    share = "" if not high else f", {low:g} %" if low == high else f", {low:g} to {high:g} %"
    how = {"id": "by its id", "identifier": "by an identifier", "name": "by its name alone"}[finding.matched]
    what = "tied to" if finding.kind == "link" else f"{finding.verdict}{share}:"
    lines = [f"{finding.regime}: {what} {finding.name} ({how})", *finding.paths, f"rule: {finding.because}"]
    lines += [f"listed: {one}" for one in finding.listed]
    lines += [f"would decide: {finding.would_decide}"] if finding.would_decide else []
    lines += finding.notes
    return lines if finding.settled else [*lines, "the law is open here"]


def answer_rows(answer: Answer) -> list[list[str]]:
    """One answer as CSV rows in the order of `CSV_COLUMNS`; findings stand in words in `reason`."""
    reason = " | ".join(
        part for part in (answer.reason, *("; ".join(finding_words(one)) for one in answer.findings)) if part
    )
    if not answer.results:
        return [[answer.query_id, answer.status, *[""] * (len(CSV_COLUMNS) - 4), reason, ""]]
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
            reason,
            result.exemption,
        ]
        for rank, result in enumerate(answer.results, 1)
    ]
