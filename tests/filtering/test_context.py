"""Names in addresses: what is called after somebody is a place, and somebody who lives there is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.paying import payment_filter
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.intake.payments import FieldClass
from ostrakon.starter.files import starter_lists
from tests.filtering.looked import filter_over, found


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentFilter]:
    """A filter over the bundled lists."""
    folder = tmp_path_factory.mktemp("context") / "store"
    for source, files in starter_lists():
        import_lists(folder, files, source_id=source, extract=True)
    with Ostrakon.open(folder) as engine:
        yield payment_filter(engine)


@pytest.mark.parametrize(
    "text",
    ["노광철동 12", "서울 강남구 노광철로 7", "부산 영노광철구"],
)
def test_syllables_that_name_a_quarter_or_a_street_are_nobody(chosen: PaymentFilter, text: str) -> None:
    assert found(chosen, text) == []


@pytest.mark.parametrize("text", ["노광철", "노광철 12", "C/O 노광철", "12 Hauptstr.|Kim Jong Un"])
def test_a_name_that_stands_by_itself_in_an_address_is_found(chosen: PaymentFilter, text: str) -> None:
    assert found(chosen, text)


@pytest.mark.parametrize(
    ("text", "there"),
    [("Rue Viktor Bout Nord", False), ("C/O Viktor Bout", True), ("Kim Jong Un", True)],
)
def test_a_street_may_be_called_after_somebody_and_a_name_alone_in_its_place_is_found(
    chosen: PaymentFilter, text: str, there: bool
) -> None:
    assert bool(found(chosen, text, part="StrtNm")) is there


@pytest.fixture(scope="module")
def firms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentFilter]:
    """A filter over firms whose names are a letter away from what payments are for."""
    names = ("CONTACT JSC", "A-CONTRAKT", "INVOISE")
    with filter_over(tmp_path_factory.mktemp("firms"), [("Company", name) for name in names]) as chosen:
        yield chosen


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Payment for machine tools as per contract 9212/26", False),
        ("payment for machine tools as per con|tract 9212/26", False),
        ("INVOICE 4471 DATED 12.02.2026", False),
        ("for account of A-Contrakt", True),
    ],
)
def test_what_a_payment_is_for_is_no_firm_that_is_called_nearly_so(
    firms: PaymentFilter, text: str, there: bool
) -> None:
    assert bool(found(firms, text, FieldClass.FREE, "Ustrd")) is there
