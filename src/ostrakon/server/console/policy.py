"""The policy in force and those before it, as the ledger met them."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from ostrakon.database import records
from ostrakon.reports.waterfall_svg import policy_thresholds
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visiting, page

router = APIRouter(route_class=ConsoleRoute)
WORDS = {
    "review": "probability from which a person must look",
    "hit": "probability from which it counts as a hit",
    "weak_needs_second": "a weak alias alone is no hit",
    "thin_needs_second": "a name of few letters alone is no hit",
    "thin_letters_max": "letters up to which a name is such a short one",
    "age_days_max": "age of the lists in days from which nothing is answered; 0: no limit",
    "two_reviewers": "an exemption needs two persons",
}


@router.get("/policy", **page("policy.read"))
def policy(request: Request, visit: Visiting) -> Response:
    """What is in force, in words, with the thresholds in bits; and what was before."""
    engine = visit.context.engines.current
    rules = asdict(engine.policy)
    with visit.context.database.read() as transaction:
        past = records.records(transaction, kind="policy", newest=True, limit=50)
    return render(
        request,
        "policy.html.j2",
        policy=engine.policy,
        rules=[(name, rules[name], WORDS[name]) for name in WORDS],
        payments=list(rules["payments"].items()),
        thresholds=policy_thresholds(engine.policy),
        past=[(one, one.facts["policy"]) for one in past],
    )
