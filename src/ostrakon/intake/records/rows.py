"""What a customer file yields: subjects, and rows that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.model.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that cannot be screened as it stands.

    Attributes:
        line: number of its first line in the file, from 1.
        query_id: the user's key where it could be read, else the line number.
        reason: what is wrong and what to do, for a person.
    """

    line: int
    query_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a customer file, read.

    Attributes:
        line: number of its first line in the file (for Parquet: of the row), from 1.
        content: the subject, or why there is none.
    """

    line: int
    content: Subject | BadRow
