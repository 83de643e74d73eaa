"""Every rule over payments finds what it must and stays quiet where it must."""

from __future__ import annotations

import pytest

from ostrakon.rules import Finding
from ostrakon.rules.payments.catalogue import MESSAGE_RULES, WINDOW_RULES
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.known import known_of
from ostrakon.rules.payments.membership import Participant, shipped_participants
from ostrakon.rules.payments.seen import seen_of
from ostrakon.rules.payments.sketch import Sketcher
from ostrakon.rules.payments.window import Dated, Window
from ostrakon.windows.memory import MemoryWindow
from tests.rules.payments import knowing, listed, pacs008, pacs009, party

RULES = {rule.id: rule for rule in MESSAGE_RULES}
LINES = "".join(f"<AdrLine>{line}</AdrLine>" for line in ("12 Haven Rd", "Unit 4", "Near the port"))

TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
KNOWN = known_of(
    [("SABRRUMM", "Example Bank"), ("BPSBBY2X", "Example Bank of Minsk")],
    (
        *shipped_participants(),
        Participant(bic="ABCDKG22", system="SPFS", role="indirect", source="test", joined="2025-01-01"),
        Participant(bic="WXYZCNBJ", system="CIPS", role="indirect", source="test", through="QQQQCNBJ"),
    ),
)
FOUND = {
    "PAY-ORIG-MISSING": [pacs008(debtor="<Nm>.</Nm>")],
    "PAY-ORIG-MEANINGLESS": [pacs008(debtor=party("ONE OF OUR CUSTOMERS")), pacs008(debtor=party("我行客户"))],
    "PAY-ADDR-UNSTRUCT": [pacs008(debtor=f"<Nm>Nordwind</Nm><PstlAdr>{LINES}</PstlAdr>", day="2026-11-20")],
    "PAY-ADDR-COUNTRY": [
        pacs008(creditor=party("Gulf Trading", "Dubai", "AE", "<AdrLine>Bandar Abbas office</AdrLine>")),
    ],
    "PAY-AGENT-PLACE": [
        pacs008(creditor_agent="ABCDKPPYXXX"),
        pacs008(more="<IntrmyAgt1><FinInstnId><PstlAdr><TwnNm>Simferopol</TwnNm><Ctry>RU</Ctry></PstlAdr></FinInstnId>"
                "</IntrmyAgt1>"),
    ],
    "PAY-DUAL-STATE": [pacs008(debtor=party("Vostok", "Moscow", "RU"), text="goods to North Korea")],
    "PAY-COV-MISMATCH": [pacs009("<Dbtr></Dbtr><Cdtr><Nm>Atelier</Nm></Cdtr>")],
    "PAY-COV-PLAIN": [pacs009(text="/BNF/ INV 33 FROM NORDWIND")],
    "RAIL-SPFS": [pacs008(text="/ACC/ VIA SPFS"), pacs008(text="через СПФС")],
    "RAIL-OTHER": [pacs008(text="карта МИР, СБП"), pacs008(text="人民币跨境支付系统")],
    "RAIL-LOCALID": [pacs008(text="BIK 044525225 acc 40702810900000000001")],
    "RAIL-CASH": [pacs008(text="offset against coal deliveries, account at the embassy of North Korea")],
    "CRY-MIX": [pacs008(text="via Sinbad then bridge"), pacs008(text="bitcoin mixer")],
    "PAY-LICENCE": [pacs008(text="GL 20 food"), pacs008(text="OFSI licence INT/2024/123")],
    "PAY-LICENCE-MAY": [
        knowing(pacs008(text="crude oil"), listed("RUSSIA-EO14024")),
        pacs008(text="wheat to Iran, humanitarian"),
    ],
    "PAY-BIC-LISTED": [
        knowing(pacs008(creditor_agent="SABRRUMM012"), known=KNOWN),
        knowing(pacs008(creditor_agent="SABRRU2PXXX"), known=KNOWN),
        knowing(pacs008(text="via SABRRUMMXXX please"), known=KNOWN),
    ],
    "PAY-IBAN": [
        knowing(pacs008(creditor_account="BY13BPSB3600900000002Z00AB00"), known=KNOWN),
        knowing(pacs008(), known=known_of([("COBADEFF", "Example Bank")], bank_of=lambda _: "COBADEFFXXX")),
    ],
    "PAY-THIRD-AGENT": [pacs008(debtor=party("Vostok", "Moscow", "RU"), creditor_agent="ABCDAEADXXX")],
    "PAY-THIRD-PARTY": [
        pacs008(text="third party payment for Russia"),
        pacs008(text="goods to Iran", more="<UltmtDbtr>" + party("Gulf Star FZE", "Dubai", "AE") + "</UltmtDbtr>"),
    ],
    "PAY-TRANSIT": [pacs008(creditor=party("Ala Too", "Bishkek", "KG"), text="HS 8542.31 to Russia")],
    "SEC-GOODS": [pacs008(creditor=party("Vostok", "Moscow", "RU"), text="12 pcs ball bearings")],
    "SEC-EXPOSURE": [knowing(pacs008(), listed("RUSSIA-EO14024")), knowing(pacs008(), listed("DPRK3"))],
    "RAIL-SPFS-MEMBER": [
        knowing(pacs008(creditor_agent="ABCDKG22XXX"), known=KNOWN),
        knowing(pacs008(creditor_agent="CBRFRUMMXXX"), known=KNOWN),
    ],
    "RAIL-CIPS-MEMBER": [knowing(pacs008(creditor_agent="WXYZCNBJXXX", text="goods to Russia"), known=KNOWN)],
    "CRY-WALLET": [
        knowing(pacs008(text=f"to {TRON}"), listed("SDGT", field="Ustrd", text=TRON)),
        pacs008(text=f"to {TRON[:-1]}x now"),
        pacs008(text="to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD".replace("53F", "53f")),
    ],
}  # fmt: skip
QUIET = {
    "PAY-ORIG-MISSING": [pacs008()],
    "PAY-ORIG-MEANINGLESS": [
        pacs008(debtor=party("O Jong Guk")),
        pacs008(debtor=party("Our Client") + "<Id><OrgId><Othr><Id>HRB 4711</Id></Othr></OrgId></Id>"),
    ],
    "PAY-ADDR-UNSTRUCT": [pacs008(debtor=party(more="<AdrLine>Hafen 4</AdrLine>"), day="2026-11-20")],
    "PAY-ADDR-COUNTRY": [
        pacs008(creditor=party("Nile Co", "Cairo", "EG", "<AdrLine>4 Tehran Street</AdrLine>")),
        pacs008(creditor=party("Beet Co", "Washington", "US", "<AdrLine>900 Georgia Ave</AdrLine>")),
    ],
    "PAY-AGENT-PLACE": [
        pacs008(more="<IntrmyAgt1><FinInstnId><PstlAdr><AdrLine>Simferopol Street 4</AdrLine></PstlAdr></FinInstnId>"
                "</IntrmyAgt1>"),
        pacs008(creditor_agent="SABRRUMMXXX"),
    ],
    "PAY-DUAL-STATE": [pacs008(debtor=party("Iran Singh", "Delhi", "IN"), creditor=party("Vostok", "Moscow", "RU"))],
    "PAY-COV-MISMATCH": [pacs009("<Dbtr><Nm>Nordwind</Nm></Dbtr><Cdtr><Nm>Atelier</Nm></Cdtr>"), pacs008()],
    "PAY-COV-PLAIN": [pacs009(text="TREASURY DEAL 4711")],
    "RAIL-SPFS": [pacs008(text="SPF record for mail"), pacs008(text="SPF 50 cream")],
    "RAIL-OTHER": [pacs008(text="mir zur Kenntnis"), pacs008(text="CHIPS UID 0123"), pacs008(text="peace, мир")],
    "RAIL-LOCALID": [pacs008(text="invoice number 044525225")],
    "RAIL-CASH": [pacs008(text="bank offset fee North Korea"), pacs008(text="barter club membership")],
    "CRY-MIX": [pacs008(text="concrete mixer 8474.31"), pacs008(text="mixer tap")],
    "PAY-LICENCE": [pacs008(text="licensed product")],
    "PAY-LICENCE-MAY": [
        pacs008(text="crude oil"),
        knowing(pacs008(text="invoice 4"), listed("RUSSIA-EO14024")),
    ],
    "PAY-BIC-LISTED": [
        knowing(pacs008(creditor_agent="SABRDEFFXXX"), known=KNOWN),
        knowing(pacs008(text="SABRINAS INVOICE", creditor_agent="BNPAFRPPXXX"), known=KNOWN),
        pacs008(creditor_agent="SABRRUMM012"),
    ],
    "PAY-IBAN": [
        knowing(pacs008(), known=KNOWN),
        knowing(pacs008(creditor_account="BY13BPSB3600900000002Z00AB01"), known=KNOWN),
        knowing(pacs008(creditor_account="GB29NWBK60161331926819"), known=KNOWN),
    ],
    "PAY-THIRD-AGENT": [
        pacs008(creditor=party("Gulf Star FZE", "Dubai", "AE"), creditor_agent="ABCDAEADXXX"),
        pacs008(creditor_agent="ABCDSGSGXXX"),
    ],
    "PAY-THIRD-PARTY": [
        pacs008(text="third party liability insurance"),
        pacs008(more="<UltmtDbtr>" + party("Nordwind Holding AG", "Bremen", "DE") + "</UltmtDbtr>"),
    ],
    "PAY-TRANSIT": [
        pacs008(creditor=party("Ala Too", "Bishkek", "KG"), text="HS 8542.31"),
        pacs008(creditor=party("Ala Too", "Bishkek", "KG"), text="chipmunk toys to Russia"),
    ],
    "SEC-GOODS": [
        pacs008(text="12 pcs ball bearings"),
        pacs008(creditor=party("Vostok", "Moscow", "RU"), text="bearing the costs; HS 0901"),
    ],
    "SEC-EXPOSURE": [knowing(pacs008(), listed("MAGNIT")), knowing(pacs008(), listed("RUS", authority="EU"))],
    "RAIL-SPFS-MEMBER": [
        knowing(pacs008(), known=KNOWN),
        knowing(pacs008(creditor_agent="WXYZCNBJXXX"), known=KNOWN),
    ],
    "RAIL-CIPS-MEMBER": [knowing(pacs008(creditor_agent="WXYZCNBJXXX"), known=KNOWN)],
    "CRY-WALLET": [
        pacs008(text="file da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        pacs008(text=f"to {TRON}"),
        pacs008(text="order 3FA85F6457174562B3FC2C963F66AFA6"),
    ],
}  # fmt: skip


def test_every_rule_has_an_example_that_is_found_and_one_that_is_not() -> None:
    assert FOUND.keys() == QUIET.keys() == RULES.keys()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_must_be_found_is_found_with_its_words_and_place(rule: str) -> None:
    for facts in FOUND[rule]:
        [finding, *_] = list(RULES[rule].check(facts))
        assert finding.rule == rule
        assert finding.because
        assert finding.fields


@pytest.mark.parametrize("rule", sorted(RULES))
def test_what_must_stay_quiet_is_at_most_information(rule: str) -> None:
    for facts in QUIET[rule]:
        assert [f for f in RULES[rule].check(facts) if f.severity != "info" or rule.startswith("PAY-LICENCE")] == []


def test_places_of_findings_point_at_the_words() -> None:
    [finding] = RULES["RAIL-SPFS"].check(pacs008(text="pay VIA SPFS now"))
    place = finding.fields[0]
    assert "pay VIA SPFS now"[place.start : place.end] == "SPFS"
    assert place.field.endswith("/RmtInf/Ustrd")


SKETCHER = Sketcher(bytes(32))


def _window(*earlier: tuple[PaymentFacts, str, tuple[str, ...]]) -> Window:
    window = MemoryWindow(secret=bytes(32))
    for facts, status, culprits in earlier:
        seen = seen_of(facts, SKETCHER, status=status, culprits=culprits, near=("ofac-1",))
        assert seen is not None
        window.add(seen)
    return window


def _asked(facts: PaymentFacts, window: Window, rule: str) -> list[Finding]:
    seen = seen_of(facts, SKETCHER, status="clear", near=("ofac-1",))
    assert seen is not None
    return [f for r in WINDOW_RULES if r.id == rule for f in r.check(Dated(facts, seen, window, SKETCHER))]


STOPPED = pacs008(debtor=party("Korea Ryonbong General Corporation"), reference="R1")


def test_a_party_left_out_after_a_stop_is_found_and_an_unchanged_next_invoice_is_not() -> None:
    window = _window((STOPPED, "hit", ("Dbtr.name",)))
    changed = pacs008(debtor=party("Sunrise General Supplies"), reference="R2")
    [finding] = _asked(changed, window, "PAY-STRIP")
    assert "Korea Ryonbong" in finding.because
    assert (
        _asked(pacs008(debtor=party("Korea Ryonbong General Corporation"), reference="R3"), window, "PAY-STRIP") == []
    )
    later = pacs008(debtor=party("Sunrise General Supplies"), reference="R4", day="2026-04-02")
    assert _asked(later, window, "PAY-STRIP") == []


def test_the_same_parties_by_another_way_after_a_stop() -> None:
    window = _window((STOPPED, "hit", ("Dbtr.name",)))
    other = pacs008(debtor=party("Korea Ryonbong General Corporation"), reference="R2", creditor_agent="ABCDAEADXXX")
    assert _asked(other, window, "PAY-STRIP-ROUTE")
    assert _asked(other, _window((STOPPED, "clear", ())), "PAY-STRIP-ROUTE") == []


def test_three_payments_just_below_a_limit_and_the_same_sum_each_month() -> None:
    below = [pacs008(amount="9800.00", reference=f"R{n}", day=f"2026-03-0{n}") for n in (2, 3, 4)]
    window = _window((below[0], "clear", ()), (below[1], "clear", ()))
    assert _asked(below[2], window, "PAY-STRUCT")
    monthly = [pacs008(amount="2950.00", reference=f"M{n}", day=f"2026-0{n}-01") for n in (1, 2, 3)]
    window = _window((monthly[0], "clear", ()), (monthly[1], "clear", ()))
    assert _asked(monthly[2], window, "PAY-STRUCT") == []


def test_three_spellings_from_one_account_and_three_customers() -> None:
    names = ("Kim Yong Chol", "Kim Yonchol", "K. Y. Chol")
    payments = [pacs008(debtor=party(name), reference=name) for name in names]
    window = _window((payments[0], "clear", ()), (payments[1], "clear", ()))
    assert _asked(payments[2], window, "PAY-NEARMISS")
    accounts = ("DE1", "DE2", "DE3")
    apart = [pacs008(debtor=party(n), reference=n, debtor_account=a) for n, a in zip(names, accounts, strict=True)]
    assert _asked(apart[2], _window((apart[0], "clear", ()), (apart[1], "clear", ())), "PAY-NEARMISS") == []


def test_a_cover_that_names_others_than_the_payment_and_one_that_was_cut() -> None:
    payment = pacs008(creditor=party("Foreign Trade Bank Customer Services Company"))
    other = pacs009("<Dbtr><Nm>Nordwind Papier GmbH</Nm></Dbtr><Cdtr><Nm>Trading LLC</Nm></Cdtr>")
    cut = pacs009("<Dbtr><Nm>Nordwind Papier GmbH</Nm></Dbtr><Cdtr><Nm>Foreign Trade Bank Customer Serv</Nm></Cdtr>")
    window = _window((payment, "clear", ()))
    assert [f.rule for f in _asked(other, window, "PAY-COV-MISMATCH")] == ["PAY-COV-MISMATCH"]
    assert _asked(cut, window, "PAY-COV-MISMATCH") == []
    assert _asked(other, _window(), "PAY-COV-MISMATCH") == []
    assert _asked(other, _window((payment, "hit", ("Dbtr.name",))), "PAY-STRIP") == []
