"""Which kinds of parties a kind includes: as much of FollowTheMoney's hierarchy as lists of parties need."""

from __future__ import annotations

from ostrakon.server.errors import Refused

PARENTS: dict[str, tuple[str, ...]] = {
    "Thing": (),
    "LegalEntity": ("Thing",),
    "Person": ("LegalEntity",),
    "Organization": ("LegalEntity",),
    "PublicBody": ("Organization",),
    "Company": ("Organization", "Asset"),
    "Asset": ("Thing",),
    "Vehicle": ("Asset",),
    "Vessel": ("Vehicle",),
    "Airplane": ("Vehicle",),
    "Security": ("Asset",),
    "CryptoWallet": ("Asset",),
    "BankAccount": ("Asset",),
    "Address": ("Thing",),
}


def known_schema(schema: str) -> str:
    """The schema.

    Raises:
        Refused: 400 in yente's words.
    """
    if schema not in PARENTS:
        raise Refused(400, "Invalid schema")
    return schema


def fits_schema(schema: str, wanted: str) -> bool:
    """Whether a party of one kind is of another, too."""
    return schema == wanted or any(fits_schema(parent, wanted) for parent in PARENTS.get(schema, ()))
