"""Damaged and hostile documents: none crashes, hangs or passes for read when it was not."""

from __future__ import annotations

import io
import os
import random
import zipfile

import pytest

from ostrakon.intake.documents import read_bytes
from tests.intake.foreign import docx, mail, page, pdf

NAME = "Kim Jong Un"
COUNT = 300 if os.environ.get("OSTRAKON_STRESS") == "full" else 24
SOUND = {
    "a.pdf": pdf(*[f"{NAME} signed page {i}." for i in range(5)]),
    "a.docx": docx(*[f"{NAME} signed line {i}." for i in range(50)], footnotes=NAME),
    "a.html": page(f"<p>{NAME} signed.</p>" * 5),
    "a.eml": mail(f"{NAME} signed.\n" * 20, attachment=("order.docx", docx(NAME))),
    "a.txt": f"{NAME} подписал.\n".encode() * 50,
}


def _bombs() -> dict[str, bytes]:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in range(40):
            archive.writestr(f"word/header{part}.xml", b"<a>" * 500_000)
        archive.writestr("word/document.xml", b"<a>" * 500_000)
    return {
        "bomb.docx": held.getvalue(),
        "deep.html": b"<html>" + b"<div>" * 200_000 + NAME.encode(),
        "wide.html": b"<html><p>" + b"<b>" * 100_000 + b"x" * 1_000_000,
        "line.txt": b"a" * 1_000_000,
        "attributes.html": b"<html><p " + b"a=b " * 300_000 + b">" + NAME.encode(),
        "scripts.html": b"<html><body>" + b"<script>while(1){}</script>" * 20_000 + NAME.encode(),
        "entities.html": b"<html><p>" + b"&amp;" * 300_000,
        "nested.eml": b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 500 + NAME.encode(),
        "boundaries.eml": b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 50_000,
        "utf16.txt": NAME.encode("utf-16-le"),
        "half.txt": b"\xff\xfe" + NAME.encode("utf-16-le")[:-1],
        "empty.pdf": b"%PDF-1.7\n%%EOF",
    }


def _damaged(count: int) -> list[tuple[str, bytes]]:
    """Sound documents cut, overwritten, and with stretches left out or doubled, the same in every run."""
    chance = random.Random(20240618)
    found = []
    for number in range(count):
        name, data = list(SOUND.items())[number % len(SOUND)]
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.randrange(1, 200))
        match chance.randrange(4):
            case 0:
                data = data[:start]
            case 1:
                data = data[:start] + chance.randbytes(end - start) + data[end:]
            case 2:
                data = data[:start] + data[end:]
            case _:
                data = data[:end] + data[start:]
        found.append((name, data))
    return found


@pytest.mark.stress
def test_damaged_documents_are_read_unread_or_partial_but_never_empty_and_clear() -> None:
    for name, data in _damaged(COUNT):
        document = read_bytes(data, name)
        assert document.text.strip() or document.unread or not data.strip(), name
        if document.unread:
            assert not document.text


@pytest.mark.stress
@pytest.mark.parametrize("name", sorted(_bombs()))
def test_bombs_are_ended_or_read_whole(name: str) -> None:
    document = read_bytes(_bombs()[name], name)
    held = NAME in document.text + document.aside
    meant = NAME.encode() in _bombs()[name] or name.endswith(("utf16.txt", "half.txt"))
    assert document.unread or document.partly or held or not meant
