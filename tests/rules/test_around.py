"""Batches with several orders: each transaction has the debtor and the date of its own order."""

from __future__ import annotations

from ostrakon.intake.payments import read_payments
from ostrakon.rules.payments.facts import payment_facts

ORDER = (
    "<PmtInf><ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt><Dbtr><Nm>{debtor}</Nm></Dbtr>"
    "<DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct>{transactions}</PmtInf>"
)
PAID = (
    '<CdtTrfTxInf><Amt><InstdAmt Ccy="EUR">{amount}.00</InstdAmt></Amt><Cdtr><Nm>{creditor}</Nm></Cdtr></CdtTrfTxInf>'
)


def _order(debtor: str, day: str, account: str, *creditors: str) -> str:
    paid = "".join(PAID.format(amount=100 + n, creditor=name) for n, name in enumerate(creditors))
    return ORDER.format(day=day, debtor=debtor, account=account, transactions=paid)


def test_each_transaction_has_the_debtor_account_and_day_of_its_own_order() -> None:
    orders = _order("Nordwind", "2026-03-02", "DE1", "A", "B") + _order("Bergmann", "2026-03-09", "DE2", "C")
    data = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>'
        f"<InitgPty><Nm>Zentrale</Nm></InitgPty></GrpHdr>{orders}</CstmrCdtTrfInitn></Document>"
    ).encode()
    [(message, parts)] = list(read_payments(data, "batch.xml"))
    found = [payment_facts(message, part) for part in parts if not part.around]
    said = {
        creditor.value: (debtor.value, account.value, str(facts.day))
        for facts in found
        if (creditor := facts.party("Cdtr").name)
        and (debtor := facts.party("Dbtr").name)
        and (account := facts.party("Dbtr").account)
    }
    assert said == {
        "A": ("Nordwind", "DE1", "2026-03-02"),
        "B": ("Nordwind", "DE1", "2026-03-02"),
        "C": ("Bergmann", "DE2", "2026-03-09"),
    }
    assert {name.value for facts in found if (name := facts.party("InitgPty").name)} == {"Zentrale"}
