"""Rows of a file open and join cases like single alerts, and a file that comes again opens nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from ostrakon.app.batch_answering import Matched
from ostrakon.app.casework.alerting import customer_key, open_cases
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, Recorder
from ostrakon.database.cases import newest_alerts, queue
from ostrakon.database.transactions import Database, Transaction
from ostrakon.model.subject import Subject
from ostrakon.screening.exemptions import content_hash, customer_hash
from ostrakon.screening.result import Answer, Result


class CaseOpener:
    """Takes the answers of a file some at a time.

    A match on which a case stands already, of the same customer with the same data, the same listed record and the
    same score, brings nothing new and is passed over: the file was sent again, a run is continued, or the customers are
    screened every night. Each other row with matches gets a record of its own in the ledger, as a single screening has.

    Args:
        database: where cases are.
        engine: by which the answers were given.
        actor: who sent the file.
        asked: how it is screened.
        door: what was screened, for the alerts.
    """

    def __init__(self, database: Database, engine: Ostrakon, actor: str, asked: Asked, *, door: str = "batch") -> None:
        self._database = database
        self._engine = engine
        self._recorder = Recorder(database, actor)
        self._asked = asked
        self._door = door
        self.counts: Counter[str] = Counter({"alerts": 0, "standing": 0})
        """Alerts that opened or joined a case, and matches on which one stands already."""

    def take(self, rows: Sequence[Matched]) -> None:
        """Open or join the cases of some rows, in one transaction.

        Raises:
            StoreError: it could not be written; nothing of these rows was.
        """
        with self._database.read() as transaction:
            fresh = [
                (one.subject, one.answer, parties)
                for one in rows
                if (parties := self._fresh(transaction, one.subject, one.answer))
            ]
        if not fresh:
            return
        whole = [(subject, self._whole(subject, answer), parties) for subject, answer, parties in fresh]
        with self._database.write() as transaction:
            for subject, answer, parties in whole:
                self._open(transaction, subject, answer, parties)

    def _fresh(self, transaction: Transaction, subject: Subject, answer: Answer) -> set[str]:
        """The parties of the matches on which no case stands."""
        matches = [one for one in answer.results if one.match and not one.exemption]
        fresh = {one.id for one in matches if not self._stands(transaction, subject, one)}
        self.counts["standing"] += len(matches) - len(fresh)
        return fresh

    def _stands(self, transaction: Transaction, subject: Subject, result: Result) -> bool:
        cases = queue(transaction, customer=customer_key(subject), party=result.id, limit=1)
        if not cases:
            return False
        last = newest_alerts(transaction, [cases[0].id]).get(cases[0].id)
        if last is None or last.personal is None:
            return False
        before = msgspec.convert(last.personal["subject"], Subject)
        same = last.status == result.status and last.bits == result.bits
        return (
            same
            and last.content == content_hash(self._engine.records(result.id))
            and customer_hash(before) == customer_hash(subject)
        )

    def _whole(self, subject: Subject, answer: Answer) -> Answer:
        """The answer with its evidence, which a case shows; a file may have been asked without."""
        if all(one.evidence for one in answer.results):
            return answer
        return self._engine.answer(subject, limit=self._asked.limit, threshold=self._asked.threshold)

    def _open(self, transaction: Transaction, subject: Subject, answer: Answer, parties: set[str]) -> None:
        """Record the whole answer, so that it can be given again; open cases for what is new of it."""
        number = self._recorder.add_screening(transaction, subject, answer, self._asked, self._engine)
        new = msgspec.structs.replace(answer, results=tuple(one for one in answer.results if one.id in parties))
        opened = open_cases(
            *(transaction, self._engine, subject, new), record=number, door=self._door, actor=self._recorder.actor
        )
        self.counts["alerts"] += len(opened)
