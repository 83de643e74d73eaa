"""XML that is built to read other files, to grow, or to nest without end is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree

from ostrakon.errors import ListRefused
from ostrakon.sources.xml import RECORD_ELEMENTS_MAX, local, records


def _read(data: bytes, wanted: tuple[str, ...] = ("r",)) -> list[etree._Element]:
    return list(records(io.BytesIO(data), wanted, where="list.xml"))


def _refusal(data: bytes) -> ListRefused:
    with pytest.raises(ListRefused) as caught:
        for _ in records(io.BytesIO(data), ("r",), where="list.xml"):
            pass
    assert caught.value.where.startswith("list.xml")
    return caught.value


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE l [<!ENTITY e0 "ha">{ENTITIES}]>'

HOSTILE = {
    "entity bomb in text": f"<?xml version='1.0'?>{LAUGHS}<l><r>&e9;</r></l>",
    "entity bomb in an attribute of the root": f"<?xml version='1.0'?>{LAUGHS}<l a='&e9;'><r/></l>",
    "external entity": '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]><l><r>&x;</r></l>',
    "parameter entity": '<!DOCTYPE l [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><l><r/></l>',
    "external DTD": '<!DOCTYPE l SYSTEM "http://127.0.0.1:9/x.dtd"><l><r/></l>',
    "public DTD": '<!DOCTYPE l PUBLIC "-//X//Y" "http://127.0.0.1:9/x.dtd"><l><r/></l>',
    "DOCTYPE alone": "<!DOCTYPE l><l><r/></l>",
    "DOCTYPE behind a comment": f"<?xml version='1.0'?><!-- {'x' * 20_000} --><!DOCTYPE l><l><r/></l>",
    "quadratic entity": f'<!DOCTYPE l [<!ENTITY x "{"a" * 20_000}">]><l><r>{"&x;" * 20_000}</r></l>',
}


@pytest.mark.parametrize("trick", HOSTILE)
def test_every_doctype_is_refused_as_hostile(trick: str) -> None:
    assert _refusal(HOSTILE[trick].encode()).reason == "hostile"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_does_not_hide_in_utf_16(encoding: str) -> None:
    bomb = HOSTILE["entity bomb in text"].replace("<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>")
    assert _refusal(bomb.encode(encoding)).reason == "hostile"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "utf-32", "x-unknown"])
def test_an_encoding_that_could_hide_a_doctype_is_refused(encoding: str) -> None:
    assert _refusal(f'<?xml version="1.0" encoding="{encoding}"?><l><r/></l>'.encode()).reason == "malformed"


def test_a_doctype_in_an_encoding_that_is_not_declared_is_refused() -> None:
    data = HOSTILE["entity bomb in text"].encode("utf-32-be")
    assert _refusal(data).reason in ("hostile", "malformed")


def test_text_in_utf_16_is_read() -> None:
    data = '<?xml version="1.0" encoding="utf-16"?><l><r>Ким Чен Ын</r></l>'.encode("utf-16")
    assert [e.text for e in records(io.BytesIO(data), ("r",), where="x") if local(e.tag) == "r"] == ["Ким Чен Ын"]


def test_a_beginning_of_megabytes_without_a_root_is_refused() -> None:
    assert _refusal(b"<?xml version='1.0'?><!--" + b"x" * 5_000_000 + b"--><l><r/></l>").reason in (
        "hostile",
        "malformed",
    )


@pytest.mark.parametrize("depth", [61, 300, 100_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    data = b"<l>" + b"<a>" * depth + b"</a>" * depth + b"</l>"
    assert _refusal(data).reason in ("hostile", "malformed")


def test_a_record_of_elements_without_end_is_refused() -> None:
    assert _refusal(b"<l><r>" + b"<a/>" * (RECORD_ELEMENTS_MAX + 10) + b"</r></l>").reason == "hostile"


def test_many_small_records_are_no_large_one() -> None:
    count = sum(1 for e in records(io.BytesIO(b"<l>" + b"<r><a/></r>" * 200_000 + b"</l>"), ("r",), where="x"))
    assert count == 200_001


def test_a_text_of_many_megabytes_is_refused() -> None:
    assert _refusal(b"<l><r>" + b"x" * 12_000_000 + b"</r></l>").reason == "malformed"


@pytest.mark.parametrize(
    "data", [b"", b"   ", b"<l>", b"<l><r></r>", b"<l><r></l>", b"<l><r>&amp</r></l>", b"\xff\xfe\x00", b"no xml"]
)
def test_a_cut_or_malformed_file_is_refused_with_its_place(data: bytes) -> None:
    refusal = _refusal(data)
    assert refusal.reason == "malformed"
    assert refusal.remedy


def test_an_undeclared_entity_is_refused_instead_of_vanishing() -> None:
    assert _refusal(b"<l><r>a &made; b</r></l>").reason == "malformed"


def test_comments_and_instructions_within_a_record_do_not_cut_its_text() -> None:
    found = [e.text for e in records(io.BytesIO(b"<l><r>Kim<!-- x --> Jong<?p q?> Un</r></l>"), ("r",), where="x")]
    assert found[1] == "Kim Jong Un"


def test_records_come_without_regard_to_their_namespace() -> None:
    data = b'<l xmlns="https://a.example/b" xmlns:c="urn:d"><c:r/><r/></l>'
    assert [local(e.tag) for e in _read(data)] == ["l", "r", "r"]


def test_a_record_is_freed_after_it_was_read(tmp_path: Path) -> None:
    kept = []
    for element in records(io.BytesIO(b"<l>" + b"<r><a>x</a></r>" * 3 + b"</l>"), ("r",), where="x"):
        kept.append(element)
    assert [len(element) for element in kept[1:]] == [0, 0, 0]
