"""`ostrakon exemptions add FILE NAME ENTITY_ID`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from ostrakon.app.engine import Ostrakon
from ostrakon.app.exempting import Review, add_exemption, expiry, no_use
from ostrakon.cli.common import complain, emit_json, json_option, policy_option, store_folder, store_option
from ostrakon.cli.subjects import subject_of, subject_options


@click.command("add")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("name")
@click.argument("entity_id", metavar="ENTITY_ID")
@subject_options
@click.option("--query-id", default="", metavar="KEY", help="Your key of the customer, as in files of customers.")
@click.option("--reason", required=True, metavar="TEXT", help="Why the two are not the same.")
@click.option("--reviewer", required=True, metavar="WHO", help="Who decided.")
@click.option("--second-reviewer", default="", metavar="WHO", help="Who agreed.")
@click.option("--expires", required=True, metavar="DATE", help="The last day on which it holds.")
@policy_option
@store_option
@json_option
def command(
    file: Path,
    name: str,
    entity_id: str,
    *,
    query_id: str,
    reason: str,
    reviewer: str,
    second_reviewer: str,
    expires: str,
    policy: Path | None,
    as_json: bool,
    **facts: Any,
) -> None:
    """Append to FILE that the customer NAME is not the listed party ENTITY_ID.

    \b
    ostrakon exemptions add exemptions.jsonl "Ivan Petrov" ofac-12345 --query-id C-1001 --birth-date 1990-05-01 \\
      --reason "born 1990, listed 1951" --reviewer "A. Kern" --second-reviewer "B. Roth" --expires 2027-11-30

    Give the customer exactly as it is screened: the exemption holds for these data and for the listed records as they
    stand now, and lapses when either changes. Where the two do not match today, a warning says so: a mistyped id or
    facts given otherwise than they are screened leave an exemption that nothing meets.
    """
    subject = msgspec.structs.replace(subject_of(name, **facts), query_id=query_id)
    review = Review(reason, reviewer, second_reviewer, expiry(expires))
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        entry = add_exemption(engine, file, subject, entity_id, review)
        idle = no_use(engine, subject, entity_id)
        if as_json:
            emit_json(msgspec.to_builtins(entry) | {"no_use": idle}, snapshot=engine.snapshot_number)
            return
        click.echo(f"{entry.name} is exempted from {entry.entity} ({entry.listed}) until {entry.expires}, in {file}")
        if engine.policy.two_reviewers and not entry.second_reviewer:
            click.echo("It does not hold yet: the policy wants a second reviewer (field second_reviewer).")
        if idle:
            complain(f"warning: the exemption changes no answer today: {idle}")
