"""A picture of who owns whom: owners on the left, listed parties with a double border, deciding stakes thick.

Colours are attributes, for a picture on its own; a page that holds it may give the classes `n`, `e` others.
"""

from __future__ import annotations

from html import escape

from ostrakon.ownership import Answer, Graph, Interest
from ostrakon.reports.ownership_tree import stake_words
from ostrakon.reports.waterfall_svg import xml_text

BOX_WIDTH, BOX_HEIGHT, GAP_X, GAP_Y, MARGIN = 170, 40, 110, 22, 20
NAME_MAX = 24
PARTIES_MAX = 200
"""Parties in one picture; beyond, nobody could read it."""
_FILL = {"listed": "#fdebea", "blocked": "#fdebea", "undetermined": "#fcf0d5", "clear": "#ffffff"}
_EDGE = {"listed": "#a01420", "blocked": "#a01420", "undetermined": "#7a4a00", "clear": "#857d6f"}


def ownership_svg(graph: Graph, answer: Answer) -> str:
    """The graph on the day of the answer as one SVG document."""
    shown = set(list(graph.parties)[:PARTIES_MAX])
    interests = [
        one for one in graph.interests if one.owner in shown and one.owned in shown and one.counts_on(answer.as_of)
    ]
    state = {one.id: word for word in ("blocked", "undetermined", "clear") for one in getattr(answer, word)}
    places = _places(graph, interests)
    judged = [*answer.blocked, *answer.undetermined]
    deciding = {(fact.owner, fact.owned) for one in judged for fact in one.facts}
    width = max((x for x, _ in places.values()), default=0) + BOX_WIDTH + MARGIN
    height = max((y for _, y in places.values()), default=0) + BOX_HEIGHT + MARGIN
    title = f"{len(answer.blocked)} blocked, {len(answer.undetermined)} undetermined ({answer.regime}, {answer.as_of})"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="system-ui, sans-serif" font-size="12" role="img"><title>{escape(title)}</title>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#5d564b"/></marker></defs>',
        *(_edge(one, places, decides=(one.owner, one.owned) in deciding) for one in interests if one.owner in places),
        *(_box(graph, party, at, state.get(party, "listed")) for party, at in places.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(graph: Graph, interests: list[Interest]) -> dict[str, tuple[int, int]]:
    """Where each party stands: a column for each step from an owner without owners; rings end where they began."""
    shown = list(graph.parties)[:PARTIES_MAX]
    column = dict.fromkeys(shown, 0)
    for _ in range(len(shown)):
        moved = False
        for one in interests:
            if one.kind == "link":  # a tie has no direction
                continue
            if one.owner in column and one.owned in column and column[one.owned] <= column[one.owner] < len(shown) - 1:
                if column[one.owner] + 1 > len(shown) // 2 + 1:
                    continue
                column[one.owned] = column[one.owner] + 1
                moved = True
        if not moved:
            break
    rows: dict[int, int] = {}
    places = {}
    for party in shown:
        at = column[party]
        places[party] = (MARGIN + at * (BOX_WIDTH + GAP_X), MARGIN + rows.get(at, 0) * (BOX_HEIGHT + GAP_Y))
        rows[at] = rows.get(at, 0) + 1
    return places


def _box(graph: Graph, party: str, at: tuple[int, int], state: str) -> str:
    x, y = at
    name = graph.parties[party].name or party
    short = name if len(name) <= NAME_MAX else name[: NAME_MAX - 1] + "…"
    frame = f'<rect x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6" fill="{_FILL[state]}" '
    frame += f'stroke="{_EDGE[state]}"' + (' stroke-dasharray="4 3"' if state == "undetermined" else "") + "/>"
    if state == "listed":
        frame += (
            f'<rect x="{x + 3}" y="{y + 3}" width="{BOX_WIDTH - 6}" height="{BOX_HEIGHT - 6}" rx="4" fill="none" '
            f'stroke="{_EDGE[state]}"/>'
        )
    words = f'<text x="{x + 10}" y="{y + 17}" fill="#1b1916"><title>{_text(name)}</title>{_text(short)}</text>'
    below = f'<text x="{x + 10}" y="{y + 32}" class="w" fill="{_EDGE[state]}">{state}</text>'
    return f'<g class="n {state}">{frame}{words}{below}</g>'


def _edge(one: Interest, places: dict[str, tuple[int, int]], *, decides: bool) -> str:
    if one.owned not in places:
        return ""
    (x1, y1), (x2, y2) = places[one.owner], places[one.owned]
    back = x2 <= x1
    begin, end = (x1 + BOX_WIDTH, y1 + BOX_HEIGHT / 2), (x2 + (BOX_WIDTH if back else 0), y2 + BOX_HEIGHT / 2)
    bend = GAP_X * (0.9 if back else 0.5)
    first, second = begin[0] + bend, end[0] + (bend if back else -bend)
    path = f"M{begin[0]} {begin[1]}C{first} {begin[1]} {second} {end[1]} {end[0]} {end[1]}"
    unsure = one.low < one.high or one.indirect or one.kind != "ownership"
    dash = ' stroke-dasharray="5 4"' if unsure else ""
    look = f'fill="none" stroke="#5d564b" stroke-width="{3 if decides else 1}"{dash} marker-end="url(#tip)"'
    at = ((begin[0] + end[0]) / 2 + (bend * 0.7 if back else 0), (begin[1] + end[1]) / 2 - 5)
    words = f'<text x="{at[0]}" y="{at[1]}" text-anchor="middle" fill="#1b1916">{_text(stake_words(one))}</text>'
    return f'<g class="e"><path d="{path}" {look}/>{words}</g>'


def _text(words: str) -> str:
    """Text from outside: what no XML may hold, and what turns the direction of writing, becomes visible."""
    return str(xml_text(words))
