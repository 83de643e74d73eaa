"""Compiled look-up of candidates: the same documents as plain numpy, for whatever name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.index import candidates
from ostrakon.index.acceleration import compiled_available
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.profile.name import profile_name
from tests.compiled_code import code
from tests.parties import PARTIES, party

if not compiled_available():
    pytest.skip("needs the extra `fast`", allow_module_level=True)

WORDS = sorted({word for p in PARTIES for name in p.names for word in name.value.split()})
CROWD = [party(f"crowd-{n}", f"{WORDS[n % len(WORDS)]} {WORDS[n * 7 % len(WORDS)]} {n}") for n in range(300)]
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join) | st.text(max_size=40)


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    return index_of([*PARTIES, *CROWD])


@given(asked=st.lists(names, min_size=1, max_size=5), limit=st.sampled_from([1, 3, 20, 1000]))
@settings(deadline=None, max_examples=60)
def test_compiled_and_plain_code_fetch_the_same_names(arrays: Arrays, asked: list[str], limit: int) -> None:
    plain = Candidates(arrays, Vocabulary.of(arrays))
    fast = Candidates(arrays, Vocabulary.of(arrays), nearest=code()[0])
    ready = Candidates(arrays, Vocabulary.of(arrays), nearest=code()[0])
    plain.limit = fast.limit = ready.limit = limit
    profiles = [profile_name(name, "any") for name in asked]

    expected = [plain.find(p).tolist() for p in profiles]

    assert [fast.find(p).tolist() for p in profiles] == expected
    ready.prepare(profiles)
    assert [ready.find(p).tolist() for p in profiles] == expected


def test_mapped_and_built_arrays_give_the_same_names(tmp_path: Path, arrays: Arrays) -> None:
    arrays.save(tmp_path)
    mapped = Arrays.load(tmp_path)
    profile = profile_name("Vladmir Putin", "person")

    found = [Candidates(a, Vocabulary.of(a), nearest=code()[0]).find(profile).tolist() for a in (arrays, mapped)]

    assert found[0] == found[1] != []


def test_a_full_memory_is_begun_anew(arrays: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ostrakon.index.memory.REMEMBERED_MAX", 4)
    found = Candidates(arrays, Vocabulary.of(arrays), nearest=code()[0])
    profiles = [profile_name(name, "any") for name in ("Wise Honest", "Bank Melli Iran", "Wise Honest")]

    first, _, again = (found.find(p).tolist() for p in profiles)

    assert first == again != []
    assert found.limit == candidates.CANDIDATES_MIN
