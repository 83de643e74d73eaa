"""The policy in force, its history, proposals with what they change, and the second person's decision."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response

from ostrakon.app import policies as steps
from ostrakon.app import policy_trials
from ostrakon.app.settings import policy_named_source
from ostrakon.database import policies as stored
from ostrakon.database import records, trials
from ostrakon.database.records import moment
from ostrakon.errors import InputError, UsageError
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.screening.policy import policy_of
from ostrakon.server.console.pages import render, seen_other
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.described import Number
from ostrakon.server.errors import Refused
from ostrakon.server.v1.policies import begin

router = APIRouter(route_class=ConsoleRoute)
WORDS = {
    "review": "probability from which a person must look",
    "hit": "probability from which it counts as a hit",
    "weak_needs_second": "a weak alias alone is no hit",
    "thin_needs_second": "a name of few letters alone is no hit",
    "thin_letters_max": "letters up to which a name is such a short one",
    "age_days_max": "age of the lists in days from which nothing is answered; 0: no limit",
    "two_reviewers": "an exemption needs two persons",
    "regions_review": "an address in an embargoed region goes to a person",
}
CONTEXT_LINES = 2
"""Unchanged lines shown around changed ones."""
DIFF_LINES_MAX = 400


@router.get("/policy", **page("policy.read"))
def policy(request: Request, visit: Visiting) -> Response:
    """What is in force, in words, with the thresholds in bits; what waits for a decision; and what was before."""
    engine = visit.context.engines.current
    rules = asdict(engine.policy)
    with visit.context.database.read() as transaction:
        met = records.records(transaction, kind="policy", newest=True, limit=50)
        kept = stored.policies(transaction)
        now = steps.in_force(transaction)
    return render(
        request,
        "policy.html.j2",
        policy=engine.policy,
        rules=[(name, rules[name], words) for name, words in WORDS.items()],
        payments=list(rules["payments"].items()),
        thresholds=policy_thresholds(engine.policy),
        met=[(one, one.facts["policy"]) for one in met],
        kept=kept,
        now=now,
        may_write=visit.principal.may("policy.write"),
    )


@router.get("/policy/propose", **page("policy.write"))
def proposing(request: Request, visit: Visiting) -> Response:
    """The form, filled with the policy in force or, with `from`, another version."""
    given = request.query_params.get("from", "")
    with visit.context.database.read() as transaction:
        number = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else 0
        found = stored.policy(transaction, number)
        source = found.source if found else steps.in_force(transaction).source
    return _form(request, source=source, reason="", problem="")


@router.post("/policy/propose", **page("policy.write"))
def proposed(request: Request, visit: Visiting) -> Response:
    """Keep a proposal, and show what it changes."""
    source, reason = visit.text("source", steps.SOURCE_MAX), visit.text("reason")
    try:
        with visit.context.database.write() as transaction:
            kept = steps.propose(transaction, source + "\n", reason=reason, by=visit.principal.id)
    except (InputError, UsageError) as bad:
        return _form(request, source=source, reason=reason, problem=f"{bad.what}. {bad.remedy}".rstrip(". "))
    return seen_other(f"/policy/{kept.id}")


@router.get("/policy/{number}", **page("policy.read"))
def version(request: Request, number: Number, visit: Visiting) -> Response:
    """One version beside the one in force, or, once decided, beside the one that it followed."""
    return _version(request, visit, number)


@router.post("/policy/{number}/what-if", **page("policy.write"))
def what_if(request: Request, number: Number, visit: Visiting) -> Response:
    """Begin to replay past screenings under a proposal, beside the service."""
    most = visit.number("most")
    if not 1 <= most <= policy_trials.MOST_MAX:
        raise Refused(422, f"most is not between 1 and {policy_trials.MOST_MAX:,}")
    try:
        begin(visit.context, number, most=most, since=visit.text("since", 10), by=visit.principal.id)
    except UsageError as bad:
        return _version(request, visit, number, problem=str(bad))
    return seen_other(f"/policy/{number}")


@router.post("/policy/{number}/decision", **page("policy.write"))
def decided(request: Request, number: Number, visit: Visiting) -> Response:
    """Put a proposal in force as the second person, or reject it."""
    what, words, me = visit.text("what", 20), visit.text("words"), visit.principal.id
    if what not in ("approve", "reject"):
        raise Refused(422, f"{what!r} is no decision on a policy")
    try:
        with visit.context.database.write() as transaction:
            if what == "approve":
                steps.approve(transaction, number, by=me, words=words, trial=visit.number("trial"))
            else:
                steps.reject(transaction, number, by=me, words=words)
    except UsageError as bad:
        status = 409 if isinstance(bad, steps.PolicyConflict) else 422
        return _version(request, visit, number, problem=str(bad), status=status)
    visit.context.engines.refresh()
    return seen_other(f"/policy/{number}")


def _version(request: Request, visit: Visit, number: int, *, problem: str = "", status: int = 422) -> Response:
    with visit.context.database.read() as transaction:
        found = stored.policy(transaction, number)
        if found is None:
            raise Refused(404, f"there is no policy {number}", remedy="The page of the policy lists its versions")
        now = steps.in_force(transaction)
        before = stored.policy(transaction, found.base) if found.state != "proposed" else None
        tried = trials.trials(transaction, number)
    old = before.source if before else now.source if found.state == "proposed" else policy_named_source()
    old_policy = before.policy if before else policy_of(old, "the policy before")
    may_see = visit.principal.may("cases.read")
    done = next((one for one in tried if one.state == "done"), None)
    return render(
        request,
        "policy_version.html.j2",
        status=status if problem else 200,
        problem=problem,
        found=found,
        now=now,
        old_version=old_policy.version,
        changes=steps.changes(old_policy, found.policy),
        words=WORDS,
        lines=_lines(old, found.source),
        trials=tried if may_see else [],
        may_see=may_see,
        done=done if may_see else None,
        running=next((one for one in tried if one.state == "running" and not one.stalled(moment())), None),
        may_write=visit.principal.may("policy.write"),
        own=found.proposed_by == visit.principal.id,
        most=policy_trials.MOST,
    )


def _lines(old: str, new: str) -> list[tuple[str, str]]:
    """The text of two versions line by line: `same`, `old`, `new`, or `gap` where unchanged lines are left out."""
    found: list[tuple[str, str]] = []
    for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=CONTEXT_LINES, lineterm=""):
        if line.startswith(("---", "+++")):
            continue
        kind = {"-": "old", "+": "new", "@": "gap"}.get(line[0], "same")
        found.append((kind, "" if kind == "gap" else line[1:]))
    return found[:DIFF_LINES_MAX]


def _form(request: Request, *, source: str, reason: str, problem: str) -> Response:
    values: dict[str, Any] = {"source": source, "reason": reason, "problem": problem}
    return render(request, "policy_propose.html.j2", status=422 if problem else 200, **values)
