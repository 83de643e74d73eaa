"""Machine code that is written down does what its source says, and never runs where it is not whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.index.acceleration import compiled_available
from ostrakon.native import image
from ostrakon.native.elf import NotPortable, code_of
from ostrakon.native.entry import Entry, Function

if not compiled_available() or not image.possible():
    pytest.skip("needs the extra `fast` on 64-bit Linux", allow_module_level=True)

from ostrakon.native.building import in_process, machine_code

COUNT = Entry("count", "tests.native.loops", "count_steps", "iifi")
SORT = Entry("sort", "tests.native.loops", "sort_numbers", "ii")
SORT_ALONG = Entry("along", "tests.native.loops", "sort_along", "iii")
ALLOCATE = Entry("allocate", "tests.native.loops", "allocate", "ii")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("code")
    for entry in (COUNT, SORT, SORT_ALONG):
        image.write(made / f"{entry.name}.image", *machine_code(entry))
    return made


def loaded(folder: Path, entry: Entry) -> Function:
    function = image.load(folder / f"{entry.name}.image", entry)
    assert function is not None
    return function


def steps(function: Function, numbers: list[float], factor: float) -> list[int]:
    given, out = np.array(numbers), np.full(len(numbers), 77)
    function(given.ctypes.data, len(given), factor, out.ctypes.data)
    return [int(count) for count in out]


def test_code_with_constants_gives_what_numba_gives_in_this_process(folder: Path) -> None:
    numbers = [0.0, 0.5, 1.25, 3.0, 19.9, 20.0, 1e9, -1.0]

    found = steps(loaded(folder, COUNT), numbers, 2.0)

    assert found == [0, 1, 2, 2, 3, 4, 4, 0]
    assert found == steps(in_process(COUNT), numbers, 2.0)


@given(numbers=st.lists(st.integers(-(2**63), 2**63 - 1), max_size=300))
@settings(deadline=None, max_examples=50)
def test_numbers_are_sorted_in_place(folder: Path, numbers: list[int]) -> None:
    given = np.array(numbers, dtype=np.int64)

    loaded(folder, SORT)(given.ctypes.data, len(given))

    assert given.tolist() == sorted(numbers)


@given(ranks=st.lists(st.integers(0, 2**64 - 1), max_size=60, unique=True))
@settings(deadline=None, max_examples=50)
def test_numbers_follow_their_ranks(folder: Path, ranks: list[int]) -> None:
    keys, numbers = np.array(ranks, dtype=np.uint64), np.arange(len(ranks))

    loaded(folder, SORT_ALONG)(keys.ctypes.data, numbers.ctypes.data, len(ranks))

    assert [ranks[n] for n in numbers] == sorted(ranks)


def test_code_that_needs_more_than_itself_is_not_written_down() -> None:
    with pytest.raises(NotPortable):
        machine_code(ALLOCATE)


def test_a_file_that_is_no_object_is_refused() -> None:
    with pytest.raises(NotPortable):
        code_of(b"MZ" + bytes(200), "anything")


@pytest.mark.parametrize("change", ["missing", "empty", "cut", "altered", "other"])
def test_a_file_that_is_not_whole_is_not_run(folder: Path, tmp_path: Path, change: str) -> None:
    raw = (folder / "count.image").read_bytes()
    path = tmp_path / "count.image"
    damaged = {
        "empty": b"",
        "cut": raw[:-1],
        "altered": raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:],
        "other": b"x" + raw[1:],
    }
    if change in damaged:
        path.write_bytes(damaged[change])

    assert image.load(path, COUNT) is None
