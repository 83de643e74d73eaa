"""One subject against all lists: candidates, evidence, ranking (`ranking`), status, each step called in its turn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ostrakon.clusters import Clusters
from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.coverage import Coverage
from ostrakon.index.coverage_tables import CoverageTables
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.alignment import Aligner
from ostrakon.match.compiled.aligner import CompiledAligner
from ostrakon.match.compiled.sparing import Sparing
from ostrakon.match.fact_weights import fact_weights
from ostrakon.match.weights import Weights, weights
from ostrakon.model import Entity
from ostrakon.native.entry import Function
from ostrakon.profile.name import NameProfile
from ostrakon.screening.compared import Compared
from ostrakon.screening.comparing import Comparer
from ostrakon.screening.exemptions import NOTHING_APPLIED, Applied
from ostrakon.screening.explained import Explained, below, outranked
from ostrakon.screening.facts import PartyFacts, SubjectFacts, profiles_of
from ostrakon.screening.listing import by_class
from ostrakon.screening.matching import PARTIES_MAX, Accounts, Ask, NameMatch, NameMatcher
from ostrakon.screening.policy import Policy
from ostrakon.screening.ranking import Ranking, Scored
from ostrakon.screening.result import Answer, Result, Status
from ostrakon.screening.score import bits_of, probability
from ostrakon.screening.subject import Subject
from ostrakon.screening.telling import Teller
from ostrakon.screening.traced import Tracer

PARTIES_MIN = 50
"""Parties whose other facts are looked at, at least: the best by each of the subject's names."""
SHOWN_REMEMBERED = 20_000  # saves time alone
"""Parties whose caption is kept in memory: those that answers show come again."""


class Screener:
    """Screens subjects against one index under one policy; holds no state between calls, safe to share.

    Args:
        arrays: the index.
        entity: entity id → the entity, for captions and names.
        policy: what counts as a match.
        clusters: records of several lists that are the same party, for one result each; None leaves each alone.
    """

    def __init__(
        self,
        arrays: Arrays,
        entity: Callable[[str], Entity | None],
        policy: Policy,
        table: Weights | None = None,
        clusters: Clusters | None = None,
    ) -> None:
        self._arrays, self._entity, self.policy = arrays, entity, policy
        self._clusters = clusters
        self._weights = table or weights()
        self._vocabulary = Vocabulary.of(arrays)
        self._candidates = Candidates(arrays, self._vocabulary)
        aligner = Aligner(arrays, self._vocabulary, self._weights)
        self._matcher = NameMatcher(arrays, self._vocabulary, self._candidates, aligner, self._weights)
        self._facts = PartyFacts(arrays, clusters)
        self._teller = Teller(arrays, self._vocabulary, self._weights, self._facts)
        self._channel = self._candidates.channels[0]
        self._tracer = Tracer(self._candidates, arrays, self._facts)
        self._fact_weights = fact_weights()
        self._ranking = Ranking(arrays, self._facts, self._weights, self._fact_weights, policy, clusters)
        self._shown = lru_cache(maxsize=SHOWN_REMEMBERED)(self._caption_and_schema)
        self._covered: Function | None = None
        self._sift: Function | None = None
        self._tables: CoverageTables | None = None

    def hasten(
        self, nearest: Function, compare: Function, covered: Function, sift: Function, reach: Function
    ) -> None:  # fmt: skip
        """Compare names by compiled code (`code.ENTRIES`) from now on, with the same answers.

        Calls that are under way end as they began.
        """
        arrays, vocabulary = self._arrays, self._vocabulary
        candidates = Candidates(arrays, vocabulary, nearest=nearest, reach=reach)
        sparing = Sparing(arrays, self._weights, self._fact_weights, self._facts.all_records)
        aligner = CompiledAligner(arrays, vocabulary, self._weights, compare, sparing)
        self._matcher = NameMatcher(arrays, vocabulary, candidates, aligner, self._weights)
        self._covered, self._sift, self._channel = covered, sift, candidates.channels[0]

    def confirm(
        self, subject: Subject, documents: Iterable[int], *, limit: int, applied: Applied = NOTHING_APPLIED
    ) -> tuple[Result, ...]:
        """Matches among those who bear one of some listed names, best first: an `answer` without a search."""
        profiles = profiles_of(subject)
        facts = SubjectFacts.of(subject, profiles)
        matches = self._bearing(subject, profiles, documents)
        best, _ = self._ranking.ranked(facts, matches, limit, (-math.inf, self._ranking.review), applied)
        return self._reported(subject, best, applied, self._accounts(best))

    def every(
        self, subject: Subject, documents: Iterable[int], parties: NDArray[np.bool_] | None = None
    ) -> tuple[Result, ...]:
        """Every match among those who bear one of some listed names or to whom a number leads, best first.

        Unlike an `answer` it leaves none out because others are nearer, so that what it says of one party is a matter
        of that party alone.

        Args:
            parties: for each party (by its number) whether it counts; with all or none of a cluster. None: all.
        """
        profiles = profiles_of(subject)
        facts = SubjectFacts.of(subject, profiles)
        matches = self._bearing(subject, profiles, documents, parties_max=None)
        led = dict.fromkeys(f for p in self._facts.led_to(facts, most=None) for f in self._facts.records(p))
        for party in led:
            if parties is None or parties[party]:
                matches[party] = self._best_name(subject, profiles, party)
        if parties is not None:
            matches = {party: match for party, match in matches.items() if parties[party]}
        best, _ = self._ranking.ranked(facts, matches, len(matches), (-math.inf, self._ranking.review), NOTHING_APPLIED)
        return self._reported(subject, best, NOTHING_APPLIED, self._accounts(best))

    def _bearing(
        self,
        subject: Subject,
        profiles: list[NameProfile],
        documents: Iterable[int],
        *,
        parties_max: int | None = PARTIES_MAX,
    ) -> dict[int, NameMatch | None]:
        """The best pair of names of each party that bears one of some listed names."""
        chosen = np.array(sorted(set(documents)), dtype=np.int64)
        return dict(self._matcher.among(profiles, chosen, self._conflicts(subject), parties_max=parties_max))

    def coverage(self) -> Coverage:
        """Looks up the listed names that texts cover; a new one, since it remembers words and serves one thread."""
        if self._tables is None:
            self._tables = CoverageTables(self._arrays, self._vocabulary, self._candidates.channels)
        return Coverage(self._tables, lambda: self._channel, lambda: self._covered, lambda: self._sift)

    @property
    def aligner(self) -> Aligner:
        """Compares names, by compiled code where this screener does."""
        return self._matcher.aligner

    def comparer(self) -> Comparer:
        """Compares names with chosen listed ones, by compiled code where this screener does."""
        return Comparer(self._arrays, lambda: self._matcher.aligner, self._weights)

    def compared(
        self, subjects: Iterable[Subject], *, limit: int = 5, threshold: float | None = None
    ) -> list[Compared]:
        """The names of subjects compared with the lists: what takes most of the time, and less for many in one block.

        Args:
            limit: results at most.
            threshold: lowest score reported; None takes the policy's review threshold. The status follows the policy
                whatever is reported.
        """
        floor = self._ranking.review if threshold is None else bits_of(threshold)
        given, asked = [], []
        for subject in subjects:
            profiles = profiles_of(subject)
            facts = SubjectFacts.of(subject, profiles)
            least = self._least(facts, floor)
            given.append((facts, profiles))
            conflicts = self._conflicts(subject)
            # A number lifts any name, and so lets too many count: then only the best by name are looked at further.
            parties_max = max(PARTIES_MIN, 4 * limit) if facts.numbers else self._arrays.entities_count
            beside = None if facts.numbers else facts.beside(least, self._fact_weights)
            asked.append(Ask(tuple(profiles), conflicts, least, parties_max, beside))
        return [
            Compared(facts, profiles, matches, limit, ask.least, floor)
            for (facts, profiles), ask, matches in zip(given, asked, self._matcher.matches(asked), strict=True)
        ]

    def answer(
        self,
        subject: Subject,
        *,
        limit: int = 5,
        threshold: float | None = None,
        evidence: bool = True,
        applied: Applied = NOTHING_APPLIED,
    ) -> Answer:
        """Screen one subject; the arguments are those of `compared` and `answered`."""
        compared = self.compared([subject], limit=limit, threshold=threshold)
        return self.answered(compared, [applied], evidence=evidence)[0]

    def answered(
        self, compared: Sequence[Compared], applied: Sequence[Applied], *, evidence: bool = True
    ) -> list[Answer]:
        """The answers for subjects whose names are compared.

        Args:
            applied: the exemptions that hold for each subject.
            evidence: whether each result carries its evidence.
        """
        ranked = []
        for one, holding in zip(compared, applied, strict=True):
            matches: dict[int, NameMatch | None] = {**one.matches}
            self._by_facts(one.facts.subject, one.facts, one.profiles, matches)
            ranked.append(self._ranking.ranked(one.facts, matches, one.limit, (one.least, one.floor), holding))
        accounts = self._accounts(scored for best, _ in ranked for scored in best) if evidence else None
        return [
            self._answer(one, self._reported(one.facts.subject, best, holding, accounts), status, holding)
            for one, (best, status), holding in zip(compared, ranked, applied, strict=True)
        ]

    def _accounts(self, scored: Iterable[Scored]) -> Accounts:
        return self._matcher.accounts(match for _, _, _, match, _ in scored if match is not None)

    def _reported(
        self, subject: Subject, best: Iterable[Scored], applied: Applied, accounts: Accounts | None
    ) -> tuple[Result, ...]:
        return tuple([self._result(subject, one, applied, accounts) for one in best])

    @staticmethod
    def _answer(compared: Compared, reported: tuple[Result, ...], status: Status, applied: Applied) -> Answer:
        subject, profiles = compared.facts.subject, compared.profiles
        if not profiles and not compared.facts.numbers:
            return Answer(
                query_id=subject.query_id,
                status="not_screened",
                reason="the name holds no letter or digit that can be compared, and there is no identifier",
            )
        notes = applied.lapsed
        if exempted := sum(bool(result.exemption) for result in reported):
            notes += (f"{exempted} of the results {'is' if exempted == 1 else 'are'} covered by an exemption",)
        cut = any(p.cut for p in profiles)
        if cut and status == "clear":
            return Answer(
                query_id=subject.query_id,
                status="not_screened",
                results=reported,
                reason="the name is longer than can be compared; only its beginning was",
                notes=notes,
            )
        if cut:
            notes += ("the name is longer than can be compared; only its beginning was",)
        return Answer(query_id=subject.query_id, status=status, results=reported, notes=notes)

    def explain(self, subject: Subject, entity_id: str) -> Explained | None:
        """The subject against one party, fetched or not; None when the index does not hold the party."""
        number = self._facts.number_of(entity_id)
        if number is None:
            return None
        profiles = profiles_of(subject)
        given = SubjectFacts.of(subject, profiles)
        match = self._best_name(subject, profiles, number)
        facts = self._ranking.evidence(given, number, match)
        pieces = self._teller.pieces(subject, number, match, facts, self._matcher.accounts([match] if match else []))
        bits = sum(p.bits for p in pieces)
        status, note = by_class(self._shown(entity_id)[2], *self._ranking.status(bits, number, match, facts))
        lost = self._lost_before_scoring(given, profiles, number)
        if not lost and status == "clear":
            lost = below(bits, self._ranking.review)
        return Explained(bits, pieces, status, note, lost)

    def ids_like(self, entity_id: str) -> tuple[str, ...]:
        """Ids of listed parties that are written like this one, or are it with the list's prefix; nearest first."""
        return self._facts.ids_like(entity_id)

    def _lost_before_scoring(self, given: SubjectFacts, profiles: list[NameProfile], number: int) -> str:
        """At which step a search would not come to compare the party in full; empty when it would."""
        if number in self._facts.led_to(given):
            return ""
        if lost := self._tracer.lost(profiles, number):
            return lost
        ask = Ask(tuple(profiles), self._conflicts(given.subject), -math.inf, PARTIES_MIN)
        (found,) = self._matcher.matches([ask])
        return "" if number in found else outranked(len(found))

    def ways(self, subject: Subject, entity_id: str) -> tuple[str, ...]:
        """What led to the party by its names, in words: keys of the subject's names that it shares, near ones too."""
        number = self._facts.number_of(entity_id)
        return () if number is None else self._tracer.ways(profiles_of(subject), number)

    def _conflicts(self, subject: Subject) -> NDArray[np.bool_]:
        return self._facts.conflicts(subject.schema)

    def _least(self, facts: SubjectFacts, floor: float) -> float:
        """Bits of a name below which no fact of the subject brings a party to the least bits that count.

        A number that agrees lifts any name, so that with one nothing is too little.
        """
        if facts.numbers:
            return -math.inf
        return min(floor, self._ranking.review) - facts.gain_max(self._fact_weights) - self._weights.prior

    def _by_facts(
        self,
        subject: Subject,
        facts: SubjectFacts,
        profiles: list[NameProfile],
        matches: dict[int, NameMatch | None],
    ) -> None:
        """Add the parties to which numbers and the like lead, whatever their names.

        All of their names are compared, also where a name has fetched one of them: another may be nearer.
        """
        if facts.more:
            for party in self._facts.led_to(facts):
                matches[party] = self._best_name(subject, profiles, party)

    def _best_name(self, subject: Subject, profiles: list[NameProfile], party: int) -> NameMatch | None:
        """The best compared name of one party, whether or not the candidates lead there."""
        return self._matcher.match(profiles, self._facts.documents_of(party), self._conflicts(subject), party)

    def _result(self, subject: Subject, scored: Scored, applied: Applied, aligned: Accounts | None) -> Result:
        bits, entity_id, party, match, facts = scored
        caption, schema, listing = self._shown(entity_id)
        score = probability(bits)
        status, note = by_class(listing, *self._ranking.status(bits, party, match, facts))
        return Result(
            id=entity_id,
            caption=caption,
            schema=schema,
            score=score,
            bits=bits,
            match=score >= self.policy.review,
            referents=() if self._clusters is None else self._clusters.others(party, entity_id),
            evidence=() if aligned is None else self._teller.pieces(subject, party, match, facts, aligned),
            status=status,
            note=note,
            exemption=applied.exempt.get(entity_id, ""),
        )

    def _caption_and_schema(self, entity_id: str) -> tuple[str, str, str]:
        """What is shown of a party, and its class where that is one of those off by default."""
        entity = self._entity(entity_id)
        return (entity.caption, entity.schema, entity.off_by_default()) if entity else (entity_id, "", "")
