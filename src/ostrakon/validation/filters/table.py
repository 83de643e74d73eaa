"""Any other filter by tables: the test records go out as CSV, its answers come back as CSV."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from ostrakon.errors import InputError
from ostrakon.validation.filters.base import Found, outcome
from ostrakon.validation.record import Outcome, TestRecord

RECORDS_COLUMNS = ("record", "name", "schema")
ANSWERS_COLUMNS = ("record", "alert", "id", "score")
_YES = frozenset({"1", "true", "yes", "y", "hit", "alert"})
_NO = frozenset({"0", "false", "no", "n", "", "clear"})


def write_records(path: Path, records: Iterable[TestRecord]) -> int:
    """Write what another filter is to be asked; how many rows. Nothing in it says which of them are listed."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(RECORDS_COLUMNS)
        for record in records:
            writer.writerow((record.id, record.written, record.schema))
            count += 1
    return count


class TableFilter:
    """Answers in a CSV file: `record`, `alert` (yes or no), and where it tells them `id` and `score`.

    A record may have several rows, one for each result, or one with `alert` no. Without ids an alert on a planted
    record counts as found: the table cannot say more. A record without a row was not answered.

    Args:
        path: the file.
        same: all ids of a party.
        name: as the report calls it.

    Raises:
        InputError: the file cannot be read, lacks a column, or a row is wrong.
    """

    __test__ = False
    channels = frozenset({"name"})

    def __init__(self, path: Path, same: Callable[[str], frozenset[str]], name: str = "") -> None:
        self.name = name or path.stem
        self._same = same
        self._rows: dict[str, list[Found]] = {}
        self.scored = self._named = False
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                self._read(csv.DictReader(file), path)
        except (OSError, UnicodeDecodeError, csv.Error) as bad:
            raise InputError(f"the answers cannot be read ({bad})", where=str(path)) from None

    def _read(self, rows: csv.DictReader[str], path: Path) -> None:
        missing = {"record", "alert"} - set(rows.fieldnames or ())
        if missing:
            raise InputError(
                f"there is no column {min(missing)!r}", where=str(path), remedy=f"Columns: {', '.join(ANSWERS_COLUMNS)}"
            )
        for number, row in enumerate(rows, 2):
            said = (row["alert"] or "").strip().lower()
            if said not in _YES | _NO:
                raise InputError(f"alert is {row['alert']!r}", where=f"{path}, line {number}", remedy="Write yes or no")
            found = self._rows.setdefault(row["record"], [])
            known, score = (row.get("id") or "").strip(), (row.get("score") or "").strip()
            try:
                value = float(score) if score else float(said in _YES)
            except ValueError:
                raise InputError(
                    f"score is {score!r}", where=f"{path}, line {number}", remedy="Write a number"
                ) from None
            self.scored |= bool(score)
            self._named |= bool(known)
            if known or said in _YES:
                found.append(Found(frozenset({known} - {""}), value, alert=said in _YES))

    def outcomes(self, records: Sequence[TestRecord]) -> Iterator[Outcome]:
        """See `Filter`."""
        for record in records:
            rows = self._rows.get(record.id)
            if rows is None:
                yield Outcome(problem="no row in the table")
                continue
            if not self._named and record.planted:
                alert = any(one.alert for one in rows)
                yield Outcome(alert=alert, found=alert, score=max((one.score for one in rows), default=0.0))
                continue
            named = [Found(one.ids or frozenset({"?"}), one.score, alert=one.alert) for one in rows]
            yield outcome(record, sorted(named, key=lambda one: -one.score), self._same)
