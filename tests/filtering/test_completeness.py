"""A listed name is found in whatever element or field of a message it stands, or the message is not screened."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ostrakon.app.engine import Ostrakon
from ostrakon.app.importing import import_lists
from ostrakon.app.paying import payment_filter
from ostrakon.filtering.filter import PaymentFilter
from ostrakon.intake.payments import read_payments
from ostrakon.starter.files import starter_lists
from tests.filtering.full_messages import FIELDS, FLAGS, HEADER, MESSAGES, PARTY_OPTIONS, TYPES
from tests.filtering.schema_paths import holding, text_paths
from tests.shared import shared

FULL = os.environ.get("OSTRAKON_STRESS") == "full"
NAME = "KIM JONG UN"
ENVELOPE = "urn:example:envelope"


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaymentFilter]:
    """A filter over two bundled lists."""
    folder = tmp_path_factory.mktemp("complete") / "store"
    for source, files in starter_lists():
        if source in {"ofac_sdn", "un_sc"}:
            import_lists(folder, files, source_id=source, extract=True)
    with Ostrakon.open(folder) as engine:
        yield payment_filter(engine)


def missed(chosen: PaymentFilter, data: bytes) -> bool:
    """Whether the name in these bytes leads neither to a hit in it nor to a message that was not screened."""
    states = [chosen.filter(message, parts) for message, parts in read_payments(data, "planted")]
    return not any(one.hits or one.status == "not_screened" for one in states)


def sampled(planted: list[tuple[str, bytes]], every: int) -> list[tuple[str, bytes]]:
    """All of it in full runs, else some from everywhere."""
    return planted if FULL else planted[::every]


@pytest.mark.stress
def test_in_every_element_of_every_schema(chosen: PaymentFilter) -> None:
    lost = []
    for schema in sorted(shared("data/payments/xsd").glob("*.xsd")):
        namespace, paths = text_paths(schema)
        planted = [(f"{schema.stem} {'/'.join(path)}", holding(namespace, path, NAME)) for path in paths]
        lost += [where for where, data in sampled(planted, 37) if missed(chosen, data)]
    assert lost == []


@pytest.mark.stress
@pytest.mark.parametrize("kind", sorted(MESSAGES))
def test_in_every_element_of_full_messages_of_the_other_types(chosen: PaymentFilter, kind: str) -> None:
    namespace = f"urn:iso:std:iso:20022:tech:xsd:{kind}"
    paths = [("Document", *path.split("/")) for path in MESSAGES[kind]]
    planted = [("/".join(path), holding(namespace, path, NAME)) for path in paths]
    assert [where for where, data in sampled(planted, 17) if missed(chosen, data)] == []


def test_in_every_element_of_the_business_header_in_its_envelope(chosen: PaymentFilter) -> None:
    planted = [(path, holding(ENVELOPE, ("Envelope", "AppHdr", *path.split("/")), NAME)) for path in HEADER]
    assert [where for where, data in planted if missed(chosen, data)] == []


def test_in_attributes_and_in_text_between_elements(chosen: PaymentFilter) -> None:
    head = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><CdtTrfTxInf>'
    tail = "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document>"
    for inside in (f'<InstdAmt Ccy="{NAME}">1</InstdAmt>', f'<Dbtr a="{NAME}"/>', f"<Dbtr><Id/>{NAME}</Dbtr>"):
        assert not missed(chosen, (head + inside + tail).encode()), inside


def planted_swift() -> Iterator[tuple[str, bytes]]:
    """Every tag with every option in every type of message, the name in each of its lines."""
    for kind in TYPES:
        for flag in FLAGS.get(kind, ("",)):
            head = f"{{1:F01COBADEFFAXXX0000000000}}{{2:I{kind}CHASUS33XXXXN}}{{3:{flag}{{108:REF}}}}{{4:\n:20:REF1\n"
            for tag in FIELDS:
                for value in values(tag):
                    yield f"MT{kind}{flag} {tag} {value!r}", f"{head}:{tag}:{value}\n-}}".encode()


def values(tag: str) -> Iterator[str]:
    """What a field holds with the name in it: the first line, a later one, after a code word, in numbered lines."""
    yield NAME
    yield f"/DE89370400440532013000\n{NAME}"
    yield f"ATELIER LUMIERE\n{NAME}\nLYON"
    yield "MR KIM JO\nNG UN"
    if tag[:2] in PARTY_OPTIONS:
        yield f"COBADEFF\n{NAME}"
    if tag in {"50F", "59F"}:
        yield from (f"1/ATELIER LUMIERE\n{number}/{NAME}" for number in range(1, 9))
        yield f"1/KIM\n1/JONG UN\n3/FR/{NAME}"
    if tag in {"72", "77B", "79", "70"}:
        yield f"/INS/{NAME}"
        yield "/REC/PAYMENT OF KIM\n//JONG UN"


@pytest.mark.stress
def test_in_every_field_option_of_every_type_of_swift_mt(chosen: PaymentFilter) -> None:
    planted = sampled(list(planted_swift()), 53)
    assert [where for where, data in planted if missed(chosen, data)] == []


def test_in_the_blocks_around_the_text(chosen: PaymentFilter) -> None:
    text = "{4:\n:20:REF1\n-}"
    for blocks in (
        f"{{1:F01{NAME}}}{{2:I103CHASUS33XXXXN}}{text}",
        f"{{1:F01COBADEFFAXXX0000000000}}{{2:{NAME}}}{text}",
        f"{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{{3:{{108:{NAME}}}}}{text}",
        f"{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{text}{{5:{{CHK:{NAME}}}}}",
        f"{{1:F01COBADEFFAXXX0000000000}}{{2:I103CHASUS33XXXXN}}{text}{{S:{{SPD:{NAME}}}}}",
    ):
        assert not missed(chosen, blocks.encode()), blocks
