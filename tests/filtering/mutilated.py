"""Payment messages that something happened to: cut off, broken, in a wrong encoding, with more than they may hold."""

from __future__ import annotations

import random
from collections.abc import Callable

Harm = Callable[[bytes, random.Random], bytes]

ISO = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><IntrBkSttlmAmt Ccy="EUR">100.00</IntrBkSttlmAmt>
<Dbtr><Nm>Müller &amp; Söhne GmbH</Nm><PstlAdr><TwnNm>Bremen</TwnNm><Ctry>DE</Ctry></PstlAdr></Dbtr>
<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct><Cdtr><Nm>Atelier Lumière</Nm></Cdtr>
<RmtInf><Ustrd>Rechnung 4711</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>
""".encode()
SWIFT = (
    b"{1:F01COBADEFFAXXX0000000000}{2:I103CHASUS33XXXXN}{3:{108:REF1}}{4:\n:20:REF1\n:32A:260302EUR18450,\n"
    b":50K:/DE89370400440532013000\nNORDWIND PAPIER GMBH\nBREMEN\n:59:/FR1420041010050500013M02606\nATELIER LUMIERE\n"
    b":70:INVOICE 4711\n:71A:SHA\n-}{5:{CHK:123456789ABC}}"
)


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(1, data.rstrip().rfind(b"</Document>") if data[:1] == b"<" else data.rfind(b"-}"))]


def _bad_byte(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(80, len(data) - 20)
    return data[:at] + bytes([draw.choice((0xC3, 0xE9, 0xFF, 0x80))]) + b"x" + data[at:]


def _two(data: bytes, draw: random.Random) -> bytes:
    return data + data[draw.choice((0, data.find(b"<Document"))) :]


def _trailing(data: bytes, draw: random.Random) -> bytes:
    return data + draw.choice((b"VIKTOR BOUT", b"\x7fELF", b"}}", b"<more", b"-}"))


def _doctype(data: bytes, draw: random.Random) -> bytes:
    kind = draw.choice((b'<!DOCTYPE Document SYSTEM "file:///etc/passwd">', b'<!DOCTYPE a [<!ENTITY k "KIM">]>'))
    at = data.find(b"<Document")
    return data[:at] + kind + data[at:]


def _tag_broken(data: bytes, draw: random.Random) -> bytes:
    tags = [at for at in range(data.find(b"<Document") + 1, len(data) - 2) if data[at : at + 1] == b"<"]
    at = draw.choice(tags)
    return data[:at] + draw.choice((b"", b"<<", b"< ", b"&")) + data[at + 1 :]


def _entity(data: bytes, draw: random.Random) -> bytes:
    at = data.find(b"Rechnung") + draw.randrange(8)
    return data[:at] + draw.choice((b"&kim;", b"&#0;", b"&#x1F", b"& ", b"]]>")) + data[at:]


def _control(data: bytes, draw: random.Random) -> bytes:
    at = data.find(b"Rechnung") + draw.randrange(8)
    return data[:at] + bytes([draw.choice((0, 1, 7, 11, 27))]) + data[at:]


def _encoding(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"UTF-8", draw.choice((b"UTF-7", b"UTF-16", b"EBCDIC-CP-US", b"US-ASCII", b"nonsense")), 1)


def _deep(data: bytes, draw: random.Random) -> bytes:
    many = draw.randrange(300, 3000)
    return data.replace(b"Rechnung", b"<a>" * many + b"Rechnung" + b"</a>" * many)


def _no_end(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"\n-}", draw.choice((b"\n-", b"\n", b"\n}", b"-}")))


def _no_header(data: bytes, draw: random.Random) -> bytes:
    return draw.choice((data[data.find(b"{2:") :], data[1:], b"{" + data, data.replace(b"{1:", b"{1;", 1)))


def _no_text(data: bytes, draw: random.Random) -> bytes:
    start, end = data.find(b"{4:"), data.find(b"-}") + 2
    return data[:start] + draw.choice((b"", b"{4", b"4:\n")) + data[end:]


def _brace(data: bytes, draw: random.Random) -> bytes:
    return data.replace(b"{108:REF1}}", draw.choice((b"{108:REF1}", b"{108:REF1", b"{108:REF1}{")), 1)


def _swift_trailing(data: bytes, draw: random.Random) -> bytes:
    return data + draw.choice((b"VIKTOR BOUT", b":70:MORE", b"$VIKTOR BOUT$", b"{4:\n:70:MORE\n", b"}"))


HARMS: dict[str, tuple[bytes, Harm]] = {
    "cut off": (ISO, _cut), "bad byte": (ISO, _bad_byte), "two documents": (ISO, _two), "trailing": (ISO, _trailing),
    "DOCTYPE": (ISO, _doctype), "broken tag": (ISO, _tag_broken), "entity": (ISO, _entity), "control": (ISO, _control),
    "encoding": (ISO, _encoding), "deep": (ISO, _deep),
    "MT cut off": (SWIFT, _cut), "MT bad byte": (SWIFT, _bad_byte), "MT without end": (SWIFT, _no_end),
    "MT without header": (SWIFT, _no_header), "MT without text": (SWIFT, _no_text), "MT brace": (SWIFT, _brace),
    "MT trailing": (SWIFT, _swift_trailing),
}  # fmt: skip


def harmed(number: int) -> tuple[str, bytes]:
    """The kind of harm and the message, by number; the same number gives the same."""
    kind = tuple(HARMS)[number % len(HARMS)]
    data, harm = HARMS[kind]
    return kind, harm(data, random.Random(number))
