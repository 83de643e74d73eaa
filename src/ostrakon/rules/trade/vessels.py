"""Vessels: numbers, names and flags that do not fit each other, the lists, or the user's register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ostrakon.intake.payments.message import Line
from ostrakon.names.countries import country_name
from ostrakon.names.numbers import imo_valid, plain_number
from ostrakon.rules.rule import Finding, Rule, Severity
from ostrakon.rules.trade.facts import ShipmentFacts, code_of, day_of, imo_of, number_of, place_of
from ostrakon.rules.trade.naming import same_name
from ostrakon.rules.trade.sea_facts import flag_of_mmsi, known_insurer
from ostrakon.rules.trade.sources import CAP_ADVISORY, IMO_NUMBER, MARITIME, MMSI, OFAC_FRAMEWORK, OWN
from ostrakon.rules.trade.states import false_flags

CHANGES = timedelta(days=730)
CHANGES_MIN = 2
FRESH_FLAG = timedelta(days=182)
TANKER_YEARS = 15
MMSI_DIGITS = 9
_PREFIXES = ("MV ", "M/V ", "MT ", "M/T ", "SS ", "M.V. ", "M.T. ")
_ENI = 8
"""Digits of the number of an inland vessel, which has no check digit."""


def _imo(facts: ShipmentFacts) -> Iterator[Finding]:
    for vessel in facts.vessels:
        digits = imo_of(vessel)
        if vessel.imo is None:
            if vessel.name is not None and facts.paper.type == "bill_of_lading":
                because = f"vessel '{vessel.name.text.strip()}' without an IMO number"
                yield Finding(rule="VES-IMO", severity="info", because=because, fields=(place_of(vessel.name),))
        elif not imo_valid(digits) and not (len(digits) == _ENI and digits.isdigit()):
            what = "fails its check digit" if len(digits) == 7 and digits.isdigit() else "is no IMO number"
            because = f"'{vessel.imo.text.strip()}' {what}"
            yield Finding(rule="VES-IMO", severity="review", because=because, fields=(place_of(vessel.imo),))


def _listed(facts: ShipmentFacts) -> Iterator[Finding]:
    told = set()
    for vessel in facts.vessels:
        digits = imo_of(vessel)
        listed, namesake = facts.listed.get(digits), facts.namesakes.get(digits)
        if vessel.imo is None or digits in told:
            continue
        told.add(digits)
        if listed is not None:
            name = bare(vessel.name) if vessel.name else ""
            other = f", here '{name}'" if name and not same_name(name, listed.name) else ""
            because = f"IMO {digits} is the listed vessel {listed.name} ({listed.id}){other}"
            yield Finding(rule="VES-LISTED", severity="block", because=because, fields=(place_of(vessel.imo),))
        elif namesake is not None and vessel.name is not None:
            because = f"'{bare(vessel.name)}' has the name of the listed vessel {namesake.id}, but another IMO number"
            yield Finding(rule="VES-LISTED", severity="review", because=because, fields=(place_of(vessel.name),))


def _renamed(facts: ShipmentFacts) -> Iterator[Finding]:
    yield from _changed(facts, "VES-RENAME", "name")


def _reflagged(facts: ShipmentFacts) -> Iterator[Finding]:
    yield from _changed(facts, "VES-FLAG", "flag")
    for vessel in facts.vessels:
        why = false_flags().get(code_of(vessel.flag)) if vessel.flag else None
        if why and vessel.flag:
            because = f"flag '{vessel.flag.text.strip()}' may be false: {why}"
            yield Finding(rule="VES-FLAG", severity="review", because=because, fields=(place_of(vessel.flag),))


def _changed(facts: ShipmentFacts, rule: str, kind: str) -> Iterator[Finding]:
    """Changes of name or flag: dated ones within the time, undated ones all."""
    for vessel in facts.vessels:
        now = vessel.name if kind == "name" else vessel.flag
        earlier = [line for line in (vessel.former if kind == "name" else vessel.flags) if not _same_text(line, now)]
        dated = [(d, line) for k, line in vessel.changes if k == kind and (d := day_of(line)) is not None]
        fresh = [line for d, line in dated if facts.day is None or facts.day - CHANGES <= d <= facts.day]
        count = len(fresh) if dated and facts.day else len(earlier)
        lines = fresh or earlier
        if not lines:
            continue
        newest = max((d for d, _ in dated), default=None)
        soon = kind == "flag" and newest and facts.day and facts.day - FRESH_FLAG <= newest <= facts.day
        severity: Severity = "review" if count >= CHANGES_MIN or soon else "info"
        span = "within two years" if dated and facts.day else "at times not told"
        words = f": {', '.join(line.text.strip() for line in earlier)}" if earlier else ""
        because = f"{count} {'change' if count == 1 else 'changes'} of {kind} {span}{words}"
        if not count:
            because = f"{kind}s before{words}; no change is dated within two years before the document"
        yield Finding(rule=rule, severity=severity, because=because, fields=tuple(map(place_of, lines)))


def _mmsi(facts: ShipmentFacts) -> Iterator[Finding]:
    for vessel in facts.vessels:
        if vessel.mmsi is None:
            continue
        digits = plain_number("mmsi", vessel.mmsi.text)
        theirs = code_of(vessel.flag) if vessel.flag else ""
        told = flag_of_mmsi(digits)
        if len(digits) != MMSI_DIGITS or not digits.isdigit():
            because = f"'{vessel.mmsi.text.strip()}' is no MMSI: it has not {MMSI_DIGITS} digits"
        elif told and theirs and told != theirs:
            because = f"MMSI {digits} belongs to {country_name(told)}, the flag given is {country_name(theirs)}"
        else:
            continue
        yield Finding(rule="VES-MMSI", severity="review", because=because, fields=(place_of(vessel.mmsi),))


def _age(facts: ShipmentFacts) -> Iterator[Finding]:
    for vessel in facts.vessels:
        built = number_of(vessel.built)
        year = facts.day.year if facts.day else None
        if vessel.built is None or built is None or year is None or year - built < TANKER_YEARS:
            continue
        if not any("tanker" in line.text.lower() for line in (vessel.kind, vessel.name) if line):
            continue
        signs = list(_signs(facts))
        because = f"a tanker of {built:.0f}" + (f": {', '.join(signs)}" if signs else "")
        severity: Severity = "review" if signs else "info"
        yield Finding(rule="VES-AGE", severity=severity, because=because, fields=(place_of(vessel.built),))


def _same_text(one: Line, other: Line | None) -> bool:
    return other is not None and one.text.strip().lower() == other.text.strip().lower()


def _signs(facts: ShipmentFacts) -> Iterator[str]:
    insurers = [f.name.text for f in facts.paper.everyone() if f.role == "insurer" and f.name]
    if not any(map(known_insurer, insurers)):
        yield "no insurer of the International Group of P&I Clubs is named"
    if not any(firm.role == "owner" and firm.name for firm in facts.paper.everyone()):
        yield "no owner is named"
    if any(event.kind == "ais_gap" for event in facts.paper.happenings):
        yield "gaps in its track"


def bare(name: Line) -> str:
    """A vessel's name without its prefix (`MV`, `M/T`)."""
    text = " ".join(name.text.split())
    return next((text[len(prefix) :] for prefix in _PREFIXES if text.upper().startswith(prefix)), text)


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "VES-IMO",
        "review",
        "A vessel's number that cannot be",
        "An IMO number that fails its check digit or is none; eight digits are an inland vessel's. A bill of "
        "lading whose "
        "vessel has no number: info.",
        (MARITIME, IMO_NUMBER),
        _imo,
    ),
    Rule(
        "VES-LISTED",
        "block",
        "A listed vessel, whatever it is called now",
        "The IMO number is a listed vessel's: block. The name of a listed vessel with another number: review.",
        (MARITIME, OFAC_FRAMEWORK),
        _listed,
    ),
    Rule(
        "VES-RENAME",
        "review",
        "A vessel that changes its name",
        f"{CHANGES_MIN} changes of name or more within {CHANGES.days // 365} years before the document, or "
        f"undated (own "
        "choice): review; one: info.",
        (MARITIME, OWN),
        _renamed,
    ),
    Rule(
        "VES-FLAG",
        "review",
        "A vessel that changes its flag, or bears a false one",
        f"{CHANGES_MIN} changes of flag or more within {CHANGES.days // 365} years, or one within "
        f"{FRESH_FLAG.days} days (own "
        "choices): review; one: info. A flag that is known to be borne without right: review (the table is to be "
        "checked).",
        (MARITIME, OWN),
        _reflagged,
    ),
    Rule(
        "VES-MMSI",
        "review",
        "A radio identity of another flag",
        "An MMSI that has not nine digits, or whose first three belong to another state than the flag given.",
        (MMSI, MARITIME),
        _mmsi,
    ),
    Rule(
        "VES-AGE",
        "review",
        "An old tanker",
        f"Tanker of {TANKER_YEARS} years or more (own choice): info; review with gaps in its track, or when no "
        f"owner or no "
        "insurer of the International Group of P&I Clubs is named.",
        (CAP_ADVISORY, OWN),
        _age,
    ),
)
