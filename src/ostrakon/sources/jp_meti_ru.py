"""Japan's export ban on Russian entities (METI, `…list_russia_tokutei`), as text taken out of the PDF file,
`jp_meti_ru`.

The ministry publishes a PDF; what is read is its text as `pdftotext` or OpenSanctions' copy has it. Entries are
numbered without gaps: a number, the name in Japanese, the name in English over some lines (`, a.k.a., the following
two aliases:` and a line with a hyphen for each), sometimes 別称 (also known as), and 所在地 (address). Where a page
ends, the next number follows without a line end. A gap in the numbers, or an entry more than the list counts, is a
damaged text. Ids: `jpru-` and a hash of the English name, since numbers move up when an entry goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure, PartialDate
from ostrakon.sources import jp_text
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft, place
from ostrakon.sources.files import ListFile
from ostrakon.sources.values import clean, hashed_id

CONTENT_BYTES_MAX = 16 * 1024 * 1024
FIELDS = {
    "number": "used: reference of the designation",
    "name": "used: name in Japanese, with aliases in brackets",
    "english": "used: primary name, and the id",
    "alias": "used: aliases, in English and in Japanese",
    "所在地": "used: addresses",
    "指定日": "used: date of the designation of the list as a whole",
    "最終更新日": "used: date of the edition",
}
_MARKS = ("輸出等に係る禁止措置", "ロシア連邦", "所在地")
_DAY = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_UPDATED = re.compile("最終更新日[:：]" + _DAY)
_DESIGNATED = re.compile("指定日[:：]" + _DAY)
_JAPANESE = r"[\u3040-\u30ff\u3400-\u9fff]"
_ADDRESS = re.compile(r"所\s*在\s*地\s*[:：]\s*")
_ALSO_JAPANESE = re.compile(r"^別\s*称\s*[:：]", re.MULTILINE)
_ALSO = re.compile(
    r",?\s*(?:\ba\.?k\.?a\b\.?,?\s*(?:(?:the\s+)?following\s+\w*\s*alias(?:es)?\s*:?)?|"
    r"\b(?:the\s+)?following\s+\w*\s*alias(?:es)?\s*:?)",
    re.IGNORECASE,
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015"
_LISTED = re.compile(r"(?:^|\n|[;:]\s*(?:and\s+)?)\s*[-\u2010-\u2015]\s*")
_BOTH = re.compile(rf"^(.*(?:{_JAPANESE}|[)\]」]))\s*([A-Z][\w.’'-]*\s+[^\n]*[a-z][^\n]*)$")
_BROKEN = re.compile(rf"^(.*(?:{_JAPANESE}).*?\))\s*([^)]*[a-z][^)]*)$")
_IN_BRACKETS = re.compile(r"[（(](?:別称|旧称)[、,]\s*(.+)[)）]\s*$", re.DOTALL)
_AND = re.compile(r";?\s*and\s*$", re.IGNORECASE)


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every number.

    Raises:
        ListRefused: the text is cut, or the numbers have a gap.
    """
    file = files[0]
    with file.open() as stream:
        data = stream.read(CONTENT_BYTES_MAX + 1)
    if len(data) > CONTENT_BYTES_MAX:
        raise ListRefused("the text is larger than the list", reason="too_large", where=file.path.name)
    text = jp_text.half_width(data.decode("utf-8", errors="replace").replace("\f", "\n"))
    report.published, listed_on = _iso(_UPDATED.search(text)), _iso(_DESIGNATED.search(text))
    entries = list(_entries(text))
    if len(_ADDRESS.findall(text)) != len(entries):
        raise ListRefused(
            f"{len(entries):,} entries are numbered and {len(_ADDRESS.findall(text)):,} addresses given",
            reason="malformed",
            where=file.path.name,
            remedy="Take the text out of the file again; the numbers must follow each other",
        )
    for number, entry in entries:
        entity = _entity(number, entry, listed_on, source, report)
        if entity is not None:
            yield entity


def _entries(text: str) -> Iterator[tuple[int, str]]:
    """The entries by their numbers, each up to the next one; only a number that is due begins an entry."""
    number, start, place_ = 1, -1, 0
    while found := re.compile(rf"(?<!\d){number}[ \u3000]+(?=[^\n]{{0,60}}{_JAPANESE})").search(text, place_):
        if start >= 0:
            yield number - 1, text[start : found.start()]
        start = place_ = found.end()
        number += 1
    if start >= 0:
        yield number - 1, text[start:]


def _entity(number: int, entry: str, listed_on: str | None, source: str, report: Report) -> Entity | None:
    head, _, address = _ADDRESS.sub("\x00", entry, count=1).partition("\x00")
    japanese, english, also = _names(head)
    if not english and not japanese:
        report.issue("no_name", "an entry without a name was left out", severity="error", example=str(number))
        return None
    first, *aliases = _english(english) or [japanese]
    record = hashed_id("jpru", first)
    draft = Draft(record, "Organization", source, f"{number}", report)
    draft.name(first, "english", kind="primary")
    within = _IN_BRACKETS.search(japanese)
    draft.name(clean(_IN_BRACKETS.sub("", japanese)), "name", kind="spelling", language="ja")
    for alias in (*aliases, *jp_text.names(also), *(jp_text.names(within[1].replace("及び", "、")) if within else ())):
        draft.name(alias, "alias", language="ja" if jp_text.is_japanese(alias) else "")
    for part in re.split(r";\s*(?:and\s+)?", clean(address)):
        draft.addresses.extend(filter(None, [place(draft.origin("所在地"), street=part.strip(" .,"))]))
    draft.country("Russia", "所在地", role="country", code="ru")
    draft.designations.append(
        Designation(
            authority="JP",
            origin=draft.origin("number"),
            programmes=("Export ban on entities in Russia",),
            measures=(Measure.EXPORT_CONTROL,),
            listed_on=PartialDate.parse(listed_on) if listed_on else None,
            reference=str(number),
            legal_basis="Notice No. 82 of the Ministry of Foreign Affairs, 2022",
        )
    )
    return draft.entity()


def _names(head: str) -> tuple[str, str, str]:
    """The Japanese name, the English one with its aliases, and what stands behind 別称."""
    main, *also = _ALSO_JAPANESE.split(head, maxsplit=1)
    japanese: list[str] = []
    english: list[str] = []
    for line in filter(None, (line.strip() for line in main.splitlines())):
        both = _BOTH.match(line) if jp_text.is_japanese(line) and not english else None
        if both:  # the end of a line got lost where a page ends
            japanese.append(both[1])
            english.append(both[2])
        else:
            (english if english or not jp_text.is_japanese(line) else japanese).append(line)
    if english and (broken := _BROKEN.match(english[0])):
        japanese.append(broken[1])
        english[0] = broken[2]
    return "".join(japanese), "\n".join(english), also[0] if also else ""


def _english(text: str) -> list[str]:
    """The English name and its aliases: each begins with a hyphen, on a line of its own or behind a semicolon."""
    names = (_AND.sub("", clean(part)) for part in _LISTED.split(_ALSO.sub("\n-", text)))
    return [name for part in names if (name := part.strip(_DASHES + " ;,.:"))]


def _iso(found: re.Match[str] | None) -> str | None:
    return f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}" if found else None


def _recognise(_name: str, head: bytes) -> str | None:
    text = head.decode("utf-8", errors="replace")
    return "jp_meti_ru" if all(mark in text for mark in _MARKS) and text.lstrip("\ufeff \n").startswith("○") else None


FORMAT = Format(
    name="jp-meti-ru-text",
    title="Japan's export ban on Russian entities (text of the PDF)",
    sources=("jp_meti_ru",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
)
