"""Addresses of databases."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

SQLITE = "sqlite:///"


def address_of(url: str) -> str:
    """A database's URL for messages: the file, or the address without a password."""
    if url.startswith(SQLITE):
        return url.removeprefix(SQLITE)
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    return urlunsplit((parts.scheme, user + parts.netloc.rpartition("@")[2], parts.path, "", ""))
