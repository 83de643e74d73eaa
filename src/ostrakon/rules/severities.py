"""What a policy says of rules: another severity than the rule's own, or none at all."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ostrakon.rules.rule import SEVERITIES, Finding

OFF = "off"


def severities_of(given: Mapping[str, object], table: str) -> dict[str, str]:
    """Rule → `info`, `review`, `block` or `off`, as a table of a policy gives them.

    Args:
        table: the table's name, for messages.

    Raises:
        ValueError: another word.
    """
    for rule, severity in given.items():
        if severity not in (*SEVERITIES, OFF):
            raise ValueError(f"{table}.{rule} must be one of {', '.join((*SEVERITIES, OFF))}")
    return {rule: str(severity) for rule, severity in given.items()}


def adjusted(finding: Finding, severities: Mapping[str, str]) -> Finding | None:
    """A finding with the severity that the policy gives its rule; None where the rule is off."""
    wanted = severities.get(finding.rule)
    if wanted is None or wanted == finding.severity:
        return finding
    return None if wanted == OFF else msgspec.structs.replace(finding, severity=wanted)
