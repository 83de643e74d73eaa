"""Compression undone as a stream, in bounded memory, stopping at once where a bomb shows itself.

The standard library's file objects trust their input with what an attacker would use: a dictionary of gigabytes
(xz), a header without an end (gzip), millions of empty members, a directory of millions of entries (zip). Here each
of these has a limit.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, BinaryIO, Protocol, cast

from ostrakon.errors import ListRefused
from ostrakon.sources.workbook import is_workbook

XZ_MEMORY_BYTES_MAX = 96 * 1024 * 1024
"""Enough for `xz -9`, whose dictionary has 64 MiB."""
STREAMS_MAX = 65_536
"""Concatenated members of one gzip, xz or bzip2 file; parallel compressors write one for some 100 kB."""
ZIP_DIRECTORY_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024

_MAGIC = {b"\x1f\x8b": "gz", b"\xfd7zXZ\x00": "xz", b"BZh": "bz2", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip"}
_ZIP_END = b"PK\x05\x06"
_ZIP_ENCRYPTED = 0x1


def inflated(raw: BinaryIO, name: str) -> IO[bytes]:
    """The content of `raw` with its compression undone; `raw` itself where it has none.

    Raises:
        ListRefused: a zip without exactly one plain file, or any limit of this module exceeded. Damage found
            while reading comes as `EOFError`, `OSError`, `lzma.LZMAError`, `zlib.error` or `zipfile.BadZipFile`.
    """
    start = raw.read(8)
    raw.seek(0)
    kind = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "")
    match kind:
        case "gz":
            return cast(IO[bytes], _Inflating(raw, _Gzip, name))
        case "xz":
            return cast(IO[bytes], _Inflating(raw, _xz, name))
        case "bz2":
            return cast(IO[bytes], _Inflating(raw, bz2.BZ2Decompressor, name))
        case "zip":
            _check_directory(raw, name)
            return raw if is_workbook(raw) else _only_member(raw, name)
    return raw


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of the other two."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(wbits=31)
        self._tail = b""

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def needs_input(self) -> bool:
        return not self._tail

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        out = self._decoder.decompress(self._tail + data, max(max_length, 0))
        self._tail = self._decoder.unconsumed_tail
        return out


def _xz() -> _Decoder:
    return lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=XZ_MEMORY_BYTES_MAX)


class _Inflating(io.RawIOBase):
    def __init__(self, raw: BinaryIO, make: Callable[[], _Decoder], name: str) -> None:
        self._raw, self._make, self._name = raw, make, name
        self._decoder = make()
        self._streams = 1

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed names the parameter __buffer
        while True:
            if self._decoder.eof:
                data = self._next_stream()
                if not data:
                    return 0
            else:
                data = self._raw.read(CHUNK_BYTES) if self._decoder.needs_input else b""
            out = self._decoder.decompress(data, len(buffer))
            if out:
                buffer[: len(out)] = out
                return len(out)
            if not data and not self._decoder.eof:
                raise EOFError("the compressed data ends before its end mark")

    def _next_stream(self) -> bytes:
        """The first bytes of a further member, skipping the zeros that may pad the file; empty at its end."""
        data = self._decoder.unused_data or self._raw.read(CHUNK_BYTES)
        while data and not (data := data.lstrip(b"\0")):
            data = self._raw.read(CHUNK_BYTES)
        if data:
            self._streams += 1
            if self._streams > STREAMS_MAX:
                raise ListRefused(
                    f"more than {STREAMS_MAX:,} compressed members in one file", reason="hostile", where=self._name
                )
            self._decoder = self._make()
        return data


def _only_member(raw: BinaryIO, name: str) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(raw)
    except (NotImplementedError, ValueError, OverflowError, LookupError) as damaged:
        raise zipfile.BadZipFile(f"its directory is damaged ({damaged})") from damaged
    # Not `is_dir`: it fails on an entry without a name.
    members = [m for m in archive.infolist() if not m.filename.endswith("/") and not m.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        raise ListRefused(
            f"the zip holds {len(members)} files, one was expected",
            reason="wrong_content",
            where=name,
            remedy="Unpack it and name the files of the list one by one",
        )
    member = members[0]
    if member.flag_bits & _ZIP_ENCRYPTED or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ListRefused(
            "the zip is encrypted or compressed in an unusual way",
            reason="wrong_content",
            where=name,
            remedy="Unpack it first",
        )
    return cast(IO[bytes], _Whole(archive.open(member), member.file_size))


def _check_directory(raw: BinaryIO, name: str) -> None:
    """Refuse a directory that would fill the memory, before it is read."""
    end = raw.seek(0, io.SEEK_END)
    raw.seek(max(0, end - 66_000))
    tail = raw.read(66_000)
    raw.seek(0)
    found = tail.rfind(_ZIP_END)
    if found < 0:
        raise zipfile.BadZipFile("the zip has no end record")
    size = int.from_bytes(tail[found + 12 : found + 16], "little")
    if size > ZIP_DIRECTORY_BYTES_MAX:
        raise ListRefused("the zip's directory is larger than a list needs", reason="hostile", where=name)


class _Whole(io.RawIOBase):
    """A zip member that must have the size its directory says, neither less nor more."""

    def __init__(self, member: IO[bytes], size: int) -> None:
        self._member, self._left = member, size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._member.read(size)
        self._left -= len(data)
        if not data and self._left:
            raise EOFError("the zip member is not as long as its directory says")
        return data
