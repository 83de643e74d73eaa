"""What the class of a list makes of a match: lists that are no sanctions stop nothing by themselves."""

from __future__ import annotations

from ostrakon.screening.result import Status

NOTES = {
    "counter_sanctions": "the party stands on a counter-sanctions list only, no sanctions list",
    "wanted_notices": "the party is named in a wanted notice only, which is no designation",
}
"""What is said of a match with a party of a class that is off by default."""


def by_class(listing: str, status: Status, note: str) -> tuple[Status, str]:
    """Status and note of a match, given the class of the party where that is one of those off by default."""
    if not listing or status == "clear":
        return status, note
    return "review", "; ".join(filter(None, (NOTES[listing], note)))
