"""A listed party that was found in a payment, with what it is listed for."""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.model import Designation
from ostrakon.programmes import Programme, for_designation
from ostrakon.rules.rule import Place


@dataclass(frozen=True, slots=True)
class Listed:
    """One party at one place.

    Attributes:
        place: where its name or number stands.
        text: the words there.
        id, caption: of the party.
        stops: whether the lists alone stop the payment.
        designations: its listings in force, on all lists.
    """

    place: Place
    text: str
    id: str
    caption: str
    stops: bool
    designations: tuple[Designation, ...] = ()

    def programmes(self) -> tuple[Programme, ...]:
        """The programmes under which it is listed."""
        found = (
            one
            for listing in self.designations
            for one in for_designation(listing.authority, listing.programmes, listing.legal_basis)
        )
        return tuple(dict.fromkeys(found))
