"""Counter-sanctions and wanted notices are kept, and screened only where a user switches their class on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import reindex
from ostrakon.app.reading import open_reader
from ostrakon.app.settings import also_screened
from ostrakon.app.status import lists_status
from ostrakon.errors import UsageError
from ostrakon.model import Designation, Measure, Origin
from ostrakon.model.designation import OFF_BY_DEFAULT
from ostrakon.screening.subject import Subject
from ostrakon.sources.publishers import SOURCES
from ostrakon.store import open_snapshot
from tests.clusters.parties import clusters_of, listed
from tests.sources.golden_lists import LISTS

NOTICES = """id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset
NK-1,Person,Konstantin Zarubinsky,,1961-05-03,ru,,,Red Notice - fraud,,,INTERPOL Red Notices
NK-2,Person,Zuhair Shamlakhov,,1980-11-15,ps,,,Sanction of a state,,,A sanctions list
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with Russia's stop list, a notice, and a sanctions list of one party."""
    monkeypatch.delenv("OSTRAKON_ALSO_SCREEN", raising=False)
    stop_list = next(found for found in LISTS if found.source == "ru_stop_list").write(tmp_path)
    notices = tmp_path / "targets.simple.csv"
    notices.write_text(NOTICES, encoding="utf-8")
    result = import_lists(tmp_path / "s", [stop_list, notices])
    assert [outcome.status for outcome in result.outcomes] == ["imported", "imported"]
    return tmp_path / "s"


def _found(store: Path, name: str, **facts: str) -> list[tuple[str, str, str]]:
    with Ostrakon.open(store) as engine:
        return [(hit.result.id[:2], hit.result.status, hit.result.note) for hit in engine.screen(name, **facts).hits]


def _stop_listed(store: Path) -> str:
    return next(e.caption for e in open_snapshot(store).entities() if e.id.startswith("ru-"))


def test_they_are_kept_and_found_by_nobody(store: Path) -> None:
    name = _stop_listed(store)
    snapshot = open_snapshot(store)
    assert len(list(snapshot.entities())) == 9
    assert _found(store, name) == []
    assert _found(store, "Konstantin Zarubinsky", birth_date="1961-05-03") == []
    assert [found[0] for found in _found(store, "Zuhair Shamlakhov", birth_date="1980-11-15")] == ["NK"]
    text = f"{name} met Konstantin Zarubinsky and Zuhair Shamlakhov."
    mentions, _ = open_reader(snapshot).read(text)
    assert {mention.key for mention in mentions if mention.kind == "party"} == {"NK-2"}


def test_switched_on_they_are_found_for_a_person_to_look_at_and_never_stop_anything(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _stop_listed(store)
    monkeypatch.setenv("OSTRAKON_ALSO_SCREEN", "counter_sanctions")
    reindex(store)
    ((prefix, status, note),) = _found(store, name)
    assert (prefix, status) == ("ru", "review")
    assert "counter-sanctions list" in note
    assert _found(store, "Konstantin Zarubinsky", birth_date="1961-05-03") == []

    monkeypatch.setenv("OSTRAKON_ALSO_SCREEN", "counter_sanctions, wanted_notices")
    reindex(store)
    ((_, status, note),) = _found(store, "Konstantin Zarubinsky", birth_date="1961-05-03")
    assert status == "review"
    assert "no designation" in note

    monkeypatch.delenv("OSTRAKON_ALSO_SCREEN")
    reindex(store)
    assert _found(store, name) == []


def test_status_says_what_is_not_screened_and_when_the_index_does_not_agree_with_the_setting(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (warning,) = [w for w in lists_status(store).warnings if "ru_stop_list" in w]
    assert "kept and not screened" in warning
    monkeypatch.setenv("OSTRAKON_ALSO_SCREEN", "counter_sanctions")
    assert any("ostrakon lists reindex" in warning for warning in lists_status(store).warnings)
    reindex(store)
    assert not any("ostrakon lists reindex" in warning for warning in lists_status(store).warnings)


def test_explaining_a_party_that_is_switched_off_says_so(store: Path) -> None:
    with Ostrakon.open(store) as engine, pytest.raises(UsageError, match="switched off"):
        engine.explain(Subject(name="Konstantin Zarubinsky"), "NK-1")


def test_a_class_that_does_not_exist_is_a_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OSTRAKON_ALSO_SCREEN", "wanted")
    with pytest.raises(UsageError, match="wanted"):
        also_screened()


def test_a_notice_and_a_designation_are_never_one_party(tmp_path: Path) -> None:
    one = listed("ofac-1", "Konstantin Arkadyevich Zarubin", born="1961-05-03")
    two = listed("eu-EU.1.2", "Konstantin Arkadyevich Zarubin", born="1961-05-03")
    assert set(clusters_of(tmp_path / "a", one, two).members("ofac-1")) == {"ofac-1", "eu-EU.1.2"}
    notice = Designation(authority="", origin=two.designations[0].origin, measures=(Measure.WANTED_NOTICE,))
    noticed = msgspec.structs.replace(two, designations=(notice,))
    assert set(clusters_of(tmp_path / "b", one, noticed).members("ofac-1")) == {"ofac-1"}


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        ((), "sanctions"),
        ((Measure.ASSET_FREEZE,), "sanctions"),
        ((Measure.DEBARMENT,), "debarment"),
        ((Measure.DEBARMENT, Measure.ASSET_FREEZE), "sanctions"),
        ((Measure.EXPORT_DENIAL,), "export_control"),
        ((Measure.WANTED_NOTICE,), "wanted_notices"),
        ((Measure.WANTED_NOTICE, Measure.TRAVEL_BAN), "sanctions"),
        ((Measure.COUNTER_SANCTION, Measure.TRAVEL_BAN), "counter_sanctions"),
    ],
)
def test_measures_tell_the_class(measures: tuple[Measure, ...], expected: str) -> None:
    origin = Origin(source="x", record="1")
    assert Designation(authority="", origin=origin, measures=measures).listing_class == expected


def test_no_list_of_a_class_that_is_off_by_default_has_an_address_that_is_fetched_unnamed() -> None:
    assert {known.id for known in SOURCES if known.off_by_default} == {"ru_stop_list", "cn_measures", "cn_unreliable"}
    assert set(OFF_BY_DEFAULT) == {"counter_sanctions", "wanted_notices"}
