"""Payment messages of our own for streams."""

from __future__ import annotations

_PAYMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf>
<GrpHdr><MsgId>M{number}</MsgId><CreDtTm>2026-11-02T09:30:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
<SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E{number}</EndToEndId><TxId>T{number}</TxId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">{amount}.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-02</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>Mette Sørensen</Nm><PstlAdr><StrtNm>Nørregade</StrtNm><BldgNb>{number}</BldgNb><PstCd>1165</PstCd>
<TwnNm>København</TwnNm><Ctry>DK</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><Othr><Id>DK{number:014}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>DABADKKK</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>NDEASESS</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>{name}</Nm><PstlAdr><StrtNm>Storgatan</StrtNm><BldgNb>{number}</BldgNb><PstCd>11122</PstCd>
<TwnNm>Stockholm</TwnNm><Ctry>SE</Ctry></PstlAdr></Cdtr>
<CdtrAcct><Id><Othr><Id>SE{other:014}</Id></Othr></Id></CdtrAcct>
<RmtInf><Ustrd>Invoice {number}</Ustrd></RmtInf>
</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""


def payment(number: int, creditor: str) -> bytes:
    """One pacs.008 of which only the creditor may be listed."""
    return _PAYMENT.format(number=number, name=creditor, amount=100 + number * 7, other=number * 31 + 5).encode()
