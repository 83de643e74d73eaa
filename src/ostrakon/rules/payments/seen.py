"""What a window keeps of a payment: no more than the rules compare, and nothing readable of those that were clear.

Accounts are keyed hashes, names and texts are sketches (`sketch.py`). Only a payment that was stopped keeps the words
that it was stopped for, since whoever looks into a try again has to see them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import blake2b

import msgspec

from ostrakon.rules.payments.cover import is_cover
from ostrakon.rules.payments.facts import CUSTOMERS, PaymentFacts
from ostrakon.rules.payments.sketch import Sketcher

HELD = frozenset({"hit", "rejected", "returned"})
"""States of an earlier payment after which a try again is telling."""
COMPARED = (".name", ".address", ".country")
"""Parts of a party that are kept as sketches: what a try again would change."""
_PAYMENTS = ("pacs.008", "pacs.009", "pacs.003", "pacs.010", "pain.001", "pain.008", "pain.013", "MT1", "MT20")
"""Messages that move money; statements, returns and queries are no payments of their own (MT1 without MT19x)."""
_OWN_REFERENCES = ("UETR", "121", "EndToEndId", "TxId", "InstrId", "20")
_NO_REFERENCE = frozenset({"NOTPROVIDED", "NONREF", "NONE", ""})
_STEP = math.log(1.01)
"""Amounts are looked up by steps of one percent."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One payment as the window keeps it.

    Attributes:
        id: a hash over all of its texts, so that the same file given twice changes nothing.
        reference: the sender's, which findings name. batch: a hash of the message that it stood in, field: its place
            there; transactions of one batch are no tries again of each other.
        day: settlement day. currency, amount: of the settlement.
        status: as decided; `rejected` or `returned` by a later message, with the reason's code in `reason`.
        debtor, creditor: hashes of the accounts. ordering_bank: eight letters of a BIC.
        cover: whether it is the cover of another payment.
        references: by which other messages name it.
        sketches: role and part → sketch. words: the same in clear, of the fields that it was stopped for.
        near: ids of listed parties that the debtor's name is near, whether or not it stopped.
        agents: banks on the way, eight letters each. listed_agents: those among them that are listed.
        worker: whether it pays for work at a distance (CRY-ITWORKER).
    """

    id: str
    reference: str
    batch: str
    day: date
    currency: str
    amount: Decimal
    status: str = "clear"
    field: str = ""
    reason: str = ""
    debtor: str = ""
    creditor: str = ""
    ordering_bank: str = ""
    cover: bool = False
    references: tuple[str, ...] = ()
    sketches: dict[str, bytes] = msgspec.field(default_factory=dict)
    words: dict[str, str] = msgspec.field(default_factory=dict)
    near: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    listed_agents: tuple[str, ...] = ()
    worker: bool = False


def keys_of(seen: Seen) -> tuple[str, ...]:
    """Under which keys a window finds the payment again; each is narrow, so that no look-up walks through a bank's
    whole traffic."""
    keys = [f"f:{one}" for one in seen.references]
    if seen.status in HELD:
        keys += held_keys(seen)[1::3]
        if seen.debtor:
            keys.append(f"s:{seen.debtor}:{seen.currency}")
    if seen.debtor and seen.creditor:
        keys.append(pair_key(seen))
    if seen.debtor:
        keys += [f"n:{seen.debtor}:{one}" for one in seen.near]
    if seen.listed_agents:
        keys += [f"l:{one}" for one in seen.agents if one not in seen.listed_agents]
    if seen.worker and seen.creditor:
        keys.append(f"w:{seen.creditor}")
    return tuple(dict.fromkeys(keys))


def held_keys(seen: Seen) -> list[str]:
    """Keys by account or ordering bank and amount: for each, one step below, its own, and one above."""
    step = math.floor(math.log(seen.amount) / _STEP) if seen.amount > 0 else 0
    return [
        f"h:{who}:{seen.currency}:{near}"
        for who in (seen.debtor, seen.creditor, seen.ordering_bank)
        if who
        for near in (step - 1, step, step + 1)
    ]


def pair_key(seen: Seen) -> str:
    """Key of all payments between the same two accounts."""
    return f"p:{seen.debtor}:{seen.creditor}:{seen.currency}"


def is_payment(facts: PaymentFacts) -> bool:
    """Whether the message moves money by itself."""
    kind = facts.message.type
    return kind.startswith(_PAYMENTS) and not kind.startswith("MT19")


def references_of(facts: PaymentFacts, names: Iterable[str] = _OWN_REFERENCES) -> tuple[str, ...]:
    """References under which other messages name the payment."""
    found = (facts.references.get(name, "").strip() for name in names)
    return tuple(dict.fromkeys(one.casefold() for one in found if one.upper() not in _NO_REFERENCE))


def seen_of(
    facts: PaymentFacts,
    sketcher: Sketcher,
    *,
    status: str,
    culprits: Iterable[str] = (),
    near: Iterable[str] = (),
    listed_agents: Iterable[str] = (),
    worker: bool = False,
) -> Seen | None:
    """What to keep of a payment.

    Args:
        status: as decided. culprits: keys of fields (`Dbtr.name`) in which hits stand; their words are kept.
        near, listed_agents, worker: as in `Seen`.

    Returns:
        None where day, currency or amount are missing, without which nothing compares, or where no money moves.
    """
    if facts.day is None or facts.amount is None or not facts.currency or not is_payment(facts):
        return None
    kept = set(culprits) if status in HELD else set()
    message = facts.message
    return Seen(
        id=_hash(message.type, message.id, facts.field, *(text.value for text in facts.texts)),
        reference=facts.references.get("EndToEndId") or facts.references.get("20") or message.id,
        batch=_hash(message.type, message.id or message.file),
        field=facts.field,
        day=facts.day,
        status=status,
        currency=facts.currency,
        amount=facts.amount,
        debtor=sketcher.hashed(_value(facts.party("Dbtr").account)),
        creditor=sketcher.hashed(_value(facts.party("Cdtr").account)),
        ordering_bank=bank_of(_value(facts.party("DbtrAgt").bic)),
        cover=is_cover(facts),
        references=references_of(facts),
        sketches={
            key: sketcher.name(text) if key.endswith(".name") else sketcher.text(text)
            for key, text in _of_parties(facts)
            if key.endswith(COMPARED)
        },
        words={key: text for key, text in _fields(facts) if key in kept} if kept else {},
        near=tuple(sorted(near)),
        agents=tuple(sorted({bank_of(p.bic.value) for p in facts.agents() if p.bic is not None} - {""})),
        listed_agents=tuple(sorted({bank_of(one) for one in listed_agents})),
        worker=worker,
    )


def field_text(facts: PaymentFacts, key: str) -> str:
    """The text of a field by the key that `Seen` has for it; empty where the payment has none."""
    return dict(_fields(facts)).get(key, "")


def bank_of(bic: str) -> str:
    """The first eight letters of a BIC: the bank and its place without the branch."""
    return bic.strip().upper()[:8]


def _value(text: object) -> str:
    return getattr(text, "value", "")


def _hash(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _fields(facts: PaymentFacts) -> Iterator[tuple[str, str]]:
    """Role and part → text: what a try again would change (the customers, the banks' names, the remittance)."""
    yield from _of_parties(facts)
    remittance = " ".join(" ".join(t.value.split()) for t in facts.texts if t.block.role == "RmtInf")
    if remittance:
        yield "RmtInf.text", remittance


def _of_parties(facts: PaymentFacts) -> Iterator[tuple[str, str]]:
    for role, party in facts.parties.items():
        customer = role.removeprefix("Undrlyg:") in CUSTOMERS
        if not customer and "Agt" not in role:
            continue
        for part, text in (("name", party.name), ("country", party.country), ("bic", party.bic)):
            if text is not None and (customer or part != "country"):
                yield f"{role}.{part}", " ".join(text.value.split())
        if party.address or party.structured:
            address = " ".join(" ".join([t.value for t in (*party.address, *party.structured)]).split())
            if address:
                yield f"{role}.address", address
