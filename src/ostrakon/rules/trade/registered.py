"""Vessels against the user's own register: what it knows otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from ostrakon.intake.payments.message import Line
from ostrakon.intake.trade.paper import Vessel
from ostrakon.names.countries import country_code
from ostrakon.names.numbers import plain_number
from ostrakon.rules.rule import Finding, Rule
from ostrakon.rules.trade.facts import ShipmentFacts, imo_of, place_of
from ostrakon.rules.trade.naming import same_name
from ostrakon.rules.trade.sources import MARITIME
from ostrakon.rules.trade.vessels import bare


def _register(facts: ShipmentFacts) -> Iterator[Finding]:
    if not facts.register:
        return
    for vessel in facts.vessels:
        known = facts.register.get(imo_of(vessel))
        if known is None:
            yield from _known_name(facts, vessel)
            continue
        name = bare(vessel.name) if vessel.name else ""
        owner = next((firm.name for firm in vessel.firms if firm.role == "owner" and firm.name), None)
        pairs: tuple[tuple[str, Line | None, str, bool], ...] = (
            ("name", vessel.name, known.name, not known.name or same_name(name, known.name)),
            ("flag", vessel.flag, known.flag.upper(), not known.flag or _flag(vessel) in {"", known.flag}),
            ("owner", owner, known.owner, not known.owner or owner is None or same_name(owner.text, known.owner)),
            ("MMSI", vessel.mmsi, known.mmsi, _equal("mmsi", vessel.mmsi, known.mmsi)),
            ("call sign", vessel.call_sign, known.call_sign, _equal("call_sign", vessel.call_sign, known.call_sign)),
        )
        for what, line, registered, agrees in pairs:
            if line is not None and not agrees:
                former = what == "name" and any(same_name(name, old) for old in known.former)
                yield Finding(
                    rule="VES-REGISTER",
                    severity="review",
                    because=f"{what} '{line.text.strip()}' of IMO {known.imo}, in your register '{registered}'"
                    + (" (an earlier name)" if former else ""),
                    fields=(place_of(line),),
                )


def _known_name(facts: ShipmentFacts, vessel: Vessel) -> Iterator[Finding]:
    """A vessel whose number the register does not hold, but whose name it does."""
    if vessel.name is None or vessel.imo is None:
        return
    for known in facts.register.values():
        if known.name and same_name(bare(vessel.name), known.name):
            because = f"'{bare(vessel.name)}' with IMO {imo_of(vessel)}, in your register with IMO {known.imo}"
            yield Finding(rule="VES-REGISTER", severity="review", because=because, fields=(place_of(vessel.imo),))
            return


def _flag(vessel: Vessel) -> str:
    return country_code(vessel.flag.text) if vessel.flag else ""


def _equal(kind: str, line: Line | None, registered: str) -> bool:
    return line is None or not registered or plain_number(kind, line.text) == plain_number(kind, registered)


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "VES-REGISTER",
        "review",
        "A vessel that your register knows otherwise",
        "Name, flag, owner, MMSI or call sign other than in the register given by `--vessels`, or a registered "
        "name with "
        "another IMO number.",
        (MARITIME,),
        _register,
    ),
)
