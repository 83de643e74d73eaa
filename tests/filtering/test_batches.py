"""Messages of many transactions: what is looked through together, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.paying import payment_filter
from ostrakon.errors import InputError
from ostrakon.filtering import filter as filtering
from ostrakon.filtering.codes import codes_in
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.filtering.hits import Filtered
from ostrakon.intake.payments import Block, FieldClass, Line, Message, Part, read_payments
from ostrakon.starter.files import starter_lists

NAMES = ("KIM JONG UN", "Nordwind Papier GmbH", "KIM JONG UN", "n/a", "Erika Sommer")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ostrakon]:
    """An engine over one bundled list."""
    folder = tmp_path_factory.mktemp("batches") / "store"
    for source, files in starter_lists():
        if source == "ofac_sdn":
            import_lists(folder, files, source_id=source, extract=True)
    with Ostrakon.open(folder) as opened:
        yield opened


def transaction(name: str, number: int) -> str:
    return (
        f"<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId></PmtId><Dbtr><Nm>{name}</Nm><PstlAdr><AdrLine>Am Hang "
        f"{number}, Bremen</AdrLine></PstlAdr></Dbtr><Cdtr><Nm>Paul Winter</Nm></Cdtr>"
        f"<RmtInf><Ustrd>rent for {name} {number}</Ustrd></RmtInf></CdtTrfTxInf>"
    )


def decided(engine: Ostrakon) -> Filtered:
    """The decision of a new filter about one message of all names."""
    inner = "".join(transaction(name, number) for number, name in enumerate(NAMES))
    head = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>'
    data = f"{head}{inner}</FIToFICstmrCdtTrf></Document>"
    [(message, parts)] = read_payments(data.encode(), "batch.xml")
    return payment_filter(engine).filter(message, parts)


@pytest.mark.parametrize("together", [1, 4])
def test_transactions_looked_through_together_or_alone_are_decided_alike(
    engine: Ostrakon, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    all_at_once = decided(engine)
    monkeypatch.setattr(filtering, "TOGETHER", together)
    assert decided(engine) == all_at_once
    assert all_at_once.transactions == len(NAMES)
    assert [hit.text for hit in all_at_once.hits].count("KIM JONG UN") == 4


def order(*creditors: str, debtor: str = "Erika Sommer", more: str = "") -> bytes:
    """A pain.001 of one order whose debtor, account and day stand before its transactions; `more` behind them."""
    paid = "".join(
        f"<CdtTrfTxInf><PmtId><EndToEndId>E{n}</EndToEndId></PmtId><Amt><InstdAmt Ccy='EUR'>2990.00</InstdAmt></Amt>"
        f"<Cdtr><Nm>{name}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>PAYEE{name}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>"
        for n, name in enumerate(creditors)
    )
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><PmtInf>'
        f"<ReqdExctnDt><Dt>2026-03-02</Dt></ReqdExctnDt><Dbtr><Nm>{debtor}</Nm></Dbtr>"
        f"<DbtrAcct><Id><Othr><Id>PAYER1</Id></Othr></Id></DbtrAcct>{paid}{more}</PmtInf></CstmrCdtTrfInitn></Document>"
    ).encode()


def filtered(engine: Ostrakon, data: bytes) -> Filtered:
    [(message, parts)] = read_payments(data, "order.xml")
    return payment_filter(engine).filter(message, parts)


def test_the_first_of_a_thousand_transactions_has_the_debtor_and_day_of_its_order(engine: Ostrakon) -> None:
    others = [f"N{number}" for number in range(1_100)]
    found = filtered(engine, order("Payee", "Payee", "Payee", *others)).findings
    [structured] = [one for one in found if one.rule == "PAY-STRUCT"]
    assert structured.fields[0].field.endswith("/CdtTrfTxInf[3]")


def test_transactions_of_one_large_batch_are_no_tries_again_of_each_other(engine: Ostrakon) -> None:
    names = ["KIM JONG UN", *(f"N{number}" for number in range(60)), "Payee"]
    data = order(*names).replace(b"<PmtInf>", b"<GrpHdr><MsgId>B1</MsgId></GrpHdr><PmtInf>")
    rules = {one.rule for one in filtered(engine, data).findings}
    assert not rules & {"PAY-STRIP", "PAY-STRIP-ROUTE", "PAY-STRUCT"}


def test_what_an_order_says_once_is_told_once_and_counts_for_each_transaction(engine: Ostrakon) -> None:
    found = filtered(engine, order("Payee", "Other", debtor="KIM JONG UN"))
    assert [hit.field.rpartition("PmtInf")[2] for hit in found.hits] == ["/Dbtr/Nm"]
    assert found.transactions == 2
    rules = [one.rule for one in found.findings]
    assert (rules.count("SEC-EXPOSURE"), rules.count("PAY-ORIG-MISSING")) == (1, 1)


def test_what_stands_behind_the_transactions_is_held_against_the_rules_too(engine: Ostrakon) -> None:
    found = filtered(engine, order("Payee", "Other", more="<SplmtryData><Envlp>paid via SPFS</Envlp></SplmtryData>"))
    assert [one.rule for one in found.findings].count("RAIL-SPFS") == 1
    assert found.status == "review"


def test_many_lesser_findings_push_out_no_graver_one(engine: Ostrakon, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = decided(engine)
    monkeypatch.setattr(filtering, "FINDINGS_MAX", 1)
    kept = decided(engine)
    severities = [finding.severity for finding in kept.findings]
    assert set(severities) == {finding.severity for finding in whole.findings} > {"info"}
    assert len(severities) == len(set(severities)) < len(whole.findings)
    assert kept.status == whole.status


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("our bank is COBADEFF please", "bic"),
        ("send it to T" + "aBcDeFgHiJ" * 3 + "kLm", "wallet"),
        ("D" + "EFGHJKLMNP" * 3 + "QRS", "wallet"),
    ],
)
def test_an_identifier_without_a_digit_is_seen(text: str, wanted: str) -> None:
    block = Block(FieldClass.FREE, "", "", (Line("x", text),))
    assert wanted in {code.types[0] for code in codes_in(block)}


def test_messages_looked_through_together_or_alone_are_decided_alike(
    engine: Ostrakon, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        order("KIM JONG UN", "Paul Winter"),
        order(*(f"N{number}" for number in range(40)), debtor="KIM JONG UN"),
        b"<Document>",
        order("Ri Pyong Chol", debtor="n/a"),
        b"{1:F01COBADEFFAXXX0000000000}{4:\n:20:A\n:59:KIM JONG UN\n-}{1:F01COBADEFFAXXX0000000000}{4:\n:20:B\n-}",
        order("Paul Winter"),
    ]

    def messages() -> Iterator[tuple[Message, Iterator[Part]]]:
        for number, data in enumerate(files):
            yield from read_payments(data, f"{number}")

    alone = payment_filter(engine)
    wanted = [alone.filter(message, parts) for message, parts in messages()]
    assert [one.status for one in wanted].count("hit") >= 3
    assert list(payment_filter(engine).filter_all(messages())) == wanted
    monkeypatch.setattr(filtering, "BLOCKS_AHEAD", 10)
    assert list(payment_filter(engine).filter_all(messages())) == wanted


@pytest.mark.parametrize("opened", [False, True], ids=["opening", "reading"])
def test_messages_before_an_error_are_decided(engine: Ostrakon, *, opened: bool) -> None:
    def broken() -> Iterator[Part]:
        raise InputError("the second file is gone")
        yield

    def messages() -> Iterator[tuple[Message, Iterator[Part]]]:
        yield from read_payments(order("KIM JONG UN"), "order.xml")
        yield Message("second.xml"), broken() if opened else next(broken())

    decisions = payment_filter(engine).filter_all(messages())
    assert next(decisions).status == "hit"
    with pytest.raises(InputError):
        next(decisions)


def test_a_text_that_was_a_street_is_looked_through_anew_as_a_line_of_an_address(engine: Ostrakon) -> None:
    """A street is called after people; the same words in a free line of an address are a name."""
    name = "HIZBALLAH"

    def found(chosen: PaymentFilter, part: str) -> list[str]:
        field = f"/Document/Cdtr/PstlAdr/{part}"
        block = Block(FieldClass.ADDRESS, "Cdtr", part, (Line(field, name),))
        return [result.id for hit in chosen.hits(Part("", (block,))) for result in hit.results]

    both = payment_filter(engine)
    street = found(both, "StrtNm")
    assert found(both, "AdrLine") == found(payment_filter(engine), "AdrLine") != street
