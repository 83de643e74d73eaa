"""Made customers in any number: persons and firms of many countries, fast enough for ten millions.

Words of names are drawn once from Faker for each locale and then put together by chance, common ones more often than
rare ones, so that nobody real is named and full names repeat about as often as among real customers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from anyascii import anyascii
from faker import Faker

from benchmarks.corpus import SEED
from benchmarks.payment_messages import LOCALES

FIRMS = 0.1
"""Share of customers that are firms."""
DATED = 0.85
"""Share of persons with a date of birth."""
ROMANISED = 0.8
"""Share of locales' names in other letters that are written in Latin ones."""
_GIVEN, _FAMILY = 600, 3000
"""Draws from Faker a locale; distinct ones are kept with how often they came."""
_LEGAL = ("Ltd", "LLC", "GmbH", "SA", "SpA", "BV", "Inc", "AB", "Oy", "Sp. z o.o.")
_TRADES = ("Trading", "Foods", "Textiles", "Consulting", "Logistics", "Bau", "Services", "Design", "Partners", "Motors")


@dataclass(frozen=True, slots=True)
class _Words:
    """Words with the sums of how often they are drawn."""

    words: tuple[str, ...]
    sums: tuple[int, ...]

    @classmethod
    def of(cls, drawn: list[str]) -> _Words:
        """Distinct words; the n-th has a weight of 1/n on top of how often Faker gave it."""
        distinct = list(dict.fromkeys(drawn))
        weights = [drawn.count(word) * 100 + 3000 // (rank + 1) for rank, word in enumerate(distinct)]
        return cls(tuple(distinct), tuple(accumulate(weights)))

    def one(self, draw: random.Random) -> str:
        """One word by chance."""
        return draw.choices(self.words, cum_weights=self.sums)[0]


@dataclass(frozen=True, slots=True)
class _Locale:
    country: str
    given: _Words
    family: _Words


def _locale(name: str, country: str) -> _Locale:
    maker = Faker(name)
    maker.seed_instance(SEED)
    romanise = random.Random(f"{SEED} {name}").random() < ROMANISED

    def spelt(word: str) -> str:
        return word if word.isascii() or not romanise else anyascii(word).title()

    return _Locale(
        country.lower(),
        _Words.of([spelt(maker.first_name()) for _ in range(_GIVEN)]),
        _Words.of([spelt(maker.last_name()) for _ in range(_FAMILY)]),
    )


def customers(count: int, *, seed: int = SEED) -> Iterator[dict[str, str]]:
    """So many customers, the same for the same seed: `query_id`, `name`, `schema`, `birth_date`, `country`."""
    draw = random.Random(seed)
    locales = [_locale(name, country) for name, country in LOCALES.items()]
    for number in range(count):
        locale = locales[int(draw.random() * len(locales))]
        row = {"query_id": f"c{number}", "name": "", "schema": "Person", "country": locale.country}
        if draw.random() < FIRMS:
            row["schema"] = "Organization"
            row["name"] = f"{locale.family.one(draw)} {draw.choice(_TRADES)} {draw.choice(_LEGAL)}"
        else:
            middle = f" {locale.given.one(draw)}" if draw.random() < 0.2 else ""
            row["name"] = f"{locale.given.one(draw)}{middle} {locale.family.one(draw)}"
            if draw.random() < DATED:
                row["birth_date"] = (
                    f"{draw.randrange(1940, 2006)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
                )
        yield row


def write_customers(path: Path, count: int, *, seed: int = SEED) -> None:
    """The customers as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for row in customers(count, seed=seed):
            cells = ", ".join(f'"{name}": "{value}"' for name, value in row.items())
            file.write(f"{{{cells}}}\n")
