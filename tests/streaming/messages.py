"""Payment messages of our own for streams."""

from __future__ import annotations

_PAYMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M{number}</MsgId><CreDtTm>2026-11-02T09:30:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId><TxId>T{number}</TxId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">{amount}.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-02</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>{debtor}</Nm><PstlAdr><StrtNm>Nørregade</StrtNm><BldgNb>{number}</BldgNb><PstCd>1165</PstCd>
<TwnNm>København</TwnNm><Ctry>DK</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><Othr><Id>DK{number:014}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>DABADKKK</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>NDEASESS</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>{name}</Nm><PstlAdr><StrtNm>Storgatan</StrtNm><BldgNb>{number}</BldgNb><PstCd>11122</PstCd>
<TwnNm>Stockholm</TwnNm><Ctry>SE</Ctry></PstlAdr></Cdtr>
<CdtrAcct><Id><Othr><Id>SE{other:014}</Id></Othr></Id></CdtrAcct>
<RmtInf><Ustrd>Invoice {number}</Ustrd></RmtInf>
</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""


_GIVEN = ("Mette", "Lars", "Ingrid", "Søren", "Birgit", "Nils", "Astrid", "Henrik", "Kirsten", "Olof", "Ann", "Per")
_ROOTS = ("Lind", "Berg", "Sjö", "Dahl", "Holm", "Ek", "Sand", "Nord", "Skov", "Vester", "Hede", "Grøn", "Stor", "Fur")
_ENDS = ("ström", "gaard", "quist", "mark", "lund", "vik", "hult", "stad", "toft", "løv", "blad", "feldt", "näs", "rup")


def somebody(number: int) -> str:
    """One of 28,224 made names that nobody listed has."""
    rest, given = divmod(number, len(_GIVEN))
    rest, middle = divmod(rest, len(_GIVEN))
    rest, root = divmod(rest, len(_ROOTS))
    return f"{_GIVEN[given]} {_GIVEN[middle]} {_ROOTS[root]}{_ENDS[rest % len(_ENDS)]}"


def payment(number: int, creditor: str, debtor: str = "Mette Sørensen") -> bytes:
    """One pacs.008 of which only creditor and debtor may be listed."""
    return _PAYMENT.format(
        number=number, name=creditor, debtor=debtor, amount=100 + number * 7, other=number * 31 + 5
    ).encode()
