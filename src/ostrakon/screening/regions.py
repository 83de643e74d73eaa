"""Embargoed regions in a subject's address: nobody there need be listed for the business to be forbidden.

Crimea with Sevastopol, and the occupied parts of Donetsk and Luhansk, stand under embargoes of their own while the
country of such an address says Ukraine or Russia (E.O. 13685, E.O. 14065; Regulations (EU) 692/2014, 2022/263).
"""

from __future__ import annotations

import msgspec

from ostrakon.model.subject import Subject
from ostrakon.rules.places import embargoed_regions
from ostrakon.screening.result import STATUS_RANK, Answer


def with_regions(answer: Answer, subject: Subject) -> Answer:
    """The answer with a note for every embargoed region in the subject's address, and for review at least."""
    if not subject.address:
        return answer
    found = {one.code: one for one in embargoed_regions(subject.address)}
    if not found:
        return answer
    notes = tuple(f"'{one.word}' in the address is {one.name} (embargoed region: {one.law})" for one in found.values())
    status = max(answer.status, "review", key=STATUS_RANK.__getitem__)
    return msgspec.structs.replace(answer, status=status, notes=(*answer.notes, *notes))
