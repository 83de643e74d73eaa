"""Made payments of 40 countries: clean ones, and the same with one listed name put somewhere.

Parties, addresses and banks are Faker's, so that nobody real is named; beside them stand what makes filters err: firms
named by words that lists love, streets called after people and places, ships.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

from anyascii import anyascii
from faker import Faker

LOCALES = {
    "ar_AE": "AE", "ar_EG": "EG", "ar_SA": "SA", "az_AZ": "AZ", "bg_BG": "BG", "cs_CZ": "CZ", "da_DK": "DK",
    "de_AT": "AT",
    "de_CH": "CH", "de_DE": "DE", "el_GR": "GR", "en_AU": "AU", "en_CA": "CA", "en_GB": "GB", "en_IE": "IE",
    "en_IN": "IN",
    "en_PH": "PH", "en_US": "US", "es_CO": "CO", "es_ES": "ES", "es_MX": "MX", "fi_FI": "FI", "fr_FR": "FR",
    "he_IL": "IL",
    "hr_HR": "HR", "hu_HU": "HU", "hy_AM": "AM", "id_ID": "ID", "it_IT": "IT", "ja_JP": "JP", "ka_GE": "GE",
    "ko_KR": "KR",
    "nl_NL": "NL", "no_NO": "NO", "pl_PL": "PL", "pt_BR": "BR", "ro_RO": "RO", "tr_TR": "TR", "vi_VN": "VN",
    "zh_CN": "CN",
}  # fmt: skip
ROMANISED = 0.7
"""Share of parties in other letters that are written in Latin ones."""
FIRMS, TRAPS, SHIPS = 0.2, 0.1, 0.025
"""Shares of parties with a name of loved words, of streets with a trap, of texts that name a ship."""
_LOVED = (
    "Phoenix", "Global", "Eagle", "Nova", "Alpha", "Golden", "Star", "Delta", "Orient", "Royal", "Atlas", "Horizon",
    "Falcon", "Victory", "Eastern", "Silk", "Crescent", "Pearl", "Sun", "United",
)  # fmt: skip
_TRADE = (
    "Trading",
    "Energy",
    "Shipping",
    "Logistics",
    "Import Export",
    "General Trading",
    "Marine",
    "Industries",
    "Group",
)
_LEGAL = ("Ltd", "LLC", "GmbH", "SA", "SpA", "BV", "Co.", "Inc", "FZE", "AS")
_STREETS = (
    "Lenin Street", "Cuba Street", "Crimea Road", "Havana Avenue", "Gagarin Street", "Bolivar Avenue",
    "Abdullah Street",
    "Tehran Street", "Karl Marx Allee", "Kirov Street", "Nasser Street", "Ho Chi Minh Road",
)  # fmt: skip
_VESSELS = (
    "NORDIC BREEZE", "BALTIC CARRIER", "LADY MARIA", "OCEAN TRADER", "CAPE VERDE", "STELLA MARIS", "ATLANTIC SPIRIT",
    "BLUE LAGOON", "PACIFIC DAWN", "IRIS BULKER", "HANSE PEARL", "NEW VENTURE", "MAERSK TALLINN", "CORAL QUEEN",
    "AMBER", "GALAXY", "EAGLE", "SEA DRAGON", "ROSE", "SILVER WAVE",
)  # fmt: skip
_GOODS = (
    "spare parts",
    "timber",
    "textiles",
    "steel coils",
    "consulting services",
    "software licence",
    "machine tools",
)
_TEXTS: tuple[Callable[[random.Random], str], ...] = (
    lambda d: f"INVOICE {d.randrange(10**6)} DATED {d.randrange(1, 29):02}.{d.randrange(1, 13):02}.2026",
    lambda d: f"Payment for {d.choice(_GOODS)} as per contract {d.randrange(10**4)}/26",
    lambda d: f"RENT {d.choice(('MARCH', 'APRIL', 'MAY'))} 2026 FLAT {d.randrange(200)}",
    lambda d: f"Salary {d.randrange(1, 13):02}/2026",
    lambda d: f"PO {d.randrange(10**7)} {d.choice(_GOODS).upper()} SECOND INSTALMENT",
    lambda d: d.choice(("Family support", "gift", "for books")),
    lambda d: f"Tuition fee winter term, student no {d.randrange(10**6)}",
    lambda d: f"INV{d.randrange(10**5)} INV{d.randrange(10**5)} LESS CREDIT NOTE {d.randrange(999)}",
)
_BEFORE = ("PAYMENT ON BEHALF OF", "INVOICE 7781", "goods delivered to", "RE", "contract 44/26 with", "FOR ACCOUNT OF")
_AFTER = ("", "", "INVOICE 4471", "as agreed", "MARCH 2026", "REF 99120")


@dataclass(frozen=True, slots=True)
class Made:
    """One message and, where a name was planted, what and where.

    Attributes:
        file: name with ending. data: the message.
        place, cls: element or tag where the name stands, and class of that field; empty in clean ones.
        name: as it was planted.
    """

    file: str
    data: bytes
    place: str = ""
    cls: str = ""
    name: str = ""


@dataclass(slots=True)
class _Party:
    name: str
    street: str
    number: str
    post: str
    town: str
    country: str
    account: str


@cache
def _maker(locale: str) -> Faker:
    return Faker(locale)


PLACES = {
    "Dbtr/Nm": "name", "Cdtr/Nm": "name", "UltmtDbtr/Nm": "name", "UltmtCdtr/Nm": "name", "IntrmyAgt1/Nm": "name",
    "Cdtr/AdrLine": "address", "Cdtr/StrtNm": "address", "Dbtr/BldgNm": "address", "Cdtr/TwnNm": "town",
    "RmtInf/Ustrd": "free", "RmtInf/Ustrd cut": "free", "InstrForNxtAgt/InstrInf": "free", "Purp/Prtry": "free",
    "RmtInf/AddtlRmtInf": "free", "PmtId/EndToEndId": "identifier", "Dbtr/Othr/Id": "identifier",
    "50K": "party", "50K cut": "party", "59 second line": "party", "59F": "name", "52D": "party", "70": "free",
    "72": "free",
}  # fmt: skip
"""Places of a planted name and the class of each."""


class Payments:
    """Draws messages; the same seed gives the same ones.

    Args:
        listed: whether a name is that of somebody listed, word by word; nobody is called so in what is made.
    """

    def __init__(self, seed: int, listed: Callable[[str], bool] = lambda _: False) -> None:
        self._draw, self._listed = random.Random(seed), listed
        self._ships = [ship for ship in _VESSELS if not listed(ship)]  # a payment for a listed ship is not clean
        for place, locale in enumerate(LOCALES):
            _maker(locale).seed_instance(seed * 1000 + place)

    def clean(self, number: int, *, swift: bool | None = None) -> Made:
        """One payment that names nobody listed, as far as we know; a quarter is MT103."""
        swift = number % 4 == 3 if swift is None else swift
        write = self._swift if swift else self._iso
        return write(number, self._party(swift=swift), self._party(swift=swift), {}, self._text())

    def planted(self, number: int, name: str, places: Sequence[str] = tuple(PLACES)) -> Made:
        """One payment with `name` at one of the places, in turn."""
        place = places[number % len(places)]
        swift = place[0].isdigit()
        write = self._swift if swift else self._iso
        debtor, creditor = self._party(swift=swift), self._party(swift=swift)
        made = write(number, debtor, creditor, {place: self._around(place, name)}, self._text())
        return Made(made.file, made.data, place, PLACES[place], name)

    def _around(self, place: str, name: str) -> str:
        """The name with words around it where such stand in a field of free text."""
        if PLACES[place] == "free" and place != "Purp/Prtry":
            return f"{self._draw.choice(_BEFORE)} {name} {self._draw.choice(_AFTER)}".strip()
        return name

    def _party(self, *, swift: bool) -> _Party:
        draw = self._draw
        locale = draw.choice(tuple(LOCALES))
        maker = _maker(locale)
        name = self._name(maker)
        while self._listed(name) or self._listed(anyascii(name)):
            name = self._name(maker)
        street = draw.choice(_STREETS) if draw.random() < TRAPS else maker.street_name()
        name, street, town = (" ".join(text.split()) for text in (name, street, maker.city()))
        if swift or draw.random() < ROMANISED:
            name, street, town = (t if t.isascii() else anyascii(t).title() for t in (name, street, town))
        digits = "".join(draw.choices("0123456789", k=18))
        account = f"{LOCALES[locale]}{digits[:2]}{digits}"
        return _Party(name, street, str(draw.randrange(1, 250)), digits[:5], town, LOCALES[locale], account)

    def _name(self, maker: Faker) -> str:
        draw = self._draw
        chance = draw.random()
        if chance < FIRMS:
            return f"{draw.choice(_LOVED)} {draw.choice((*_LOVED, ''))} {draw.choice(_TRADE)} {draw.choice(_LEGAL)}"
        return maker.company() if chance < 0.55 else maker.name()

    def _text(self) -> str:
        if self._draw.random() < SHIPS:
            ship = self._draw.choice(self._ships)
            return f"FREIGHT MV {ship} VOY {self._draw.randrange(99)} B/L {self._draw.randrange(9999)}"
        return self._draw.choice(_TEXTS)(self._draw)

    def _bank(self, country: str) -> str:
        return (
            "".join(self._draw.choices("BCDFGHKLMNPRST", k=4)) + country + self._draw.choice(("2L", "22", "PP", "FF"))
        )

    def _iso(self, number: int, debtor: _Party, creditor: _Party, put: dict[str, str], text: str) -> Made:
        def at(place: str, usual: str = "") -> str:
            return escape(put.get(place, usual))

        debtor.name, creditor.name = put.get("Dbtr/Nm", debtor.name), put.get("Cdtr/Nm", creditor.name)
        creditor.town, creditor.street = put.get("Cdtr/TwnNm", creditor.town), put.get("Cdtr/StrtNm", creditor.street)
        more = "".join(
            f"<{role}><Nm>{at(f'{role}/Nm')}</Nm></{role}>\n      " for role in ("UltmtDbtr",) if f"{role}/Nm" in put
        )
        after = f"      <UltmtCdtr><Nm>{at('UltmtCdtr/Nm')}</Nm></UltmtCdtr>\n" if "UltmtCdtr/Nm" in put else ""
        if "InstrForNxtAgt/InstrInf" in put:
            after += f"      <InstrForNxtAgt><InstrInf>{at('InstrForNxtAgt/InstrInf')}</InstrInf></InstrForNxtAgt>\n"
        if "Purp/Prtry" in put:
            after += f"      <Purp><Prtry>{at('Purp/Prtry')}</Prtry></Purp>\n"
        lines = [put.get("RmtInf/Ustrd", text)]
        if cut := put.get("RmtInf/Ustrd cut"):
            middle = len(cut) * 2 // 3
            lines = [cut[:middle], cut[middle:]]
        remittance = "".join(f"<Ustrd>{escape(line)}</Ustrd>" for line in lines)
        if "RmtInf/AddtlRmtInf" in put:
            remittance = f"<Strd><AddtlRmtInf>{at('RmtInf/AddtlRmtInf')}</AddtlRmtInf></Strd>"
        bank = f"<Nm>{at('IntrmyAgt1/Nm')}</Nm>" if "IntrmyAgt1/Nm" in put else f"<BICFI>{self._bank('GB')}</BICFI>"
        ident = f"<Id><PrvtId><Othr><Id>{at('Dbtr/Othr/Id')}</Id></Othr></PrvtId></Id>" if "Dbtr/Othr/Id" in put else ""
        data = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
  <FIToFICstmrCdtTrf>
    <GrpHdr>
      <MsgId>MSG{number:08}</MsgId>
      <CreDtTm>2026-03-02T09:30:00Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <SttlmInf>
        <SttlmMtd>INDA</SttlmMtd>
      </SttlmInf>
    </GrpHdr>
    <CdtTrfTxInf>
      <PmtId>
        <InstrId>INSTR{number:07}</InstrId>
        <EndToEndId>{at("PmtId/EndToEndId", f"E2E{number:07}")}</EndToEndId>
        <UETR>{self._draw.getrandbits(32):08x}-c448-41de-883a-{self._draw.getrandbits(48):012x}</UETR>
      </PmtId>
      <IntrBkSttlmAmt Ccy="EUR">{self._draw.randrange(100, 10**6) / 100:.2f}</IntrBkSttlmAmt>
      <IntrBkSttlmDt>2026-03-02</IntrBkSttlmDt>
      <ChrgBr>SHAR</ChrgBr>
      <InstgAgt>
        <FinInstnId>
          <BICFI>COBADEFFXXX</BICFI>
        </FinInstnId>
      </InstgAgt>
      <InstdAgt>
        <FinInstnId>
          <BICFI>BNPAFRPPXXX</BICFI>
        </FinInstnId>
      </InstdAgt>
      <IntrmyAgt1>
        <FinInstnId>
          {bank}
        </FinInstnId>
      </IntrmyAgt1>
      {more}<Dbtr>
        {_iso_party(debtor, put.get("Dbtr/BldgNm", ""), "")}
        {ident}
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>{debtor.account}</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>{self._bank(debtor.country)}</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <CdtrAgt>
        <FinInstnId>
          <BICFI>{self._bank(creditor.country)}</BICFI>
        </FinInstnId>
      </CdtrAgt>
      <Cdtr>
        {_iso_party(creditor, "", put.get("Cdtr/AdrLine", ""))}
      </Cdtr>
      <CdtrAcct>
        <Id>
          <IBAN>{creditor.account}</IBAN>
        </Id>
      </CdtrAcct>
{after}      <RmtInf>
        {remittance}
      </RmtInf>
    </CdtTrfTxInf>
  </FIToFICstmrCdtTrf>
</Document>
"""
        return Made(f"{number}.xml", data.encode())

    def _swift(self, number: int, debtor: _Party, creditor: _Party, put: dict[str, str], text: str) -> Made:
        first = _wrapped(put.get("50K") or put.get("50K cut") or debtor.name)
        second = (
            [creditor.name[:35], *_wrapped(put["59 second line"])] if "59 second line" in put else [creditor.name[:35]]
        )
        beneficiary = f":59:/{creditor.account}\n" + "\n".join((*second, creditor.street[:35], creditor.town[:35]))
        if "59F" in put:
            named = "\n".join(f"1/{line}" for line in _wrapped(put["59F"], 33))
            address = f"2/{creditor.street[:33]}\n3/{creditor.country}/{creditor.town[:28]}"
            beneficiary = f":59F:/{creditor.account}\n{named}\n{address}"
        bank = ":52D:" + "\n".join(_wrapped(put["52D"])) if "52D" in put else f":52A:{self._bank(debtor.country)}"
        lines = [
            "{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{4:", f":20:REF{number:08}", ":23B:CRED",
            f":32A:260302EUR{self._draw.randrange(100, 10**6)},", f":50K:/{debtor.account}", *first, debtor.street[:35],
            f"{debtor.town[:30]}", bank, f":57A:{self._bank(creditor.country)}", beneficiary,
            ":70:" + "\n".join(_wrapped(put.get("70", text))), ":71A:SHA",
        ]  # fmt: skip
        if "72" in put:
            lines.append(":72:/INS/" + "\n//".join(_wrapped(put["72"], 30)))
        return Made(f"{number}.fin", "\n".join((*lines, "-}")).encode())


def _wrapped(text: str, width: int = 35) -> list[str]:
    """A text over lines of a width, cut wherever it comes, as writers of SWIFT MT do."""
    return [text[at : at + width].strip() for at in range(0, len(text), width) if text[at : at + width].strip()]


def _iso_party(party: _Party, building: str, line: str) -> str:
    building = f"<BldgNm>{escape(building)}</BldgNm>\n          " if building else ""
    line = f"\n          <AdrLine>{escape(line)}</AdrLine>" if line else ""
    return f"""<Nm>{escape(party.name)}</Nm>
        <PstlAdr>
          <StrtNm>{escape(party.street)}</StrtNm>
          <BldgNb>{party.number}</BldgNb>
          {building}<PstCd>{party.post}</PstCd>
          <TwnNm>{escape(party.town)}</TwnNm>
          <Ctry>{party.country}</Ctry>{line}
        </PstlAdr>"""
