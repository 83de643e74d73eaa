"""FollowTheMoney entities that stand between parties (sanctions, ownerships, addresses, …), as values of the parties.

A tie names its parties by id; each party gets its own side of it. What a tie says about a party is read here; which
party it is, `ftm_jsonl` knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ostrakon.model import Address, Designation, Entity, Identifier, Origin, PartialDate, Relation
from ostrakon.model.ftm_properties import country_of
from ostrakon.sources.authorities import authority_of
from ostrakon.sources.base import Report
from ostrakon.sources.values import clean, measures_in

Ftm = Mapping[str, Any]

_TWO_SIDED: dict[str, tuple[str, str, str, str]] = {
    "Ownership": ("owner", "owns", "asset", "owned_by"),
    "Directorship": ("director", "director_of", "organization", "linked_to"),
    "Family": ("person", "family", "relative", "family"),
    "Associate": ("person", "associate", "associate", "associate"),
    "UnknownLink": ("subject", "linked_to", "object", "linked_to"),
    "Representation": ("agent", "acting_for", "client", "linked_to"),
    "Membership": ("member", "member_of", "organization", "linked_to"),
    "Employment": ("employee", "linked_to", "employer", "linked_to"),
    "Succession": ("predecessor", "linked_to", "successor", "linked_to"),
    "Debt": ("debtor", "linked_to", "creditor", "linked_to"),
    "Payment": ("payer", "linked_to", "beneficiary", "linked_to"),
}
"""Schema → property of one side, what that side is to the other, property of the other side, and the reverse."""

_DOCUMENTS = {"Passport": "passport", "Identification": "national_id"}

PARTIES = frozenset(
    {"Person", "Organization", "Company", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Vehicle"}
    | {"CryptoWallet", "Asset", "Security", "BankAccount"}
)
TIES = frozenset({"Sanction", "Address", *_TWO_SIDED, *_DOCUMENTS})
ASIDE = frozenset(
    {"Position", "Occupancy", "Event", "Document", "Article", "Documentation", "Mention", "Note", "Project"}
    | {"ProjectParticipant", "Contract", "ContractAward", "CourtCase", "CourtCaseParty", "License", "RealEstate"}
    | {"EconomicActivity", "TaxRoll", "Similar", "Page", "Pages", "PlainText", "Folder", "Email", "UserAccount"}
)
"""Schemata that neither are parties nor say anything that a screening uses."""


@dataclass(slots=True)
class Ties:
    """What the ties of a file say, by the id of the party concerned."""

    source: str
    report: Report
    designations: dict[str, list[Designation]] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    identifiers: dict[str, list[Identifier]] = field(default_factory=dict)
    addresses: dict[str, Address] = field(default_factory=dict)
    """By the id of the address itself."""

    def take(self, data: Ftm) -> None:
        """Read one tie and write its values down under the parties it names."""
        schema = data["schema"]
        if schema == "Sanction":
            for party in texts(data, "entity"):
                self.designations.setdefault(party, []).append(self._designation(data))
        elif schema == "Address":
            self._address(data)
        elif schema in _DOCUMENTS:
            for party in texts(data, "holder"):
                self.identifiers.setdefault(party, []).extend(self._document(data))
        else:
            self._relate(data, *_TWO_SIDED[schema])

    def attached(self, party: Entity, data: Ftm, captions: Mapping[str, str]) -> Entity:
        """The party with the values of its ties; a designation of a tie replaces the one read off its topics."""
        own = [
            Relation(
                kind=tie.kind,
                target_id=tie.target_id,
                target_name=captions.get(tie.target_id, ""),
                text=tie.text,
                origin=tie.origin,
            )
            for tie in self.relations.get(party.id, ())
        ]
        addresses = [self.addresses[ref] for ref in texts(data, "addressEntity") if ref in self.addresses]
        known = {address.full for address in party.addresses}
        designations = tuple(self.designations.get(party.id, ())) or party.designations
        return Entity(
            id=party.id,
            schema=party.schema,
            names=party.names,
            dates=party.dates,
            identifiers=_added(party.identifiers, self.identifiers.get(party.id, ())),
            countries=party.countries,
            addresses=(*party.addresses, *(a for a in addresses if a.full not in known)),
            birth_places=party.birth_places,
            designations=designations,
            relations=(*party.relations, *own),
            properties=tuple(p for p in party.properties if p.name != "addressEntity"),
        )

    def _origin(self, data: Ftm) -> Origin:
        return Origin(source=self.source, record=data["id"], field=data["schema"])

    def _designation(self, data: Ftm) -> Designation:
        provisions = "; ".join([*texts(data, "provisions"), *texts(data, "program")])
        start = first(data, "listingDate") or first(data, "startDate")
        return Designation(
            authority=authority_of(first(data, "authority"), texts(data, "country")),
            programmes=tuple(texts(data, "programId") or texts(data, "program")),
            measures=measures_in(provisions),
            listed_on=self._date(start, data),
            reference=first(data, "authorityId") or first(data, "unscId") or first(data, "recordId"),
            legal_basis="; ".join(texts(data, "provisions")),
            reason="; ".join([*texts(data, "reason"), *texts(data, "summary")]),
            active=not _ended(data),
            origin=self._origin(data),
        )

    def _date(self, text: str, data: Ftm) -> PartialDate | None:
        try:
            return PartialDate.parse(text) if text else None
        except ValueError:
            self.report.issue("bad_date", "no date", where=data["id"], field="Sanction/startDate", example=text)
            return None

    def _address(self, data: Ftm) -> None:
        parts = {name: first(data, name) for name in ("street", "city", "region", "postalCode", "country")}
        full = first(data, "full") or ", ".join(part for part in parts.values() if part) or data.get("caption") or ""
        if full:
            self.addresses[data["id"]] = Address(
                full=full,
                street=parts["street"],
                city=parts["city"],
                region=parts["region"],
                postal_code=parts["postalCode"],
                country=country_of(parts["country"]),
                origin=self._origin(data),
            )

    def _document(self, data: Ftm) -> Iterator[Identifier]:
        numbers = texts(data, "number") + texts(data, "passportNumber")
        for number in dict.fromkeys(numbers):
            yield Identifier(
                type=_DOCUMENTS[data["schema"]],
                value=number,
                country=country_of(first(data, "country")),
                note=first(data, "type"),
                origin=self._origin(data),
            )

    def _relate(self, data: Ftm, side: str, kind: str, other_side: str, other_kind: str) -> None:
        role = first(data, "role") or first(data, "relationship")
        share = first(data, "percentage")
        text = clean(f"{role} {share + '%' if share and '%' not in share else share}")
        origin = self._origin(data)
        for one in texts(data, side):
            for other in texts(data, other_side):
                tie = Relation(kind=kind, target_id=other, text=text, origin=origin)
                self.relations.setdefault(one, []).append(tie)
                back = Relation(kind=other_kind, target_id=one, text=text, origin=origin)
                self.relations.setdefault(other, []).append(back)


def texts(data: Ftm, name: str) -> list[str]:
    """The values of a property as cleaned texts; a nested object counts as its id."""
    given = data["properties"].get(name)
    values = given if isinstance(given, list) else [] if given is None else [given]
    found = (value.get("id", "") if isinstance(value, Mapping) else value for value in values)
    return [text for value in found if (text := clean(str(value)))]


def first(data: Ftm, name: str) -> str:
    """The first value of a property, empty where there is none."""
    return next(iter(texts(data, name)), "")


def _ended(data: Ftm) -> bool:
    status = first(data, "status").lower()
    return bool(texts(data, "endDate")) or any(
        word in status for word in ("delisted", "de-listed", "revoked", "terminated", "ended", "inactive")
    )


def _added(values: tuple[Identifier, ...], more: list[Identifier] | tuple[()]) -> tuple[Identifier, ...]:
    known = {(value.type, value.value) for value in values}
    return (*values, *(value for value in more if (value.type, value.value) not in known))
