"""Payments from RabbitMQ (AMQP 0-9-1, extra `ostrakon[rabbitmq]`): delivered at least once, decided once.

A group of messages is decided and recorded, then told (in one transaction of the broker), then acknowledged. Whatever
is killed in between, the broker delivers again what was not acknowledged, and the database knows what was decided. Two
groups at most are in this process; the others wait in the queue. A message that the filter fails on goes to the dead
letters of its queue, and the log says why; a database or lists that are away are no fault of a message: it waits.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ostrakon.errors import NotScreened, StoreError, UsageError
from ostrakon.streaming.deciding import Decider, Incoming, Told

if TYPE_CHECKING:
    from pika import BlockingConnection
    from pika.adapters.blocking_connection import BlockingChannel

GROUP = 50
"""Messages that are decided together at most."""
LINGER_SECONDS = 0.02
"""How long a group that is not full waits for more."""
RETRY_SECONDS = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Between attempts while the broker, the database or the lists are away."""
DELIVERIES_MAX = 20
"""After so many deliveries the broker puts a message that ends every process to the dead letters (quorum queues)."""
_log = logging.getLogger("ostrakon.stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """Where messages come from and go to.

    Attributes:
        payments: the queue of payments.
        decisions: the queue of decisions; empty tells nobody.
        dead: the queue of dead letters, for `declare`.
        declare: make the queues where they are not there, durable and replicated (quorum queues).
    """

    payments: str
    decisions: str = ""
    dead: str = ""
    declare: bool = False


def consume(
    url: str, queues: Queues, decider: Decider, *, stop: Callable[[], bool], idle: Callable[[], None] = lambda: None
) -> int:
    """Decide messages until `stop` says so; how many were decided.

    Args:
        url: `amqp://user:password@host:port/vhost`, or `amqps://…`.
        stop: asked between two groups and while there is nothing to do.
        idle: called as often.

    Raises:
        UsageError: pika is not installed, the address is no AMQP address, or a queue is missing or of another kind.
    """
    pika = _pika()
    try:
        parameters = pika.URLParameters(url)
    except Exception as bad:
        raise UsageError(f"the address cannot be read ({bad})", remedy="amqp://user:password@host:5672/%2F") from None
    count = attempt = 0
    while not stop():
        try:
            with pika.BlockingConnection(parameters) as connection:
                channel = connection.channel()
                _prepare(channel, queues)
                teller = _Teller(connection, queues.decisions) if queues.decisions else None
                _log.info("reading %s", queues.payments)
                for decided in _groups(channel, queues, decider, teller, stop, idle):
                    count += decided
                    attempt = 0
        except pika.exceptions.ChannelClosedByBroker as refused:
            raise UsageError(
                f"the broker refuses the queue ({refused.reply_text})",
                remedy="Name a queue that exists, or say --declare to have it made",
            ) from None
        except (pika.exceptions.AMQPError, OSError, StoreError, NotScreened) as away:
            pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
            attempt += 1
            _log.warning("waiting %s s: %s", pause, away or type(away).__name__)
            _sleep(pause, stop)
    return count


def _prepare(channel: BlockingChannel, queues: Queues) -> None:
    """Have the queues ready, and take only so many messages ahead."""
    if queues.declare:
        arguments: dict[str, Any] = {"x-queue-type": "quorum", "x-delivery-limit": DELIVERIES_MAX}
        if queues.dead:
            channel.queue_declare(queues.dead, durable=True, arguments={"x-queue-type": "quorum"})
            arguments |= {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": queues.dead}
        channel.queue_declare(queues.payments, durable=True, arguments=arguments)
        if queues.decisions:
            channel.queue_declare(queues.decisions, durable=True, arguments={"x-queue-type": "quorum"})
    else:
        for queue in filter(None, (queues.payments, queues.decisions)):
            channel.queue_declare(queue, passive=True)
    channel.basic_qos(prefetch_count=2 * GROUP)


class _Teller:
    """Tells the decisions of a group in one transaction of the broker, on a channel of its own.

    Each is on the disks of the broker when `tell` returns. One answer of the broker for all costs a seventeenth of a
    confirmation of each (measured with a quorum queue: 0.5 in place of 9 ms a decision).
    """

    def __init__(self, connection: BlockingConnection, queue: str) -> None:
        self._connection, self._queue = connection, queue
        self._returned: list[object] = []
        self._channel = connection.channel()
        self._channel.add_on_return_callback(lambda *told: self._returned.append(told))
        self._channel.tx_select()

    def tell(self, told: Iterable[tuple[Incoming, Told]]) -> None:
        """Put the answers into the queue.

        Raises:
            StoreError: the queue is not there any more.
        """
        pika = _pika()
        for message, one in told:
            properties = pika.BasicProperties(
                message_id=one.key, correlation_id=message.id, content_type="application/json", delivery_mode=2
            )
            self._channel.basic_publish("", self._queue, one.answer, properties, mandatory=True)
        self._channel.tx_commit()
        self._connection.process_data_events(0)  # hands on what the broker has sent back
        if self._returned:
            raise StoreError("the queue of decisions is not there", where=self._queue, remedy="Make it anew")


def _groups(
    channel: BlockingChannel,
    queues: Queues,
    decider: Decider,
    teller: _Teller | None,
    stop: Callable[[], bool],
    idle: Callable[[], None],
) -> Iterator[int]:
    """Decide group after group; yields how many messages each had."""
    group: list[tuple[int, Incoming]] = []
    since = 0.0
    for method, properties, body in channel.consume(queues.payments, inactivity_timeout=LINGER_SECONDS):
        if method is not None and properties is not None and body is not None:
            since = since if group else time.monotonic()
            group.append((method.delivery_tag or 0, Incoming(properties.message_id or "", body)))
        if group and (len(group) >= GROUP or method is None or time.monotonic() - since >= LINGER_SECONDS):
            _settle(channel, decider, teller, group)
            yield len(group)
            group = []
        idle()
        if stop() and not group:
            channel.cancel()
            return


def _settle(
    channel: BlockingChannel, decider: Decider, teller: _Teller | None, group: list[tuple[int, Incoming]]
) -> None:
    """Decide a group, tell, and acknowledge."""
    told = decider.decide([message for _, message in group])
    if teller is not None:
        teller.tell((message, one) for (_, message), one in zip(group, told, strict=True) if not one.failed)
    for (tag, _), one in zip(group, told, strict=True):
        if one.failed:
            channel.basic_reject(tag, requeue=False)
        else:
            channel.basic_ack(tag)


def _sleep(seconds: float, stop: Callable[[], bool]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop():
        time.sleep(0.05)


def _pika() -> Any:
    try:
        import pika  # noqa: PLC0415  # an extra
        import pika.exceptions  # noqa: PLC0415
    except ImportError:
        raise UsageError(
            "RabbitMQ needs pika, which is not installed", remedy="Install it with: pip install 'ostrakon[rabbitmq]'"
        ) from None
    return pika
