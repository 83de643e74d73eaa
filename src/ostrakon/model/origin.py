"""Where a value came from."""

from __future__ import annotations

import msgspec


class Origin(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """List, record and field that a value was read from, so that a person can look it up.

    Attributes:
        source: source id, for instance `ofac_sdn`.
        record: the publisher's own number or reference of the record, for instance `35096` or `EU.7510.16`.
        field: the column, element path or part of a remark, for instance `remarks` or `nameAlias@wholeName`.
    """

    source: str
    record: str
    field: str = ""
