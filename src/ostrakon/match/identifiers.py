"""Identifying numbers as evidence, by type: equal, mistyped, and different where a party has only one.

A number counts by what kind of number it is, whether its check digit is right, and which country issued it. Lists and
users often do not say what a number is (a field "registration number" with an OGRN in it), so types that may hold any
number are compared with all. The best agreement counts in full, each further one a little; contradictions count only
where nothing agrees, and then the worst once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights
from ostrakon.names.numbers import (
    BIC_BANK_LENGTH,
    check_digit_fits,
    imo_company_valid,
    imo_valid,
    plain_number,
    russian_number,
)

SPACES = {
    "passport": "paper", "national_id": "paper", "social_security": "paper", "driving_licence": "paper",
    "tax_id": "tax", "inn": "tax", "registration": "company", "ogrn": "company",
    "account": "account", "iban": "account",
}  # fmt: skip
"""Types whose numbers are compared with one another; every other type is a space of its own."""
GENERIC = frozenset({"other", "registration", "tax_id", "national_id"})
"""Types under which any number may stand."""
WORLDWIDE = frozenset({"imo", "mmsi", "call_sign", "lei", "isin", "bic", "iban", "wallet", "ogrn", "inn", "duns",
                       "okpo", "cageCode", "tail_number"})  # fmt: skip
"""Types that are one for all the world, or carry their country in the number."""
OTHER_RULES = {
    "imo": "other_unique", "lei": "other_unique", "ogrn": "other_unique", "inn": "other_unique",
    "national_id": "other_national", "social_security": "other_national",
    "registration": "other_company", "tax_id": "other_company", "okpo": "other_company", "duns": "other_company",
    "passport": "other_paper", "driving_licence": "other_paper",
    "call_sign": "other_call", "mmsi": "other_call", "tail_number": "other_call", "bic": "other_bank",
}  # fmt: skip
"""What two different numbers of one type say; types that are not here say nothing."""
LENGTH_SURE = 6
"""Shorter numbers that agree are too often the same by chance to count in full."""
NEAR_LENGTH_MIN = 7
NEAR_DIGITS_MIN = 4
AGREEING = frozenset({"same_checked", "same", "same_country_unknown", "same_generic", "bank"})
"""Rules under which two parties share a number."""

_NOTES = {
    "same_checked": "the same {type}",
    "same": "the same {type}",
    "same_country_unknown": "the same {type}, issuing country not known on both sides",
    "same_generic": "the same number, as {type} here and {other} there",
    "same_short": "the same {type}, but a short one",
    "same_other_country": "the same {type}, but issued by two countries",
    "same_other_type": "the same text, but as {type} here and {other} there",
    "bank": "two branches of one bank",
    "near_checked": "{type} with one character wrong or two exchanged; its check digit shows the slip",
    "near": "{type} with one character other or two exchanged",
    "other_unique": "another {type}, and a party has only one",
    "other_national": "another {type} of the same country",
    "other_company": "another {type}",
    "other_paper": "another {type} of the same country",
    "other_call": "another {type}",
    "other_bank": "another bank",
}


@dataclass(frozen=True, slots=True)
class Number:
    """One number in comparing form.

    Attributes:
        type: key of `model.identifiers.IDENTIFIER_TYPES`.
        plain: see `names.numbers.plain_number`.
        country: of the issuer, empty when unknown.
        shown: as it was written.
    """

    type: str
    plain: str
    country: str
    shown: str

    @classmethod
    def of(cls, type_: str, value: str, country: str = "") -> Number:
        """A number as a list or user gives it; what is a Russian number by its check digits counts as that."""
        plain = plain_number(type_, value)
        found = russian_number(plain) if type_ in GENERIC and country in ("", "ru") else ""
        # Ten digits pass the check of an INN by chance one time in ten: only where the type is of that kind.
        if found == "ogrn" or (found and (type_ == "tax_id" or country == "ru")):
            return cls(found, plain, "ru", value)
        return cls(type_, plain, country, value)

    @property
    def space(self) -> str:
        """Numbers of one space are compared with each other."""
        return SPACES.get(self.type, self.type)


def compare_identifiers(query: Sequence[Number], listed: Sequence[Number], weights: FactWeights) -> list[Evidence]:
    """Evidence of all numbers of the subject against all of a party."""
    table = weights.identifier
    found = [best for ours in query if (best := _best(ours, listed, table)) is not None]
    agreeing = sorted((f for f in found if table[f[0]] > 0), key=lambda f: -table[f[0]])
    if agreeing:
        first = [_evidence(*agreeing[0], bits=table[agreeing[0][0]])]
        return first + [_evidence(*one, bits=min(table["further"], table[one[0]])) for one in agreeing[1:]]
    worst = min(found, key=lambda f: table[f[0]], default=None)
    return [] if worst is None else [_evidence(*worst, bits=table[worst[0]])]


def numbers_agree(query: Sequence[Number], listed: Sequence[Number]) -> bool:
    """Whether a party has a number of the subject's for certain, so that its name may be another one."""
    return any(_rule(ours, theirs) in AGREEING for ours in query for theirs in listed)


def numbers_near(query: Sequence[Number], listed: Sequence[Number]) -> bool:
    """Whether one of the subject's numbers is one of the party's but for a slip."""
    return any(_rule(ours, theirs).startswith("near") for ours in query for theirs in listed)


def _best(ours: Number, listed: Sequence[Number], table: dict[str, float]) -> tuple[str, Number, Number] | None:
    rules = ((rule, ours, theirs) for theirs in listed if (rule := _rule(ours, theirs)))
    return max(rules, key=lambda r: table[r[0]], default=None)


def _rule(ours: Number, theirs: Number) -> str:
    if not ours.plain or not theirs.plain:
        return ""
    if ours.plain == theirs.plain:
        return _same(ours, theirs)
    if ours.space != theirs.space:
        return ""
    if ours.type == theirs.type == "bic" and ours.plain[:BIC_BANK_LENGTH] == theirs.plain[:BIC_BANK_LENGTH]:
        return "same_checked" if _head_office(ours) and _head_office(theirs) else "bank"
    if ours.type == "wallet":
        return "near" if ours.plain.lower() == theirs.plain.lower() else ""
    if _country_apart(ours, theirs):
        return ""
    sound = _soundness(ours, theirs)
    if _near(ours.plain, theirs.plain):
        if set(sound) == {True, False}:
            return "near_checked"
        if None in sound:
            return "near"
    return _other(ours, theirs) if False not in sound else ""


def _same(ours: Number, theirs: Number) -> str:
    if len(ours.plain) < LENGTH_SURE and ours.type != "wallet":
        return "same_short" if ours.space == theirs.space and not _country_apart(ours, theirs) else ""
    if ours.space == theirs.space:
        if _country_apart(ours, theirs):
            return "same_other_country"
        if (
            ours.type == "wallet"
            or check_digit_fits(ours.type, ours.plain)
            or check_digit_fits(theirs.type, theirs.plain)
        ):
            return "same_checked"
        if ours.type in WORLDWIDE or ours.country:
            return "same" if ours.country == theirs.country or ours.type in WORLDWIDE else "same_country_unknown"
        return "same_country_unknown"
    if ours.type in GENERIC or theirs.type in GENERIC:
        specific = theirs if ours.type in GENERIC else ours
        return "same_checked" if check_digit_fits(specific.type, specific.plain) else "same_generic"
    return "same_other_type"


def _other(ours: Number, theirs: Number) -> str:
    rule = OTHER_RULES.get(ours.type, "") if ours.type == theirs.type else ""
    if rule and (ours.type in WORLDWIDE or (ours.country and ours.country == theirs.country)):
        return rule
    return ""


def _soundness(ours: Number, theirs: Number) -> tuple[bool | None, bool | None]:
    """Whether each passes its check, None for types without; both IMO numbers as what the listed one is."""
    if theirs.type == ours.type == "imo":
        check = imo_company_valid if imo_company_valid(theirs.plain) and not imo_valid(theirs.plain) else imo_valid
        return check(ours.plain), check(theirs.plain)
    return check_digit_fits(ours.type, ours.plain), check_digit_fits(theirs.type, theirs.plain)


def _head_office(bic: Number) -> bool:
    return len(bic.plain) == BIC_BANK_LENGTH or bic.plain.endswith("XXX")


def _country_apart(ours: Number, theirs: Number) -> bool:
    return bool(ours.country and theirs.country and ours.country != theirs.country and ours.type not in WORLDWIDE)


def _near(one: str, two: str) -> bool:
    if len(one) != len(two) or len(one) < NEAR_LENGTH_MIN or sum(c.isdigit() for c in one) < NEAR_DIGITS_MIN:
        return False
    return OSA.distance(one, two, score_cutoff=1) <= 1


def _evidence(rule: str, ours: Number, theirs: Number, *, bits: float) -> Evidence:
    note = _NOTES[rule].format(type=ours.type.replace("_", " "), other=theirs.type.replace("_", " "))
    return Evidence(feature="identifier", bits=bits, query=ours.shown, listed=theirs.shown, note=note)
