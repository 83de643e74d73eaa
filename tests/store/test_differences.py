"""What `lists diff` says, and how snapshots are named."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ostrakon.app.differences import diff_snapshots
from ostrakon.app.importing import import_lists
from ostrakon.app.publishing import roll_back
from ostrakon.errors import NotScreened, StoreError, UsageError
from ostrakon.model import CountryLink, Designation, Entity, Name, Origin
from ostrakon.store import journal
from ostrakon.store.differences import changed_fields
from ostrakon.store.folder import StoreFolder
from tests.fake_lists import fake_file

ORIGIN = Origin(source="un_sc", record="1", field="name")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three snapshots: 30 parties; one renamed, two gone, two new; another list beside it."""
    store = tmp_path / "store"
    import_lists(store, [fake_file(tmp_path)])
    import_lists(store, [fake_file(tmp_path, start=3, renamed=7, date="2026-01-02")])
    import_lists(store, [fake_file(tmp_path, source="eu_fsf")])
    return store


def test_added_removed_and_changed_entities_are_told_field_by_field(store: Path) -> None:
    found = diff_snapshots(store, "1", "2")

    assert [e.id for e in found.added] == ["un-31", "un-32"]
    assert [e.id for e in found.removed] == ["un-1", "un-2"]
    assert [(c.id, list(c.fields)) for c in found.changed] == [("un-7", ["names"])]
    names = found.changed[0].fields["names"]
    assert [v["value"] for v in names.removed if isinstance(v, dict)] == ["Person Number 7"]
    assert [v["value"] for v in names.added if isinstance(v, dict)] == ["Renamed 7"]


def test_a_difference_read_backwards_swaps_added_and_removed(store: Path) -> None:
    forth, back = diff_snapshots(store, "1", "3"), diff_snapshots(store, "3", "1")

    assert forth.added == back.removed
    assert forth.removed == back.added
    assert len(forth.added) == 32


def test_without_arguments_the_previous_snapshot_is_compared_with_the_current(store: Path) -> None:
    found = diff_snapshots(store)

    assert (found.old, found.new) == (2, 3)
    assert all(e.sources == ("eu_fsf",) for e in found.added)


def test_a_snapshot_compared_with_itself_has_no_differences(store: Path) -> None:
    assert not diff_snapshots(store, "current", "3")


def test_after_a_rollback_previous_is_what_was_in_force_before(store: Path) -> None:
    roll_back(store, 1, reason="the EU file was a test file")
    found = diff_snapshots(store)

    assert (found.old, found.new) == (3, 1)
    event = list(journal.events(StoreFolder(store)))[-1]
    assert (event.kind, event.snapshot, event.reason) == ("rollback", 1, "the EU file was a test file")


def test_numbers_go_on_after_a_rollback(store: Path, tmp_path: Path) -> None:
    roll_back(store, 1)
    result = import_lists(store, [fake_file(tmp_path, renamed=9, date="2026-03-01")])

    assert (result.previous, result.snapshot) == (1, 4)
    assert [c.id for c in diff_snapshots(store).changed] == ["un-9"]


def test_a_rollback_to_what_is_in_force_or_to_nothing_is_an_error(store: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="in force already"):
        roll_back(store, 3)
    with pytest.raises(StoreError, match="no snapshot 9"):
        roll_back(store, 9)
    with pytest.raises(StoreError, match="no list was ever in force"):
        roll_back(tmp_path / "empty", 1)


def test_a_date_names_what_was_in_force_at_the_end_of_that_day(store: Path) -> None:
    folder = StoreFolder(store)
    for number, day in ((1, "2026-05-01"), (2, "2026-05-03"), (3, "2026-05-09")):
        path = folder.manifest(number)
        manifest = msgspec.json.decode(path.read_bytes()) | {"created": f"{day}T12:00:00Z"}
        path.write_bytes(msgspec.json.encode(manifest))

    found = diff_snapshots(store, "2026-05-02", "2026-05-08")
    assert (found.old, found.new) == (1, 2)
    with pytest.raises(UsageError, match="no list was in force on 2026-04-30"):
        diff_snapshots(store, "2026-04-30")


@pytest.mark.parametrize("named", ["0", "4", "yesterday", "2026-13-01", "-1"])
def test_an_unknown_snapshot_is_an_error_that_says_what_there_is(store: Path, named: str) -> None:
    with pytest.raises(UsageError):
        diff_snapshots(store, named)


def test_an_empty_store_has_nothing_to_compare(tmp_path: Path) -> None:
    with pytest.raises(NotScreened):
        diff_snapshots(tmp_path)


def entity(*names: str, **values: object) -> Entity:
    """A small entity."""
    return Entity(id="un-1", schema="Person", names=tuple(Name(value=n, origin=ORIGIN) for n in names), **values)  # type: ignore[arg-type]


def test_the_place_where_a_value_was_read_is_no_difference() -> None:
    other = Origin(source="un_sc", record="99", field="row 4")
    moved = msgspec.structs.replace(entity("A"), names=(Name(value="A", origin=other),))

    assert changed_fields(entity("A"), moved) == {}


def test_the_list_of_a_designation_is_a_difference() -> None:
    sdn, cons = (
        Designation(authority="US", origin=Origin(source=source, record="1")) for source in ("ofac_sdn", "ofac_cons")
    )
    changes = changed_fields(entity("A", designations=(sdn,)), entity("A", designations=(cons,)))

    assert sorted(changes) == ["designation.ofac_cons", "designation.ofac_sdn"]


def test_order_and_number_of_equal_values_are_differences() -> None:
    assert changed_fields(entity("A", "B"), entity("B", "A"))["names"].reordered
    assert len(changed_fields(entity("A", "A"), entity("A"))["names"].removed) == 1


def test_fields_are_named_after_what_the_value_is() -> None:
    link = CountryLink(text="Russia", code="ru", role="nationality", origin=ORIGIN)

    assert list(changed_fields(entity("A"), entity("A", countries=(link,)))) == ["nationality"]
