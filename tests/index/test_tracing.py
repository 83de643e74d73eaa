"""Why a name was fetched, and which step lost it."""

from __future__ import annotations

import numpy as np
import pytest

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import index_of
from ostrakon.index.candidates import Candidates
from ostrakon.index.tracing import Trace, trace
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.profile.name import profile_name
from tests.parties import PARTIES, party

CROWD = [party(f"crowd-{n}", f"Ivan Petrov{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}ev") for n in range(100)]


@pytest.fixture(scope="module")
def arrays() -> Arrays:
    return index_of([*PARTIES, *CROWD])


def traced(arrays: Arrays, name: str, entity_id: str, limit: int = 50) -> Trace:
    found = Candidates(arrays, Vocabulary.of(arrays))
    found.limit = limit
    number = next(i for i in range(arrays.entities_count) if arrays.entity_id(i) == entity_id)
    names = np.nonzero(arrays.name_ent == number)[0]
    documents = np.unique(np.searchsorted(arrays.doc_name_off, names, "right") - 1).astype(np.int64)
    profile = profile_name(name, "any")
    result = trace(found, arrays, profile, documents)
    # What a trace says is what the search does.
    assert result.fetched == bool(np.isin(documents, found.find(profile)).any())
    return result


def test_the_keys_that_led_to_a_name_are_told(arrays: Arrays) -> None:
    ways = [str(way) for way in traced(arrays, "Vladmir Putin", "t-putin").ways]

    assert "word putin" in ways
    assert "word vladimir, near vladmir" in ways
    assert any(way.startswith("consonants") for way in ways)


def test_an_acronym_is_a_way_of_its_own(arrays: Arrays) -> None:
    assert traced(arrays, "KMDTC", "t-komid").ways[0] == ("acronym", "kmdtc", "kmdtc")


def test_a_name_without_a_key_in_common_says_so(arrays: Arrays) -> None:
    found = traced(arrays, "Maria Fernanda Oliveira", "t-vtb")

    assert not found.fetched
    assert "no word, consonant key or acronym" in found.lost


def test_a_name_cut_by_the_limit_says_its_rank_and_what_it_shares(arrays: Arrays) -> None:
    found = traced(arrays, "Ivan Petrovakev", "crowd-99", limit=5)

    assert found.rank > 5
    assert "cut by the limit" in found.lost
    assert "word ivan" in found.lost


def test_a_common_word_that_was_not_read_is_told(arrays: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ostrakon.index.similarity.POSTINGS_MAX", 20)
    found = traced(arrays, "Ivan Soleimani", "crowd-99")

    assert not found.rank
    assert "too common" in found.lost


def test_the_cut_end_of_a_long_name_leads_to_the_whole_word() -> None:
    whole = "Northern Harbour Shipment Shumerlinsky"
    ways = traced(index_of([party("t-long", whole, schema="Organization")]), whole[:35], "t-long").ways

    assert "word shumerlinsky, which begins with shumerlin" in [str(way) for way in ways]
