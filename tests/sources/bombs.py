"""Compressed files that are small on the disk and gigabytes when read; the benchmarks weigh them too."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import zlib
from pathlib import Path

BOMB_BYTES = 2 * 1024**3
CHUNK = 16 * 1024**2

XML_START = b'<swiss-sanctions-list list-type="whole-list" date="2026-01-01"><target ssid="1"><a>'
CSV_START = b"source,entity_number,name,federal_register_notice\n"
XML_FILLER = b"<b>x</b>\n"
CSV_FILLER = b"SDN,1,x,y\n"


def bomb(path: Path, start: bytes, filler: bytes) -> None:
    """Write `start` and then `filler` up to 2 GiB, compressed as the path's ending says.

    A deflate block after a full flush, and a whole xz or bzip2 stream, can be repeated as it is, so that the bomb is
    made without compressing 2 GiB.
    """
    chunk = (filler * (CHUNK // len(filler) + 1))[:CHUNK]
    times = BOMB_BYTES // CHUNK
    if path.suffix in (".xz", ".bz2"):
        compress = lzma.compress if path.suffix == ".xz" else bz2.compress
        path.write_bytes(compress(start) + compress(chunk) * times)
        return
    deflate = zlib.compressobj(9, wbits=-15)
    body = deflate.compress(start) + deflate.flush(zlib.Z_FULL_FLUSH)
    body += (deflate.compress(chunk) + deflate.flush(zlib.Z_FULL_FLUSH)) * times + deflate.flush()
    size = len(start) + CHUNK * times
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(b"")[:10] + body + struct.pack("<II", 0, size & 0xFFFFFFFF))
        return
    name = b"list"
    entry = struct.pack("<5H3I2H", 20, 0, 8, 0, 0, 0, len(body), size, len(name), 0)
    record = struct.pack("<6H3I5H2I", 20, 20, 0, 8, 0, 0, 0, len(body), size, len(name), 0, 0, 0, 0, 0, 0)
    local = b"PK\x03\x04" + entry + name
    directory = b"PK\x01\x02" + record + name
    end = struct.pack("<4H2IH", 0, 0, 1, 1, len(directory), len(local) + len(body), 0)
    path.write_bytes(local + body + directory + b"PK\x05\x06" + end)
