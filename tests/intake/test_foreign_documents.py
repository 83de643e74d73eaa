"""HTML, PDF, Word and mail: the text as a person sees it, nothing lost, and what cannot be read named."""

from __future__ import annotations

import io
import zipfile

import pytest

from ostrakon.intake.documents import read_bytes
from ostrakon.intake.documents.kinds import Kind
from ostrakon.intake.documents.language import language_of
from ostrakon.intake.documents.parts import parts
from ostrakon.intake.documents.sealed import extract
from tests.intake.foreign import docx, mail, page, pdf


def test_a_page_gives_its_article_with_entities_undone_and_scripts_left_out() -> None:
    document = read_bytes(page("<p>Kim&nbsp;Jong&#32;Un &amp; Co</p><script>var x = 'Viktor Bout'</script>"), "a.html")
    assert document.kind == "html"
    assert "Kim Jong Un & Co" in document.text
    assert "Viktor Bout" not in document.text + document.aside
    assert document.title == "Bank fined"


def test_what_stands_beside_the_article_is_kept_apart_and_not_lost() -> None:
    html = page("<p>The end.</p>").replace(b"<footer>Contact", b"<footer>Sponsored by Viktor Bout")
    document = read_bytes(html, "a.html")
    assert "Viktor Bout" in document.text + document.aside


def test_links_in_a_row_do_not_run_together() -> None:
    html = page("<p>The end.</p>").replace(b"<a>About</a>", b"<a>Viktor Bout</a><a>Kim Jong Un</a>")
    aside = read_bytes(html, "a.html").aside
    assert "Viktor Bout Kim Jong Un" in aside


def test_a_page_in_the_encoding_that_it_names() -> None:
    html = page("<p>Владимир Путин сказал это в понедельник в Москве после заседания.</p>", "<meta charset=koi8-r>")
    document = read_bytes(html.decode().encode("koi8-r"), "a.html")
    assert "Владимир Путин" in document.text
    assert document.encoding == "koi8-r"


def test_a_page_without_text_is_unread() -> None:
    assert "no text" in read_bytes(b"<html><body><script>draw()</script></body></html>", "a.html").unread


def test_pages_of_a_pdf_in_order() -> None:
    document = read_bytes(pdf("Kim Jong Un signed.", "Viktor Bout did not."), "a.pdf")
    assert document.text.split() == ["Kim", "Jong", "Un", "signed.", "Viktor", "Bout", "did", "not."]
    assert not document.partly


def test_a_pdf_page_without_text_makes_the_reading_partial_and_is_named() -> None:
    document = read_bytes(pdf("Kim Jong Un signed.", ""), "a.pdf")
    assert document.partly
    assert "2" in document.issues[0].message


def test_a_scanned_pdf_is_unread_with_its_reason() -> None:
    assert "scanned" in read_bytes(pdf("", ""), "a.pdf").unread


def test_word_text_is_whole_across_runs_and_in_notes_and_headers() -> None:
    document = read_bytes(docx("Kim |Jong| Un signed.", footnotes="Viktor Bout", header1="Confidential"), "a.docx")
    assert document.text.split("\n") == ["Kim Jong Un signed.", "Viktor Bout", "Confidential"]


def test_a_word_document_with_an_entity_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY k "Kim">]><a>&k;</a>')
    assert "document type" in read_bytes(held.getvalue(), "a.docx").unread


def test_a_word_document_that_unpacks_without_end_is_refused() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (65 * 1024 * 1024))
    assert "MiB" in read_bytes(held.getvalue(), "a.docx").unread


def test_mail_shows_subject_text_and_the_text_of_attachments() -> None:
    raw = mail("Ship it – now.\n", subject="Für Viktor Bout", attachment=("order.docx", docx("Kim Jong Un")))
    document = read_bytes(b"MIME-Version: 1.0\n" + raw.replace(b"MIME-Version: 1.0\n", b""), "a.eml")
    assert "Für Viktor Bout" in document.text
    assert "Ship it – now." in document.text
    assert "Kim Jong Un" in document.text
    assert document.date == "2024-06-18"
    assert not document.partly


def test_mail_whose_html_says_more_than_its_plain_text_gives_both() -> None:
    raw = mail("Plain words.\n", html="<p>Plain words.</p><p>Pay Viktor Bout.</p>")
    assert "Pay Viktor Bout." in read_bytes(raw, "a.eml").text


def test_mail_with_an_attachment_that_cannot_be_read_is_partial() -> None:
    document = read_bytes(mail("See scan.\n", attachment=("scan.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50)), "a.eml")
    assert document.partly
    assert "scan.png" in document.issues[0].message


def test_a_reader_that_takes_too_long_is_ended_and_said() -> None:
    document = extract(Kind("pdf", "a PDF document"), pdf("Kim Jong Un"), "a.pdf", seconds=0.01)
    assert "longer than" in document.unread


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Officials said on Monday that the company was on the list.", "en"),
        ("Die Bank hat am Montag erklärt, dass sie nicht auf der Liste steht.", "de"),
        ("La banque a déclaré lundi qu'elle n'est pas sur la liste des sanctions.", "fr"),
        ("El banco dijo el lunes que no está en la lista de sanciones.", "es"),
        ("В понедельник банк заявил, что он не был включён в список.", "ru"),
        ("러시아와 북한은 월요일에 합의했다고 밝혔다.", "ko"),
        ("Kim Jong Un", None),
        ("1234", None),
    ],
)
def test_the_language_of_a_text_or_none_where_too_little_speaks_for_one(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_a_long_text_comes_in_parts_that_are_the_whole_and_break_no_word() -> None:
    text = "Kim Jong Un und Владимир Путин. " * 500
    found = list(parts(io.BytesIO(text.encode()), size=30_000 - 17_000))
    assert "".join(part.text for part in found) == text
    assert [part.start for part in found] == [sum(len(p.text) for p in found[:i]) for i in range(len(found))]
    assert all(part.text.endswith(" ") for part in found)
    assert len(found) > 1
