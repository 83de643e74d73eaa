"""Messages of a known form: read without a parser as the parser reads them, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.intake.payments import Message, Part
from ostrakon.intake.payments.iso20022 import parsed
from ostrakon.intake.payments.iso_forms import Forms

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">'
BODY = (
    "<FIToFICstmrCdtTrf><GrpHdr><MsgId>{}</MsgId>{}</GrpHdr><CdtTrfTxInf>"
    "<IntrBkSttlmAmt Ccy='EUR'>{}</IntrBkSttlmAmt><ChrgBr>{}</ChrgBr><Dbtr><Nm>{}</Nm><PstlAdr>\n <Ctry>{}</Ctry>"
    "<AdrLine>{}</AdrLine><AdrLine>{}</AdrLine></PstlAdr></Dbtr><Unknown note='a b'>{}</Unknown>"
    "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>\n"
)
TEXTS = ("M1", "\n ", "10.00", "SHAR", "Erika Sommer", "DE", "Am Hang 1", "Bremen", "free text")
ODD = (
    "", " ", "\u00a0", "a > b", "&amp;", "&#65;", "&x;", "<b/>", "<!-- c -->", "<![CDATA[x]]>", "]]>", "a\rb", "\x01",
    "\ufffe", "<?pi?>", "IR", "iran", "XXXX1", "\ue0003", "Ж", "金", "x</Nm><Nm>y", '"', "'",
)  # fmt: skip


def message(*texts: str) -> bytes:
    return (HEAD + BODY.format(*texts)).encode()


def told(data: bytes, forms: Forms | None) -> tuple[list[Part] | None, str, str]:
    """What the parser says of a message, or what a known form does."""
    known = Message("")
    parts = list(parsed(data, known)) if forms is None else forms.parts(data, known)
    return parts, known.type, known.id


def forms_of(data: bytes) -> Forms:
    """Forms of which one is known."""
    forms = Forms(parsed)
    assert forms.parts(data, Message("")) is None
    assert forms.parts(data, Message("")) is None
    return forms


def test_a_message_of_a_known_form_is_read_as_the_parser_reads_it() -> None:
    forms = forms_of(message(*TEXTS))
    other = message("M2", "\n", "7", "OUR", "Paul > Winter", "12", "Gasse 3", "Zürich", "金")
    assert told(other, forms) == told(other, None)
    assert told(other, forms)[2] == "M2"


@given(place=st.integers(0, len(TEXTS) - 1), odd=st.sampled_from(ODD) | st.text(max_size=6))
@settings(deadline=None, max_examples=300)
def test_whatever_stands_in_a_text_it_is_read_alike_or_left_to_the_parser(place: int, odd: str) -> None:
    forms = forms_of(message(*TEXTS))
    texts = [*TEXTS]
    texts[place] = odd
    try:
        data = message(*texts)
    except UnicodeEncodeError:
        return
    found = told(data, forms)
    assert found[0] is None or found == told(data, None)


@pytest.mark.parametrize(
    "data",
    [
        message(*TEXTS)[:-4],
        message(*TEXTS).replace(b"Sommer", b"S\xf6mmer"),
        message(*TEXTS).replace(b"</Nm>", b"</Name>"),
        message(*TEXTS).replace(b"note='a b'", b"note='a > b'"),
        message(*TEXTS) + b"<Document/>",
        b"<!DOCTYPE x>" + message(*TEXTS),
        message(*TEXTS).replace(b"UTF-8", b"ISO-8859-1"),
    ],
)
def test_what_is_not_sound_or_not_plain_is_never_learnt(data: bytes) -> None:
    forms = Forms(parsed)
    assert [forms.parts(data, Message("")) for _ in range(4)] == [None] * 4


@pytest.mark.parametrize("cut", [b"</Dbtr>", b"</Nm>", b"</Document>", b"<Nm>"])
def test_a_tag_more_or_less_is_another_form(cut: bytes) -> None:
    forms = forms_of(message(*TEXTS))
    assert forms.parts(message(*TEXTS).replace(cut, b""), Message("")) is None
