"""An engine that answers by simple rules, for tests of what stands around the real one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from ostrakon.model.subject import Subject
from ostrakon.screening.exemptions import Exemptions
from ostrakon.screening.policy import Policy, shipped_policy
from ostrakon.screening.result import Answer, Evidence, Result


class RuleEngine:
    """A name with "Kim" is a hit, one with "Li" a review, everything else clear; counts what it was asked."""

    def __init__(self, *, snapshot: int = 3, policy: str = "test-1") -> None:
        self.snapshot_number = snapshot
        self.policy: Policy = dataclasses.replace(shipped_policy(), version=policy)
        self.stale = ""
        self.exemptions = Exemptions()
        self.asked = 0
        self.stop_after: int | None = None

    def answers(
        self,
        subjects: Iterable[Subject],
        *,
        limit: int = 5,
        threshold: float | None = None,
        evidence: bool = True,
    ) -> Iterator[Answer]:
        for subject in subjects:
            if self.stop_after is not None and self.asked >= self.stop_after:
                raise KeyboardInterrupt
            self.asked += 1
            yield self.answer(subject, evidence=evidence)

    def answer(self, subject: Subject, *, evidence: bool = True) -> Answer:
        bits = 9.25 if "Kim" in subject.name else 1.5 if "Li" in subject.name else None
        if bits is None:
            return Answer(query_id=subject.query_id, status="clear")
        return Answer(
            query_id=subject.query_id,
            status="hit" if bits > 5 else "review",
            results=(sample_result(subject.name, bits, evidence=evidence),),
        )


def sample_result(name: str, bits: float, *, evidence: bool = True) -> Result:
    """A result whose evidence adds up."""
    return Result(
        id="ofac-20157",
        caption='KIM, "Jong" Un',
        schema="Person",
        score=1 / (1 + 2**-bits),
        bits=bits,
        match=True,
        referents=("un-KPi.033", "eu-EU.1"),
        evidence=(
            Evidence(feature="prior", bits=-12.0, note="how rare a match is"),
            Evidence(feature="name", bits=bits + 14.0, query=name, listed="KIM Jong Un", note="all tokens agree"),
            Evidence(feature="birth_date", bits=-2.0, query="1983", listed="1984-01-08", note="year differs by one"),
        )
        if evidence
        else (),
    )
