"""What leads a search by name to one party, or loses it: for whoever asks why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ostrakon.index.arrays import Arrays
from ostrakon.index.candidates import Candidates
from ostrakon.index.tracing import Trace, trace
from ostrakon.profile.name import NameProfile
from ostrakon.screening.facts import PartyFacts


@dataclass(frozen=True, slots=True)
class Tracer:
    """Follows names through the search for candidates; holds no state."""

    candidates: Candidates
    arrays: Arrays
    facts: PartyFacts

    def ways(self, profiles: Sequence[NameProfile], party: int) -> tuple[str, ...]:
        """What led to the party, in words: keys of the names that it shares, near ones too."""
        traces = self._traces(profiles, party)
        return tuple(dict.fromkeys(str(way) for found in traces if found.fetched for way in found.ways))

    def lost(self, profiles: Sequence[NameProfile], party: int) -> str:
        """The step that loses the party among the candidates of all names; empty when one of them fetches it."""
        traces = self._traces(profiles, party)
        if not traces:
            return "candidates: the name holds nothing that can be compared"
        if any(found.fetched for found in traces):
            return ""
        return min(traces, key=lambda found: found.rank or found.sharing + 1).lost

    def _traces(self, profiles: Sequence[NameProfile], party: int) -> list[Trace]:
        documents = self.facts.documents_of(party)
        return [trace(self.candidates, self.arrays, profile, documents) for profile in profiles]
