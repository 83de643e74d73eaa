"""What rules say about banks, wallets, participants and licences, word by word."""

from __future__ import annotations

from datetime import date

import pytest

from ostrakon.errors import InputError
from ostrakon.filtering.accounts import bank_resolver
from ostrakon.names.wallets import wallets_in
from ostrakon.rules.payments.catalogue import MESSAGE_RULES
from ostrakon.rules.payments.facts import PaymentFacts
from ostrakon.rules.payments.known import known_of
from ostrakon.rules.payments.listed_banks import valid_iban
from ostrakon.rules.payments.membership import Participant, read_participants
from ostrakon.rules.rule import Finding
from tests.rules.payments import knowing, listed, pacs008, party

RULES = {rule.id: rule for rule in MESSAGE_RULES}
HEADING = "bic,system,role,through,joined,source,note"


def _found(rule: str, facts: PaymentFacts) -> list[Finding]:
    return list(RULES[rule].check(facts))


def test_a_bic_of_a_listed_bank_is_judged_by_how_much_of_it_agrees() -> None:
    known = known_of([("SABRRUMM", "Example Bank"), ("SCERIRTH KSH", "Other Bank"), ("SHORT", "None")])
    for code, severity in (
        ("SABRRUMM012", "block"),
        ("SABRRU2P", "review"),
        ("SABRKZKA", "info"),
        ("SCERIRTHXXX", "block"),
    ):
        [finding] = _found("PAY-BIC-LISTED", knowing(pacs008(creditor_agent=code), known=known))
        assert (finding.severity, code in finding.because) == (severity, True)
    [branch] = _found("PAY-BIC-LISTED", knowing(pacs008(creditor_agent="SABRRUMM012"), known=known))
    assert "branch 012" in branch.because


def test_the_bank_behind_an_account_is_found_without_a_bic_in_the_message() -> None:
    known = known_of([("COBADEFF", "Example Bank")], bank_of=bank_resolver())
    facts = knowing(pacs008(debtor_account="DE89370400440532013000"), known=known)
    assert [f.severity for f in _found("PAY-IBAN", facts)] == ["block"]
    assert _found("PAY-IBAN", knowing(pacs008(debtor_account="DE75512108001245126199"), known=known)) == []


def test_check_digits_of_an_account_are_checked() -> None:
    assert valid_iban("DE89370400440532013000")
    assert not valid_iban("DE89370400440532013001")
    [finding] = _found("PAY-IBAN", pacs008(debtor_account="DE89370400440532013001"))
    assert (finding.severity, "check digits" in finding.because) == ("info", True)


@pytest.mark.parametrize(
    ("address", "chain"),
    [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "Bitcoin"),
        ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "Bitcoin"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "Bitcoin or Litecoin"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "Bitcoin or Litecoin"),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "Ethereum or a chain like it"),
        ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TRON"),
        (
            "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANsAnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
            "Monero",
        ),
    ],
)
def test_the_check_sum_of_an_address_tells_it_from_one_with_a_letter_changed(address: str, chain: str) -> None:
    [right] = wallets_in(f"pay to {address}, thanks")
    assert (right.value, right.chain, right.valid) == (address, chain, True)
    at, other = (3, "A") if chain.startswith("Ethereum") else (12, "q" if address[12] != "q" else "p")
    [wrong] = wallets_in(address[:at] + other + address[at + 1 :])
    assert wrong.valid is False


def test_an_address_of_ethereum_in_one_case_has_no_check_sum() -> None:
    [wallet] = wallets_in("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed")
    assert wallet.valid is None
    assert list(wallets_in("sha256 0x" + "ab" * 32)) == []


def test_a_file_of_participants_is_read_with_its_comments_and_bad_rows_are_named_by_line_and_column() -> None:
    rows = ["# ours", HEADING, "abcdkg22xxx,spfs,Indirect,CBRFRUMM,2025-01-05,Press,", ""]
    assert read_participants(rows, where="p.csv") == (
        Participant(
            bic="ABCDKG22", system="SPFS", role="indirect", through="CBRFRUMM", joined="2025-01-05", source="Press"
        ),
    )
    for row, column in (
        ("ABC,SPFS,direct,,,Press,", "bic"),
        ("ABCDKG22,SWIFT,direct,,,Press,", "system"),
        ("ABCDKG22,SPFS,member,,,Press,", "role"),
        ("ABCDKG22,SPFS,direct,X,,Press,", "through"),
        ("ABCDKG22,SPFS,direct,,January,Press,", "joined"),
        ("ABCDKG22,SPFS,direct,,,,", "source"),
    ):
        with pytest.raises(InputError, match=column) as caught:
            read_participants([HEADING, row], where="p.csv")
        assert caught.value.where == f"p.csv:2, column {column}"
    for bad in ([], ["bic;system"], [HEADING, "ABCDKG22,SPFS"]):
        with pytest.raises(InputError):
            read_participants(bad, where="p.csv")


def test_a_participant_that_joined_after_the_alert_and_an_indirect_one_are_told_so() -> None:
    late = Participant(
        bic="ABCDKG22", system="SPFS", role="indirect", source="Press", joined="2025-01-05", through="QQQQRUMM"
    )
    facts = knowing(pacs008(creditor_agent="ABCDKG22XXX"), known=known_of([], [late]))
    [finding] = _found("RAIL-SPFS-MEMBER", facts)
    assert "indirect participant through QQQQRUMM, joined after OFAC's alert" in finding.because


def test_spfs_beside_a_listed_bank_blocks() -> None:
    facts = pacs008(text="via SPFS", creditor_agent="SABRRUMMXXX")
    field = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf/CdtrAgt/FinInstnId/BICFI"
    assert [f.severity for f in _found("RAIL-SPFS", knowing(facts, listed("RUSSIA-EO14024", field=field)))] == ["block"]


def test_secondary_sanctions_are_a_class_of_their_own_with_law_and_amount() -> None:
    [finding] = _found("SEC-EXPOSURE", knowing(pacs008(), listed("RUSSIA-EO14024")))
    assert finding.kind == "secondary_sanctions"
    assert "E.O. 14114" in finding.because
    assert "EUR 18,450.00" in finding.because
    assert _found("SEC-EXPOSURE", knowing(pacs008(), listed("RUSSIA-EO14024", authority="UK"))) == []


def test_a_licence_that_may_apply_is_named_with_its_end_and_clears_nothing() -> None:
    day = date(2025, 3, 1).isoformat()
    facts = knowing(pacs008(text="crude oil", day=day), listed("RUSSIA-EO14024"))
    said = [f for f in _found("PAY-LICENCE-MAY", facts) if "GL 8" in f.because]
    assert ["may apply until 2025-03-12" in f.because for f in said] == [True]
    ended = knowing(pacs008(text="crude oil", day="2025-03-12"), listed("RUSSIA-EO14024"))
    [finding] = [f for f in _found("PAY-LICENCE-MAY", ended) if "GL 8" in f.because]
    assert "ended on 2025-03-12 and covers nothing since" in finding.because
    assert {f.severity for f in _found("PAY-LICENCE-MAY", ended)} == {"info"}
    assert {f.kind for f in _found("PAY-LICENCE-MAY", ended)} == {"licence"}


def test_humanitarian_words_beside_a_party_of_the_un_list_name_resolution_2664() -> None:
    facts = knowing(pacs008(text="humanitarian relief"), listed("DPRK", authority="UN"))
    assert any("S/RES/2664" in f.because for f in _found("PAY-LICENCE-MAY", facts))


def test_a_cited_licence_is_shown_with_what_the_reviewed_data_hold_under_its_number() -> None:
    [finding] = _found("PAY-LICENCE", pacs008(text="under GL 8L"))
    assert "named, not verified" in finding.because
    assert "ended on 2025-03-12" in finding.because
    [unknown] = _found("PAY-LICENCE", pacs008(text="under GL 999"))
    assert unknown.because.endswith("named, not verified")


def test_a_bank_s_own_name_in_place_of_its_customer_is_told() -> None:
    more = "<UltmtDbtr/>"
    facts = pacs008(debtor=party("Handelsbank"), more=more)
    facts.parties["DbtrAgt"].name = facts.parties["Dbtr"].name
    assert [f.severity for f in _found("PAY-ORIG-MEANINGLESS", facts)] == ["info"]
