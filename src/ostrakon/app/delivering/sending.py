"""Messages that wait are sent: each lane in order, each message until it arrives or is given up."""

from __future__ import annotations

import hashlib
import json
import logging
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ostrakon import __version__
from ostrakon.app.delivering.options import DeliverySettings
from ostrakon.database import outbox
from ostrakon.database.outbox import Message, later
from ostrakon.database.records import append, moment
from ostrakon.database.transactions import Database, Transaction
from ostrakon.delivery import guard
from ostrakon.delivery.endpoints import Endpoint
from ostrakon.delivery.guard import Resolve, resolved
from ostrakon.delivery.posting import Attempt, post
from ostrakon.delivery.signing import HEADER, signature
from ostrakon.errors import OstrakonError
from ostrakon.ledger.record import Entry

AT_ONCE = 8
"""Connections at a time to one endpoint."""
CONNECTIONS_MAX = 64
"""Connections at a time in all."""
_log = logging.getLogger("ostrakon.deliveries")


@dataclass(slots=True)
class Sent:
    """What a run did.

    Attributes:
        delivered, failed, dead: messages; failed ones are tried again later.
        problems: of each endpoint the last one, in words.
    """

    delivered: int = 0
    failed: int = 0
    dead: int = 0
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what waits in one database; of several processes one at a time (`database.leases`).

    Attributes:
        house_key: under which secrets of webhooks are sealed; None where there is none.
        resolve: gives the addresses of a host.
        chance: a random number from 0 to 1.
    """

    database: Database
    settings: DeliverySettings
    house_key: bytes | None = None
    resolve: Resolve = resolved
    chance: Callable[[], float] = random.random

    def run(self, stop: Callable[[], bool] = lambda: False) -> Sent:
        """Send all webhooks that are due, until none is or `stop` says so.

        An endpoint of which every attempt of a round failed is left alone until its next time, with all that waits for
        it: a receiver that is silent takes one round, and does not hold up the others.
        """
        done = Sent()
        with ThreadPoolExecutor(CONNECTIONS_MAX, thread_name_prefix="webhook") as pool:
            while not stop():
                claimed = self._claimed()
                if not claimed:
                    break
                outcomes = list(pool.map(lambda pair: self._attempt(*pair), claimed))
                again: dict[str, list[str]] = {}
                for (receiver, message), attempt in zip(claimed, outcomes, strict=True):
                    again.setdefault(receiver.id, []).append(self._conclude(receiver, message, attempt, done))
                for name, dues in again.items():
                    if all(dues):
                        with self.database.write() as transaction:
                            outbox.put_off_all(transaction, name, min(dues))
        return done

    def _claimed(self) -> list[tuple[Endpoint, Message]]:
        now = moment()
        # Longer than any attempt: what is not concluded by then was in the hands of somebody who died.
        until = later(self.settings.total_seconds * 2 + 30, now)
        with self.database.write() as transaction:
            ids = [one.id for one in outbox.endpoints(transaction) if one.kind == "webhook" and not one.stopped]
            return [
                (receiver, message)
                for receiver in (outbox.endpoint(transaction, name, self.house_key) for name in ids)
                for message in outbox.claim(transaction, receiver.id, now, until, AT_ONCE)
            ]

    def _attempt(self, endpoint: Endpoint, message: Message) -> Attempt:
        try:
            target = guard.target(endpoint.target, self.settings.allowed, self.resolve)
        except OstrakonError as refused:
            return Attempt(False, refused.what)
        except OSError:
            return Attempt(False, "the name of the host does not resolve")
        body = message.body.encode("utf-8")
        secrets = [secret.value for secret in endpoint.signing(moment())]
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"ostrakon/{__version__}",
            "Ostrakon-Event": message.type,
            "Ostrakon-Event-Id": message.event,
            "Ostrakon-Attempt": str(message.attempts),
            HEADER: signature(body, secrets, int(time.time())),
        }
        return post(target, body, headers, self.settings.times, self.settings.trust())

    def _conclude(self, endpoint: Endpoint, message: Message, attempt: Attempt, done: Sent) -> str:
        """Keep what became of an attempt; when the next one is, empty where there is none."""
        due, patience = "", self.settings.patience
        with self.database.write() as transaction:
            if attempt.delivered:
                if outbox.end(transaction, message, "delivered"):
                    record_delivery(transaction, endpoint, message)
                done.delivered += 1
                return ""
            done.problems[endpoint.id] = attempt.problem
            if patience.given_up(message.attempts):
                outbox.end(transaction, message, "dead", attempt.problem)
                body = {
                    "endpoint": endpoint.id,
                    "event": message.event,
                    "type": message.type,
                    "attempts": message.attempts,
                    "problem": attempt.problem,
                }
                append(transaction, Entry(kind="delivery_given_up", actor="system", about=_about(message), body=body))
                done.dead += 1
            else:
                due = later(patience.pause(message.attempts, self.chance))
                outbox.put_off(transaction, message, due, attempt.problem)
                done.failed += 1
        _log.warning("message %s to %s: %s", message.id, endpoint.id, attempt.problem)
        return due


def record_delivery(transaction: Transaction, endpoint: Endpoint, message: Message) -> None:
    """Record in the ledger what left, to whom, and what was left out of it; not what it said."""
    body = {
        "endpoint": endpoint.id,
        "recipient": endpoint.recipient,
        "event": message.event,
        "type": message.type,
        "attempts": message.attempts,
        "sha256": hashlib.sha256(message.body.encode("utf-8")).hexdigest(),
        "left_out": json.loads(message.left_out),
    }
    append(transaction, Entry(kind="delivered", actor="system", about=_about(message), body=body))


def _about(message: Message) -> tuple[str, ...]:
    about = (f"endpoint:{message.endpoint}",)
    return (*about, message.lane) if message.lane.startswith("customer:") else about
