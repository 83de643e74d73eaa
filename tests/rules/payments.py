"""Small payments in which a test changes one thing."""

from __future__ import annotations

from ostrakon.intake.payments import read_payments
from ostrakon.model import Designation, Origin
from ostrakon.rules.payments.facts import PaymentFacts, payment_facts
from ostrakon.rules.payments.known import Known
from ostrakon.rules.payments.listed import Listed
from ostrakon.rules.rule import Place

NS = "urn:iso:std:iso:20022:tech:xsd:{}.001.08"
PARTY = "<Nm>{name}</Nm><PstlAdr><TwnNm>{town}</TwnNm><Ctry>{country}</Ctry>{more}</PstlAdr>"


def party(name: str = "Nordwind Papier GmbH", town: str = "Bremen", country: str = "DE", more: str = "") -> str:
    """Name and address of a customer."""
    return PARTY.format(name=name, town=town, country=country, more=more)


def pacs008(
    *,
    debtor: str = party(),
    creditor: str = party("Atelier Lumiere SARL", "Lyon", "FR"),
    text: str = "Invoice 77",
    more: str = "",
    amount: str = "18450.00",
    day: str = "2026-03-02",
    reference: str = "R1",
    debtor_account: str = "DE89370400440532013000",
    creditor_agent: str = "BNPAFRPPXXX",
    creditor_account: str = "FR1420041010050500013M02606",
    batch: str = "",
) -> PaymentFacts:
    """Facts of one customer payment."""
    inner = (
        f"<PmtId><EndToEndId>{reference}</EndToEndId><UETR>{reference}</UETR></PmtId>"
        f'<IntrBkSttlmAmt Ccy="EUR">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>{day}</IntrBkSttlmDt>'
        f"<Dbtr>{debtor}</Dbtr><DbtrAcct><Id><IBAN>{debtor_account}</IBAN></Id></DbtrAcct>"
        "<DbtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></DbtrAgt>"
        f"<CdtrAgt><FinInstnId><BICFI>{creditor_agent}</BICFI></FinInstnId></CdtrAgt>"
        f"<Cdtr>{creditor}</Cdtr><CdtrAcct><Id><IBAN>{creditor_account}</IBAN></Id></CdtrAcct>"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>{more}"
    )
    return _facts("pacs.008", f"<FIToFICstmrCdtTrf><GrpHdr><MsgId>{batch or f'M-{reference}'}</MsgId></GrpHdr>"
                  f"<CdtTrfTxInf>{inner}</CdtTrfTxInf></FIToFICstmrCdtTrf>")  # fmt: skip


def pacs009(underlying: str = "", text: str = "") -> PaymentFacts:
    """Facts of a payment between banks, a cover when `underlying` is given."""
    beneath = f"<UndrlygCstmrCdtTrf>{underlying}</UndrlygCstmrCdtTrf>" if underlying else ""
    info = f"<InstrForNxtAgt><InstrInf>{text}</InstrInf></InstrForNxtAgt>" if text else ""
    inner = (
        "<PmtId><EndToEndId>R1</EndToEndId><UETR>R1</UETR></PmtId>"
        '<IntrBkSttlmAmt Ccy="EUR">18450.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-03-02</IntrBkSttlmDt>'
        f"<Dbtr><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></Dbtr>{info}{beneath}"
    )
    return _facts("pacs.009", f"<FICdtTrf><CdtTrfTxInf>{inner}</CdtTrfTxInf></FICdtTrf>")


def pacs002(reference: str, reason: str = "RR04", status: str = "RJCT") -> PaymentFacts:
    """Facts of a status report about the payment with this reference."""
    inner = (
        f"<OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>"
    )
    return _facts("pacs.002", f"<FIToFIPmtStsRpt><TxInfAndSts>{inner}</TxInfAndSts></FIToFIPmtStsRpt>")


def swift(kind: str, text: str) -> PaymentFacts:
    """Facts of a SWIFT MT message with the fields given."""
    data = f"{{1:F01COBADEFFAXXX0000000000}}{{2:I{kind}CHASUS33XXXXN}}{{4:\n{text}\n-}}".encode()
    return _read(data, f"{kind}.fin")


def _facts(kind: str, inner: str) -> PaymentFacts:
    return _read(f'<Document xmlns="{NS.format(kind)}">{inner}</Document>'.encode(), f"{kind}.xml")


def _read(data: bytes, file: str) -> PaymentFacts:
    [(message, parts)] = [(message, list(parts)) for message, parts in read_payments(data, file)]
    assert not message.problems
    return payment_facts(message, parts[0])


def knowing(facts: PaymentFacts, *listed: Listed, known: Known | None = None) -> PaymentFacts:
    """The same facts with listed parties, or tables of the run."""
    facts.listed = listed
    facts.known = known or facts.known
    return facts


def listed(*programmes: str, authority: str = "US", field: str = "/Dbtr/Nm", text: str = "x") -> Listed:
    """A listed party under the programmes."""
    origin = Origin(source="test", record="1", field="f")
    designation = Designation(authority=authority, origin=origin, programmes=programmes)
    return Listed(
        place=Place(field=field),
        text=text,
        id="ofac-1",
        caption="Example Bank",
        stops=True,
        designations=(designation,),
    )
