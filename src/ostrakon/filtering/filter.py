"""One message through the filter: every text by its class, the rules, the worst of it all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import msgspec

from ostrakon.filtering.history import History
from ostrakon.filtering.hits import Filtered, Hit, Unread
from ostrakon.filtering.looking import Ask, Looker
from ostrakon.filtering.spans import Spotter
from ostrakon.intake.payments import Block, Message, Part
from ostrakon.model import Entity
from ostrakon.rules.payments.asking import Asker
from ostrakon.rules.payments.catalogue import MESSAGE_RULES
from ostrakon.rules.payments.facts import PaymentFacts, payment_facts
from ostrakon.rules.payments.known import NOTHING, Known
from ostrakon.rules.payments.limits import DEFAULT, Limits
from ostrakon.rules.payments.listed import Listed
from ostrakon.rules.payments.window import Window
from ostrakon.rules.rule import Finding, Place
from ostrakon.screening.result import STATUS_RANK, Result, Status
from ostrakon.windows.memory import MemoryWindow

PARTIES_MAX = 3
"""Parties of one hit that the rules look at, the best ones: relatives and namesakes follow after them."""
HITS_MAX = FINDINGS_MAX = 10_000
"""Hits, and findings of each severity, kept of one message; the status counts all."""
EVIDENCE_MAX = 1_000
"""Hits of one message that keep their evidence; `explain` gives that of the others."""
TOGETHER = 64
"""Parts of a message that are looked through together; a batch stays a stream."""
BLOCKS_AHEAD = 1_000
"""Texts of messages that are looked through together where several are given."""
_STATUS_OF: dict[str, Status] = {"info": "clear", "review": "review", "block": "hit"}

Records = Callable[[str], Iterable[Entity]]
"""All records of a party by the id of one; `Ostrakon.records` and the like."""


@dataclass(slots=True)
class _Tally:
    status: Status = "clear"
    hits: list[Hit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    transactions: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    told: set[int] = field(default_factory=set)

    def keep(self, finding: Finding, part: str) -> None:
        """Add a finding; however many lesser ones there are, they push out no graver one.

        What stands around the transactions of a batch is told once, not with each of them.
        """
        self.worse(_STATUS_OF[finding.severity])
        if self.kept[finding.severity] >= FINDINGS_MAX:
            return
        if part and finding.fields and not any(place.field.startswith(part) for place in finding.fields):
            key = hash((finding.rule, finding.because, *(place.field for place in finding.fields)))
            if key in self.told:
                return
            self.told.add(key)
        self.kept[finding.severity] += 1
        self.findings.append(finding)

    def worse(self, status: Status) -> None:
        if STATUS_RANK[status] > STATUS_RANK[self.status]:
            self.status = status


@dataclass(slots=True)
class _Around:
    """What stands before a transaction in its order, with its hits; the same for all of one order."""

    blocks: tuple[Block, ...] = ()
    hits: list[Hit] = field(default_factory=list)
    listed: tuple[Listed, ...] = ()


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
        self._asker = Asker(MESSAGE_RULES)

    def filter_all(self, messages: Iterable[tuple[Message, Iterator[Part]]]) -> Iterator[Filtered]:
        """Decide about messages, each as `filter` does; the texts of some are looked through together, which takes
        less time. No message is read before those with many parts before it are decided; where the messages break off
        with an error, all that came before it are decided first."""
        ahead: list[tuple[Message, Iterable[Part]]] = []
        blocks: list[Block] = []
        remaining = iter(messages)
        while True:
            try:
                message, parts = next(remaining)
                first, whole = begun(parts)
            except StopIteration:
                break
            except Exception:  # whatever it is, it goes on to the caller; what was read before it is decided first
                yield from self._decided(ahead, blocks)
                raise
            ahead.append((message, whole))
            blocks += _blocks_of(first)
            if len(first) == TOGETHER or len(blocks) >= BLOCKS_AHEAD:
                yield from self._decided(ahead, blocks)
                ahead, blocks = [], []
        yield from self._decided(ahead, blocks)

    def look_ahead(self, parts: Sequence[Part]) -> None:
        """Look through parts of messages together that `filter` is asked about next, which takes less time; changes no
        decision."""
        for start in range(0, len(parts), TOGETHER):
            self._looker.learn(_blocks_of(parts[start : start + TOGETHER]))

    def _decided(
        self, messages: Iterable[tuple[Message, Iterable[Part]]], blocks: Sequence[Block]
    ) -> Iterator[Filtered]:
        self._looker.learn(blocks)
        for message, parts in messages:
            yield self._filtered(message, self._looked(parts, known=True))

    def filter(self, message: Message, parts: Iterable[Part]) -> Filtered:
        """Decide about one message while its parts are read."""
        return self._filtered(message, self._looked(parts))

    def _filtered(self, message: Message, parts: Iterable[tuple[Part, list[Hit]]]) -> Filtered:
        tally = _Tally()
        around = _Around()
        for part, hits in parts:
            tally.hits += _kept(hits, len(tally.hits))
            for hit in hits:
                for result in hit.results:
                    tally.worse(result.status)
            if part.before is not around.blocks:
                around = self._before(part.before)
            if part.around and tally.transactions:
                self._rest(message, part, hits, tally)
            else:
                self._transaction(message, part, hits, around, tally)
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

    def _looked(self, parts: Iterable[Part], *, known: bool = False) -> Iterator[tuple[Part, list[Hit]]]:
        """Each part with its hits; some are looked through together.

        Args:
            known: whether the first ones were looked through already.
        """
        remaining = iter(parts)
        while together := list(islice(remaining, TOGETHER)):
            if not known:
                self._looker.learn(_blocks_of(together))
            known = False
            for part in together:
                yield part, self.hits(part)

    def _before(self, blocks: tuple[Block, ...]) -> _Around:
        hits = self._looker.hits(blocks)
        return _Around(blocks, hits, tuple(listed_parties(hits, self._records)))

    def _transaction(self, message: Message, part: Part, hits: list[Hit], around: _Around, tally: _Tally) -> None:
        """Hold one transaction against the rules, and against the payments before it."""
        listed = (*listed_parties(hits, self._records), *around.listed) if hits or around.listed else ()
        facts = payment_facts(message, part, listed, self._tables)
        tally.transactions += 1
        self._judged(self._asker.findings(facts), part, tally)
        together = [*hits, *around.hits] if around.hits else hits
        self._judged(self._history.findings(facts, together, self._near(facts)), part, tally)

    def _rest(self, message: Message, part: Part, hits: list[Hit], tally: _Tally) -> None:
        """Hold what stands around transactions and was not told with them (mostly behind them) against the rules."""
        told = {line.field for block in part.before for line in block.lines}
        rest = tuple(block for block in part.blocks if block.lines[0].field not in told)
        if rest:
            facts = payment_facts(message, Part("", rest), listed_parties(hits, self._records), self._tables)
            self._judged(self._asker.findings(facts), part, tally)

    def _judged(self, found: Iterable[Finding], part: Part, tally: _Tally) -> None:
        for finding in found:
            if (applied := self._limits.applied(finding)) is not None:
                tally.keep(applied, part.field)

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


def begun(parts: Iterator[Part]) -> tuple[list[Part], Iterable[Part]]:
    """The first parts of a message, and all of them; a message with many goes on to be read as it is decided."""
    first = list(islice(parts, TOGETHER))
    return first, first if len(first) < TOGETHER else chain(first, parts)


def _blocks_of(parts: Sequence[Part]) -> list[Block]:
    """The blocks of parts, and what stands before them, each once."""
    blocks = [block for part in parts for block in part.blocks]
    for before in {id(part.before): part.before for part in parts if part.before}.values():
        blocks += before
    return blocks


def _kept(hits: list[Hit], before: int) -> list[Hit]:
    """What is kept of the hits of a part after so many of its message."""
    if before + len(hits) <= EVIDENCE_MAX:
        return hits
    return [
        hit if number < EVIDENCE_MAX else msgspec.structs.replace(hit, results=tuple(map(_bare, hit.results)))
        for number, hit in enumerate(hits[: max(HITS_MAX - before, 0)], start=before)
    ]


def _bare(result: Result) -> Result:
    return msgspec.structs.replace(result, evidence=())


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
