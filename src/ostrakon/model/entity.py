"""A listed party: what all lists are read into, and all matching starts from."""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

from ostrakon.model.dates import PartialDate
from ostrakon.model.designation import OFF_BY_DEFAULT, Designation, ListingClass
from ostrakon.model.identifiers import Identifier
from ostrakon.model.names import Name
from ostrakon.model.origin import Origin

T = TypeVar("T")

CountryRole = Literal["nationality", "citizenship", "birth", "residence", "jurisdiction", "flag", "country"]
DateKind = Literal["birth", "death", "incorporation", "dissolution", "build"]


class DatedFact(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A date in the life of the party: birth, death, incorporation, a vessel's building."""

    date: PartialDate
    origin: Origin
    kind: DateKind = "birth"


class CountryLink(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A country that the list ties to the party.

    Attributes:
        code: ISO 3166-1 alpha-2 in lower case; empty when the text could not be resolved.
        text: the publisher's words.
        role: what the tie is; `country` when the list does not say.
    """

    text: str
    origin: Origin
    code: str = ""
    role: CountryRole = "country"


class Address(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A postal address or a place; `full` is always there, the parts only where the list separates them."""

    full: str
    origin: Origin
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


class Relation(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """A tie to another party as the list states it; a link, never a share of ownership.

    Attributes:
        kind: `linked_to`, `owned_by`, `owns`, `director_of`, `family`, `associate`, `acting_for`, `leader_of`,
            `member_of`, `supports`, `other`.
        target_name: the other party as named; may be empty when an id stands alone.
        target_id: entity id of the other party where the list gives one, else empty.
        text: the publisher's words.
    """

    kind: str
    origin: Origin
    target_name: str = ""
    target_id: str = ""
    text: str = ""


class Property(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """Any other value, under its FollowTheMoney property name (`gender`, `position`, `email`, `type`, `notes`, …)."""

    name: str
    value: str
    origin: Origin


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One party on one list (or on several lists that share one numbering).

    Attributes:
        id: as the contract sets it out: `ofac-6365`, `un-KPi.033`, `eu-EU.1234.56`, `uk-…`, `ch-…`, ….
        schema: FollowTheMoney schema: `Person`, `Organization`, `Company`, `LegalEntity`, `Vessel`, `Airplane`,
            `CryptoWallet`, ….
    """

    id: str
    schema: str
    names: tuple[Name, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[CountryLink, ...] = ()
    addresses: tuple[Address, ...] = ()
    birth_places: tuple[Address, ...] = ()
    designations: tuple[Designation, ...] = ()
    relations: tuple[Relation, ...] = ()
    properties: tuple[Property, ...] = ()

    @property
    def caption(self) -> str:
        """The name to show: the first primary name, else the first name, else the id."""
        for name in self.names:
            if name.kind == "primary":
                return name.value
        return self.names[0].value if self.names else self.id

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids that hold this party, in the order of their designations."""
        return tuple(dict.fromkeys(d.origin.source for d in self.designations))

    @property
    def listing_classes(self) -> frozenset[ListingClass]:
        """The kinds of lists that hold this party now; empty where none says that it holds it."""
        return frozenset(d.listing_class for d in self.designations if d.active)

    def off_by_default(self) -> str:
        """The class of a party that stands only on lists which are screened where a user wants it; else empty."""
        classes = self.listing_classes
        return min(classes) if classes and classes <= set(OFF_BY_DEFAULT) else ""

    @property
    def country_codes(self) -> tuple[str, ...]:
        """Distinct resolved country codes, nationality and the like before addresses."""
        codes = [link.code for link in self.countries if link.code]
        codes += [address.country for address in self.addresses if address.country]
        return tuple(dict.fromkeys(codes))

    def merged(self, other: Entity) -> Entity:
        """This party with the values of the same id on another list added; doubles (same value) are kept once."""
        return Entity(
            id=self.id,
            schema=self.schema if self.schema != "LegalEntity" else other.schema,
            names=_union(self.names, other.names),
            dates=_union(self.dates, other.dates),
            identifiers=_union(self.identifiers, other.identifiers),
            countries=_union(self.countries, other.countries),
            addresses=_union(self.addresses, other.addresses),
            birth_places=_union(self.birth_places, other.birth_places),
            designations=_union(self.designations, other.designations),
            relations=_union(self.relations, other.relations),
            properties=_union(self.properties, other.properties),
        )


def _union(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(first + second))
