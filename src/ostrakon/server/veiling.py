"""What the second person does not see of a case before choosing an outcome and a reason of their own."""

from __future__ import annotations

from typing import Any

import msgspec

from ostrakon.cases.case import Case


def is_veiled(found: Case, reader: str) -> bool:
    """Whether another one's decision waits for a second person, who may be the reader."""
    return found.proposed is not None and found.proposed.by != reader


def case_fields(found: Case, reader: str) -> dict[str, Any]:
    """A case by its fields; of a proposal that is veiled only by whom and when."""
    fields: dict[str, Any] = msgspec.to_builtins(found)
    if found.proposed is not None and is_veiled(found, reader):
        fields["proposed"] = {"by": found.proposed.by, "at": found.proposed.at}
    return fields


def event_facts(facts: dict[str, Any], *, veiled: bool) -> dict[str, Any]:
    """What a record tells of an event."""
    return {name: value for name, value in facts.items() if not (veiled and name in {"outcome", "reason"})}
