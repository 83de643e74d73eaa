"""What a person should know of the lists in force, before they read answers that rest on them."""

from __future__ import annotations

from ostrakon.app.status import lists_status
from ostrakon.cli.common import complain, store_folder


def warn_of_lists() -> None:
    """Say on stderr what a person should know of the lists in force: extracts, old age, overridden guards."""
    for warning in lists_status(store_folder()).warnings:
        complain(f"warning: {warning}")
