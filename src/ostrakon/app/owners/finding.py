"""What stands behind a customer: the customer is looked for among the parties of a graph, and gets their findings.

An id or an identifier in common makes the two one party. A name alone does not: it is a name-alike, and its findings
are for a person to look at, however grave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ostrakon.app.owners.relations import Tie, folded
from ostrakon.model.subject import Subject
from ostrakon.ownership.regimes import regime_on
from ostrakon.reports.counting import counted
from ostrakon.screening.result import STATUS_RANK, Answer, Finding, Status

FINDINGS_MAX = 20
"""Findings of one customer that are shown, the gravest first; the rest are counted."""
_RANK = {"blocked": 0, "undetermined": 1, "clear": 2}


class Owners(msgspec.Struct, kw_only=True):
    """All findings of a graph, under the lists and the policy of one moment.

    Attributes:
        sha256: of the graph's file.
        snapshot, policy: by which its parties were screened.
        day: ISO day of facts and law.
        names: party → its names, folded.
        by_name, by_identifier: folded name, or `type:value`, → parties.
        findings: party → what is known of it; a party without any has none.
        ties: folded name → listed parties that name it.
        problems: of the file.
        stale: why the findings may be behind the lists; empty where they are not.
    """

    sha256: str
    snapshot: int
    policy: str
    day: str
    names: dict[str, tuple[str, ...]] = {}
    by_name: dict[str, tuple[str, ...]] = {}
    by_identifier: dict[str, tuple[str, ...]] = {}
    findings: dict[str, tuple[Finding, ...]] = {}
    ties: dict[str, tuple[Tie, ...]] = {}
    problems: tuple[str, ...] = ()
    stale: str = ""

    def found(self, subject: Subject) -> Iterator[tuple[str, str]]:
        """The parties that a subject may be, each with how it was found."""
        names = {folded(name) for name in (subject.name, *subject.aliases)} - {""}
        met: set[str] = set()
        if names & set(self.names.get(subject.query_id, ())):  # a line number that is a party's id by chance is none
            met.add(subject.query_id)
            yield subject.query_id, "id"
        for one in subject.identifiers:
            for party in self.by_identifier.get(identifier_key(one.type, one.value), ()):
                if party not in met:
                    met.add(party)
                    yield party, "identifier"
        for name in sorted(names):
            for party in self.by_name.get(name, ()):
                if party not in met:
                    met.add(party)
                    yield party, "name"


def identifier_key(type_: str, value: str) -> str:
    """An identifier as it is looked up: letters and digits only."""
    return f"{type_}:{''.join(char for char in value.upper() if char.isalnum())}"


def joined(answer: Answer, subject: Subject, owners: Owners) -> Answer:
    """The answer with what stands behind the subject; its status is no better than that of the gravest finding."""
    if answer.status == "not_screened":
        return answer
    shown = {result.id for result in answer.results} | {ref for one in answer.results for ref in one.referents}
    found = [*_of_graph(subject, owners), *_of_lists(subject, owners, shown)]
    notes = answer.notes
    if owners.stale:
        notes = (*notes, owners.stale)
    if not found:
        return msgspec.structs.replace(answer, notes=notes)
    found.sort(key=lambda one: (one.matched == "name", _RANK[one.verdict], one.regime, one.party))
    if len(found) > FINDINGS_MAX:
        notes = (*notes, f"not shown: {counted(len(found) - FINDINGS_MAX, 'more finding')} of ownership")
    status = max(answer.status, *(status_of(one) for one in found), key=STATUS_RANK.__getitem__)
    return msgspec.structs.replace(answer, status=status, notes=notes, findings=tuple(found[:FINDINGS_MAX]))


def status_of(finding: Finding) -> Status:
    """What a finding alone leads to: a hit where the customer surely is a blocked party, else a person must look."""
    return "hit" if finding.verdict == "blocked" and finding.matched != "name" else "review"


def _of_graph(subject: Subject, owners: Owners) -> Iterator[Finding]:
    for party, how in owners.found(subject):
        for one in owners.findings.get(party, ()):
            yield msgspec.structs.replace(one, matched=how)


def _of_lists(subject: Subject, owners: Owners, shown: Iterable[str]) -> Iterator[Finding]:
    """Listed parties that name the subject in their relations and that the answer does not show anyway."""
    seen = set(shown)
    for name in sorted({folded(one) for one in (subject.name, *subject.aliases)} - {""}):
        for tie in owners.ties.get(name, ()):
            if tie.party not in seen:
                seen.add(tie.party)
                for regime in tie.regimes:
                    yield _tie_finding(tie, regime, owners.day)


def _tie_finding(tie: Tie, regime: str, day: str) -> Finding:
    right = "acts_for" if tie.kind == "acting_for" else "director" if tie.kind in ("director_of", "leader_of") else ""
    says = regime_on(regime, day).by_right.get(right, "a link that the list states, never a share: it blocks nothing")
    return Finding(
        kind="link",
        regime=regime,
        verdict="clear",
        party=tie.party,
        name=tie.caption,
        matched="name",
        because=says,
        paths=(f"{tie.caption} ({tie.party}) is listed with: {tie.text}",),
    )
