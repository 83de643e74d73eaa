"""`payment`: files of payment messages against the lists in force."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import digest, recorder
from ostrakon.errors import InputError
from ostrakon.filtering.accounts import bank_resolver
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.filtering.hits import Filtered
from ostrakon.filtering.summary import Summary
from ostrakon.index.arrays import Arrays
from ostrakon.index.values import listed_values
from ostrakon.intake.payments import Message, Part, read_payments
from ostrakon.rules.payments.catalogue import MESSAGE_RULES, WINDOW_RULES
from ostrakon.rules.payments.known import known_of
from ostrakon.rules.payments.membership import Participant, read_participants, shipped_participants
from ostrakon.rules.payments.window import Window

SIZE_MAX = 1024 * 1024 * 1024
"""Bytes of one file, compared to a batch of a million transactions."""
READ_WHOLE_MAX = 8 * 1024 * 1024
"""Bytes of a file that is read at once; of a larger one a part is in memory at a time."""
CHUNK_WEIGHT = 2_000
"""Decisions, hits and findings that are recorded and written together."""


def payment_filter(
    engine: Ostrakon, window: Window | None = None, participants: Iterable[Participant] = ()
) -> PaymentFilter:
    """A filter over the lists of an open engine; keep it for many files.

    Args:
        window: payments seen before; None keeps those of this filter in memory.
        participants: of payment systems, beside those that ship.

    Raises:
        InputError: the policy names a rule that there is not.
    """
    known = {rule.id for rule in MESSAGE_RULES} | {rule.id for rule in WINDOW_RULES}
    unknown = engine.policy.payments.severities.keys() - known
    if unknown:
        raise InputError(
            f"payments.rules.{min(unknown)} of the policy is no rule over payments",
            remedy="docs/payments.md lists the rules",
        )
    arrays = Arrays.load(engine.index_folder)
    listed = ((value, _caption(engine, arrays.entity_id(party))) for value, party in listed_values(arrays, "bic"))
    return PaymentFilter(
        engine.answers,
        engine.spotter(),
        window,
        limits=engine.policy.payments,
        records=engine.records,
        unanswered=lambda: engine.stale,
        known=known_of(listed, (*shipped_participants(), *participants), bank_resolver()),
    )


def _caption(engine: Ostrakon, entity_id: str) -> str:
    entity = engine.entity(entity_id)
    return f"{entity.caption} ({entity_id})" if entity else entity_id


def participants_of(file: Path) -> tuple[Participant, ...]:
    """The participants of payment systems in a file.

    Raises:
        InputError: it cannot be read, or a line of it is wrong.
    """
    try:
        return read_participants(file.read_text(encoding="utf-8-sig").splitlines(), where=str(file))
    except (OSError, UnicodeDecodeError) as bad:
        reason = bad.strerror if isinstance(bad, OSError) else "it is not UTF-8"
        raise InputError(f"the participants cannot be read ({reason})", where=str(file)) from bad


def filter_files(
    engine: Ostrakon, files: Iterable[Path], window: Window | None = None, participants: Iterable[Participant] = ()
) -> Iterator[Filtered]:
    """The decision about each message of the files, in their order, as soon as it is made.

    Raises:
        InputError: a file cannot be opened or is too large; before anything is decided.
    """
    chosen = payment_filter(engine, window, participants)
    try:
        every = list(files)
        for file in every:
            with content_of(file):
                pass
        yield from chosen.filter_all(_messages(every))
    finally:
        chosen.close()


def _messages(files: Iterable[Path]) -> Iterator[tuple[Message, Iterator[Part]]]:
    for file in files:
        with content_of(file) as content:
            yield from read_payments(content, str(file))


def in_chunks(decisions: Iterable[Filtered]) -> Iterator[list[Filtered]]:
    """Decisions some together, so that memory is bounded by what they hold and not by how many there are."""
    chunk: list[Filtered] = []
    weight = 0
    for one in decisions:
        chunk.append(one)
        weight += 1 + len(one.hits) + len(one.findings)
        if weight >= CHUNK_WEIGHT:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk


class Booked:
    """Records a run in the ledger while it goes: what is not clear before it is written, how many at last.

    Args:
        store: the data folder. engine: on which the decisions rest.
        say: told, once, why nothing could be recorded.
    """

    def __init__(self, store: Path, engine: Ostrakon, *, say: Callable[[str], None]) -> None:
        self._store, self._engine, self._say = store, engine, say
        self._off = False

    def add(self, found: Iterable[Filtered]) -> None:
        """Record those that are not clear.

        Raises:
            NotScreened: the settings require a record, and none can be written.
        """
        telling = [filtered_object(one) for one in found if one.status != "clear"]
        if telling and not self._off:
            with recorder(self._store, say=self._failed) as ledger:
                if ledger:
                    ledger.some_documents("payment", telling, self._engine)

    def end(self, by_status: Mapping[str, int]) -> None:
        """Record the run.

        Raises:
            NotScreened: as in `add`.
        """
        if not self._off:
            with recorder(self._store, say=self._failed) as ledger:
                if ledger:
                    ledger.run("payment", by_status, self._engine)

    def _failed(self, reason: str) -> None:
        self._off = True
        self._say(reason)


@contextmanager
def content_of(file: Path) -> Iterator[bytes | BinaryIO]:
    """The bytes of a file of payments; a large one as an open file, of which a part is read at a time.

    Raises:
        InputError: it cannot be opened or is too large.
    """
    try:
        with file.open("rb") as opened:
            size = file.stat().st_size
            if size > SIZE_MAX:
                raise InputError(f"larger than {SIZE_MAX // 1024**3} GiB", where=str(file), remedy="Divide it")
            yield opened.read() if size <= READ_WHOLE_MAX else opened
    except FileNotFoundError as missing:
        raise InputError("there is no such file", where=str(file)) from missing
    except IsADirectoryError as folder:
        raise InputError("this is a folder", where=str(file), remedy="Name the files in it") from folder
    except OSError as denied:
        raise InputError(f"the file cannot be read ({denied.strerror or denied})", where=str(file)) from denied


def filtered_object(filtered: Filtered) -> dict[str, Any]:
    """A decision as `payment --json` gives it."""
    found: dict[str, Any] = msgspec.to_builtins(filtered)
    return found


def summary_of(engine: Ostrakon, decisions: Iterable[Filtered]) -> Summary:
    """Figures over decisions, with the lists of their parties."""
    summary = Summary(lambda party: (source for one in engine.records(party) for source in one.sources))
    for one in decisions:
        summary.add(one)
    return summary


def policy_object(engine: Ostrakon) -> dict[str, str]:
    """The policy as `payment --json` names it: its version, and the hash under which the ledger knows it."""
    return {"version": engine.policy.version, "sha256": digest(asdict(engine.policy))}
