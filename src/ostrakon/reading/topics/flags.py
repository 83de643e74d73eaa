"""Red flags, by the words that raise them and by what the text tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ostrakon.reading.findings import Event, RedFlag, Span
from ostrakon.reading.grammar.pack import Pack
from ostrakon.reading.grammar.phrases import Marks
from ostrakon.reading.grammar.tokens import Tokens
from ostrakon.reading.topics.regimes import HEAVY
from ostrakon.reading.topics.wording import barred, every

RULES: Mapping[str, tuple[str, ...]] = {
    "sanctions_evasion": ("PAY-STRIP",),
    "alternative_payment_system": ("RAIL-SPFS", "RAIL-OTHER"),
    "dual_sanctioned_states": ("PAY-DUAL-STATE",),
    "ais_gap": ("VES-AIS",),
    "vessel_renaming": ("VES-RENAME",),
    "flag_hopping": ("VES-FLAG",),
    "oil_trade": ("TRD-OILCAP",),
    "front_company": ("TRD-NEWCO",),
    "false_documents": ("VES-DOCS",),
    "origin_misdeclared": ("VES-DOCS",),
    "ownership_50": ("OWN-50",),
    "nominee_ownership": ("OWN-DIVEST",),
    "crypto_laundering": ("CRY-WALLET", "CRY-MIX"),
    "mixer": ("CRY-MIX",),
    "export_control": ("TRD-CHPL",),
    "military_procurement": ("TRD-ENDUSE",),
    "transit_diversion": ("TRD-TRANSIT",),
    "proliferation": ("TRD-KP-SECTOR",),
}
"""Rules of payments, trade and vessels that look for the same thing in data (their names, not their working)."""

_BY_EVENT = {
    "arms_transfer": "arms_transfer",
    "technology_transfer": "technology_transfer",
    "payment_system": "alternative_payment_system",
}
_DEALINGS = frozenset(
    {
        "arms_transfer",
        "technology_transfer",
        "trade",
        "cooperation",
        "payment_system",
        "support",
        "agreement",
        "visit",
        "meeting",
    }
)


def red_flags(tokens: Tokens, pack: Pack, marks: Marks, events: Sequence[Event]) -> tuple[RedFlag, ...]:
    """The red flags of a text, in the order of their codes, each with the words that raise it."""
    because: dict[str, list[Span]] = {}
    out = barred(tokens, pack, "flag_not")
    for one in every(tokens, pack.phrases("flag"), marks):
        if out.isdisjoint(range(one.first, one.last)):
            because.setdefault(one.value, []).append(Span(one.start, one.end))
    for event in events:
        code = _BY_EVENT.get(event.type)
        if code:
            because.setdefault(code, []).append(Span(event.start, event.end))
        sides = HEAVY & {*event.actors, *event.targets}
        if event.type in _DEALINGS and len(sides) > 1:
            because.setdefault("dual_sanctioned_states", []).append(Span(event.start, event.end))
    return tuple(
        RedFlag(code=code, because=_merged(spans), rule=RULES.get(code, ())) for code, spans in sorted(because.items())
    )


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Without those that lie within another."""
    kept: list[Span] = []
    for one in sorted(set(spans), key=lambda span: (span.start, -span.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return tuple(kept)
