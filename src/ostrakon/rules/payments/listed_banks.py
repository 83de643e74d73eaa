"""Banks of listed groups by their codes: the same bank, its other places, its first letters; banks of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ostrakon.rules.payments.facts import PaymentFacts, Text
from ostrakon.rules.payments.sources import WOLFSBERG_SCREENING
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Place, Rule, Severity

_SHAPE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_AS_NUMBERS = {ord(char): str(int(char, 36)) for char in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")


def _listed(facts: PaymentFacts) -> Iterator[Finding]:
    if not facts.known.listed:
        return
    seen = set()
    for code, place, spoken in (*_codes(facts), *_spoken(facts)):
        found = _of_group(facts, code, spoken=spoken)
        if found and (code, place.field) not in seen:
            seen.add((code, place.field))
            severity, because = found
            yield Finding(rule="PAY-BIC-LISTED", severity=severity, because=because, fields=(place,))


def _codes(facts: PaymentFacts) -> Iterator[tuple[str, Place, bool]]:
    for party in facts.parties.values():
        if party.bic is not None:
            code = party.bic.value.strip().upper()
            if code[:4] in facts.known.groups:
                yield code, place_of(party.bic), False


def _spoken(facts: PaymentFacts) -> Iterator[tuple[str, Place, bool]]:
    """Codes within texts that anybody may write."""
    if not facts.says(facts.known.beginnings):
        return
    for text in facts.free():
        for match in _SHAPE.finditer(text.value):
            yield match.group(), place_of(text, match.start(), match.end()), True


def _of_group(facts: PaymentFacts, code: str, *, spoken: bool) -> tuple[Severity, str] | None:
    known = facts.known
    if code[:8] in known.listed:
        branch = "" if code[8:] in ("", "XXX") else f", branch {code[8:]}"
        return "block", f"{code} is {known.listed[code[:8]]}{branch}"
    for bank in known.groups.get(code[:4], ()):
        if bank[4:6] == code[4:6]:
            return "review", f"{code} has bank and country of {bank}, {known.listed[bank]}"
    if known.groups.get(code[:4]) and not spoken:
        bank = known.groups[code[:4]][0]
        return "info", f"{code} begins like {bank}, {known.listed[bank]}, of another country"
    return None


def _accounts(facts: PaymentFacts) -> Iterator[Finding]:
    for role, party in facts.parties.items():
        if party.account is None:
            continue
        iban = "".join(party.account.value.split()).strip("/").upper()
        if not _IBAN.fullmatch(iban):
            continue
        if not valid_iban(iban):
            yield _finding("PAY-IBAN", "info", f"the check digits of {role}'s IBAN are wrong", party.account)
            continue
        bank = _bank(facts, iban)
        found = _of_group(facts, bank, spoken=True) if bank else None
        if found:
            yield _finding("PAY-IBAN", found[0], f"{role}'s account is with a listed bank: {found[1]}", party.account)


def _bank(facts: PaymentFacts, iban: str) -> str:
    """The bank of an account as a BIC, or as its first letters and country where the IBAN itself has them."""
    if facts.known.bank_of is not None and (bic := facts.known.bank_of(iban)):
        return bic
    # In a score of countries (BY, GB, NL, LV, BG, RO, AZ, …) the bank's code in an IBAN is the beginning of its BIC.
    return iban[4:8] + iban[:2] + "  " if iban[4:8].isalpha() else ""


def valid_iban(iban: str) -> bool:
    """Whether the check digits fit (ISO 13616, ISO 7064 mod 97-10)."""
    return int((iban[4:] + iban[:4]).translate(_AS_NUMBERS)) % 97 == 1


def _finding(rule: str, severity: Severity, because: str, text: Text) -> Finding:
    return Finding(rule=rule, severity=severity, because=because, fields=(place_of(text),))


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-BIC-LISTED",
        "block",
        "A bank of a listed group by its BIC",
        "Every BIC, and words of its shape in texts, against the BICs of the lists: the same eight letters (whatever "
        "the branch) block; the same bank and country review; the same four letters in another country info.",
        (WOLFSBERG_SCREENING,),
        _listed,
    ),
    Rule(
        "PAY-IBAN",
        "block",
        "An account with a listed bank",
        "The bank behind an IBAN (by schwifty where `ostrakon[banks]` is installed; by the letters of its bank code "
        "where these begin the BIC), judged as in PAY-BIC-LISTED; wrong check digits: info.",
        (WOLFSBERG_SCREENING,),
        _accounts,
    ),
)
