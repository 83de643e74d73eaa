"""What happened at sea as the data tell it: gaps in a vessel's track, transfers from ship to ship."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from ostrakon.intake.payments.message import Line
from ostrakon.intake.trade.paper import Happening
from ostrakon.rules.rule import Finding, Place, Rule, Severity
from ostrakon.rules.trade.facts import ShipmentFacts, number_of, place_of
from ostrakon.rules.trade.ports import Port, distance_km
from ostrakon.rules.trade.sea_facts import watched_areas
from ostrakon.rules.trade.sources import CARGO, MARITIME, OWN

GAP_HOURS = 24
GAP_WATCHED_HOURS = 12
DRAUGHT_METRES = 1.0
KNOTS_MAX = 30.0
KM_PER_MILE = 1.852
_REASON = re.compile(r"pira|armed robbery|high risk area|repair|dry.?dock|military order", re.IGNORECASE)
_LIMITS = re.compile(r"port limits|at berth|alongside|bunkering", re.IGNORECASE)
_STS = re.compile(r"\bSTS\b|\bship[- ]?to[- ]?ship\b", re.IGNORECASE)


def _gaps(facts: ShipmentFacts) -> Iterator[Finding]:
    yield from _track(facts)
    for event in facts.paper.happenings:
        hours = _hours(event) if event.kind == "ais_gap" else None
        if hours is None:
            continue
        lines = list(event.facts.values()) + event.more
        area = next((m.group() for line in lines if (m := watched_areas().search(line.text))), "")
        reason = next((m.group() for line in lines if (m := _REASON.search(line.text))), "")
        before, after = number_of(event.facts.get("draught_before")), number_of(event.facts.get("draught_after"))
        loaded = before is not None and after is not None and abs(after - before) >= DRAUGHT_METRES
        if hours < (GAP_WATCHED_HOURS if area or loaded else GAP_HOURS):
            continue
        because = f"no position for {hours:.0f} hours" + (f" near '{area}'" if area else "")
        because += f", draught {before:g} m before and {after:g} m after" if loaded else ""
        because += f", reason given: '{reason}'" if reason else ""
        severity: Severity = "info" if reason and not loaded else "review"
        yield Finding(rule="VES-AIS", severity=severity, because=because, fields=_places(lines))


def _track(facts: ShipmentFacts) -> Iterator[Finding]:
    """Gaps and jumps between positions that follow each other."""
    points = [point for event in facts.paper.happenings if (point := _point(event)) is not None]
    points.sort(key=lambda point: point[0])
    for (begin, one, place), (end, other, beside) in pairwise(points):
        hours = (end - begin).total_seconds() / 3600
        knots = (distance_km(one, other) or 0.0) / KM_PER_MILE / hours if hours else 0.0
        if hours >= GAP_HOURS:
            because = f"no position for {hours:.0f} hours from {begin.isoformat()} on"
        elif knots > KNOTS_MAX:
            because = f"{knots:.0f} knots between positions of {begin.isoformat()} and {end.isoformat()}"
        else:
            continue
        yield Finding(rule="VES-AIS", severity="review", because=because, fields=(place, beside))


def _point(event: Happening) -> tuple[datetime, Port, Place] | None:
    """Time and place of a position; None where one of them cannot be read."""
    time = event.facts.get("date")
    moment = _moment(time)
    latitude, longitude = number_of(event.facts.get("latitude")), number_of(event.facts.get("longitude"))
    if event.kind != "position" or time is None or moment is None or latitude is None or longitude is None:
        return None
    return (moment, Port("", "", latitude, longitude), place_of(time)) if abs(latitude) <= 90 else None


def _hours(event: Happening) -> float | None:
    """Length of a gap as given, else between its two times; None where neither can be read."""
    given = number_of(event.facts.get("hours"))
    if given is not None:
        return given
    begin, end = _moment(event.facts.get("from")), _moment(event.facts.get("to"))
    if begin is None or end is None:
        return None
    return (end - begin).total_seconds() / 3600


def _moment(line: Line | None) -> datetime | None:
    try:
        return datetime.fromisoformat(line.text.strip()).replace(tzinfo=None) if line else None
    except ValueError:
        return None


def _transfers(facts: ShipmentFacts) -> Iterator[Finding]:
    for event in facts.paper.happenings:
        if event.kind == "sts":
            lines = list(event.facts.values()) + event.more
            area = next((m.group() for line in lines if (m := watched_areas().search(line.text))), "")
            harmless = any(_LIMITS.search(line.text) for line in lines)
            because = "a transfer from ship to ship" + (f" near '{area}'" if area else "")
            because += " within port limits, as given" if harmless else ""
            severity: Severity = "info" if harmless else "review"
            yield Finding(rule="VES-STS", severity=severity, because=because, fields=_places(lines))
    for line in facts.paper.texts():
        found = _STS.search(line.text)
        if found:
            near = watched_areas().search(line.text)
            because = f"'{found.group()}'" + (f" near '{near.group()}'" if near else "")
            place = place_of(line, found.start(), found.end())
            yield Finding(rule="VES-STS", severity="review" if near else "info", because=because, fields=(place,))


def _places(lines: list[Line]) -> tuple[Place, ...]:
    return tuple(map(place_of, lines))


RULES: tuple[Rule[ShipmentFacts], ...] = (
    Rule(
        "VES-AIS",
        "review",
        "A vessel that cannot be followed",
        f"No position for {GAP_HOURS} hours or more; {GAP_WATCHED_HOURS} near an area where vessels hide, or when its "
        f"draught changed by {DRAUGHT_METRES:g} m; more than {KNOTS_MAX:g} knots between two positions given (own "
        "choices). With a reason (piracy, repair): info.",
        (MARITIME, OWN),
        _gaps,
    ),
    Rule(
        "VES-STS",
        "review",
        "A transfer from ship to ship",
        "As the data tell it, outside of port limits: review. Such words in a text: info, beside an area of such "
        "transfers "
        "review.",
        (MARITIME, CARGO),
        _transfers,
    ),
)
