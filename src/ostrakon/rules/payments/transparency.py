"""Who pays and who is paid: missing, meaningless or contradicting data of the parties (FATF Recommendation 16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ostrakon.rules.payments.facts import CUSTOMERS, PaymentFacts, Text
from ostrakon.rules.payments.sources import FATF16, SWIFT_CBPR, WOLFSBERG_PAYMENTS
from ostrakon.rules.rule import Finding, Place, Rule

UNSTRUCTURED_END = date(2026, 11, 14)
"""From this settlement day on CBPR+ takes no address that is free text alone (the exact day is to be checked)."""
HYBRID_LINES_MAX = 2

_MEANINGLESS = re.compile(
    r"(?:one\s+of\s+)?our\s+(?:own\s+)?(?:client|customer)s?|(?:a\s+)?(?:client|customer)s?|same(?:\s+as\s+above)?"
    r"|as\s+above|n\s*/?\s*a|none|nil|unknown|not\s+(?:provided|available|applicable)|various|undisclosed"
    r"|order\s+of\s+(?:a\s+|one\s+of\s+)?.{0,40}(?:client|customer)s?|по\s+поручению\s+клиента|наш\s+клиент"
    r"|我行客户|当行顧客",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_SAME = re.compile(r"[\W\d_]*([^\W\d_])(?:[\W\d_]|\1)*", re.IGNORECASE)
"""One letter and no other."""


def place_of(text: Text, start: int = 0, end: int | None = None) -> Place:
    """Where a text stands; `start` and `end` count within it."""
    offset = text.place.start
    return Place(field=text.place.field, start=offset + start, end=offset + (len(text.value) if end is None else end))


def _missing(facts: PaymentFacts) -> Iterator[Finding]:
    for role in ("Dbtr", "Cdtr"):
        party = facts.party(role)
        if role not in facts.parties or party.bic is not None:
            continue
        if party.name is None or not _LETTERS.search(party.name.value):
            yield Finding(
                rule="PAY-ORIG-MISSING",
                severity="review" if party.account else "block",
                because=f"{_CALLED[role]} has no name" + ("" if party.account else " and no account"),
                fields=(place_of(party.name),) if party.name else (Place(field=facts.field),),
            )
        elif role == "Dbtr" and not (party.address or party.structured or party.town or party.ids):
            yield Finding(
                rule="PAY-ORIG-MISSING",
                severity="info",
                because="neither address nor identifier stands beside the debtor's name",
                fields=(place_of(party.name),),
            )


_CALLED = {"Dbtr": "the debtor", "Cdtr": "the creditor", "UltmtDbtr": "the ultimate debtor",
           "UltmtCdtr": "the ultimate creditor"}  # fmt: skip


def _meaningless(facts: PaymentFacts) -> Iterator[Finding]:
    for role in CUSTOMERS:
        name = facts.party(role).name
        if name is None or not name.value.strip():
            continue
        text = " ".join(name.value.split())
        same = _SAME.fullmatch(text) is not None and (len(_LETTERS.findall(text)) > 2 or len(text) == 1)
        bank = facts.party(f"{role}Agt").name
        if bank is not None and text.casefold() == " ".join(bank.value.split()).casefold():
            yield Finding(
                rule="PAY-ORIG-MEANINGLESS",
                severity="info",
                because=f"'{text}' is the bank's name in place of {_CALLED[role]}'s",
                fields=(place_of(name),),
            )
        # Other facts of the party say who it is: `Our Client Ltd` with its registry number is a company.
        if (_MEANINGLESS.fullmatch(text.strip(" .")) or same) and not facts.party(role).ids:
            yield Finding(
                rule="PAY-ORIG-MEANINGLESS",
                severity="review",
                because=f"'{text}' does not name a party",
                fields=(place_of(name),),
            )


def _unstructured(facts: PaymentFacts) -> Iterator[Finding]:
    for role in CUSTOMERS:
        party = facts.party(role)
        if not party.address:
            continue
        whole = party.town is not None and party.country is not None
        if whole and len(party.address) <= HYBRID_LINES_MAX:
            continue
        iso = not facts.message.type.startswith("MT")
        late = iso and facts.day is not None and facts.day >= UNSTRUCTURED_END
        yield Finding(
            rule="PAY-ADDR-UNSTRUCT",
            severity="review" if late else "info",
            because=f"the address of {_CALLED[role]} is free text" + ("" if whole else " without town or country"),
            fields=tuple(place_of(text) for text in party.address),
        )


def _country(facts: PaymentFacts) -> Iterator[Finding]:
    """An embargoed place in the words of an address whose country code says otherwise, or says nothing."""
    if not facts.places:
        return
    for role, party in facts.parties.items():
        if not (party.address or party.town):
            continue
        code = party.country.value.strip().upper() if party.country else ""
        for text in [*party.address, *([party.town] if party.town else [])]:
            for named in facts.embargoes(text):
                if named.code == code:
                    continue
                yield Finding(
                    rule="PAY-ADDR-COUNTRY",
                    severity="review",
                    because=f"'{named.word}' of {_CALLED.get(role, role)} is {named.name} ({named.law}), "
                    + (f"the country given is {code}" if code else "no country is given"),
                    fields=(place_of(text, named.start, named.end),),
                )
            if code and not facts.embargoes(text, street=False):
                yield from _other_country(facts, text, code)


def _other_country(facts: PaymentFacts, text: Text, code: str) -> Iterator[Finding]:
    for named in facts.countries(text):
        if named.code != code:
            yield Finding(
                rule="PAY-ADDR-COUNTRY",
                severity="info",
                because=f"the address names {named.code}, the country given is {code}",
                fields=(place_of(text, named.start, named.end),),
            )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-ORIG-MISSING",
        "block",
        "A party without a name",
        "Debtor or creditor without a name that holds a letter: review; block where the account is missing too. A "
        "debtor with neither address nor identifier: info.",
        (FATF16, WOLFSBERG_PAYMENTS),
        _missing,
    ),
    Rule(
        "PAY-ORIG-MEANINGLESS",
        "review",
        "Words in place of a party",
        "The name is wording such as 'our client', 'n/a', 'various', or one letter repeated, without an identifier; "
        "the name of its own bank: info.",
        (WOLFSBERG_PAYMENTS,),
        _meaningless,
    ),
    Rule(
        "PAY-ADDR-UNSTRUCT",
        "review",
        "An address in free text alone",
        f"Address lines without town and country, or more than {HYBRID_LINES_MAX} beside them: info; review in ISO "
        f"20022 from settlement day {UNSTRUCTURED_END.isoformat()} on. The message's date decides.",
        (SWIFT_CBPR,),
        _unstructured,
    ),
    Rule(
        "PAY-ADDR-COUNTRY",
        "review",
        "An address that names another country than its code",
        "An embargoed town or region in an address whose country code is another or missing: review; another country: "
        "info. A place beside a street word is a street.",
        (WOLFSBERG_PAYMENTS,),
        _country,
    ),
)
