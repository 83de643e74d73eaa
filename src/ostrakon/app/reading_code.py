"""When texts are read by compiled code: as soon as it is written down; a long text has it written meanwhile."""

from __future__ import annotations

from ostrakon.app.compiled_cache import READING, fill_beside, made_code, written_code
from ostrakon.app.compiled_place import compiled_mode
from ostrakon.index.acceleration import compiled_available
from ostrakon.reading.reader import Reader

WORTH_CODE = 200_000
"""Characters of a document from which on it pays to look for compiled code."""
LONG = 4_000_000
"""Characters after which a text counts as long, and between two looks at the cache."""


class ReadingCode:
    """Gives one reader compiled code when there is some; nothing ever waits for it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seen = 0
        self._filling = False
        mode = compiled_mode()
        self._done = reader.hastened or mode == "off"
        if not self._done:
            self._take(on=mode == "on")

    def seen(self, characters: int) -> None:
        """Count what was read."""
        before, self._seen = self._seen, self._seen + characters
        if self._done or before // LONG == self._seen // LONG:
            return
        self._take(on=False)
        if not self._done and not self._filling and compiled_available():
            self._filling = True
            fill_beside()

    def _take(self, *, on: bool) -> None:
        code = made_code(READING) if on else written_code(READING)
        if code is not None:
            self._done = True
            self._reader.hasten(*code)
