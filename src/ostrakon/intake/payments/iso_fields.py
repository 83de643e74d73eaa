"""ISO 20022 elements by name: what kind of text each holds. What is not here is free text.

Source: the message definitions of the ISO 20022 catalogue (business areas pacs, pain, camt, head); names are the
abbreviated tags of the schemas. By name and not by path, so that every version of every message is covered.
"""

from __future__ import annotations

import re

from ostrakon.intake.payments.message import CODE, COUNTRY, FREE, FieldClass

_NAMES = "Nm RegnNm TradNm BrthNm FullLglNm AcctOwnr PtyNm"
_ADDRESS = "AdrLine StrtNm BldgNb BldgNm Flr PstBx Room Dept SubDept CareOf UnitNb PstCd CtrySubDvsn DstrctNm"
_TOWNS = "TwnNm TwnLctnNm CityOfBirth PrvcOfBirth"
_COUNTRIES = "Ctry CtryOfRes CtryOfBirth Nationality"
_BICS = "BICFI BICOrBEI AnyBIC BIC BEI BICNonFI"
_IDENTIFIERS = """
    Id LEI MmbId MsgId BizMsgIdr InstrId EndToEndId TxId UETR PmtInfId OrgnlMsgId OrgnlInstrId OrgnlEndToEndId OrgnlTxId
    OrgnlPmtInfId OrgnlUETR OrgnlClrSysRef ClrSysRef AcctSvcrRef NtryRef TaxId RegnId Ref Nb CertId DocNb InvcNb MndtId
    ChqNb CshClrSysRef RtrId CxlId CaseId AssgnmtId StsId ElctrncSeqNb LglSeqNb BizSvc MsgDefIdr PhneNb MobNb FaxNb
    EmailAdr URLAdr
"""
_ACCOUNTS = "IBAN BBAN UPIC"
_CODES = """
    Cd Ccy CdtDbtInd SvcLvl LclInstrm ChrgBr SttlmMtd BtchBookg PmtMtd NbOfTxs NbOfNtries CtrlSum Sum Amt InstdAmt
    IntrBkSttlmAmt TtlIntrBkSttlmAmt EqvtAmt XchgRate CreDtTm CreDt IntrBkSttlmDt ReqdExctnDt ReqdColltnDt Dt DtTm
    FrDtTm ToDtTm BirthDt SttlmPrty InstrPrty SeqTp TxSts GrpSts Sts CpyDplctInd PssblDplct Prty CshAcctTp PgNb
    LastPgInd RvslInd NoOfPgs SubFmlyCd
"""

CLASSES: dict[str, FieldClass] = {
    name: cls
    for names, cls in (
        (_NAMES, FieldClass.NAME),
        (_ADDRESS, FieldClass.ADDRESS),
        (_TOWNS, FieldClass.TOWN),
        (_COUNTRIES, FieldClass.COUNTRY),
        (_BICS, FieldClass.BIC),
        (_IDENTIFIERS, FieldClass.IDENTIFIER),
        (_ACCOUNTS, FieldClass.ACCOUNT),
        (_CODES, FieldClass.CODE),
    )
    for name in names.split()
}

JOINED = frozenset(
    ["AdrLine", "Ustrd", "AddtlInf", "AddtlRmtInf", "AddtlNtryInf", "AddtlTxInf", "InstrInf", "Nm", "Inf"]
)
"""Repeated siblings of these names are one text that was cut to fit."""

_ROLES = """
    Dbtr Cdtr UltmtDbtr UltmtCdtr InitgPty DbtrAgt CdtrAgt IntrmyAgt1 IntrmyAgt2 IntrmyAgt3 InstgAgt InstdAgt
    PrvsInstgAgt1 PrvsInstgAgt2 PrvsInstgAgt3 ThrdRmbrsmntAgt InstgRmbrsmntAgt InstdRmbrsmntAgt FwdgAgt DbtrAcct
    CdtrAcct RmtInf Invcee Invcr Purp RgltryRptg SplmtryData RltdRmtInf InstrForCdtrAgt InstrForNxtAgt Fr To Assgnr
    Assgne Cretr Acct Ownr Svcr TradgPty ChrgsAcct
"""
ROLES = frozenset(_ROLES.split())
"""Elements that say whose the texts below them are; the innermost counts."""

_PLAIN = re.compile(
    r"[-+]?\d+(?:[.,]\d+)*"  # numbers, amounts
    r"|\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.]+(?:Z|[-+]\d{2}:?\d{2})?)?"  # dates and times (ISO 8601)
    r"|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"  # UETR (RFC 4122)
    r"|true|false|[A-Z0-9]{1,4}"  # booleans, codes of external code sets
)

CHECKED = frozenset({FieldClass.CODE, FieldClass.COUNTRY})
"""Classes that a text has only when it looks like one."""


def class_of(name: str, text: str) -> FieldClass:
    """What a text in the element `name` is; a code that does not look like one is free text."""
    cls = CLASSES.get(name, FREE)
    if cls is CODE and not _PLAIN.fullmatch(text):
        return FREE
    if cls is COUNTRY and not (len(text) == 2 and text.isascii() and text.isalpha()):
        return FREE
    return cls


def is_plain(text: str) -> bool:
    """Whether a text is a number, a date or a code of four letters at most, which can name nobody."""
    return _PLAIN.fullmatch(text) is not None
