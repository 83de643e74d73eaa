"""Opening a list file: compression undone as a stream, under limits that a decompression bomb meets at once."""

from __future__ import annotations

import bz2
import gzip
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

FILE_BYTES_MAX = 512 * 1024 * 1024
"""Largest file as stored; the largest official one (SDN advanced XML) is a little over 100 MB."""
INFLATED_BYTES_MAX = 1536 * 1024 * 1024
"""Largest content after decompression."""
INFLATION_RATIO_MAX = 120
"""Content may be this many times its compressed size; real lists reach about 30."""
INFLATION_GRACE_BYTES = 16 * 1024 * 1024
"""The ratio is not judged below this size: small files of blanks compress well."""
HEAD_BYTES = 64 * 1024

_MAGIC = {b"\x1f\x8b": "gz", b"\xfd7zXZ\x00": "xz", b"BZh": "bz2", b"PK\x03\x04": "zip"}
_ENDINGS = (".gz", ".xz", ".bz2", ".zip")


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
                stream = _inflate(raw, self.path.name)
                limited = _Limited(stream, self.path.name, size, compressed=stream is not raw)
                yield cast(BinaryIO, io.BufferedReader(limited, buffer_size=256 * 1024))
        except FileNotFoundError as missing:
            raise ListRefused("there is no such file", reason="missing", where=str(self.path)) from missing
        except (EOFError, OSError, lzma.LZMAError, zlib.error, zipfile.BadZipFile) as damaged:
            raise ListRefused(
                f"the compressed file is truncated or damaged ({damaged})",
                reason="truncated",
                where=self.path.name,
                remedy="Fetch it again and compare its size with the publisher's",
            ) from damaged

    def head(self) -> bytes:
        """The first `HEAD_BYTES` of the content, for recognising the format."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)


def _inflate(raw: BinaryIO, name: str) -> IO[bytes]:
    start = raw.read(8)
    raw.seek(0)
    kind = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "")
    match kind:
        case "gz":
            return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
        case "xz":
            return lzma.LZMAFile(raw)
        case "bz2":
            return bz2.BZ2File(raw)
        case "zip" if not name.lower().endswith(".xlsx"):
            return _only_member(raw, name)
    return raw


def _only_member(raw: BinaryIO, name: str) -> IO[bytes]:
    archive = zipfile.ZipFile(raw)
    members = [m for m in archive.infolist() if not m.is_dir() and not m.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        raise ListRefused(
            f"the zip holds {len(members)} files, one was expected",
            reason="wrong_content",
            where=name,
            remedy="Unpack it and name the files of the list one by one",
        )
    return archive.open(members[0])


class _Limited(io.RawIOBase):
    """Passes bytes on and stops when they become more than a list can honestly be."""

    def __init__(self, stream: IO[bytes], name: str, size: int, *, compressed: bool) -> None:
        self._stream, self._name, self._size, self._compressed = stream, name, max(size, 1), compressed
        self._passed = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed names the parameter __buffer
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._passed += len(data)
        ratio = self._passed / self._size
        if self._passed > INFLATED_BYTES_MAX or (
            self._compressed and self._passed > INFLATION_GRACE_BYTES and ratio > INFLATION_RATIO_MAX
        ):
            raise ListRefused(
                f"the content grows to more than {self._passed:,} bytes, {ratio:.0f} times the compressed size",
                reason="hostile",
                where=self._name,
                remedy="A list does not compress so well; fetch it again from the official address",
            )
        return len(data)
