"""The evidence of one pair in full, piece by piece; the bits of the pieces add up to those of the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ostrakon.index.arrays import Arrays
from ostrakon.index.vocabulary import Vocabulary
from ostrakon.match.evidence import Evidence
from ostrakon.match.names import name_evidence
from ostrakon.match.weights import Weights
from ostrakon.screening.facts import PartyFacts
from ostrakon.screening.matching import Accounts, NameMatch
from ostrakon.screening.subject import Subject


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what speaks for and against; holds no state."""

    arrays: Arrays
    vocabulary: Vocabulary
    weights: Weights
    facts: PartyFacts

    def pieces(
        self, subject: Subject, party: int, match: NameMatch | None, facts: Sequence[Evidence], aligned: Accounts
    ) -> tuple[Evidence, ...]:
        """Prior, name, what the pair of names says besides, then the facts beside it; nothing of no weight.

        Args:
            party: number of the listed party.
            match: its best compared name; None where none was compared.
            facts: evidence of the facts beside the name.
            aligned: comparisons of names in full, that of `match` among them.
        """
        table = self.weights
        pieces = [Evidence(feature="prior", bits=table.prior, note="chance that two parties compared are the same")]
        if match is not None:
            pieces += name_evidence(match.profile, *aligned[match.profile, match.document], self.vocabulary)
            if match.lone:
                note = "one rare word is given, and the listed person bears it"
                pieces.append(Evidence(feature="name_lone", bits=match.lone, query=match.profile.text, note=note))
            if self.arrays.name_weak[match.name]:
                pieces.append(Evidence(feature="alias", bits=table.weak, note="the listed name is a weak alias"))
            if self.facts.conflicts(subject.schema)[self.arrays.ent_schema[party]]:
                listed = self.facts.schema_of(party)
                note = "parties of different kinds"
                pieces.append(
                    Evidence(feature="schema", bits=table.schema_other, query=subject.schema, listed=listed, note=note)
                )
        pieces += facts
        return tuple(p for p in pieces if p.bits)
