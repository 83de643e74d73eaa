"""Parties and vessels of a trade document as subjects, with all that is said of them."""

from __future__ import annotations

from ostrakon.intake.trade import Firm, Vessel
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.names.countries import country_code
from ostrakon.names.kinds import Kind
from ostrakon.names.numbers import plain_number
from ostrakon.profile.name import profile_name
from ostrakon.rules.trade.vessels import bare


def firm_subject(firm: Firm) -> Subject:
    """A party with all that is said of it; a legal form in its name makes it a company."""
    name = " ".join(firm.name.text.split()) if firm.name else ""
    country = country_code(firm.country.text) if firm.country else ""
    return Subject(
        name=name,
        schema="Company" if Kind.LEGAL in profile_name(name, "any").kinds else "",
        countries=(country,) if country else (),
        identifiers=tuple(GivenIdentifier(type=kind, value=line.text.strip()) for kind, line in firm.ids),
        aliases=tuple(line.text.strip() for line in firm.former),
        address=", ".join(line.text.strip() for line in firm.address),
        phones=tuple(line.text for kind, line in firm.contacts if kind == "phone"),
        emails=tuple(line.text for kind, line in firm.contacts if kind == "email"),
        websites=tuple(line.text for kind, line in firm.contacts if kind == "website"),
    )


def vessel_subject(vessel: Vessel) -> Subject:
    """A vessel with its numbers, its flag and its earlier names, prefixes (`MV`) taken off."""
    numbers = (("imo", vessel.imo), ("mmsi", vessel.mmsi), ("call_sign", vessel.call_sign))
    flag = country_code(vessel.flag.text) if vessel.flag else ""
    return Subject(
        name=bare(vessel.name) if vessel.name else "",
        schema="Vessel",
        countries=(flag,) if flag else (),
        identifiers=tuple(
            GivenIdentifier(type=kind, value=plain_number(kind, line.text))
            for kind, line in numbers
            if line is not None
        ),
        aliases=tuple(bare(line) for line in vessel.former),
    )
