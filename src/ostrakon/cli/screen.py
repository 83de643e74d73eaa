"""`ostrakon screen NAME` and `ostrakon screen --input F --output F`"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import Asked, recorder
from ostrakon.cli.common import (
    ExitCode,
    complain,
    emit_json,
    exemptions_option,
    finish,
    json_option,
    policy_option,
    store_folder,
    store_option,
)
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.cli.subjects import subject_of, subject_options
from ostrakon.errors import UsageError
from ostrakon.intake.records.dates import DateOrder
from ostrakon.model.subject import Subject
from ostrakon.reports.answers import answer_object
from ostrakon.reports.counting import counted
from ostrakon.screening.result import Answer

if TYPE_CHECKING:
    from ostrakon.app.batch_screening import BatchSummary, Progress

EXIT_OF = {
    "clear": ExitCode.DONE,
    "review": ExitCode.ACTION,
    "hit": ExitCode.ACTION,
    "not_screened": ExitCode.NOT_SCREENED,
}


@click.command("screen")
@click.argument("name", required=False)
@subject_options
@click.option(
    "--input", "source", type=click.Path(path_type=Path), metavar="FILE", help="Customers: .csv, .jsonl, .parquet."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Answers: .jsonl, .csv, .parquet.")
@click.option("--limit", type=click.IntRange(1, 1000), default=5, show_default=True, help="Results a subject at most.")
@click.option("--threshold", type=click.FloatRange(0, 1), help="Least score; default: the policy's review threshold.")
@click.option("--evidence", type=click.Choice(["full", "none"]), default="full", help="Whether JSON says why.")
@click.option(
    "--workers", type=click.IntRange(1, 256), help="Processes for a file; default: one a core, for a large file."
)
@click.option("--encoding", default="utf-8", show_default=True, help="Of the input file: utf-8, cp1252, ….")
@click.option(
    "--ownership",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A graph of ownership: who stands behind a customer counts, too (default: the one that the store keeps).",
)
@click.option("--explain", is_flag=True, help="Show how each score adds up.")
@click.option("--cases", is_flag=True, help="With --input: open and join cases in the team's database.")
@policy_option
@exemptions_option
@store_option
@json_option
def command(
    name: str | None,
    *,
    policy: Path | None,
    ownership: Path | None,
    exemptions: Path | None,
    source: Path | None,
    output: Path | None,
    limit: int,
    threshold: float | None,
    evidence: str,
    workers: int | None,
    encoding: str,
    explain: bool,
    cases: bool,
    as_json: bool,
    date_order: DateOrder | None,
    **facts: Any,
) -> None:
    """Screen one NAME, or every row of a file of customers.

    \b
    ostrakon screen "Kim Jong Un" --schema Person --birth-date 1984
    ostrakon screen --input customers.csv --output answers.jsonl

    Input fields: query_id, name, schema, birth_date, country, nationality, birth_place, gender, identifiers,
    aliases, address, phone, email, website. In CSV, identifiers are TYPE=VALUE;TYPE=VALUE or columns id_TYPE,
    and several values of one field are separated by `;`.
    An interrupted run continues when it is called again. Rows that cannot be read are answered `not_screened`
    and named in OUTPUT.rejects.jsonl. With --cases a match opens a case or joins the one of the same customer and
    listed party, as over HTTP; a file that is screened again opens nothing twice.
    """
    _refuse_mixed(name, source, output, cases=cases)
    with Ostrakon.open(store_folder(), policy=policy, exemptions=exemptions) as engine:
        warn_of_lists()
        if ownership is not None:
            _with_owners(engine, ownership)
        if source is not None and output is not None:
            if any(facts.values()):
                raise UsageError("facts of a subject stand in the file, not in options, with --input")
            options = {"limit": limit, "threshold": threshold, "evidence": evidence == "full"}
            _file(
                engine,
                source,
                output,
                {**options, "encoding": encoding, "date_order": date_order or ""},
                workers=workers,
                cases=cases,
                as_json=as_json,
            )
            return
        subject = subject_of(name or "", date_order=date_order, **facts)
        answer = _answered(engine, subject, Asked(limit, threshold))
        if as_json:
            given = answer_object(answer, evidence=evidence == "full")
            emit_json({"policy": engine.policy.version, **given}, snapshot=engine.snapshot_number)
        else:
            from ostrakon.reports.terminal import print_answer, standard_console  # noqa: PLC0415  # brings rich

            print_answer(standard_console(), subject, answer, explain=explain)
        finish(EXIT_OF[answer.status])


def _answered(engine: Ostrakon, subject: Subject, asked: Asked) -> Answer:
    """The answer for one name, recorded before anybody sees it."""
    answer = engine.answer(subject, limit=asked.limit, threshold=asked.threshold, evidence=True)
    with recorder(store_folder(), say=complain) as ledger:
        if ledger:
            ledger.screening(subject, answer, asked, engine)
    return answer


def _refuse_mixed(name: str | None, source: Path | None, output: Path | None, *, cases: bool) -> None:
    """One name or a file, each with its own options.

    Raises:
        UsageError: they do not go together.
    """
    if (name is None) == (source is None):
        raise UsageError("give either a NAME or --input FILE", remedy="See `ostrakon screen --help`")
    if source is None and output is not None:
        raise UsageError("--output goes with --input", remedy="For one name, use --json and redirect")
    if source is None and cases:
        raise UsageError("--cases goes with --input", remedy="Over HTTP, single names open cases, too")
    if source is not None and output is None:
        raise UsageError("--input needs --output", remedy="Name a .jsonl or .csv file to write")


def _with_owners(engine: Ostrakon, file: Path) -> None:
    """Let answers carry the findings of a graph's file."""
    from ostrakon.app.owning_screened import owners_from  # noqa: PLC0415  # only where a graph is given

    engine.owners = owners_from(engine, store_folder(), file)
    for problem in engine.owners.problems:
        complain(f"warning: {file}: {problem}")


def _file(
    engine: Ostrakon,
    source: Path,
    output: Path,
    options: dict[str, Any],
    *,
    workers: int | None,
    cases: bool,
    as_json: bool,
) -> None:
    from ostrakon.app.batch_answering import BatchOptions  # noqa: PLC0415  # not needed for one name
    from ostrakon.app.batch_screening import screen_file  # noqa: PLC0415  # the same
    from ostrakon.batch.workers import answering  # noqa: PLC0415  # the same
    from ostrakon.cli.opening_cases import opened_cases  # noqa: PLC0415  # the same

    asked, chosen = Asked(options["limit"], options["threshold"]), BatchOptions(**options)
    with (
        _progress() as progress,
        answering(engine, store_folder(), source, workers) as answered,
        opened_cases(engine, asked, wanted=cases) as opener,
    ):
        take = opener.take if opener else None
        summary = screen_file(engine, source, output, options=chosen, answering=answered, progress=progress, take=take)
    opened = {"cases": dict(opener.counts)} if opener else {}
    for message in summary.messages:
        complain(message)
    with recorder(store_folder(), say=complain) as ledger:
        if ledger:
            ledger.batch("batch", summary.facts | opened, asked, engine)
    if as_json:
        emit_json(
            {
                "policy": summary.policy,
                "input": str(source),
                "output": str(output),
                "received": summary.received,
                "screened": summary.received - summary.rejected,
                "rejected": summary.rejected,
                "rejects": str(summary.rejects) if summary.rejects else None,
                "counts": summary.counts,
                "resumed_at": summary.resumed_at,
                "messages": summary.messages,
                "input_sha256": summary.input_sha256,
                "output_sha256": summary.output_sha256,
                **opened,
            },
            snapshot=summary.snapshot,
        )
    else:
        click.echo(summary_line(summary))
        click.echo(f"Written to {output}")
        if opener:
            alerts, standing = opener.counts["alerts"], opener.counts["standing"]
            click.echo(
                f"{counted(alerts, 'alert')} opened or joined cases; a case stood already on "
                f"{counted(standing, 'match')}"
            )
        if summary.rejects:
            click.echo(f"{summary.rejected} could not be read and were not screened: see {summary.rejects}")
    finish(
        max(EXIT_OF[status] for status, count in summary.counts.items() if count)
        if summary.received
        else EXIT_OF["clear"]
    )


def summary_line(summary: BatchSummary) -> str:
    """Counts that add up, in one line."""
    parts = " + ".join(f"{count} {status.replace('_', ' ')}" for status, count in summary.counts.items())
    return f"{summary.received} received = {parts} (snapshot {summary.snapshot}, policy {summary.policy})"


def _progress() -> AbstractContextManager[Progress]:
    if not sys.stderr.isatty():
        return nullcontext(lambda _rows, _share: None)
    from ostrakon.cli.progress import progress_bar  # noqa: PLC0415  # brings rich, only for a terminal

    return progress_bar("screening")
