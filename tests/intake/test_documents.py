"""Documents a user brings: decoded as given, or refused with a reason."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.intake.documents import read_bytes, read_file, read_stream
from ostrakon.intake.documents.language import language_of


def test_line_ends_and_blanks_stay_so_that_offsets_fit_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Iran\r\n\r\n Иран\r".encode())
    document = read_file(path)
    assert document.text == "Iran\r\n\r\n Иран\r"
    assert (document.encoding, document.issues, document.unread) == ("utf-8", (), "")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(encoding: str) -> None:
    assert read_bytes("Путин".encode(encoding), "a").text == "Путин"


def test_windows_text_is_read_and_the_guess_is_told() -> None:
    document = read_bytes("Petróleos “S.A.”".encode("cp1252"), "a")
    assert document.text == "Petróleos “S.A.”"
    assert [issue.code for issue in document.issues] == ["encoding_assumed"]
    assert not document.partly


def test_damaged_utf8_is_kept_as_utf8_and_counts_as_partly_read() -> None:
    document = read_bytes("Владимир Путин".encode()[:-1], "a")
    assert document.text.startswith("Владимир Пути")
    assert document.partly
    assert document.issues[0].severity == "error"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"%PDF-1.7 ...", "a.pdf", "PDF"),
        (b"PK\x03\x04rest", "a.docx", "archive"),
        (b"{\\rtf1 Kim Jong Un}", "a.rtf", "rich text"),
        (b"<?xml version='1.0'?><a>Kim Jong Un</a>", "a.xml", "XML"),
        (b'{"name": "\\u041f\\u0443\\u0442\\u0438\\u043d"}', "a", "JSON"),
        ("Путин".encode("utf-16-le"), "a", "binary"),
        (b"\x00\x01\x02\x03", "a", "binary"),
        (bytes(range(1, 9)) * 50, "a", "binary"),
    ],
)
def test_what_is_no_plain_text_is_refused_by_name(content: bytes, name: str, said: str) -> None:
    document = read_bytes(content, name)
    assert said in document.unread
    assert document.text == ""


def test_prose_in_braces_or_with_a_colon_is_still_prose() -> None:
    assert read_bytes(b"[Putin met Kim in Moscow]", "a.txt").unread == ""
    assert read_bytes(b"From: the editors\n\nPutin met Kim.", "a.txt").unread == ""


def test_a_document_over_the_limit_is_refused_without_being_read_whole() -> None:
    stream = io.BytesIO(b"x" * 5000)
    assert "longer" in read_stream(stream, "-", size_max=1000).unread
    assert stream.tell() == 1001


def test_a_missing_file_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kim Jong Un is sanctioned by OFAC", "en"),
        ("The EU has sanctioned Rosneft.", "en"),
        ("Der Minister wurde sanktioniert", "de"),
        ("Le ministre a été sanctionné", "fr"),
        ("Kim Jong Un", None),
        ("Banco de Venezuela", None),
        ("Die Hard", None),
    ],
)
def test_the_language_of_one_sentence_is_known_and_that_of_a_name_is_not(text: str, language: str | None) -> None:
    assert language_of(text) == language
