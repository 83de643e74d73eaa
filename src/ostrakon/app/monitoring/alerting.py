"""What a run found becomes matches, events and cases: one transaction, all of it or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from ostrakon.app.casework import open_cases, work
from ostrakon.app.delivering.announcing import announce
from ostrakon.app.engine import Ostrakon
from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.outcome import Rescreened
from ostrakon.app.monitoring.segment_screening import Found
from ostrakon.app.monitoring.standing import Place, Standing
from ostrakon.app.recording import Asked, Recorder, grounds
from ostrakon.customers.base import Base
from ostrakon.customers.footprints import id_hash
from ostrakon.customers.matches import Match, MatchChange, changes, kept, match_of
from ostrakon.database import customers as rows_of
from ostrakon.database.cases import case_between
from ostrakon.database.customers import CustomerEvent
from ostrakon.database.records import append, moment
from ostrakon.database.reviews import exemptions
from ostrakon.database.transactions import Database, Transaction
from ostrakon.delivery.endpoints import EventType
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.screening.exemptions import Exemptions, content_hash
from ostrakon.screening.result import STATUS_RANK, Answer, Result, Status

DOOR = "rescreen"
EVENT_TYPES: dict[str, EventType] = {
    "new": "match.new",
    "changed": "match.changed",
    "lapsed": "match.lapsed",
    "exemption_lapsed": "exemption.lapsed",
}
"""Kind of an event → as what it is told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the segments were found to hold.

    Attributes:
        entries: by segment.
        gone: hashes of ids of parties that are not listed any more or of which a score may have changed; None: all.
        also: ids of other parties of which something changed.
    """

    entries: dict[str, Found]
    gone: NDArray[np.uint64] | None
    also: frozenset[str]

    def concerns(self, match: Match) -> bool:
        """Whether a match may have changed through its party."""
        if self.gone is None or not self.also.isdisjoint((match.party, *match.referents)):
            return True
        wanted = np.uint64(id_hash(match.party))
        place = int(np.searchsorted(self.gone, wanted))
        return place < len(self.gone) and bool(self.gone[place] == wanted)


def commit(
    folder: BaseFolder,
    database: Database,
    engine: Ostrakon,
    after: Base,
    told: Told,
    done: Rescreened,
    *,
    actor: str,
) -> Base:
    """Keep what a run found; the base as it stands then. `done` is completed with the numbers of matches and cases."""
    with database.write() as transaction:
        standing = Standing(folder, transaction, after)
        recorded = Entry(kind="customers_rescreen", actor=actor, about=("customers",), body={})
        keeper = _Keeper(transaction, database, engine, standing, told, done, actor)
        keeper.keep()
        body = {**grounds(transaction, engine, actor), **done.facts}
        done.record = append(transaction, msgspec.structs.replace(recorded, body=body)).n
        transaction.execute(
            "UPDATE customer_runs SET record = ?, facts = ? WHERE id = ?",
            (done.record, msgspec.json.encode(done.facts).decode(), done.run),
        )
        return rows_of.save_base(transaction, after)


class _Keeper:
    """Keeps what one run found, within one transaction."""

    def __init__(
        self,
        transaction: Transaction,
        database: Database,
        engine: Ostrakon,
        standing: Standing,
        told: Told,
        done: Rescreened,
        actor: str,
    ) -> None:
        self.transaction, self.engine, self.standing = transaction, engine, standing
        self.told, self.done, self.actor = told, done, actor
        self.recorder = Recorder(database, actor)
        self.at = moment()
        self.exemptions = Exemptions((*engine.exemptions.entries, *exemptions(transaction)))
        self.exempted = {entry.query_id for entry in self.exemptions.entries if entry.query_id}
        done.run = rows_of.add_run(transaction, DOOR, self.at, engine.snapshot_number, 0, {})

    def keep(self) -> None:
        """Compare what was with what was found, customer by customer."""
        before: dict[str, list[Match]] = defaultdict(list)
        for match in rows_of.matches(self.transaction):
            before[match.customer].append(match)
        found = self._found()
        places = self.standing.places(list(dict.fromkeys((*before, *found))))
        for customer in sorted({*before, *found}):
            place = places.get(customer)
            concerned = [match for match in before[customer] if self._looked_at(match, place)]
            results = {result.id: result for result in found.get(customer, ())}
            fresh = [self._match(customer, result) for result in results.values()]
            told = changes(concerned, fresh)
            now = kept(concerned, fresh)
            self.done.unchanged += len(before[customer]) - sum(one.before is not None for one in told)
            if place is None:
                self._gone(customer, told)
            elif told:
                self._changed(self.standing.subject(place), told, results)
            left = [match for match in before[customer] if match not in concerned]
            left += [match for match in now if not _in(match, told)]
            if place is not None and left:
                self._exempt(customer, place, left)

    def _found(self) -> dict[str, tuple[Result, ...]]:
        found = {}
        for number, entry in enumerate(self.standing.entries):
            segment = self.standing.segments[number]
            of_segment = self.told.entries.get(entry.name)
            for customer, results in of_segment.matches.items() if of_segment else ():
                found[segment.id_of(customer)] = results
        return found

    def _looked_at(self, match: Match, place: Place | None) -> bool:
        """Whether the run would have found a match that still stands."""
        if place is None:
            return True
        found = self.told.entries.get(self.standing.entries[place[0]].name)
        if found is None:
            return False
        return found.whole or place[1] in found.anew or self.told.concerns(match)

    def _match(self, customer: str, result: Result) -> Match:
        return match_of(customer, result, content_hash(self.engine.records(result.id)), self.at)

    def _gone(self, customer: str, told: Sequence[MatchChange]) -> None:
        """A customer that was removed."""
        for one in told:
            if one.before is not None:
                self._lapse(customer, one.before, "the customer was removed from the base")

    def _changed(self, subject: Subject, told: Sequence[MatchChange], results: dict[str, Result]) -> None:
        applied = self.exemptions.applied(subject, self.engine.records, self.engine.policy, self.engine.today)
        reported = []
        for one in told:
            if one.after is None:
                assert one.before is not None, "a change has a match on one side at least"
                self._lapse(subject.query_id, one.before, self._why_lapsed(one.before))
                continue
            result = msgspec.structs.replace(
                results[one.after.party], exemption=applied.exempt.get(one.after.party, "")
            )
            if one.before is not None and one.before.party != one.after.party:
                rows_of.drop_match(self.transaction, one.before)
            exempt = msgspec.structs.replace(one.after, exempt=bool(result.exemption))
            rows_of.save_match(self.transaction, exempt, msgspec.to_builtins(results[one.after.party]))
            reported.append((one, result))
        if reported:
            self._report(subject, reported, "; ".join(applied.lapsed))

    def _report(self, subject: Subject, reported: list[tuple[MatchChange, Result]], lapsed: str) -> None:
        results = tuple(result for _, result in reported)
        record, cases = self._cases(subject, results)
        for one, result in reported:
            assert one.after is not None, "only what is there is reported"
            setattr(self.done, one.kind, getattr(self.done, one.kind) + 1)
            why = _difference(one) + (f"; {lapsed}" if lapsed else "")
            covered = "covered by an exemption" if result.exemption else ""
            self._event(
                CustomerEvent(
                    kind=one.kind,
                    customer=subject.query_id,
                    party=one.after.party,
                    caption=one.after.caption,
                    status_before=one.before.status if one.before else "",
                    status=one.after.status,
                    bits=one.after.bits,
                    why="; ".join(filter(None, (why, covered))),
                    case_id=cases.get(result.id, 0),
                    record=record,
                )
            )

    def _cases(self, subject: Subject, results: tuple[Result, ...]) -> tuple[int, dict[str, int]]:
        """Record an answer and open its cases; the record's number, and the case of each party."""
        counted = [result.status for result in results if not result.exemption]
        status: Status = max(counted, key=STATUS_RANK.__getitem__, default="clear")
        answer = Answer(query_id=subject.query_id, status=status, results=results)
        asked = Asked(limit=0, threshold=None)
        record = self.recorder.add_screening(
            self.transaction, subject, answer, asked, self.engine, kind="customer_matches"
        )
        numbers = open_cases(self.transaction, self.engine, subject, answer, record=record, door=DOOR, actor=self.actor)
        self.done.cases += len(numbers)
        open_for = [result.id for result in results if result.match and not result.exemption]
        return record, dict(zip(open_for, numbers, strict=True))

    def _lapse(self, customer: str, match: Match, why: str) -> None:
        """A match that is none any more: its case is told, and stays as it is for a person to close."""
        rows_of.drop_match(self.transaction, match)
        found = case_between(self.transaction, customer, match.party)
        if found is not None:
            work(
                self.transaction, found.id, "noted", by=self.actor, version=found.version,
                facts={"lapsed": why, "run": self.done.run},
            )  # fmt: skip
        self.done.lapsed += 1
        self._event(
            CustomerEvent(
                kind="lapsed",
                customer=customer,
                party=match.party,
                caption=match.caption,
                status_before=match.status,
                why=why,
                case_id=found.id if found else 0,
            )
        )

    def _why_lapsed(self, match: Match) -> str:
        if not self.engine.records(match.party):
            return "no list in force holds the party any more"
        return "customer and party do not match any more as they stand now"

    def _exempt(self, customer: str, place: Place, left: Iterable[Match]) -> None:
        """Matches that stayed: whether the exemptions that covered them still hold, and which are covered now."""
        doubtful = [match for match in left if match.exempt or customer in self.exempted]
        if not doubtful:
            return
        subject = self.standing.subject(place)
        applied = self.exemptions.applied(subject, self.engine.records, self.engine.policy, self.engine.today)
        for match in doubtful:
            holds = match.party in applied.exempt
            if holds != match.exempt:
                rows_of.mark_exempt(self.transaction, match, exempt=holds)
            if match.exempt and not holds:
                self._exemption_lapsed(subject, match, applied.lapsed)

    def _exemption_lapsed(self, subject: Subject, match: Match, lapsed: tuple[str, ...]) -> None:
        stored: Any = rows_of.result_of(self.transaction, match.customer, match.party)
        record = 0
        cases: dict[str, int] = {}
        if stored is not None:
            record, cases = self._cases(subject, (msgspec.convert(stored, Result),))
        self.done.exemptions_lapsed += 1
        self._event(
            CustomerEvent(
                kind="exemption_lapsed",
                customer=match.customer,
                party=match.party,
                caption=match.caption,
                status_before=match.status,
                status=match.status,
                bits=match.bits,
                why="; ".join(lapsed) or "the exemption was taken back",
                case_id=cases.get(match.party, 0),
                record=record,
            )
        )

    def _event(self, event: CustomerEvent) -> None:
        kept = msgspec.structs.replace(event, run=self.done.run, at=self.at)
        number = rows_of.add_event(self.transaction, kept)
        facts = {
            "party": kept.party,
            "caption": kept.caption,
            "status": kept.status,
            "bits": kept.bits,
            "reason": kept.why,
            "case": kept.case_id,
            "record": kept.record,
            "snapshot": self.engine.snapshot_number,
        }
        told = EVENT_TYPES[kept.kind]
        announce(self.transaction, told, facts, customer=kept.customer, event_id=f"customer-event-{number}", at=kept.at)


def _in(match: Match, told: Iterable[MatchChange]) -> bool:
    return any(one.after is not None and one.after.party == match.party for one in told)


def _difference(one: MatchChange) -> str:
    """What differs between a match before and after, in words that name no person."""
    then, now = one.before, one.after
    if then is None or now is None:
        return "a new match"
    found = []
    if then.status != now.status:
        found.append(f"{then.status} became {now.status}")
    if then.bits != now.bits:
        found.append(f"{now.bits - then.bits:+.2f} bits")
    if then.content != now.content:
        found.append("the listed record changed")
    if then.party != now.party:
        found.append(f"nearest record was {then.party}")
    return ", ".join(found) or "the evidence changed"
