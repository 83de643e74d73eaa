"""The worked cases of the shared data."""

import json

from ostrakon.intake.ownership import read_graph
from ostrakon.ownership import REGIMES, resolve
from tests.shared import shared


def test_every_worked_case_comes_out_right_in_all_regimes() -> None:
    wrong = []
    for case in json.loads(shared("data", "ownership", "dev_cases.json").read_text())["cases"]:
        graph = read_graph(json.dumps(case["graph"]).encode(), case["id"])
        for regime in REGIMES:
            answer = resolve(graph, regime, case.get("as_of") or graph.as_of or "2026-11-27")
            found = {
                word: sorted(one.id for one in getattr(answer, word)) for word in ("blocked", "undetermined", "clear")
            }
            if case["scored"][regime] and found != case["expected"][regime]:
                wrong.append((case["id"], regime, found, case["expected"][regime]))
            if case["certainty"][regime] == "unsettled":
                assert any(not one.settled for word in found for one in getattr(answer, word)), case["id"]
    assert not wrong
