"""HTML pages: the article as a reader sees it, and apart from it whatever else the page shows.

The article's body is found by trafilatura. What it leaves out (navigation, captions, margins) comes as `aside`, since a
page must not be called clear because a listed party stands beside its article.
"""

from __future__ import annotations

import re

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from ostrakon.intake.documents.plain import decoded, marked_encoding
from ostrakon.intake.documents.sealed import Extracted

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "head")
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre",
     "section", "table", "td", "th", "tr", "ul")
)  # fmt: skip
_APART = frozenset({"a", "button", "label"})
"""Drawn apart from their neighbours though they are no blocks: menus are rows of links."""
_SPOKEN = ("alt", "title", "content", "placeholder", "aria-label")
"""Attributes whose value a person sees or hears; `content` holds a page's description."""
_BLANKS = re.compile(r"[ \t\r\f\v]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Soft hyphens and zero-width characters, which a page shows as nothing."""


def read(data: bytes, name: str) -> Extracted:
    """The article, its title and date, and the rest of the page."""
    declared = _CHARSET.search(data[:4096])
    encoding, mark = marked_encoding(data)
    encoding = encoding or _known(declared.group(1).decode("ascii") if declared else "")
    source, encoding, issues, partly = decoded(data[mark:], name, encoding)
    if not source.strip():
        return Extracted(unread="empty")
    tree = lxml_html.document_fromstring(_without_declaration(source))
    page = _visible(tree)
    body, title, date = _article(source)
    if title and title not in body[: len(title) + 200]:
        body = f"{title}\n\n{body}" if body else ""
    if not body.strip():
        body, page = page, ""
    if not body.strip():
        return Extracted(unread="holds no text; a page that is made by scripts has to be saved from the browser")
    return Extracted(
        text=body,
        aside=_rest(page + "\n" + _spoken(tree), body),
        encoding=encoding,
        title=title,
        date=date,
        issues=issues,
        partly=partly,
    )


def _article(source: str) -> tuple[str, str, str]:
    """Body, title and date (ISO 8601) of the article; empty where the library finds none."""
    found = trafilatura.bare_extraction(source, favor_recall=True, include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict):
        return "", "", ""
    return _clean(found.text or ""), (found.title or "").strip(), found.date or ""


def _known(encoding: str) -> str:
    """An encoding that Python has; browsers read pages marked as Latin-1 as Windows-1252 (WHATWG Encoding)."""
    label = encoding.lower()
    if label in {"", "utf8"}:
        return "utf-8"
    if label in {"iso-8859-1", "latin1", "us-ascii", "ascii"}:
        return "cp1252"
    try:
        "".encode(label)
    except LookupError:
        return "utf-8"
    return label


def _without_declaration(source: str) -> str:
    """lxml refuses text that declares an encoding of bytes."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", source)


def _visible(tree: lxml_html.HtmlElement) -> str:
    """All text outside of scripts and styles, one block a line."""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BLOCKS or tag in _APART:
            parts.append("\n" if tag in _BLOCKS else " ")
        if event == "start" and element.text and tag and not _unseen(element):
            parts.append(element.text)
        if event == "end" and element.tail:
            parts.append("" if _unseen(element.getparent()) else element.tail)
    return _clean("".join(parts))


def _unseen(element: etree._Element | None) -> bool:
    while element is not None:
        if element.tag in _UNSEEN:
            return True
        element = element.getparent()
    return False


def _spoken(tree: lxml_html.HtmlElement) -> str:
    values = (str(element.get(key)) for key in _SPOKEN for element in tree.iter() if _has(element, key))
    return "\n".join(dict.fromkeys(value for value in values if " " in value.strip()))


def _has(element: etree._Element, key: str) -> bool:
    return isinstance(element.tag, str) and element.get(key) is not None


def _clean(text: str) -> str:
    lines = (_BLANKS.sub(" ", line.translate(_INVISIBLE).replace("\xa0", " ")).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _rest(page: str, body: str) -> str:
    """Lines of the page that are no part of the article."""
    inside = _BLANKS.sub(" ", body.replace("\n", " "))
    lines = dict.fromkeys(_clean(page).split("\n"))
    return "\n".join(line for line in lines if line and line not in inside)
