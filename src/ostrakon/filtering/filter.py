"""One message through the filter: every text by its class, the rules, the worst of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from ostrakon.filtering.history import History
from ostrakon.filtering.hits import Filtered, Hit, Unread
from ostrakon.filtering.looking import Ask, Looker
from ostrakon.filtering.spans import Spotter
from ostrakon.intake.payments import Message, Part
from ostrakon.model import Entity
from ostrakon.rules.payments.around import Around
from ostrakon.rules.payments.catalogue import MESSAGE_RULES
from ostrakon.rules.payments.facts import PaymentFacts, payment_facts
from ostrakon.rules.payments.known import NOTHING, Known
from ostrakon.rules.payments.limits import DEFAULT, Limits
from ostrakon.rules.payments.listed import Listed
from ostrakon.rules.payments.window import Window
from ostrakon.rules.rule import Finding, Place
from ostrakon.screening.result import STATUS_RANK, Status
from ostrakon.windows.memory import MemoryWindow

PARTIES_MAX = 3
"""Parties of one hit that the rules look at, the best ones: relatives and namesakes follow after them."""
HITS_MAX = FINDINGS_MAX = 10_000
"""Hits, and findings of each severity, kept of one message; the status counts all."""
TOGETHER = 16
"""Parts of a message that are looked through together; a batch stays a stream."""
_STATUS_OF = {"info": "clear", "review": "review", "block": "hit"}

Records = Callable[[str], Iterable[Entity]]
"""All records of a party by the id of one; `Ostrakon.records` and the like."""


@dataclass(slots=True)
class _Tally:
    status: Status = "clear"
    hits: list[Hit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    transactions: int = 0
    kept: Counter[str] = field(default_factory=Counter)

    def keep(self, finding: Finding) -> None:
        """Add a finding; however many lesser ones there are, they push out no graver one."""
        if self.kept[finding.severity] < FINDINGS_MAX:
            self.kept[finding.severity] += 1
            self.findings.append(finding)

    def worse(self, status: Status) -> None:
        self.status = max(self.status, status, key=STATUS_RANK.__getitem__)


class PaymentFilter:
    """Filters messages one after the other; one thread at a time.

    Args:
        ask: answers subjects against the lists in force.
        spotter: finds names in texts, of the same lists.
        window: payments seen before; None keeps them in memory.
        limits: thresholds and severities of the policy.
        records: all records of a listed party, from which rules take its programmes.
        known: tables of the run for the rules.
        unanswered: why nothing is answered now (lists that are too old); empty where it is.
    """

    def __init__(
        self,
        ask: Ask,
        spotter: Spotter,
        window: Window | None = None,
        *,
        limits: Limits = DEFAULT,
        records: Records = lambda _: (),
        known: Known = NOTHING,
        unanswered: Callable[[], str] = str,
    ) -> None:
        self._unanswered = unanswered
        self._looker = Looker(ask, spotter)
        self._records, self._tables = records, known
        self._limits = limits
        self._history = History(window or MemoryWindow(), limits)

    def filter(self, message: Message, parts: Iterable[Part]) -> Filtered:
        """Decide about one message while its parts are read."""
        tally = _Tally()
        held: list[tuple[Part, list[Hit]]] = []
        around = Around()
        for part, hits in self._looked(parts):
            tally.hits += hits[: max(HITS_MAX - len(tally.hits), 0)]
            for hit in hits:
                for result in hit.results:
                    tally.worse(result.status)
            if part.field.rsplit("/", 1)[-1].split("[")[0] in {"Document", "AppHdr", "Envelope"} and held:
                around = Around(part.blocks)
                continue
            held.append((part, hits))
            if len(held) > 1_000:
                self._rules(message, held, around, tally)
                held.clear()
        self._rules(message, held, around, tally)
        self._history.end()
        problems = tuple(Unread(message=p.message, where=p.where) for p in message.problems)
        if reason := self._unanswered():
            problems += (Unread(message=reason, where="lists in force"),)
        status = tally.status
        if problems and status != "hit":
            status = "not_screened"
        return Filtered(
            file=message.file,
            type=message.type,
            id=message.id,
            status=status,
            hits=tuple(tally.hits),
            findings=tuple(tally.findings),
            problems=problems,
            transactions=tally.transactions,
        )

    def _looked(self, parts: Iterable[Part]) -> Iterator[tuple[Part, list[Hit]]]:
        """Each part with its hits; some are looked through together."""
        remaining = iter(parts)
        while together := list(islice(remaining, TOGETHER)):
            self._looker.learn([block for part in together for block in part.blocks])
            for part in together:
                yield part, self.hits(part)

    def _rules(self, message: Message, held: Iterable[tuple[Part, list[Hit]]], around: Around, tally: _Tally) -> None:
        for part, hits in held:
            facts = payment_facts(
                message, part, around.of(part.field), listed_parties(hits, self._records), self._tables
            )
            tally.transactions += 1
            found = [finding for rule in MESSAGE_RULES for finding in rule.check(facts)]
            found += self._history.findings(facts, hits, self._near(facts))
            for finding in filter(None, map(self._limits.applied, found)):
                tally.keep(finding)
                tally.worse(_STATUS_OF[finding.severity])  # type: ignore[arg-type]

    def _near(self, facts: PaymentFacts) -> Iterator[str]:
        """Listed parties that the debtor's name is near, whether or not it is near enough to stop."""
        name = facts.party("Dbtr").name
        if name is not None:
            yield from (result.id for result in self._looker.near(name.value.strip()))

    def close(self) -> None:
        """Give the window back."""
        self._history.close()

    def hits(self, part: Part) -> list[Hit]:
        """Listed parties in a part, whatever document it is of: names and identifiers with their places."""
        return self._looker.hits(part.blocks)


def listed_parties(hits: Iterable[Hit], records: Records) -> Iterator[Listed]:
    """The parties of hits with what they are listed for; each once at a place."""
    for hit in hits:
        for result in hit.results[:PARTIES_MAX]:
            yield Listed(
                place=Place(field=hit.field, start=hit.start, end=hit.end),
                text=hit.text,
                id=result.id,
                caption=result.caption,
                stops=result.status == "hit",
                designations=tuple(one for party in records(result.id) for one in party.designations if one.active),
            )
