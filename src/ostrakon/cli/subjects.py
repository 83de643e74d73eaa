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
    """Add one option for each fact of a subject (`--schema`, `--birth-date`, …), and `--date-order`."""
    options = (
        click.option("--schema", default="", metavar="KIND", help=f"What it is: {', '.join(SCHEMATA[:7])}, …"),
        click.option("--birth-date", default="", metavar="DATE", help="Birth or incorporation: 1961, 1961-05, …."),
        click.option("--country", multiple=True, metavar="CODE", help="ISO code or name; may be given several times."),
        click.option(
            "--id",
            "identifiers",
            multiple=True,
            metavar="TYPE[:CC]=VALUE",
            help="imo=9187629, passport:kp=…; repeatable.",
        ),
        click.option("--alias", "aliases", multiple=True, metavar="NAME", help="Another name; repeatable."),
        click.option("--address", default="", metavar="TEXT", help="Postal address."),
        click.option("--nationality", multiple=True, metavar="CODE", help="Like --country, known to be a nationality."),
        click.option("--birth-place", default="", metavar="TEXT", help="Place of birth."),
        click.option("--gender", default="", metavar="GENDER", help="male or female."),
        click.option("--phone", multiple=True, metavar="NUMBER", help="Phone number; repeatable."),
        click.option("--email", multiple=True, metavar="ADDRESS", help="E-mail address; repeatable."),
        click.option("--website", multiple=True, metavar="URL", help="Web site; repeatable."),
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
    nationality: Sequence[str] = (),
    birth_place: str = "",
    gender: str = "",
    phone: Sequence[str] = (),
    email: Sequence[str] = (),
    website: Sequence[str] = (),
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
        "nationality": list(nationality),
        "birth_place": birth_place,
        "gender": gender,
        "phone": list(phone),
        "email": list(email),
        "website": list(website),
    }
    try:
        return subject_from(record, order=date_order or "")
    except BadValueError as bad:
        raise UsageError(str(bad)) from None
