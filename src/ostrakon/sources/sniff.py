"""What the first bytes of a file say about it: its text, its XML root, its CSV header, what it looks like."""

from __future__ import annotations

import codecs
import csv
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])([^>]*)")
_PROLOG = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(\[.*?\]\s*)?>", re.DOTALL)
_HTML = re.compile(r"<\s*(!doctype\s+html|html|head|body|script|meta|title)\b", re.IGNORECASE)
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an office document or an archive inside an archive",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "compressed twice",
    b"\xfd7zXZ": "compressed twice",
}
_SHOWN_CHARS = 60


def head_text(head: bytes) -> str:
    """The first bytes as text; what does not decode is replaced, so that this never fails."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head.decode(encoding, errors="replace")
    if head[1:2] == b"\0" and head[3:4] == b"\0":
        return head.decode("utf-16-le", errors="replace")
    return head.decode("utf-8", errors="replace")


def xml_root(head: bytes) -> tuple[str, str]:
    """Local name and raw attribute text of the root element; both empty where the head is no XML."""
    text = _PROLOG.sub("", head_text(head)).lstrip()
    found = _ROOT.match(text)
    return (found.group(1), found.group(2)) if found else ("", "")


def csv_header(head: bytes, delimiter: str = ",") -> tuple[str, ...]:
    """The cells of the first line, stripped and in lower case; empty where there is none."""
    first = head_text(head).lstrip("\r\n").split("\n", 1)[0].rstrip("\r")
    try:
        cells = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(cell.strip().lower() for cell in cells)


def describe(head: bytes) -> str:
    """What content that no format recognises looks like, for a person."""
    text = head_text(head).strip("\ufeff \t\r\n\0")
    if not text:
        return "it is empty"
    if _HTML.match(text) or "<html" in text[:2000].lower():
        return "it looks like an HTML page, perhaps an error message of the web site"
    if root := xml_root(head)[0]:
        return f"it is XML with the unknown root element <{root}>"
    return _describe_other(head, text)


def _describe_other(head: bytes, text: str) -> str:
    if text.startswith("#!xlsx"):
        return "it is a workbook whose sheets have no columns of a known list"
    for magic, kind in _BINARY.items():
        if head.startswith(magic):
            return f"it is {kind}"
    if text[0] in "{[":
        return "it looks like JSON of an unknown shape"
    if text.count("\ufffd") > len(text) // 20 or "\0" in text:
        return "it is binary data"
    line = text.splitlines()[0]
    shown = line[:_SHOWN_CHARS] + ("…" if len(line) > _SHOWN_CHARS else "")
    return f"it is text that begins with {shown!r}"
