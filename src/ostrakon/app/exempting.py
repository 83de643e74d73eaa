"""Writing down reviewed exemptions, and looking which of them still hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.settings import exemptions_in_force
from ostrakon.errors import InputError, StoreError, UsageError
from ostrakon.screening.exemptions import Exemption, content_hash, customer_hash, lapse
from ostrakon.screening.subject import Subject


@dataclass(frozen=True, slots=True)
class Review:
    """What the reviewers say.

    Attributes:
        reason: why customer and listed party are not the same.
        reviewer, second_reviewer: who decided, and who agreed (empty while nobody has).
        expires: the last day on which the exemption holds.
    """

    reason: str
    reviewer: str
    second_reviewer: str
    expires: date


@dataclass(frozen=True, slots=True)
class Checked:
    """One exemption, and why it does not hold today; empty when it does."""

    entry: Exemption
    lapsed: str


def add_exemption(engine: Ostrakon, path: Path, subject: Subject, entity_id: str, review: Review) -> Exemption:
    """Append an exemption of this customer from this listed party, as both stand now, to a file.

    Raises:
        UsageError: no list in force holds the party, a reviewer or the reason is missing, or the day has passed.
        InputError, StoreError: the file holds something else, or cannot be written.
    """
    today = engine.today
    records = engine.records(entity_id)
    if not records:
        raise UsageError(f"no list in force holds {entity_id!r}", remedy="`ostrakon screen NAME` shows the ids")
    if not review.reason.strip() or not review.reviewer.strip():
        raise UsageError("an exemption needs a reason and a reviewer")
    if review.second_reviewer.strip().casefold() == review.reviewer.strip().casefold():
        raise UsageError("the second reviewer must be another person than the first")
    if review.expires < today:
        raise UsageError(f"{review.expires} has passed already", remedy="Name the last day on which it is to hold")
    entry = Exemption(
        entity=records[0].id,
        content=content_hash(records),
        customer=customer_hash(subject),
        name=subject.name,
        listed=records[0].caption,
        reason=review.reason.strip(),
        reviewer=review.reviewer.strip(),
        second_reviewer=review.second_reviewer.strip(),
        date=today.isoformat(),
        expires=review.expires.isoformat(),
        query_id=subject.query_id,
    )
    if path.exists():
        exemptions_in_force(path)  # a file that holds something else is not appended to
    _append(path, msgspec.json.encode(entry) + b"\n")
    return entry


def no_use(engine: Ostrakon, subject: Subject, entity_id: str) -> str:
    """Why an exemption of this customer from this party changes no answer as the lists and the policy stand today.

    Empty where the two match. It may be of use later all the same: after a change of the policy, for instance.
    """
    try:
        found = engine.explain(subject, entity_id)
    except UsageError as never:
        return never.what
    if found.status == "clear":
        return f"{subject.name} and {found.entity.caption} do not match (score {100 * found.score:.1f}%)"
    return "" if found.fetched else f"a search for {subject.name} does not find {found.entity.caption}"


def check_exemptions(engine: Ostrakon, path: Path) -> Iterator[Checked]:
    """Every exemption of a file, and whether it holds against the lists in force today.

    The customer's data are not at hand here; whether they have changed shows when the customer is screened.

    Raises:
        InputError: the file cannot be read, or a line is no exemption.
    """
    found = exemptions_in_force(path)
    for entry in found.entries if found is not None else ():
        yield Checked(entry, lapse(entry, engine.records(entry.entity), engine.policy, engine.today))


def _append(path: Path, line: bytes) -> None:
    """Add one whole line and have it on the disk; a file that ends within a line gets its line end first."""
    try:
        with path.open("a+b") as file:
            file.seek(0, os.SEEK_END)
            if file.tell():
                file.seek(-1, os.SEEK_END)
                line = line if file.read(1) == b"\n" else b"\n" + line
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(path)) from None


def expiry(text: str) -> date:
    """The day that a text names.

    Raises:
        InputError: it is no ISO date.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{text!r} is no day", remedy="Write it as 2027-11-30") from None
