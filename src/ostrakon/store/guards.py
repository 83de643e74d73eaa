"""The guards at the door: an edition that is suspiciously poorer than the one in force does not replace it.

An official list loses a few names a day and rarely more; a file that was cut short, a column that moved or a
server that gave an old copy looks different. Each limit is a constant here; a person may override with a
reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ostrakon.errors import ListRefused
from ostrakon.store.changes import ChangeCount
from ostrakon.store.manifest import ListInForce

SHRINK_SHARE_MAX = 0.20
"""A list may lose at most this share of its entities, or of its names, in one step."""
SHRINK_DOUBTFUL_SHARE_MAX = 0.02
"""The same where more speaks for a cut file: the date of the one in force, or `CUT_SIGNS`."""
CUT_SIGNS = frozenset({"no_end_mark", "bad_row"})
"""Issues of a reader that a file gives which ends too early or has a hole."""
SHRINK_ALLOWED_MIN = 2
"""A loss of so few is never judged by its share: small lists of a dozen entities."""
REPLACED_SHARE_MAX = 0.50
"""A list may lose at most this share of its ids, even when as many others come: another list, or shifted columns."""
FILL_DROP_SHARE_MAX = 0.30
"""The share of entities with a kind of value may fall by at most this part of what it was."""
FILL_COUNT_MIN = 8
"""Kinds of value that fewer entities than this had before are not judged: chance moves them too far."""
FUTURE_ALLOWED = timedelta(days=2)
"""A publication date further ahead than this is a mistake; time zones and early publication explain less."""

_OVERRIDE = "Fetch it again; if it is right, repeat with --force and a reason"


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason not to take an edition; `reason` is the stable code."""

    reason: str
    what: str


def check(
    new: ListInForce,
    old: ListInForce | None,
    changes: ChangeCount | None = None,
    *,
    issue_codes: Collection[str] = (),
) -> None:
    """Compare an edition with what the same source has in force; arguments as for `objections`.

    Raises:
        ListRefused: with the code of the gravest objection, and the words of all.
    """
    found = objections(new, old, changes, issue_codes=issue_codes)
    if found:
        raise ListRefused(
            "; ".join(objection.what for objection in found),
            reason=found[0].reason,
            where=f"{new.source} ({', '.join(file.name for file in new.files)})",
            remedy=_OVERRIDE,
        )


def objections(
    new: ListInForce,
    old: ListInForce | None,
    changes: ChangeCount | None = None,
    *,
    issue_codes: Collection[str] = (),
) -> list[Objection]:
    """Everything that speaks against an edition, the gravest first.

    Args:
        new: the edition.
        old: what its source has in force, None where it has nothing.
        changes: the records in which they differ, where they were compared.
        issue_codes: what the reader had to say about the edition.
    """
    if new.entities == 0:
        return [Objection("zero", "the list holds not a single entity")]
    if new.fill.get("name", 0) == 0:
        return [Objection("malformed", "not a single entity has a name")]
    if old is None or (old.extract and not new.extract):
        return []  # nothing to compare with: an extract says nothing about the whole list
    if new.extract and not old.extract:
        return [Objection("extract", "a bundled extract would replace the full list in force")]
    return [*_older(new, old), *_shrunk(new, old, issue_codes), *_replaced(changes), *_emptier(new, old)]


def _older(new: ListInForce, old: ListInForce) -> list[Objection]:
    if not (new.published and old.published):
        return []
    here, there = published_moment(new.published), published_moment(old.published)
    if here < there <= datetime.now(UTC) + FUTURE_ALLOWED:  # a date in the future would lock the list for ever
        return [Objection("older", f"published {new.published}, older than {old.published} in force")]
    return []


def published_moment(published: str) -> datetime:
    """A publisher's date, comparable with others: publishers change their time zones.

    Raises:
        ValueError: the text is no ISO 8601 date.
    """
    moment = datetime.fromisoformat(published)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _shrunk(new: ListInForce, old: ListInForce, issue_codes: Collection[str]) -> list[Objection]:
    same_date = new.published is not None and new.published == old.published
    doubtful = same_date or not CUT_SIGNS.isdisjoint(issue_codes)
    allowed = SHRINK_DOUBTFUL_SHARE_MAX if doubtful else SHRINK_SHARE_MAX
    why = "a file with the date of the one in force or signs of a cut" if doubtful else "a list"
    found = []
    for what, now, before in (("entities", new.entities, old.entities), ("names", new.names, old.names)):
        lost = before - now
        if lost > SHRINK_ALLOWED_MIN and lost > before * allowed:
            found.append(
                Objection(
                    "shrunk",
                    f"{now:,} {what} instead of {before:,}: {lost / before:.0%} fewer, "
                    f"more than the {allowed:.0%} that {why} may lose at once",
                )
            )
    return found


def _replaced(changes: ChangeCount | None) -> list[Objection]:
    if changes is None or changes.removed <= SHRINK_ALLOWED_MIN:
        return []
    if changes.removed <= changes.before * REPLACED_SHARE_MAX:
        return []
    what = f"{changes.removed:,} of {changes.before:,} ids are gone, and {changes.added:,} others came"
    return [Objection("replaced", what)]


def _emptier(new: ListInForce, old: ListInForce) -> list[Objection]:
    found = []
    for kind, before in sorted(old.fill.items()):
        if before < FILL_COUNT_MIN:
            continue
        share_before = before / old.entities
        share_now = new.fill.get(kind, 0) / new.entities
        if share_now < share_before * (1 - FILL_DROP_SHARE_MAX):
            what = kind.replace("_", " ")
            found.append(
                Objection("fill_rate", f"{what} on {share_now:.1%} of the entities instead of {share_before:.1%}")
            )
    return found
