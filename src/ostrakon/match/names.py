"""The evidence of a compared name, piece by piece, as a person reads it."""

from __future__ import annotations

from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligned
from ostrakon.match.evidence import Evidence
from ostrakon.match.weights import LEVELS
from ostrakon.names.keys import tells_place
from ostrakon.names.kinds import Kind
from ostrakon.profile.name import NameProfile

_LEVEL_NOTES = {
    "equal": "same word",
    "sound": "same word in another romanisation",
    "typo": "one letter off",
    "abbreviation": "abbreviation",
    "equivalent": "forms of one given name",
    "syllable": "same Korean syllable in another romanisation",
    "pattern": "a Latin spelling of the same word",
    "close": "close spelling",
    "near": "similar spelling",
    "far": "distant spelling",
    "joined": "words joined or split",
    "initial": "initial",
    "consonants": "same consonants across scripts",
    "consonants_near": "nearly the same consonants across scripts",
    "cut": "beginning of a word that a 35-character field cut off",
}
_SAME_COUNTRY = "names of one country"
_KIND_NOTES = {
    Kind.CORE: "word",
    Kind.LEGAL: "legal form",
    Kind.TITLE: "title or prefix",
    Kind.NOISE: "ordinary business word",
    Kind.PARTICLE: "particle",
    Kind.PATRONYMIC: "patronymic",
    Kind.NUMBER: "number",
    Kind.INITIAL: "initial",
    Kind.PLACE: "town",
    Kind.ORDINARY: "everyday word",
}
_WHOLE_NOTES = {
    "identical": "the same words on both sides",
    "identical_single": "the same single word",
    "contradiction": "distinguishing words that differ on both sides",
    "contradiction_rarity": "how rare the differing words are",
    "contradiction_patronymic": "different patronymics",
    "contradiction_given": "different given names, countries or sides",
    "contradiction_half": "of two distinguishing words one differs",
    "contradiction_business": "different kinds of business",
    "contradiction_town": "different towns",
    "contradiction_initial": "initials that begin none of the words left over",
    "contradiction_number": "different numbers",
    "single": "only one distinguishing word agrees",
    "order": "same order of words",
    "together": "same name when written as one word",
    "acronym": "acronym of the listed name",
    "acronym_letter": "letters of the acronym beyond three",
    "letters": "how much alike the letters of both whole names are",
    "unvowelled": "the same where one side is written without vowels",
    "answered": "how much of the query's name the listed one answers",
    "answered_listed": "how much of the listed name the query's answers",
    "complete": "every distinguishing word has its counterpart",
    "anchor": "the rarest word that surely agrees",
    "added": "distinguishing words that only the query has",
    "omitted": "distinguishing words that only the listed name has",
    "differing": "distinguishing words left over on both sides",
    "extra_first": "the first distinguishing word is not in the listed name",
    "extra_last": "the last distinguishing word is not in the listed name",
    "missing_first": "the first distinguishing word of the listed name is missing",
    "missing_last": "the last distinguishing word of the listed name is missing",
    "words": "distinguishing words on both sides",
    "length": "names of this length meet by chance more or less often",
}


def name_evidence(query: NameProfile, aligned: Aligned, row: int, vocabulary: Vocabulary) -> list[Evidence]:
    """All pieces of the comparison of `query` with listed name number `row` of `aligned`; they add up to its bits."""
    found: list[Evidence] = []
    numbers, kinds = aligned.numbers[row], aligned.kinds[row]
    for i, token in enumerate(query.tokens):
        place = int(aligned.answer[row, i])
        if place >= 0:
            level = LEVELS[int(aligned.level[row, i])]
            note = _SAME_COUNTRY if level == "equivalent" and tells_place(token) else _LEVEL_NOTES[level]
            bits = float(aligned.pair_bits[row, i])
            found.append(_piece("name", bits, token, str(vocabulary.texts[numbers[place]]), note))
    for joined, listed, bits in aligned.joins.get(row, ()):
        found.append(_piece("name", bits, joined, listed, _LEVEL_NOTES["joined"]))
    for i, token in enumerate(query.tokens):
        if aligned.answer[row, i] == -1:
            note = f"{_KIND_NOTES[query.kinds[i]]} not in the listed name"
            found.append(_piece("name_extra", float(aligned.extra[i]), token, "", note))
    for place in range(len(numbers)):
        if aligned.listed_open[row, place]:
            note = f"{_KIND_NOTES[Kind(kinds[place])]} missing in the query"
            bits = float(aligned.missing[row, place])
            found.append(_piece("name_missing", bits, "", str(vocabulary.texts[numbers[place]]), note))
    for name, parts in aligned.whole.items():
        if parts[row]:
            found.append(_piece("name_whole", float(parts[row]), "", "", _WHOLE_NOTES[name]))
    return found


def _piece(feature: str, bits: float, query: str, listed: str, note: str) -> Evidence:
    return Evidence(feature=feature, bits=bits, query=query, listed=listed, note=note)
