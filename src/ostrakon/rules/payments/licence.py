"""Licences and exemptions: those that a payment cites, and those that may apply. Shown, never a reason to clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ostrakon.programmes import Programme, for_country
from ostrakon.programmes.licensing import Licence, Subject, cited_licences, licences_for
from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import PaymentFacts, Text
from ostrakon.rules.payments.sources import OFAC_FRAMEWORK, UNSCR_2664
from ostrakon.rules.payments.subjects import SUBJECTS
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.places import embargoed_countries
from ostrakon.rules.rule import Finding, Rule

NAMED_MAX = 6
"""Licences named for one payment; the rest are counted."""
_CITED = re.compile(
    r"\bgeneral\s+licen[cs]e\b(?:\s+(?:no\.?\s*)?[\w-]{1,6})?|\bGL\s?(?:\d{1,3}[A-Z]?|[A-Z]-\d)\b"
    r"|\bOFAC\s+licen[cs]e\s*(?:no\.?\s*)?[\w-]*"
    r"|\bspecific\s+licen[cs]e\b|\bOFSI\s+licen[cs]e\s*[\w/]*|\bINT/\d{4}/\d+\b|\b(?:UNSCR|resolution)\s*2664\b"
    r"|\bhumanitarian\b|\bmedical\s+supplies\b",
    re.IGNORECASE,
)
_CITED_BEGIN = frozenset(["gene", "gl", "ofac", "spec", "ofsi", "int", "unsc", "reso", "huma", "medi"])


def _cited(facts: PaymentFacts) -> Iterator[Finding]:
    for text in facts.free():
        match = _CITED.search(text.value)
        if match:
            known = [_described(one, facts.day) for one in cited_licences(match.group())]
            yield Finding(
                rule="PAY-LICENCE",
                severity="info",
                because=f"'{match.group()}': named, not verified" + (f"; {'; or '.join(known)}" if known else ""),
                fields=(place_of(text, match.start(), match.end()),),
                kind="licence",
            )


def _may_apply(facts: PaymentFacts) -> Iterator[Finding]:
    programmes = _programmes(facts)
    if not programmes:
        return
    whole = "\n".join([text.value for text in facts.texts])
    subjects = [(subject, words) for subject, words in SUBJECTS.items() if words.search(whole)]
    told: dict[Subject, tuple[Text, re.Match[str]]] = {}
    for text in facts.texts if subjects else ():
        for subject, words in subjects:
            if subject not in told and (match := words.search(text.value)):
                told[subject] = (text, match)
    found = licences_for((one.id for one in programmes), told)
    for one in found[:NAMED_MAX]:
        text, match = next(told[subject] for subject in one.subjects if subject in told)
        yield Finding(
            rule="PAY-LICENCE-MAY",
            severity="info",
            because=f"'{match.group()}': {_described(one, facts.day)}",
            fields=(place_of(text, match.start(), match.end()),),
            kind="licence",
        )
    if len(found) > NAMED_MAX:
        yield Finding(rule="PAY-LICENCE-MAY", severity="info", kind="licence",
                      because=f"{len(found) - NAMED_MAX} more licences concern these programmes")  # fmt: skip


def _programmes(facts: PaymentFacts) -> list[Programme]:
    """Programmes of the listed parties, and of embargoed states that the payment names."""
    found = [programme for party in facts.listed for programme in party.programmes()]
    for state in states_of(facts):
        if state in embargoed_countries() or state == "SY":
            found += [one for one in for_country(state) if one.authority == "US"]
    return list(dict.fromkeys(found))


def _described(one: Licence, day: date | None) -> str:
    words = f"{one.authority} {one.number} ({one.title})"
    if one.until:
        over = day is None or one.ended(day)
        words += f" ended on {one.until} and covers nothing since" if over else f" may apply until {one.until}"
    else:
        words += " may apply"
    doubts = "; ".join(one.to_check)
    return f"{words}; its conditions are to be checked, reviewed to {one.as_of}" + (
        f"; unsure: {doubts}" if doubts else ""
    )


RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule(
        "PAY-LICENCE",
        "info",
        "A licence or an exemption is cited",
        "Words such as 'general licence', a licence number of OFAC or OFSI, resolution 2664, 'humanitarian'; names "
        "what the reviewed data ([list](licences.md)) hold under the number, and when it ended. Lowers nothing to "
        "clear: whoever decides sees what was named and checks it.",
        (OFAC_FRAMEWORK, UNSCR_2664),
        _cited,
        _CITED_BEGIN,
    ),
    Rule(
        "PAY-LICENCE-MAY",
        "info",
        "A licence or an exemption that may apply",
        "A listed party, or an embargoed state, and words of a subject for which a licence of its programmes exists: "
        "energy, food and medicine, humanitarian work, remittances, taxes and others. Says so too when it has ended.",
        (OFAC_FRAMEWORK, UNSCR_2664),
        _may_apply,
    ),
)
