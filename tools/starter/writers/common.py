"""What several formats share: XML that is pleasant to read, and dates in other notations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def element(tag: str, content: str | Iterable[str] = "", **attributes: str) -> str:
    """One XML element: text is escaped, a sequence is taken as child elements already written."""
    head = tag + "".join(f" {name.replace('_', '-')}={quoteattr(value)}" for name, value in attributes.items())
    if isinstance(content, str):
        return f"<{head}>{escape(content)}</{tag}>" if content else f"<{head}/>"
    children = "\n".join(content)
    inner = "\n".join("  " + line for line in children.splitlines())
    return f"<{head}>\n{inner}\n</{tag}>" if inner else f"<{head}/>"


def camel(tag: str, **attributes: str) -> str:
    """An empty XML element whose attribute names stand as they are."""
    return f"<{tag}" + "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items()) + "/>"


def document(root: str) -> str:
    """A whole XML file."""
    return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + root + "\n"


def day_month_year(iso: str) -> str:
    """`07 Oct 1952`, `Oct 1952` or `1952`."""
    year, *rest = iso.split("-")
    words = [MONTHS[int(part) - 1] if index == 0 else part for index, part in enumerate(rest)]
    return " ".join([*reversed(words), year])


def slashed(iso: str, unknown: str = "00") -> str:
    """`07/10/1952`; what is not known is `unknown`."""
    year, month, day = (*iso.split("-"), unknown, unknown)[:3]
    return f"{day}/{month}/{year}"


def table(rows: Iterable[Sequence[str]], *, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Delimited text with LF line ends."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()
