"""Compiled code comes from the cache of the program, whose key is a hash of all sources that are part of it."""

from __future__ import annotations

from ostrakon.app.compiled_cache import our_cache
from ostrakon.index.acceleration import compiled_available

if compiled_available():
    with our_cache():
        from ostrakon.index import compiled
        from ostrakon.match.compiled import aligner

        __all__ = ["aligner", "compiled"]
