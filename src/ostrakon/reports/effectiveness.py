"""The report of effectiveness as pages show it, read from the record that `ostrakon validate` leaves in the ledger.

A record of the kind `validation` holds, under `report`, one JSON object. What pages need of it, all of it optional but
`basis` and `classes`; further fields are passed over:

    {"basis": {"seed": 7, "snapshot": 214, "policy": "2026-11-27", "program": "0.1.0", "review": 0.5,
               "lists": {"ofac_sdn": {"published": "2026-11-20", "names": 18000}}},
     "filter": "Ostrakon", "records": 20400,
     "channels": {"name": {"found": RATE, "alerts": RATE}, "payment": …, "text": …},
     "classes": {"typing error": RATE}, "lists": {"un_sc": RATE}, "scripts": {"cyrillic": RATE},
     "quality": {"weak alias": RATE},
     "efficiency": {"alerts_per_1000": 3.2, "alerts_a_day": 31.0, "hours_a_day": 3.1},
     "thresholds": [{"threshold": 0.5, "found": RATE, "alerts": RATE, "alerts_a_day": 31.0, "step": "in words"}],
     "weakest": [{"class": "…", "found": RATE, "examples": [{"written": "…", "listed": "…", "score": 0.41}]}],
     "beside": [{"filter": "another", "found": RATE, "found_by_the_tested": RATE, "alerts": RATE}]}

RATE is {"hits", "count", "share", "low", "high"}: shares from 0 to 1, with the ends of the Wilson interval at 95 %.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A share with its interval."""

    hits: int
    count: int
    share: float
    low: float
    high: float


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """What was tested, by what it can be done again."""

    seed: int = 0
    snapshot: int = 0
    policy: str = ""
    program: str = ""
    review: float = 0.0
    lists: dict[str, dict[str, Any]] = {}


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """Names, payments or texts: how many of the planted were found, how many of the ordinary alerted."""

    found: Rate
    alerts: Rate


class Efficiency(msgspec.Struct, frozen=True, kw_only=True):
    """What it costs."""

    alerts_per_1000: float = 0.0
    alerts_a_day: float = 0.0
    hours_a_day: float = 0.0


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the threshold; `step` says in words what it costs against the one before."""

    threshold: float
    found: Rate
    alerts: Rate
    alerts_a_day: float = 0.0
    step: str = ""


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A name that was missed."""

    written: str = ""
    listed: str = ""
    score: float = 0.0


class Weak(msgspec.Struct, frozen=True, kw_only=True, rename={"name": "class"}):
    """A class with a low rate."""

    name: str
    found: Rate
    examples: list[Example] = []


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Another filter over the same records."""

    filter: str
    found: Rate
    found_by_the_tested: Rate | None = None
    alerts: Rate | None = None


class Effectiveness(msgspec.Struct, frozen=True, kw_only=True):
    """One report."""

    basis: Basis
    classes: dict[str, Rate]
    filter: str = ""
    records: int = 0
    channels: dict[str, Channel] = {}
    lists: dict[str, Rate] = {}
    scripts: dict[str, Rate] = {}
    quality: dict[str, Rate] = {}
    efficiency: Efficiency = Efficiency()
    thresholds: list[Threshold] = []
    weakest: list[Weak] = []
    beside: list[Beside] = []

    @property
    def whole(self) -> Rate | None:
        """Of altered names."""
        return self.channels["name"].found if "name" in self.channels else None

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, Rate]]]]:
        """The tables of the page, the weakest rows first."""
        named = (("Class of alteration", self.classes), ("List", self.lists), ("Script", self.scripts))
        every = (*named, ("Quality of the listed name", self.quality))
        return [
            (title, sorted(rates.items(), key=lambda one: (one[1].share, one[0]))) for title, rates in every if rates
        ]


def effectiveness_of(facts: Any) -> Effectiveness | None:
    """The report in the body of a record; None where it has another form than the one above."""
    try:
        return msgspec.convert(facts["report"], Effectiveness, strict=False)
    except (msgspec.ValidationError, KeyError, TypeError):
        return None
