"""All formats that Ostrakon reads, and how a file finds its format and its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ostrakon.errors import ListRefused, UsageError
from ostrakon.sources import (
    au_dfat,
    ca_sema,
    ch_seco,
    cn_measures,
    eu_csv,
    eu_journal,
    eu_legacy,
    eu_xml,
    ftm_jsonl,
    graph,
    jp_meti_ru,
    jp_mof,
    nz_mfat,
    ofac_advanced,
    ofac_csv,
    ofac_xml,
    os_simple,
    pk_nacta,
    tr_hmb,
    uk_conlist,
    uk_sl_csv,
    uk_sl_xml,
    un_xml,
    us_1286,
    us_csl_csv,
    us_csl_json,
    us_dpl,
    wallets_json,
    wallets_text,
    wb_debarred,
)
from ostrakon.sources.base import Format, Source
from ostrakon.sources.converted import au as converted_au
from ostrakon.sources.converted import ca as converted_ca
from ostrakon.sources.converted import ch as converted_ch
from ostrakon.sources.converted import eu as converted_eu
from ostrakon.sources.converted import uk as converted_uk
from ostrakon.sources.converted import un as converted_un
from ostrakon.sources.files import ListFile
from ostrakon.sources.publishers import SOURCES
from ostrakon.sources.sniff import describe

__all__ = ["FORMATS", "SOURCES", "recognise", "source"]

FORMATS: tuple[Format, ...] = (
    ofac_xml.FORMAT,
    ofac_advanced.FORMAT,
    un_xml.FORMAT,
    eu_xml.FORMAT,
    uk_sl_xml.FORMAT,
    ch_seco.FORMAT,
    ca_sema.FORMAT,
    eu_csv.FORMAT,
    uk_sl_csv.FORMAT,
    uk_conlist.FORMAT,
    us_csl_csv.FORMAT,
    us_csl_json.FORMAT,
    us_dpl.FORMAT,
    eu_legacy.FORMAT,
    au_dfat.FORMAT,
    nz_mfat.FORMAT,
    jp_mof.FORMAT,
    jp_meti_ru.FORMAT,
    wb_debarred.FORMAT,
    us_1286.FORMAT,
    eu_journal.FORMAT,
    tr_hmb.FORMAT,
    pk_nacta.FORMAT,
    cn_measures.FORMAT,
    graph.FORMAT,
    wallets_text.FORMAT,
    wallets_json.FORMAT,
    converted_au.FORMAT,
    converted_ca.FORMAT,
    converted_ch.FORMAT,
    converted_eu.FORMAT,
    converted_uk.FORMAT,
    converted_un.FORMAT,
    os_simple.FORMAT,
    ftm_jsonl.FORMAT,
    ofac_csv.FORMAT,  # has no header line: the most lenient, so the last
)
"""Asked in this order; the first that recognises a file has it, so the strict stand before the lenient."""

_FTM_NAME = re.compile(r"^ftm:[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")


def source(source_id: str) -> Source:
    """The source of this id; `ftm:NAME` is a source of its own for every NAME.

    Raises:
        UsageError: the id is unknown; the message lists the known ones.
    """
    base = "ftm" if _FTM_NAME.match(source_id) else source_id
    for known in SOURCES:
        if known.id == base:
            return known
    raise UsageError(
        f"{source_id!r} is no known source", remedy=f"Known are: {', '.join(s.id for s in SOURCES)}, ftm:NAME"
    )


def recognise(
    files: Sequence[ListFile], source_id: str | None = None
) -> list[tuple[str, Format, tuple[ListFile, ...]]]:
    """Group files into lists: (source id, format, its files), in the order of first appearance.

    A source that the user names wins over the one that a file's name suggests, as long as the format is one
    in which that source is published.

    Args:
        files: what the user named; the parts of a set (sdn, alt, add, comments) come together.
        source_id: the source that the user named; None recognises it from name and content.

    Raises:
        UsageError: the named source is unknown.
        ListRefused: a file is in no known format, or not in one of the named source; two files or two formats
            for one list that comes as one file.
    """
    wanted = source(source_id) if source_id is not None else None
    groups: dict[tuple[str, str], tuple[Format, list[ListFile]]] = {}
    for file in files:
        found, found_source = _format_of(file, wanted)
        key = (source_id or found_source, found.name)
        groups.setdefault(key, (found, []))[1].append(file)
    for (sid, _), (found, members) in groups.items():
        _refuse_doubles(sid, found, members, groups)
    return [(sid, found, tuple(members)) for (sid, _), (found, members) in groups.items()]


def _format_of(file: ListFile, wanted: Source | None) -> tuple[Format, str]:
    head = file.head()
    other: Format | None = None
    for candidate in FORMATS:
        found = candidate.recognise(file.name, head)
        if found is None:
            continue
        if wanted is None:
            return candidate, found
        if wanted.id in candidate.sources:
            return candidate, wanted.id
        other = other or candidate
    if wanted is not None and other is not None:
        raise ListRefused(
            f"this is {other.title}, which is not how {wanted.id} is published",
            reason="wrong_content",
            where=file.path.name,
            remedy=f"Import it as {' or '.join(other.sources)}, or let `auto` find the source",
        )
    raise ListRefused(
        f"the file is in no known list format: {describe(head)}",
        reason="wrong_content",
        where=file.path.name,
        remedy="Fetch the list again from the official address; `ostrakon lists sources` names it",
    )


def _refuse_doubles(
    source_id: str,
    found: Format,
    members: Sequence[ListFile],
    groups: dict[tuple[str, str], tuple[Format, list[ListFile]]],
) -> None:
    if len(members) > 1 and not found.several_files:
        raise ListRefused(
            f"{len(members)} files of {source_id}, whose list comes as one file",
            reason="wrong_content",
            where=", ".join(member.path.name for member in members),
            remedy="Name only the newest one",
        )
    formats = [name for sid, name in groups if sid == source_id]
    if len(formats) > 1:
        raise ListRefused(
            f"{source_id} is given in several formats at once ({', '.join(formats)})",
            reason="wrong_content",
            where=", ".join(member.path.name for member in members),
            remedy="Name the files of one format only",
        )
