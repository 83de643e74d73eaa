"""Drafts of the reports that a decision obliges to, filled from the case: for a person to check, complete and send."""

from __future__ import annotations

from typing import Any

from ostrakon.cases.case import REASONS, Case
from ostrakon.cases.duties import Duty

MISSING = "[to be completed]"


def draft(case: Case, duty: Duty, *, subject: dict[str, Any] | None, party: dict[str, Any]) -> dict[str, Any]:
    """One report as named fields.

    Args:
        subject: the customer's data; None where they may not be shown or were deleted.
        party: of the listed party: `id`, `caption`, `programmes`, `lists`.
    """
    named = subject or {}
    return {
        "report": duty.what,
        "legal_basis": duty.source,
        "due": duty.due or "without delay",
        "case": case.id,
        "action": case.outcome,
        "action_taken_on": case.decided_at[:10],
        "listed_party": party,
        "customer": {
            "reference": case.customer,
            "name": named.get("name", MISSING),
            "birth_date": named.get("birth_date", ""),
            "countries": named.get("countries", []),
            "address": named.get("address", "") or MISSING,
        },
        "property_or_transaction": MISSING,
        "value_and_currency": MISSING,
        "reason": REASONS.get(case.reason, case.reason),
        "institution": MISSING,
        "contact": MISSING,
    }


def as_text(report: dict[str, Any]) -> str:
    """The draft as lines for a letter or a form; what is missing stands out."""
    return "\n".join(["DRAFT: check, complete, sign", "", *_lines(report, "")]) + "\n"


def _lines(values: dict[str, Any], indent: str) -> list[str]:
    lines = []
    for name, value in values.items():
        label = indent + name.replace("_", " ").capitalize()
        if isinstance(value, dict):
            lines += [f"{label}:", *_lines(value, indent + "  ")]
        else:
            shown = ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
            lines.append(f"{label}: {shown}")
    return lines
