"""Payments and texts of our own around a name, in which nobody else is listed."""

from __future__ import annotations

from xml.sax.saxutils import escape

import msgspec

from ostrakon.validation.record import TestRecord

PLACES = (
    "Dbtr/Nm",
    "Cdtr/Nm",
    "UltmtDbtr/Nm",
    "UltmtCdtr/Nm",
    "RmtInf/Ustrd",
    "InstrForCdtrAgt/InstrInf",
    "50K",
    "59",
    "70",
)
"""Where a name stands in a payment: elements of a pacs.008, fields of an MT103."""
TEXTS = (
    "The ministry said on Tuesday that {} had travelled to the capital for talks on trade.",
    "According to court papers, the shipment was arranged by {} and two local brokers.",
    "Invoices seen by this newspaper name {} as the buyer of the equipment.",
    "The company denied any business with {} and called the report wrong.",
    "A spokesman confirmed that {} was present when the contract was signed last spring.",
    "Le communiqué cite {} parmi les participants à la réunion de jeudi.",
    "Nach Angaben der Behörde war {} an dem Geschäft beteiligt.",
    "El informe menciona a {} como destinatario final de la mercancía.",
)
"""Sentences about a name, in English, French, German and Spanish."""
_PACS = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>{id}</MsgId>
<CreDtTm>2026-03-02T09:30:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>{id}</EndToEndId><TxId>{id}</TxId></PmtId>
<IntrBkSttlmAmt Ccy="EUR">{amount}.40</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-02</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
{UltmtDbtr}<Dbtr><Nm>{Dbtr}</Nm><PstlAdr><StrtNm>Nørregade</StrtNm><BldgNb>{number}</BldgNb><PstCd>1165</PstCd>
<TwnNm>København</TwnNm><Ctry>DK</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><Othr><Id>{number:010}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>DABADKKK</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>NDEASESS</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>{Cdtr}</Nm><PstlAdr>
<StrtNm>Storgatan</StrtNm><BldgNb>{number}</BldgNb><PstCd>11122</PstCd><TwnNm>Stockholm</TwnNm><Ctry>SE</Ctry></PstlAdr>
</Cdtr><CdtrAcct><Id><Othr><Id>{other:010}</Id></Othr></Id></CdtrAcct>{UltmtCdtr}{Instr}
<RmtInf><Ustrd>{Ustrd}</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"""
_MT103 = (
    "{{1:F01DABADKKKAXXX0000000000}}{{2:I103NDEASESSXXXXN}}{{4:\r\n:20:{id}\r\n:23B:CRED\r\n"
    ":32A:260302EUR{amount},40\r\n:50K:/{number:010}\r\n{payer}\r\nNORREGADE {number}\r\nCOPENHAGEN DENMARK\r\n"
    ":59:/{other:010}\r\n{payee}\r\nSTORGATAN {number}\r\nSTOCKHOLM SWEDEN\r\n:70:{about}\r\n:71A:SHA\r\n-}}"
)
_SWIFT_LINE = 35
_PAYER, _PAYEE = "Mette Sondergaard", "Gunilla Bergqvist"


def in_place(record: TestRecord, number: int) -> TestRecord:
    """The record with its place in a payment or text; places take turns."""
    if record.channel == "payment":
        latin = record.written.isascii()
        place = PLACES[number % len(PLACES)]
        return msgspec.structs.replace(record, place=place if latin or "/" in place else PLACES[number % 6])
    if record.channel == "text":
        return msgspec.structs.replace(record, place=f"sentence {number % len(TEXTS) + 1}")
    return record


def payment_of(record: TestRecord) -> bytes:
    """The message that carries the name of a record at its place."""
    number = sum(record.id.encode()) % 997 + 1
    common = {"id": record.id[-12:].upper(), "amount": 1000 + number, "number": number, "other": number * 31 + 7}
    if "/" not in record.place:
        name = "\r\n".join(record.written[at : at + _SWIFT_LINE] for at in range(0, len(record.written), _SWIFT_LINE))
        return _MT103.format(
            **common,
            payer=name if record.place == "50K" else _PAYER.upper(),
            payee=name if record.place == "59" else _PAYEE.upper(),
            about=name if record.place == "70" else f"INVOICE {number}",
        ).encode()
    name = escape(record.written)
    role = record.place.partition("/")[0]
    filled = {
        "Dbtr": _PAYER,
        "Cdtr": _PAYEE,
        "Ustrd": f"Invoice {number}",
        "UltmtDbtr": "",
        "UltmtCdtr": "",
        "Instr": "",
    }
    if role in ("Dbtr", "Cdtr"):
        filled[role] = name
    elif role in ("UltmtDbtr", "UltmtCdtr"):
        filled[role] = f"<{role}><Nm>{name}</Nm></{role}>"
    elif role == "RmtInf":
        filled["Ustrd"] = f"Invoice {number} on behalf of {name}"
    else:
        filled["Instr"] = f"<InstrForCdtrAgt><InstrInf>for account of {name}</InstrInf></InstrForCdtrAgt>"
    return _PACS.format(**common, **filled).encode()


def text_of(record: TestRecord) -> str:
    """The text that carries the name of a record."""
    number = int(record.place.removeprefix("sentence ") or 1) - 1
    return f"{TEXTS[number].format(record.written)}\n"
