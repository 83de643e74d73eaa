"""A text → mentions of listed parties and of countries."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from ostrakon.clusters import Clusters
from ostrakon.names.places import CountryMention, country_mentions
from ostrakon.names.running import Running, running
from ostrakon.native.entry import Function
from ostrakon.reading.by_sound import by_sound
from ostrakon.reading.carriers import Carriers
from ostrakon.reading.compiled import LENGTH_MIN, Loops
from ostrakon.reading.gazetteer import Gazetteer
from ostrakon.reading.judging import Judged, Verdict, judge
from ostrakon.reading.kin import relatives
from ostrakon.reading.lexicon import Lexicon, Seen
from ostrakon.reading.mentions import Mention
from ostrakon.reading.patterns import Party
from ostrakon.reading.prose import Prose
from ostrakon.reading.shortforms import short_forms
from ostrakon.reading.spotting import Search, spots

_SCHEMATA = {
    Party.PERSON: "Person",
    Party.ORGANISATION: "Organization",
    Party.VESSEL: "Vessel",
    Party.AIRCRAFT: "Airplane",
    Party.UNKNOWN: "LegalEntity",
}
SURE = 0.9
"""Score of a name of several words from which on its party speaks for others in the text."""
_MEASURE = re.compile(r"(?:[-‑](?:led|backed|imposed|style))?\s+sanctions\b")


@dataclass(frozen=True, slots=True)
class Found:
    """What the gazetteer tells of a text.

    Attributes:
        mentions: parties and countries in text order, without overlaps.
        nations: countries of each listed party (`c:XX`) by its key.
        namesakes: names of listed parties that many bear, not counted since nothing else in the text speaks for them.
    """

    mentions: list[Mention]
    nations: dict[str, tuple[str, ...]]
    namesakes: list[Mention]


class Reader:
    """Reads texts against one gazetteer; remembers words, so keep one for many texts. One thread at a time.

    Args:
        gazetteer: the listed names.
        clusters: records of several lists that are the same party; None takes each for a party of its own.
    """

    def __init__(self, gazetteer: Gazetteer, clusters: Clusters | None = None) -> None:
        self._gazetteer = gazetteer
        self._clusters = clusters
        self._code: tuple[Function, Function] | None = None

    def hasten(self, cut: Function, sequences: Function) -> None:
        """Take compiled loops (`loop_entries.CUT`, `SEQUENCES`) for long texts; what is found stays the same."""
        self._code = cut, sequences

    @property
    def hastened(self) -> bool:
        """Whether it has compiled loops."""
        return self._code is not None

    @cached_property
    def _loops(self) -> Loops:
        assert self._code is not None
        return Loops(self._gazetteer, *self._code)

    def words(self, text: str) -> Running:
        """The words of a text, as `names.running` cuts them."""
        return self._loops.running(text) if self._code and len(text) >= LENGTH_MIN else running(text)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self._gazetteer)

    def mentions(self, text: str, *, languages: Collection[str] = ()) -> list[Mention]:
        """Mentions of parties and countries in text order, without overlaps; offsets are code points of `text`.

        Args:
            text: any text; nothing is cut or normalised.
            languages: ISO 639-1 codes besides English in whose words countries may be named.
        """
        return self.read(text, languages=languages)[0]

    def read(
        self, text: str, *, languages: Collection[str] = (), words: Running | None = None
    ) -> tuple[list[Mention], dict[str, tuple[str, ...]]]:
        """As `mentions`, with the countries of each listed party (`c:XX`) by its key; arguments as in `found`."""
        found = self.found(text, languages=languages, words=words)
        return found.mentions, found.nations

    def found(self, text: str, *, languages: Collection[str] = (), words: Running | None = None) -> Found:
        """All that the gazetteer tells of a text.

        Args:
            text, languages: as in `mentions`.
            words: the words of the text where the caller has them already.
        """
        words = words or self.words(text)
        language = next((code for code in languages if code != "en"), "")
        seen = self._lexicon.seen(words, language)
        prose = Prose(words, language, self._persons(seen, language))
        countries = [c for c in country_mentions(text, words=words, languages=languages) if not _in_measure(text, c)]
        carriers = Carriers(self._gazetteer, {country.code for country in countries})
        judged = [
            found
            for place in spots(seen, self._gazetteer, self._search(words))
            if (found := judge(place, prose, self._gazetteer, carriers)) is not None
        ]
        if language == "ko":
            taken = {country.start for country in countries}
            judged += by_sound(prose, self._gazetteer, carriers, taken)
        full = _supported(_longest([j for j in judged if j.verdict is Verdict.ACCEPT]), judged)
        full = [one for one in full if not _hyphened(one, full, prose)]
        short = short_forms(full, prose, self._gazetteer, self._spelt(seen), foreign=bool(language))
        taken = {place for one in short for place in range(one.first, one.last)}
        short += [one for one in relatives(full, prose, self._gazetteer, seen.exact) if one.first not in taken]
        ordered = sorted(full + short, key=lambda j: j.first)
        parties = self._named(ordered, prose)
        nations = {
            mention.key: tuple(
                dict.fromkeys(f"c:{c.upper()}" for entity in one.entities for c in self._gazetteer.countries(entity))
            )
            for one, mention in zip(ordered, parties, strict=True)
        }
        taken = {place for one in ordered for place in range(one.first, one.last)}
        beside = [
            one for one in judged if one.verdict is Verdict.BESIDE and taken.isdisjoint(range(one.first, one.last))
        ]
        return Found(_together(parties, countries, text), nations, self._named(_longest(beside), prose))

    def _search(self, words: Running) -> Search | None:
        return self._loops.sequences if self._code and len(words.text) >= LENGTH_MIN else None

    def _persons(self, seen: Seen, language: str) -> frozenset[int] | None:
        """Places of words that listed persons carry; None for languages where capitals tell names."""
        if language != "de":
            return None
        carried = self._gazetteer.word_persons
        return frozenset(i for i, word in enumerate(seen.exact.tolist()) if word >= 0 and carried[word])

    def _spelt(self, seen: Seen) -> dict[str, tuple[str, ...]]:
        """Words of the text → listed words that they may be, folded."""
        distinct = seen.words.distinct
        return {distinct[n]: tuple(map(self._gazetteer.word, listed)) for n, listed in seen.spelt.items()}

    def _named(self, judged: Iterable[Judged], prose: Prose) -> list[Mention]:
        """Mentions with entity ids; the same party has the same key throughout the text."""
        keys: dict[str, str] = {}
        ids_of: dict[tuple[int, ...], list[str]] = {}
        found = []
        for one in judged:
            ids = ids_of.get(one.entities)
            if ids is None:
                ids = ids_of[one.entities] = self._with_clusters(map(self._gazetteer.entity_id, one.entities))
            key = next((keys[i] for i in ids if i in keys), ids[0])
            keys.update(dict.fromkeys(ids, key))
            start, end = prose.words.starts[one.first], _end(prose, one.last - 1)
            found.append(
                Mention(
                    start=start,
                    end=end,
                    text=prose.words.text[start:end],
                    kind="party",
                    key=key,
                    entity_ids=tuple(dict.fromkeys([key, *ids])),
                    score=one.score,
                    evidence=one.note,
                    schema=_SCHEMATA[one.party],
                )
            )
        return found

    def _with_clusters(self, ids: Iterable[str]) -> list[str]:
        """The ids with those of the same parties on other lists, the one that stands for a party before its others."""
        if self._clusters is None:
            return list(ids)
        return list(dict.fromkeys(member for one in ids for member in self._clusters.members(one)))


def _hyphened(one: Judged, full: Iterable[Judged], prose: Prose) -> bool:
    """Whether a hyphen joins a single word to a longer mention, whose name it belongs to (`IRGC-Qods Force`)."""
    if one.last - one.first > 1 or prose.words.gap(one.last - 1) != "-":
        return False
    return any(other.first == one.last for other in full)


def _end(prose: Prose, last: int) -> int:
    """Where a mention ends; the last dot of `S.A.` belongs to it."""
    end = prose.words.ends[last]
    dotted = last > 0 and prose.words.gap(last - 1) == "." and prose.words.text[end : end + 1] == "."
    return end + 1 if dotted and len(prose.words.words[last]) == 1 else end


def _longest(judged: Iterable[Judged]) -> list[Judged]:
    """Of overlapping ones the longest, then the surest."""
    taken: set[int] = set()
    kept = []
    for one in sorted(judged, key=lambda j: (j.first - j.last, -j.score, j.first, j.entities)):
        place = range(one.first, one.last)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(one)
    return kept


def _supported(accepted: list[Judged], judged: Iterable[Judged]) -> list[Judged]:
    """The accepted ones, and those in doubt for which they speak."""
    named = {entity for one in accepted for entity in one.entities}
    sure = any(one.score >= SURE and one.last - one.first > 1 for one in accepted)
    doubtful = [
        one
        for one in judged
        if (one.verdict < Verdict.ACCEPT and not named.isdisjoint(one.entities))
        or (one.verdict is Verdict.BESIDE and sure)
    ]
    taken = {i for one in accepted for i in range(one.first, one.last)}
    return accepted + [one for one in _longest(doubtful) if taken.isdisjoint(range(one.first, one.last))]


def _in_measure(text: str, country: CountryMention) -> bool:
    """`U.S.-led sanctions` names a measure, not the country."""
    return _MEASURE.match(text, country.end) is not None


def _together(parties: list[Mention], countries: list[CountryMention], text: str) -> list[Mention]:
    """Both layers in text order; a country within a party's name is not one."""
    found = list(parties)
    ends = iter(parties)
    party = next(ends, None)
    for country in countries:
        while party is not None and party.end <= country.start:
            party = next(ends, None)
        if party is not None and party.start < country.end:
            continue
        found.append(
            Mention(
                start=country.start,
                end=country.end,
                text=text[country.start : country.end],
                kind="country",
                key=f"c:{country.code.upper()}",
            )
        )
    return sorted(found, key=lambda mention: (mention.start, mention.end))
