"""What a screening answers, and its JSON form (the contract of `screen --input`)."""

from __future__ import annotations

from typing import Literal

import msgspec

from ostrakon.match.evidence import Evidence

__all__ = ["STATUS_RANK", "Answer", "Evidence", "Finding", "Result", "Status"]

Status = Literal["clear", "review", "hit", "not_screened"]
STATUS_RANK: dict[Status, int] = {"clear": 0, "review": 1, "hit": 2, "not_screened": 3}
"""Worst last: what was not screened blocks like a hit."""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """One listed party (with all of its records on several lists) that may be the subject.

    Attributes:
        id: entity id; `referents` are the ids of the same party on other lists.
        caption, schema: of the listed party.
        score: calibrated probability that the two are the same, strictly increasing in `bits`, below 1.
        bits: log2 odds; the exact sort key.
        match: true from the policy's review threshold on.
        evidence: why, adding up to `bits`; empty when evidence was switched off.
        status: `hit`, `review`, or `clear` below the review threshold: what this result alone would lead to.
        note: why a result of this score is no hit, where a rule of the policy says so.
        exemption: the reviewed exemption under which the answer does not count this result; else empty.
    """

    id: str
    caption: str
    schema: str
    score: float
    bits: float
    match: bool
    referents: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    status: Status = "review"
    note: str = ""
    exemption: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a subject beside what the lists say of it: who stands behind it, or is tied to it.

    Attributes:
        kind: `ownership` (what a regime makes of who owns or controls it), or `link` (a tie that a list states; never a
            share).
        regime: `ofac`, `eu`, `uk`, `ch`.
        verdict: `blocked`, `undetermined`, or `clear` with something to weigh.
        party, name: of the graph, or the id and name of the listed party.
        matched: how the subject was found there: `id`, `identifier` or `name`, the last a name-alike.
        because: the rule, with its citation.
        share: least and largest percentage of the listed side.
        paths: chains from listed parties, in words.
        listed: how the listed parties of these chains were found to be listed.
        would_decide: what is not known, and would decide.
        notes: cautions and red flags.
        settled: false where the law is open.
    """

    kind: str
    regime: str
    verdict: str
    party: str
    name: str
    matched: str
    because: str
    share: tuple[float, float] = (0.0, 0.0)
    paths: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    would_decide: str = ""
    notes: tuple[str, ...] = ()
    settled: bool = True


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one subject.

    Attributes:
        query_id: the user's key.
        status: the worst status of its results, those left out that an exemption covers; `not_screened`
            when no answer can be given, with the `reason`.
        results: by falling bits, ties by id.
        notes: limits that were reached and the like; never empty in silence.
        findings: who stands behind the subject, where a graph of ownership was given; they count for the status.
    """

    query_id: str
    status: Status
    results: tuple[Result, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
