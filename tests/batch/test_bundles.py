"""A snapshot as one file answers elsewhere as it did here."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.errors import StoreError
from ostrakon.store.bundles import ENDING, unpacked, write_bundle


def test_a_snapshot_unpacked_elsewhere_gives_the_same_answers(engine: Ostrakon, tmp_path: Path) -> None:
    bundle = write_bundle(engine.snapshot, tmp_path / "bundles")
    again = write_bundle(engine.snapshot, tmp_path / "others")
    assert again.read_bytes() == bundle.read_bytes()
    root = unpacked(bundle, tmp_path / "cache")
    assert unpacked(bundle, tmp_path / "cache") == root
    with Ostrakon.open(root) as other:
        assert other.snapshot_number == engine.snapshot_number
        for name in ("Kim Jong Un", "Владимир Путин", "Ann Smith"):
            assert other.screen(name).answer == engine.screen(name).answer
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [root.name]


@pytest.mark.parametrize("member", ["../evil", "/etc/evil", "raw/x", "CURRENT"])
def test_a_bundle_with_what_no_snapshot_has_is_refused_and_leaves_nothing(tmp_path: Path, member: str) -> None:
    bundle = tmp_path / f"000001-{'0' * 32}{ENDING}"
    with tarfile.open(bundle, "w") as archive:
        archive.addfile(tarfile.TarInfo(member))
    with pytest.raises(StoreError):
        unpacked(bundle, tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_torn_bundle_is_refused(engine: Ostrakon, tmp_path: Path) -> None:
    bundle = write_bundle(engine.snapshot, tmp_path)
    bundle.write_bytes(bundle.read_bytes()[:5000])
    with pytest.raises(StoreError, match="cannot be unpacked"):
        unpacked(bundle, tmp_path / "cache")
