"""Wallet addresses of OFAC's SDN list as plain text files, one address a line, source `wallets`.

The project 0xB10C/ofac-sanctioned-digital-currency-addresses takes the addresses out of the SDN list and writes one
file a currency, `sanctioned_addresses_XBT.txt`. They say nothing of who the owner is: each address becomes a party
of its own of schema CryptoWallet, a supplement for those who hold an older SDN list, never a replacement. Name the
files in one call. Ids: `wallet-` and a hash of currency and address. An address of a wrong form is reported and
kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ostrakon.errors import ListRefused
from ostrakon.model import Designation, Entity, Measure
from ostrakon.sources.base import Format, Report
from ostrakon.sources.draft import Draft
from ostrakon.sources.files import ListFile
from ostrakon.sources.values import clean, hashed_id

FIELDS = {
    "line": "used: identifier wallet, and the name under which the party is shown",
    "file name": "used: currency, as the note of the identifier",
}
_NAME = re.compile(r"^sanctioned_addresses_([a-z0-9]{2,10})\.txt$")
_ADDRESS = re.compile(r"^[A-Za-z0-9:]{24,120}$")
LINE_BYTES_MAX = 4096


def parse(files: Sequence[ListFile], source: str, report: Report) -> Iterator[Entity]:
    """One entity for every address, the files in the order of their names.

    Raises:
        ListRefused: a file does not end with a line end, or a line is longer than any address.
    """
    for file in sorted(files, key=lambda f: f.name):
        currency = _currency(file)
        with file.open() as stream:
            number = 0
            while line := stream.readline(LINE_BYTES_MAX):
                number += 1
                if not line.endswith(b"\n"):
                    raise ListRefused(
                        "the last address has no line end: the file is cut off, or a line is longer than any address",
                        reason="truncated",
                        where=file.path.name,
                        remedy="Fetch it again and compare its size with the publisher's",
                    )
                address = clean(line.decode("utf-8", errors="replace"))
                if address:
                    yield _entity(address, currency, f"{file.path.name}:{number}", source, report)


def _currency(file: ListFile) -> str:
    found = _NAME.match(file.name)
    if found is None:
        raise ListRefused(
            "the file's name does not say the currency",
            reason="wrong_content",
            where=file.path.name,
            remedy="Keep the name under which it is published: sanctioned_addresses_XBT.txt",
        )
    return found[1].upper()


def _entity(address: str, currency: str, where: str, source: str, report: Report) -> Entity:
    record = hashed_id("wallet", currency, address)
    draft = Draft(record, "CryptoWallet", source, where, report)
    if not _ADDRESS.match(address):
        draft.issue(
            "unknown_value", "the line is no address of a usual form; kept as written", path="line", example=address
        )
    draft.name(address, "line", kind="primary")
    draft.identifier("wallet", address, "line", note=currency)
    draft.property("currency", currency, "file name")
    draft.property("notes", "Taken out of OFAC's SDN list by 0xB10C; the list names the owner", "line")
    draft.designations.append(
        Designation(
            authority="US", origin=draft.origin("line"), programmes=("OFAC SDN",), measures=(Measure.ASSET_FREEZE,)
        )
    )
    return draft.entity()


def _recognise(name: str, head: bytes) -> str | None:
    first = head.split(b"\n", 1)[0].strip().decode("ascii", errors="replace")
    return "wallets" if _NAME.match(name) and _ADDRESS.match(first) else None


FORMAT = Format(
    name="wallets-text",
    title="OFAC wallet addresses as text files (0xB10C)",
    sources=("wallets",),
    recognise=_recognise,
    parse=parse,
    fields=FIELDS,
    several_files=True,
)
