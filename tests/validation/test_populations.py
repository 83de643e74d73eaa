"""Test records are drawn evenly, the same for the same seed, and say the truth."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.validation.alterations import KINDS
from ostrakon.validation.carriers import payment_of, text_of
from ostrakon.validation.common_names import controls_of, plain
from ostrakon.validation.populations import AS_LISTED, names_by_list
from ostrakon.validation.record import TestRecord
from ostrakon.validation.running import CHANNELS, records_of
from tests.validation.conftest import SMALL


def test_the_same_seed_gives_the_same_records_and_another_gives_others(
    engine: Ostrakon, records: list[TestRecord]
) -> None:
    assert records_of(engine, SMALL, seed=1) == records
    assert records_of(engine, SMALL, seed=2) != records
    assert len({record.id for record in records}) == len(records)


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_list_gives_as_many_names(records: list[TestRecord], engine: Ostrakon, channel: str) -> None:
    counts = Counter(record.source for record in records if record.planted and record.channel == channel)
    assert max(counts.values()) - min(counts.values()) <= 1
    if channel == "name":
        assert set(counts) == set(names_by_list(engine.snapshot.entities()))


def test_every_class_is_tried_and_every_planted_name_is_on_its_list(
    records: list[TestRecord], engine: Ostrakon
) -> None:
    names = [record for record in records if record.planted and record.channel == "name"]
    assert len({record.kind for record in names}) >= 25
    for record in names:
        entity = engine.entity(record.entity_id)
        assert entity is not None
        assert record.listed in {name.value for name in entity.names}
        assert (record.written == record.listed) == (record.kind == AS_LISTED)


def test_no_control_is_listed_word_for_word(records: list[TestRecord], engine: Ostrakon) -> None:
    listed = {plain(name.value) for entity in engine.snapshot.entities() for name in entity.names}
    controls = [record for record in records if not record.planted]
    assert len(controls) >= SMALL.controls
    assert not [record.written for record in controls if plain(record.written) in listed]
    made = controls_of("x", frozenset({plain("Smith John")}))
    assert all(plain(next(made)[0]) != "john smith" for _ in range(3000))


def test_carriers_hold_the_name_at_its_place(records: list[TestRecord]) -> None:
    for record in records:
        if record.channel == "text":
            assert record.written in text_of(record)
        elif record.channel == "payment":
            content = payment_of(record).decode().replace("\r\n", "").replace("&amp;", "&")
            assert record.written in content.replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_alteration_changes_some_names_and_breaks_on_none(kind: str) -> None:
    names = (
        "Muhammad Ali Al-Hassan Ivanovich O'Neil", "OOO Trading Company of the East 3 International Group LLC", "Bo",
        "Müller & Söhne GmbH", "АО Рособоронэкспорт", "김정은", "Grace Ocean Star Navigation Shipping Co. Ltd.",
        "X Æ A-12",
    )  # fmt: skip
    draw = random.Random(5)
    written = [(name, KINDS[kind](name, draw)) for name in names for _ in range(4)]
    assert any(made and made != name for name, made in written)
