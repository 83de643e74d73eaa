"""`ostrakon compare --input PAIRS.jsonl --output F.jsonl`"""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from ostrakon.app.comparing import Compared, compare_file
from ostrakon.app.settings import policy_in_force
from ostrakon.cli.common import ExitCode, complain, finish, policy_option, store_folder
from ostrakon.errors import StoreError
from ostrakon.reports.answers import evidence_object
from ostrakon.reports.counting import counted


@click.command("compare")
@click.option(
    "--input",
    "source",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Pairs: .jsonl.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Scores with their evidence: .jsonl.",
)
@policy_option
def command(source: Path, output: Path, *, policy: Path | None) -> None:
    """Score given pairs of parties without any list.

    \b
    ostrakon compare --input pairs.jsonl --output scored.jsonl

    A line is {"pair_id": …, "query": {"name": …}, "listed": {"name": …}}; both sides take the fields of customer files.
    Exit code 3 when a pair could not be compared.
    """
    found = list(compare_file(source, policy_in_force(store_folder(), policy)))
    encode = msgspec.json.Encoder().encode
    whole = b"".join(encode(_object(pair)) + b"\n" for pair in found)
    draft = output.with_name(output.name + ".part")
    try:
        draft.write_bytes(whole)
        draft.replace(output)
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(output)) from None
    bad = [pair for pair in found if pair.problem]
    for pair in bad[:20]:
        complain(pair.problem)
    click.echo(f"{counted(len(found), 'pair')}, {sum(pair.match for pair in found)} match, {len(bad)} not compared")
    if bad:
        finish(ExitCode.NOT_SCREENED)


def _object(pair: Compared) -> dict[str, object]:
    if pair.problem:
        return {"pair_id": pair.pair_id, "status": "not_screened", "reason": pair.problem}
    return {
        "pair_id": pair.pair_id,
        "score": pair.score,
        "bits": pair.bits,
        "match": pair.match,
        "status": pair.status,
        "note": pair.note,
        "evidence": [evidence_object(piece) for piece in pair.evidence],
    }
