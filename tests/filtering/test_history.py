"""Payments against those before: what is noticed over several messages, and what is kept of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ostrakon.filtering.history import History
from ostrakon.filtering.hits import Hit
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.limits import limits_of
from ostrakon.rules.payments.window import Window
from ostrakon.screening.result import Result
from ostrakon.windows.memory import MemoryWindow
from ostrakon.windows.sqlite import SqliteWindow
from tests.rules.payments import pacs002, pacs008, pacs009, party, swift

TX = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf"
TODAY = date(2026, 3, 20)
RYONBONG = party("Korea Ryonbong General Corporation")


def hit(field: str) -> Hit:
    result = Result(id="ofac-1", caption="X", schema="Company", score=0.99, bits=9.0, match=True, status="hit")
    return Hit(field=field, start=0, end=9, text="x", results=(result,))


class Bank:
    """A filter's history without the filter: what rules it names for each payment."""

    def __init__(self, window: Window | None = None) -> None:
        self.window = window or MemoryWindow()
        self.history = History(self.window, today=TODAY)

    def sees(self, facts: PaymentFacts, *fields: str, near: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        found = list(self.history.findings(facts, [hit(field) for field in fields], near))
        self.history.end()
        return [(one.rule, one.severity) for one in found]


def test_a_payment_rejected_by_another_bank_and_sent_again_with_another_party_is_found() -> None:
    bank = Bank()
    assert bank.sees(pacs008(debtor=RYONBONG)) == []
    assert bank.sees(pacs002("R1")) == []
    changed = pacs008(debtor=party("Sunrise General Supplies"), reference="R2")
    assert bank.sees(changed) == [("PAY-STRIP", "review")]


def test_a_corrected_payment_after_a_rejection_keeps_its_party_and_is_quiet() -> None:
    bank = Bank()
    bank.sees(pacs008())
    bank.sees(pacs002("R1", "AC01"))
    assert bank.sees(pacs008(reference="R2", creditor_account="FR7630006000011234567890189")) == []
    assert bank.sees(pacs008(reference="R3", debtor=party("Nordwind Papier GmbH und Co"))) == []


def test_a_rejection_for_a_technical_reason_makes_a_changed_party_information_only() -> None:
    bank = Bank()
    bank.sees(pacs008())
    bank.sees(pacs002("R1", "AC04"))
    assert bank.sees(pacs008(debtor=party("Bergmann Söhne KG"), reference="R2")) == [("PAY-STRIP", "info")]


def test_a_payment_that_was_accepted_may_be_followed_by_any_other() -> None:
    bank = Bank()
    bank.sees(pacs008(debtor=RYONBONG))
    bank.sees(pacs002("R1", status="ACSC"))
    assert bank.sees(pacs008(debtor=party("Sunrise General Supplies"), reference="R2")) == []


def test_an_address_left_out_after_a_rejection_in_swift_mt() -> None:
    first = ":20:A1\n:32A:260302EUR18450,\n:50K:/111222\nGULF TRADING\nTEHRAN IRAN\n:59:/333\nATELIER"
    again = ":20:A2\n:32A:260303EUR18450,\n:50K:/111222\nGULF TRADING\n:59:/333\nATELIER"
    bank = Bank()
    assert bank.sees(swift("103", first)) == []
    assert bank.sees(swift("199", ":20:Z\n:21:A1\n:79:/REJT/99\n/RR04/\n/MREF/A1")) == []
    assert bank.sees(swift("103", again)) == [("PAY-STRIP", "review")]


def test_the_same_reference_with_another_party_after_a_stop_is_a_try_again() -> None:
    bank = Bank()
    bank.sees(pacs008(debtor=RYONBONG), f"{TX}/Dbtr/Nm")
    assert bank.sees(pacs008(debtor=party("Sunrise General Supplies"))) == [("PAY-STRIP", "review")]


def test_a_file_given_twice_changes_nothing(tmp_path: Path) -> None:
    window = SqliteWindow(tmp_path / "w.db")
    bank = Bank(window)
    payments = [pacs008(amount="9800.00", reference=f"R{n}") for n in (1, 2)]
    stopped = pacs008(debtor=RYONBONG, reference="R9")
    for _ in range(3):
        assert [bank.sees(one) for one in payments] == [[], []]
        assert bank.sees(stopped, f"{TX}/Dbtr/Nm") == []
    third = pacs008(amount="9900.00", reference="R3")
    for _ in range(2):
        assert bank.sees(third) == [("PAY-STRUCT", "review")]
    window.close()


def test_a_try_again_is_found_in_a_later_run_and_not_after_its_time(tmp_path: Path) -> None:
    first = Bank(SqliteWindow(tmp_path / "w.db"))
    first.sees(pacs008(debtor=RYONBONG), f"{TX}/Dbtr/Nm")
    first.history.close()
    changed = party("Sunrise General Supplies")
    second = Bank(SqliteWindow(tmp_path / "w.db"))
    assert second.sees(pacs008(debtor=changed, reference="R2", day="2026-03-05")) == [("PAY-STRIP", "review")]
    assert second.sees(pacs008(debtor=changed, reference="R3", day="2026-03-12")) == []
    second.history.close()


def test_nothing_readable_is_kept_of_a_payment_that_was_clear(tmp_path: Path) -> None:
    bank = Bank(SqliteWindow(tmp_path / "w.db"))
    bank.sees(pacs008(debtor=party("Nordwind Papier GmbH", "Bremen"), text="Invoice of the clinic"))
    bank.history.close()
    data = (tmp_path / "w.db").read_bytes()
    for personal in (b"Nordwind", b"NORDWIND", b"nordwind", b"Bremen", b"clinic", b"DE8937040044053201300", b"Atelier"):
        assert personal not in data
    bank = Bank(SqliteWindow(tmp_path / "w.db"))
    bank.sees(pacs008(debtor=RYONBONG, reference="R2"), f"{TX}/Dbtr/Nm")
    bank.history.close()
    data = (tmp_path / "w.db").read_bytes()
    assert b"Korea Ryonbong" in data  # what it was stopped for
    assert b"Atelier" not in data


def test_closing_forgets_what_is_older_than_the_window_by_the_days_of_the_messages() -> None:
    bank = Bank()
    for n, day in enumerate(("2026-01-05", "2026-02-25", "2026-03-02", "2031-01-01")):
        bank.sees(pacs008(reference=f"R{n}", day=day))
    bank.history.close()
    found = bank.window.find([f"f:r{n}" for n in range(4)], date(2000, 1, 1))
    assert [seen.reference for seen in found] == ["R1", "R2", "R3"]


def test_a_payment_below_a_limit_after_one_of_the_same_account_was_stopped() -> None:
    bank = Bank()
    bank.sees(pacs008(amount="9800.00", debtor=RYONBONG), f"{TX}/Dbtr/Nm")
    other = {"creditor_account": "FR7630006000011234567890189", "creditor": party("Bois Clair", "Lyon", "FR")}
    assert bank.sees(pacs008(amount="9300.00", reference="R2", **other)) == [("PAY-STRUCT", "review")]
    assert bank.sees(pacs008(amount="5300.00", reference="R3", **other)) == []
    clear = Bank()
    clear.sees(pacs008(amount="9800.00"))
    assert clear.sees(pacs008(amount="9300.00", reference="R2", **other)) == []


def test_a_salary_run_in_one_batch_is_no_structuring_around_a_hit_in_it() -> None:
    bank = Bank()
    bank.sees(pacs008(amount="2900.00", batch="B"), f"{TX}/Cdtr/Nm")
    assert bank.sees(pacs008(amount="2900.00", reference="R2", batch="B", creditor_account="FR76300060000112345")) == []


def test_a_bank_in_a_transshipment_place_beside_a_listed_one_and_later_alone() -> None:
    bank = Bank()
    new = "<IntrmyAgt1><FinInstnId><BICFI>KYRGKG22XXX</BICFI></FinInstnId></IntrmyAgt1>"
    listed = f"{TX}/CdtrAgt/FinInstnId/BICFI"
    bank.sees(pacs008(creditor_agent="SABRRUMMXXX", more=new), listed)
    later = pacs008(reference="R2", amount="700.00", day="2026-03-09", creditor_agent="KYRGKG22XXX")
    assert bank.sees(later) == [("PAY-NESTED", "review")]
    assert bank.sees(pacs008(reference="R3", amount="710.00", day="2026-03-09")) == []
    ordinary = Bank()
    ordinary.sees(pacs008(more=new))
    assert ordinary.sees(later) == []


def test_remote_work_paid_to_several_names_on_one_account() -> None:
    bank = Bank()
    text = "freelance web developer March"
    payees = [party(name, "Berlin", "DE") for name in ("Anna Berg", "Otto Lang", "Mia Kurz")]
    found = [bank.sees(pacs008(creditor=one, text=text, reference=f"R{n}", amount=f"{400 + 30 * n}.00"))
             for n, one in enumerate(payees)]  # fmt: skip
    assert found == [[], [], [("CRY-ITWORKER", "review")]]


def test_remote_work_with_a_wish_for_crypto_currency_and_one_in_china_alone() -> None:
    assert Bank().sees(pacs008(text="freelance, pay out in USDT")) == [("CRY-ITWORKER", "review")]
    agency = pacs008(text="software development, contract 7", creditor=party("Shenzhen Soft", "Shenzhen", "CN"))
    assert Bank().sees(agency) == [("CRY-ITWORKER", "info")]
    assert Bank().sees(pacs008(text="software development, contract 7")) == []


def test_a_cover_before_its_payment_is_compared_as_well() -> None:
    bank = Bank()
    beneath = "<Dbtr><Nm>Nordwind Papier GmbH</Nm></Dbtr><Cdtr><Nm>Trading LLC</Nm></Cdtr>"
    assert bank.sees(pacs009(beneath)) == []
    assert bank.sees(pacs008(creditor=party("Foreign Trade Bank Customer Services"))) == [
        ("PAY-COV-MISMATCH", "review")
    ]
    fitting = Bank()
    fitting.sees(pacs009(beneath.replace("Trading LLC", "FOREIGN TRADE BANK CUST")))
    assert fitting.sees(pacs008(creditor=party("Foreign Trade Bank Customer Services"))) == []


def test_a_policy_sets_severities_and_thresholds_and_refuses_names_that_there_are_not() -> None:
    limits = limits_of({"limits": {"struct_count": 2, "struct_limits": [500]}, "rules": {"PAY-STRUCT": "info"}})
    assert (limits.struct_count, limits.struct_limits[0], limits.severities) == (2, 500, {"PAY-STRUCT": "info"})
    for wrong in ({"limits": {"struct_cuont": 2}}, {"rules": {"PAY-STRUCT": "loud"}}, {"x": {}},
                  {"limits": {"near_days": 0}}):  # fmt: skip
        with pytest.raises(ValueError, match=r"payments\."):
            limits_of(wrong)
