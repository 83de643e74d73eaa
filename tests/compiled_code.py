"""The compiled loops for tests, out of the program's cache: its key is a hash of all sources they are made of."""

from __future__ import annotations

from functools import cache

from ostrakon.app.compiled_cache import Code, made_code


@cache
def code() -> Code:
    """The loops `NEAREST` and `COMPARE`; compiled by the first test run after a change of their sources."""
    return made_code()
