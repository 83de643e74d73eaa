"""A customer base under a change of the lists: incremental against full, in time and match by match."""

from __future__ import annotations

import os
import re
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import SHARED
from benchmarks.customer_base import write_customers
from benchmarks.measure import Bar, Run, Section, ostrakon
from ostrakon import Ostrakon
from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.app.monitoring.watching import Watch
from ostrakon.database.customers import matches
from ostrakon.database.opening import open_database
from ostrakon.intake.records import open_records
from ostrakon.model.subject import Subject
from ostrakon.screening.result import Result

DAYS = ("2024-01", "2024-05-02", "2024-05-03")
"""Editions of OFAC's SDN list, each its `sdn.csv` alone: snapshots 1, 2 and 3."""
SAMPLE = 50_000
INCREMENTAL_SECONDS_MAX, FASTER_MIN, FASTER_DAY_MIN = 60.0, 5.0, 50.0
ANSWERED_ALL = 50
"""Results of an ordinary screening that are compared."""

Matched = dict[tuple[str, str], tuple[str, float, str, str]]
"""(customer, party) → class, bits, digest of the evidence, hash of the listed records."""


def monitoring(work: Path, *, customers: int) -> Section | None:
    """`customers` made customers under two changes of OFAC's list; None without the real lists."""
    folder = SHARED / "data" / "lists" / "ofac"
    if not folder.is_dir():
        return None
    store, rows = work / "watched", work / "customers.jsonl"
    for edition in DAYS:
        _command(store, "lists", "import", "ofac_sdn", folder / edition / "sdn.csv.xz")
    with Ostrakon.open(store) as engine:
        listed = sorted({name.value for entity in engine.snapshot.entities() for name in entity.names})
    write_customers(rows, customers, listed)
    section = Section(
        "Watching customers",
        f"{customers:,} made customers (Faker, 41 locales, most with date of birth and country) and OFAC's SDN list "
        "(`sdn.csv` alone). Whole commands, start-up, cases and the ledger included; two processes where a run takes "
        "more than one.",
        ("run", "customers", "time", "CPU", "peak memory of a process", "what it says"),
    )
    _command(store, "lists", "rollback", "1")
    _row(section, "import", customers, _command(store, "customers", "import", rows))
    full = _command(store, "customers", "rescreen")
    _row(section, "full, January 2024", customers, full)
    months = _after(store, 3)
    _row(section, "January to 3 May 2024", customers, months)
    _after(store, 2)
    day = _after(store, 3)
    _row(section, "2 to 3 May 2024", customers, day)
    sample = min(SAMPLE, customers)
    equal, unequal, said, ordinary = _equality(work, store, rows, sample)
    section.notes += said
    one = ordinary / sample * customers / (os.cpu_count() or 1)
    section.notes.append(
        f"Full by ordinary screening (`Ostrakon.answers`, as `screen --input`): {ordinary:.0f} s of processor time for "
        f"{sample:,} customers in one process, which is {one:,.0f} s for all of them on all processors (extrapolated); "
        f"{one / months.seconds:.1f} times the rescreen after four months, {one / day.seconds:.0f} times that after a "
        "day. A full rescreen is itself faster than that, since it looks from the lists to the customers, too."
    )
    section.bars += [
        Bar("rescreen after four months, s", INCREMENTAL_SECONDS_MAX, months.seconds, at_most=True, digits=1),
        Bar(
            "screening all customers, times the rescreen after four months", FASTER_MIN, one / months.seconds, digits=1
        ),
        Bar("screening all customers, times the rescreen after a day", FASTER_DAY_MIN, one / day.seconds, digits=1),
        Bar("matches in which incremental and full differ", 0, unequal, at_most=True, digits=0),
    ]
    section.notes.append(f"{equal:,} matches of the sample are equal in class, bits, evidence and listed records.")
    return section


def _equality(work: Path, store: Path, rows: Path, sample: int) -> tuple[int, int, list[str], float]:
    """Matches of a sample that are equal and that are not, remarks, and the seconds of an ordinary screening."""
    part = work / "sample.jsonl"
    with rows.open("rb") as lines, part.open("wb") as out:
        step = max(1, sum(1 for _ in rows.open("rb")) // sample)
        out.writelines(line for number, line in enumerate(lines) if number % step == 0)
    database = open_database(f"sqlite:///{work / 'sample.sqlite'}")
    watch = _Sampled(store, database)
    try:
        _command(store, "lists", "rollback", "1")
        with open_records(part) as records:
            watch.bring_in(records, actor="benchmark")
        watch.rescreen(actor="benchmark")
        _command(store, "lists", "rollback", "3")
        watch.rescreen(actor="benchmark")
        incremental = _matches(watch)
        watch.rescreen(actor="benchmark", full=True)
        full = _matches(watch)
    finally:
        database.close()
    differing = {pair for pair in {*incremental, *full} if incremental.get(pair) != full.get(pair)}
    said, seconds = _beside_screening(store, part, full)
    return len(full) - len(differing), len(differing), said, seconds


class _Sampled(Watch):
    """A base of its own beside that of all customers."""

    @property
    def folder(self) -> BaseFolder:
        return replace(BaseFolder.of(self.store, None), root=self.store / "sampled")


def _matches(watch: Watch) -> Matched:
    with watch.database.read() as transaction:
        return {
            (one.customer, one.party): (one.status, one.bits, one.digest, one.content) for one in matches(transaction)
        }


def _beside_screening(store: Path, rows: Path, full: Matched) -> tuple[list[str], float]:
    """What an ordinary screening of the same customers finds, and its processor time."""
    with open_records(rows) as records:
        subjects = [row.content for row in records if isinstance(row.content, Subject)]
    found: dict[tuple[str, str], Result] = {}
    with Ostrakon.open(store, snapshot=3) as engine:
        started = time.process_time()
        for answer in engine.answers(subjects, limit=ANSWERED_ALL):
            found.update({(answer.query_id, result.id): result for result in answer.results})
        seconds = time.process_time() - started
    same = sum(pair in full and full[pair][1] == result.bits for pair, result in found.items())
    return [
        f"An ordinary screening of the sample finds {len(found):,} matches: {same:,} of them stand with the same score "
        f"in the base, which holds {len(full.keys() - found.keys()):,} more.",
    ], seconds


def _after(store: Path, snapshot: int) -> Run:
    _command(store, "lists", "rollback", str(snapshot))
    return _command(store, "customers", "rescreen")


def _command(store: Path, *words: str | Path) -> Run:
    return ostrakon("--store", store, *words)


def _row(section: Section, title: str, customers: int, cost: Run) -> None:
    said = " ".join(
        line for line in cost.output.splitlines() if re.match(r"Matches|The base|\d.*rows|\d.*against", line)
    )
    section.rows.append(
        (title, f"{customers:,}", f"{cost.seconds:.1f} s", f"{cost.cpu_seconds:.1f} s", f"{cost.peak_mb:,.0f} MB", said)
    )
