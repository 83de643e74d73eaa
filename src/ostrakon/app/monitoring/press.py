"""What texts say of customers: a claim or event about a customer becomes an alert, once, however often it is read.

A text is about a customer when it is about a listed party with which the customer was matched, or when the words of the
claim hold the customer's name as it stands, of two words at least. Nothing is decided here, and no match is made: a
person is told that something was said, where, and of whom.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ostrakon.app.delivering.announcing import announce
from ostrakon.app.monitoring.standing import Standing
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database import customers as rows_of
from ostrakon.database.customers import CustomerEvent
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Transaction
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.reading.ledger.entries import Ledger

KIND = "article"
NAME_WORDS = (2, 6)
"""Words of a customer's name that is looked for in a claim: of fewer, too many would be meant."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that texts say.

    Attributes:
        what: the act of a claim, or the type of an event.
        words: where the surest text says it.
        document: the first text that does.
        keys: of the parties that it is about.
    """

    what: str
    words: str
    document: str
    keys: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The same for the same thing read again."""
        text = "\x1f".join((self.what, self.document, " ".join(_WORD.findall(self.words.casefold()))))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@dataclass(slots=True)
class Told:
    """How many alerts were raised, and how many had been before."""

    raised: int = 0
    known: int = 0


def tell_of_claims(watch: Watch, ledger: Ledger, *, actor: str) -> Told:
    """Raise an alert for each customer and each thing that is said of them.

    Raises:
        StoreError: the customer base is sealed and its key is not set.
    """
    said = list(_said(ledger))
    done = Told()
    if not said:
        return done
    ids = {one.key: one.entity_ids or (one.key,) for one in ledger.parties}
    with watch.database.write() as transaction:
        about = _by_match(transaction, said, ids)
        about += _by_name(watch.standing(transaction), said)
        fresh: list[tuple[str, str, Said]] = []
        for customer, party, one in dict.fromkeys(about):
            if _known(transaction, customer, one):
                done.known += 1
            else:
                fresh.append((customer, party, one))
        if fresh:
            _keep(transaction, fresh, actor)
    done.raised = len(fresh)
    return done


def _said(ledger: Ledger) -> Iterator[Said]:
    for claim in ledger.claims:
        yield Said(claim.act, claim.words, claim.places[0].document, (*claim.target, *claim.source))
    for event in ledger.events:
        yield Said(event.type, event.words, event.places[0].document, (*event.targets, *event.actors))


def _by_match(
    transaction: Transaction, said: Iterable[Said], ids: dict[str, tuple[str, ...]]
) -> list[tuple[str, str, Said]]:
    """Customers who were matched with a party that something is said of."""
    wanted: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        for key in one.keys:
            for party in ids.get(key, ()):
                wanted[party].append(one)
    if not wanted:
        return []
    return [
        (match.customer, match.party, one)
        for match in rows_of.matches(transaction)
        for party in (match.party, *match.referents)
        for one in wanted.get(party, ())
    ]


def _by_name(standing: Standing, said: Iterable[Said]) -> list[tuple[str, str, Said]]:
    """Customers whose name stands in the words of a claim."""
    runs: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in said:
        words = _WORD.findall(one.words.casefold())
        for length in range(NAME_WORDS[0], NAME_WORDS[1] + 1):
            for start in range(len(words) - length + 1):
                runs[tuple(words[start : start + length])].append(one)
    found = []
    for place in standing.after(0):
        subject = standing.subject(place)
        for name in _names(subject):
            found += [(subject.query_id, "", one) for one in runs.get(name, ())]
    return found


def _names(subject: Subject) -> Iterator[tuple[str, ...]]:
    """The words of each name, as written, and with what stands before a comma at the end."""
    for name in (subject.name, *subject.aliases):
        family, comma, given = name.casefold().partition(",")
        words = tuple(_WORD.findall(f"{given} {family}" if comma else family))
        if NAME_WORDS[0] <= len(words) <= NAME_WORDS[1]:
            yield words


def _why(one: Said) -> str:
    return f"{one.what} in {one.document} ({one.mark})"


def _known(transaction: Transaction, customer: str, one: Said) -> bool:
    rows = transaction.execute(
        "SELECT 1 FROM customer_events WHERE customer = ? AND kind = ? AND why = ? LIMIT 1",
        (customer, KIND, _why(one)),
    )
    return bool(rows)


def _keep(transaction: Transaction, fresh: list[tuple[str, str, Said]], actor: str) -> None:
    at = moment()
    facts = {"alerts": len(fresh), "customers": len({customer for customer, _, _ in fresh})}
    record = append(transaction, Entry(kind="customers_articles", actor=actor, about=("customers",), body=facts)).n
    run = rows_of.add_run(transaction, "articles", at, 0, record, facts)
    for customer, party, one in fresh:
        event = CustomerEvent(
            kind=KIND, run=run, at=at, customer=customer, party=party, caption="", why=_why(one), record=record
        )
        number = rows_of.add_event(transaction, event)
        told = {"party": party, "words": one.words, "reason": _why(one), "record": record}
        announce(transaction, "article.claim", told, customer=customer, event_id=f"customer-event-{number}", at=at)
