"""`ostrakon validate`"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import msgspec

from ostrakon import __version__
from ostrakon.app.engine import Ostrakon
from ostrakon.app.recording import digest, recorder
from ostrakon.cli.common import complain, emit_json, json_option, policy_option, store_folder, store_option
from ostrakon.cli.list_warnings import warn_of_lists
from ostrakon.errors import StoreError, UsageError
from ostrakon.reports.counting import counted
from ostrakon.validation.filters.base import Filter
from ostrakon.validation.filters.measures import MEASURES, MeasureFilter, threshold_for
from ostrakon.validation.filters.own import OwnFilter
from ostrakon.validation.filters.rest import WatchmanFilter, YenteFilter
from ostrakon.validation.filters.table import TableFilter, write_records
from ostrakon.validation.populations import names_by_list
from ostrakon.validation.rates import alerts
from ostrakon.validation.record import TestRecord
from ostrakon.validation.report import render
from ostrakon.validation.running import Basis, Progress, Sizes, Tested, examine, records_of, sample
from ostrakon.validation.summing import summary

STAND_IN_RECORDS = 1_000
"""Names that a string measure is asked: it compares each with every listed name."""


@click.command("validate")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default="validation", show_default=True,
              help="Folder for report.html and report.json.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Draws other records.")
@click.option("--names", type=click.IntRange(1), default=Sizes().names, show_default=True, help="Altered names.")
@click.option("--controls", type=click.IntRange(1), default=Sizes().controls, show_default=True, help="Ordinary names.")
@click.option("--payments", type=click.IntRange(0), default=Sizes().payments, show_default=True, help="Payments.")
@click.option("--texts", type=click.IntRange(0), default=Sizes().texts, show_default=True, help="Texts.")
@click.option("--volume", type=click.IntRange(1), default=10_000, show_default=True, help="Names a day, for costs.")
@click.option("--minutes", type=click.FloatRange(0), default=6.0, show_default=True, help="Of a person, an alert.")
@click.option("--export", "export", type=click.Path(dir_okay=False, path_type=Path), metavar="CSV",
              help="Write the names for another filter to answer, and stop.")  # fmt: skip
@click.option("--answers", multiple=True, type=click.Path(dir_okay=False, path_type=Path), metavar="CSV",
              help="Answers of another filter (record, alert, id, score); may be given again.")  # fmt: skip
@click.option("--yente", multiple=True, metavar="URL", help="A service with yente's API beside this filter.")
@click.option("--watchman", multiple=True, metavar="URL", help="A Moov Watchman beside this filter.")
@click.option("--beside-policy", "policies", multiple=True, type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="This filter under another policy.")  # fmt: skip
@click.option("--beside-snapshot", "snapshots", multiple=True, type=int, metavar="N",
              help="This filter with the lists of an earlier snapshot.")  # fmt: skip
@click.option("--stand-ins/--no-stand-ins", default=True, show_default=True, help="String measures beside it.")
@policy_option
@store_option
@json_option
def command(
    *,
    out: Path,
    seed: int,
    names: int,
    controls: int,
    payments: int,
    texts: int,
    volume: int,
    minutes: float,
    export: Path | None,
    answers: tuple[Path, ...],
    yente: tuple[str, ...],
    watchman: tuple[str, ...],
    policies: tuple[Path, ...],
    snapshots: tuple[int, ...],
    stand_ins: bool,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Test whether the filter finds what it must: listed names written otherwise, ordinary names as controls.

    Writes report.html (self-contained, good on paper) and report.json, and a record with their hashes into the ledger.
    The same seed, lists, policy and program give the same bytes. API keys for --yente: environment OSTRAKON_YENTE_KEY.
    """
    with Ostrakon.open(store_folder(), policy=policy) as engine:
        warn_of_lists()
        sizes = Sizes(names=names, controls=controls, payments=payments, texts=texts)
        records = records_of(engine, sizes, seed=seed)
        if export is not None:
            count = write_records(export, (record for record in records if record.channel == "name"))
            click.echo(f"{counted(count, 'name')} written to {export}; nothing in it says which of them are listed")
            return
        if out.exists() and not out.is_dir():
            raise UsageError("is no folder", where=str(out))
        own = OwnFilter(engine)
        progress = _progress()
        subject = examine(own, records, progress)
        others: list[Filter] = [TableFilter(path, own.same) for path in answers]
        others += [OwnFilter(Ostrakon.open(store_folder(), policy=path), f"policy {path.name}") for path in policies]
        others += [
            OwnFilter(Ostrakon.open(store_folder(), snapshot=n, policy=policy), f"snapshot {n}") for n in snapshots
        ]
        others += _services(own, yente, watchman)
        beside = [examine(other, records, progress) for other in others]
        if stand_ins:
            beside += _stand_ins(engine, own, subject, records, progress)
        found = summary(_basis(engine, sizes, seed), subject, beside, volume=volume, minutes=minutes)
        written = msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n"
        page = render(found).encode()
        _write(out, {"report.json": written, "report.html": page})
        facts = {
            "seed": seed,
            "records": len(records),
            "found": found["channels"]["name"]["found"],
            "alerts": found["efficiency"]["alerts"],
            "report_json_sha256": hashlib.sha256(written).hexdigest(),
            "report_html_sha256": hashlib.sha256(page).hexdigest(),
            "report": found,
        }
        with recorder(store_folder(), say=complain) as ledger:
            if ledger:
                ledger.batch("validation", facts, None, engine)
    if as_json:
        emit_json({name: facts[name] for name in facts if name != "report"}, snapshot=engine.snapshot_number)
    else:
        _as_text(found)
        click.echo(f"Report: {out / 'report.html'}")


def _services(own: OwnFilter, yente: tuple[str, ...], watchman: tuple[str, ...]) -> list[Filter]:
    """Other filters by their addresses, each asked once whether it answers; closed behind the command."""
    opened = click.get_current_context().with_resource
    services: list[YenteFilter | WatchmanFilter] = [YenteFilter(url, own.same, key=_key()) for url in yente]
    services += [WatchmanFilter(url, own.same) for url in watchman]
    for service in services:
        opened(service).check()
    return [*services]


def _as_text(found: Mapping[str, Any]) -> None:
    """The figures that a person wants first."""
    rate = found["channels"]["name"]["found"]
    click.echo(
        f"{rate['share']:.1%} of {rate['count']:,} altered names found ({rate['low']:.1%} to {rate['high']:.1%}), "
        f"{found['efficiency']['alerts_per_1000']} alerts per 1,000 ordinary names"
    )
    for channel in ("payment", "text"):
        if channel in found["channels"]:
            beside = found["channels"][channel]["found"]
            click.echo(f"In {channel}s: {beside['hits']:,} of {beside['count']:,}")


def _stand_ins(
    engine: Ostrakon, own: OwnFilter, subject: Tested, records: list[TestRecord], progress: Progress
) -> list[Tested]:
    """String measures, each at the threshold at which it alerts as often as the tested filter."""
    asked = sample(records, STAND_IN_RECORDS)
    ids = {record.id for record in asked}
    share = alerts(one for one in subject.answered if one[0].id in ids).share
    lists = names_by_list(engine.snapshot.entities())
    listed = [(one.entity.id, one.name.value) for found in lists.values() for one in found]
    made = []
    for name in MEASURES:
        measure = MeasureFilter(name, listed, 1.0, own.same)
        clean = [record for record in asked if not record.planted]
        measure.threshold = threshold_for([one.score for one in measure.outcomes(clean)], share)
        made.append(examine(measure, asked, progress))
    return made


def _basis(engine: Ostrakon, sizes: Sizes, seed: int) -> Basis:
    lists = names_by_list(engine.snapshot.entities())
    return Basis(
        seed=seed,
        sizes=sizes,
        snapshot=engine.snapshot_number,
        policy=engine.policy.version,
        policy_sha256=digest(asdict(engine.policy)),
        program=__version__,
        review=engine.policy.review,
        extract=any(one.extract for one in engine.snapshot.lists.values()),
        lists={
            name: ((one.published or "")[:10], len(lists.get(name, ()))) for name, one in engine.snapshot.lists.items()
        },
    )


def _key() -> str:
    return os.environ.get("OSTRAKON_YENTE_KEY", "")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            aside = folder / f".{name}.new"
            aside.write_bytes(content)
            aside.replace(folder / name)
    except OSError as bad:
        raise StoreError(f"the report cannot be written ({bad.strerror})", where=str(folder)) from None


def _progress() -> Callable[[str, int, int], None]:
    if not sys.stderr.isatty():
        return lambda _name, _done, _all: None

    def shown(name: str, done: int, every: int) -> None:
        click.echo(f"\r{name}: {done:,} of {every:,}", err=True, nl=done == every)

    return shown
