"""Whom a user asks about, under the name by which the doors know it; the value itself lives in `model/`."""

from __future__ import annotations

from ostrakon.model.subject import GivenIdentifier, Subject

__all__ = ["GivenIdentifier", "Subject"]
