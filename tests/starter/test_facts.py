"""The reviewed facts are plausible: check digits, dates, forms of addresses, a source for every listing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import Any

from tests.starter.loading import ROOT, parties

DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
WALLETS = {
    "XBT": re.compile(r"^([13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71})$"),
    "ETH": re.compile(r"^0x[0-9a-fA-F]{40}$"),
    "USDT": re.compile(r"^([13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-fA-F]{40}|T[1-9A-HJ-NP-Za-km-z]{33})$"),
}
PERSONAL = {"passport", "national_id", "ssn", "cedula"}
MISPRINTED = {"CND10002K094", "CND10002G601"}
"""ISINs that OFAC itself publishes with a wrong check digit: kept as they stand on the list."""
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def _numbers() -> list[tuple[str, str, str, str]]:
    """(party, type, note, value) of every identifier of a party or one of its listings."""
    found = []
    for party in parties():
        for holder in (party, *party["on"].values()):
            found += [(party["key"], *identifier) for identifier in holder.get("ids", [])]
    return found


def _values(name: str) -> list[tuple[str, Any]]:
    holders = [(p["key"], h) for p in parties() for h in (p, *p["on"].values())]
    return [(key, holder[name]) for key, holder in holders if holder.get(name)]


def test_every_imo_number_has_its_check_digit() -> None:
    numbers = [value for _, kind, _, value in _numbers() if kind in ("imo", "company_imo")]
    assert len(set(numbers)) >= 14
    ships = {value for _, kind, _, value in _numbers() if kind == "imo"}
    for number in ships:
        total = sum(int(digit) * weight for digit, weight in zip(number[:6], range(7, 1, -1), strict=True))
        assert total % 10 == int(number[6]), number


def test_every_lei_and_isin_has_its_check_digits() -> None:
    numbers = [(kind, value) for _, kind, _, value in _numbers() if kind in ("lei", "isin")]
    assert numbers
    for kind, value in numbers:
        digits = "".join(str(int(letter, 36)) for letter in value)
        if kind == "lei":
            assert int(digits) % 97 == 1, value
        if kind == "isin":
            doubled = "".join(str(int(d) * (2 - i % 2)) for i, d in enumerate(reversed(digits[:-1])))
            valid = (sum(map(int, doubled)) + int(digits[-1])) % 10 == 0
            assert valid != (value in MISPRINTED), value


def test_bank_codes_name_the_country_of_the_bank() -> None:
    country = {party["key"]: party.get("country", "") for party in parties()}
    for key, kind, _, value in _numbers():
        if kind == "bic":
            assert re.fullmatch(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", value)
            assert value[4:6] == country[key], value


def test_wallet_addresses_have_the_form_of_their_currency() -> None:
    wallets = [(note, value) for _, kind, note, value in _numbers() if kind == "wallet"]
    assert len(wallets) >= 20
    for currency, address in wallets:
        assert WALLETS[currency].match(address), (currency, address)


def test_base58_wallet_addresses_carry_their_checksum() -> None:
    """A letter mistyped in a Bitcoin address shows here."""
    for _, kind, _, address in _numbers():
        if kind == "wallet" and address[0] in "13":
            number = 0
            for letter in address:
                number = number * 58 + BASE58.index(letter)
            raw = number.to_bytes(25, "big")
            assert sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:], address


def test_no_personal_numbers_are_in_the_facts() -> None:
    assert not {kind for _, kind, _, _ in _numbers()} & PERSONAL


def test_dates_are_dates_of_this_and_the_last_century() -> None:
    today = date.today().isoformat()
    for key, dates in _values("born"):
        for text in dates:
            for part in text.removeprefix("circa ").split("/"):
                assert DATE.match(part), (key, text)
                assert "1930" <= part < "2008", (key, text)
    for name in ("listed", "dated", "founded", "built"):
        for key, text in _values(name):
            assert DATE.match(text), (key, text)
            assert "1917" <= text <= today, (key, text)


def test_every_listing_cites_a_reference_of_its_publisher() -> None:
    forms = {
        "ofac_sdn": r"\d+",
        "ofac_cons": r"\d+",
        "un_sc": r"[A-Z]{2}[ie]\.\d{3}",
        "eu_fsf": r"EU\.\d+\.\d+",
        "uk_sl": r"[A-Z]{3}\d{4}",
        "uk_ofsi": r"\d{4,5}",
        "ch_seco": r"\d+",
        "ca_sema": r".+, \d+",
        "us_csl": r"\d\d F\.?R\.? \d+.*",
    }
    for party in parties():
        assert party["on"], party["key"]
        for source, listing in party["on"].items():
            assert re.fullmatch(forms.get(source, ".+"), listing["ref"]), (party["key"], source)


def test_no_two_parties_share_a_reference_and_no_key_stands_twice() -> None:
    assert max(Counter(party["key"] for party in parties()).values()) == 1
    for source in ("ofac_sdn", "ofac_cons", "un_sc", "eu_fsf", "uk_sl", "uk_ofsi", "ch_seco", "ca_sema"):
        references = Counter(party["on"][source]["ref"] for party in parties() if source in party["on"])
        assert max(references.values()) == 1, source


def test_the_page_of_sources_names_every_party_and_says_what_the_data_is() -> None:
    page = (ROOT / "docs" / "starter-lists.md").read_text(encoding="utf-8")
    assert "extract, not for production" in page
    assert "As of 20" in page
    for party in parties():
        for listing in party["on"].values():
            assert listing["ref"] in page, party["key"]
