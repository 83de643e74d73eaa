"""`ostrakon explain NAME ENTITY_ID`"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ostrakon.app.engine import Explanation, Ostrakon
from ostrakon.app.explaining import explanation_object
from ostrakon.cli.common import (
    ExitCode,
    complain,
    emit_json,
    finish,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.cli.subjects import subject_of, subject_options
from ostrakon.errors import StoreError
from ostrakon.match.evidence import Evidence
from ostrakon.model.subject import Subject
from ostrakon.reports.waterfall_svg import policy_thresholds, waterfall_svg
from ostrakon.screening.score import bits_of

VERDICTS = {"hit": "hit", "review": "review", "clear": "no match"}
AGAINST_MAX = 3
"""Pieces named as what speaks most against a pair."""


@click.command("explain")
@click.argument("name")
@click.argument("entity_id", metavar="ENTITY_ID")
@subject_options
@click.option("--svg", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the picture.")
@policy_option
@store_option
@json_option
def command(name: str, entity_id: str, *, svg: Path | None, policy: Path | None, as_json: bool, **facts: Any) -> None:
    """Say why NAME and a listed party match, or do not, piece by piece.

    \b
    ostrakon explain "Kim Jong Un" ofac-20157 --birth-date 1984

    Exit code 0 whatever the score, for an explanation decides nothing: only a search says whether a person must
    look (1), and a pair that scores high here may be one that no search reports. Exit code 3 when the lists are
    older than the policy allows.
    """
    subject = subject_of(name, **facts)
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        warn_of_lists()
        found = engine.explain(subject, entity_id)
        if svg is not None:
            _write_svg(svg, subject, found, engine)
        if as_json:
            emit_json(explanation_object(subject, found), snapshot=engine.snapshot_number)
        else:
            _show(subject, found, engine)
            if svg is not None:
                click.echo(f"Picture written to {svg}")
        if stale := engine.stale:
            complain(f"a search answers not_screened: {stale}")
            finish(ExitCode.NOT_SCREENED)


def _show(subject: Subject, found: Explanation, engine: Ostrakon) -> None:
    from ostrakon.reports.terminal import clean, standard_console, waterfall_view  # noqa: PLC0415  # brings rich
    from ostrakon.reports.waterfall import percent, signed  # noqa: PLC0415

    console = standard_console()
    title = f"{subject.name}  and  {found.entity.caption} ({found.entity.id}, {', '.join(found.entity.sources)})"
    console.print(waterfall_view(found.evidence, title=title))
    policy = engine.policy
    click.echo(
        f"\n{signed(found.bits)} bits, probability {percent(found.score)}: {VERDICTS[found.status]} "
        f"(review from {signed(bits_of(policy.review))} bits, hit from {signed(bits_of(policy.hit))}; "
        f"policy {policy.version}, snapshot {engine.snapshot_number})"
    )
    if found.note:
        click.echo(f"For review and no hit: {clean(found.note)}.")
    if found.ways:
        click.echo(f"Found by {clean('; '.join(found.ways))}.")
    if found.lost_at:
        click.echo(f"A search does not report this party. Lost at {clean(found.lost_at)}.")
        if against := _strongest_against(found):
            click.echo(f"What speaks most against it: {clean(against)}.")
    if found.shown_as:
        click.echo(f"Answers show this party as {clean(found.shown_as)}, another record of it.")


def _strongest_against(found: Explanation) -> str:
    """The pieces that cost most, in words; empty where the name alone never led to the party."""
    costly = sorted((p for p in found.evidence if p.bits < 0 and p.feature != "prior"), key=lambda p: p.bits)
    return "; ".join(_words(piece) for piece in costly[:AGAINST_MAX])


def _words(piece: Evidence) -> str:
    pair = " / ".join(part for part in (piece.query, piece.listed) if part)
    said = f"{pair}: {piece.note}" if pair else piece.note
    return f"{said} ({piece.bits:.1f} bits)"


def _write_svg(path: Path, subject: Subject, found: Explanation, engine: Ostrakon) -> None:
    picture = waterfall_svg(
        found.evidence,
        title=f"{subject.name} and {found.entity.caption} ({found.entity.id})",
        score=found.score,
        thresholds=policy_thresholds(engine.policy),
    )
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(path)) from None
