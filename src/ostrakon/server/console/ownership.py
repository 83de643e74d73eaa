"""The view of ownership: a graph pasted or uploaded, verdicts by regime with their rules, a picture and a tree."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from markupsafe import Markup
from starlette.datastructures import UploadFile

from ostrakon.app.owning_by_regime import Owned, around, owned_under, record_object, status_of
from ostrakon.app.owning_screened import screened_graph
from ostrakon.app.recording import Recorder
from ostrakon.errors import InputError, UsageError
from ostrakon.ownership import REGIMES
from ostrakon.ownership.regimes import regime_on
from ostrakon.reports.ownership_svg import ownership_svg
from ostrakon.reports.ownership_tree import tree_lines
from ostrakon.server.console.pages import render
from ostrakon.server.console.routing import ConsoleRoute
from ostrakon.server.console.visits import Visit, Visiting, page
from ostrakon.server.errors import Refused

router = APIRouter(route_class=ConsoleRoute)
PASTED_MAX = 2_000_000
"""Characters of a pasted graph."""
KEPT_MAX = 20_000
"""Characters of a graph up to which the page holds it, to be asked again under another regime."""
ROWS_MAX = 50
PROOFS_MAX = 8
EXAMPLE = """{"as_of": "2026-11-27",
 "entities": [{"id": "L1", "name": "Listed Shipping", "listed": ["ofac", "eu"]},
              {"id": "L2", "name": "Listed Mining", "listed": ["ofac"]},
              {"id": "H", "name": "Demo Holding"}, {"id": "A", "name": "Demo Trading"}],
 "interests": [{"owner": "L1", "owned": "H", "share": 30, "kind": "ownership"},
               {"owner": "L2", "owned": "H", "share": 25, "kind": "ownership"},
               {"owner": "H", "owned": "A", "share": [45, 60], "kind": "ownership"}]}"""


@router.get("/ownership", **page("screen"))
def ownership(request: Request) -> Response:
    """The form."""
    return _form(request, text="", problem="")


@router.post("/ownership", **page("screen"))
async def resolved(request: Request, visit: Visiting) -> Response:
    """Say who is blocked through whom, and record it."""
    file = visit.form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        content, name = await file.read(), file.filename
    else:
        text = visit.text("text", PASTED_MAX)
        if not text:
            return _form(request, text="", problem="Paste a graph, or choose a file")
        content, name = text.encode("utf-8", "replace"), "pasted"
    return await run_in_threadpool(_answered, request, visit, content, name)


def _answered(request: Request, visit: Visit, content: bytes, name: str) -> Response:
    regime = visit.text("regime", 10) or REGIMES[0]
    if regime not in REGIMES:
        raise Refused(422, f"{regime!r} is no regime", remedy=f"Known are {', '.join(REGIMES)}")
    subject, as_of = visit.text("subject", 300), visit.text("as_of", 10)
    text = content.decode("utf-8", "replace")
    try:
        owned = owned_under(
            content,
            name,
            regimes=(),
            subjects=(subject,) if subject else (),
            as_of=as_of,
            mark=lambda graph: screened_graph(visit.context.engines.current, visit.context.store, graph),
        )
    except (InputError, UsageError) as bad:
        return _form(request, text=text, problem=str(bad), subject=subject, as_of=as_of)
    engine = visit.context.engines.current
    recorder = Recorder(visit.context.database, visit.principal.id)
    facts = {"graph_sha256": owned.sha256}
    [number] = recorder.documents("ownership", [record_object(owned)], engine, facts)
    return render(
        request,
        "owned.html.j2",
        owned=owned,
        regime=regime,
        titles={one: regime_on(one, owned.as_of).title for one in REGIMES},
        rows=_rows(owned)[:ROWS_MAX],
        left=max(0, len(_rows(owned)) - ROWS_MAX),
        verdicts=[one for one in owned.verdicts(regime) if owned.subjects or one[0] != "clear" or one[1].notes][
            :PROOFS_MAX
        ],
        status_of=status_of,
        trees=_trees(owned, regime),
        picture=Markup(ownership_svg(around(owned, regime), owned.answers[regime])),
        text=text if len(text) <= KEPT_MAX else "",
        subject=subject,
        as_of=as_of,
        file=name,
        record=number,
    )


def _rows(owned: Owned) -> list[tuple[str, dict[str, tuple[str, str]]]]:
    """Each entity with word and status under every regime, those first that are not clear everywhere."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for regime in owned.answers:
        for word, verdict in owned.verdicts(regime):
            found.setdefault(verdict.id, {})[regime] = (word, status_of(word, verdict))
    return sorted(found.items(), key=lambda row: all(status == "clear" for _, status in row[1].values()))


def _trees(owned: Owned, regime: str) -> list[str]:
    """Who stands behind each entity asked about; of a whole graph, behind those that own nothing themselves."""
    answer = owned.answers[regime]
    owners = {one.owner for one in owned.graph.interests if one.counts_on(answer.as_of)}
    held = {one.owned for one in owned.graph.interests if one.counts_on(answer.as_of)}
    ends = [one for one in owned.graph.parties if one in held and one not in owners] or list(owned.graph.parties)
    return [
        "\n".join(
            f"{line.branch}{line.stake + '  ' if line.stake else ''}{line.name}  [{line.word}]"
            + (" (as above)" if line.again else "")
            for line in tree_lines(owned.graph, answer, entity)
        )
        for entity in (owned.subjects or ends)[:PROOFS_MAX]
    ]


def _form(request: Request, *, text: str, problem: str, subject: str = "", as_of: str = "") -> Response:
    return render(
        request,
        "ownership.html.j2",
        status=422 if problem else 200,
        text=text if len(text) <= KEPT_MAX else "",
        problem=problem,
        subject=subject,
        as_of=as_of,
        example=EXAMPLE,
        titles={one: regime_on(one, "2026-11-27").title for one in REGIMES},
        regime=REGIMES[0],
    )
