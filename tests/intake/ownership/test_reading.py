"""Graphs of ownership in the forms of registers."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from ostrakon.errors import InputError
from ostrakon.intake.ownership import read_any
from ostrakon.ownership import Graph, Interest, resolve
from ostrakon.ownership.graph import UNIT, WHOLE
from tests.shared import shared

GOLDEN = Path(__file__).with_name("golden")


def read(name: str) -> Graph:
    return read_any((GOLDEN / name).read_bytes(), name)


def between(graph: Graph, owner: str, owned: str) -> list[Interest]:
    return [one for one in graph.interests if (one.owner, one.owned) == (owner, owned)]


def share(one: Interest) -> tuple[float, float]:
    return one.low / UNIT, one.high / UNIT


def test_csv_is_read_row_by_row_and_bad_rows_are_named() -> None:
    graph = read("stakes.csv")
    assert graph.form == "csv"
    assert not graph.marked
    [a] = between(graph, "Volga Group", "Holding A")
    assert (share(a), a.start, a.source) == ((25, 50), "2015-01-01", "annual report")
    [b] = between(graph, "Volga Group", "Holding B")
    assert (b.right, share(b), b.end) == ("voting", (75, 100), "2020-06-30")
    assert share(between(graph, "Other Holder", "Holding B")[0]) == (25.5, 25.5)
    assert between(graph, "Gennady Timchenko", "Holding C")[0].right == "director"
    assert share(between(graph, "Volga Group", "Holding C")[0]) == (0, 100)
    told = "; ".join(graph.problems)
    for place in ("line 8: owned", "line 9: share", "line 10: kind", "line 11: from"):
        assert place in told
    assert "Broken" not in graph.parties


def test_gleif_parents_hold_an_unknown_share_in_the_time_of_the_relationship() -> None:
    graph = read("relationships.csv")
    assert graph.form == "gleif"
    direct = between(graph, "529900PARENT00000020", "529900DAUGHTER000010")
    assert [one.right for one in direct] == ["", "consolidated"]
    assert (direct[0].low, direct[0].high, direct[0].start, direct[0].end) == (0, WHOLE, "2017-12-06", "")
    assert between(graph, "529900TOP00000000030", "529900DAUGHTER000010")[0].indirect
    assert between(graph, "529900PARENT00000020", "529900BRANCH00000040")[0].low == WHOLE
    assert between(graph, "529900PARENT00000020", "529900FUND0000000050")[0].right == "manager"
    assert between(graph, "529900PARENT00000020", "529900SOLD0000000060")[0].end == "2022-03-01"
    assert not between(graph, "529900PARENT00000020", "529900VOID0000000070")
    told = "; ".join(graph.problems)
    assert "line 8: Relationship.RelationshipType" in told
    assert "line 9: Relationship.StartNode.NodeID" in told
    assert "1 records that are inactive or annulled" in told


def test_ftm_parties_stakes_ties_and_listings() -> None:
    graph = read("entities.ftm.json")
    assert graph.form == "ftm"
    assert graph.marked
    assert graph.parties["P1"].listed == ("ofac",)
    assert graph.parties["P1"].since == (("ofac", "2014-03-20"),)
    assert graph.parties["C3"].listed == ()
    facts = graph.parties["P1"].facts
    assert facts is not None
    assert facts.birth_date is not None
    assert facts.birth_date.value == "1952-11-09"
    assert "Геннадий Тимченко" in facts.aliases
    [a] = between(graph, "C1", "C2")
    assert (share(a), a.start, a.end) == ((25, 50), "2015-01-01", "2019-05-01")
    natures = {one.right: share(one) for one in between(graph, "C1", "C3")}
    assert natures["voting"] == (75, 100)
    assert natures[""][0] > 50
    assert natures[""][1] < 75
    assert "appoint_majority" in natures
    assert between(graph, "P1", "C2")[0].right == "director"
    assert [one.right for one in between(graph, "P2", "P1")] == ["family"]
    assert between(graph, "P1", "C3")[0].right == "acts_for"
    assert {one.right for one in between(graph, "C3", "C2") + between(graph, "C2", "C3")} == {"linked"}
    told = "; ".join(graph.problems)
    for words in ("line 14: asset", "line 15: percentage", "line 16", "P2: interests name this party"):
        assert words in told


def test_bods_takes_the_newest_statement_of_each_record() -> None:
    graph = read("statements.json")
    assert graph.form == "bods"
    held = {one.right: one for one in between(graph, "p-1", "e-1")}
    assert held[""].low == 25 * UNIT + 1
    assert share(held["voting"]) == (75, 100)
    assert held["appoint_majority"].end == "2021-06-30"
    assert between(graph, "p-1", "e-2")[0].indirect
    assert between(graph, "e-1", "e-2")[0].end == "2021-05-05"
    [hidden] = between(graph, "r-3?", "e-2")
    assert share(hidden) == (0, 100)
    assert "interestedPartyHasNotProvidedInformation: asked twice" in graph.parties["r-3?"].name
    facts = graph.parties["p-1"].facts
    assert facts is not None
    assert facts.nationalities == ("ru", "fi")
    told = "; ".join(graph.problems)
    assert "statement 10, interest 1: share" in told
    assert "statement 11: recordId" in told


def test_an_indirect_stake_alone_leaves_an_entity_undetermined() -> None:
    graph = read("statements.json")
    graph.parties["p-1"] = type(graph.parties["p-1"])(id="p-1", listed=("ofac",))
    answer = resolve(graph, "ofac", "2023-01-01")
    [b] = [one for one in answer.undetermined if one.id == "e-2"]
    assert b.would_decide is not None
    assert "indirectly" in b.would_decide.what


@pytest.mark.parametrize("name", ["bods_fermcat.json", "bods_0.4_sample_300_statements.json.xz"])
def test_published_examples_are_read_whole(name: str) -> None:
    file = shared("data", "lists", "ownership", name)
    content = lzma.decompress(file.read_bytes()) if name.endswith("xz") else file.read_bytes()
    graph = read_any(content, name)
    assert not graph.problems
    assert graph.interests


def test_published_ftm_is_read_whole() -> None:
    file = shared("data", "lists", "opensanctions", "zala_ftm", "entities.ftm.json")
    graph = read_any(file.read_bytes(), file.name)
    assert not [one for one in graph.problems if "interests name" not in one and "describe" not in one]
    assert sum(one.kind == "ownership" for one in graph.interests) == 14
    assert graph.marked


@pytest.mark.parametrize("content", [b"", b"hello", b"a,b\n1,2\n", b'{"a": 1}\n', b"[1, 2]", b"\xff\xfe", b"[{]"])
def test_what_is_none_of_the_forms_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_any(content, "x")
    assert refused.value.where == "x"


def test_a_graph_of_its_own_form_may_tie_and_date_listings() -> None:
    graph = read_any(
        b'{"entities": [{"id": "L", "listed": {"eu": "2022-02-28"}}, {"id": "A"}], "interests": ['
        b'{"owner": "L", "owned": "A", "kind": "link", "right": "acts_for"}]}',
        "x",
    )
    assert graph.parties["L"].since == (("eu", "2022-02-28"),)
    [a] = resolve(graph, "eu", "2024-01-01").clear
    assert "acts on behalf" in a.notes[0]
