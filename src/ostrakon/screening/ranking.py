"""From compared names to what is reported: the facts beside the names, the best first, one a party, and the status."""

from __future__ import annotations

from ostrakon.clusters import Clusters
from ostrakon.index.arrays import Arrays
from ostrakon.match.evidence import Evidence
from ostrakon.match.fact_weights import FactWeights
from ostrakon.match.judging import acronym_documents
from ostrakon.match.weights import Weights
from ostrakon.names.kinds import name_class
from ostrakon.screening.exemptions import Applied
from ostrakon.screening.facts import PartyFacts, SubjectFacts, fact_evidence
from ostrakon.screening.matching import NameMatch
from ostrakon.screening.policy import Policy
from ostrakon.screening.result import STATUS_RANK, Status
from ostrakon.screening.score import bits_of
from ostrakon.screening.thin import thin_reason

Scored = tuple[float, str, int, NameMatch | None, list[Evidence]]
"""Bits, entity id, party number, best compared name, evidence of the facts beside it."""


class Ranking:
    """Ranks parties under one policy; holds no state between calls.

    Args:
        clusters: records of several lists that are the same party, for one result each; None leaves each alone.
    """

    def __init__(
        self,
        arrays: Arrays,
        facts: PartyFacts,
        weights: Weights,
        fact_weights: FactWeights,
        policy: Policy,
        clusters: Clusters | None,
    ) -> None:
        self._arrays, self._facts, self._clusters = arrays, facts, clusters
        self._weights, self._fact_weights, self._policy = weights, fact_weights, policy
        self._hit = bits_of(policy.hit)
        self.review = bits_of(policy.review)
        """Bits from which a party is for review."""

    def ranked(
        self,
        given: SubjectFacts,
        matches: dict[int, NameMatch | None],
        limit: int,
        bounds: tuple[float, float],
        applied: Applied,
    ) -> tuple[list[Scored], Status]:
        """The parties to report, best first, and the status over all matches, reported or not.

        Args:
            bounds: bits of a name below which nothing counts, bits from which a result is reported.
        """
        least, floor = bounds
        scored: list[Scored] = []
        for party, match in matches.items():
            if match is not None and match.bits < least:
                continue
            facts = self.evidence(given, party, match)
            bits = self._weights.prior + (match.bits if match else 0.0) + sum(f.bits for f in facts)
            scored.append((bits, self._arrays.entity_id(party), party, match, facts))
        scored.sort(key=lambda s: (-s[0], s[1]))
        status: Status = "clear"
        for bits, entity_id, party, match, facts in scored:
            if bits < self.review or status == "hit":
                break
            if entity_id not in applied.exempt:
                status = max(status, self.status(bits, party, match, facts)[0], key=STATUS_RANK.__getitem__)
        return self._one_a_party([s for s in scored if s[0] >= floor])[:limit], status

    def evidence(self, given: SubjectFacts, party: int, match: NameMatch | None) -> list[Evidence]:
        """What the facts beside the name say of a party."""
        if not given.any:
            return []
        name_bits = match.bits if match else 0.0
        if match is not None and self._facts.conflicts(given.subject.schema)[self._arrays.ent_schema[party]]:
            name_bits -= self._weights.schema_other
        return fact_evidence(given, party, self._facts, self._fact_weights, name_bits)

    def status(self, bits: float, party: int, match: NameMatch | None, facts: list[Evidence]) -> tuple[Status, str]:
        """What a result leads to, and why it is no hit although its score is high enough."""
        if bits < self.review:
            return "clear", ""
        if bits < self._hit:
            return "review", ""
        if match is None or any(f.bits > 0 for f in facts):
            return "hit", ""
        reason = thin_reason(
            match.profile,
            name_class(self._facts.schema_of(party)),
            self._policy,
            weak=bool(self._arrays.name_weak[match.name]),
            acronym=bool((acronym_documents(match.profile, self._arrays) == match.document).any()),
        )
        return ("review", f"{reason}, and no second feature agrees") if reason else ("hit", "")

    def _one_a_party(self, scored: list[Scored]) -> list[Scored]:
        """The best record of each party, in the order given; of equally good ones that which stands for the party."""
        if self._clusters is None or len(scored) < 2:
            return scored
        best: dict[int, tuple[float, int, Scored]] = {}
        for one in scored:
            cluster, place = self._clusters.place(one[2])
            if cluster not in best or (-one[0], place) < best[cluster][:2]:
                best[cluster] = (-one[0], place, one)
        return sorted((one for _, _, one in best.values()), key=lambda one: (-one[0], one[1]))
