"""Opening a list file: compression undone as a stream, under limits that a decompression bomb meets at once."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

from ostrakon.errors import ListRefused
from ostrakon.sources.inflate import inflated
from ostrakon.sources.workbook import STORED_BYTES_MAX, head_of

FILE_BYTES_MAX = 512 * 1024 * 1024
"""Largest file as stored; the largest official one (SDN advanced XML) is a little over 100 MB."""
INFLATED_BYTES_MAX = 1536 * 1024 * 1024
"""Largest content after decompression."""
INFLATION_RATIO_MAX = 120
"""No window of the content may be this many times its compressed size; real lists reach about 30."""
INFLATION_WINDOW_BYTES = 16 * 1024 * 1024
"""The ratio is judged for every stretch of this size: small files of blanks compress well, and a bomb may hide
behind honest content."""
HEAD_BYTES = 64 * 1024

_ENDINGS = (".gz", ".xz", ".bz2", ".zip")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class ListFile:
    """One file of a list, compressed or not.

    Attributes:
        path: where the bytes lie.
        name: the original file name; defaults to the path's own. Formats recognise themselves by it.
    """

    path: Path
    original_name: str = ""

    @property
    def name(self) -> str:
        """File name in lower case without compression ending: `sdn.csv` for `SDN.CSV.xz`."""
        name = (self.original_name or self.path.name).lower()
        for ending in _ENDINGS:
            name = name.removesuffix(ending)
        return name

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The content as a buffered binary stream.

        Raises:
            ListRefused: not readable, truncated or damaged compression, several members in a zip, too large.
        """
        try:
            size = self.path.stat().st_size
            if size > FILE_BYTES_MAX:
                raise ListRefused(
                    f"the file has {size:,} bytes, more than the limit of {FILE_BYTES_MAX:,}",
                    reason="too_large",
                    where=self.path.name,
                )
            with self.path.open("rb") as raw:
                counted = _Counted(raw)
                stream = inflated(cast(BinaryIO, counted), self.path.name)
                limited = _Limited(stream, self.path.name, counted)
                yield cast(BinaryIO, io.BufferedReader(limited, buffer_size=256 * 1024))
        except FileNotFoundError as missing:
            raise ListRefused("there is no such file", reason="missing", where=str(self.path)) from missing
        except (IsADirectoryError, PermissionError) as closed:
            raise ListRefused(
                f"the file cannot be read ({closed.strerror})", reason="missing", where=str(self.path)
            ) from closed
        except (EOFError, OSError, lzma.LZMAError, zlib.error, zipfile.BadZipFile) as damaged:
            raise ListRefused(
                f"the compressed file is truncated or damaged ({damaged})",
                reason="truncated",
                where=self.path.name,
                remedy="Fetch it again and compare its size with the publisher's",
            ) from damaged

    def head(self) -> bytes:
        """The first `HEAD_BYTES` of the content, for recognising the format; of a workbook its first rows as text."""
        with self.open() as stream:
            start = stream.read(HEAD_BYTES)
        if start.startswith(_ZIP):  # what is still a zip when compression was undone is a workbook
            return head_of(self.content(), self.path.name)[:HEAD_BYTES]
        return start

    def content(self) -> bytes:
        """The content of a file that is read as a whole, up to the size of a workbook and one byte."""
        with self.open() as stream:
            return stream.read(STORED_BYTES_MAX + 1)


class _Counted(io.RawIOBase):
    """A file that knows how many of its bytes were read."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.passed = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self.passed += len(data)
        return data


class _Limited(io.RawIOBase):
    """Passes bytes on and stops when they become more than a list can honestly be."""

    def __init__(self, stream: IO[bytes], name: str, compressed: _Counted) -> None:
        self._stream, self._name, self._compressed = stream, name, compressed
        self._passed = 0
        self._window_start = 0
        self._window_compressed = compressed.passed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed names the parameter __buffer
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._passed += len(data)
        if self._passed > INFLATED_BYTES_MAX:
            raise self._refused("the content is larger than any list")
        window = self._passed - self._window_start
        if window >= INFLATION_WINDOW_BYTES:
            read = self._compressed.passed - self._window_compressed
            if window > INFLATION_RATIO_MAX * max(read, 1):
                raise self._refused(f"{window:,} bytes of content come from {read:,} compressed ones")
            self._window_start, self._window_compressed = self._passed, self._compressed.passed
        return len(data)

    def _refused(self, what: str) -> ListRefused:
        return ListRefused(
            what,
            reason="hostile",
            where=self._name,
            remedy="A list does not compress so well; fetch it again from the official address",
        )
