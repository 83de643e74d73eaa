"""Everything that a report says, as plain figures: the JSON of `ostrakon validate`, from which the pages are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ostrakon.validation.curves import price, steps
from ostrakon.validation.rates import Answered, alerts, by, found, mcnemar
from ostrakon.validation.record import Outcome, TestRecord
from ostrakon.validation.running import CHANNELS, Basis, Tested

FORMAT = 1
EXAMPLES, WEAKEST, NEAR = 6, 8, 40
"""Missed names shown a class; classes called weakest; pairs below the line that are shown."""
CLASS_MIN = 20
"""Records from which on a class can be called weak."""


def summary(basis: Basis, subject: Tested, others: Sequence[Tested], *, volume: int, minutes: float) -> dict[str, Any]:
    """The whole report.

    Args:
        subject: the filter that is tested.
        others: filters beside it, over the same records or some of them.
        volume: names a day, for what thresholds cost.
        minutes: of a person for one alert.
    """
    names = subject.of("name")
    return {
        "format": FORMAT,
        "basis": {
            "seed": basis.seed,
            "snapshot": basis.snapshot,
            "policy": basis.policy,
            "policy_sha256": basis.policy_sha256,
            "program": basis.program,
            "review": basis.review,
            "extract": basis.extract,
            "lists": {name: {"published": day, "names": count} for name, (day, count) in sorted(basis.lists.items())},
            "records": {c: dict(zip(("planted", "controls"), basis.sizes.of(c), strict=True)) for c in CHANNELS},
            "volume": volume,
            "minutes": minutes,
        },
        "filter": subject.name,
        "records": len(subject.answered),
        "problems": subject.problems,
        "channels": {c: _channel(subject.of(c)) for c in CHANNELS if subject.of(c)},
        "classes": _classes(names),
        "lists": _rates(names, lambda r: r.source),
        "lists_by_class": _grid(names),
        "scripts": _rates(names, lambda r: r.script or "other"),
        "schemata": _rates(names, lambda r: r.schema),
        "quality": _rates(names, lambda r: "weak alias" if r.weak else "strong name"),
        "programmes": _rates(names, lambda r: r.programme or "none named", least=CLASS_MIN),
        "places": _rates(subject.of("payment"), lambda r: r.place),
        "efficiency": _efficiency(names, volume, minutes),
        "thresholds": _thresholds(names, volume) if subject.scored else [],
        "weakest": _weakest(names),
        "below_the_line": _below(names) if subject.scored else [],
        "beside": [_beside(subject, other) for other in others],
    }


def _channel(answered: list[Answered]) -> dict[str, Any]:
    return {"found": found(answered).as_object(), "alerts": alerts(answered).as_object()}


def _rates(answered: list[Answered], key: Any, *, least: int = 1) -> dict[str, Any]:
    return {name: rate.as_object() for name, rate in by(answered, key).items() if rate.count >= least}


def class_of(record: TestRecord) -> str:
    """The class of a record by kind and strength, as the report names it."""
    return record.kind if record.strength <= 1 else f"{record.kind}, {record.strength} times"


def _classes(answered: list[Answered]) -> dict[str, Any]:
    return _rates(answered, class_of)


def _grid(answered: list[Answered]) -> dict[str, dict[str, list[int]]]:
    """List → class → found, tried."""
    grid: dict[str, dict[str, list[int]]] = {}
    for source in sorted({record.source for record, _ in answered if record.planted}):
        rates = by([one for one in answered if one[0].source == source], class_of)
        grid[source] = {name: [rate.hits, rate.count] for name, rate in rates.items()}
    return grid


def _efficiency(answered: list[Answered], volume: int, minutes: float) -> dict[str, Any]:
    rate = alerts(answered)
    a_day = rate.share * volume
    return {
        "alerts": rate.as_object(),
        "alerts_per_1000": round(rate.share * 1000, 2),
        "alerts_a_day": round(a_day, 1),
        "hours_a_day": round(a_day * minutes / 60, 1),
    }


def _thresholds(answered: list[Answered], volume: int) -> list[dict[str, Any]]:
    every = steps(answered)
    rows: list[dict[str, Any]] = []
    for place, step in enumerate(every):
        rows.append(
            {
                "threshold": step.threshold,
                "found": step.found.as_object(),
                "alerts": step.alerts.as_object(),
                "alerts_a_day": round(step.alerts_a_day(volume), 1),
                "step": price(step, every[place - 1], volume) if place else "",
            }
        )
    return rows


def _weakest(answered: list[Answered]) -> list[dict[str, Any]]:
    """Classes with the lowest rates, with names that were missed."""
    rates = {name: rate for name, rate in by(answered, class_of).items() if rate.count >= CLASS_MIN}
    missed: dict[str, list[Answered]] = {}
    for record, outcome in answered:
        if record.planted and not outcome.found:
            missed.setdefault(class_of(record), []).append((record, outcome))
    return [
        {
            "class": name,
            "found": rates[name].as_object(),
            "examples": [_example(*one) for one in missed.get(name, [])[:EXAMPLES]],
        }
        for name in sorted(rates, key=lambda name: (rates[name].share, name))[:WEAKEST]
        if rates[name].hits < rates[name].count
    ]


def _below(answered: list[Answered]) -> list[dict[str, Any]]:
    """Listed parties just below the line: what a slightly lower threshold would have shown to a person."""
    near = [one for one in answered if one[0].planted and not one[1].found and one[1].score > 0]
    near.sort(key=lambda one: (-one[1].score, one[0].id))
    return [_example(*one) for one in near[:NEAR]]


def _example(record: TestRecord, outcome: Outcome) -> dict[str, Any]:
    return {
        "record": record.id,
        "written": record.written,
        "listed": record.listed,
        "entity": record.entity_id,
        "class": class_of(record),
        "score": round(outcome.score, 4),
        "problem": outcome.problem,
    }


def _beside(subject: Tested, other: Tested) -> dict[str, Any]:
    """Another filter beside the one that is tested, over the records that both were asked."""
    ours = {record.id: (record, outcome) for record, outcome in subject.answered}
    both = [(ours[record.id], (record, outcome)) for record, outcome in other.answered if record.id in ours]
    first, second = [one for one, _ in both], [one for _, one in both]
    planted = [pair for pair in both if pair[0][0].planted]
    only_ours, only_theirs, chance = mcnemar([a[1] for a, _ in planted], [b[1] for _, b in planted])
    differing = [(a, b) for a, b in planted if a[1].found != b[1].found]
    return {
        "filter": other.name,
        "records": len(both),
        "problems": other.problems,
        "found": found(second).as_object(),
        "found_by_the_tested": found(first).as_object(),
        "alerts": alerts(second).as_object(),
        "alerts_of_the_tested": alerts(first).as_object(),
        "only_the_tested": only_ours,
        "only_this": only_theirs,
        "chance": round(chance, 6),
        "classes": {
            name: {"this": rate.as_object(), "tested": by(first, class_of)[name].as_object()}
            for name, rate in by(second, class_of).items()
        },
        "examples": [
            {**_example(*a), "found_by": "the tested filter" if a[1].found else other.name}
            for a, _ in differing[: EXAMPLES * 2]
        ],
    }
