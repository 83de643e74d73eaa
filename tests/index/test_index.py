"""The index: reproducible, complete, and honest when it cannot be read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from ostrakon.errors import StoreError
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.index.candidates import Candidates
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.profile.name import profile_name
from tests.parties import PARTIES, party


def digest(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


def fetched(folder: Path, name: str, of: str = "any") -> set[str]:
    arrays = Arrays.load(folder)
    documents = Candidates(arrays, Vocabulary.of(arrays)).find(profile_name(name, of))  # type: ignore[arg-type]
    found = set()
    for document in documents.tolist():
        rows = slice(int(arrays.doc_name_off[document]), int(arrays.doc_name_off[document + 1]))
        found |= {arrays.entity_id(int(e)) for e in arrays.name_ent[rows]}
    return found


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        build_index(PARTIES, tmp_path / name)

    assert digest(tmp_path / "a") == digest(tmp_path / "b")


def test_every_listed_name_is_fetched_by_itself(tmp_path: Path) -> None:
    build_index(PARTIES, tmp_path)

    for entity in PARTIES:
        for name in entity.names:
            assert entity.id in fetched(tmp_path, name.value, "person" if entity.schema == "Person" else "any")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Vladmir Putin", "t-putin"),  # a letter missing
        ("Путин Владимир", "t-putin"),
        ("Qasim Sulaymani", "t-soleimani"),  # other vowels
        ("قاسم سليماني", "t-soleimani"),
        ("김영남", "t-kim-il"),
        ("WISEHONEST", "t-vessel"),  # joined
        ("KMDTC", "t-komid"),  # acronym
    ],
)
def test_names_written_otherwise_still_lead_to_their_party(tmp_path: Path, name: str, expected: str) -> None:
    build_index(PARTIES, tmp_path)

    assert expected in fetched(tmp_path, name)


def test_a_list_without_any_party_can_be_indexed_and_asked(tmp_path: Path) -> None:
    build_index([], tmp_path)

    assert fetched(tmp_path, "Kim Jong Un") == set()


def test_parties_without_a_comparable_name_are_kept_for_their_identifiers(tmp_path: Path) -> None:
    build_index([party("t-nameless", identifiers=[("imo", "9187629")])], tmp_path)
    arrays = Arrays.load(tmp_path)

    assert arrays.entities_count == 1
    assert len(arrays.ident_key) == 1


def test_a_damaged_index_says_what_to_do(tmp_path: Path) -> None:
    build_index(PARTIES, tmp_path)
    (tmp_path / "doc_tok.npy").write_bytes(b"\x93NUMPY")

    with pytest.raises(StoreError, match="anew"):
        Arrays.load(tmp_path)


def test_arrays_are_mapped_not_read(tmp_path: Path) -> None:
    build_index(PARTIES, tmp_path)
    arrays = Arrays.load(tmp_path)
    base = arrays.post_doc.base

    assert isinstance(base, np.memmap) or isinstance(getattr(base, "base", None), np.memmap | type(None))
    assert not arrays.post_doc.flags.writeable
