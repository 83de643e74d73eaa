"""Other filters are asked the same records, and what they cannot answer is a problem, not clear."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.serving import ServerSettings
from ostrakon.app.settings import database_url
from ostrakon.database.keys import add_key
from ostrakon.database.opening import open_database
from ostrakon.errors import InputError
from ostrakon.validation.filters.measures import MEASURES, MeasureFilter, threshold_for
from ostrakon.validation.filters.own import OwnFilter
from ostrakon.validation.filters.rest import WatchmanFilter, YenteFilter
from ostrakon.validation.filters.table import TableFilter, write_records
from ostrakon.validation.populations import names_by_list
from ostrakon.validation.rates import alerts, found
from ostrakon.validation.record import TestRecord
from ostrakon.validation.running import examine, sample
from tests.server.live import live
from tests.validation.watchman import watchman_stand_in


def of_names(records: list[TestRecord]) -> list[TestRecord]:
    return [record for record in records if record.channel == "name"]


def test_this_filter_behind_yente_s_api_gives_its_own_outcomes(
    engine: Ostrakon, store: Path, records: list[TestRecord]
) -> None:
    names = sample(records, 120)
    database = open_database(database_url(store))
    with database.write() as transaction:
        key = add_key(transaction, "validation", "screener", actor="test").shown
    database.close()
    own = OwnFilter(engine)
    with (
        live(store, ServerSettings(cases=False)) as address,
        YenteFilter(address, own.same, key=key) as remote,
        YenteFilter(address, own.same, key="wrong") as other,
    ):
        remote.check()
        theirs, denied = examine(remote, names), examine(other, names[:3])
    ours = examine(own, names)
    assert [one.found for _, one in theirs.answered] == [one.found for _, one in ours.answered]
    assert [one.alert for _, one in theirs.answered] == [one.alert for _, one in ours.answered]
    assert found(theirs.answered).hits > 50
    assert denied.problems == 3
    assert not any(one.alert or one.found for _, one in denied.answered)


def test_answers_come_back_by_table(engine: Ostrakon, records: list[TestRecord], tmp_path: Path) -> None:
    names = of_names(records)
    assert write_records(tmp_path / "names.csv", names) == len(names)
    text = (tmp_path / "names.csv").read_text(encoding="utf-8")
    assert "ofac" not in text.splitlines()[0]
    own = OwnFilter(engine)
    with (tmp_path / "answers.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("record", "alert", "id", "score"))
        for record, one in zip(names[:-1], own.outcomes(names[:-1]), strict=True):
            writer.writerow((record.id, "yes" if one.alert else "no", one.best if one.alert else "", one.score))
    table = TableFilter(tmp_path / "answers.csv", own.same)
    answered = examine(table, records)
    assert answered.problems == 1
    assert table.scored
    ours = examine(own, names)
    assert alerts(answered.answered).hits == alerts(ours.answered[:-1]).hits
    assert 200 < found(answered.answered).hits <= found(ours.answered).hits  # the best result alone was told


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("record;alert\n", "no column"),
        ("record,alert\na,perhaps\n", "line 2"),
        ("record,alert,score\na,yes,x\n", "score"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(tmp_path: Path, rows: str, wrong: str) -> None:
    (tmp_path / "a.csv").write_text(rows)
    with pytest.raises(InputError, match=wrong):
        TableFilter(tmp_path / "a.csv", frozenset)


def test_string_measures_alert_as_often_as_asked(engine: Ostrakon, records: list[TestRecord]) -> None:
    own = OwnFilter(engine)
    listed = [
        (one.entity.id, one.name.value) for group in names_by_list(engine.snapshot.entities()).values() for one in group
    ]
    clean = [record for record in of_names(records) if not record.planted]
    for name in MEASURES:
        measure = MeasureFilter(name, listed, 1.0, own.same)
        measure.threshold = threshold_for([one.score for one in measure.outcomes(clean)], 0.05)
        answered = examine(measure, of_names(records))
        assert alerts(answered.answered).hits <= round(0.05 * len(clean))
        exact = [one for record, one in answered.answered if record.kind == "as listed"]
        assert all(one.found for one in exact)


@pytest.fixture
def watchman() -> Iterator[str]:
    with watchman_stand_in() as address:
        yield address


def test_watchman_s_ids_are_taken_for_ours(engine: Ostrakon, watchman: str) -> None:
    planted = TestRecord(
        id="1", channel="name", written="KIM Jong Un", schema="Person", kind="as listed", entity_id="ofac-20157"
    )
    control = TestRecord(id="2", channel="name", written="Ann Larsen", schema="Person", kind="control")
    with WatchmanFilter(watchman, OwnFilter(engine).same) as asked:
        hit, clear = asked.outcomes([planted, control])
    assert (hit.found, hit.alert, hit.score) == (True, True, 0.97)
    assert not clear.alert


def test_an_address_where_nobody_answers_is_named(engine: Ostrakon) -> None:
    with (
        YenteFilter("http://127.0.0.1:9", OwnFilter(engine).same) as asked,
        pytest.raises(InputError, match="nobody answers"),
    ):
        asked.check()
