"""Deciding messages of a stream: some at a time, each once, recorded before anybody is told.

What is told of a message names the records of the ledger and no person: a broker's queue is no place for personal data.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.paying import filtered_object, payment_filter
from ostrakon.app.recording import Recorder
from ostrakon.database.stream_messages import decided, forget, keep
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import StoreError
from ostrakon.filtering.filter import PaymentFilter, begun
from ostrakon.intake.payments import Message, Part, read_payments
from ostrakon.rules.payments.membership import Participant
from ostrakon.rules.payments.window import Window

KEPT_DAYS = 14
"""How long a decided message is known; a broker does not deliver one again after that."""
_FORGET_EVERY = 1_000
_WORST = ("not_screened", "hit", "review", "clear")
_log = logging.getLogger("ostrakon.stream")
Objects = list[dict[str, Any]]
Payments = Iterable[tuple[Message, Iterable[Part]]]
"""The payments of one message, each with its parts."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as the broker delivered it.

    Attributes:
        id: what its sender calls it; may be empty.
        content: the payment message, ISO 20022 or SWIFT MT, one or many.
    """

    id: str
    content: bytes

    @property
    def key(self) -> str:
        """What makes two deliveries one message: the sender's id and the bytes, SHA-256 in hex."""
        return hashlib.sha256(self.id.encode() + b"\x00" + self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one message.

    Attributes:
        key: of the message.
        answer: what its sender is told, as JSON; the same bytes for every delivery.
        failed: why it could not be looked at at all; then there is no answer.
    """

    key: str
    answer: bytes = b""
    failed: str = ""


class Decider:
    """Decides groups of messages with the lists in force.

    Args:
        current: gives the engine in force.
        database: of the ledger.
        stream: name of the stream; a message is decided once for it.
        window: payments seen before; kept over changes of the lists.
        participants: of payment systems, beside those that ship.
    """

    def __init__(
        self,
        current: Callable[[], Ostrakon],
        database: Database,
        stream: str,
        *,
        window: Window | None = None,
        participants: Iterable[Participant] = (),
    ) -> None:
        self._current, self._database, self._stream = current, database, stream
        self._window, self._participants = window, tuple(participants)
        self._engine: Ostrakon | None = None
        self._filter: PaymentFilter | None = None
        self._groups = 0

    def decide(self, messages: Sequence[Incoming]) -> list[Told]:
        """What became of each message, in their order; all of it is in the ledger when this returns.

        Raises:
            NotScreened: no list is in force; nothing was decided.
            StoreError: it could not be recorded, or the window is away; nothing was decided.
        """
        engine = self._current()
        chosen = self._chosen(engine)
        with self._database.read() as transaction:
            before = decided(transaction, self._stream, [message.key for message in messages])
        found: dict[str, Objects] = {}
        failed: dict[str, str] = {}
        fresh = {message.key: message for message in messages if message.key not in before}
        for key, read in _read(chosen, fresh, failed).items():
            try:
                found[key] = [filtered_object(chosen.filter(one, parts)) for one, parts in read]
            except StoreError:  # the window is away: no fault of the message
                raise
            except Exception as bad:  # whatever one message does to the filter, the others are decided
                failed[key] = _failure(key, bad)
        names = {message.key: message.id for message in messages}
        with self._database.write() as transaction:
            before |= self._recorded(transaction, engine, found, names)
            self._forget_old(transaction)
        return [
            Told(message.key, failed=failed[message.key])
            if message.key in failed
            else Told(message.key, before[message.key].encode())
            for message in messages
        ]

    def close(self) -> None:
        """Give back the filter and the window."""
        if self._filter is not None:
            self._filter.close()

    def _chosen(self, engine: Ostrakon) -> PaymentFilter:
        if self._filter is None or self._engine is not engine:
            self._filter = payment_filter(engine, self._window, self._participants)
            self._engine = engine
        return self._filter

    def _recorded(
        self, transaction: Transaction, engine: Ostrakon, found: dict[str, Objects], names: dict[str, str]
    ) -> dict[str, str]:
        """Record what another process has not recorded meanwhile; the answers by key."""
        answers = decided(transaction, self._stream, list(found))
        fresh = {key: objects for key, objects in found.items() if key not in answers}
        if not fresh:
            return answers
        recorder = Recorder(self._database, f"stream:{self._stream}")
        facts = {"stream": self._stream, "messages": {key: _worst(objects) for key, objects in fresh.items()}}
        every = [one for objects in fresh.values() for one in objects]
        numbers = iter(recorder.add_documents(transaction, "payment", every, engine, facts))
        for key, objects in fresh.items():
            answer = _answer(key, names[key], objects, [next(numbers) for _ in objects], engine)
            keep(transaction, self._stream, key, answer)
            answers[key] = answer
        return answers

    def _forget_old(self, transaction: Transaction) -> None:
        self._groups += 1
        if self._groups % _FORGET_EVERY == 0:
            forget(transaction, (datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat())


def _failure(key: str, bad: Exception) -> str:
    _log.error("message %s could not be filtered", key, exc_info=bad)
    return f"{type(bad).__name__}: {bad}"


def _read(chosen: PaymentFilter, messages: Mapping[str, Incoming], failed: dict[str, str]) -> dict[str, Payments]:
    """The payments of each message of a group, whose texts are looked through together: that takes half of the time.

    Args:
        failed: why messages could not be read, by key, is added.
    """
    found: dict[str, Payments] = {}
    ahead: list[Part] = []
    for key, message in messages.items():
        try:
            read = [(one, *begun(parts)) for one, parts in read_payments(message.content, message.id or key[:16])]
        except Exception as bad:  # whatever one message does to the reader, the others are decided
            failed[key] = _failure(key, bad)
            continue
        found[key] = [(one, every) for one, _, every in read]
        ahead += [part for _, first, _ in read for part in first]
    try:
        chosen.look_ahead(ahead)
    except Exception:  # which of them it was shows when each is decided
        _log.exception("a group of messages could not be looked through together")
    return found


def _worst(objects: Objects) -> str:
    """The status of a message that holds several payments."""
    statuses = Counter(one["status"] for one in objects)
    return next((status for status in _WORST if statuses[status]), "not_screened")


def _answer(key: str, name: str, objects: Objects, numbers: list[int], engine: Ostrakon) -> str:
    """What is told of a message: statuses, rules and numbers of records, and nothing of a person."""
    told = {
        "key": key,
        "message_id": name,
        "status": _worst(objects),
        "snapshot": engine.snapshot_number,
        "policy": engine.policy.version,
        "payments": [
            {
                "type": one.get("type", ""),
                "status": one["status"],
                "record": number,
                "rules": sorted({finding["rule"] for finding in one.get("findings", ())}),
            }
            for one, number in zip(objects, numbers, strict=True)
        ],
    }
    return msgspec.json.encode(told).decode()
