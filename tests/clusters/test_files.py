"""The clusters of a snapshot as they are written, read and looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.clusters import Clusters
from ostrakon.clusters.exceptions import Exceptions, read_exceptions, shipped_exceptions
from ostrakon.errors import StoreError
from tests.clusters.parties import clusters_of, listed

RECORDS = (
    listed("ca-1", "Konstantin Arkadyevich Zarubin", born="1961-05-03"),
    listed("uk-RUS1", "Konstantin Arkadyevich Zarubin", born="1961-05-03"),
    listed("ch-9", "Konstantin Arkadyevich Zarubin", born="1961-05-03"),
    listed("Q5", "Konstantin Arkadyevich Zarubin", born="1961-05-03", source="ftm"),
    listed("ofac-7", "Konstantin Arkadyevich Zarubin", born="1961-05-03"),
    listed("ofac-8", "Somebody Else"),
)


def test_the_preferred_list_gives_the_id_that_stands_for_the_party(tmp_path: Path) -> None:
    found = clusters_of(tmp_path, *RECORDS)
    members = ("ofac-7", "uk-RUS1", "ch-9", "Q5", "ca-1")
    assert all(found.members(member) == members for member in members)
    assert found.canonical("Q5") == "ofac-7"
    assert found.referents("uk-RUS1") == ("ofac-7", "ch-9", "Q5", "ca-1")


def test_a_party_alone_and_an_unknown_id_stand_for_themselves(tmp_path: Path) -> None:
    found = clusters_of(tmp_path, *RECORDS)
    assert found.members("ofac-8") == ("ofac-8",)
    assert found.canonical("nobody") == "nobody"
    assert found.reasons("ofac-8") == ()


def test_every_link_keeps_its_reason(tmp_path: Path) -> None:
    reasons = clusters_of(tmp_path, *RECORDS).reasons("ca-1")
    assert len(reasons) == 10
    assert reasons[0].rule == "name_birth_date"
    assert reasons[0].text == "same name Konstantin Arkadyevich Zarubin, born 1961-05-03"


def test_places_follow_the_numbering_of_the_index_which_leaves_de_listed_parties_out(tmp_path: Path) -> None:
    gone = listed("eu-EU.1.2", "Gone", active=False)
    found = clusters_of(tmp_path, gone, *RECORDS)
    assert found.place(4) == (0, 0)
    assert found.place(0) == (0, 4)
    assert found.place(5) == (-6, 0)


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    clusters_of(tmp_path / "a", *RECORDS)
    clusters_of(tmp_path / "b", *RECORDS)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert all((tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in names)


def test_no_records_at_all_make_no_clusters(tmp_path: Path) -> None:
    assert clusters_of(tmp_path).count == 0


@pytest.mark.parametrize("name", ["cluster_of.npy", "cluster_reasons.jsonl"])
def test_missing_and_cut_files_are_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    clusters_of(tmp_path, *RECORDS)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StoreError, match="lists reindex"):
        Clusters.load(tmp_path)
    path.unlink()
    with pytest.raises(StoreError):
        Clusters.load(tmp_path)


REVIEWED = """
[[same]]
ids = ["ofac-7", "ofac-8"]
reason = "OFAC filed him twice"
source = "notice of 2026-01-05"
reviewed = 2026-02-01

[[apart]]
ids = ["ca-1", "ch-9"]
reason = "Two brothers"
source = "register of Samara"
reviewed = 2026-02-01
"""


def test_a_reviewer_joins_and_parts_what_the_rules_would_not(tmp_path: Path) -> None:
    found = clusters_of(tmp_path, *RECORDS, exceptions=read_exceptions(REVIEWED))
    assert "ofac-8" in found.members("ofac-7")
    assert "ca-1" not in found.members("ch-9")
    assert found.reasons("ofac-8")[0].text == "OFAC filed him twice (notice of 2026-01-05, reviewed 2026-02-01)"


def test_an_exception_about_a_party_that_is_not_listed_does_nothing(tmp_path: Path) -> None:
    assert clusters_of(tmp_path, RECORDS[0], exceptions=read_exceptions(REVIEWED)).count == 0


def test_an_exception_without_reason_or_against_another_is_refused() -> None:
    with pytest.raises(StoreError, match="incomplete"):
        read_exceptions('[[same]]\nids = ["a", "b"]\nsource = "x"\nreviewed = 2026-01-01\n')
    with pytest.raises(StoreError, match="as two"):
        read_exceptions(REVIEWED + REVIEWED.replace("same", "apart").partition('[[apart]]\nids = ["ca')[0])


def test_the_exceptions_of_the_program_can_be_read() -> None:
    assert isinstance(shipped_exceptions(), Exceptions)
