"""Who of a graph is listed, and what the lists' own relations say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from ostrakon.app.owners.finding import Owners, joined
from ostrakon.app.owners.keeping import keep, kept_owners
from ostrakon.app.owners.marking import marked, regimes_of
from ostrakon.app.owners.relations import ties_of, with_ties
from ostrakon.errors import NotScreened
from ostrakon.model import Designation, Entity, Name, Origin, PartialDate, Relation
from ostrakon.model.designation import Measure
from ostrakon.model.subject import Subject
from ostrakon.ownership import Graph, Interest, Party, resolve
from ostrakon.ownership.graph import UNIT
from ostrakon.screening.result import Answer, Evidence, Result

ORIGIN = Origin(source="ofac_sdn", record="1")


def entity(*measures: Measure, relations: tuple[Relation, ...] = (), day: str = "") -> Entity:
    listed_on = PartialDate.parse(day) if day else None
    designation = Designation(authority="US", origin=ORIGIN, measures=measures, listed_on=listed_on)
    name = Name(value="Listed Party", kind="primary", origin=ORIGIN)
    return Entity(id="ofac-1", schema="Person", names=(name,), designations=(designation,), relations=relations)


class Lists:
    """Lists that find one party by the name of `P`."""

    def __init__(self, *evidence: Evidence, status: str = "hit") -> None:
        self.evidence, self.status = evidence, status

    def answers(self, subjects: Iterable[Subject], **_: object) -> Iterator[Answer]:
        for one in subjects:
            if self.status == "not_screened":
                yield Answer(query_id=one.query_id, status="not_screened", reason="the lists are too old")
            elif one.name == "P":
                match = Result(
                    id="ofac-1", caption="Listed Party", schema="Person", score=0.99, bits=9, match=True,
                    status=self.status, evidence=self.evidence,  # type: ignore[arg-type]
                )  # fmt: skip
                yield Answer(query_id=one.query_id, status="hit", results=(match,))
            else:
                yield Answer(query_id=one.query_id, status="clear")

    def records(self, entity_id: str) -> tuple[Entity, ...]:
        return (entity(Measure.ASSET_FREEZE, day="2022-02-24"),)


BORN = Evidence(feature="birth_date", bits=4.0)


def graph() -> Graph:
    stake = Interest(owner="p", owned="a", low=60 * UNIT, high=60 * UNIT)
    return Graph.of([Party(id="p", name="P"), Party(id="a", name="A Ltd")], [stake])


def word(made: Graph) -> str:
    answer = resolve(made, "ofac", "2026-01-01")
    return next(one for one in ("blocked", "undetermined", "clear") if "a" in {v.id for v in getattr(answer, one)})


@pytest.mark.parametrize(
    ("lists", "outcome", "expected"),
    [
        (Lists(BORN), "", "blocked"),
        (Lists(), "", "undetermined"),
        (Lists(BORN, status="review"), "", "undetermined"),
        (Lists(status="review"), "block", "blocked"),
        (Lists(BORN), "clear", "clear"),
    ],
)
def test_a_match_is_as_sure_as_what_speaks_for_it(lists: Lists, outcome: str, expected: str) -> None:
    made, _ = marked(lists, graph(), lambda _customer, _party: outcome)
    assert word(made) == expected


def test_the_day_of_the_listing_comes_along() -> None:
    made, found = marked(Lists(BORN), graph())
    assert made.parties["p"].since == (("ofac", "2022-02-24"),)
    assert found == {"p": "ofac-1"}


def test_lists_that_cannot_answer_leave_nothing_clear() -> None:
    with pytest.raises(NotScreened):
        marked(Lists(status="not_screened"), graph())


def test_only_a_freeze_makes_property_blocked() -> None:
    assert regimes_of([entity(Measure.ASSET_FREEZE)]) == {"ofac": ""}
    assert regimes_of([entity()]) == {"ofac": ""}
    assert not regimes_of([entity(Measure.SECTORAL_DEBT)])


def test_the_lists_relations_are_links_and_never_shares() -> None:
    tie = Relation(kind="linked_to", origin=ORIGIN, target_name="A LTD", text="Linked To: A LTD")
    ties = ties_of([entity(Measure.ASSET_FREEZE, relations=(tie,))])
    made = with_ties(Graph.of(graph().parties.values(), []), {"p": "ofac-1"}, ties)
    assert [(one.kind, one.right, one.high) for one in made.interests] == [("link", "linked", 0)]
    owners = Owners(sha256="", snapshot=1, policy="", day="2026-01-01", ties=ties)
    answer = joined(Answer(query_id="1", status="clear"), Subject(name="A Ltd"), owners)
    assert answer.status == "review"
    assert answer.findings[0].kind == "link"
    assert "Linked To: A LTD" in answer.findings[0].paths[0]


def test_a_kept_graph_says_when_it_is_behind_the_lists(tmp_path: Path) -> None:
    keep(tmp_path, b"{}", Owners(sha256="x", snapshot=1, policy="p", day="2026-01-01"))
    behind = kept_owners(tmp_path, 2)
    assert behind is not None
    answer = joined(Answer(query_id="1", status="clear"), Subject(name="A Ltd"), behind)
    assert "snapshot 1" in answer.notes[0]
    assert kept_owners(tmp_path / "other", 1) is None
