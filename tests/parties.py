"""A handful of listed parties and a screener over them, for tests of matching."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ostrakon.index.arrays import Arrays
from ostrakon.index.build import build_index
from ostrakon.model import CountryLink, DatedFact, Entity, Identifier, Name, Origin, PartialDate
from ostrakon.screening.policy import shipped_policy
from ostrakon.screening.screener import Screener
from ostrakon.screening.subject import Subject


def party(
    entity_id: str,
    *names: str,
    schema: str = "Person",
    weak: Iterable[str] = (),
    born: str = "",
    country: str = "",
    identifiers: Iterable[tuple[str, str]] = (),
) -> Entity:
    """A listed party with the facts given."""
    origin = Origin(source="test", record=entity_id)
    listed = [Name(value=n, origin=origin, kind="primary" if n == names[0] else "alias") for n in names]
    listed += [Name(value=n, origin=origin, kind="alias", weak=True) for n in weak]
    return Entity(
        id=entity_id,
        schema=schema,
        names=tuple(listed),
        dates=(DatedFact(date=PartialDate.parse(born), origin=origin),) if born else (),
        countries=(CountryLink(text=country, code=country, origin=origin),) if country else (),
        identifiers=tuple(Identifier(type=t, value=v, origin=origin) for t, v in identifiers),
    )


WALLET = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"
PARTIES = (
    party("t-putin", "Vladimir Vladimirovich Putin", "Владимир Владимирович Путин", born="1952-10-07", country="ru"),
    party("t-kim", "Kim Jong Un", born="1984-01-08", country="kp"),
    party("t-kim-il", "Kim Yong Nam", born="1928-02-04", country="kp"),
    party("t-lukashenko", "Alyaksandr Ryhoravich Lukashenka", "Alexander Lukashenko", born="1954-08-30", country="by"),
    party("t-soleimani", "Qasem Soleimani", weak=["The Commander"], born="1957-03-11", country="ir"),
    party("t-assad", "Bashar al-Assad", born="1965-09-11", country="sy"),
    party("t-melli", "Bank Melli Iran", "National Bank of Iran", schema="Organization", country="ir"),
    party("t-komid", "Korea Mining Development Trading Corporation", "KOMID", schema="Organization", country="kp"),
    party("t-vtb", "VTB Bank Public Joint Stock Company", schema="Organization", identifiers=[("bic", "VTBRRUMMXXX")]),
    party("t-vessel", "WISE HONEST", schema="Vessel", country="kp", identifiers=[("imo", "8905490")]),
    party("t-wallet", "Lazarus Group", schema="Organization", identifiers=[("wallet", WALLET)]),
    party("t-short", "Ali Hassan Ahmad", weak=["Abu Ali"]),
)  # fmt: skip


def screener(folder: Path, parties: Iterable[Entity] = PARTIES) -> Screener:
    """A screener over `parties`, its index built in `folder`."""
    listed = {p.id: p for p in parties}
    build_index(listed.values(), folder)
    return Screener(Arrays.load(folder), listed.get, shipped_policy())


def subject(name: str, *, born: str = "", **facts: object) -> Subject:
    """A subject; `born` is an ISO date or a prefix of one."""
    date = PartialDate.parse(born) if born else None
    return Subject(name=name, birth_date=date, **facts)  # type: ignore[arg-type]
