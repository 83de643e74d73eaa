"""What-if: past screenings answered again, under the policy in force and under a proposed one, on the lists in force.

Both sides are asked of the same lists, so that every difference is the policy's. What was screened is taken from the
newest records of the ledger and from the alerts of cases (rows of files and customers stand in no record of their own);
each subject is asked once, however often it was screened.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from ostrakon.app.casework import customer_key
from ostrakon.app.engine import Ostrakon
from ostrakon.app.opening import open_with
from ostrakon.app.policies import in_force
from ostrakon.app.policy_past import Past, past_screenings
from ostrakon.cases.case import Case
from ostrakon.database import cases as stored
from ostrakon.database import policies, trials
from ostrakon.database.records import moment
from ostrakon.database.reviews import exemptions
from ostrakon.database.transactions import Database, Transaction
from ostrakon.errors import OstrakonError, UsageError
from ostrakon.screening.policy import Policy
from ostrakon.screening.result import Answer, Result

MOST = 10_000
"""Newest screenings replayed, where nothing else is asked."""
MOST_MAX = 1_000_000
TOLD_EVERY = 500
"""Subjects between two notes of how far it is."""
EXAMPLES_MAX = 50
"""Alerts shown of each kind; the gravest first."""
CONFIRMED = frozenset({"block", "reject", "hold"})
PRIORITY_LOWER = 10
Tell = Callable[[int, float], None]
"""Told how many subjects are done, and the share of the work (0 to 1)."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One alert that another policy makes, unmakes or puts into another class.

    Attributes:
        record: of the answer.
        customer, party, caption: between whom it is.
        before, after: `hit`, `review`, or empty where there is no alert.
        bits: of the comparison.
        case: number of the case between the two; 0 without one.
        disposition: `confirmed` (block, reject, hold), `cleared`, `open`, or `none` where nobody decided.
    """

    record: int
    customer: str
    party: str
    caption: str
    before: str
    after: str
    bits: float
    case: int = 0
    disposition: str = "none"


@dataclass(slots=True)
class _Tally:
    answers: Counter[str] = field(default_factory=Counter)
    found: dict[str, list[Difference]] = field(default_factory=lambda: defaultdict(list))


def start(transaction: Transaction, number: int, *, most: int, since: str, by: str) -> int:
    """Keep a what-if of a proposal as begun; its number. `run` does the work, `run_beside` in a process of its own.

    Raises:
        UsageError: there is no such policy, it is none that waits, one runs already, or `since` is no day.
    """
    try:
        datetime.fromisoformat(since or "2000-01-01")
    except ValueError:
        raise UsageError(f"{since!r} is no ISO day", remedy="Write 2026-06-30") from None
    found = policies.policy(transaction, number)
    if found is None or found.state != "proposed":
        raise UsageError(f"policy {number} is no proposal that waits for a decision")
    now = moment()
    if any(one.state == "running" and not one.stalled(now) for one in trials.trials(transaction, number)):
        raise UsageError("a what-if of this policy is running", remedy="Wait until it is done")
    return trials.add_trial(transaction, number, most=most, since=since, by=by, at=now)


def run(database: Database, store: Path, trial_id: int, tell: Tell = lambda _done, _share: None) -> dict[str, Any]:
    """Do the work of a what-if and keep what came of it.

    Raises:
        OstrakonError: it cannot be done; that is kept, too.
    """
    try:
        result = _result(database, store, trial_id, tell)
    except OstrakonError as bad:
        with database.write() as transaction:
            trials.end_trial(transaction, trial_id, "failed", {"failed": str(bad)}, at=moment())
        raise
    with database.write() as transaction:
        trials.end_trial(transaction, trial_id, "done", result, at=moment())
    return result


def run_beside(store: Path, trial_id: int) -> None:
    """Do the work in a process of low priority, which outlives the request and the worker that asked."""
    command = [sys.executable, "-m", "ostrakon.app.policy_trials", str(store), str(trial_id)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=child.wait, name="what-if", daemon=True).start()  # or it would stay as a zombie


def _result(database: Database, store: Path, trial_id: int, tell: Tell) -> dict[str, Any]:
    with database.read() as transaction:
        asked = trials.trial(transaction, trial_id)
        if asked is None:
            raise UsageError(f"there is no what-if {trial_id}")
        proposal = policies.policy(transaction, asked.policy)
        assert proposal is not None, "the database refers to it"
        now = in_force(transaction)
        decided = tuple(exemptions(transaction))
    screenings, past = past_screenings(database, asked.most, asked.since)
    rules: tuple[Policy, Policy] = (now.policy, proposal.policy)
    tally = _Tally()
    with open_with(store, decided, rules[0]) as before, open_with(store, decided, rules[1]) as after:
        done = 0
        for block in _blocks(past):
            for one, old, new in zip(block, _answers(before, block), _answers(after, block), strict=True):
                _compare(tally, one, old, new)
            done += len(block)
            with database.write() as transaction:
                trials.tell_trial(transaction, trial_id, done=done, total=len(past), at=moment())
            tell(done, done / len(past))
        snapshot = before.snapshot_number
    with database.read() as transaction:
        kinds = {kind: _summed(transaction, tally.found[kind]) for kind in ("appears", "vanishes", "changes")}
    return {
        "snapshot": snapshot,
        "in_force": now.version,
        "proposed": proposal.version,
        "screenings": screenings,
        "subjects": len(past),
        "answers": dict(sorted(tally.answers.items())),
        **kinds,
    }


def _blocks(past: list[Past]) -> Iterator[list[Past]]:
    """Those that were asked alike, some at a time."""
    groups: dict[tuple[int, float | None], list[Past]] = defaultdict(list)
    for one in past:
        groups[one.limit, one.threshold].append(one)
    for group in groups.values():
        for begin in range(0, len(group), TOLD_EVERY):
            yield group[begin : begin + TOLD_EVERY]


def _answers(engine: Ostrakon, block: list[Past]) -> list[Answer]:
    first = block[0]
    subjects = [one.subject for one in block]
    return list(engine.answers(subjects, limit=first.limit, threshold=first.threshold, evidence=False))


def _compare(tally: _Tally, one: Past, old: Answer, new: Answer) -> None:
    if old.status != new.status:
        tally.answers[f"{old.status} > {new.status}"] += 1
    before, after = _alerts(old), _alerts(new)
    for party in dict.fromkeys((*before, *after)):
        was, becomes = before.get(party), after.get(party)
        status = (was.status if was else "", becomes.status if becomes else "")
        if status[0] == status[1]:
            continue
        shown = becomes or was
        assert shown is not None, "one of the two is there"
        kind = "appears" if not was else "vanishes" if not becomes else "changes"
        tally.found[kind].append(
            Difference(
                record=one.record,
                customer=customer_key(one.subject),
                party=party,
                caption=shown.caption,
                before=status[0],
                after=status[1],
                bits=shown.bits,
            )
        )


def _alerts(answer: Answer) -> dict[str, Result]:
    return {one.id: one for one in answer.results if one.match and not one.exemption}


def _summed(transaction: Transaction, found: list[Difference]) -> dict[str, Any]:
    """Counts by class and by what people decided, with examples: those that were confirmed first."""
    placed = [_with_case(transaction, one) for one in found]
    order = ("confirmed", "open", "cleared", "none")
    placed.sort(key=lambda one: (order.index(one.disposition), -one.bits))
    return {
        "alerts": len(placed),
        "classes": dict(sorted(Counter(f"{one.before or 'none'} > {one.after or 'none'}" for one in placed).items())),
        "dispositions": {word: sum(one.disposition == word for one in placed) for word in order},
        "examples": [msgspec.to_builtins(one) for one in placed[:EXAMPLES_MAX]],
    }


def _with_case(transaction: Transaction, one: Difference) -> Difference:
    cases = stored.queue(transaction, customer=one.customer, party=one.party, limit=1)
    if not cases:
        return one
    return msgspec.structs.replace(one, case=cases[0].id, disposition=_disposition(cases[0]))


def _disposition(case: Case) -> str:
    if case.state != "closed":
        return "open"
    return "confirmed" if case.outcome in CONFIRMED else "cleared"


def main(arguments: list[str]) -> int:
    """`python -m ostrakon.app.policy_trials STORE TRIAL`: what `run_beside` starts."""
    from ostrakon.app.settings import database_url  # noqa: PLC0415  # only in this process
    from ostrakon.database.opening import open_database  # noqa: PLC0415

    if hasattr(os, "nice"):
        os.nice(PRIORITY_LOWER)
    store = Path(arguments[0])
    database = open_database(database_url(store))
    try:
        run(database, store, int(arguments[1]))
    except OstrakonError as bad:
        print(f"ostrakon: {bad}", file=sys.stderr)
        return 2
    finally:
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
