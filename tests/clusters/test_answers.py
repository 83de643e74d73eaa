"""What users see of clusters: one result row a party, one key a mention."""

from __future__ import annotations

from pathlib import Path

from ostrakon.clusters import Clusters, build
from ostrakon.clusters.exceptions import Exceptions
from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.reading import gazetteer
from ostrakon.reading.reader import Reader
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from tests.clusters.parties import listed
from tests.parties import subject

NAME = "Konstantin Arkadyevich Zarubin"
LISTED = (
    listed("ca-1", NAME, born="1961", country="ru"),
    listed("ofac-1", "Zarubin Konstantin Arkadyevich", born="1961-05-03", country="ru"),
    listed("eu-EU.1.2", NAME, born="1961-05-03", country="ru"),
    listed("uk-RUS9", "Sergey Petrovich Zarubin", born="1980-01-01", country="ru"),
)


def opened(folder: Path) -> tuple[Screener, Clusters]:
    build_index(LISTED, folder)
    build(LISTED, folder, exceptions=Exceptions())
    clusters = Clusters.load(folder)
    by_id = {entity.id: entity for entity in LISTED}
    return Screener(Arrays.load(folder), by_id.get, shipped_policy(), clusters=clusters), clusters


def test_a_party_on_three_lists_is_one_row_with_the_others_as_referents(tmp_path: Path) -> None:
    screener, clusters = opened(tmp_path)
    first, *others = screener.answer(subject(NAME, born="1961-05-03"), threshold=0.0).results
    assert {first.id, *first.referents} == {"ofac-1", "eu-EU.1.2", "ca-1"}
    assert first.referents == clusters.referents(first.id)
    assert not {o.id for o in others} & {"ofac-1", "eu-EU.1.2", "ca-1"}


def test_of_equally_good_records_the_one_that_stands_for_the_party_is_the_row(tmp_path: Path) -> None:
    screener, _ = opened(tmp_path)
    exact = screener.answer(subject(NAME, born="1961-05-03")).results[0]
    alone = Screener(screener._arrays, screener._entity, screener.policy)
    rows = [r for r in alone.answer(subject(NAME, born="1961-05-03")).results if r.id in {exact.id, *exact.referents}]
    best = [r.id for r in rows if r.bits == rows[0].bits]
    assert exact.bits == rows[0].bits
    assert exact.id == ("ofac-1" if "ofac-1" in best else best[0])


def test_the_limit_counts_parties_and_not_records(tmp_path: Path) -> None:
    screener, _ = opened(tmp_path)
    results = screener.answer(subject("Zarubin"), limit=2, threshold=0.0).results
    assert len({r.id for r in results}) == 2
    assert any(r.id == "uk-RUS9" for r in results)


def test_a_mention_carries_the_ids_of_all_lists_and_the_standing_one_as_key(tmp_path: Path) -> None:
    gazetteer.build(LISTED, tmp_path)
    build(LISTED, tmp_path, exceptions=Exceptions())
    reader = Reader(gazetteer.load(tmp_path), Clusters.load(tmp_path))
    (mention,) = reader.mentions("The notice names Konstantin Arkadyevich Zarubin as its owner.")
    assert mention.key == "ofac-1"
    assert mention.entity_ids == ("ofac-1", "eu-EU.1.2", "ca-1")
