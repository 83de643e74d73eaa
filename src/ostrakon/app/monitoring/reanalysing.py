"""Segments that another version of the program made, made anew: names may be analysed in another way now."""

from __future__ import annotations

import msgspec

from ostrakon.app.monitoring.files import BaseFolder
from ostrakon.customers.base import Base, program_key
from ostrakon.customers.building import Builder
from ostrakon.database import customers as rows_of
from ostrakon.database.transactions import Database


def reanalysed(folder: BaseFolder, database: Database, base: Base) -> Base:
    """The base with every segment made by this program; who was changed or removed since is left out."""
    entries = []
    anew = False
    for entry in base.segments:
        segment, made_by = folder.segment_as_made(entry.name)
        if made_by == program_key():
            entries.append(entry)
            continue
        anew = True
        with database.read() as transaction:
            gone = set(rows_of.crossed(transaction, entry.name))
        builder = Builder()
        for customer in range(segment.count):
            if customer not in gone:
                builder.add(segment.subject(customer), int(segment.cust_since[customer]))
        name = folder.write_segment(builder.segment())
        entries.append(msgspec.structs.replace(entry, name=name, customers=builder.count, crossed=0))
    if not anew:
        return base
    with database.write() as transaction:
        for entry in base.segments:
            if entry.name not in {one.name for one in entries}:
                rows_of.forget_segment(transaction, entry.name)
        return rows_of.save_base(transaction, msgspec.structs.replace(base, segments=tuple(entries)))
