"""Payment systems beside the usual ones, cash and barter, and crypto currency in the words of a payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ostrakon.rules.payments.agents import states_of
from ostrakon.rules.payments.facts import UNPARTED, PaymentFacts, Text
from ostrakon.rules.payments.sources import FATF7, OFAC_BANKS, OFAC_CRYPTO, OFAC_SPFS, UN_PANEL
from ostrakon.rules.payments.transparency import place_of
from ostrakon.rules.rule import Finding, Rule, Severity, Source


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that tell of something, and what must not stand around them."""

    words: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def found(self, text: str) -> re.Match[str] | None:
        """The first occurrence that counts."""
        for match in self.words.finditer(text):
            around = text[max(match.start() - 40, 0) : match.end() + 40]
            if self.unless is None or not self.unless.search(around):
                return match
        return None


def _words(pattern: str, unless: str = "", *, case: bool = False) -> Phrase:
    flags = re.NOFLAG if case else re.IGNORECASE
    return Phrase(re.compile(pattern, flags), re.compile(unless, re.IGNORECASE) if unless else None)


_SPFS = _words(
    r"\bSPFS\b|\bСПФС\b|Sistema\s+Peredachi\s+Finansovykh\s+Soobshch?eniy|System\s+for\s+(?:the\s+)?Transfer\s+of\s+Financial"
    r"\s+Messages|Система\s+передачи\s+финансовых\s+сообщений"
)
_OTHER = (
    ("CIPS", _words(
        r"\bCIPS\b|人民币跨境支付系统|Cross-?Border\s+Interbank\s+Payment\s+System", r"Chartered\s+Institute")),
    ("Mir", _words(
        r"(?:карт\w*|card|payment\w*|платеж\w*|НСПК|NSPK)\W+(?:\w+\W+){0,4}(?:МИР|MIR|Mir|Мир)\b"
        r"|\b(?:МИР|MIR|Mir|Мир)\W+(?:\w+\W+){0,4}(?:карт\w*|card|payment\w*|платеж\w*|НСПК|NSPK)\b", case=True)),
    ("SBP", _words(r"\bСБП\b|Система\s+быстрых\s+платежей|Faster\s+Payments\s+System\s+of\s+Russia")),
    ("SEPAM", _words(r"\bSEPAM\b")),
    ("Shetab", _words(r"\bSHETAB\b|شتاب")),
    ("BRICS Pay", _words(r"\bBRICS\s+(?:Pay|Bridge)\b")),
    ("mBridge", _words(r"\bmBridge\b")),
)  # fmt: skip
_LOCAL_ID = re.compile(r"\b(?:BIK|БИК)\W{0,3}(04\d{7})\b|\b(04\d{7})\b(?=[\s\S]{0,60}\b(\d{20})\b)", re.IGNORECASE)
_CASH = _words(
    r"\bbarter\b|\bbulk\s+cash\b|\bcash\s+couriers?\b|\boff-?set(?:ting)?\s+(?:against|with)\b|\bclearing\s+account\b|\bhawala\b"
    r"|\bnetting\b|account\s+(?:at|of|with)\s+the\s+embassy|\bdiplomatic\s+account\b|\bgold\s+bars?\b|бартер|взаимозач[её]т",
    r"\boffset\s+(?:fee|print)",
)
_MIXER = _words(
    r"\b(?:crypto|bitcoin|coin|btc)\s*-?\s*(?:mixer|tumbler)s?\b|\b(?:mixer|tumbler)s?\s+(?:service|wallet|address)\b|\bTornado\s*Cash\b"
    r"|\bSinbad(?:\.io)?\b(?=[\s\S]{0,40}(?:bridge|mixer|wallet|coin|btc|crypto))|\bvia\s+Sinbad\b|\bBlender\.io\b|\bChipMixer\b"
    r"|\bprivacy\s+coins?\b|\bpeel\s+chains?\b|\bchain\s+hopping\b|\bGarantex\b|\bGrinex\b|\bA7A5\b|\bмиксер\w*|\bобнал\w*",
    r"concrete|tap\b|8474|kitchen|cement",
)


_SPFS_BEGIN = frozenset(["spfs", "спфс", "sist", "syst", "сист"])
_OTHER_BEGIN = frozenset([
    "cips", "cros", "mir", "мир", "nspk", "нспк", "сбп", "сист", "fast", "sepa", "shet", "bric", "mbri", UNPARTED,
])  # fmt: skip
_LOCAL_BEGIN = frozenset(["bik", "бик", *(f"04{rest:02}" for rest in range(100))])
_CASH_BEGIN = frozenset([
    "bart", "bulk", "cash", "off", "offs", "clea", "hawa", "nett", "acco", "dipl", "gold", "барт", "взаи",
])  # fmt: skip
_MIXER_BEGIN = frozenset([
    "mixe", "tumb", "cryp", "bitc", "coin", "btcm", "btct", "torn", "sinb", "blen", "chip", "priv", "peel", "chai",
    "gara", "grin", "7", "микс", "обна",
])  # fmt: skip
"""How the words of each pattern begin; `A7A5` is known by its 7, since many texts hold an A."""


def _spfs(facts: PaymentFacts) -> Iterator[Finding]:
    banks = {t.place.field for party in facts.agents() for t in (party.bic, party.name) if t is not None}
    listed = [one.caption for one in facts.listed if one.stops and one.place.field in banks]
    for text in facts.texts:
        match = _SPFS.found(text.value)
        if match:
            because = f"'{match.group()}' is Russia's messaging system"
            if listed:
                yield _finding("RAIL-SPFS", "block", f"{because}, beside the listed bank {listed[0]}", text, match)
            else:
                yield _finding("RAIL-SPFS", "review", because, text, match)


def _other(facts: PaymentFacts) -> Iterator[Finding]:
    for text in facts.free():
        for name, phrase in _OTHER:
            match = phrase.found(text.value)
            if match:
                severity: Severity = "review" if _sanctioned(facts) else "info"
                yield _finding("RAIL-OTHER", severity, f"'{match.group()}': payment system {name}", text, match)


def _local_id(facts: PaymentFacts) -> Iterator[Finding]:
    for text in facts.texts:
        match = _LOCAL_ID.search(text.value)
        if match:
            because = f"'{match.group(1) or match.group(2)}' looks like the code of a Russian bank (BIK)"
            yield _finding("RAIL-LOCALID", "info", because, text, match)


def _cash(facts: PaymentFacts) -> Iterator[Finding]:
    if not _sanctioned(facts):
        return
    for text in facts.free():
        match = _CASH.found(text.value)
        if match:
            yield _finding("RAIL-CASH", "review", f"'{match.group()}' beside a sanctioned state", text, match)


def _mixer(facts: PaymentFacts) -> Iterator[Finding]:
    for text in facts.free():
        match = _MIXER.found(text.value)
        if match:
            yield _finding(
                "CRY-MIX", "review", f"'{match.group()}' hides where crypto currency comes from", text, match
            )


def _sanctioned(facts: PaymentFacts) -> bool:
    """Whether a sanctioned state stands in a code or in the words of the payment."""
    return bool(states_of(facts))


def _finding(rule: str, severity: Severity, because: str, text: Text, match: re.Match[str]) -> Finding:
    return Finding(rule=rule, severity=severity, because=because, fields=(place_of(text, match.start(), match.end()),))


_OWN = Source("own collection of names of payment systems")
RULES: tuple[Rule[PaymentFacts], ...] = (
    Rule("RAIL-SPFS", "block", "Russia's financial messaging system",
         "SPFS by its names in Latin or Cyrillic letters, anywhere: review; block where a bank of the payment is "
         "listed.", (OFAC_SPFS,), _spfs, _SPFS_BEGIN),
    Rule("RAIL-OTHER", "review", "Other payment systems",
         "CIPS, Mir (only beside a word of cards or payments), SBP, SEPAM, Shetab, BRICS Pay, mBridge: info; review "
         "beside a sanctioned state.", (OFAC_BANKS, _OWN), _other, _OTHER_BEGIN),
    Rule("RAIL-LOCALID", "info", "A Russian bank by its local code",
         "BIK by name, or nine digits from 04 on with an account of twenty digits near.", (OFAC_BANKS,), _local_id,
         _LOCAL_BEGIN),
    Rule("RAIL-CASH", "review", "Cash, barter, clearing and offset",
         "Such words in a payment that also names a sanctioned state.", (UN_PANEL, FATF7), _cash, _CASH_BEGIN),
    Rule("CRY-MIX", "review", "Mixers and exchanges that hide the origin of crypto currency",
         "Names and words of mixing services; Tornado Cash was delisted on 21 March 2025 and stays for review.",
         (OFAC_CRYPTO, UN_PANEL), _mixer, _MIXER_BEGIN),
)  # fmt: skip
