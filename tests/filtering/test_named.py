"""Names that a text says it holds, names that only look like one, and one hit for one party at one place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ostrakon.filtering.filter import PaymentFilter
from ostrakon.intake.payments import FieldClass, read_payments
from tests.filtering.looked import filter_over, found

LISTED = (
    ("Company", "Koryo Credit Development Bank"),
    ("Company", "Joint Stock Company Krastsvetmet"),
    ("Company", "Joint-Stock Company Verkhneufaleisky Zavod Uralelement"),
    ("Company", "Casper"),
    ("Company", "Aquarius JSC"),
    ("Company", "Syrian Military Intelligence Directorate"),
    ("Company", "Buenos Aires Servicios S.A."),
    ("Person", "Vladislav Vladimir Novak"),
    ("Person", "Edwin Ramon Rivera"),
    ("Vessel", "Margarita 1"),
)


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentFilter]:
    """A filter over a short list."""
    with filter_over(tmp_path_factory.mktemp("named"), LISTED) as chosen:
        yield chosen


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("goods delivered to JSC Ktastsvetmet REF 99120", "JSC Ktastsvetmet"),
        ("FOR ACCOUNT OF KCDB MARCH 2026", "KCDB"),
        ("PAYMENT ON BEHALF OF JOINT-STOCK COM|PANY VERKHNEUFALEISK", "JOINT-STOCK COMPANY VERKHNEUFALEISK"),
    ],
)
def test_what_a_text_says_is_a_name_needs_less(chosen: PaymentFilter, text: str, named: str) -> None:
    assert named in found(chosen, text, FieldClass.FREE, "Ustrd")


@pytest.mark.parametrize("text", ["Rate KCDB 44", "no Ktastsvetmet today"])
def test_what_stands_among_other_words_does_not(chosen: PaymentFilter, text: str) -> None:
    assert found(chosen, text, FieldClass.FREE, "Ustrd") == []


def test_an_identifier_may_be_a_name_that_was_put_there(chosen: PaymentFilter) -> None:
    assert found(chosen, "JSC Ktastsvetmet", FieldClass.IDENTIFIER, "EndToEndId") == ["JSC Ktastsvetmet"]
    assert found(chosen, "E2E0000017", FieldClass.IDENTIFIER, "EndToEndId") == []


def test_a_number_at_the_end_may_be_that_of_a_ship(chosen: PaymentFilter) -> None:
    assert found(chosen, "MARGARITA ONE", FieldClass.NAME, "Nm") == ["MARGARITA ONE"]


@pytest.mark.parametrize(
    ("cls", "part", "text"),
    [
        (FieldClass.FREE, "70", "Payment for machine tools as|per contract 123"),
        (FieldClass.NAME, "Nm", "Smid"),
        (FieldClass.NAME, "Nm", "Ladislav Novak"),
        (FieldClass.TOWN, "TwnNm", "Buenos Aires"),
        (FieldClass.PARTY, "Pty", "Smith, Flores and Rivera|Edwin Heights|Medinachester"),
        (FieldClass.PARTY, "Pty", "Jorge Trading SA|Aquarius Ranch|Lake Town"),
    ],
)
def test_what_only_looks_like_a_name_is_none(chosen: PaymentFilter, cls: FieldClass, part: str, text: str) -> None:
    assert found(chosen, text, cls, part) == []


def test_a_name_goes_on_in_the_next_line_where_the_first_is_full(chosen: PaymentFilter) -> None:
    cut = "Bureau of accounts, attention of Edwin|Rivera|Medinachester"
    assert found(chosen, cut, FieldClass.PARTY, "Pty")
    assert found(chosen, "Vladislav Vladimir|Novak|Main Street 1", FieldClass.PARTY, "Pty")


def test_one_party_in_one_field_is_one_hit(chosen: PaymentFilter) -> None:
    message = (
        "{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n:20:REF1\n:23B:CRED\n:32A:260302EUR100,\n"
        ":50K:/DE89370400440532013000\nVLADISLAV VLADIMIR NOVAK\nHAUPTSTRASSE 1\nBERLIN\n"
        ":59:/FR7630006000011234567890189\nATELIER LUMIERE\nLYON\n:70:RENT\n:71A:SHA\n-}"
    )
    [filtered] = [chosen.filter(read, parts) for read, parts in read_payments(message.encode(), "a.fin")]
    assert [(hit.field, hit.text) for hit in filtered.hits] == [("50K", "VLADISLAV VLADIMIR NOVAK")]
