"""What all HTML pages share: templates with everything escaped, and how texts, bits and figures are shown."""

from __future__ import annotations

import unicodedata
from functools import cache

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from ostrakon.reports.answers import finding_words
from ostrakon.reports.counting import counted
from ostrakon.reports.facts import facts
from ostrakon.reports.marks import runs
from ostrakon.reports.waterfall import feature_label, percent, signed, strongest, waterfall
from ostrakon.reports.waterfall_svg import waterfall_svg
from ostrakon.screening.result import Status

STATUS_ORDER: tuple[Status, ...] = ("hit", "review", "not_screened", "clear")
"""Hits first; what was not screened before what is clear."""
_REASONS_MAX = 4


@cache
def environment() -> Environment:
    """The templates of the reports."""
    return drawn_from(PackageLoader("ostrakon.reports"))


def drawn_from(loader: BaseLoader) -> Environment:
    """Templates of a loader; what comes from outside is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "signed": signed,
        "percent": percent,
        "shown": shown,
        "finding_words": finding_words,
        "label": feature_label,
        "reasons": lambda evidence: strongest(evidence, _REASONS_MAX),
        "facts": facts,
        "runs": runs,
        "words": lambda text: text.replace("_", " "),
        "thousands": lambda number: f"{number:,}".replace(",", "\u202f"),
        "counted": lambda number, noun, plural="": counted(number, noun, plural).replace(",", "\u202f"),
    }
    made.globals |= {"waterfall": waterfall, "waterfall_svg": waterfall_svg, "status_order": STATUS_ORDER}
    return made


def shown(text: object) -> Markup:
    """Text from outside, escaped; invisible and direction-changing characters become visible boxes."""
    plain = str(text)
    if plain.isprintable():  # holds none of them, as nearly every text
        return escape(plain)
    return Markup("").join(
        Markup('<span class="ctl" title="{}">U+{:04X}</span>').format(
            unicodedata.name(char, "control character"), ord(char)
        )
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in "\n\t\u200c\u200d\u00ad"
        else escape(char)
        for char in plain
    )
