"""A made customer base of any size: names of 41 locales by Faker, with the facts that a bank has of its customers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
from anyascii import anyascii
from faker import Faker

from benchmarks.clean_names import LOCALES
from benchmarks.corpus import SEED

COMPANIES, WITH_BIRTH, WITH_COUNTRY, LISTED = 0.2, 0.85, 0.9, 0.0005
"""Share of companies; of persons with a date of birth; of all with a country; of names that are taken from a list."""


def customer_rows(count: int, listed: list[str]) -> Iterator[dict[str, str]]:
    """Rows of a customer file, the same ones every time.

    Args:
        listed: names of listed parties; a few customers bear one of them.
    """
    draw = random.Random(SEED)
    makers = {locale: Faker(locale) for locale in LOCALES}
    for maker in makers.values():
        maker.seed_instance(SEED)
    for number in range(count):
        locale = LOCALES[number % len(LOCALES)]
        maker, company = makers[locale], draw.random() < COMPANIES
        name = maker.company() if company else maker.name()
        if number // len(LOCALES) % 2 and not name.isascii():
            name = anyascii(name).title()
        if listed and draw.random() < LISTED:
            name = draw.choice(listed)
        row = {"query_id": f"C{number:07d}", "name": name, "schema": "Organization" if company else "Person"}
        if not company and draw.random() < WITH_BIRTH:
            row["birth_date"] = f"{draw.randint(1940, 2004)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
        if draw.random() < WITH_COUNTRY:
            row["country"] = locale[3:].lower() if locale != "ar_AA" else "sa"
        yield row


def write_customers(path: Path, count: int, listed: list[str]) -> None:
    """The rows as a JSON Lines file."""
    encode = msgspec.json.Encoder().encode
    with path.open("wb") as out:
        for row in customer_rows(count, listed):
            out.write(encode(row) + b"\n")
