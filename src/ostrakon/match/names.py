"""The evidence of a compared name, piece by piece, as a person reads it."""

from __future__ import annotations

from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned
from ostrakon.match.evidence import Evidence
from ostrakon.match.notes import LEVEL_NOTES, SAME_COUNTRY, WHOLE_NOTES, extra, missing
from ostrakon.match.weights import LEVELS
from ostrakon.names.keys import tells_place
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import NameProfile


def name_evidence(query: NameProfile, aligned: Aligned, row: int, vocabulary: Vocabulary) -> list[Evidence]:
    """All pieces of the comparison of `query` with listed name number `row` of `aligned`; they add up to its bits."""
    found: list[Evidence] = []
    numbers, kinds = aligned.numbers[row], aligned.kinds[row]
    for i, token in enumerate(query.tokens):
        place = int(aligned.answer[row, i])
        if place >= 0:
            level = LEVELS[int(aligned.level[row, i])]
            note = SAME_COUNTRY if level == "equivalent" and tells_place(token) else LEVEL_NOTES[level]
            bits = float(aligned.pair_bits[row, i])
            found.append(_piece("name", bits, token, str(vocabulary.texts[numbers[place]]), note))
    for joined, listed, bits in aligned.joins.get(row, ()):
        found.append(_piece("name", bits, joined, listed, LEVEL_NOTES["joined"]))
    for i, token in enumerate(query.tokens):
        if aligned.answer[row, i] == -1:
            note = extra(query.kinds[i])
            found.append(_piece("name_extra", float(aligned.extra[i]), token, "", note))
    for place in range(len(numbers)):
        if aligned.listed_open[row, place]:
            note = missing(Kind(kinds[place]))
            bits = float(aligned.missing[row, place])
            found.append(_piece("name_missing", bits, "", str(vocabulary.texts[numbers[place]]), note))
    for name, parts in aligned.whole.items():
        if parts[row]:
            found.append(_piece("name_whole", float(parts[row]), "", "", WHOLE_NOTES[name]))
    return found


def _piece(feature: str, bits: float, query: str, listed: str, note: str) -> Evidence:
    return Evidence(feature=feature, bits=bits, query=query, listed=listed, note=note)
