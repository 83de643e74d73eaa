"""FollowTheMoney JSON: our entities survive the way out and in, and everybody's entities can be read."""

from __future__ import annotations

import json
import string
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ostrakon.model import (
    Address,
    CountryLink,
    DatedFact,
    Designation,
    Entity,
    Identifier,
    Measure,
    Name,
    Origin,
    PartialDate,
    Property,
    Relation,
    from_ftm,
    to_ftm,
)
from ostrakon.model.identifiers import IDENTIFIER_TYPES

TEXT = st.text(min_size=1, max_size=12)
MAYBE = st.one_of(st.just(""), TEXT)
CODE = st.one_of(st.just(""), st.text(string.ascii_lowercase, min_size=2, max_size=2))
ORIGINS = st.builds(Origin, source=TEXT, record=TEXT, field=MAYBE)
YEARS = st.integers(1900, 2100)
DATES = st.one_of(
    st.builds(PartialDate.of, YEARS, st.integers(1, 12), st.integers(1, 28), approximate=st.booleans(), text=MAYBE),
    st.builds(lambda year, more: PartialDate.of(year, until=str(year + more)), YEARS, st.integers(0, 60)),
)


def _up_to_three(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


ADDRESSES = st.builds(
    Address, full=TEXT, origin=ORIGINS, street=MAYBE, city=MAYBE, region=MAYBE, postal_code=MAYBE, country=CODE
)
ENTITIES = st.builds(
    Entity,
    id=TEXT,
    schema=st.sampled_from(["Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane"]),
    names=_up_to_three(
        st.builds(
            Name,
            value=TEXT,
            origin=ORIGINS,
            kind=st.sampled_from(["primary", "alias", "former", "spelling", "maiden", "acronym", "original"]),
            weak=st.booleans(),
            language=MAYBE,
            given=MAYBE,
            middle=MAYBE,
            patronymic=MAYBE,
            family=MAYBE,
        )
    ),
    dates=_up_to_three(
        st.builds(
            DatedFact,
            date=DATES,
            origin=ORIGINS,
            kind=st.sampled_from(["birth", "death", "incorporation", "dissolution", "build"]),
        )
    ),
    identifiers=_up_to_three(
        st.builds(
            Identifier,
            type=st.sampled_from(list(IDENTIFIER_TYPES)),
            value=TEXT,
            origin=ORIGINS,
            country=CODE,
            note=MAYBE,
        )
    ),
    countries=_up_to_three(
        st.builds(
            CountryLink,
            text=TEXT,
            origin=ORIGINS,
            code=CODE,
            role=st.sampled_from(
                ["nationality", "citizenship", "birth", "residence", "jurisdiction", "flag", "country"]
            ),
        )
    ),
    addresses=_up_to_three(ADDRESSES),
    birth_places=_up_to_three(ADDRESSES),
    designations=_up_to_three(
        st.builds(
            Designation,
            authority=TEXT,
            origin=ORIGINS,
            programmes=_up_to_three(TEXT),
            measures=_up_to_three(st.sampled_from(list(Measure))),
            listed_on=st.one_of(st.none(), DATES),
            reference=MAYBE,
            legal_basis=MAYBE,
            reason=MAYBE,
            active=st.booleans(),
        )
    ),
    relations=_up_to_three(
        st.builds(
            Relation,
            kind=st.sampled_from(["linked_to", "owns", "family"]),
            origin=ORIGINS,
            target_name=MAYBE,
            target_id=MAYBE,
            text=MAYBE,
        )
    ),
    properties=_up_to_three(
        st.builds(Property, name=st.sampled_from(["gender", "notes", "topics", "name"]), value=TEXT, origin=ORIGINS)
    ),
)

ORIGIN = Origin(source="ofac_sdn", record="1", field="name")


@settings(max_examples=150, deadline=None)
@given(ENTITIES)
def test_an_entity_survives_the_way_out_and_in(entity: Entity) -> None:
    sent = json.dumps(to_ftm(entity), ensure_ascii=True)
    assert from_ftm(json.loads(sent), source="ftm") == entity


@settings(max_examples=100, deadline=None)
@given(ENTITIES)
def test_what_goes_out_is_a_plain_object_of_lists_of_texts(entity: Entity) -> None:
    data = to_ftm(entity, extension=False)
    assert set(data) == {"id", "schema", "caption", "properties", "datasets", "referents", "target"}
    for values in data["properties"].values():
        assert values
        assert all(isinstance(value, str) and value for value in values)
        assert len(set(values)) == len(values)
    assert data["caption"] == entity.caption


@settings(max_examples=100, deadline=None)
@given(ENTITIES)
def test_without_the_extension_no_name_or_number_is_lost(entity: Entity) -> None:
    data = to_ftm(entity, extension=False)
    back = from_ftm(data, source="ftm")
    assert {name.value.strip() for name in entity.names} - {""} <= {name.value for name in back.names}
    given_numbers = {item.value.strip() for item in entity.identifiers} - {""}
    assert given_numbers <= {item.value for item in back.identifiers}


def _entity(**values: Any) -> Entity:
    return Entity(id="x-1", schema=values.pop("schema", "Person"), **values)


def _name(value: str, **more: Any) -> Name:
    return Name(value=value, origin=ORIGIN, **more)


def test_each_kind_of_name_goes_to_its_property() -> None:
    names = (
        _name("A B", given="A", family="B"),
        _name("C", kind="alias"),
        _name("D", kind="alias", weak=True),
        _name("E", kind="former"),
        _name("Ж", kind="original"),
    )
    properties = to_ftm(_entity(names=names))["properties"]
    assert properties == {
        "name": ["A B"],
        "firstName": ["A"],
        "lastName": ["B"],
        "alias": ["C", "Ж"],
        "weakAlias": ["D"],
        "previousName": ["E"],
    }


@pytest.mark.parametrize(
    ("date", "texts"),
    [
        (PartialDate(value="1951-05"), ["1951-05"]),
        (PartialDate(value="1958", until="1961"), ["1958", "1959", "1960", "1961"]),
        (PartialDate(value="1900", until="1990"), ["1900", "1990"]),
        (PartialDate(value="1958-05-01", until="1958-06-01"), ["1958-05-01", "1958-06-01"]),
    ],
)
def test_a_range_of_years_goes_out_as_its_years(date: PartialDate, texts: list[str]) -> None:
    data = to_ftm(_entity(dates=(DatedFact(date=date, origin=ORIGIN),)))
    assert data["properties"]["birthDate"] == texts


@pytest.mark.parametrize(
    ("measures", "active", "topics"),
    [
        ((), True, ["sanction"]),
        ((Measure.ASSET_FREEZE, Measure.TRAVEL_BAN), True, ["sanction"]),
        ((Measure.EXPORT_DENIAL,), True, ["export.control"]),
        ((Measure.DEBARMENT,), True, ["debarment"]),
        ((Measure.WANTED_NOTICE,), True, ["wanted"]),
        ((Measure.ASSET_FREEZE,), False, None),
    ],
)
def test_topics_tell_a_sanction_from_other_listings(
    measures: tuple[Measure, ...], active: bool, topics: list[str] | None
) -> None:
    designation = Designation(authority="US", measures=measures, active=active, origin=ORIGIN)
    data = to_ftm(_entity(designations=(designation,)))
    assert data["properties"].get("topics") == topics
    assert data["target"] is active
    assert data["datasets"] == ["ofac_sdn"]


def test_an_edited_property_wins_over_the_extension() -> None:
    data = to_ftm(_entity(names=(_name("A"),)))
    data["properties"]["name"] = ["B"]
    data["caption"] = "B"
    assert [name.value for name in from_ftm(data, source="ftm").names] == ["B"]


@pytest.mark.parametrize("broken", [1, "x", [], {"id": "x-1"}, {"id": 5, "schema": "Person"}])
def test_a_broken_extension_is_passed_over(broken: object) -> None:
    data = {"id": "a", "schema": "Person", "properties": {"name": ["A"]}, "ostrakon": broken}
    assert from_ftm(data, source="ftm").caption == "A"


@pytest.mark.parametrize(
    "data", [{}, {"id": "", "schema": "Person", "properties": {}}, {"id": "a", "schema": "Person"}]
)
def test_what_is_no_entity_is_a_value_error(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="id, schema and properties"):
        from_ftm(data, source="ftm")


FOREIGN: dict[str, Any] = {
    "id": "NK-abc",
    "caption": "Anna Ivanova",
    "schema": "Person",
    "properties": {
        "name": ["Ivanova Anna", "Anna Ivanova"],
        "alias": "Анна Иванова",
        "weakAlias": ["Anya"],
        "previousName": ["Anna Sidorova"],
        "birthDate": ["1970", "1971-05", "unknown"],
        "nationality": ["ru", "suhh"],
        "birthCountry": ["ge-ab"],
        "country": ["zz top"],
        "passportNumber": ["A1"],
        "innCode": ["7700000000"],
        "uniqueEntityId": ["U-1"],
        "topics": ["sanction", "role.pep"],
        "programId": ["US-X"],
        "address": ["1 Main Street"],
        "birthPlace": ["Akron"],
        "gender": ["female", None],
        "sanctions": [{"id": "s1", "schema": "Sanction", "properties": {}}],
    },
    "datasets": ["x"],
    "target": True,
}


def test_an_entity_of_another_program_is_read_with_origins() -> None:
    party = from_ftm(FOREIGN, source="ftm:os")
    assert party.id == "NK-abc"
    assert party.caption == "Anna Ivanova"
    assert [(n.value, n.kind, n.weak) for n in party.names] == [
        ("Anna Ivanova", "primary", False),
        ("Ivanova Anna", "primary", False),
        ("Анна Иванова", "alias", False),
        ("Anya", "alias", True),
        ("Anna Sidorova", "former", False),
    ]
    assert [str(fact.date) for fact in party.dates] == ["1970", "1971-05"]
    assert [(p.name, p.value) for p in party.properties if p.name == "birthDate"] == [("birthDate", "unknown")]
    assert [(c.role, c.code) for c in party.countries] == [
        ("nationality", "ru"),
        ("nationality", "su"),
        ("birth", "ge"),
        ("country", ""),
    ]
    assert [(i.type, i.value) for i in party.identifiers] == [
        ("passport", "A1"),
        ("inn", "7700000000"),
        ("other", "U-1"),
    ]
    assert party.identifiers[0].origin == Origin(source="ftm:os", record="NK-abc", field="passportNumber")
    assert (party.addresses[0].full, party.birth_places[0].full) == ("1 Main Street", "Akron")
    assert party.sources == ("ftm:os",)
    assert party.designations[0].programmes == ("US-X",)
    assert party.designations[0].active


def test_a_foreign_identifier_goes_out_under_the_property_it_came_in_by() -> None:
    party = from_ftm(FOREIGN, source="ftm")
    assert to_ftm(party)["properties"]["uniqueEntityId"] == ["U-1"]


def test_a_registration_number_of_an_aircraft_is_its_tail_number() -> None:
    data = {"id": "a", "schema": "Airplane", "properties": {"name": ["X"], "registrationNumber": ["EP-XXX"]}}
    assert from_ftm(data, source="ftm").identifiers[0].type == "tail_number"


def test_a_caption_that_stands_nowhere_else_is_a_name() -> None:
    data = {"id": "a", "schema": "Person", "caption": "Shown", "properties": {"alias": ["Other"]}}
    assert [n.value for n in from_ftm(data, source="ftm").names] == ["Shown", "Other"]


@pytest.mark.parametrize(
    ("extra", "active"),
    [({}, True), ({"target": True}, True), ({"target": False}, False)],
)
def test_a_party_that_is_no_target_is_not_in_force(extra: dict[str, Any], active: bool) -> None:
    data = {"id": "a", "schema": "Company", "properties": {"name": ["A"]}, **extra}
    assert from_ftm(data, source="ftm").designations[0].active is active


def test_a_topic_of_a_listing_outweighs_the_target_flag() -> None:
    data = {"id": "a", "schema": "Company", "properties": {"name": ["A"], "topics": ["debarment"]}, "target": False}
    (designation,) = from_ftm(data, source="ftm").designations
    assert designation.active
    assert designation.measures == (Measure.DEBARMENT,)


def test_the_extension_holds_the_entity_itself() -> None:
    entity = _entity(names=(_name("A"),))
    assert msgspec.convert(to_ftm(entity)["ostrakon"], Entity) == entity
