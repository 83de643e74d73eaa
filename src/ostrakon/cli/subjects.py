"""The options that describe whom a command asks about, and the subject made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from ostrakon.errors import UsageError
from ostrakon.intake.records.dates import DateOrder
from ostrakon.intake.records.fields import SCHEMATA, BadValueError, subject_from
from ostrakon.model.subject import Subject

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

DATE_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


def subject_options(function: Decorated) -> Decorated:
    """Add `--schema`, `--birth-date`, `--country`, `--id`, `--alias`, `--address`, `--date-order`."""
    options = (
        click.option("--schema", default="", metavar="KIND", help=f"What it is: {', '.join(SCHEMATA[:7])}, …"),
        click.option("--birth-date", default="", metavar="DATE", help="Birth or incorporation: 1961, 1961-05, …."),
        click.option("--country", multiple=True, metavar="CODE", help="ISO code or name; may be given several times."),
        click.option(
            "--id", "identifiers", multiple=True, metavar="TYPE=VALUE", help="imo=9187629 and so on; repeatable."
        ),
        click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; repeatable."),
        click.option("--address", default="", metavar="TEXT", help="Postal address."),
        click.option("--date-order", type=click.Choice(DATE_ORDERS), help="How to read dates such as 03/05/1961."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def subject_of(
    name: str,
    *,
    schema: str,
    birth_date: str,
    country: Sequence[str],
    identifiers: Sequence[str],
    aliases: Sequence[str],
    address: str,
    date_order: DateOrder | None,
) -> Subject:
    """The subject that the options describe.

    Raises:
        UsageError: a value cannot be read; the message names it and the remedy.
    """
    pairs = [text.partition("=") for text in identifiers]
    for kind, sign, _ in pairs:
        if not sign:
            raise UsageError(f"--id {kind!r} has no '='", remedy="Write TYPE=VALUE, such as imo=9187629")
    record = {
        "name": name,
        "schema": schema,
        "birth_date": birth_date,
        "country": list(country),
        "identifiers": [{"type": kind, "value": value} for kind, _, value in pairs],
        "aliases": list(aliases),
        "address": address,
    }
    try:
        return subject_from(record, order=date_order or "")
    except BadValueError as bad:
        raise UsageError(str(bad)) from None
