"""A text file as lines in bounded memory, each with its number."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ostrakon.errors import InputError, UsageError

LINE_LENGTH_MAX = 1_000_000
"""Characters that one record may have; a longer one is read past, not into memory, and becomes a bad row."""

Line = tuple[int, str | None]
"""Number from 1, and the text with its line end, None where it was too long."""
_MULTIBYTE_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Lines:
    """Lines of an open file: (number from 1, text with its line end, or None for a line that is too long).

    Bytes that do not belong to the encoding come as lone surrogates (U+DC80 to U+DCFF), so that one bad line
    costs one row and not the file.
    """

    def __init__(self, raw: BinaryIO, *, encoding: str, where: str) -> None:
        self.raw = raw
        head = raw.read(4)
        raw.seek(0)
        if head.startswith(_MULTIBYTE_BOMS) and not encoding.lower().replace("_", "-").startswith("utf-16"):
            raise InputError("the file is UTF-16", where=where, remedy="Say --encoding utf-16, or save it as UTF-8")
        try:
            codec = codecs.lookup(encoding)
        except LookupError:
            raise UsageError(
                f"{encoding!r} is no known encoding", remedy="Use utf-8, cp1252, iso-8859-15 or the like"
            ) from None
        name = "utf-8-sig" if codec.name == "utf-8" else codec.name
        self._text = io.TextIOWrapper(raw, encoding=name, errors="surrogateescape", newline="")

    def __iter__(self) -> Iterator[Line]:
        number = 0
        while line := self._text.readline(LINE_LENGTH_MAX):
            number += 1
            if line.endswith(("\n", "\r")) or len(line) < LINE_LENGTH_MAX:
                yield number, line
                continue
            while (rest := self._text.readline(LINE_LENGTH_MAX)) and not rest.endswith(("\n", "\r")):
                pass
            yield number, None

    def close(self) -> None:
        """Close the file below."""
        self._text.close()


def open_lines(path: Path, *, encoding: str) -> Lines:
    """Open a file for `Lines`.

    Raises:
        InputError: the file cannot be opened or is in another encoding by its first bytes.
        UsageError: the encoding is unknown.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=str(path)) from None
    try:
        return Lines(raw, encoding=encoding, where=str(path))
    except BaseException:
        raw.close()
        raise
