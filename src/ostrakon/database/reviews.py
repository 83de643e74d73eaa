"""What stands beside a case: attachments, quality reviews, exemptions that came of its decision."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

import msgspec

from ostrakon.database.records import moment, personal_under, sealed_under
from ostrakon.database.transactions import Transaction
from ostrakon.errors import UsageError
from ostrakon.screening.exemptions import Exemption


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A file that somebody attached to a case.

    Attributes:
        sha256: of its content, as the ledger holds it, too.
        size: bytes.
    """

    id: int
    case_id: int
    name: str
    media_type: str
    sha256: str
    size: int
    added_by: str
    at: str


_ATTACHMENT = Attachment.__struct_fields__


def add_attachment(
    transaction: Transaction, case_id: int, customer: str, *, name: str, media_type: str, content: bytes, by: str
) -> Attachment:
    """Keep a file under the customer's key."""
    kept = sealed_under(transaction, base64.b64encode(content).decode("ascii"), f"customer:{customer}")
    sha256, at = hashlib.sha256(content).hexdigest(), moment()
    rows = transaction.execute(
        "INSERT INTO attachments (case_id, name, media_type, sha256, size, content, added_by, at, key) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (case_id, name, media_type, sha256, len(content), kept.sealed.encode("ascii"), by, at, kept.key),
    )
    return Attachment(
        id=rows[0][0],
        case_id=case_id,
        name=name,
        media_type=media_type,
        sha256=sha256,
        size=len(content),
        added_by=by,
        at=at,
    )


def attachments(transaction: Transaction, case_id: int) -> list[Attachment]:
    """The files of a case, oldest first."""
    rows = transaction.execute(
        f"SELECT {', '.join(_ATTACHMENT)} FROM attachments WHERE case_id = ? ORDER BY id", (case_id,)
    )
    return [Attachment(**dict(zip(_ATTACHMENT, row, strict=True))) for row in rows]


def attachment_content(transaction: Transaction, case_id: int, attachment_id: int) -> bytes | None:
    """The content of a file; None where there is none, or the customer's data were deleted."""
    rows = transaction.execute(
        "SELECT content, key FROM attachments WHERE id = ? AND case_id = ?", (attachment_id, case_id)
    )
    opened = personal_under(transaction, bytes(rows[0][0]).decode("ascii"), rows[0][1]) if rows else None
    return None if opened is None else base64.b64decode(opened)


def add_review(transaction: Transaction, case_id: int, *, outcome: str, review: str, by: str) -> None:
    """Keep a second opinion on a closed case."""
    transaction.execute(
        "INSERT INTO reviews (case_id, outcome, review, reviewed_by, at) VALUES (?, ?, ?, ?, ?)",
        (case_id, outcome, review, by, moment()),
    )


def reviews(transaction: Transaction) -> list[tuple[str, str]]:
    """All pairs of a decision and the opinion of who reviewed it."""
    return [(row[0], row[1]) for row in transaction.execute("SELECT outcome, review FROM reviews ORDER BY id")]


def add_exemption(transaction: Transaction, case_id: int, customer: str, entry: Exemption) -> None:
    """Keep an exemption that came of a decision; names in it are under the customer's key."""
    kept = sealed_under(transaction, msgspec.to_builtins(entry), f"customer:{customer}")
    transaction.execute(
        "INSERT INTO exemptions (case_id, customer, party, expires, sealed, key, revoked) "
        "VALUES (?, ?, ?, ?, ?, ?, '')",
        (case_id, customer, entry.entity, entry.expires, kept.sealed, kept.key),
    )


def revoke_exemptions(transaction: Transaction, case_id: int) -> int:
    """End the exemptions of a case, since it is open again or another way was decided; how many those were."""
    rows = transaction.execute(
        "UPDATE exemptions SET revoked = ? WHERE case_id = ? AND revoked = '' RETURNING id", (moment(), case_id)
    )
    return len(rows)


def exemptions(transaction: Transaction) -> Iterator[Exemption]:
    """All exemptions that were not revoked; whether one holds, `screening.exemptions` says."""
    rows = transaction.execute("SELECT sealed, key FROM exemptions WHERE revoked = '' ORDER BY id")
    for sealed, key in rows:
        opened = personal_under(transaction, sealed, key)
        if opened is not None:  # deleted with the customer's data
            yield msgspec.convert(opened, Exemption)


def exemptions_of(transaction: Transaction, customer: str) -> list[Exemption]:
    """Exemptions of one customer that were not revoked; whether one holds, `screening.exemptions` says."""
    rows = transaction.execute(
        "SELECT sealed, key FROM exemptions WHERE revoked = '' AND customer = ? ORDER BY id", (customer,)
    )
    opened = [personal_under(transaction, sealed, key) for sealed, key in rows]
    return [msgspec.convert(one, Exemption) for one in opened if one is not None]


def exemptions_mark(transaction: Transaction) -> tuple[int, int]:
    """Changes whenever an exemption came or ended."""
    rows = transaction.execute(
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN revoked = '' THEN 0 ELSE 1 END), 0) FROM exemptions"
    )
    return int(rows[0][0]), int(rows[0][1])


def check_attachment(content: bytes, most: int) -> None:
    """Whether a file may be attached.

    Raises:
        UsageError: it is empty or too large.
    """
    if not content:
        raise UsageError("the file is empty")
    if len(content) > most:
        raise UsageError(f"the file is larger than {most // 1_000_000} MB")
