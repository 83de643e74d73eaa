"""PDF documents: the text of every page, in the order in which the page draws it (PDFium)."""

from __future__ import annotations

import pypdfium2 as pdfium

from ostrakon.intake.documents.sealed import Extracted
from ostrakon.model import Issue

PAGES_MAX = 5_000
CHARS_MAX = 20_000_000


def read(data: bytes, name: str) -> Extracted:
    """Text page by page, parted by an empty line; a page without text, as a scan is, makes the reading partial."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as bad:
        locked = "password" in str(bad).lower()
        return Extracted(unread="protected by a password" if locked else "damaged; no page of it can be opened")
    pages: list[str] = []
    empty: list[int] = []
    broken: list[int] = []
    size = 0
    count = len(document)
    for number in range(min(count, PAGES_MAX)):
        try:
            text = document[number].get_textpage().get_text_bounded()
        except pdfium.PdfiumError:
            broken.append(number + 1)
            continue
        if not text.strip():
            empty.append(number + 1)
        size += len(text)
        if size > CHARS_MAX:
            broken.append(number + 1)
            break
        pages.append(text.replace("\r\n", "\n").replace("\ufffe", "").replace("\0", ""))
    if not any(page.strip() for page in pages):
        return Extracted(unread="holds no text; it is probably scanned, and pictures are not read")
    issues = [_issue(name, "pages_without_text", "pages without text (pictures are not read)", empty)] if empty else []
    if broken:
        issues.append(_issue(name, "pages_unread", "pages that could not be read", broken))
    if count > PAGES_MAX:
        issues.append(_issue(name, "pages_unread", f"pages after the first {PAGES_MAX}", [PAGES_MAX + 1]))
    return Extracted(
        text="\n\n".join(pages),
        title=(document.get_metadata_dict().get("Title") or "").strip(),
        issues=tuple(issues),
        partly=bool(issues),
    )


def _issue(name: str, code: str, what: str, pages: list[int]) -> Issue:
    shown = ", ".join(map(str, pages[:10])) + (", …" if len(pages) > 10 else "")
    return Issue(code=code, message=f"{what}: {shown}", severity="error", where=name, count=len(pages))
