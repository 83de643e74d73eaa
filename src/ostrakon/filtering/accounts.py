"""The bank behind an IBAN, by schwifty's table of national bank codes (extra `ostrakon[banks]`)."""

from __future__ import annotations

from importlib.util import find_spec

from ostrakon.rules.payments.known import BankOf

REMEMBERED_MAX = 20_000
_BANK_CODE_END = 12
"""Country, check digits and the eight characters that a bank's code has at most: what decides about the bank."""


def bank_resolver() -> BankOf | None:
    """A function from IBAN to BIC that remembers what it found; None where the package is missing."""
    if find_spec("schwifty") is None:
        return None
    known: dict[str, str] = {}

    def resolved(iban: str) -> str:
        key = iban[:2] + iban[4:_BANK_CODE_END]
        if key not in known:
            if len(known) >= REMEMBERED_MAX:
                known.clear()
            known[key] = _resolved(iban)
        return known[key]

    return resolved


def _resolved(iban: str) -> str:
    from schwifty import IBAN  # noqa: PLC0415  # reads its tables, which a run without accounts does not need

    bic = IBAN(iban, allow_invalid=True).bic
    return str(bic) if bic is not None else ""
