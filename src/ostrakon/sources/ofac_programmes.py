"""OFAC programme codes, directive texts and what they forbid.

Owns: the codes that OFAC prints behind a name (its list of "program tags"), and the measures that follow from the
list and the programme. Refuses: legal advice; a code that is not in the table is reported, never guessed.

Two rules, both after OFAC's own description of its lists (https://ofac.treasury.gov, "Consolidated Sanctions List
Data Files" and the pages of the programmes named below):

* An entry of the SDN list is blocked, whatever its programme: the list is by definition the list of "specially
  designated nationals and blocked persons".
* An entry of the non-SDN list is *not* blocked by it. What it entails depends on programme and, for the sectoral
  programmes, on the directives that the entry names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ostrakon.model import Measure

SDN: Final = "ofac_sdn"
CONS: Final = "ofac_cons"

NON_SDN_MEASURES: Final[dict[str, tuple[Measure, ...]]] = {
    # Members of the Palestinian Legislative Council elected for a terrorist group: transactions are to be rejected
    # though property is not blocked (OFAC, Non-SDN Palestinian Legislative Council List; 31 CFR 594, GL 4).
    "NS-PLC": (Measure.TRANSACTION_BAN,),
    # Foreign sanctions evaders: transactions or dealings are prohibited, property is not blocked (EO 13608).
    "FSE-IR": (Measure.TRANSACTION_BAN,),
    "FSE-SY": (Measure.TRANSACTION_BAN,),
    "FSE-WMD": (Measure.TRANSACTION_BAN,),
    "FSE-SDGT": (Measure.TRANSACTION_BAN,),
    # Chinese military-industrial complex companies: publicly traded securities may not be bought (EO 13959, 14032).
    "CMIC-EO13959": (Measure.INVESTMENT_BAN,),
    "CCMC": (Measure.INVESTMENT_BAN,),
    # Iranian Financial Sanctions Regulations, 31 CFR 561.201: correspondent and payable-through accounts.
    "561-Related": (Measure.CORRESPONDENT_ACCOUNT,),
    "HIFPAA": (Measure.CORRESPONDENT_ACCOUNT,),
    "NS-CAPTA": (Measure.CORRESPONDENT_ACCOUNT,),
    # Menu-based sanctions (OFAC, Non-SDN Menu-Based Sanctions List): sections 231 and 235 of CAATSA, EO 14059.
    "CAATSA - RUSSIA": (Measure.MENU_BASED,),
    "ILLICIT-DRUGS-EO14059": (Measure.MENU_BASED,),
    "NS-MBS": (Measure.MENU_BASED,),
}
"""Programmes of the non-SDN list whose measure follows from the code alone."""

NON_SDN_BY_DIRECTIVE: Final = frozenset({"UKRAINE-EO13662", "RUSSIA-EO14024", "BURMA-EO14014", "BELARUS-EO14038"})
"""Programmes whose measures are set by a directive that the entry names."""

DIRECTIVES: Final[dict[tuple[str, str], tuple[Measure, ...]]] = {
    # EO 13662, sectoral sanctions: 1 finance, 2 energy, 3 defence, 4 deepwater, Arctic offshore and shale projects.
    ("13662", "1"): (Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY),
    ("13662", "2"): (Measure.SECTORAL_DEBT,),
    ("13662", "3"): (Measure.SECTORAL_DEBT,),
    ("13662", "4"): (Measure.SECTORAL_SERVICES,),
    # EO 14024: 1 and 1a sovereign debt, 2 correspondent accounts, 3 new debt and equity, 4 all transactions.
    ("14024", "1"): (Measure.SECTORAL_DEBT,),
    ("14024", "1a"): (Measure.SECTORAL_DEBT,),
    ("14024", "2"): (Measure.CORRESPONDENT_ACCOUNT,),
    ("14024", "3"): (Measure.SECTORAL_DEBT, Measure.SECTORAL_EQUITY),
    ("14024", "4"): (Measure.TRANSACTION_BAN,),
    # EO 14014 directive 1: no financial services to Myanma Oil and Gas Enterprise.
    ("14014", "1"): (Measure.FINANCIAL_SERVICES_BAN,),
    # EO 14038 directive 1: new debt of the Belarusian ministry of finance and development bank.
    ("14038", "1"): (Measure.SECTORAL_DEBT,),
}

_SDN_CODES = """
561-Related BALKANS BALKANS-EO14033 BELARUS BELARUS-EO14038 BPI-IFSR BPI-PA BPI-RUSSIA-EO14024 BPI-SDGT BPI-SDNTK
BURMA BURMA-EO14014 BURUNDI CAR CMIC-EO13959 COTED CUBA CYBER CYBER2 CYBER3 CYBER4 DARFUR DPRK DPRK-NKSPEA DPRK2
DPRK3 DPRK4 DRCONGO ELECTION-EO13848 ETHIOPIA-EO14046 FSE-IR FSE-SDGT FSE-SY FSE-WMD FTO GLOMAG HIFPAA HK-EO13936
HOSTAGES-EO14078 HRIT-IR HRIT-SY ICC-EO13928 ICC-EO14203 IFCA IFSR ILLICIT-DRUGS-EO ILLICIT-DRUGS-EO14059 IRAN
IRAN-CON-ARMS-EO IRAN-EO13846 IRAN-EO13871 IRAN-EO13876 IRAN-EO13902 IRAN-HR IRAN-TRA IRAQ2 IRAQ3 IRGC ISA LEBANON
LIBERIA LIBYA2 LIBYA3 MAGNIT MALI-EO13882 NICARAGUA NICARAGUA-NHRAA NPWMD NS-CAPTA NS-MBS NS-PLC PAARSSR-EO13894
PAARSSR-EO14312 PEESA PEESA-EO14039 RUSSIA-EO14024 RUSSIA-EO14065 SDGT SDNT SDNTK SDT SOMALIA SSIDES SUDAN
SUDAN-EO14098 SYRIA SYRIA-CAESAR SYRIA-EO13894 TCO UHRPA UKRAINE-EO13660 UKRAINE-EO13661 UKRAINE-EO13662
UKRAINE-EO13685 VENEZUELA VENEZUELA-EO13835 VENEZUELA-EO13850 VENEZUELA-EO13884 WEST-BANK-EO14115 YEMEN ZIMBABWE
"""
_CODES_WITH_BLANKS = ("CAATSA - IRAN", "CAATSA - RUSSIA", "SOUTH SUDAN")
KNOWN_CODES: Final = frozenset({*_SDN_CODES.split(), *_CODES_WITH_BLANKS, *NON_SDN_MEASURES})

_ORDER = re.compile(r"\b(?:Executive Order|EO|E\.O\.) ?(\d{5})\b")
_DIRECTIVE = re.compile(r"\bSubject to Directive (\d[a-z]?)\b", re.IGNORECASE)
_LISTED_UNDER = re.compile(r"^Listing Date \(EO (\d{5}) Directive (\d[a-z]?)\)", re.IGNORECASE)


def split_programmes(text: str) -> tuple[str, ...]:
    """The codes in OFAC's CSV column: `SDGT] [IFSR` holds two.

    Semicolons part codes too: re-saved copies of the list use them.
    """
    parts = (part.strip(" []") for part in re.split(r"\]\s*\[|;", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def directives_in(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs (executive order, directive) that one remark or identity document of an entry names.

    Some entries (the banks under directive 2 of EO 14024) name their directive only with the date of listing.
    """
    listed = _LISTED_UNDER.match(text)
    if listed:
        return ((listed[1], listed[2].lower()),)
    order = _ORDER.search(text)
    if order is None:
        return ()
    return tuple((order[1], number.lower()) for number in _DIRECTIVE.findall(text))


def measures_for(
    source: str, programmes: Iterable[str], directives: Iterable[tuple[str, str]], *, menu: bool = False
) -> tuple[Measure, ...]:
    """What an entry entails.

    Args:
        source: `ofac_sdn` or `ofac_cons`.
        programmes: its programme codes.
        directives: what `directives_in` found in its remarks.
        menu: the remarks list measures picked from a menu (CAATSA section 235, EO 14059).
    """
    if source == SDN:
        return (Measure.ASSET_FREEZE,)
    found: list[Measure] = []
    for code in programmes:
        found += NON_SDN_MEASURES.get(code, ())
    for directive in directives:
        found += DIRECTIVES.get(directive, ())
    if menu:
        found.append(Measure.MENU_BASED)
    return tuple(dict.fromkeys(found))
