"""How each class of field is looked through: whole, or for names within it, and how sure a name within must be.

Source of the thresholds: estimated on generated payments (`benchmarks/payments.py`); no class is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ostrakon.intake.payments import FieldClass


@dataclass(frozen=True, slots=True)
class Way:
    """How a class is looked through.

    Attributes:
        whole: lowest score of the whole text compared as one name; None where it is not. Higher than for a customer
            record, since a filter meets thousands of ordinary names an hour and stops the payment.
        spotted: lowest score of a name found within a longer text; None where none is looked for.
        single: whether a name of one word counts there without a word beside it that tells of a party.
    """

    whole: float | None
    spotted: float | None
    single: bool = False


WAYS: dict[FieldClass, Way] = {
    FieldClass.NAME: Way(whole=0.5, spotted=0.75),
    FieldClass.PARTY: Way(whole=None, spotted=0.6),
    FieldClass.ADDRESS: Way(whole=None, spotted=0.6),
    FieldClass.TOWN: Way(whole=None, spotted=0.8),
    FieldClass.FREE: Way(whole=None, spotted=0.5),
    FieldClass.IDENTIFIER: Way(whole=None, spotted=0.5),
    FieldClass.ACCOUNT: Way(whole=None, spotted=0.9),
    FieldClass.BIC: Way(whole=None, spotted=0.97),
    FieldClass.COUNTRY: Way(whole=None, spotted=None),
    FieldClass.CODE: Way(whole=None, spotted=None),
}
PLACED = frozenset({FieldClass.ADDRESS, FieldClass.PARTY, FieldClass.TOWN})
"""Classes in which places stand beside names."""
