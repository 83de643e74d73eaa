"""Something in an input that a person should know about."""

from __future__ import annotations

from typing import Literal

import msgspec

Severity = Literal["info", "warning", "error"]


class Issue(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One kind of problem in one input, counted.

    Attributes:
        code: stable and machine-readable: `unknown_field`, `unknown_value`, `bad_date`, `orphan_row`, ….
        message: for a person; says what was found and what was done with it.
        severity: `info` (nothing lost), `warning` (a value was left out or not understood), `error` (a record was).
        where: the first place: `sdn.csv:1204` or `record 6365, field remarks`.
        field: the column or element concerned.
        examples: up to five of the values or records concerned.
        count: how often it occurred.
    """

    code: str
    message: str
    severity: Severity = "warning"
    where: str = ""
    field: str = ""
    examples: tuple[str, ...] = ()
    count: int = 1
