"""Phone numbers, e-mail addresses and web sites as evidence for a match.

Other ones are no evidence against it: people change them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights
from ostrakon.names.contacts import contact_form, domain_of, phone_digits, public_domains

_NOTES = {
    ("phone", "same"): "the same phone number",
    ("phone", "same_end"): "the same phone number, the country not dialled on one side",
    ("email", "same"): "the same e-mail address",
    ("email", "domain"): "the same mail domain",
    ("website", "same"): "the same web site",
    ("website", "domain"): "the same domain",
}


def compare_contacts(kind: str, query: Sequence[str], listed: Sequence[str], weights: FactWeights) -> Evidence | None:
    """The best agreement of any of the subject's with any of the listed; None when none agrees.

    Args:
        kind: `phone`, `email` or `website`.
    """
    table = {"phone": weights.phone, "email": weights.email, "website": weights.website}[kind]
    best: Evidence | None = None
    for ours in query:
        for theirs in listed:
            rule = _rule(kind, ours, theirs)
            if rule and (best is None or table[rule] > best.bits):
                note = _NOTES[kind, rule]
                best = Evidence(feature=kind, bits=table[rule], query=ours, listed=theirs, note=note)
    return best


def _rule(kind: str, ours: str, theirs: str) -> str:
    one, two = contact_form(kind, ours), contact_form(kind, theirs)
    if not one or not two:
        return ""
    if kind == "phone":
        return _phone_rule(ours, theirs) if one == two else ""
    if one == two and domain_of(one) != one:
        return "same"
    domain = domain_of(one)
    if domain != domain_of(two) or domain in public_domains():
        return ""
    return "same" if one == two else "domain"


def _phone_rule(ours: str, theirs: str) -> str:
    one, two = phone_digits(ours), phone_digits(theirs)
    if one == two:
        return "same"
    short, long = sorted((one.removeprefix("0"), two.removeprefix("0")), key=len)
    return "same_end" if long.endswith(short) else ""
