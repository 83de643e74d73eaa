"""Customers' addresses in embargoed regions go to a person, whoever lives there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.model.subject import Subject
from ostrakon.screening import policy as policy_module
from ostrakon.starter.files import starter_lists


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regions") / "store"
    for source, files in starter_lists():
        if source == "un_sc":
            import_lists(folder, files, source_id=source, extract=True)
    return folder


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("ul. Lenina 5, Simferopol, RU", "Crimea"),
        ("Artema 12, Donetsk", "Donetsk"),
        ("кв. Южный 3, Луганск", "Luhansk"),
        ("Sevastopol, Ukraine", "Crimea"),
    ],
)
def test_an_address_in_an_embargoed_region_is_for_review_with_its_law(store: Path, address: str, region: str) -> None:
    with Ostrakon.open(store) as engine:
        answer = engine.answer(Subject(name="Anna Bergmann", address=address))
    assert (answer.status, answer.results) == ("review", ())
    [note] = answer.notes
    assert region in note
    assert "E.O. 1" in note


@pytest.mark.parametrize("address", ["", "4 Simferopol Street, Yerevan", "Tehran, Iran", "Bremen, Hafen 4"])
def test_other_addresses_and_streets_named_for_a_region_say_nothing(store: Path, address: str) -> None:
    with Ostrakon.open(store) as engine:
        answer = engine.answer(Subject(name="Anna Bergmann", address=address))
    assert (answer.status, answer.notes) == ("clear", ())


def test_a_hit_stays_a_hit_and_the_policy_can_leave_regions_out(store: Path, tmp_path: Path) -> None:
    with Ostrakon.open(store) as engine:
        party = max(engine.snapshot.entities(), key=lambda one: len(one.caption.split()))
        answer = engine.answer(Subject(name=party.caption, address="Yalta, Crimea"))
        assert (answer.status, len(answer.notes)) == ("hit", 1)
        [row] = engine.answers([Subject(name="Anna Bergmann", address="Yalta, Crimea")])
        assert row.status == "review"
    shipped = Path(policy_module.__file__).with_name("policy.toml").read_text(encoding="utf-8")
    (tmp_path / "p.toml").write_text(
        shipped.replace("[embargoed_regions]\n", "[embargoed_regions]\nreview = false\n#").replace(
            "\nreview = true", ""
        )
    )
    with Ostrakon.open(store, policy=tmp_path / "p.toml") as engine:
        assert engine.answer(Subject(name="Anna Bergmann", address="Yalta, Crimea")).status == "clear"
