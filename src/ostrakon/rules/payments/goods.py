"""Goods in the words of a payment: groups that matter to Russia's military industry, by word and by heading.

Groups: determination of 22 December 2023 under section 11 of E.O. 14024 as amended; headings: those of the Common High
Priority List (BIS, 23 February 2024) cut to four digits, so that an outdated subheading does not hide the goods.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ostrakon.rules.payments.facts import UNPARTED
from ostrakon.rules.trade.codes import headings_in_text, priority_headings

_GROUPS = {
    "semiconductors and electronics": (
        r"semi-?conductors?|micro-?chips?|integrated\s+circuits?|micro-?(?:controllers?|processors?)|transistors?|FPGAs?|wafers?"
        r"|printed\s+circuit\s+boards?|микросхем\w*|полупроводник\w*|集成电路|半导体|芯片"
    ),
    "test equipment": r"oscilloscopes?|spectrum\s+analy[sz]ers?|signal\s+generators?|осциллограф\w*",
    "machine tools": (
        r"machine\s+tools?|CNC\s+(?:machines?|lathes?|mills?|milling)|machining\s+cent(?:er|re)s?|станк\w+\s+с\s+ЧПУ|数控机床"
    ),
    "bearings": r"(?:ball|roller|tapered)\s+bearings?|подшипник\w*|轴承",
    "optical systems": r"thermal\s+(?:imag\w+|sights?|cameras?)|night\s+vision|rangefinders?|тепловизор\w*",
    "navigation instruments": r"inertial\s+(?:navigation|measurement)|gyroscopes?|avionics|autopilots?|авионик\w*",
    "propellants": r"nitro-?cellulose|propellants?|ammonium\s+perchlorate|нитроцеллюлоз\w*",
    "lubricants and additives": r"lubricant\s+additives?|присадк\w+\s+к\s+масл\w+",
    "unmanned aircraft": r"drone\s+(?:engines?|parts?|components?)|UAV|quadcopters?|беспилотник\w*",
}
GOODS_BEGIN = frozenset((
    "semi", "micr", "inte", "tran", "fpga", "wafe", "prin", "osci", "spec", "sign", "mach", "cnc", "ball", "roll",
    "tape", "ther", "nigh", "rang", "iner", "gyro", "avio", "auto", "nitr", "prop", "ammo", "lubr", "dron", "uav",
    "quad", "микр", "полу", "осци", "стан", "подш", "тепл", "авио", "нитр", "прис", "бесп",
    "hs", "hts", "htsu", "hsn", "ncm", "hsco", "hsno", "htsc", "htsn", "hsnc", "hsnn", "tari", "cn", "cnco", "тн",
    "тнвэ", UNPARTED,
))  # fmt: skip
"""How the words of the patterns begin, for `PaymentFacts.says`."""
_WORDS = re.compile(
    "|".join(f"(?P<g{n}>(?<![^\\W\\d_])(?:{words})(?![^\\W\\d_]))" for n, words in enumerate(_GROUPS.values())),
    re.IGNORECASE,
)
_FURTHER = frozenset(map(str, (8407, 8409, 8411, 8412, 8460, 8473, 8533, 8549, 8806, 9031, 9032)))
"""Headings of the same groups of goods beyond the list: engines, lathes, parts of computers, aircraft, instruments."""


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods that a text names: the words, their group, and where they stand."""

    word: str
    group: str
    start: int
    end: int


@cache
def _names() -> tuple[str, ...]:
    return tuple(_GROUPS)


def critical_goods(text: str) -> Goods | None:
    """The first critical goods that a text names; None where it names none."""
    match = _WORDS.search(text)
    if match:
        group = _names()[int((match.lastgroup or "g0")[1:])]
        return Goods(match.group(), group, match.start(), match.end())
    for heading, start, end in headings_in_text(text):
        if heading in _FURTHER or heading in priority_headings():
            return Goods(text[start:end], f"heading {heading}", start, end)
    return None
