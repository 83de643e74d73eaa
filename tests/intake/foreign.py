"""Documents of foreign formats, written by hand as small as their specifications allow."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*pages: str) -> bytes:
    """A PDF (ISO 32000-1) with one line of ASCII text a page; an empty text gives a page that draws nothing."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET" if text else ""
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def docx(*paragraphs: str, **parts: str) -> bytes:
    """A Word document; `parts` adds further parts (`footnotes="…"`) with one paragraph each."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", _part(paragraphs))
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", _part([text]))
    return held.getvalue()


def _part(paragraphs: tuple[str, ...] | list[str]) -> str:
    runs = "".join(
        "<w:p>"
        + "".join(f'<w:r><w:t xml:space="preserve">{escape(run)}</w:t></w:r>' for run in p.split("|"))
        + "</w:p>"
        for p in paragraphs
    )
    return f'<w:document xmlns:w="{W}"><w:body>{runs}</w:body></w:document>'


def page(body: str, head: str = "") -> bytes:
    """An HTML page with an article around `body`."""
    filler = "<p>The bank said on Monday that it would pay a fine after a review of its filters had found gaps.</p>" * 3
    return (
        f"<!DOCTYPE html><html><head><title>Bank fined</title>{head}</head><body><nav><a>Home</a><a>About</a></nav>"
        f"<article><h1>Bank fined</h1>{filler}{body}</article><footer>Contact</footer></body></html>"
    ).encode()


def mail(body: str, *, subject: str = "Payment", html: str = "", attachment: tuple[str, bytes] | None = None) -> bytes:
    """A message as mail programs write it, quoted-printable or base64 as they choose."""
    from email.message import EmailMessage  # noqa: PLC0415

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message["Date"] = "Tue, 18 Jun 2024 10:00:00 +0000"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    if attachment:
        message.add_attachment(attachment[1], maintype="application", subtype="octet-stream", filename=attachment[0])
    return message.as_bytes()
