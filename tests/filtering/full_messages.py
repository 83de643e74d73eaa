"""Full messages of types whose schema is not at hand, by the paths of their elements, and fields of SWIFT MT.

Written from the message definitions of the ISO 20022 catalogue and the public descriptions of SWIFT's categories.
"""

from __future__ import annotations

_ADDRESS_NAMES = """
    Dept SubDept StrtNm BldgNb BldgNm Flr PstBx Room PstCd TwnNm TwnLctnNm DstrctNm CtrySubDvsn Ctry AdrLine
"""
_ADDRESS = tuple(f"PstlAdr/{name}" for name in _ADDRESS_NAMES.split())
PARTY = (
    "Nm", *_ADDRESS, "Id/OrgId/AnyBIC", "Id/OrgId/LEI", "Id/OrgId/Othr/Id", "Id/OrgId/Othr/SchmeNm/Prtry",
    "Id/OrgId/Othr/Issr", "Id/PrvtId/DtAndPlcOfBirth/CityOfBirth", "Id/PrvtId/DtAndPlcOfBirth/PrvcOfBirth",
    "Id/PrvtId/Othr/Id", "CtryOfRes", "CtctDtls/Nm", "CtctDtls/EmailAdr", "CtctDtls/JobTitl", "CtctDtls/Othr/Id",
)  # fmt: skip
AGENT = (
    "FinInstnId/BICFI", "FinInstnId/ClrSysMmbId/MmbId", "FinInstnId/LEI", "FinInstnId/Nm", "FinInstnId/Othr/Id",
    *(f"FinInstnId/{part}" for part in _ADDRESS), "BrnchId/Id", "BrnchId/Nm",
)  # fmt: skip
ACCOUNT = ("Id/IBAN", "Id/Othr/Id", "Id/Othr/SchmeNm/Prtry", "Tp/Prtry", "Ccy", "Nm", "Prxy/Id")
REMITTANCE = (
    "Ustrd", "Strd/RfrdDocInf/Nb", "Strd/RfrdDocInf/Tp/CdOrPrtry/Prtry", "Strd/CdtrRefInf/Ref", "Strd/Invcr/Nm",
    "Strd/Invcee/Nm", "Strd/TaxRmt/Dbtr/Nm", "Strd/GrnshmtRmt/Grnshee/Nm", "Strd/AddtlRmtInf",
)  # fmt: skip
IDS = ("InstrId", "EndToEndId", "TxId", "UETR", "ClrSysRef")
_PARTIES = ("UltmtDbtr", "Dbtr", "Cdtr", "UltmtCdtr", "InitgPty")
_AGENTS = ("InstgAgt", "InstdAgt", "IntrmyAgt1", "IntrmyAgt2", "IntrmyAgt3", "DbtrAgt", "CdtrAgt", "PrvsInstgAgt1")
_MORE = (
    "Purp/Cd", "Purp/Prtry", "PmtTpInf/SvcLvl/Prtry", "PmtTpInf/LclInstrm/Prtry", "ChrgBr", "IntrBkSttlmAmt",
    "XchgRate",
    "InstrForCdtrAgt/InstrInf", "InstrForNxtAgt/InstrInf", "RgltryRptg/Authrty/Nm", "RgltryRptg/Dtls/Inf",
    "RltdRmtInf/RmtLctnDtls/PstlAdr/Nm", "SplmtryData/PlcAndNm", "SplmtryData/Envlp/Any/Thing", "NtYetThghtOf",
)  # fmt: skip


def _transaction(at: str) -> list[str]:
    found = [f"{at}/PmtId/{name}" for name in IDS] + [f"{at}/{name}" for name in _MORE]
    found += [f"{at}/{who}/{part}" for who in _PARTIES for part in PARTY]
    found += [f"{at}/{who}/{part}" for who in _AGENTS for part in AGENT]
    found += [f"{at}/{who}/{part}" for who in ("DbtrAcct", "CdtrAcct") for part in ACCOUNT]
    return found + [f"{at}/RmtInf/{part}" for part in REMITTANCE]


def _entry(at: str) -> list[str]:
    details = f"{at}/NtryDtls/TxDtls"
    found = [f"{at}/{name}" for name in ("NtryRef", "AcctSvcrRef", "AddtlNtryInf", "BkTxCd/Prtry/Cd", "Amt", "Sts/Cd")]
    found += [f"{details}/Refs/{name}" for name in (*IDS, "MndtId", "ChqNb", "Prtry/Ref")]
    found += [
        f"{details}/RltdPties/{who}/{part}" for who in ("Dbtr/Pty", "Cdtr", "TradgPty", "Prtry/Pty") for part in PARTY
    ]
    found += [f"{details}/RltdAgts/{who}/{part}" for who in ("DbtrAgt", "CdtrAgt", "DlvrgAgt") for part in AGENT]
    found += [f"{details}/RmtInf/{part}" for part in REMITTANCE]
    return [*found, f"{details}/AddtlTxInf", f"{details}/RtrInf/AddtlInf", f"{details}/Purp/Prtry"]


def _case(at: str) -> list[str]:
    found = [f"{at}/Assgnmt/{who}/Pty/{part}" for who in ("Assgnr", "Assgne") for part in PARTY]
    found += [f"{at}/Case/Id", *(f"{at}/Case/Cretr/Agt/{part}" for part in AGENT), f"{at}/Sts/Conf"]
    return found


_FI = "FICdtTrf/CdtTrfTxInf"
MESSAGES: dict[str, list[str]] = {
    "pacs.009.001.09": [*_transaction(_FI), *_transaction(f"{_FI}/UndrlygCstmrCdtTrf")],
    "pacs.003.001.08": _transaction("FIToFICstmrDrctDbt/DrctDbtTxInf"),
    "pacs.010.001.04": _transaction("FIDrctDbt/CdtInstr/DrctDbtTxInf"),
    "pacs.002.001.12": _transaction("FIToFIPmtStsRpt/TxInfAndSts/OrgnlTxRef")
    + [f"FIToFIPmtStsRpt/TxInfAndSts/StsRsnInf/{name}" for name in ("AddtlInf", "Orgtr/Nm", "Rsn/Prtry")],
    "pacs.004.001.11": _transaction("PmtRtr/TxInf/OrgnlTxRef") + [f"PmtRtr/TxInf/RtrChain/Dbtr/Pty/{p}" for p in PARTY],
    "pain.001.001.03": _transaction("CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf")
    + [f"CstmrCdtTrfInitn/GrpHdr/InitgPty/{part}" for part in PARTY],
    "pain.008.001.08": _transaction("CstmrDrctDbtInitn/PmtInf/DrctDbtTxInf")
    + [f"CstmrDrctDbtInitn/PmtInf/CdtrSchmeId/{part}" for part in PARTY],
    "pain.013.001.09": _transaction("CdtrPmtActvtnReq/PmtInf/CdtTrfTx"),
    "camt.052.001.08": _entry("BkToCstmrAcctRpt/Rpt/Ntry") + [f"BkToCstmrAcctRpt/Rpt/Acct/Ownr/{p}" for p in PARTY],
    "camt.053.001.04": _entry("BkToCstmrStmt/Stmt/Ntry") + [f"BkToCstmrStmt/Stmt/Acct/Svcr/{p}" for p in AGENT],
    "camt.054.001.04": _entry("BkToCstmrDbtCdtNtfctn/Ntfctn/Ntry"),
    "camt.056.001.10": _case("FIToFIPmtCxlReq") + _transaction("FIToFIPmtCxlReq/Undrlyg/TxInf/OrgnlTxRef"),
    "camt.029.001.09": _case("RsltnOfInvstgtn") + _transaction("RsltnOfInvstgtn/CxlDtls/TxInfAndSts/OrgnlTxRef"),
}
"""Type → paths below `Document`."""
HEADER = [
    *(f"{end}/FIId/{part}" for end in ("Fr", "To") for part in AGENT),
    *(f"{end}/OrgId/{part}" for end in ("Fr", "To") for part in PARTY),
    "BizMsgIdr", "MsgDefIdr", "BizSvc", "CharSet", "CreDt", "CpyDplct", "Prty", "Rltd/BizMsgIdr", "Sgntr/Anything",
]  # fmt: skip
"""Paths below `AppHdr`, inside an envelope."""

_OPTIONS = """
    50:ACFGHKL 51:A 52:ABCDG 53:ABCDJ 54:ABD 55:ABD 56:ABCD 57:ABCDJ 58:ABDJ 59:AF 82:ABDJ 83:ABDJ 84:ABDJ 85:ABDJ
    86:ABDJ 87:ABDJ 88:ABDJ 41:AD 42:ACDMP
"""
PARTY_OPTIONS = dict(one.split(":") for one in _OPTIONS.split())
"""Tag of a party → its option letters."""
_SINGLE = """
    11A 11R 11S 12 12A 13A 13C 13D 20 20C 21 21A 21B 21C 21D 21E 21F 21R 22A 22B 22C 22D 22K 22Y 23 23B 23E 23F
    23G 23R 23S 23X 24E 24G 25 25A 25P 26A 26B 26D 26E 26T 27 28 28C 28D 28E 29A 29B 29D 30 30T 31C 31D 31E 31G
    31L 31R 32A 32B 32C 32D 32E 33A 33B 34A 34B 34F 35B 35L 36 37H 37J 37L 38A 38J 39A 39B 39C 39D 39E 39M 39P 40A
    40B 40C 40D 40E 40F 43P 43T 44A 44B 44C 44D 44E 44F 44H 44J 45A 45B 45C 45L 46A 46B 47A 47B 48 48B 48D 49 49D
    49G 49H 49M 49N 49Y 49Z 50B 60F 60M 61 62F 62M 64 65 70 71A 71B 71C 71D 71F 71G 71N 72 72Z 73 73A 73R 73S 75
    76 77 77A 77B 77D 77E 77H 77J 77T 77U 78 78B 78D 79 79Z 85A 86 90C 90D 94A 94B 94D 98C
"""
FIELDS = tuple(
    dict.fromkeys(
        [tag + option for tag, options in PARTY_OPTIONS.items() for option in ("", *options)] + _SINGLE.split()
    )
)
"""Tags with their options. Whatever a type does not know must be looked through all the same."""
_TYPES = """
    101 103 110 192 195 196 199 200 202 205 299 400 700 701 707 710 760 767 799 910 940 942 950 999
"""
TYPES = tuple(_TYPES.split())
FLAGS = {"103": ("", "{119:STP}", "{119:REMIT}"), "202": ("", "{119:COV}"), "205": ("", "{119:COV}")}
"""What makes MT103+ and the covers of it."""
