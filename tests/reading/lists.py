"""A few listed parties, made for the tests of reading."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ostrakon.model import CountryLink, DatedFact, Designation, Entity, Name, Origin, PartialDate
from ostrakon.reading import gazetteer
from ostrakon.reading.reader import Reader

ORIGIN = Origin(source="test", record="1")


def party(
    entity_id: str,
    *names: str,
    schema: str = "Person",
    country: str = "",
    weak: tuple[str, ...] = (),
    born: str = "",
    active: bool = True,
) -> Entity:
    """An entity; `FAMILY, Given` names have parts, others none."""
    return Entity(
        id=entity_id,
        schema=schema,
        names=tuple(_name(name, schema, weak=False) for name in names)
        + tuple(_name(name, schema, weak=True) for name in weak),
        countries=(CountryLink(text=country, code=country, origin=ORIGIN),) if country else (),
        dates=(DatedFact(date=PartialDate.parse(born), origin=ORIGIN),) if born else (),
        designations=(Designation(authority="UN", origin=ORIGIN, active=active),),
    )


def _name(text: str, schema: str, *, weak: bool) -> Name:
    family, comma, given = text.partition(", ")
    if not comma or schema != "Person":
        return Name(value=text, weak=weak, origin=ORIGIN)
    return Name(value=f"{given} {family}", given=given, family=family, weak=weak, origin=ORIGIN)


LISTED = (
    party("x-putin", "PUTIN, Vladimir Vladimirovich", country="ru"),
    party("y-putin", "Vladimir Putin", "Владимир Владимирович Путин", country="ru"),
    party("x-kim", "KIM, Jong Un", country="kp"),
    party("x-jong", "Kim Jong", country="kp"),
    party("x-maduro", "MADURO MOROS, Nicolás", country="ve"),
    party("x-prigozhin", "PRIGOZHIN, Yevgeny Viktorovich", country="ru"),
    party("z-yevgeny", "SIDOROV, Yevgeny", country="ru"),
    party("x-ali1", "KHAN, Ali Reza", country="ir", born="1950"),
    party("x-ali2", "KHAN, Ali Hassan", country="ir", born="1971"),
    party("x-komid", "Korea Mining Development Trading Corporation", "KOMID", schema="Organization", country="kp"),
    party("x-mahan", "MAHAN AIR", schema="Company", country="ir"),
    party("x-justice", "JUSTICE", "THE AMERICAN", schema="Organization", country="us"),
    party(
        "x-ministry", "Ministry of Defence", "MODAFL", schema="Organization", country="ir", weak=("Defence Industries",)
    ),
    party("x-bank", "Foreign Trade Bank", schema="Company", country="kp"),
    party("x-pdvsa", "PETROLEOS DE VENEZUELA, S.A.", "PDVSA", schema="Company", country="ve"),
    party("x-sberbank", "Sberbank", schema="Company", country="ru"),
    party("x-ship", "WISE HONEST", schema="Vessel", country="kp"),
    party("x-status", "Status", schema="Company", country="ru"),
    party("x-gone", "IVANOV, Delisted Petrovich", country="ru", active=False),
)


def reader(folder: Path, entities: Iterable[Entity] = LISTED) -> Reader:
    """A reader over these parties."""
    gazetteer.build(entities, folder)
    return Reader(gazetteer.load(folder))
