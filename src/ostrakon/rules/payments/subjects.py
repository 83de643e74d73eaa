"""What a payment is about, as far as a licence could be for it: words and ISO 20022 purpose codes."""

from __future__ import annotations

import re

from ostrakon.programmes.licensing import Subject

_WORDS: dict[Subject, tuple[str, ...]] = {
    "energy": (r"crude", r"oil", r"gas", r"LNG", r"LPG", r"petrol\w*", r"diesel", r"coal", r"ENRG", r"нефт\w*", "газ"),
    "agriculture_medicine": (
        r"wheat", r"grain", r"food", r"agricultur\w*", r"fertili[sz]er\w*", r"medic(?:ine|al|ament)\w*",
        r"pharma\w*",
        r"vaccine\w*", r"insulin", "MDCS", r"зерно", r"лекарств\w*",
    ),
    "humanitarian": (
        r"humanitarian", r"relief", r"refugees?", r"aid", "CHAR", "NGO", r"Red\s+C(?:ross|rescent)", "2664",
    ),
    "international_organisations": ("UNICEF", "UNHCR", "UNDP", r"World\s+Food\s+Programme", "WFP", "ICRC"),
    "remittances": (
        r"family\s+(?:support|maintenance|remittance)\w*",
        r"remittance\s+to\s+(?:family|mother|father|parents)", "FAMI",
    ),
    "taxes": (r"tax(?:es)?", r"import\s+dut(?:y|ies)", r"customs\s+(?:duty|fees?)", "TAXS", r"налог\w*"),
    "telecommunications": (r"telecom\w*", r"roaming", r"mobile\s+operator"),
    "internet": (r"internet\s+(?:service|access)\w*", r"hosting", "SaaS"),
    "legal": (r"legal\s+(?:fees?|services?)", r"attorney\w*", r"counsel", r"law\s+firm"),
    "diplomatic": (r"embassy", r"consul(?:ate|ar)", r"diplomatic"),
    "wind_down": (r"wind(?:ing)?[\s-]*down", r"divest\w*"),
    "safety": (r"safety\s+of\s+(?:the\s+)?(?:vessel|crew)", r"bunker\w*"),
}  # fmt: skip
SUBJECTS: dict[Subject, re.Pattern[str]] = {
    subject: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for subject, words in _WORDS.items()
}
