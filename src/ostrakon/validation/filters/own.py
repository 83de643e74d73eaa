"""This filter, asked as its users ask it: names, payments and texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import payment_filter
from ostrakon.app.reading import open_reader, read_document
from ostrakon.intake.documents import read_bytes
from ostrakon.intake.payments import read_payments
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Result
from ostrakon.validation.carriers import payment_of, text_of
from ostrakon.validation.filters.base import Found, outcome
from ostrakon.validation.record import Outcome, TestRecord

FLOOR = 0.2
"""Least score that is asked for, below the review threshold, so that curves and near misses can be shown."""
_RESULTS = 10


class OwnFilter:
    """An open engine as a filter under test."""

    scored = True
    channels = frozenset({"name", "payment", "text"})

    def __init__(self, engine: Ostrakon, name: str = "Ostrakon") -> None:
        self.engine, self.name = engine, name

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """See `Filter`."""
        ways = {"name": self._names, "payment": self._payments, "text": self._texts}
        for channel, group in groupby(records, key=lambda record: record.channel):
            yield from ways[channel](list(group))

    def same(self, entity_id: str) -> frozenset[str]:
        """All ids of the party."""
        return frozenset(self.engine.clusters.members(entity_id)) | {entity_id}

    def _names(self, records: list[TestRecord]) -> Iterator[Outcome]:
        subjects = [Subject(query_id=one.id, name=one.written, schema=one.schema) for one in records]
        answers = self.engine.answers(subjects, limit=_RESULTS, threshold=FLOOR, evidence=False)
        for record, answer in zip(records, answers, strict=True):
            if answer.status == "not_screened":
                yield Outcome(problem=answer.reason)
            else:
                yield outcome(record, [found(result) for result in answer.results], self.same)

    def _payments(self, records: list[TestRecord]) -> Iterator[Outcome]:
        chosen = payment_filter(self.engine)
        for record in records:
            results: list[Found] = []
            unread = ""
            for message, parts in read_payments(payment_of(record), record.id):
                decided = chosen.filter(message, parts)
                unread = unread or ("not screened" if decided.status == "not_screened" else "")
                results += [found(result) for hit in decided.hits for result in hit.results]
            results.sort(key=lambda one: -one.score)
            yield Outcome(problem=unread) if unread else outcome(record, results, self.same)
        chosen.close()

    def _texts(self, records: list[TestRecord]) -> Iterator[Outcome]:
        reader = open_reader(self.engine)
        for record in records:
            document = read_bytes(text_of(record).encode(), f"{record.id}.txt")
            reading = read_document(reader, document, stale=self.engine.stale, only_mentions=True)
            if reading.status == "not_screened":
                yield Outcome(problem=reading.reason)
                continue
            parties = [mention for mention in reading.mentions if mention.kind == "party"]
            results = [Found(frozenset(one.entity_ids) | {one.key}, one.score, alert=True) for one in parties]
            results.sort(key=lambda one: -one.score)
            yield outcome(record, results, self.same)


def found(result: Result) -> Found:
    """A result of ours."""
    return Found(frozenset({result.id, *result.referents}), result.score, alert=result.match)
