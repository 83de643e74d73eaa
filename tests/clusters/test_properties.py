"""What holds for any records: the order says nothing, and no cluster holds a contradiction."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.clusters.building import clustered
from ostrakon.clusters.exceptions import Exceptions
from ostrakon.clusters.identifiers import imo_valid
from ostrakon.model import Entity
from tests.clusters.parties import LISTS, listed

NAMES = ("Konstantin Arkadyevich Zarubin", "Константин Аркадьевич Зарубин", "Zarubin Konstantin Petrovich",
         "Qasem Zolfaghari", "Zolfaghari Qasem", "OCEAN ZEPHYRINE")  # fmt: skip
BIRTHS = ("1961-05-03", "1961-03-05", "1961", "1974-05-03", "1974", "1961-11-22", "1962-05-03")
IMOS = ("9187629", "8606628", "9256860")


@st.composite
def records(draw: st.DrawFn) -> list[Entity]:
    """Records of all lists with few names, dates and numbers, so that many agree and many contradict."""
    found = []
    for number in range(draw(st.integers(2, 12))):
        schema = draw(st.sampled_from(["Person", "Person", "Vessel", "LegalEntity"]))
        numbers = [("imo", n) for n in draw(st.lists(st.sampled_from(IMOS), max_size=2, unique=True))]
        numbers += [("passport", n, "ru") for n in draw(st.lists(st.sampled_from(["4501131", "7711223"]), max_size=1))]
        found.append(
            listed(
                f"{draw(st.sampled_from(sorted(LISTS)))}-{number}",
                *draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)),
                schema=schema,
                born=draw(st.lists(st.sampled_from(BIRTHS), max_size=2, unique=True)),
                country=draw(st.sampled_from(["ru", "ir", ""])),
                numbers=numbers,
                properties=[("unscId", f"QDi.{n}") for n in draw(st.lists(st.integers(1, 2), max_size=1))],
            )
        )
    return found


def result(entities: list[Entity]) -> tuple[list[tuple[str, ...]], list[list[tuple[str, str, str, str]]]]:
    """Clusters and their reasons in a form that can be compared."""
    _, found, why = clustered(entities, exceptions=Exceptions())
    return found, [[(k.one, k.two, k.rule, k.text) for k in links] for links in why]


@given(records(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_records_changes_nothing(entities: list[Entity], random: object) -> None:
    shuffled = list(entities)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert result(shuffled) == result(entities)


@given(records())
@settings(max_examples=300, deadline=None)
def test_no_cluster_holds_a_contradiction_or_two_records_of_one_list(entities: list[Entity]) -> None:
    by_id = {entity.id: entity for entity in entities}
    _, found, _ = clustered(entities, exceptions=Exceptions())
    for cluster in found:
        assert len(cluster) == len({by_id[i].sources for i in cluster})
        for one, two in combinations((by_id[i] for i in cluster), 2):
            assert not contradicting_births(one, two)
            assert not different_imo(one, two)


def contradicting_births(one: Entity, two: Entity) -> bool:
    """Full dates of birth on both sides, no year in common."""
    if "Vessel" in (one.schema, two.schema):
        return False
    ours, theirs = ([str(fact.date) for fact in entity.dates] for entity in (one, two))
    full = any(len(date) == 10 for date in ours) and any(len(date) == 10 for date in theirs)
    return full and {d[:4] for d in ours}.isdisjoint(d[:4] for d in theirs)


def different_imo(one: Entity, two: Entity) -> bool:
    """IMO numbers on both sides, none in common."""
    ours, theirs = ({i.value for i in e.identifiers if i.type == "imo" and imo_valid(i.value)} for e in (one, two))
    return bool(ours and theirs) and ours.isdisjoint(theirs)
