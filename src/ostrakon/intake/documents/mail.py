"""Mail messages (RFC 5322, MIME): headers that name people, the text, and the text of attachments.

Plain text is preferred where a message carries its text twice; an HTML version that says more than the plain one is
added, since one of the two is what the recipient saw.
"""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from ostrakon.intake.documents.kinds import kind_of
from ostrakon.intake.documents.plain import read_plain
from ostrakon.intake.documents.sealed import Extracted
from ostrakon.model import Issue

HEADERS = ("From", "To", "Cc", "Reply-To", "Subject")
PARTS_MAX = 200
DEPTH_MAX = 4
BYTES_MAX = 64 * 1024 * 1024


def read(data: bytes, name: str, *, depth: int = 0) -> Extracted:
    """Headers first, then the text, then each attachment under its name."""
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    head = [f"{key}: {' '.join(str(message[key]).split())}" for key in HEADERS if message[key]]
    blocks: list[str] = []
    issues: list[Issue] = []
    parts = [part for part in message.walk() if not part.is_multipart()]
    plain = any(p.get_content_type() == "text/plain" and not p.is_attachment() for p in parts)
    for number, part in enumerate(parts[:PARTS_MAX]):
        if part.get_content_type() == "text/html" and plain and not part.get_filename():
            found = _part(part, name, depth)
            missing = [line for line in found.text.split("\n") if line.strip() not in "\n".join(blocks)]
            blocks.append("\n".join(missing))
            issues += found.issues
            continue
        found = _part(part, name, depth)
        title = part.get_filename()
        if found.unread:
            called = title or f"part {number + 1}"
            issues.append(_unread(name, f"{called}: {found.unread}"))
            continue
        issues += found.issues
        blocks.append((f"[{title}]\n" if title else "") + found.text + (f"\n{found.aside}" if found.aside else ""))
    if len(parts) > PARTS_MAX:
        issues.append(_unread(name, f"parts after the first {PARTS_MAX}"))
    if any(message.defects) or any(part.defects for part in parts):
        issues.append(_unread(name, "its structure is damaged"))
    text = "\n".join(head) + "\n\n" + "\n\n".join(block for block in blocks if block.strip())
    if not text.strip():
        return Extracted(unread="holds no text")
    return Extracted(
        text=text,
        title=str(message["Subject"] or ""),
        date=_date(message),
        issues=tuple(issues),
        partly=any(issue.severity == "error" for issue in issues),
    )


def _part(part: EmailMessage, name: str, depth: int) -> Extracted:
    data = part.get_payload(decode=True) or b""
    assert isinstance(data, bytes)
    if len(data) > BYTES_MAX:
        return Extracted(unread=f"longer than {BYTES_MAX // 1024**2} MiB")
    if not data.strip():
        return Extracted()
    if part.get_content_maintype() == "text" and part.get_content_subtype() != "html":
        try:
            content = part.get_content()
        except (LookupError, ValueError):
            content = ""
        if isinstance(content, str) and content and "\ufffd" not in content:
            return Extracted(text=content.replace("\r\n", "\n"))
    kind = "html" if part.get_content_type() == "text/html" else kind_of(data, part.get_filename() or "").reader
    if kind == "text":
        document = read_plain(data, name)
        return Extracted(text=document.text, issues=document.issues, unread=document.unread, partly=document.partly)
    if kind is None:
        return Extracted(unread=f"{kind_of(data, '').called}; it was not read")
    if kind == "mail":
        return read(data, name, depth=depth + 1) if depth < DEPTH_MAX else Extracted(unread="nested too deeply")
    from ostrakon.intake.documents.child import extracted  # noqa: PLC0415  # the child imports this reader by name

    return extracted(kind, data, name)


def _unread(name: str, what: str) -> Issue:
    return Issue(code="part_unread", message=f"not read: {what}", severity="error", where=name)


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError):
        return ""
