"""Both sides of a case: rows that add up, differences inside values, the sentence, what would settle it."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from ostrakon.match.evidence import Evidence
from ostrakon.model import Entity, PartialDate
from ostrakon.model.entity import Address, CountryLink, DatedFact
from ostrakon.model.identifiers import Identifier
from ostrakon.model.names import Name
from ostrakon.model.origin import Origin
from ostrakon.model.subject import GivenIdentifier, Subject
from ostrakon.reports.comparison import FIELD_OF, FieldRow, field_rows, printed_bits
from ostrakon.reports.differing import dates_apart, letters_apart, name_parts, words_in_common
from ostrakon.reports.turning import settling, turns_on, turns_on_short
from ostrakon.reports.waterfall import together, waterfall

FROM = Origin(source="some_list", record="1")
LISTED = Entity(
    id="x-1",
    schema="Person",
    names=(Name(value="Ivan Petrovich SIDOROV", origin=FROM), Name(value="Иван Сидоров", origin=FROM, kind="alias")),
    dates=(DatedFact(date=PartialDate.parse("1961-05-23"), origin=FROM),),
    countries=(CountryLink(code="ru", text="Russia", origin=FROM, role="nationality"),),
    addresses=(Address(full="Lenin Street 1, Omsk", origin=FROM),),
    identifiers=(Identifier(type="passport", value="AB1234567", origin=FROM),),
)
SUBJECT = Subject(
    name="Iwan Sidorov Junior", schema="Person", birth_date=PartialDate.parse("1961-05-24"), countries=("ua",)
)
EVIDENCE = (
    Evidence(feature="prior", bits=-6.4),
    Evidence(feature="name", bits=1.5, query="iwan", listed="ivan", note="one letter differs"),
    Evidence(feature="name", bits=8.0, query="sidorov", listed="sidorov", note="same word"),
    Evidence(feature="name_extra", bits=-1.0, query="junior"),
    Evidence(feature="birth_date", bits=5.0, query="1961-05-24", listed="1961-05-23", note="one digit off"),
    Evidence(feature="country", bits=-1.0, query="ua", listed="ru", note="no country in common"),
)


def rows() -> dict[str, FieldRow]:
    return {row.field: row for row in field_rows(SUBJECT, (LISTED,), EVIDENCE)}


def marked(row: FieldRow) -> list[tuple[str, str]]:
    return [(part.text, part.kind) for part in row.ours[0].parts if part.text.strip()]


def test_each_row_says_what_agrees_what_differs_and_what_one_side_lacks() -> None:
    assert {name: row.mark for name, row in rows().items()} == {
        "name": "similar",
        "birth_date": "similar",
        "country": "differs",
        "schema": "same",
        "identifier": "none",
        "address": "none",
    }


def test_differences_are_marked_inside_the_values_word_letter_and_digit() -> None:
    assert marked(rows()["name"]) == [
        *(("I", "near"), ("w", "differs"), ("an", "near")),
        *(("Sidorov", "same"), ("Junior", "differs")),
    ]
    assert marked(rows()["birth_date"])[-1] == ("24", "differs")
    assert rows()["country"].ours[0].parts[0].kind == "differs"


def test_a_name_in_another_script_agrees_by_its_words() -> None:
    listed = [value for value in rows()["name"].listed if value.text == "Иван Сидоров"]
    assert [part.kind for part in listed[0].parts if part.text.strip()] == ["near", "same"]


def test_what_weighs_comes_first_and_no_value_of_either_side_is_lost() -> None:
    ordered = field_rows(SUBJECT, (LISTED,), EVIDENCE)
    weighing = [abs(row.bits) >= 0.05 for row in ordered]
    assert weighing == sorted(weighing, reverse=True)
    assert rows()["identifier"].listed[0].text == "AB1234567"


def test_the_sentence_says_what_agrees_and_strongly_what_differs() -> None:
    said = turns_on(list(rows().values()))
    assert [one.strong for one in said] == [False, True, False]
    assert "Country (Ukraine, listed Russia) differs." in said[1].text
    assert "identifier and address" in said[2].text.lower()
    assert turns_on_short(EVIDENCE) == "country differs"
    assert turns_on_short(EVIDENCE[:3]) == "name agrees"


def test_what_would_settle_it_is_what_we_lack_and_they_have_the_weightiest_first() -> None:
    asked = settling(list(rows().values()))
    assert [one.what for one in asked] == ["passport", "address"]
    assert asked[0].bits > asked[1].bits


def test_a_party_that_is_on_no_list_any_more_still_shows_our_side() -> None:
    alone = field_rows(SUBJECT, (), EVIDENCE)
    assert [row.field for row in alone if row.ours][:1] == ["name"]


_FEATURES = st.sampled_from(["name", "name_whole", "name_extra", "country", "birth_date", "identifier", "address"])
_PIECES = st.lists(
    st.tuples(_FEATURES, st.integers(-30_000, 30_000), st.sampled_from(["", "word"])), min_size=1, max_size=25
)


@given(_PIECES)
def test_printed_rows_add_up_to_the_printed_sum_and_the_small_picture_to_the_same(
    pieces: list[tuple[str, int, str]],
) -> None:
    evidence = [Evidence(feature="prior", bits=-6.5)]
    evidence += [Evidence(feature=feature, bits=bits / 1024, query=word) for feature, bits, word in pieces]
    by_field: dict[str, list[Evidence]] = {}
    for piece in evidence:
        by_field.setdefault(FIELD_OF.get(piece.feature, piece.feature), []).append(piece)
    total = waterfall(evidence).total
    assert math.isclose(sum(printed_bits(by_field).values()), total, abs_tol=1e-6)
    assert math.fsum(piece.bits for piece in together(evidence)) == math.fsum(piece.bits for piece in evidence)


@given(st.text(max_size=60), st.text(max_size=60))
def test_cutting_a_value_never_changes_it(value: str, other: str) -> None:
    pieces = [Evidence(feature="name", bits=1.0, query=value[:20], listed=other[:20], note="x")]
    for parts in (
        name_parts(value, pieces, ours=True),
        letters_apart(value, [(value, other)]),
        dates_apart(value, [other]),
        words_in_common(value, [other]),
    ):
        assert "".join(part.text for part in parts) == value


def test_an_identifier_that_is_one_digit_off_shows_the_digit() -> None:
    subject = Subject(name="x", identifiers=(GivenIdentifier(type="passport", value="AB1234568"),))
    near = [Evidence(feature="identifier", bits=4.5, query="passport AB1234568", listed="passport AB1234567")]
    row = next(row for row in field_rows(subject, (LISTED,), near) if row.field == "identifier")
    assert [part.text for part in row.ours[0].parts if part.kind == "differs"] == ["8"]
