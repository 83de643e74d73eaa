"""What a file is that is no plain text, by its first bytes."""

from __future__ import annotations

import json
import re

HEAD = 4096
CONTROL_SHARE_MAX = 0.05
"""Control characters (other than blanks and line ends) that plain text may hold."""

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an Office document (Word, Excel, OpenDocument)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xfd7zXZ\x00", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|\?xml|!--)", re.IGNORECASE)
_MAIL = re.compile(
    rb"^(?:mime-version|content-transfer-encoding|received|dkim-signature):", re.IGNORECASE | re.MULTILINE
)
_PLAIN_CONTROL = frozenset(b"\t\n\v\f\r\x1b\x1a\x85")


def unreadable_kind(data: bytes, name: str) -> str:
    """For a person: what the file is; empty for plain text.

    Files that hide characters behind an encoding of their own (HTML entities, JSON escapes, quoted-printable mail)
    are no plain text: a name in them could be missed and the text would still look read.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    head = data[:HEAD]
    if b"\0" in data:
        return "a binary file, or UTF-16 without a byte order mark"
    control = sum(byte < 32 and byte not in _PLAIN_CONTROL for byte in head)
    if control > CONTROL_SHARE_MAX * len(head):
        return "a binary file"
    if _MARKUP.match(head):
        return "an HTML or XML document"
    if _MAIL.search(head.split(b"\n\n")[0].split(b"\r\n\r\n")[0]):
        return "a mail message"
    if name.lower().endswith((".json", ".jsonl")) or _is_json(data):
        return "a JSON file (customers go through `ostrakon screen --input`)"
    return ""


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
