"""Word documents (ECMA-376): every text of the main part, headers, footers, notes, comments and text boxes.

Read from the XML itself and not through a library for Word files: those give the paragraphs of the main part and leave
out text boxes, foot notes and tracked insertions, where a name would then be lost without a trace.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from lxml import etree

from ostrakon.intake.documents.sealed import Extracted

PART_BYTES_MAX = 64 * 1024 * 1024
"""Of one part, unpacked; more is a bomb."""
PARTS_MAX = 500
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_CORE = "docProps/core.xml"
_PICTURES = re.compile(r"word/(?:media|embeddings)/")


def read(data: bytes, name: str) -> Extracted:  # noqa: ARG001  # all readers are called alike
    """One paragraph a line; the main part first, then notes, headers and comments."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except zipfile.BadZipFile:
        return Extracted(unread="cut off or damaged; its directory is missing")
    with archive:
        wanted = [info for info in archive.infolist() if _PARTS.fullmatch(info.filename)]
        if any(info.flag_bits & 1 for info in wanted):
            return Extracted(unread="protected by a password")
        wanted.sort(key=lambda info: (not info.filename.endswith("document.xml"), info.filename))
        lines = [line for info in wanted[:PARTS_MAX] for line in _paragraphs(_part(archive, info))]
        title = _title(archive)
        partly = len(wanted) > PARTS_MAX
    text = "\n".join(lines)
    if not text.strip():
        held = any(_PICTURES.match(entry) for entry in archive.namelist())
        return Extracted(
            unread="holds no text but pictures or objects, which are not read" if held else "holds no text"
        )
    return Extracted(text=text, title=title, partly=partly)


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    with archive.open(info) as stream:
        data = stream.read(PART_BYTES_MAX + 1)
    if len(data) > PART_BYTES_MAX:
        raise ValueError(f"{info.filename} unpacks to more than {PART_BYTES_MAX // 1024**2} MiB")
    return data


def _paragraphs(data: bytes) -> list[str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type definition, which Word never writes")
    lines: list[str] = []
    parts: list[str] = []
    for element in root.iter(f"{_W}p", f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        tag = etree.QName(element).localname
        if tag == "p":
            lines.append("".join(parts))
            parts = []
        elif tag == "t":
            parts.append(element.text or "")
        else:
            parts.append({"tab": "\t", "noBreakHyphen": "-"}.get(tag, "\n"))
    lines.append("".join(parts))
    return [line for line in lines if line.strip()]


def _title(archive: zipfile.ZipFile) -> str:
    try:
        root = etree.fromstring(_part(archive, archive.getinfo(_CORE)), etree.XMLParser(resolve_entities=False))
    except (KeyError, ValueError, etree.XMLSyntaxError):
        return ""
    return (root.findtext("{http://purl.org/dc/elements/1.1/}title") or "").strip()
