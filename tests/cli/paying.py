"""Files of payments in which a test changes one thing."""

from __future__ import annotations

from pathlib import Path

NS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"


def pacs008_file(path: Path, *, debtor: str = "Nordwind Papier GmbH", text: str = "Invoice 77", more: str = "") -> Path:
    """One customer payment; `more` stands within the transaction."""
    path.write_text(
        f'<Document xmlns="{NS}"><FIToFICstmrCdtTrf><GrpHdr><MsgId>M1</MsgId></GrpHdr><CdtTrfTxInf>'
        f"<Dbtr><Nm>{debtor}</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>{more}"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf></Document>",
        encoding="utf-8",
    )
    return path
