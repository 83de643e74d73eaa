"""The one place where settings are read: environment variables and defaults."""

from __future__ import annotations

import os
from pathlib import Path

STORE_VARIABLE = "OSTRAKON_STORE"
URL_VARIABLE_PREFIX = "OSTRAKON_URL_"


def store_folder(given: Path | None = None) -> Path:
    """The data folder: the one given, else `OSTRAKON_STORE`, else the user's data folder of this system."""
    if given is not None:
        return given
    named = os.environ.get(STORE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path  # noqa: PLC0415  # not needed when a folder is named

    return user_data_path("ostrakon", appauthor=False)


def list_urls(source_id: str, official: tuple[str, ...]) -> tuple[str, ...]:
    """Addresses to fetch a source from: `OSTRAKON_URL_<SOURCE>` (blank-separated), else the official ones.

    A mirror inside a bank's network is named this way: `OSTRAKON_URL_UN_SC=https://mirror.example/un.xml`.
    """
    named = os.environ.get(URL_VARIABLE_PREFIX + source_id.upper().replace(":", "_").replace("-", "_"))
    return tuple(named.split()) if named else official
