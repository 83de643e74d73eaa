"""What a file is, by its first bytes and, where these say nothing, by its name."""

from __future__ import annotations

import json
import re
import zipfile
from io import BytesIO
from typing import Literal, NamedTuple

Readable = Literal["text", "html", "pdf", "docx", "mail"]

HEAD = 4096
CONTROL_SHARE_MAX = 0.05
"""Control characters (other than blanks and line ends) that plain text may hold."""


class Kind(NamedTuple):
    """What a document is.

    Attributes:
        reader: which reader takes it; None when none does.
        called: for a person, with its article.
    """

    reader: Readable | None
    called: str


TEXT = Kind("text", "plain text")
_PDF = Kind("pdf", "a PDF document")
_HTML = Kind("html", "an HTML page")
_MAIL_KIND = Kind("mail", "a mail message")
_DOCX = Kind("docx", "a Word document")
_MAGIC = (
    (b"%PDF", _PDF),
    (b"\xd0\xcf\x11\xe0", Kind(None, "an old Office document")),
    (b"{\\rtf", Kind(None, "a rich text document")),
    (b"\x89PNG", Kind(None, "a picture")),
    (b"\xff\xd8\xff", Kind(None, "a picture")),
    (b"GIF8", Kind(None, "a picture")),
    (b"\x1f\x8b", Kind(None, "a compressed file")),
    (b"\xfd7zXZ\x00", Kind(None, "a compressed file")),
    (b"BZh", Kind(None, "a compressed file")),
    (b"7z\xbc\xaf", Kind(None, "a compressed file")),
)
_HTML_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b", re.I | re.S)
_XML_START = re.compile(rb"\s*<(?:\?xml|!--|!doctype)", re.IGNORECASE)
_XHTML = re.compile(rb"<html[\s>]", re.IGNORECASE)
_MAIL_HEADER = re.compile(
    rb"^(?:mime-version|content-transfer-encoding|received|dkim-signature|message-id):", re.IGNORECASE | re.MULTILINE
)
_PLAIN_CONTROL = frozenset(b"\t\n\v\f\r\x1b\x1a\x85")


def kind_of(data: bytes, name: str) -> Kind:
    """What the bytes are.

    A file that hides characters behind an encoding of its own (HTML entities, JSON escapes, quoted-printable mail) is
    never taken for plain text: a name in it could be missed and the text would still look read.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"PK\x03\x04"):
        return _in_zip(data)
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return _PDF
    if b"\0" in data:
        return Kind(None, "a binary file, or UTF-16 without a byte order mark")
    control = sum(byte < 32 and byte not in _PLAIN_CONTROL for byte in head)
    if control > CONTROL_SHARE_MAX * len(head):
        return Kind(None, "a binary file")
    if _HTML_START.match(head) or (name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in head):
        return _HTML
    if _XML_START.match(head):
        return _HTML if _XHTML.search(head) else Kind(None, "an XML document")
    if _MAIL_HEADER.search(head.replace(b"\r\n", b"\n").split(b"\n\n")[0]):
        return _MAIL_KIND
    if name.lower().endswith((".json", ".jsonl")) or _is_json(data):
        return Kind(None, "a JSON file (customers go through `ostrakon screen --input`)")
    return TEXT


def _in_zip(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # A Word document cut off half-way has lost the directory at its end; its first entry still tells.
        return _DOCX._replace(called="a damaged Word document") if b"word/" in data else Kind(None, "a damaged archive")
    if "word/document.xml" in names:
        return _DOCX
    if "mimetype" in names and "content.xml" in names:
        return Kind(None, "an OpenDocument file")
    if "[Content_Types].xml" in names:
        return Kind(None, "an Office document that is no text (Excel, PowerPoint)")
    return Kind(None, "a zip archive")


def _is_json(data: bytes) -> bool:
    stripped = data.strip()
    if not (stripped.startswith(b"{") and stripped.endswith(b"}")) and not (
        stripped.startswith(b"[") and stripped.endswith(b"]")
    ):
        return False
    try:
        json.loads(stripped)
    except (ValueError, RecursionError):
        return False
    return True
