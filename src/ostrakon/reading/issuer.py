"""Which authority a press release comes from, by its opening words."""

from __future__ import annotations

import re

HEAD = 600
"""Code points in which a release names its authority."""

_SIGNS = (
    (
        "c:US",
        r"\b(?:Treasury|Department of (?:the Treasury|State|Commerce))\b"
        r"[^\n]{0,300}\b[Tt]oday[’']s (?:action|designations?|announcement)"
        r"|\b[Tt]oday[’']s (?:OFAC )?(?:action|designations?)\b"
        r"|\b(?:OFAC|Office of Foreign Assets Control|Department of the Treasury|State Department|Department of State"
        r"|Department of Commerce|Department of Justice)\b[^.\n]{0,160}\b(?:today|is today)\b"
        r"|\A\s*(?:U\.?S\.? )?(?:Office of Foreign Assets Control|Department of (?:the Treasury|State|Justice|Commerce)"
        r"|Treasury Department|State Department|OFAC)\b[\s\S]{0,200}(?:RELEASE|designat|today)"
        r"|\b[Tt]oday,?\b[^.\n]{0,100}\b(?:OFAC|Office of Foreign Assets Control|Department of the Treasury"
        r"|Department of State|Department of Commerce)\b",
    ),
    ("c:GB", r"\b(?:OFSI|HM Treasury|Foreign Secretary|UK government|The UK)\b[^.\n]{0,120}\btoday\b|^\s*GOV\.UK"),
    ("u:eu", r"\bThe Council (?:today|has today|of the European Union today)\b|\bThe Council[^.\n]{0,40}\btoday\b"),
    ("u:un", r"\bSC/\d{5}\b"),
    (
        "c:CH",
        r"\b(?:Der Bundesrat|Das SECO|Das WBF)\b[^.\n]{0,120}\bheute\b|\bThe Federal Council\b[^.\n]{0,80}\btoday\b",
    ),
    ("c:DE", r"\bDas Auswärtige Amt (?:hat|teilt)\b[^.\n]{0,80}\bheute\b"),
    ("c:FR", r"\bLe ministère de l['’](?:Europe|Économie)\b[^.\n]{0,80}\baujourd['’]hui\b"),
)


def issuer_of(text: str) -> str:
    """The authority's key, empty when the text looks like no release.

    A dateline alone (`WASHINGTON, Aug 16 -`) is no sign: news agencies have one too.
    """
    head = text[:HEAD]
    return next((key for key, pattern in _SIGNS if re.search(pattern, head)), "")
