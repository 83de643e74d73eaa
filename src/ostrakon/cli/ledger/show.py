"""`ostrakon ledger show`"""

from __future__ import annotations

from typing import Any

import click
import msgspec

from ostrakon.cli.common import emit_json, json_option, store_option
from ostrakon.cli.opened import opened_database
from ostrakon.database import records
from ostrakon.errors import UsageError
from ostrakon.ledger.record import LedgerRecord


@click.command("show")
@click.argument("number", required=False, type=click.IntRange(1))
@click.option("--about", default="", metavar="WHAT", help="customer:ID, entity:ID, case:N, list:SOURCE, ….")
@click.option("--kind", default="", metavar="KIND", help="screening, batch, payment, list_change, policy, ….")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@click.option("--personal", is_flag=True, help="Open the sealed part, too (names and facts of customers).")
@store_option
@json_option
def command(number: int | None, *, about: str, kind: str, limit: int, personal: bool, as_json: bool) -> None:
    """Show one record by its NUMBER, or the last ones, newest first."""
    with opened_database() as database, database.read() as transaction:
        if number is None:
            found = records.records(transaction, about=about, kind=kind, limit=limit, newest=True)
        else:
            one = records.record(transaction, number)
            if one is None:
                raise UsageError(f"the ledger has no record {number}")
            found = [one]
        shown = [_object(record, records.personal_of(transaction, record) if personal else None) for record in found]
    if as_json:
        emit_json({"records": shown})
    elif number is not None:
        click.echo(msgspec.json.format(msgspec.json.encode(shown[0]), indent=2))
    else:
        click.echo(_HEAD if found else _nothing(about, kind))
        for record in found:
            click.echo(_line(record))


_HEAD = f"{'number':>7}  {'when (UTC)':<24}  {'who':<14}  {'kind':<19}  what, about whom, begin of the hash"


def _nothing(about: str, kind: str) -> str:
    """What is said where no record fits."""
    if not about and not kind:
        return "the ledger is empty"
    what = " ".join(part for part in (f"about {about}" if about else "", f"of the kind {kind}" if kind else "") if part)
    more = (
        "; a row of a file stands in that of its file (--kind batch), unless a match of it opened a case"
        if about.startswith("customer:")
        else ""
    )
    return f"no record {what}{more}"


def _object(record: LedgerRecord, personal: Any) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(record) | {"about": list(record.subjects), "body": record.facts}
    return plain | ({"personal": personal} if personal is not None else {})


def _line(record: LedgerRecord) -> str:
    facts = record.facts
    what = facts.get("status") or facts.get("message") or facts.get("reason") or ""
    about = ", ".join(record.subjects[:3])
    return f"{record.n:>7}  {record.at:<24}  {record.actor:<14}  {record.kind:<19}  {what}  {about}  {record.hash[:8]}"
