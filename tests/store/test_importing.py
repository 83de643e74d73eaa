"""What an import leaves in the store, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from ostrakon.app.importing import import_lists
from ostrakon.errors import NotScreened, StoreError, UsageError
from ostrakon.store import journal, open_snapshot
from ostrakon.store.folder import StoreFolder
from ostrakon.store.snapshot import current_number
from ostrakon.store.writer import writing
from tests.fake_lists import fake_file


def test_an_import_publishes_a_first_snapshot_with_all_entities(tmp_path: Path) -> None:
    result = import_lists(tmp_path / "s", [fake_file(tmp_path)])

    snapshot = open_snapshot(tmp_path / "s")
    assert (result.snapshot, result.previous, snapshot.number) == (1, None, 1)
    assert [e.id for e in snapshot.entities()] == [f"un-{n}" for n in range(1, 31)]
    assert snapshot.lists["un_sc"].published == "2026-01-01"
    assert snapshot.lists["un_sc"].fill["birth_date"] == 30


def test_the_archive_keeps_the_original_bytes(tmp_path: Path) -> None:
    file = fake_file(tmp_path)
    import_lists(tmp_path / "s", [file])

    archived = open_snapshot(tmp_path / "s").lists["un_sc"].files[0]
    assert StoreFolder(tmp_path / "s").raw(archived.sha256).read_bytes() == file.read_bytes()
    assert archived.name == "un.fake"
    assert file.exists()


def test_identical_bytes_make_no_new_snapshot_and_are_noted(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    again = import_lists(tmp_path / "s", [fake_file(tmp_path, "other_name.fake")])

    assert again.snapshot == again.previous == 1
    assert [o.status for o in again.outcomes] == ["unchanged"]
    assert [e.kind for e in journal.events(StoreFolder(tmp_path / "s"))] == ["published", "unchanged"]


def test_several_lists_in_one_call_make_one_snapshot(tmp_path: Path) -> None:
    files = [fake_file(tmp_path, "a.fake"), fake_file(tmp_path, "b.fake", source="eu_fsf")]
    result = import_lists(tmp_path / "s", files, source_id="auto")

    assert result.snapshot == 1
    assert sorted(open_snapshot(tmp_path / "s").lists) == ["eu_fsf", "un_sc"]


def test_a_refusal_of_one_list_does_not_lose_the_others(tmp_path: Path) -> None:
    bad = tmp_path / "error.html"
    bad.write_text("<html><body>Service unavailable</body></html>")
    short = tmp_path / "short.fake"
    short.write_bytes(fake_file(tmp_path, "b.fake", source="eu_fsf").read_bytes()[:-200])
    result = import_lists(tmp_path / "s", [fake_file(tmp_path), bad, short, tmp_path / "nothing.fake"])

    assert sorted(open_snapshot(tmp_path / "s").lists) == ["un_sc"]
    assert sorted(o.reason for o in result.refused) == ["malformed", "missing", "wrong_content"]


def test_a_list_replaces_only_its_own_source(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path), fake_file(tmp_path, "b.fake", source="eu_fsf")])
    import_lists(tmp_path / "s", [fake_file(tmp_path, renamed=3, date="2026-01-02")])

    old, new = open_snapshot(tmp_path / "s", 1), open_snapshot(tmp_path / "s")
    assert new.number == 2
    assert new.lists["eu_fsf"] == old.lists["eu_fsf"]
    before, after = old.entity("un-3"), new.entity("un-3")
    assert before is not None
    assert after is not None
    assert (before.caption, after.caption) == ("Person Number 3", "Renamed 3")


@pytest.mark.parametrize(
    ("reason", "poorer"),
    [
        ("shrunk", {"count": 23}),
        ("older", {"date": "2025-12-31"}),
        ("shrunk", {"aliases": False}),
        ("fill_rate", {"births": False}),
    ],
)
def test_a_poorer_list_is_refused_and_the_old_one_stays(tmp_path: Path, reason: str, poorer: dict[str, object]) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    bytes_before = (tmp_path / "s" / "CURRENT").read_bytes()
    result = import_lists(tmp_path / "s", [fake_file(tmp_path, **{"date": "2026-01-05", **poorer})])

    assert [o.reason for o in result.refused] == [reason]
    assert (tmp_path / "s" / "CURRENT").read_bytes() == bytes_before
    assert [e.kind for e in journal.events(StoreFolder(tmp_path / "s"))] == ["published", "refused"]


def test_a_reason_overrides_a_guard_and_is_recorded(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    result = import_lists(tmp_path / "s", [fake_file(tmp_path, count=5)], force="mass delisting of today")

    assert result.snapshot == 2
    assert open_snapshot(tmp_path / "s").lists["un_sc"].forced == "mass delisting of today"
    forced = [e for e in journal.events(StoreFolder(tmp_path / "s")) if e.kind == "forced"]
    assert [e.reason for e in forced] == ["mass delisting of today"]
    assert "83% fewer" in forced[0].message


def test_a_reason_without_need_is_not_recorded_as_an_override(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)], force="just in case")

    assert open_snapshot(tmp_path / "s").lists["un_sc"].forced == ""


def test_a_small_loss_and_a_newer_date_are_accepted(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    result = import_lists(tmp_path / "s", [fake_file(tmp_path, count=25, date="2026-02-01")])

    assert result.snapshot == 2


def test_a_real_list_replaces_an_extract_whatever_the_extract_looked_like(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path, date="2026-03-01")], extract=True)
    real = import_lists(tmp_path / "s", [fake_file(tmp_path, births=False, date="2026-02-01")])

    assert real.snapshot == 2
    assert not open_snapshot(tmp_path / "s").lists["un_sc"].extract


def test_an_extract_never_replaces_a_real_list(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    result = import_lists(tmp_path / "s", [fake_file(tmp_path, date="2026-02-01")], extract=True)

    assert [o.reason for o in result.refused] == ["extract"]


def test_an_unknown_source_is_an_error_and_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no known source"):
        import_lists(tmp_path / "s", [fake_file(tmp_path)], source_id="un_scc")

    assert not (tmp_path / "s").exists()


def test_the_same_party_on_two_lists_is_one_entity_with_both_designations(tmp_path: Path) -> None:
    sdn = fake_file(tmp_path, "a.fake", source="ofac_sdn")
    cons = fake_file(tmp_path, "b.fake", source="ofac_cons", start=30, count=3)
    import_lists(tmp_path / "s", [sdn, cons])

    snapshot = open_snapshot(tmp_path / "s")
    ids = [e.id for e in snapshot.entities()]
    both = snapshot.entity("ofac-30")
    assert both is not None
    assert sorted(both.sources) == ["ofac_cons", "ofac_sdn"]
    assert len(ids) == len(set(ids)) == 32
    assert both in list(snapshot.entities())
    assert list(snapshot.fetch(["ofac-30", "ofac-99"])) == [both, None]


def test_an_empty_store_says_that_nothing_is_in_force(tmp_path: Path) -> None:
    with pytest.raises(NotScreened, match="no list is in force"):
        open_snapshot(tmp_path)

    assert current_number(tmp_path) is None


def test_a_second_writer_is_told_that_another_one_is_running(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(StoreError, match="another import"), writing(tmp_path, wait_seconds=0):
        pass


def test_a_store_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    manifest = StoreFolder(tmp_path / "s").manifest(1)
    data = msgspec.json.decode(manifest.read_bytes()) | {"store_format": 99}
    manifest.write_bytes(msgspec.json.encode(data))

    with pytest.raises(StoreError, match="layout 99"):
        open_snapshot(tmp_path / "s")


def test_a_torn_journal_line_is_left_out_and_does_not_spoil_the_next(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    folder = StoreFolder(tmp_path / "s")
    with folder.journal.open("ab") as stream:
        stream.write(b'{"at":"2026-01-')
    import_lists(tmp_path / "s", [fake_file(tmp_path)])

    assert [e.kind for e in journal.events(folder)] == ["published", "unchanged"]


def test_another_list_under_the_same_name_is_refused_even_with_as_many_records(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    result = import_lists(tmp_path / "s", [fake_file(tmp_path, start=20, date="2026-02-01")])

    assert [o.reason for o in result.refused] == ["replaced"]


def test_other_content_under_the_same_date_is_taken_and_named(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    (outcome,) = import_lists(tmp_path / "s", [fake_file(tmp_path, renamed=4)]).outcomes

    assert (outcome.status, outcome.message) == ("imported", "0 added, 0 removed, 1 changed")
    assert [i.code for i in outcome.issues] == ["same_date"]
    assert open_snapshot(tmp_path / "s").lists["un_sc"].issues == {"warning": 1}


@pytest.mark.parametrize(
    ("date", "code", "published"),
    [("2026-31-31", "bad_published", None), ("9026-01-01", "future_published", "9026-01-01")],
)
def test_an_impossible_publication_date_is_named_and_never_locks_the_list(
    tmp_path: Path, date: str, code: str, published: str | None
) -> None:
    (outcome,) = import_lists(tmp_path / "s", [fake_file(tmp_path, date=date)]).outcomes
    later = import_lists(tmp_path / "s", [fake_file(tmp_path, date="2026-02-01", renamed=1)])

    assert [i.code for i in outcome.issues] == [code]
    assert outcome.listed is not None
    assert outcome.listed.published == published
    assert later.snapshot == 2


def test_a_full_disk_is_an_error_of_the_store_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ostrakon.store.writer.move_folder", full)
    with pytest.raises(StoreError, match="No space left on device"):
        import_lists(tmp_path / "s", [fake_file(tmp_path, renamed=1)])
    monkeypatch.undo()

    assert open_snapshot(tmp_path / "s").number == 1


def test_a_store_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    file = fake_file(tmp_path)

    with pytest.raises(StoreError, match="cannot be written"):
        import_lists(file, [file])


def test_a_list_of_the_same_date_may_not_lose_what_a_later_one_may(tmp_path: Path) -> None:
    import_lists(tmp_path / "s", [fake_file(tmp_path)])
    same = import_lists(tmp_path / "s", [fake_file(tmp_path, count=26)])
    later = import_lists(tmp_path / "s", [fake_file(tmp_path, count=26, date="2026-01-02")])

    assert [o.reason for o in same.refused] == ["shrunk"]
    assert later.snapshot == 2
