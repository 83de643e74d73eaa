"""What only a comparison with the edition before shows, and is not enough to refuse a list: named, not hidden."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.model import Issue
from ostrakon.sources.base import ISSUE_EXAMPLES_MAX
from ostrakon.store.changes import ChangeCount
from ostrakon.store.edition import EditionReport

RARER_SHARE_MAX = 0.5
"""A field of the format may be used by this part fewer entities (as a share of all) before it is named."""
RARER_COUNT_MIN = 3
"""Fields that fewer entities than this had before are not judged."""


def doubts(new: EditionReport, old: EditionReport, changes: ChangeCount) -> tuple[Issue, ...]:
    """Issues of an edition beside the one that it replaces."""
    return (*_same_date(new, old, changes), *_rarer_fields(new, old))


def _same_date(new: EditionReport, old: EditionReport, changes: ChangeCount) -> Iterator[Issue]:
    if new.published and new.published == old.published and changes:
        message = f"the list in force has the same publication date and other content: {changes}"
        yield Issue(code="same_date", message=message, examples=(new.published,))


def _rarer_fields(new: EditionReport, old: EditionReport) -> Iterator[Issue]:
    if new.format != old.format:
        return  # the same fact stands in another field there
    rarer = []
    for path, before in sorted(old.fields.items()):
        share = new.fields.get(path, 0) / new.entities
        if before >= RARER_COUNT_MIN and share < before / old.entities * (1 - RARER_SHARE_MAX):
            rarer.append(f"{path}: {new.fields.get(path, 0):,} instead of {before:,}")
    if rarer:
        yield Issue(
            code="rarer_fields",
            message="fields of the format are used by far fewer entities than in the list in force",
            examples=tuple(rarer[:ISSUE_EXAMPLES_MAX]),
            count=len(rarer),
        )
