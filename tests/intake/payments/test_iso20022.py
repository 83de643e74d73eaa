"""ISO 20022: every text comes out with its path, and what is not sound is a problem and not a payment."""

from __future__ import annotations

import pytest
from lxml import etree

from ostrakon.intake.payments import FieldClass, Message, Part, iso20022, read_payments
from tests.intake.payments.xsd import filled
from tests.shared import shared

NS = "urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"
TX = "/Document/FIToFICstmrCdtTrf/CdtTrfTxInf"


def pacs008(*transactions: str, header: str = "<GrpHdr><MsgId>M1</MsgId></GrpHdr>") -> bytes:
    """A pacs.008 with these transactions."""
    inner = "".join(f"<CdtTrfTxInf>{t}</CdtTrfTxInf>" for t in transactions)
    return f'<Document xmlns="{NS}"><FIToFICstmrCdtTrf>{header}{inner}</FIToFICstmrCdtTrf></Document>'.encode()


def read(data: bytes) -> tuple[Message, list[Part]]:
    """The only message of the bytes and its parts."""
    [(message, parts)] = [(message, list(parts)) for message, parts in read_payments(data, "a.xml")]
    return message, parts


def texts(parts: list[Part]) -> dict[str, str]:
    """Path → text."""
    return {line.field: line.text for part in parts for block in part.blocks for line in block.lines}


def test_type_and_id_come_from_namespace_and_header() -> None:
    message, _ = read(pacs008("<Dbtr><Nm>A</Nm></Dbtr>"))
    assert (message.type, message.id, message.problems) == ("pacs.008.001.08", "M1", [])


def test_a_lone_transaction_has_no_position_and_several_have_theirs() -> None:
    _, parts = read(pacs008("<Dbtr><Nm>A</Nm></Dbtr>"))
    assert texts(parts)[f"{TX}/Dbtr/Nm"] == "A"
    _, parts = read(pacs008("<Dbtr><Nm>A</Nm></Dbtr>", "<Dbtr><Nm>B</Nm></Dbtr>", "<Dbtr><Nm>C</Nm></Dbtr>"))
    found = texts(parts)
    assert [found[f"{TX}[{n}]/Dbtr/Nm"] for n in (1, 2, 3)] == ["A", "B", "C"]


ORDERS = "".join(
    f"<PmtInf><Dbtr><Nm>Payer {n}</Nm></Dbtr><CdtTrfTxInf><Cdtr><Nm>Payee {n}</Nm></Cdtr></CdtTrfTxInf></PmtInf>"
    for n in (1, 2)
)
PAIN = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>{}'
    "</CstmrCdtTrfInitn></Document>"
)


@pytest.mark.parametrize("read_as", ["whole", "as it comes"])
def test_each_of_several_orders_has_its_position_and_a_lone_one_has_none(
    monkeypatch: pytest.MonkeyPatch, read_as: str
) -> None:
    if read_as == "as it comes":
        monkeypatch.setattr(iso20022, "WHOLE_MAX", 0)
    order = "/Document/CstmrCdtTrfInitn/PmtInf"
    _, parts = read(PAIN.format(ORDERS).encode())
    assert texts(parts) == {
        f"{order}[{n}]/{where}/Nm": f"{who} {n}"
        for n in (1, 2)
        for where, who in (("Dbtr", "Payer"), ("CdtTrfTxInf/Cdtr", "Payee"))
    }
    _, parts = read(PAIN.format(ORDERS[: len(ORDERS) // 2]).encode())
    assert set(texts(parts)) == {f"{order}/Dbtr/Nm", f"{order}/CdtTrfTxInf/Cdtr/Nm"}


@pytest.mark.parametrize("read_as", ["whole", "as it comes"])
def test_a_transaction_brings_what_its_own_order_and_the_message_say_before_it(
    monkeypatch: pytest.MonkeyPatch, read_as: str
) -> None:
    if read_as == "as it comes":
        monkeypatch.setattr(iso20022, "WHOLE_MAX", 0)
    head = "<GrpHdr><InitgPty><Nm>Head office</Nm></InitgPty></GrpHdr>"
    _, parts = read(PAIN.format(head + ORDERS).encode())
    said = [[block.text for block in part.before] for part in parts if not part.around]
    assert said == [["Payer 1", "Head office"], ["Payer 2", "Head office"]]


def test_text_between_two_transactions_is_not_lost() -> None:
    data = pacs008("<Dbtr><Nm>A</Nm></Dbtr>", "<Dbtr><Nm>B</Nm></Dbtr>", "<Dbtr><Nm>C</Nm></Dbtr>")
    _, parts = read(data.replace(b"</CdtTrfTxInf>", b"</CdtTrfTxInf>Viktor Bout", 1))
    assert "Viktor Bout" in texts(parts).values()


def test_of_an_order_that_is_cut_off_the_debtor_is_still_given() -> None:
    data = PAIN.format(ORDERS).encode()
    _, parts = read(data[: data.rindex(b"</PmtInf>")])
    assert {"Payer 2", "Payee 2"} <= set(texts(parts).values())


def test_repeated_lines_of_an_address_are_one_block_with_their_own_paths() -> None:
    _, parts = read(pacs008("<Cdtr><PstlAdr><AdrLine>C/O KIM</AdrLine><AdrLine>SEOUL</AdrLine></PstlAdr></Cdtr>"))
    [block] = [b for part in parts for b in part.blocks if b.cls is FieldClass.ADDRESS]
    assert block.role == "Cdtr"
    assert [line.field.rsplit("/", 1)[1] for line in block.lines] == ["AdrLine[1]", "AdrLine[2]"]


def test_an_unknown_element_and_an_attribute_are_free_text() -> None:
    _, parts = read(pacs008('<Nvlty kind="Kim Jong Un">Viktor Bout</Nvlty>'))
    free = {b.lines[0].text for part in parts for b in part.blocks if b.cls is FieldClass.FREE}
    assert free == {"Kim Jong Un", "Viktor Bout"}


def test_a_name_in_a_code_element_is_free_text_and_an_amount_is_not() -> None:
    _, parts = read(pacs008("<ChrgBr>Viktor Bout</ChrgBr><InstdAmt>18450.00</InstdAmt>"))
    classes = {b.part: b.cls for part in parts for b in part.blocks}
    assert (classes["ChrgBr"], classes["InstdAmt"]) == (FieldClass.FREE, FieldClass.CODE)


def test_comments_split_no_name_and_text_between_elements_is_not_lost() -> None:
    _, parts = read(pacs008("<Dbtr><Nm>Kim <!-- x -->Jong Un</Nm>Viktor Bout<Id/></Dbtr>"))
    assert texts(parts)[f"{TX}/Dbtr/Nm"] == "Kim Jong Un"
    assert "Viktor Bout" in texts(parts).values()


def test_paths_begin_at_document_or_header_whatever_the_envelope() -> None:
    inner = pacs008("<Dbtr><Nm>A</Nm></Dbtr>").decode()
    header = '<AppHdr xmlns="urn:iso:std:iso:20022:tech:xsd:head.001.001.02"><BizMsgIdr>B1</BizMsgIdr></AppHdr>'
    message, parts = read(f"<Envelope>{header}{inner}</Envelope>".encode())
    assert {"/AppHdr/BizMsgIdr", f"{TX}/Dbtr/Nm"} <= texts(parts).keys()
    assert message.type == "pacs.008.001.08"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pacs008("<Dbtr><Nm>A</Nm></Dbtr>")[:-30], "cut off"),
        (pacs008("<Dbtr><Nm>Jos\xe9</Nm></Dbtr>").decode().encode("latin-1"), "encoding"),
        (pacs008("<Dbtr><Nm>A</Nm></Dbtr>") * 2, "malformed"),
        (pacs008("<Dbtr><Nm>A</Nm></Dbtr>") + b"Viktor Bout", "malformed"),
        (b'<!DOCTYPE Document [<!ENTITY k "Kim">]>' + pacs008("<Dbtr><Nm>&k;</Nm></Dbtr>"), "DOCTYPE"),
        (pacs008("<Dbtr><Nm>A\x00</Nm></Dbtr>"), "malformed"),
        (b"<a>" * 300, "deeper"),
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"Dear bank, please pay", "neither"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "utf-7"),
    ],
)
def test_what_is_not_sound_is_a_problem_with_its_reason(data: bytes, said: str) -> None:
    message, _ = read(data)
    assert said in message.problems[0].message


def test_what_came_before_the_damage_is_still_given() -> None:
    _, parts = read(pacs008("<Dbtr><Nm>Viktor Bout</Nm></Dbtr>", "<Dbtr><Nm>B</Nm></Dbtr>")[:-60])
    assert "Viktor Bout" in texts(parts).values()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    message, parts = read(pacs008("<Dbtr><Nm>Аркадий</Nm></Dbtr>").decode().encode(encoding))
    assert message.problems == []
    assert "Аркадий" in texts(parts).values()


def test_every_text_of_every_schema_comes_out_once_with_its_own_path() -> None:
    for schema in sorted(shared("data/payments/xsd").glob("*.xsd")):
        document = filled(schema)
        wanted = {e.text for e in document.iter() if e.text}
        _, parts = read(etree.tostring(document))
        lines = [line for part in parts for block in part.blocks for line in block.lines]
        assert {line.text for line in lines} == wanted, schema.name
        assert len({line.field for line in lines}) == len(wanted), schema.name
