"""What is said of each piece of the comparison of names: by these words a person reads it, and other code tells it."""

from __future__ import annotations

from ostrakon.names.kinds import Kind

LEVEL_NOTES = {
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
SAME_COUNTRY = "names of one country"
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
WHOLE_NOTES = {
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


def extra(kind: Kind) -> str:
    """Of a word of the query that the listed name has not."""
    return f"{_KIND_NOTES[kind]} not in the listed name"


def missing(kind: Kind) -> str:
    """Of a word of the listed name that the query has not."""
    return f"{_KIND_NOTES[kind]} missing in the query"
