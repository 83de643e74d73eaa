"""Opening list files: what is compressed, cut, or built to fill memory and time."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ostrakon.errors import ListRefused
from ostrakon.sources import files
from ostrakon.sources.files import ListFile
from ostrakon.sources.inflate import STREAMS_MAX
from tests.sources.bombs import CSV_FILLER, CSV_START, XML_FILLER, XML_START, bomb

CONTENT = b"ent_num,name\n" + b"".join(b"%d,name %d\n" % (n, n * 7919) for n in range(20_000))


def _zipped(data: bytes, name: str = "list.csv") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "xz": lzma.compress,
    "bz2": bz2.compress,
    "zip": _zipped,
}


def _written(folder: Path, name: str, data: bytes) -> ListFile:
    path = folder / name
    path.write_bytes(data)
    return ListFile(path)


def _read(file: ListFile) -> bytes:
    with file.open() as stream:
        return stream.read()


def _refusal(file: ListFile) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        _read(file)
    return caught.value


@pytest.mark.parametrize("kind", ["plain", *COMPRESSORS])
def test_content_is_the_same_however_it_is_compressed(tmp_path: Path, kind: str) -> None:
    data = CONTENT if kind == "plain" else COMPRESSORS[kind](CONTENT)
    file = _written(tmp_path, "SDN.CSV" if kind == "plain" else f"SDN.CSV.{kind}", data)
    assert _read(file) == CONTENT
    assert file.name == "sdn.csv"
    assert file.head() == CONTENT[: files.HEAD_BYTES]


@pytest.mark.parametrize("kind", COMPRESSORS)
@pytest.mark.parametrize("share", [0.0005, 0.3, 0.999])
def test_a_cut_compressed_file_is_refused_as_truncated(tmp_path: Path, kind: str, share: float) -> None:
    data = COMPRESSORS[kind](CONTENT)
    cut = max(12, int(len(data) * share))
    assert _refusal(_written(tmp_path, f"list.csv.{kind}", data[:cut])).reason == "truncated"


@pytest.mark.parametrize("kind", COMPRESSORS)
def test_a_flipped_bit_in_a_compressed_file_is_refused(tmp_path: Path, kind: str) -> None:
    data = bytearray(COMPRESSORS[kind](CONTENT))
    data[len(data) // 2] ^= 0x10
    assert _refusal(_written(tmp_path, f"list.csv.{kind}", bytes(data))).reason == "truncated"


@pytest.mark.parametrize("kind", ["gz", "xz", "bz2"])
def test_concatenated_members_are_read_as_one_file(tmp_path: Path, kind: str) -> None:
    data = COMPRESSORS[kind](CONTENT[:1000]) + COMPRESSORS[kind](CONTENT[1000:])
    assert _read(_written(tmp_path, f"list.{kind}", data)) == CONTENT


def test_zeros_after_the_end_of_a_gzip_file_are_padding(tmp_path: Path) -> None:
    assert _read(_written(tmp_path, "list.gz", gzip.compress(CONTENT) + bytes(4096))) == CONTENT


def test_a_gzip_file_of_empty_members_without_end_is_refused(tmp_path: Path) -> None:
    refusal = _refusal(_written(tmp_path, "list.gz", gzip.compress(b"") * (STREAMS_MAX + 1)))
    assert refusal.reason == "hostile"


def test_a_gzip_header_without_end_is_refused_as_cut(tmp_path: Path) -> None:
    header = b"\x1f\x8b\x08\x08" + bytes(6)
    file = _written(tmp_path, "list.gz", header + b"x" * 30_000_000)
    assert _refusal(file).reason == "truncated"


def test_an_xz_file_that_wants_a_dictionary_of_gigabytes_is_refused(tmp_path: Path) -> None:
    """The dictionary size stands in one byte of the block header; the header's checksum is made to fit."""
    data = bytearray(lzma.compress(b"x" * 100, format=lzma.FORMAT_XZ))
    size = (data[12] + 1) * 4
    place = data.index(b"\x21\x01", 12, 12 + size) + 2
    data[place] = 40  # 4 GiB - 1
    data[12 + size - 4 : 12 + size] = struct.pack("<I", zlib.crc32(bytes(data[12 : 12 + size - 4])))
    refusal = _refusal(_written(tmp_path, "list.xz", bytes(data)))
    assert "limit" in str(refusal)


def test_the_strongest_xz_preset_is_still_read(tmp_path: Path) -> None:
    assert _read(_written(tmp_path, "list.xz", lzma.compress(CONTENT, preset=9))) == CONTENT


def test_a_zip_of_two_files_is_refused_with_the_remedy(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("sdn.csv", CONTENT)
        archive.writestr("alt.csv", CONTENT)
    refusal = _refusal(_written(tmp_path, "list.zip", target.getvalue()))
    assert refusal.reason == "wrong_content"
    assert "one by one" in refusal.remedy


def test_folders_and_macintosh_leftovers_in_a_zip_do_not_count(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.mkdir("folder") if hasattr(archive, "mkdir") else archive.writestr("folder/", b"")
        archive.writestr("__MACOSX/._list.csv", b"x")
        archive.writestr("folder/list.csv", CONTENT)
    assert _read(_written(tmp_path, "list.zip", target.getvalue())) == CONTENT


@pytest.mark.parametrize("lie", [-1000, 1000, 2**30])
def test_a_zip_whose_directory_lies_about_the_size_is_refused(tmp_path: Path, lie: int) -> None:
    data = bytearray(_zipped(CONTENT))
    directory = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, len(CONTENT) + lie)
    assert _refusal(_written(tmp_path, "list.zip", bytes(data))).reason in ("truncated", "hostile")


def test_an_encrypted_zip_is_refused_with_the_remedy(tmp_path: Path) -> None:
    data = bytearray(_zipped(CONTENT))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= 1
    refusal = _refusal(_written(tmp_path, "list.zip", bytes(data)))
    assert (refusal.reason, refusal.remedy) == ("wrong_content", "Unpack it first")


def test_a_zip_with_a_directory_of_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    data = bytearray(_zipped(CONTENT))
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into("<I", data, end + 12, 0x7FFFFFFF)
    assert _refusal(_written(tmp_path, "list.zip", bytes(data))).reason == "hostile"


def test_a_folder_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert _refusal(ListFile(tmp_path)).reason == "missing"
    assert _refusal(ListFile(tmp_path / "none.csv")).reason == "missing"


def test_a_file_larger_than_any_list_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as sparse:
        sparse.truncate(files.FILE_BYTES_MAX + 1)
    assert _refusal(ListFile(path)).reason == "too_large"


_WATCHED = """
import sys
from pathlib import Path
from ostrakon.errors import ListRefused
from ostrakon.sources import reading, registry
from ostrakon.sources.files import ListFile
try:
    file = ListFile(Path(sys.argv[1]))
    found = registry.recognise([file])
    for source, format_, members in found:
        reading.parse_list(members, source, format_)
    print("accepted")
except ListRefused as refusal:
    print(refusal.reason)
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""
"""The peak is read from /proc: getrusage gives a new process the peak of the one that started it."""

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")


def _watched(path: Path) -> tuple[str, float]:
    """(reason, peak megabytes) of importing the file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(path)], capture_output=True, text=True, check=True, timeout=300
    )
    reason, peak = done.stdout.split()
    return reason, int(peak) / 1024


@needs_proc
@pytest.mark.parametrize("kind", ["gz", "xz", "bz2", "zip"])
@pytest.mark.parametrize(("start", "filler"), [(XML_START, XML_FILLER), (CSV_START, CSV_FILLER)], ids=["xml", "csv"])
def test_a_bomb_of_two_gigabytes_is_refused_in_200_megabytes(
    tmp_path: Path, kind: str, start: bytes, filler: bytes
) -> None:
    path = tmp_path / f"list.{kind}"
    bomb(path, start, filler)
    assert path.stat().st_size < 10_000_000
    reason, peak = _watched(path)
    assert reason == "hostile"
    assert peak < 200


@needs_proc
def test_a_bomb_behind_honest_content_is_refused_as_well(tmp_path: Path) -> None:
    """The ratio over the whole file would stay small; the stretch after the honest part gives it away."""
    noise = random.Random(4).randbytes(9_000_000).hex().encode()
    path = tmp_path / "list.gz"
    bomb(
        path,
        CSV_START + b"SDN,1," + noise[:900_000] + b",y\n" + noise.replace(b"a", b",").replace(b"b", b"\n"),
        CSV_FILLER,
    )
    refusal = _refusal(ListFile(path))
    assert refusal.reason == "hostile"
    reason, peak = _watched(path)
    assert reason in ("hostile", "malformed")
    assert peak < 200


@needs_proc
def test_the_watched_process_measures_memory_of_its_own(tmp_path: Path) -> None:
    """Guards the limits above: what reads a small list stays far below them."""
    path = tmp_path / "list.xml"
    path.write_bytes(XML_START + b"</a></target></swiss-sanctions-list>")
    reason, peak = _watched(path)
    assert reason == "truncated"
    assert 10 < peak < 120
