"""What doors write into the ledger: each single screening, each batch, each change of lists and of the policy.

A record names everything on which an answer rests (snapshot, policy, exemptions, program, options), so that it can be
given again (`replaying`). Names and facts of the subject are sealed; ids of listed parties, scores and statuses are
not: lists are public.
"""

from __future__ import annotations

import getpass
import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import msgspec

from ostrakon import __version__
from ostrakon.app import settings
from ostrakon.database.opening import open_database
from ostrakon.database.records import append, append_sealed, has_record
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import NotScreened, OstrakonError, StoreError
from ostrakon.ledger.canonical import canonical
from ostrakon.ledger.record import Entry
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import answer_object
from ostrakon.screening.exemptions import Exemptions
from ostrakon.screening.policy import Policy
from ostrakon.screening.result import Answer
from ostrakon.store import journal
from ostrakon.store.folder import StoreFolder

DocumentKind = Literal["payment", "text", "shipment", "ownership"]
POLICIES_REMEMBERED = 16
"""Policies whose digest is kept: the one in force, and a few of replays."""
_digests: dict[int, tuple[Policy, str]] = {}


class Grounds(Protocol):
    """On what an answer rests: an open engine, or what stands for one."""

    @property
    def snapshot_number(self) -> int:
        """The list snapshot."""

    @property
    def policy(self) -> Policy:
        """The policy."""

    @property
    def exemptions(self) -> Exemptions:
        """The reviewed exemptions."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Grounds of a door that opens no engine."""

    snapshot_number: int
    policy: Policy
    exemptions: Exemptions


@dataclass(frozen=True, slots=True)
class Asked:
    """How something was screened, beside what the lists and the policy say."""

    limit: int
    threshold: float | None

    @property
    def facts(self) -> dict[str, Any]:
        """For a record."""
        return {"limit": self.limit, "threshold": self.threshold}


def person_at_terminal() -> str:
    """The actor of a command: the name under which the system knows the person."""
    try:
        return f"cli:{getpass.getuser()}"
    except (OSError, KeyError):  # a container's user may have no name
        return "cli:unknown"


def digest(value: Any) -> str:
    """SHA-256 over the canonical JSON of a value, in hex."""
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def policy_digest(policy: Policy) -> str:
    """`digest` of a policy, worked out once for each."""
    known = _digests.get(id(policy))
    if known is None or known[0] is not policy:
        if len(_digests) >= POLICIES_REMEMBERED:
            _digests.clear()
        known = _digests[id(policy)] = (policy, digest(asdict(policy)))
    return known[1]


class Recorder:
    """Writes records into one database.

    Args:
        database: where the ledger is.
        actor: who does it.
    """

    def __init__(self, database: Database, actor: str) -> None:
        self.database = database
        self.actor = actor

    def screening(self, subject: Subject, answer: Answer, asked: Asked, engine: Grounds) -> int:
        """Record one answer; the number of its record."""
        with self.database.write() as transaction:
            return self.add_screening(transaction, subject, answer, asked, engine)

    def add_screening(
        self,
        transaction: Transaction,
        subject: Subject,
        answer: Answer,
        asked: Asked,
        engine: Grounds,
        *,
        kind: str = "screening",
    ) -> int:
        """The same as part of a transaction that does more.

        Args:
            kind: another one for answers that are no answer to a question, such as what became of a customer's matches.
        """
        given = answer_object(answer)
        about = [f"entity:{result.id}" for result in answer.results if result.match]
        if subject.query_id:
            about.append(f"customer:{subject.query_id}")
        body = {
            **grounds(transaction, engine, self.actor),
            **asked.facts,
            "status": answer.status,
            "reason": answer.reason,
            "results": [_public(result) for result in given["results"]],
            "answer_sha256": digest(given),
        }
        entry = Entry(kind=kind, actor=self.actor, about=tuple(about), body=body)
        personal = {"subject": msgspec.to_builtins(subject), "answer": given}
        if not subject.query_id:
            return append_sealed(transaction, entry, personal, f"record:{uuid.uuid4()}", fresh=True).n
        return append_sealed(transaction, entry, personal, f"customer:{subject.query_id}").n

    def batch(self, kind: str, facts: dict[str, Any], asked: Asked | None, engine: Grounds) -> int:
        """Record a whole file: its hashes, counts and the root over its rows; the number of the record."""
        with self.database.write() as transaction:
            body = {**grounds(transaction, engine, self.actor), **(asked.facts if asked else {}), **facts}
            return append(transaction, Entry(kind=kind, actor=self.actor, body=body)).n

    def documents(
        self, kind: DocumentKind, found: Sequence[dict[str, Any]], engine: Grounds, facts: dict[str, Any] | None = None
    ) -> list[int]:
        """Record a run over messages, texts or papers: each that is not clear, then the run with its counts.

        Args:
            found: each as its `--json` gives it.
            facts: more about the run.

        Returns:
            The number of the record of each, 0 for those that are clear and stand in the counts alone.
        """
        with self.database.write() as transaction:
            return self.add_documents(transaction, kind, found, engine, facts)

    def add_documents(
        self,
        transaction: Transaction,
        kind: DocumentKind,
        found: Sequence[dict[str, Any]],
        engine: Grounds,
        facts: dict[str, Any] | None = None,
    ) -> list[int]:
        """The same as part of a transaction that does more."""
        common = grounds(transaction, engine, self.actor)
        numbers = [self._document(transaction, kind, one, common) if one["status"] != "clear" else 0 for one in found]
        self._run(transaction, kind, Counter(str(one["status"]) for one in found), {**common, **(facts or {})})
        return numbers

    def some_documents(self, kind: DocumentKind, found: Iterable[dict[str, Any]], engine: Grounds) -> None:
        """Record those of a part of a long run that are not clear; `run` follows after the last part."""
        telling = [one for one in found if one["status"] != "clear"]
        if telling:
            with self.database.write() as transaction:
                common = grounds(transaction, engine, self.actor)
                for one in telling:
                    self._document(transaction, kind, one, common)

    def run(self, kind: DocumentKind, counts: Mapping[str, int], engine: Grounds) -> None:
        """Record a run whose parts were recorded as it went: how many had which status."""
        with self.database.write() as transaction:
            self._run(transaction, kind, counts, grounds(transaction, engine, self.actor))

    def _run(
        self, transaction: Transaction, kind: DocumentKind, counts: Mapping[str, int], facts: Mapping[str, Any]
    ) -> None:
        body = {**facts, "received": sum(counts.values()), "counts": {k: n for k, n in counts.items() if n}}
        append(transaction, Entry(kind=f"{kind}_batch", actor=self.actor, body=body))

    def _document(
        self, transaction: Transaction, kind: DocumentKind, one: dict[str, Any], common: dict[str, Any]
    ) -> int:
        parties = list(dict.fromkeys(_parties(one)))
        body = {**common, "status": one["status"], "type": str(one.get("type", "")), "document_sha256": digest(one)}
        about = tuple(f"entity:{party}" for party in parties)
        entry = Entry(kind=kind, actor=self.actor, about=about, body=body)
        return append_sealed(transaction, entry, one, f"record:{uuid.uuid4()}", fresh=True).n

    def list_events(self, folder: StoreFolder) -> int:
        """Record what the journal of the lists holds and the ledger does not yet; how many events those were."""
        with self.database.write() as transaction:
            rows = transaction.execute(
                "SELECT ledger.body FROM ledger JOIN record_subjects ON record_subjects.n = ledger.n "
                "WHERE record_subjects.subject = 'lists'"
            )
            known = Counter(body for (body,) in rows)  # by what they say: several hosts may write into one ledger
            fresh = []
            for event in journal.events(folder):
                said = canonical(msgspec.to_builtins(event))
                if known[said]:
                    known[said] -= 1
                else:
                    fresh.append(event)
            for event in fresh:
                body = msgspec.to_builtins(event)
                about = ("lists", *([f"list:{event.source}"] if event.source else []))
                append(transaction, Entry(kind="list_change", actor=self.actor, about=about, body=body))
        return len(fresh)


def grounds(transaction: Transaction, engine: Grounds, actor: str) -> dict[str, Any]:
    """What an answer rests on; a policy that the ledger has not met is recorded before."""
    rules = policy_digest(engine.policy)
    subject = f"policy:{rules}"
    if not has_record(transaction, subject):
        append(transaction, Entry(kind="policy", actor=actor, about=(subject,), body={"policy": asdict(engine.policy)}))
    return {
        "snapshot": engine.snapshot_number,
        "policy": engine.policy.version,
        "policy_sha256": rules,
        "exemptions": engine.exemptions.digest,
        "program": __version__,
        **({"ownership": owners.sha256} if (owners := getattr(engine, "owners", None)) is not None else {}),
    }


def _parties(one: dict[str, Any]) -> Iterator[str]:
    """Ids of the listed parties that a message, text or paper names."""
    for hit in one.get("hits", ()):
        for result in hit["results"]:
            yield result["id"]
    for mention in one.get("mentions", ()):
        if mention["kind"] == "party":
            yield mention["key"]


def _public(result: dict[str, Any]) -> dict[str, Any]:
    """Of a result, what says nothing of the subject."""
    return {name: result[name] for name in ("id", "status", "match", "score", "bits", "exemption")}


@contextmanager
def recorder(store: Path, *, say: Callable[[str], None], actor: str = "") -> Iterator[Recorder | None]:
    """The recorder of a data folder as the settings want it; None where nothing is to be recorded.

    Nothing but recording belongs into its block: where a record is required, a failure to write one is `NotScreened`;
    otherwise `say` is told and the work goes on.

    Args:
        store: the data folder.
        say: told, in one line, why nothing could be recorded.
        actor: who does it; default: the person at the terminal.
    """
    mode = settings.ledger_mode()
    if mode == "off":
        yield None
        return
    try:
        database = open_database(settings.database_url(store))
    except OstrakonError as bad:
        _unrecorded(bad, say)
        yield None
        return
    try:
        yield Recorder(database, actor or person_at_terminal())
    except StoreError as bad:
        _unrecorded(bad, say)
    finally:
        database.close()


def _unrecorded(problem: OstrakonError, say: Callable[[str], None]) -> None:
    """What it leads to that something could not be recorded.

    Raises:
        NotScreened: the settings require a record.
    """
    if settings.ledger_mode() == "required":
        raise NotScreened(
            f"the answer could not be recorded, and a record is required: {problem.what}",
            where=problem.where,
            remedy=problem.remedy or f"Mend it, or set {settings.LEDGER_VARIABLE}=on",
        ) from problem
    say(f"warning: nothing was recorded in the ledger: {problem}")
